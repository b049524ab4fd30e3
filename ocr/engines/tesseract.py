"""Tesseract 5, called through pytesseract: one process per call, however many images it is given.

Several images go in as a list file, so the start of the program (up to 0.08 s) is paid once per call.
"""

import math
import os
import shlex
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import pytesseract

from ocr.engines import symbols
from ocr.engines.contract import EngineError, EngineTimeoutError, Mode, Settings
from ocr.image.pixels import Pixels
from ocr.page import Box, Word

NAME = "tesseract"

OFFICE = "office"  # our own model, Tesseract's `vie` trained on for worn office type: see MODEL_CARD.md beside it
MODELS = Path(__file__).resolve().parent / "models"
_SCRIPT_NAMES = ("script/Vietnamese", "Vietnamese")  # packages put the same file into different folders
_MODES: dict[Mode, int] = {"page": 3, "block": 6, "line": 7, "word": 8}
_WORD_LEVEL = "5"
_COLUMNS = 12
_LIST_TIMEOUT_S = 20.0
_ALWAYS = (
    "-c tessedit_create_tsv=1",
    "-c tessedit_do_invert=0",  # white print on black does not occur; trying it costs 3 % and makes words of noise
)


def is_available() -> bool:
    """Whether the program is installed and our model lies beside this file."""
    return shutil.which(pytesseract.pytesseract.tesseract_cmd) is not None and _model().is_file()


@cache
def languages() -> tuple[str, ...]:
    """Return the models that can be asked for: our own first, then the installed one that errs differently."""
    # pytesseract.get_languages leaves out names with capitals, and with them the script model.
    program = pytesseract.pytesseract.tesseract_cmd
    try:
        answer = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=_LIST_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return (OFFICE,)
    installed = set(answer.stdout.split())
    return (OFFICE, *[name for name in _SCRIPT_NAMES if name in installed][:1])


def _model() -> Path:
    return MODELS / f"{OFFICE}.traineddata"


def read(images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each image with boxes in pixels and confidences between 0 and 1."""
    if not images:
        return ()
    if not _model().is_file():
        raise EngineError(f"the model {_model()} is missing: it belongs to this program, install it anew")
    with tempfile.TemporaryDirectory(prefix="boctach-ocr-") as folder:
        paths = [_written(image, Path(folder) / f"{index}.pgm") for index, image in enumerate(images)]
        source = Path(folder) / "pages.txt"
        source.write_text("\n".join(paths) + "\n", encoding="utf-8")
        table, hocr = _answer(paths[0] if len(paths) == 1 else str(source), folder, dpi=dpi, settings=settings)
    found = _words(table, symbols.ratings_by_place(hocr), len(images))
    return tuple(
        tuple(word for word in words if _is_inside(word.box, image)) for words, image in zip(found, images, strict=True)
    )


def _written(image: Pixels, path: Path) -> str:
    # Uncompressed: packing a page as PNG takes a fifth of the time that reading it takes.
    if image.ndim != 2 or not image.size or not cv2.imwrite(str(path), image):
        raise EngineError("an image without pixels cannot be read")
    return str(path)


def _answer(source: str, folder: str, *, dpi: int, settings: Settings) -> tuple[str, str]:
    """Return the table of words, and what each of their letters could be, as hOCR; empty when it is not asked for."""
    options = [f"--psm {_MODES[settings.mode]}", f"--dpi {max(70, dpi)}", *_ALWAYS]
    options += symbols.OPTIONS if settings.choices else ()
    if settings.characters:
        options.append(f'-c tessedit_char_whitelist="{settings.characters}"')
    chosen = [language for language in settings.languages if language in languages()][:1] or [OFFICE]
    if chosen == [OFFICE]:
        options.append(f"--tessdata-dir {shlex.quote(str(MODELS))}")
    os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads wait busily for each other: twice the work for the same page
    answer = Path(folder) / "answer"
    try:
        pytesseract.pytesseract.run_tesseract(
            source, str(answer), extension="tsv", lang=chosen[0], config=" ".join(options), timeout=settings.timeout_s
        )
        table = answer.with_suffix(".tsv").read_text(encoding="utf-8")
        return table, answer.with_suffix(".hocr").read_text(encoding="utf-8") if settings.choices else ""
    except RuntimeError as problem:
        if isinstance(problem, pytesseract.TesseractError):
            raise EngineError(f"tesseract failed: {problem}") from problem
        raise EngineTimeoutError(f"tesseract took longer than {settings.timeout_s:.0f} s and was stopped") from problem
    except (OSError, UnicodeDecodeError, pytesseract.TesseractNotFoundError, subprocess.SubprocessError) as problem:
        raise EngineError(f"tesseract gave no answer: {problem}") from problem


def _words(table: str, ratings: Mapping[tuple[int, Box], symbols.Ratings], count: int) -> list[list[Word]]:
    pages: list[list[Word]] = [[] for _ in range(count)]
    for row in table.splitlines():
        columns = row.split("\t")
        if len(columns) != _COLUMNS or columns[0] != _WORD_LEVEL:
            continue
        for page, word in _word(columns):
            if 0 <= page < count:
                choices = symbols.choices_of(word.text, ratings.get((page, word.box), ()))
                pages[page].append(replace(word, choices=choices) if choices else word)
    return pages


def _word(columns: Sequence[str]) -> Iterator[tuple[int, Word]]:
    text = unicodedata.normalize("NFC", columns[11].strip())
    try:
        page, left, top, width, height = (int(columns[index]) for index in (1, 6, 7, 8, 9))
        confidence = float(columns[10]) / 100
    except ValueError:
        return
    if text and width > 0 and height > 0 and math.isfinite(confidence):
        box = Box(left, top, left + width, top + height)
        yield page - 1, Word(text, box, min(1.0, max(0.0, confidence)))


def _is_inside(box: Box, image: Pixels) -> bool:
    height, width = image.shape
    return bool(0 <= box.left < box.right <= width and 0 <= box.top < box.bottom <= height)
