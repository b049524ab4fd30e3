"""Pages typeset from corpus text: what stands on them is known word by word, with its box."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/truetype/liberation2")
# Liberation 1.x prints Vietnamese letters as empty boxes and says nothing; this one is missing there.
PROOF_LETTER = "ệ"
POINTS_PER_INCH = 72
STYLES = ("Regular", "Regular", "Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """One word on a page: its letters and its box before wear."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A clean page image and its lines of words."""

    image: Image.Image
    lines: tuple[tuple[PrintedWord, ...], ...]


@cache
def font(family: str, style: str, size_px: int) -> ImageFont.FreeTypeFont:
    """Return a Liberation 2 font; an older one without Vietnamese letters is refused."""
    found = ImageFont.truetype(str(FONTS / f"{family}-{style}.ttf"), size_px)
    if bytes(found.getmask(PROOF_LETTER)) == bytes(found.getmask("\U000f0000")):
        raise RuntimeError(f"{FONTS} has no Vietnamese letters; install fonts-liberation2")
    return found


def typeset(paragraphs: Sequence[str], rng: np.random.Generator) -> PrintedPage:
    """Print paragraphs down one page, each in a style of its own, justified or ragged, sometimes in a narrow column."""
    dpi = int(rng.choice([130, 150, 170, 200, 200, 240, 300]))
    width, margin = int(7.2 * dpi), int(0.35 * dpi)
    height = int(9.0 * dpi)
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    lines: list[tuple[PrintedWord, ...]] = []
    top = float(margin)
    family = "LiberationSerif" if rng.random() < 0.9 else "LiberationSans"
    for paragraph in paragraphs:
        words = _dressed(paragraph, rng)
        points = float(rng.choice([10, 11, 12, 13, 13, 14, 14]))
        face = font(family, str(rng.choice(STYLES)), max(10, round(points * dpi / POINTS_PER_INCH)))
        left = margin
        column = width - 2 * margin
        if rng.random() < 0.2:
            column = int(column * rng.uniform(0.22, 0.5))
            left = int(rng.uniform(margin, width - margin - column))
        pitch = face.size * rng.uniform(1.15, 1.5)
        gap = face.getlength(" ") * rng.uniform(0.65, 1.1)
        justified = bool(rng.random() < 0.6)
        for row in _rows(words, face, column, gap):
            if top + pitch > height - margin:
                return PrintedPage(page, tuple(lines))
            lines.append(_print(draw, row, face, left, top, column if justified else None, gap))
            top += pitch
        top += pitch * rng.uniform(0.0, 0.6)
    return PrintedPage(page, tuple(lines))


def _dressed(paragraph: str, rng: np.random.Generator) -> list[str]:
    """Return the words of a paragraph, now and then as a heading prints them."""
    dice = rng.random()
    if dice < 0.16 and len(paragraph) < 160:
        return paragraph.upper().split()
    if dice < 0.22 and len(paragraph) < 100:
        return [word[:1].upper() + word[1:] for word in paragraph.split()]
    return paragraph.split()


def _rows(words: list[str], face: ImageFont.FreeTypeFont, column: float, gap: float) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    used = 0.0
    for word in words:
        length = face.getlength(word)
        if rows[-1] and used + gap + length > column:
            rows.append([])
            used = 0.0
        used += length + (gap if rows[-1] else 0)
        rows[-1].append(word)
    return rows


def _print(
    draw: ImageDraw.ImageDraw,
    row: list[str],
    face: ImageFont.FreeTypeFont,
    left: float,
    top: float,
    column: float | None,
    gap: float,
) -> tuple[PrintedWord, ...]:
    lengths = [face.getlength(word) for word in row]
    if column is not None and len(row) > 3 and sum(lengths) + gap * (len(row) - 1) > 0.75 * column:
        gap = (column - sum(lengths)) / (len(row) - 1)
    printed = []
    cursor = left
    for word, length in zip(row, lengths, strict=True):
        draw.text((cursor, top), word, font=face, fill=0)
        printed.append(PrintedWord(word, cursor, top, cursor + length, top + face.size * 1.15))
        cursor += length + gap
    return tuple(printed)
