"""Lines near a table that are none of its own: folds, edges of sheets, streaks of scanners."""

from collections.abc import Sequence

from ocr.layout.rulings import Ruling
from ocr.page import Box

MIN_ROW_LINES = 3  # level lines over each other that make a table; the letterhead has two


def without_strays(rulings: Sequence[Ruling], *, touch_px: int, same_px: int, stray_px: int) -> list[Ruling]:
    """Return the lines without those that run on where no line crosses them: folds and edges of sheets."""
    uprights = [ruling.box for ruling in rulings if not ruling.is_horizontal]
    drawn = [ruling.box for ruling in rulings if ruling.is_horizontal]
    levels = [
        box
        for box in drawn
        if not _is_stray_level(_whole_level(box, drawn, same_px), drawn, uprights, touch_px, stray_px)
    ]
    stray = [box for box in uprights if _is_stray_upright(box, levels, uprights, touch_px, stray_px)]
    return [
        ruling
        for ruling in rulings
        if (
            ruling.box in levels
            if ruling.is_horizontal
            else not any(_goes_on(ruling.box, other, same_px) for other in stray)
        )
    ]


def _is_stray_level(level: Box, levels: Sequence[Box], uprights: Sequence[Box], touch_px: int, stray_px: int) -> bool:
    """Return whether a level line runs on past its table on both sides: past its columns and its other level lines.

    A fold is found as several lines at one height: lines that run on past the same columns are no witnesses.
    """
    met = [box for box in uprights if _crosses(level, box, touch_px)]
    if len(met) < 2:
        return False
    left, right = min(box.middle_x for box in met), max(box.middle_x for box in met)

    def runs_on(box: Box) -> bool:
        return left - box.left > stray_px and box.right - right > stray_px

    def is_fellow(box: Box) -> bool:
        return not _within(box, level) and any(_crosses(box, other, touch_px) for other in met)

    return runs_on(level) and any(not runs_on(box) and is_fellow(box) for box in levels)


def _whole_level(box: Box, levels: Sequence[Box], same_px: int) -> Box:
    """Return a level line with its other pieces: beside it, at its height."""
    beside = [other for other in levels if other.right <= box.left or box.right <= other.left]
    return Box.around([box, *(other for other in beside if abs(other.middle_y - box.middle_y) <= same_px)])


def _within(box: Box, level: Box) -> bool:
    return level.top <= box.top and box.bottom <= level.bottom


def _crosses(level: Box, upright: Box, touch_px: int) -> bool:
    return (
        upright.top - touch_px <= level.middle_y <= upright.bottom + touch_px
        and level.left - touch_px <= upright.middle_x <= level.right + touch_px
    )


def _is_stray_upright(box: Box, levels: Sequence[Box], uprights: Sequence[Box], touch_px: int, stray_px: int) -> bool:
    """Return whether an upright line runs on past the last level line of its table, or meets none at all.

    An end inside of a table is no sign: the line goes on where it was not read.
    """
    x = box.middle_x
    crossing = [level.middle_y for level in levels if level.left - touch_px <= x <= level.right + touch_px]
    met = [y for y in crossing if box.top - touch_px <= y <= box.bottom + touch_px]
    is_table = len(crossing) >= MIN_ROW_LINES
    has_above = is_table and any(y < box.top for y in crossing)
    has_below = is_table and any(y > box.bottom for y in crossing)
    if not met:
        return not (has_above and has_below)

    def is_shared(end: int) -> bool:
        return sum(min(abs(end - other.top), abs(end - other.bottom)) <= touch_px for other in uprights) > 1

    return any(
        not is_inside and min(abs(end - y) for y in met) > stray_px and not is_shared(end)
        for end, is_inside in ((box.top, has_above), (box.bottom, has_below))
    )


def _goes_on(box: Box, stray: Box, same_px: int) -> bool:
    """Return whether a line is the stray one or a piece of it."""
    return box == stray or (abs(box.middle_x - stray.middle_x) <= same_px and stray.height * 2 > box.height)
