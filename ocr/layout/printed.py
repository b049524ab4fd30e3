"""Lines that a table leaves out, told from its print before it is read: columns that are read across are no cells."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from ocr.image.letters import letters_of
from ocr.image.pixels import LOOK_DPI, Pixels, ink_of
from ocr.layout.alignment import MIN_LINES, columns_of_stacks, rows_of_marks
from ocr.layout.grids import find_grids
from ocr.layout.rulings import Ruling
from ocr.layout.strips import Strip, text_unit
from ocr.page import Box, Word

_SPACE_IN = 0.05  # between the letters of a word; between two words of 11 pt type there is more
_LEAST_IN = 0.05  # height of the lowest letters of 10 pt type
_RIM_PX = 2  # at the resolution of the look: the grey rim of a line beside its dark core
_MARK_WIDTH = 3.5  # in units of the text's height: "VIII." is the widest number of a row
_FEWEST_MARKS = 3  # two pieces in the first cell of a row may be its number and dust
_MARK_STEP = 1.0  # between the numbers of two rows there is more, between two lines of one cell less


def lines_of_print(gray: Pixels, rulings: Sequence[Ruling], *, dpi: int) -> list[Ruling]:
    """Return upright lines for tables with level lines only, and level ones for rows that only their numbers part."""
    height, width = gray.shape
    size = {"width": width, "height": height, "dpi": dpi}
    grids = find_grids(rulings, **size)
    levels = sum(ruling.is_horizontal for ruling in rulings)
    if not grids and levels < MIN_LINES:
        return []
    words = _words(gray, rulings, dpi=dpi)
    unit = text_unit(words, dpi=dpi)
    columns = columns_of_stacks(words, rulings, grids, width=width, unit=unit)
    if columns:
        grids = find_grids([*rulings, *columns], **size)

    def are_marks(marks: Sequence[Strip]) -> bool:
        return _are_marks(marks, unit=unit)

    return columns + [line for grid in grids for line in rows_of_marks(grid, words, are_marks, unit=unit)]


def _are_marks(marks: Sequence[Strip], *, unit: float) -> bool:
    """Return whether pieces above each other are the numbers of rows: short, and farther apart than lines are."""
    tops = sorted((strip.box.top, strip.box.bottom) for strip in marks)
    steps = [below[0] - above[1] for above, below in pairwise(tops)]
    is_narrow = max(strip.box.width for strip in marks) <= _MARK_WIDTH * unit
    return len(marks) >= _FEWEST_MARKS and is_narrow and min(steps) >= _MARK_STEP * unit


def _words(gray: Pixels, rulings: Sequence[Ruling], *, dpi: int) -> list[Word]:
    """Return the pieces of print on a page as words whose letters nobody has read yet; lines are no print."""
    factor = LOOK_DPI / dpi
    look_size = (max(1, round(gray.shape[1] * factor)), max(1, round(gray.shape[0] * factor)))
    look = np.asarray(cv2.resize(gray, look_size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    ink = ink_of(look)
    for ruling in rulings:
        left, top, right, bottom = (
            round(edge * factor) for edge in (ruling.box.left, ruling.box.top, ruling.box.right, ruling.box.bottom)
        )
        ink[max(0, top - _RIM_PX) : bottom + _RIM_PX, max(0, left - _RIM_PX) : right + _RIM_PX] = 0
    letters = letters_of(ink)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, round(_SPACE_IN * LOOK_DPI)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        Word("··", Box(*(round(edge / factor) for edge in (left, top, left + wide, top + high))), 1.0)
        for left, top, wide, high, _ in stats[1:].tolist()
        if high >= _LEAST_IN * LOOK_DPI
    ]
