"""Creases across a page that run along a line of a table: the line stays, the crease beside the table goes."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocr.page import Box

_PAST_INCH = 0.2  # a crease goes on outside of the table by more than this
_RULE_LEVELS = 40  # grey levels a printed line is darker than the crease that it lies on: creases have 160, lines 60
_LEAST_LINES = 2  # a table has as many upright lines
_MEET_INCH = 0.08  # lines of one table meet within this

_BESIDE_PERCENT = 88  # of a row's pixels are darker than its paper beside the text, which takes 76 % of the width
_FEW_ROWS = 0.1  # of a page; darker edges of scanners are more, and are no crease
_SHADED = 0.93  # of the page's paper: a row as dark as this all the way lies in the shadow of a crease

Pixels = npt.NDArray[np.uint8]


def without_shadows(gray: Pixels) -> Pixels:
    """Return the page with the rows of a crease held against the paper beside the text: a line in it shows again."""
    paper = np.percentile(gray[:, ::2], _BESIDE_PERCENT, axis=1)
    shaded = (paper < _SHADED * np.median(paper)) & (paper > 0)
    if not shaded.any() or shaded.mean() > _FEW_ROWS:
        return gray
    clean = gray.copy()
    lit = gray[shaded].astype(np.float32) * (255 / paper[shaded])[:, None]
    clean[shaded] = np.minimum(lit, 255).astype(np.uint8)
    return clean


def hidden_rules(
    lit: Sequence[Box], levels: Sequence[Box], uprights: Sequence[Box], gray: Pixels, *, dpi: float
) -> list[Box]:
    """Return the level lines of tables that only show in the lit page.

    Feet of letters show there as lines, which meet no upright ones, and so do pieces of the crease, which run past.
    """
    known = {(box.top, box.bottom) for box in levels}
    new = [box for box in lit if (box.top, box.bottom) not in known]
    past_px, meet_px = round(_PAST_INCH * dpi), round(_MEET_INCH * dpi)
    found: list[Box] = []
    for box in new:
        rule = _rule_on(box, _crossing(box, uprights, [*levels, *new], meet_px), gray, dpi=dpi)
        met = [upright.middle_x for upright in _crossing(rule, uprights, [*levels, *new], meet_px)]
        if len(met) >= _LEAST_LINES and min(met) - rule.left <= past_px and rule.right - max(met) <= past_px:
            found.append(rule)
    return found


def rules_on_folds(levels: Sequence[Box], uprights: Sequence[Box], gray: Pixels, *, dpi: float) -> list[Box]:
    """Return the level lines, those that a crease leads on past their table cut to the line that is printed there."""
    meet_px = round(_MEET_INCH * dpi)
    return [_rule_on(level, _crossing(level, uprights, levels, meet_px), gray, dpi=dpi) for level in levels]


def _crossing(level: Box, uprights: Sequence[Box], levels: Sequence[Box], meet_px: int) -> list[Box]:
    """Return the upright lines of a table that meet a level line; the dark edge of a scan meets the crease alone."""
    others = [other for other in levels if abs(other.middle_y - level.middle_y) > meet_px]
    return [
        box for box in uprights if _meets(box, level, meet_px) and any(_meets(box, other, meet_px) for other in others)
    ]


def _meets(upright: Box, level: Box, meet_px: int) -> bool:
    across = level.left - meet_px <= upright.middle_x <= level.right + meet_px
    return across and upright.top - meet_px <= level.bottom and level.top <= upright.bottom + meet_px


def _rule_on(fold: Box, uprights: Sequence[Box], gray: Pixels, *, dpi: float) -> Box:
    past_px = round(_PAST_INCH * dpi)
    met = [box.middle_x for box in uprights]
    if len(met) < _LEAST_LINES or (min(met) - fold.left <= past_px and fold.right - max(met) <= past_px):
        return fold
    left, right = max(min(met), fold.left), min(max(met), fold.right)
    # The median: between the letters of a line of print that a crease runs through, the crease shows.
    darkest = gray[fold.top : fold.bottom].min(axis=0)
    beside = np.concatenate([darkest[fold.left : left], darkest[right : fold.right]])
    between = darkest[left:right]
    if not beside.size or not between.size or np.median(beside) - np.median(between) < _RULE_LEVELS:
        return fold
    return Box(left, fold.top, right, fold.bottom)
