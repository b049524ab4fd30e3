import re
import string
from pathlib import Path

import pytest

from api.texts import LANGUAGES, Texts, catalogue
from tests.conftest import REPOSITORY

API = REPOSITORY / "api"
# Keys put together in code: `say(f"cli.{name}.help")`, `say(`state.${state}`)`; every key below these is in use.
BUILT = (
    "cli.read", "cli.ocr", "cli.restore", "cli.serve", "cli.watch", "cli.worker", "cli.link", "cli.token",
    "cli.settings", "cli.heading", "problems", "sheet.column", "pages.people.role", "pages.script.state",
    "pages.script.group", "pages.script.add", "pages.script.field", "pages.script.kind", "pages.script.deadline_kind",
    "pages.script.every", "pages.script.role", "pages.script.mark", "pages.script.proof", "pages.script.key",
    "pages.script.upload", "pages.script.ask", "pages.script.saved", "pages.script.sum",
)  # fmt: skip


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_text_is_written_in_both_languages_with_the_same_values(key: str) -> None:
    words = catalogue()[key]
    assert set(words) == set(LANGUAGES)
    assert all(words.values())
    assert placeholders(words["vi"]) == placeholders(words["en"])


def keys_used() -> set[str]:
    found = set()
    for path in API.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"""["']((?:cli|problems|pages|sheet)\.[\w.]+)["']""", text))
    for path in (API / "templates").glob("*.html"):
        found |= set(re.findall(r"""say\(["']([\w.]+)["']""", path.read_text(encoding="utf-8")))
    for path in (API / "static").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        found |= {f"pages.script.{key}" for key in re.findall(r'\bsay\("([\w.]+)"', text)}
    return {key for key in found if not key.endswith(".")}


def test_every_key_used_is_written_down() -> None:
    assert keys_used() - set(catalogue()) == set()


def test_every_text_written_down_is_used() -> None:
    literal = keys_used()
    scripts = "".join(path.read_text(encoding="utf-8") for path in (API / "static").rglob("*.js"))
    unused = [
        key
        for key in catalogue()
        if key not in literal
        and not key.startswith(BUILT)
        and not re.search(rf'"{re.escape(key.removeprefix("pages.script."))}"', scripts)
    ]
    assert unused == []


def test_problem_codes_of_ingest_have_titles() -> None:
    errors = (REPOSITORY / "ingest" / "errors.py").read_text(encoding="utf-8")
    codes = re.findall(r'Reason\("(\w+)"', errors)
    assert codes
    assert [code for code in codes if f"problems.title.{code}" not in catalogue()] == []


def test_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=r"cli\.nothing"):
        Texts("vi")("cli.nothing")


def test_vietnamese_texts_are_composed_letters() -> None:
    import unicodedata

    for path in Path(API / "texts").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
