"""Worn pages read with Tesseract, and which read word stands where which printed word stood."""

import csv
import io
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from diacritics.training.pages import PrintedPage, PrintedWord

# What reads a page for each channel. Papers are read with our own model, so its slips are what the restorer meets.
MODELS = {"eng": "eng", "vie": "office"}
# Papers are read without looking for white print on black; layers in the wrong language come from programs that look.
_SETTINGS = {"eng": (), "vie": ("-c", "tessedit_do_invert=0")}
# Where the program finds our own model; the others are installed with it.
OWN_MODELS = Path(__file__).resolve().parents[2] / "ocr" / "engines" / "models"
# Two boxes hold the same word when they share this much of the narrower one.
MIN_SHARED_WIDTH = 0.35


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as Tesseract read it; `line` counts the lines of the page in reading order."""

    text: str
    confidence: float
    line: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Printed words and the read words found in their place; several on one side where they merged or split."""

    printed: tuple[str, ...]
    read: tuple[str, ...]
    confidence: float
    line: int


def read_page(
    image: npt.NDArray[np.uint8], channel: str, *, own_models: Path = OWN_MODELS, mode: int = 6
) -> list[ReadWord]:
    """Return the words in reading order, read with the model of a channel."""
    png = cv2.imencode(".png", image)[1].tobytes()
    model = MODELS[channel]
    folder = ["--tessdata-dir", str(own_models)] if (own_models / f"{model}.traineddata").is_file() else []
    done = subprocess.run(
        [
            "tesseract",
            "-",
            "-",
            *folder,
            "-l",
            model,
            "--psm",
            str(mode),
            *_SETTINGS[channel],
            "-c",
            "tessedit_create_tsv=1",
        ],
        input=png,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    words: list[ReadWord] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(done.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not row["text"].strip():
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        words.append(ReadWord(row["text"], float(row["conf"]) / 100, line, left, top, right, bottom))
    return words


def pair(page: PrintedPage, moved: npt.NDArray[np.float64], read: Sequence[ReadWord]) -> list[Pair]:
    """Return printed and read words that share a place, in reading order; words nobody read are left out."""
    printed = [_moved(word, moved) for line in page.lines for word in line]
    owners: list[list[int]] = [[] for _ in read]
    takers: list[list[int]] = [[] for _ in printed]
    for number, word in enumerate(read):
        for index, other in enumerate(printed):
            if _is_same_place(word, other):
                owners[number].append(index)
                takers[index].append(number)
    pairs = []
    done: set[int] = set()
    for number in range(len(read)):
        if number in done or not owners[number]:
            continue
        group, sources = _component(number, owners, takers)
        done |= group
        pairs.append(
            Pair(
                tuple(printed[index].text for index in sorted(sources)),
                tuple(read[index].text for index in sorted(group)),
                min(read[index].confidence for index in group),
                read[number].line,
            )
        )
    return pairs


def _component(start: int, owners: list[list[int]], takers: list[list[int]]) -> tuple[set[int], set[int]]:
    group, sources, todo = {start}, set(owners[start]), list(owners[start])
    while todo:
        for number in takers[todo.pop()]:
            if number not in group:
                group.add(number)
                todo += [index for index in owners[number] if index not in sources]
                sources |= set(owners[number])
    return group, sources


def _moved(word: PrintedWord, matrix: npt.NDArray[np.float64]) -> PrintedWord:
    (x1, y1), (x2, y2) = (matrix @ np.array([x, y, 1.0]) for x, y in ((word.left, word.top), (word.right, word.bottom)))
    return PrintedWord(word.text, float(x1), float(y1), float(x2), float(y2))


def _is_same_place(read: ReadWord, printed: PrintedWord) -> bool:
    middle = (read.top + read.bottom) / 2
    if not printed.top - 2 < middle < printed.bottom + 2:
        return False
    shared = min(read.right, printed.right) - max(read.left, printed.left)
    return shared > MIN_SHARED_WIDTH * max(1.0, min(read.right - read.left, printed.right - printed.left))
