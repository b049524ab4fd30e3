"""Tables as their lines draw them: rows, columns, and cells that span several of either."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.layout.rulings import Ruling
from ocr.layout.strays import without_strays
from ocr.page import Box, CellPlace

TOUCH_INCH = 0.08  # lines of one table meet within this; pale corners leave gaps of up to 0.05 inch
SAME_LINE_INCH = 0.07  # two lines closer than this are one drawn twice; the lowest row of 11 pt type has 0.2 inch
MIN_COLUMN_INCH = 0.22  # the narrowest column, "TT" in 12 pt, takes 0.3; a fold beside a column's line makes none
EDGE_COVER = 0.6  # a side of a cell is drawn when lines cover this share of it
BROKEN_COVER = 0.25  # and this share suffices where the line is drawn along most of the table: pale toner leaves gaps
MOST_OF_TABLE = 0.6
BORDER_INCH = 0.3  # the edge of the sheet; the narrowest margin of an office paper is 0.59 inch
CROSSINGS = 2  # a line that crosses so many level lines is a column's, wherever its ends were lost
STRAY_INCH = 0.2  # a fold or the edge of a sheet goes on outside of the table by more than this


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's place in its table and its inside on the page."""

    place: CellPlace
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `cells` go along the rows and leave no part of `box` out."""

    box: Box
    cells: tuple[GridCell, ...]


def find_grids(rulings: Sequence[Ruling], *, width: int, height: int, dpi: int) -> tuple[Grid, ...]:
    """Return the ruled tables of a page from top to bottom; a table has at least two cells and lines both ways."""
    touch_px = max(2, round(TOUCH_INCH * dpi))
    same_px = max(2, round(SAME_LINE_INCH * dpi))
    column_px = max(same_px, round(MIN_COLUMN_INCH * dpi))
    page = Box(0, 0, width, height)
    border_px = round(BORDER_INCH * dpi)
    lines = [
        ruling
        for ruling in rulings
        if _lies_within(ruling.box, page) and not _lies_on_edge(ruling.box, page, border_px)
    ]
    stray_px = max(touch_px + 1, round(STRAY_INCH * dpi))
    families = _families(without_strays(lines, touch_px=touch_px, same_px=same_px, stray_px=stray_px), touch_px)
    found = (_grid(family, touch_px=touch_px, same_px=same_px, column_px=column_px) for family in families)
    grids = [grid for grid in found if grid is not None]
    outer = [grid for grid in grids if not any(_encloses(other.box, grid.box) for other in grids if other is not grid)]
    outer.sort(key=lambda grid: (grid.box.top, grid.box.left))
    return tuple(_numbered(grid, table) for table, grid in enumerate(outer, start=1))


def _families(rulings: Sequence[Ruling], touch_px: int) -> list[list[Ruling]]:
    """Return the rulings in groups that touch or cross."""
    families: list[list[Ruling]] = []
    for ruling in rulings:
        near = [family for family in families if any(_touch(ruling, other, touch_px) for other in family)]
        families = [family for family in families if family not in near]
        families.append([ruling, *(member for family in near for member in family)])
    return families


def _grid(family: Sequence[Ruling], *, touch_px: int, same_px: int, column_px: int) -> Grid | None:
    horizontals = [ruling.box for ruling in family if ruling.is_horizontal]
    verticals = [ruling.box for ruling in family if not ruling.is_horizontal]
    if not horizontals or not verticals:
        return None
    bounds = Box.around([*horizontals, *verticals])
    verticals = [
        box for box in verticals if _is_anchored(_whole(box, verticals, same_px), horizontals, bounds, touch_px)
    ]
    columns = [(box.middle_x, box.height) for box in verticals]
    xs = _positions([*columns, (bounds.left, 0), (bounds.right, 0)], column_px)
    horizontals = [box for row in _levels(horizontals, same_px) if _parts_a_cell(row, xs) for box in row]
    ys = _positions([*((box.middle_y, box.width) for box in horizontals), (bounds.top, 0), (bounds.bottom, 0)], same_px)
    if (len(ys) - 1) * (len(xs) - 1) < 2 or not verticals or not horizontals:
        return None
    return Grid(bounds, tuple(_cells(xs, ys, horizontals, verticals, same_px)))


def _whole(box: Box, verticals: Sequence[Box], same_px: int) -> Box:
    """Return the column's line that an upright piece belongs to: pale toner breaks it between two rows."""
    pieces = [other for other in verticals if abs(other.middle_x - box.middle_x) <= same_px]
    whole = Box.around(pieces)
    drawn = _covered([(piece.top, piece.bottom) for piece in pieces], whole.top, whole.bottom)
    return whole if drawn >= MOST_OF_TABLE else box


