"""What a pen wrote cut into pieces, and each way to put neighbouring pieces together: one of them is the figures.

Cut is more than needed: pieces of ink that hang together are one piece, or several where they are wide and thin out
between. A figure is one piece or a few beside each other; which ones is for `ocr.handwriting.figures` to say.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from ocr.handwriting.strip import BASE_ROW, CAPITAL, Strip

FINENESS = 1.5  # of the strip that is cut: capitals are 21 pixels tall, about what a scan of 200 dpi has
SIDE = 24  # pixels of a figure's picture
SIZES = 4  # measures of a figure that its picture does not show
_TALL = FINENESS * CAPITAL  # pixels, a capital
_BASE = FINENESS * BASE_ROW
_INK = 0.40  # of a strip: what hangs together
_FAINT = 0.20  # of a strip: a stroke as pale as this is a piece where it is tall and touches nothing darker
_FAINT_TALL = 0.5  # capitals
_LEAST_AREA = 8  # pixels: less is grain
_REACH = (-2.0, 0.7)  # capitals from the base line between which the middle of a pen's piece lies
_AIR = 0.1  # capitals beside the columns of a number in which the middle of a piece may lie
_RULE = (2.5, 0.25)  # capitals: as wide and as low is a ruled line
_WIDE = 0.65  # capitals: a piece narrower than this is not cut
_EDGE = 4  # pixels at the ends of a piece that are not cut off
_APART = 5  # pixels between two cuts
_THIN = 0.45  # of a piece's height: columns with more ink are not cut
_CUTS = 3  # of one piece
_MOST_PIECES = 16  # of a number; more is no number
_MOST_TOGETHER = 5  # pieces of one figure
_WIDEST = 2.6  # capitals, a figure: a leaning 0 of a large hand has 2.3
_FILL = 20  # pixels of the picture that the longer side of a figure takes

Labels = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring pieces that may be one figure, from the first to before the end, and how they look."""

    first: int
    end: int
    picture: npt.NDArray[np.float32]
    sizes: tuple[float, float, float, float]  # height, width, foot and top above the base line, in two capitals


def pieces_of(strip: Strip, *, left: float, right: float) -> tuple[Labels, int]:
    """Return which piece each pixel of a strip belongs to, 1 the leftmost, 0 none, and how many pieces there are.

    `left` and `right` are the columns of the strip between which a pen wrote.
    """
    dark, faint = strip > _INK, strip > _FAINT
    found = _standing(dark, left, right, least=0) + _standing(_apart(faint, dark), left, right, least=_FAINT_TALL)
    found.sort(key=lambda piece: piece[0])
    pieces = np.zeros(strip.shape, np.int32)
    for number, (_, mask) in enumerate(found, start=1):
        pieces[mask] = number
    return pieces, len(found)


def _apart(faint: Mask, dark: Mask) -> Mask:
    """Return the pale pieces that hold nothing dark."""
    count, labels = cv2.connectedComponents(faint.astype(np.uint8), connectivity=8)
    pale = np.ones(count, np.bool_)
    pale[labels[dark]] = False
    return np.asarray(pale[labels] & faint)


def _standing(ink: Mask, left: float, right: float, *, least: float) -> list[tuple[float, Mask]]:
    """Return the pieces of ink that a figure of the line may have, cut where they thin out, each with its middle."""
    found: list[tuple[float, Mask]] = []
    count, labels, stats, middles = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    for index in range(1, count):
        _, _, width, height, area = stats[index]
        x, y = middles[index]
        if area < _LEAST_AREA or height < least * _TALL or not left - _AIR * _TALL <= x <= right + _AIR * _TALL:
            continue
        if not _BASE + _REACH[0] * _TALL <= y <= _BASE + _REACH[1] * _TALL:
            continue
        if width <= _RULE[0] * _TALL or height >= _RULE[1] * _TALL:
            found += _parted(labels == index, stats[index])
    return found


def _parted(mask: Mask, stats: npt.NDArray[np.int32]) -> list[tuple[float, Mask]]:
    """Return a piece cut where it thins out, each part with its middle column."""
    start, _, width, height, _ = (int(value) for value in stats)
    edges = [start, *(start + cut for cut in _cuts(mask[:, start : start + width].sum(axis=0), height)), start + width]
    parts = []
    for left, right in pairwise(edges):
        part = np.zeros_like(mask)
        part[:, left:right] = mask[:, left:right]
        if part.any():
            parts.append((float(np.flatnonzero(part.any(axis=0)).mean()), part))
    return parts


def _cuts(profile: npt.NDArray[np.int64], height: int) -> list[int]:
    """Return the columns at which a piece may be cut: where it has least ink."""
    if len(profile) < _WIDE * _TALL:
        return []
    soft = np.convolve(np.pad(profile.astype(np.float64), 1, mode="edge"), (0.25, 0.5, 0.25), mode="valid")
    inner = range(_EDGE, len(soft) - _EDGE)
    lows = [x for x in inner if soft[x] <= soft[x - 1] and soft[x] <= soft[x + 1] and soft[x] <= _THIN * height]
    chosen: list[int] = []
    for x in sorted(lows, key=lambda x: float(soft[x])):
        if len(chosen) < _CUTS and all(abs(x - other) >= _APART for other in chosen):
            chosen.append(x)
    return sorted(chosen)


def spans_of(strip: Strip, pieces: Labels, count: int) -> list[Span]:
    """Return each way to put neighbouring pieces together; none where they are too many for a number."""
    if count > _MOST_PIECES:
        return []
    spans = []
    for first in range(count):
        for end in range(first + 1, min(count, first + _MOST_TOGETHER) + 1):
            mask = (pieces > first) & (pieces <= end)
            rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
            if end > first + 1 and columns[-1] - columns[0] >= _WIDEST * _TALL:
                break
            top, foot, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
            sizes = ((foot - top), (right - left), (_BASE - foot), (_BASE - top))
            spans.append(Span(first, end, _picture(strip, mask, top, foot, left, right), _in_two_capitals(sizes)))
    return spans


def _in_two_capitals(sizes: tuple[float, ...]) -> tuple[float, float, float, float]:
    height, width, foot, top = (float(size / (2 * _TALL)) for size in sizes)
    return height, width, foot, top


def _picture(strip: Strip, mask: Mask, top: int, foot: int, left: int, right: int) -> npt.NDArray[np.float32]:
    """Return a figure in the middle of its picture, its darkest ink 1, the soft edges of its strokes with it."""
    top, foot = max(0, top - 1), min(strip.shape[0], foot + 1)
    left, right = max(0, left - 1), min(strip.shape[1], right + 1)
    near = cv2.dilate(mask[top:foot, left:right].astype(np.uint8), np.ones((3, 3), np.uint8))
    ink = strip[top:foot, left:right] * near
    factor = (_FILL + 2) / max(ink.shape)
    size = (max(1, round(ink.shape[1] * factor)), max(1, round(ink.shape[0] * factor)))
    scaled = cv2.resize(ink, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    picture = np.zeros((SIDE, SIDE), np.float32)
    row, column = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    picture[row : row + size[1], column : column + size[0]] = scaled / max(_FAINT, float(scaled.max()))
    return picture
