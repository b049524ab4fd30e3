"""Lines that a table leaves out, told from how its words are aligned, so that it reads like a ruled one."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from ocr.layout.grids import Grid
from ocr.layout.rulings import Ruling
from ocr.layout.strips import Strip, rows, strips
from ocr.page import Box, Word

# In units of the text's height, see strips.py.
GUTTER = 0.9
OPEN_GUTTER = 1.2  # where nothing at all is ruled a gutter has to be clearer
ROW_STEP = 4.0
SAME_EXTENT_SHARE = 0.02  # lines over one table begin and end within this share of the page's width
TABLE_WIDTH_SHARE = 0.35
MIN_LINES = 3  # over the head, under the head, under the body
MIN_OPEN_ROWS = 3
MIN_OPEN_COLUMNS = 3
MANY_BANDS = 5  # so many rows agree on a gutter of half the width
NARROW_GUTTER = 0.55
CROSSED_FEW = 0.2  # of many bands may cross a gutter
CROSSED_SHARE = 0.5  # of the bands between lines that may cross a gutter: merged heads and sub-headings do

NUMBER = re.compile(r"(?:\d{1,3}|[IVXL]{1,5}|[a-zđ])(?:\.\d{1,2}){0,3}[.)]?")


def implied_columns(
    words: Sequence[Word], rulings: Sequence[Ruling], grids: Sequence[Grid], *, width: int, unit: float
) -> list[Ruling]:
    """Return the lines that tables with level lines only, and tables without any line, would have."""
    outside = _outside(words, grids)
    stacks = _stacks([ruling for ruling in rulings if not any(_touches(grid.box, ruling.box) for grid in grids)], width)
    frames = [Box.around(stack) for stack in stacks]
    free = [word for word in outside if not any(_holds(frame, word.box) for frame in frames)]
    implied = [line for stack in stacks for line in _columns_under(stack, outside, unit=unit)]
    return implied + _open_tables(free, unit=unit)


def columns_of_stacks(
    words: Sequence[Word], rulings: Sequence[Ruling], grids: Sequence[Grid], *, width: int, unit: float
) -> list[Ruling]:
    """Return the upright lines that tables with level lines only would have."""
    outside = _outside(words, grids)
    stacks = _stacks([ruling for ruling in rulings if not any(_touches(grid.box, ruling.box) for grid in grids)], width)
    return [line for stack in stacks for line in _columns_under(stack, outside, unit=unit)]


def implied_rows(words: Sequence[Word], grids: Sequence[Grid], *, unit: float) -> list[Ruling]:
    """Return the lines between rows that only the numbers of a table's first column tell apart."""
    return [line for grid in grids for line in rows_of_marks(grid, words, _are_numbers, unit=unit)]


def _are_numbers(marks: Sequence[Strip]) -> bool:
    return all(NUMBER.fullmatch(strip.text) for strip in marks)


