"""Ruled tables: the head stands again on every sheet, and a tall row is cut by the end of the page."""

from collections.abc import Sequence

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


def set_table(flow: Flow, table: Table) -> None:
    """Set a table at the flow's place."""
    flow.y += 6.0
    head = _break_row(flow, table, table.rows[0], head=True)
    body = [_break_row(flow, table, row, head=False) for row in table.rows[1:]]
    first = min(_height(body[0], flow), 5 * flow.source.table_pt * _LEADING) if body else 0.0
    if flow.room() < _height(head, flow) + first:
        flow.open_sheet()
    _set_row(flow, table, table.rows[0], head, head=True)
    for index, (row, lines) in enumerate(zip(table.rows[1:], body, strict=True)):
        if any(cell.span > 1 for cell in row) and index + 1 < len(body):
            _keep_with_next(flow, table, head, _height(lines, flow) + _height(body[index + 1], flow))
        rest: list[CellLines] | None = lines
        while rest is not None:
            rest = _set_what_fits(flow, table, row, rest, head)
    flow.y += 4.0


def _keep_with_next(flow: Flow, table: Table, head: list[CellLines], height: float) -> None:
    """Take a new sheet when the title row of a group would stand alone at the foot of this one."""
    if flow.room() < height:
        flow.open_sheet()
        _set_row(flow, table, table.rows[0], head, head=True)


def _set_what_fits(
    flow: Flow, table: Table, row: Sequence[Cell], lines: list[CellLines], head: list[CellLines]
) -> list[CellLines] | None:
    if _height(lines, flow) <= flow.room():
        _set_row(flow, table, row, lines, head=False)
        return None
    fitting = int((flow.room() - 2 * _PAD_PT) / (flow.source.table_pt * _LEADING))
    tallest = max(_count(cell) for cell in lines)
    rest = lines
    if fitting >= _LEAST_LINES_BEFORE_CUT and tallest - fitting >= 2:
        _set_row(flow, table, row, [_split(cell, fitting)[0] for cell in lines], head=False)
        rest = [_split(cell, fitting)[1] for cell in lines]
    flow.open_sheet()
    _set_row(flow, table, table.rows[0], head, head=True)
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


def _set_row(flow: Flow, table: Table, row: Sequence[Cell], lines: list[CellLines], *, head: bool) -> None:
    height, size = _height(lines, flow), flow.source.table_pt
    top, bottom = flow.y, flow.y + height
    column = 0
    for cell, paragraphs in zip(row, lines, strict=True):
        share = sum(table.widths[column : column + cell.span])
        x = flow.left + sum(table.widths[:column]) * flow.width
        width = share * flow.width
        prose = share >= _PROSE_COLUMN and not head
        free = height - 2 * _PAD_PT - _count(paragraphs) * size * _LEADING
        y = top + _PAD_PT + (0.0 if prose else max(0.0, free / 2))
        for paragraph in paragraphs:
            y = set_lines(
                flow.sheet, paragraph, x=x + _PAD_PT, width=width - 2 * _PAD_PT, y=y, size=size, leading=_LEADING,
                align=("justify" if share >= _WIDE_COLUMN else "left") if prose else "centre", kind="cell",
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


def _break_row(flow: Flow, table: Table, row: Sequence[Cell], *, head: bool) -> list[CellLines]:
    cells, column = [], 0
    for cell in row:
        share = sum(table.widths[column : column + cell.span])
        face = "bold" if head or cell.span > 1 else "regular"
        inner = share * flow.width - 2 * _PAD_PT
        cells.append([break_lines(text, width=inner, size=flow.source.table_pt, face=face) for text in cell.paragraphs])
        column += cell.span
    return cells


def _count(cell: CellLines) -> int:
    return sum(len(paragraph) for paragraph in cell)


def _height(lines: list[CellLines], flow: Flow) -> float:
    tallest = max(_count(cell) for cell in lines)
    return max(1, tallest) * flow.source.table_pt * _LEADING + 2 * _PAD_PT
