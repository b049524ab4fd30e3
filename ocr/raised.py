"""Small raised figures of a line, found by where they stand: "¹" behind a word, "²" before the first word of a note."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from ocr.engines import Engine, Settings
from ocr.image.pixels import Pixels
from ocr.page import Box, Word
from ocr.pieces import EM, ink_in

# In em of the line. Word processors set marks at 0.6 to 0.65 of the type's size, raised by a third of it.
_HEIGHT = (0.29, 0.60)  # a figure of such a mark is 0.40 to 0.44 high, quotation marks 0.25, the ring of degrees 0.31
_WIDTH = (0.06, 0.85)  # a "1" alone, and two figures
_BROAD = 1.7  # times as wide as high: two figures have 1.5, "=" has 1.9
_RISE = 0.18  # letters, stops and commas have ink below this height over their foot, marks have none
_TOP = 0.92  # the tails of the line above reach to here
_TAILS = 0.05  # letters may stand so much deeper than their line
_JOINED = 0.16  # between the figures of one mark, or the pieces of a worn one; spaces begin at 0.2
_BESIDE = 0.40  # a mark stands as near as this to its word, or to the stop behind it
_BEFORE = 0.8  # so near a note's first letter stands behind its mark
_STUCK = 0.2  # nearer than this nothing was typed between
_STOP = (0.2, 0.55)  # width and height of stops, colons and commas
_REACH = 2.0  # so far before the first word of a note its mark may stand
_FIRST = 6  # words that show where the letters of a line stand
_DUST = 0.10  # neither as wide nor as high as this

_ONE = 0.42  # of its height: a "1" is at most as wide, of the other figures the narrowest has 0.5
_FIGURE_PX = 30  # height of a figure in the picture that is read: what type of 14 pt has at 200 dpi is 26
_AIR_PX = 16
_RIM_PX = 2
_PAPER = 255


@dataclass(frozen=True, slots=True)
class Raised:
    """A raised figure or two: where it stands, and whether it is `stuck` to what follows: "ra¹.", "¹Quyết"."""

    box: Box
    stuck: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Columns with ink between two white ones; a raised run has no ink where letters and stops stand."""

    box: Box
    is_raised: bool


def raised_behind(words: Sequence[Word], gray: Pixels, *, unit: float) -> list[Raised]:
    """Return the raised figures behind the words of a line; `unit` is the median height of its words' ink in pixels."""
    em = EM * unit
    runs = _runs(words, gray, em, reach=0)
    found = []
    for index, run in enumerate(runs):
        if not run.is_raised or not _is_mark(run.box, em):
            continue
        before = next((other.box for other in reversed(runs[:index]) if not other.is_raised), None)
        after = next((other.box for other in runs[index + 1 :] if not other.is_raised), None)
        room = math.inf if after is None else (after.left - run.box.right) / em
        is_stop = after is not None and after.width <= _STOP[0] * em and after.height <= _STOP[1] * em
        if before is not None and run.box.left - before.right <= _BESIDE * em and (is_stop or room > _JOINED):
            found.append(Raised(run.box, stuck=is_stop and room <= _STUCK))
    return found


def raised_before(words: Sequence[Word], gray: Pixels, *, unit: float) -> Raised | None:
    """Return the raised figure that a line begins with, None when it begins with a letter."""
    em = EM * unit
    runs = _runs(words[:_FIRST], gray, em, reach=round(_REACH * em))
    for one, next_one in pairwise(runs):
        if not next_one.is_raised:
            room = (next_one.box.left - one.box.right) / em
            found = one.is_raised and room <= _BEFORE and _is_mark(one.box, em)
            return Raised(one.box, stuck=room <= _STUCK) if found else None
        if not one.is_raised:
            return None
    return None


def read_raised(gray: Pixels, marks: Sequence[Box], engine: Engine, *, dpi: int, settings: Settings) -> list[str]:
    """Return what each mark was read as, enlarged to the size of print; "" where nothing was.

    What is so narrow can only be a "1", which the engine takes for a stroke.
    """
    wide = [mark for mark in marks if mark.width > _ONE * mark.height]
    readings = engine.read([_enlarged(gray, mark) for mark in wide], dpi=dpi, settings=settings)
    texts = {mark: "".join(word.text for word in words) for mark, words in zip(wide, readings, strict=True)}
    return [texts.get(mark, "1") for mark in marks]


def _enlarged(gray: Pixels, mark: Box) -> Pixels:
    factor = _FIGURE_PX / mark.height
    top, left = max(0, mark.top - _RIM_PX), max(0, mark.left - _RIM_PX)
    piece = gray[top : mark.bottom + _RIM_PX, left : mark.right + _RIM_PX]
    size = (max(1, round(piece.shape[1] * factor)), max(1, round(piece.shape[0] * factor)))
    large = cv2.resize(piece, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.pad(large, _AIR_PX, constant_values=_PAPER), dtype=np.uint8)


def _runs(words: Sequence[Word], gray: Pixels, em: float, *, reach: int) -> list[_Run]:
    """Return the runs of ink of a line from left to right, without dust, the figures of one raised number as one."""
    line = Box.around(word.box for word in words)
    part = ink_in(gray, _around(line, gray, em, reach), like=line)
    base = part.base(em)
    if base is None:
        return []
    top, foot, bottom = (max(0, base + round(share * em) - part.at.top) for share in (-_TOP, -_RISE, _TAILS))
    ink, foot = part.mask[top:bottom], foot - top
    columns = np.concatenate([[False], ink.any(axis=0), [False]])
    edges = np.flatnonzero(np.diff(columns.astype(np.int8)))
    runs: list[_Run] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        box = Box(
            part.at.left + start,
            part.at.top + top + int(rows[0]),
            part.at.left + end,
            part.at.top + top + int(rows[-1]) + 1,
        )
        run = _Run(box, is_raised=not ink[foot:, start:end].any())
        if runs and run.is_raised and runs[-1].is_raised and box.left - runs[-1].box.right <= _JOINED * em:
            runs[-1] = _Run(Box.around((runs[-1].box, box)), is_raised=True)
        else:
            runs.append(run)
    return [run for run in runs if max(run.box.width, run.box.height) > _DUST * em]


def _around(line: Box, gray: Pixels, em: float, reach: int) -> Box:
    return Box(
        max(0, line.left - reach),
        max(0, line.top - round(em / 2)),
        min(gray.shape[1], line.right + round(em)),
        min(gray.shape[0], line.bottom + round(em / 4)),
    )


def _is_mark(box: Box, em: float) -> bool:
    is_figure = _WIDTH[0] * em <= box.width <= min(_WIDTH[1] * em, _BROAD * box.height)
    return is_figure and _HEIGHT[0] * em <= box.height <= _HEIGHT[1] * em
