"""The generated parts of the README; `python -m tests.docs` writes them, tests/test_docs.py holds them true."""

from ingest.settings import SETTINGS
from tests.benchmark import ratchet, table

BEGIN, END = "<!-- settings: written by python -m tests.docs -->", "<!-- /settings -->"


def written(readme: str) -> str:
    """Return the README with its generated parts made anew; ValueError when the marks around one are missing."""
    head, begin, rest = readme.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md lacks the marks {BEGIN} and {END}")
    return table.written(f"{head}{BEGIN}\n{_settings()}\n{END}{tail}", ratchet.recorded())


def _settings() -> str:
    rows = [f"| `{setting.variable}` | `{setting.default or ' '}` | {setting.help_en} |" for setting in SETTINGS]
    return "\n".join(["| variable | default | |", "|---|---|---|", *rows])


if __name__ == "__main__":
    table.README.write_text(written(table.README.read_text(encoding="utf-8")), encoding="utf-8")
