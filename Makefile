# Bóc Tách: `make run` and `make test` do everything from a fresh clone on Debian or Ubuntu.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FILE ?=
# Beyond two processes the page readers of parallel tests stand in each other's way on a small machine.
TEST_PROCESSES ?= 2

RUN_PACKAGES := tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet tesseract-ocr-osd tesseract-ocr-eng \
	"fonts-liberation2|fonts-liberation" gcc libc6-dev
TEST_PACKAGES := $(RUN_PACKAGES) fonts-dejavu-core chromium postgresql

.PHONY: help run read setup test lint format benchmark lock clean

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup ## read the sample papers (or FILE=plan.pdf) and serve http://127.0.0.1:8000
	$(BIN)/boctach serve $(if $(FILE),"$(FILE)",--samples)

read: setup ## print the record of FILE=plan.pdf
	@test -n "$(FILE)" || { echo "make read FILE=plan.pdf" >&2; exit 2; }
	@$(BIN)/boctach read "$(FILE)"

setup: $(VENV)/.ready ## install what running needs

test: $(VENV)/.ready-dev ## run every test, those in Chromium and on PostgreSQL too
	$(BIN)/python -m pytest -q -n $(TEST_PROCESSES) --dist loadgroup

lint: $(VENV)/.ready-dev ## formatting, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmark: $(VENV)/.ready-dev ## measure accuracy and cost; RECORD=1 keeps better numbers
	$(BIN)/python -m tests.benchmark $(if $(RECORD),--record)

lock: $(VENV)/.ready-dev ## pin the newest dependencies again
	$(BIN)/uv --version >/dev/null 2>&1 || $(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--no-header --python-version 3.11 pyproject.toml --extra build -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--no-header --python-version 3.11 pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## forget everything that was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f diacritics/kernel/*.so

KERNEL := $(wildcard diacritics/kernel/*.c diacritics/kernel/*.h)

$(VENV)/.ready: Makefile requirements.lock pyproject.toml $(KERNEL)
	@.ci/packages $(RUN_PACKAGES)
	@PYTHON="$(PYTHON)" .ci/virtualenv $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-dev: Makefile requirements-dev.lock pyproject.toml $(KERNEL)
	@.ci/packages $(TEST_PACKAGES)
	@PYTHON="$(PYTHON)" .ci/virtualenv $(VENV) requirements-dev.lock
	@touch $(VENV)/.ready $@
