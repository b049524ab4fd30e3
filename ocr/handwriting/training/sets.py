"""Sets of strips with what a pen wrote in them, made from a seed."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocr.handwriting.strip import CAPITAL, ROWS, strip_of
from ocr.handwriting.training.hands import Hands
from ocr.handwriting.training.lines import BASE, Drawn, draw_line
from ocr.handwriting.training.wear import worn

COLUMNS = 208  # of a strip to learn from: fifteen capitals, a number line or half a date line
MOST_FIGURES = 10
NO_FIGURE = 11  # the class of what a pen wrote and is no figure; 0 is paper and print, 1 to 10 the digits


@dataclass(frozen=True, slots=True)
class Examples:
    """Strips (count × ROWS × COLUMNS bytes), their figures as classes filled up with 0, and where the pen wrote."""

    strips: npt.NDArray[np.uint8]
    figures: npt.NDArray[np.int64]
    penned: npt.NDArray[np.uint8]


def make(hands: Hands, fonts: tuple[Path, ...], *, count: int, seed: int) -> Examples:
    """Return `count` examples; the same seed gives the same ones."""
    rng = np.random.default_rng(seed)
    strips = np.zeros((count, ROWS, COLUMNS), np.uint8)
    figures = np.zeros((count, MOST_FIGURES), np.int64)
    penned = np.zeros((count, COLUMNS // 2), np.uint8)
    for index in range(count):
        strips[index], figures[index], penned[index] = _example(hands, fonts, rng)
    return Examples(strips, figures, penned)


def _example(
    hands: Hands, fonts: tuple[Path, ...], rng: np.random.Generator
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    capital = rng.uniform(14, 28)
    drawn = draw_line(hands, fonts, capital=capital, rng=rng)
    seen = capital * rng.uniform(0.86, 1.16)  # the reader measures capitals, with errors
    wide = COLUMNS * seen / CAPITAL
    left = _start(drawn, wide, rng)
    gray = worn(drawn, rng=rng)
    base = (BASE + rng.uniform(-0.15, 0.15)) * capital
    strip = strip_of(gray, base=base, capital=seen, left=left, right=min(left + wide, gray.shape[1]))[:, :COLUMNS]
    picture = np.zeros((ROWS, COLUMNS), np.uint8)
    picture[:, : strip.shape[1]] = np.round(strip * 255)
    scale = CAPITAL / seen
    figures, penned = np.zeros(MOST_FIGURES, np.int64), np.zeros(COLUMNS // 2, np.uint8)
    inside = [
        (a, (b - left) * scale, (c - left) * scale) for a, b, c in drawn.figures if b >= left and c <= left + wide
    ]
    for index, (letter, start, end) in enumerate(inside[:MOST_FIGURES]):
        figures[index] = NO_FIGURE if letter == "?" else int(letter) + 1
        penned[round(start / 2) : max(round(start / 2) + 1, round(end / 2))] = 1
    return picture, figures, penned


def _start(drawn: Drawn, wide: float, rng: np.random.Generator) -> float:
    """Return where the strip begins: anywhere, but through no figure."""
    room = drawn.print_ink.shape[1] - wide
    if room <= 0:
        return 0.0
    for _ in range(20):
        left = float(rng.uniform(0, room))
        if not any(start < edge < end for _, start, end in drawn.figures for edge in (left, left + wide)):
            return left
    return 0.0
