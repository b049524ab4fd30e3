"""Figures cut out of numbers as the reader cuts them, and what it cuts wrongly: halves, two together, print, dirt."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.handwriting.cutting import FINENESS, SIDE, SIZES, Labels, pieces_of, spans_of
from ocr.handwriting.figures import NONE
from ocr.handwriting.strip import BASE_ROW, CAPITAL, strip_of
from ocr.handwriting.training.hands import Hands, pick
from ocr.handwriting.training.lines import BASE, TALL, Drawn, face_of
from ocr.handwriting.training.strokes import Mask
from ocr.handwriting.training.wear import worn

_BEFORE = ("Số:", "ố:", "ngày", "ày", "tháng", "ng", "Số: .", "", "-", "năm 20", ",")
_AFTER = ("/KH", " /Q", "/", "tháng", "thá", "năm", "-", "", "…", "/B", ".", "/2024")
_SPARED = 0.5  # of what is no figure: two thirds of what is cut is none, which teaches little more
_WHOLE, _HALF = 0.85, 0.60  # of a figure's ink: as much is the figure, less than the half is none
_PURE, _MIXED = 0.12, 0.30  # of a span's ink that is foreign: as little is none, more makes it no figure
_LEFT = 0.72  # of a figure's height, its edges with it: where wear left less, nobody can read it
_OTHER = 0.35  # of a second figure's ink: more makes two of them


@dataclass(frozen=True, slots=True)
class Cuts:
    """Pictures (count × SIDE × SIDE bytes), their measures, and what each is: a digit or NONE."""

    pictures: npt.NDArray[np.uint8]
    sizes: npt.NDArray[np.float32]
    classes: npt.NDArray[np.int64]


def cut(hands: Hands, fonts: tuple[Path, ...], *, count: int, seed: int) -> Cuts:
    """Return what is cut out of `count` numbers; the same seed gives the same ones."""
    rng = np.random.default_rng(seed)
    pictures: list[npt.NDArray[np.uint8]] = []
    sizes: list[tuple[float, ...]] = []
    classes: list[int] = []
    for _ in range(count):
        for picture, measures, kind in _cut_number(hands, fonts, rng):
            if kind == NONE and rng.random() < _SPARED:
                continue
            pictures.append(np.round(picture * 255).astype(np.uint8))
            sizes.append(measures)
            classes.append(kind)
    return Cuts(
        np.asarray(pictures, np.uint8).reshape(-1, SIDE, SIDE),
        np.asarray(sizes, np.float32).reshape(-1, SIZES),
        np.asarray(classes, np.int64),
    )


def _cut_number(
    hands: Hands, fonts: tuple[Path, ...], rng: np.random.Generator
) -> list[tuple[npt.NDArray[np.float32], tuple[float, ...], int]]:
    text = _number(rng)
    capital = rng.uniform(16, 30)
    drawn, owners = _drawn(hands, fonts, text, capital=capital, rng=rng)
    seen = capital * rng.uniform(0.88, 1.14)  # the reader measures capitals, with errors
    base = (BASE + rng.uniform(-0.12, 0.12)) * capital
    gray = worn(drawn, rng=rng)
    strip = strip_of(gray, base=base, capital=seen, left=0, right=gray.shape[1], fineness=FINENESS)
    scale = FINENESS * CAPITAL / seen
    place = np.array([[scale, 0, 0], [0, scale, FINENESS * BASE_ROW - base * scale]], np.float32)
    owned = cv2.warpAffine(owners, place, strip.shape[::-1], flags=cv2.INTER_NEAREST)
    columns = np.flatnonzero((owned > 0).any(axis=0))
    if not len(columns):
        return []
    left = columns[0] - rng.uniform(-0.1, 0.6 if rng.random() < 0.3 else 0.15) * CAPITAL * FINENESS
    right = columns[-1] + rng.uniform(-0.1, 0.6 if rng.random() < 0.3 else 0.15) * CAPITAL * FINENESS
    pieces, count = pieces_of(strip, left=left, right=right)
    cuts: list[tuple[npt.NDArray[np.float32], tuple[float, ...], int]] = []
    for span in spans_of(strip, pieces, count):
        kind = _kind(text, owned, pieces, span.first, span.end)
        if kind is not None:
            cuts.append((span.picture, span.sizes, kind))
    return cuts


def _kind(text: str, owned: npt.NDArray[np.uint8], pieces: Labels, first: int, end: int) -> int | None:
    """Return what a span shows, None where nobody could say."""
    mine, all_ink = (pieces > first) & (pieces <= end), pieces > 0
    shares = [
        float((mine & (owned == number)).sum()) / max(1, int((all_ink & (owned == number)).sum()))
        for number in range(1, len(text) + 1)
    ]
    best = int(np.argmax(shares))
    foreign = 1 - float((mine & (owned == best + 1)).sum()) / max(1, int(mine.sum()))
    others = max((share for index, share in enumerate(shares) if index != best), default=0.0)
    if shares[best] >= _WHOLE and foreign <= _PURE:
        gone = _rows(mine) < _LEFT * _rows(owned == best + 1)
        return NONE if text[best] == "?" else None if gone else int(text[best])
    return NONE if shares[best] < _HALF or foreign > _MIXED or others > _OTHER else None


def _rows(mask: npt.NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(mask.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0


def _number(rng: np.random.Generator) -> str:
    count = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.45, 0.35, 0.1]))
    text = "".join(str(digit) for digit in rng.integers(0, 10, count))
    if rng.random() < 0.06:
        place = int(rng.integers(count))
        text = text[:place] + "?" + text[place + 1 :]
    return text


def _drawn(
    hands: Hands, fonts: tuple[Path, ...], text: str, *, capital: float, rng: np.random.Generator
) -> tuple[Drawn, npt.NDArray[np.uint8]]:
    """Return a number between print as drawn, and which of its figures each pixel belongs to: 0 none, 1 the first."""
    face = face_of(pick([str(font) for font in fonts], rng), round(capital * 2) / 2)
    shape = (round(TALL * capital), round(capital * 22))
    printed, penned, owners = Image.new("L", shape[::-1], 0), np.zeros(shape, np.float32), np.zeros(shape, np.uint8)
    draw = ImageDraw.Draw(printed)
    base, x = BASE * capital, capital * rng.uniform(0.5, 2.0)
    tall = capital * (rng.uniform(0.85, 1.25) if rng.random() < 0.3 else rng.uniform(1.0, 2.15))
    x = _printed(draw, face, pick(_BEFORE, rng), x, base) + capital * rng.uniform(-0.05, 1.2)
    foot, close = base + capital * rng.uniform(-0.2, 0.45), rng.uniform(-0.1, 0.3) * tall * 0.6
    for number, mask in enumerate(hands.write(text, height=tall, rng=rng), start=1):
        mask = _inked(mask, rng)
        rows, columns = mask.shape
        top, left = max(0, round(foot - rows + rng.uniform(-0.08, 0.08) * tall)), round(max(0, x))
        rows, columns = min(rows, shape[0] - top), min(columns, shape[1] - left)
        if rows <= 0 or columns <= 0:
            continue
        part = penned[top : top + rows, left : left + columns]
        np.maximum(part, mask[:rows, :columns], out=part)
        grown = cv2.dilate(mask[:rows, :columns], np.ones((5, 5), np.uint8)) > 0.3
        mine = owners[top : top + rows, left : left + columns]
        mine[grown & ((mine == 0) | (mask[:rows, :columns] > 0.3))] = number
        x += columns + close * rng.uniform(0.5, 1.3) + 0.04 * tall
    x = _printed(draw, face, pick(_AFTER, rng), x + capital * rng.uniform(-0.1, 1.2), base)
    end = min(shape[1], round(x + capital * rng.uniform(0.5, 2)))
    ink = np.asarray(np.asarray(printed) / 255, np.float32)
    return Drawn(ink[:, :end], penned[:, :end], ()), owners[:, :end]


def _inked(mask: Mask, rng: np.random.Generator) -> Mask:
    """Return a figure written with more ink now and then, as gel pens and copies have it."""
    more = int(rng.choice([1, 2, 3], p=[0.6, 0.25, 0.15]))
    return mask if more == 1 else np.asarray(cv2.dilate(np.pad(mask, 1), np.ones((more, more))), np.float32)


def _printed(draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, text: str, x: float, base: float) -> float:
    """Print a word from `x` on, and return where it ends."""
    draw.text((x, base), text, font=face, fill=255, anchor="ls")
    return float(x + face.getlength(text))