def _is_anchored(box: Box, levels: Sequence[Box], bounds: Box, touch_px: int) -> bool:
    """Return whether an upright line crosses level lines, or ends on them or on the table's edge: strokes do not."""
    x = box.middle_x

    def reaches(y: int) -> bool:
        return any(
            level.left - touch_px <= x <= level.right + touch_px
            and level.top - touch_px <= y <= level.bottom + touch_px
            for level in levels
        )

    crossed = [
        level
        for level in levels
        if box.top + touch_px < level.middle_y < box.bottom - touch_px
        and level.left - touch_px <= x <= level.right + touch_px
    ]
    if len(crossed) >= CROSSINGS:
        return True
    top = box.top <= bounds.top + touch_px or reaches(box.top)
    return top and (box.bottom >= bounds.bottom - touch_px or reaches(box.bottom))


def _levels(horizontals: Sequence[Box], same_px: int) -> list[list[Box]]:
    """Return the pieces of level lines, those at one height together."""
    levels: list[list[Box]] = []
    for box in sorted(horizontals, key=lambda box: box.middle_y):
        if levels and box.middle_y - levels[-1][-1].middle_y <= same_px:
            levels[-1].append(box)
        else:
            levels.append([box])
    return levels


def _parts_a_cell(level: Sequence[Box], xs: Sequence[int]) -> bool:
    """Return whether a level line runs along a whole side of a cell at least, which underlined words do not."""
    pieces = [(box.left, box.right) for box in level]
    return any(_covered(pieces, left, right) >= EDGE_COVER for left, right in pairwise(xs))


def _positions(lines: Iterable[tuple[int, int]], same_px: int) -> list[int]:
    """Return where lines stand, in order: of those within `same_px` of the one before, where the longest stands."""
    groups: list[list[tuple[int, int]]] = []
    for place, length in sorted(lines):
        if groups and place - groups[-1][-1][0] <= same_px:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    return [max(group, key=lambda line: line[1])[0] for group in groups]


def _cells(
    xs: Sequence[int], ys: Sequence[int], horizontals: Sequence[Box], verticals: Sequence[Box], same_px: int
) -> Iterable[GridCell]:
    """Yield the cells: fields between neighbouring lines, put together where no line parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1

    def parted_right(row: int, column: int) -> bool:
        lines = [(box.top, box.bottom) for box in verticals if abs(box.middle_x - xs[column + 1]) <= same_px]
        is_drawn_far = _covered(lines, ys[0], ys[-1]) >= MOST_OF_TABLE
        return _covered(lines, ys[row], ys[row + 1]) >= (BROKEN_COVER if is_drawn_far else EDGE_COVER)

    def parted_below(row: int, column: int) -> bool:
        lines = [(box.left, box.right) for box in horizontals if abs(box.middle_y - ys[row + 1]) <= same_px]
        is_drawn_far = _covered(lines, xs[0], xs[-1]) >= MOST_OF_TABLE
        return _covered(lines, xs[column], xs[column + 1]) >= (BROKEN_COVER if is_drawn_far else EDGE_COVER)

    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            last_column = column
            while (
                last_column + 1 < columns and (row, last_column + 1) not in taken and not parted_right(row, last_column)
            ):
                last_column += 1
            last_row = row
            while last_row + 1 < rows and all(
                (last_row + 1, each) not in taken and not parted_below(last_row, each)
                for each in range(column, last_column + 1)
            ):
                last_row += 1
            taken.update((r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1))
            yield GridCell(
                CellPlace(1, row + 1, column + 1, last_row - row + 1, last_column - column + 1),
                Box(xs[column], ys[row], xs[last_column + 1], ys[last_row + 1]),
            )


def _covered(lines: Iterable[tuple[int, int]], start: int, end: int) -> float:
    """Return the share of `start`–`end` that the lines cover."""
    covered, reached = 0, start
    for first, last in sorted(lines):
        first, last = max(first, reached), min(last, end)
        if last > first:
            covered += last - first
            reached = last
    return covered / max(1, end - start)


def _numbered(grid: Grid, table: int) -> Grid:
    cells = tuple(
        GridCell(
            CellPlace(table, cell.place.row, cell.place.column, cell.place.row_span, cell.place.column_span), cell.box
        )
        for cell in grid.cells
    )
    return Grid(grid.box, cells)


def _touch(one: Ruling, other: Ruling, touch_px: int) -> bool:
    a, b = one.box, other.box
    return (
        a.left <= b.right + touch_px
        and b.left <= a.right + touch_px
        and a.top <= b.bottom + touch_px
        and b.top <= a.bottom + touch_px
    )


def _lies_within(box: Box, page: Box) -> bool:
    return box.right > page.left and box.left < page.right and box.bottom > page.top and box.top < page.bottom


def _lies_on_edge(box: Box, page: Box, border_px: int) -> bool:
    """Return whether a line lies where sheets end and scanners leave dark edges, all of it."""
    beside = box.right <= page.left + border_px or box.left >= page.right - border_px
    return beside or box.bottom <= page.top + border_px or box.top >= page.bottom - border_px


def _encloses(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
        and outer != inner
    )
