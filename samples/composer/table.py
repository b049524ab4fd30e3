"""Ruled tables: the head stands again on every sheet, and a tall row is cut by the end of the page."""

import dataclasses
from dataclasses import dataclass

from samples.composer.flow import Flow, set_lines
from samples.composer.lines import Line, break_lines
from samples.composer.sheet import Rule
from samples.composer.source import Cell, Table

_PAD_PT = 4.0
_LEADING = 1.12
_LEAST_LINES_BEFORE_CUT = 3  # a row is cut only where this many lines stay on the sheet, else it moves on whole
_PROSE_COLUMN = 0.2  # columns from here on hold prose and start at the left, narrower ones are centred
_WIDE_COLUMN = 0.3  # from here on prose is justified; narrower it would tear

CellLines = list[list[Line]]  # the paragraphs of a cell, each as lines


@dataclass(frozen=True, slots=True)
class _Row:
    """A row broken into lines; the head has number 1, a row cut by a page keeps its number on the next one."""

    number: int
    cells: tuple[Cell, ...]
    lines: tuple[CellLines, ...]

    @property
    def is_head(self) -> bool:
        return self.number == 1

    def height(self, flow: Flow) -> float:
        tallest = max(_count(cell) for cell in self.lines)
        return max(1, tallest) * flow.source.table_pt * _LEADING + 2 * _PAD_PT


def set_table(flow: Flow, table: Table) -> None:
    """Set a table at the flow's place."""
    flow.y += 6.0
    flow.tables += 1
    head, *body = (_broken(flow, table, number, cells) for number, cells in enumerate(table.rows, 1))
    first = min(body[0].height(flow), 5 * flow.source.table_pt * _LEADING) if body else 0.0
    if flow.room() < head.height(flow) + first:
        flow.open_sheet()
    _set_row(flow, table, head)
    for row, below in zip(body, [*body[1:], None], strict=True):
        is_group_title = any(cell.span > 1 for cell in row.cells)
        if below and is_group_title and flow.room() < row.height(flow) + below.height(flow):
            _open_sheet(flow, table, head)
        rest: _Row | None = row
        while rest is not None:
            rest = _set_what_fits(flow, table, rest, head)
    flow.y += 4.0


def _open_sheet(flow: Flow, table: Table, head: _Row) -> None:
    flow.open_sheet()
    _set_row(flow, table, head)


def _set_what_fits(flow: Flow, table: Table, row: _Row, head: _Row) -> _Row | None:
    """Set as much of a row as the sheet holds; return what is left for the next one, None when nothing is."""
    if row.height(flow) <= flow.room():
        _set_row(flow, table, row)
        return None
    fitting = int((flow.room() - 2 * _PAD_PT) / (flow.source.table_pt * _LEADING))
    tallest = max(_count(cell) for cell in row.lines)
    rest = row
    if fitting >= _LEAST_LINES_BEFORE_CUT and tallest - fitting >= 2:
        parts = [_split(cell, fitting) for cell in row.lines]
        _set_row(flow, table, dataclasses.replace(row, lines=tuple(before for before, _ in parts)))
        rest = dataclasses.replace(row, lines=tuple(after for _, after in parts))
    _open_sheet(flow, table, head)
    return rest


def _split(cell: CellLines, count: int) -> tuple[CellLines, CellLines]:
    before: CellLines = []
    after: CellLines = []
    for paragraph in cell:
        taken = max(0, count - _count(before))
        if paragraph[:taken]:
            before.append(paragraph[:taken])
        if paragraph[taken:]:
            after.append(paragraph[taken:])
    return before, after


def _set_row(flow: Flow, table: Table, row: _Row) -> None:
    size, top, bottom = flow.source.table_pt, flow.y, flow.y + row.height(flow)
    column = 0
    for cell, paragraphs in zip(row.cells, row.lines, strict=True):
        share = sum(table.widths[column : column + cell.span])
        x = flow.left + sum(table.widths[:column]) * flow.width
        prose = share >= _PROSE_COLUMN and not row.is_head
        free = bottom - top - 2 * _PAD_PT - _count(paragraphs) * size * _LEADING
        y = top + _PAD_PT + (0.0 if prose else max(0.0, free / 2))
        for paragraph in paragraphs:
            y = set_lines(
                flow.sheet, paragraph, x=x + _PAD_PT, width=share * flow.width - 2 * _PAD_PT, y=y, size=size,
                leading=_LEADING, align=("justify" if share >= _WIDE_COLUMN else "left") if prose else "centre",
                kind="cell", cell=(flow.tables, row.number, column + 1, cell.span),
            )  # fmt: skip
        flow.sheet.rules.append(Rule(x, top, x, bottom))
        column += cell.span
    right = flow.left + flow.width
    flow.sheet.rules += [
        Rule(right, top, right, bottom),
        Rule(flow.left, top, right, top),
        Rule(flow.left, bottom, right, bottom),
    ]
    flow.y = bottom


def _broken(flow: Flow, table: Table, number: int, cells: tuple[Cell, ...]) -> _Row:
    lines, column = [], 0
    for cell in cells:
        share = sum(table.widths[column : column + cell.span])
        face = "bold" if number == 1 or cell.span > 1 else "regular"
        inner = share * flow.width - 2 * _PAD_PT
        lines.append([break_lines(text, width=inner, size=flow.source.table_pt, face=face) for text in cell.paragraphs])
        column += cell.span
    return _Row(number, cells, tuple(lines))


def _count(cell: CellLines) -> int:
    return sum(len(paragraph) for paragraph in cell)