def _outside(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    return [word for word in words if not any(_holds(grid.box, word.box) for grid in grids)]


def rows_of_marks(
    grid: Grid, words: Sequence[Word], are_marks: Callable[[Sequence[Strip]], bool], *, unit: float
) -> list[Ruling]:
    """Return lines between the rows of cells that run down a table whose first column counts several rows."""
    first = [cell for cell in grid.cells if cell.place.column == 1 and cell.place.column_span == 1]
    columns = max(cell.place.column + cell.place.column_span - 1 for cell in grid.cells)
    implied: list[Ruling] = []
    for cell in first if columns > 1 else []:
        inside = [word for word in words if _holds(cell.box, word.box)]
        numbers = strips(inside, unit=unit)
        if len(numbers) < 2 or not are_marks(numbers):
            continue
        band = Box(grid.box.left, cell.box.top, grid.box.right, cell.box.bottom)
        beside = [word.box for word in words if _holds(band, word.box)]
        implied += _between([strip.box for strip in numbers], beside, band)
    return implied


def _between(marks: Sequence[Box], boxes: Sequence[Box], band: Box) -> list[Ruling]:
    """Return level lines through the widest white gap between each mark and the next one below."""
    lines: list[Ruling] = []
    for upper, lower in pairwise(sorted(marks, key=lambda box: box.top)):
        taken = sorted((box.top, box.bottom) for box in boxes if box.bottom > upper.top and box.top < lower.bottom)
        best, reached = (0, lower.top - 1), taken[0][1] if taken else upper.bottom
        for top, bottom in taken:
            if top > reached and top - reached >= best[0]:
                best = (top - reached, (top + reached) // 2)
            reached = max(reached, bottom)
        y = best[1]
        lines.append(Ruling(Box(band.left, y, band.right, y + 1)))
    return lines


def _stacks(rulings: Sequence[Ruling], width: int) -> list[list[Box]]:
    """Return groups of level lines of one length above each other, each of at least `MIN_LINES`."""
    slack = SAME_EXTENT_SHARE * width
    stacks: list[list[Box]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.box.top):
        box = ruling.box
        if not ruling.is_horizontal or box.width < TABLE_WIDTH_SHARE * width:
            continue
        for stack in stacks:
            if abs(stack[-1].left - box.left) <= slack and abs(stack[-1].right - box.right) <= slack:
                stack.append(box)
                break
        else:
            stacks.append([box])
    return [stack for stack in stacks if len(stack) >= MIN_LINES]


def _columns_under(stack: Sequence[Box], words: Sequence[Word], *, unit: float) -> list[Ruling]:
    """Return upright lines through the gutters between level lines, left out where a merged cell crosses them."""
    frame = Box.around(stack)
    bands = [Box(frame.left, upper.top, frame.right, lower.bottom) for upper, lower in pairwise(stack)]
    held = [[word.box for word in words if _holds(band, word.box)] for band in bands]
    filled = [(band, boxes) for band, boxes in zip(bands, held, strict=True) if boxes]
    gutters = _gutters([boxes for _, boxes in filled], GUTTER * unit)
    if len(filled) >= MANY_BANDS:
        gutters = _common_gutters([boxes for _, boxes in filled], NARROW_GUTTER * unit) or gutters
    if not gutters:
        return []
    lines = [
        Ruling(Box(x, band.top, x + 1, band.bottom))
        for left, right in gutters
        for x in [(left + right) // 2]
        for band, boxes in filled
        if not any(box.left < x < box.right for box in boxes)
    ]
    sides = [Ruling(Box(x, frame.top, x + 1, frame.bottom)) for x in (frame.left, frame.right - 1)]
    return lines + sides


def _gutters(bands: Sequence[Sequence[Box]], min_width: float) -> list[tuple[int, int]]:
    """Return the gutters of the bands with the most columns, as far as the other bands leave them free.

    Words that would close such a gutter are a merged cell; a gutter that most bands cross is none.
    """
    columns = [_merged(boxes, min_width) for boxes in bands]
    most = max((len(band) for band in columns), default=0)
    full = [band for band in columns if len(band) == most]
    gutters: list[tuple[int, int]] = []
    for place in range(most - 1):
        start, end = max(band[place][1] for band in full), min(band[place + 1][0] for band in full)
        crossed = 0
        for first, last in (column for band in columns if len(band) < most for column in band):
            if last <= start or first >= end:
                continue
            is_left = first - start < end - last  # it reaches farther beyond the gutter's left side than its right
            narrowed = (max(start, last), end) if is_left else (start, min(end, first))
            if narrowed[1] - narrowed[0] >= min_width:
                start, end = narrowed
            else:
                crossed += 1
        if end - start >= min_width and crossed <= CROSSED_SHARE * len(bands):
            gutters.append((start, end))
    return gutters


def _common_gutters(bands: Sequence[Sequence[Box]], min_width: float) -> list[tuple[int, int]]:
    """Return the stretches that hardly a band has print in, however narrow: spaces of many rows do not line up."""
    left = min(box.left for boxes in bands for box in boxes)
    right = max(box.right for boxes in bands for box in boxes)
    inked = np.zeros(right - left, int)
    for boxes in bands:
        own = np.zeros(right - left, bool)
        for box in boxes:
            own[box.left - left : box.right - left] = True
        inked += own
    free = np.concatenate([[False], inked <= CROSSED_FEW * len(bands), [False]])
    edges = np.flatnonzero(np.diff(free.astype(np.int8))) + left
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in pairs if end - start >= min_width and left < start and end < right]


def _merged(boxes: Sequence[Box], min_width: float) -> list[tuple[int, int]]:
    """Return the stretches from left to right that boxes cover, those less than `min_width` apart as one."""
    stretches: list[tuple[int, int]] = []
    for left, right in sorted((box.left, box.right) for box in boxes):
        if stretches and left - stretches[-1][1] < min_width:
            stretches[-1] = (stretches[-1][0], max(right, stretches[-1][1]))
        else:
            stretches.append((left, right))
    return stretches


def _open_tables(words: Sequence[Word], *, unit: float) -> list[Ruling]:
    """Return all lines of tables that have none: at least three rows of three columns with common gutters."""
    page_rows = rows(strips(words, unit=unit))
    implied: list[Ruling] = []
    start = 0
    while start < len(page_rows):
        run = _open_run(page_rows[start:], unit=unit)
        if run is None:
            start += 1
            continue
        table_rows = page_rows[start : start + run]
        boxes = [[word.box for strip in row for word in strip.words] for row in table_rows]
        implied += _open_lines(table_rows, _gutters(boxes, GUTTER * unit), unit=unit)
        start += run
    return implied


def _open_run(page_rows: Sequence[list[Strip]], *, unit: float) -> int | None:
    """Return how many rows from the first keep to its gutters; None when that makes no table."""
    gutters = [(one.box.right, other.box.left) for one, other in pairwise(page_rows[0])]
    if len(gutters) + 1 < MIN_OPEN_COLUMNS:
        return None
    count = full = 0
    bottom = page_rows[0][0].box.bottom
    for row in page_rows:
        narrowed = _narrowed(gutters, row, unit=unit)
        if narrowed is None or min(strip.box.top for strip in row) - bottom > ROW_STEP * unit:
            break
        gutters = narrowed
        count += 1
        full += len(row) >= MIN_OPEN_COLUMNS
        bottom = max(strip.box.bottom for strip in row)
    return count if full >= MIN_OPEN_ROWS else None


def _narrowed(gutters: Sequence[tuple[int, int]], row: Sequence[Strip], *, unit: float) -> list[tuple[int, int]] | None:
    """Return the gutters less what the row's strips take of them; None when one is closed."""
    narrowed: list[tuple[int, int]] = []
    for left, right in gutters:
        for strip in row:
            if strip.middle < (left + right) / 2:
                left = max(left, strip.box.right)
            else:
                right = min(right, strip.box.left)
        if right - left < OPEN_GUTTER * unit:
            return None
        narrowed.append((left, right))
    return narrowed


def _open_lines(
    table_rows: Sequence[Sequence[Strip]], gutters: Sequence[tuple[int, int]], *, unit: float
) -> list[Ruling]:
    boxes = [strip.box for row in table_rows for strip in row]
    margin = round(0.3 * unit)
    around = Box.around(boxes)
    frame = Box(around.left - margin, around.top - margin, around.right + margin, around.bottom + margin)
    if not gutters:
        return []
    marks = [row[0].box for row in table_rows if row[0].box.left < gutters[0][0]]
    levels = _between(marks, boxes, frame)
    levels += [Ruling(Box(frame.left, y, frame.right, y + 1)) for y in (frame.top, frame.bottom - 1)]
    uprights = [(left + right) // 2 for left, right in gutters]
    return levels + [Ruling(Box(x, frame.top, x + 1, frame.bottom)) for x in (frame.left, *uprights, frame.right - 1)]


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _touches(one: Box, other: Box) -> bool:
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom
