"""Creases across a page that run along a line of a table: the line stays, the crease beside the table goes."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocr.page import Box

_FOLD_SHARE = 0.85  # of the page's width; the text of an office paper takes 0.76, and the tables in it no more
_RULE_LEVELS = 40  # grey levels a printed line is darker than the crease that it lies on: creases have 160, lines 60
_LEAST_LINES = 2  # a table has as many upright lines
_MEET_INCH = 0.08  # lines of one table meet within this

Pixels = npt.NDArray[np.uint8]


def rules_on_folds(levels: Sequence[Box], uprights: Sequence[Box], gray: Pixels, *, dpi: float) -> list[Box]:
    """Return the level lines, those across the whole page cut to the table whose line is printed on them."""
    return [
        _rule_on(level, uprights, gray, round(_MEET_INCH * dpi))
        if level.width >= _FOLD_SHARE * gray.shape[1]
        else level
        for level in levels
    ]


def _rule_on(fold: Box, uprights: Sequence[Box], gray: Pixels, meet_px: int) -> Box:
    met = [
        (box.left + box.right) // 2
        for box in uprights
        if box.top - meet_px <= fold.bottom and fold.top <= box.bottom + meet_px
    ]
    if len(met) < _LEAST_LINES:
        return fold
    left, right = min(met), max(met)
    # The median: between the letters of a line of print that a crease runs through, the crease shows.
    darkest = gray[fold.top : fold.bottom].min(axis=0)
    beside = np.concatenate([darkest[fold.left : left], darkest[right : fold.right]])
    between = darkest[left:right]
    if not beside.size or not between.size or np.median(beside) - np.median(between) < _RULE_LEVELS:
        return fold
    return Box(left, fold.top, right, fold.bottom)
