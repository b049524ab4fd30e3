"""What a command line waits for before its first page: libraries that it has no use for are not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

WEB = ("fastapi", "uvicorn", "jinja2", "sqlalchemy", "alembic", "dbos", "psycopg")
HEAVY = ("spacy", "thinc", "underthesea", "sklearn", "scipy", "pandas", "openpyxl", "pdfplumber", "reportlab")
IMAGES = ("cv2", "PIL", "pypdfium2", "pytesseract")


def imported(code: str, libraries: tuple[str, ...]) -> str:
    code = f"import sys\n{code}\nprint(*(name for name in {libraries!r} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stderr.strip()


def test_reading_a_text_imports_neither_web_nor_images(tmp_path: Path) -> None:
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text("KẾ HOẠCH\n1. Giao Phòng Nội vụ xã Bình Đài chủ trì, xong trước ngày 12/3/2025.\n", "utf-8")
    code = f"from api.cli import run\nassert run(['read', {str(paper)!r}]) == 0"
    assert imported(code, WEB + HEAVY + IMAGES) == ""


@pytest.mark.parametrize("module", ["ingest.pages", "ingest.nursery"])
def test_processes_that_read_pages_import_only_what_pages_need(module: str) -> None:
    assert imported(f"import {module}", (*WEB, *HEAVY, "pydantic", "diacritics.restorer", "extractors.extract")) == ""
