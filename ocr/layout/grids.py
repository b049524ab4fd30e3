"""Tables as their lines draw them: rows, columns, and cells that span several of either."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr.layout.rulings import Ruling
from ocr.page import Box, CellPlace

TOUCH_INCH = 0.08  # lines of one table meet within this; pale corners leave gaps of up to 0.05 inch
SAME_LINE_INCH = 0.07  # two lines closer than this are one drawn twice; the lowest row of 11 pt type has 0.2 inch
EDGE_COVER = 0.6  # a side of a cell is drawn when lines cover this share of it


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
    page = Box(0, 0, width, height)
    grids = [
        grid
        for family in _families([ruling for ruling in rulings if _lies_within(ruling.box, page)], touch_px)
        if (grid := _grid(family, touch_px=touch_px, same_px=same_px)) is not None
    ]
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


def _grid(family: Sequence[Ruling], *, touch_px: int, same_px: int) -> Grid | None:
    horizontals = [ruling.box for ruling in family if ruling.is_horizontal]
    verticals = [ruling.box for ruling in family if not ruling.is_horizontal]
    if not horizontals or not verticals:
        return None
    bounds = Box.around([*horizontals, *verticals])
    horizontals, verticals = _anchored(horizontals, verticals, bounds, touch_px)
    ys = _positions([_middle_y(box) for box in horizontals] + [bounds.top, bounds.bottom], same_px)
    xs = _positions([_middle_x(box) for box in verticals] + [bounds.left, bounds.right], same_px)
    if (len(ys) - 1) * (len(xs) - 1) < 2 or not verticals or not horizontals:
        return None
    return Grid(bounds, tuple(_cells(xs, ys, horizontals, verticals, same_px)))


def _anchored(horizontals: list[Box], verticals: list[Box], bounds: Box, touch_px: int) -> tuple[list[Box], list[Box]]:
    """Return the lines that end on other lines or on the table's edge: underlined words and strokes of pens do not."""

    def reaches(x: int, y: int, lines: Iterable[Box]) -> bool:
        return any(
            box.left - touch_px <= x <= box.right + touch_px and box.top - touch_px <= y <= box.bottom + touch_px
            for box in lines
        )

    def horizontal_ends(box: Box) -> bool:
        y = _middle_y(box)
        left = box.left <= bounds.left + touch_px or reaches(box.left, y, verticals)
        right = box.right >= bounds.right - touch_px or reaches(box.right, y, verticals)
        return left and right

    def vertical_ends(box: Box) -> bool:
        x = _middle_x(box)
        top = box.top <= bounds.top + touch_px or reaches(x, box.top, horizontals)
        bottom = box.bottom >= bounds.bottom - touch_px or reaches(x, box.bottom, horizontals)
        return top and bottom

    return [box for box in horizontals if horizontal_ends(box)], [box for box in verticals if vertical_ends(box)]


def _positions(values: Iterable[int], same_px: int) -> list[int]:
    """Return the values in order, those within `same_px` of the one before as one."""
    groups: list[list[int]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= same_px:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) // len(group) for group in groups]


def _cells(
    xs: Sequence[int], ys: Sequence[int], horizontals: Sequence[Box], verticals: Sequence[Box], same_px: int
) -> Iterable[GridCell]:
    """Yield the cells: fields between neighbouring lines, put together where no line parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1

    def parted_right(row: int, column: int) -> bool:
        lines = [(box.top, box.bottom) for box in verticals if abs(_middle_x(box) - xs[column + 1]) <= same_px]
        return _covered(lines, ys[row], ys[row + 1]) >= EDGE_COVER

    def parted_below(row: int, column: int) -> bool:
        lines = [(box.left, box.right) for box in horizontals if abs(_middle_y(box) - ys[row + 1]) <= same_px]
        return _covered(lines, xs[column], xs[column + 1]) >= EDGE_COVER

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


def _encloses(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
        and outer != inner
    )


def _middle_x(box: Box) -> int:
    return (box.left + box.right) // 2


def _middle_y(box: Box) -> int:
    return (box.top + box.bottom) // 2
