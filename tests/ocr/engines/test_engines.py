import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from ocr.engines import EngineError, EngineTimeoutError, Settings, blank, engine_of, names, tesseract
from tests.ocr import sheets


def test_the_directory_is_the_registry() -> None:
    assert names() == ("blank", "tesseract")
    assert engine_of("blank") is blank


def test_an_unknown_engine_is_refused_with_what_there_is() -> None:
    with pytest.raises(EngineError, match="blank, tesseract"):
        engine_of("abacus")


@pytest.mark.parametrize("name", names())
def test_every_engine_answers_once_per_image(name: str) -> None:
    engine = engine_of(name)
    assert engine.is_available()
    line = sheets.page(("Kế hoạch trồng cây",), size=(500, 90), top=20, left=20)
    read = engine.read([line, np.full((40, 40), 255, np.uint8)], dpi=sheets.DPI, settings=Settings(mode="line"))
    assert len(read) == 2
    assert engine.read([], dpi=sheets.DPI, settings=Settings()) == ()


@pytest.mark.ocr
def test_boxes_of_tesseract_enclose_their_words() -> None:
    line = sheets.page(("Kế hoạch trồng cây",), size=(500, 90), top=20, left=20)
    (words,) = tesseract.read([line], dpi=sheets.DPI, settings=Settings(mode="line"))
    assert [word.text for word in words] == ["Kế", "hoạch", "trồng", "cây"]
    covered = np.zeros_like(line)
    for word in words:
        covered[word.box.top - 2 : word.box.bottom + 2, word.box.left - 2 : word.box.right + 2] = 1
        assert 0.5 < word.confidence <= 1
    assert not ((line < 120) & (covered == 0)).any()


def program(folder: Path, script: str) -> str:
    path = folder / "tesseract"
    path.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


Install = Callable[[str], None]
LISTS = 'if [ "$1" = --list-langs ]; then echo vie; exit 0; fi\n'


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    def install(script: str) -> None:
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", program(tmp_path, LISTS + script))
        tesseract.languages.cache_clear()

    yield install
    tesseract.languages.cache_clear()


@pytest.mark.parametrize(
    "script",
    [
        "exit 3",
        "kill -SEGV $$",
        "echo broken >&2; exit 1",
        "exit 0",  # says all is well and writes nothing
    ],
    ids=["fails", "crashes", "complains", "silent"],
)
def test_a_program_that_fails_is_an_engine_error(installed: Install, script: str) -> None:
    installed(script)
    with pytest.raises(EngineError):
        tesseract.read([sheets.page(size=(200, 100))], dpi=200, settings=Settings(timeout_s=5))


def test_a_program_that_hangs_is_stopped(installed: Install) -> None:
    installed("exec sleep 60")
    begun = time.monotonic()
    with pytest.raises(EngineTimeoutError):
        tesseract.read([sheets.page(size=(200, 100))], dpi=200, settings=Settings(timeout_s=0.5))
    assert time.monotonic() - begun < 30


def test_rubbish_of_a_program_makes_no_words(installed: Install) -> None:
    rows = [
        "not a table",
        "5\t1\t1\t1\t1\t1\tx\t0\t10\t10\t90\tword",
        "5\t9\t1\t1\t1\t1\t0\t0\t10\t10\t90\tforeign page",
        "5\t1\t1\t1\t1\t1\t900\t900\t10\t10\t90\toutside",
        "5\t1\t1\t1\t1\t1\t0\t0\t-4\t10\t90\tnegative",
        "5\t1\t1\t1\t1\t1\t0\t0\t10\t10\tnan\tnan",
        "5\t1\t1\t1\t1\t1\t0\t0\t10\t10\t900\ttrue",
    ]
    text = "\\n".join(row.replace("\t", "\\t") for row in rows)
    installed(f"printf '{text}\\n' > \"$2.tsv\"")
    (words,) = tesseract.read([sheets.page(size=(200, 100))], dpi=200, settings=Settings(timeout_s=5))
    assert [(word.text, word.confidence) for word in words] == [("true", 1.0)]
