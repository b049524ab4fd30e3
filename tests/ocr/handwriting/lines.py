"""Letterhead lines set in type with numbers drawn by a pen, and the words an engine reads in them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.handwriting.training.strokes import figure
from ocr.page import Box, Word
from tests.ocr import sheets

SIZE_PX, BASE = 36, 200
CAPITAL = 24


@dataclass(frozen=True, slots=True)
class Set:
    """A line on a page with the words of its print."""

    gray: npt.NDArray[np.uint8]
    words: tuple[Word, ...]
    gaps: tuple[Box, ...]


def set_line(text: str, *, styles: dict[str, int] | None = None, seed: int = 5) -> Set:
    """Return a line of print; what stands between brackets is drawn by a pen: "Số: [70] /KH-UBND"."""
    gray = np.full((400, 1654), 255, np.uint8)
    rng, words, gaps, x = np.random.default_rng(seed), [], [], 236
    face = sheets.face(SIZE_PX)
    for part in text.split():
        if part.startswith("["):
            left = x
            for digit in part.strip("[]"):
                ink = figure(digit, height=36, thick=4, style=(styles or {}).get(digit, 0), rng=rng)
                draw_ink(gray, ink, left=x, foot=BASE + 5)
                x += ink.shape[1] - 2
            gaps.append(Box(left, BASE - 40, x, BASE + 8))
            x += 14
            continue
        width = round(face.getlength(part))
        piece = sheets.page((part,), size=(width + 20, 80), top=20, left=10, size_px=SIZE_PX)
        foot = BASE - 20 - face.getmetrics()[0]
        target = gray[foot : foot + 80, x - 10 : x + width + 10]
        np.minimum(target, piece, out=target)
        words.append(Word(part, Box(x, BASE - 30, x + width, BASE + 2), 0.96))
        x += width + 10
    return Set(gray, tuple(words), tuple(gaps))


def draw_ink(gray: npt.NDArray[np.uint8], ink: npt.NDArray[np.float32], *, left: int, foot: int) -> None:
    """Lay ink over the page, its lower edge on the row `foot`."""
    rows, columns = ink.shape
    part = gray[foot - rows : foot, left : left + columns]
    np.minimum(part, (255 - 220 * ink).astype(np.uint8), out=part)
