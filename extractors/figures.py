"""Tables of figures in a plain text, a cell a line: "STT", "Đối tượng khảo sát", "Số phiếu", "1", "Người dân", "800".

The cells are given their places again, so that the rows are read as the groups of a survey.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.columns import head_role, row_label
from extractors.folding import fold
from extractors.passage import Cell
from extractors.passages import Line
from extractors.table_figures import COUNT_HEAD, FIGURE, GROUP_HEAD, TOTAL

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 6
_FEWEST_ROWS = 2
_LONGEST_TABLE, _MOST_LINES = 600, 24  # lines of a table and of a row
_LONGEST_CELL = 80  # characters; longer lines are prose

_Row = list[list[Line]]


def with_cells(lines: Sequence[Line], first_table: int) -> list[Line]:
    """Return the lines with the cells of tables of figures in place; `first_table` numbers the first of them."""
    out: list[Line] = []
    at, table = 0, first_table
    while at < len(lines):
        head, end = _head(lines, at)
        rows, end = _rows(lines, end, len(head)) if head else ([], at)
        if len(rows) < _FEWEST_ROWS:
            out.append(lines[at])
            at += 1
            continue
        for number, cells in enumerate([[[line] for line in head], *rows], start=1):
            for column, cell in enumerate(cells, start=1):
                out += [_in_cell(line, table, number, column) for line in cell]
        at, table = end, table + 1
    return out


def _head(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    """Return the head cells that begin at a line, none where no head of a table of figures does."""
    if lines[at].cell is not None or head_role(lines[at].text) != "number":
        return [], at
    head: list[Line] = []
    while at < len(lines) and len(head) <= _MOST_COLUMNS and row_label(lines[at].text) != "1":
        if lines[at].cell is not None or len(lines[at].text) > _LONGEST_CELL:
            return [], at
        head += [] if lines[at].is_blank else [lines[at]]
        at += 1
    texts = [fold(line.text) for line in head]
    is_head = any(map(GROUP_HEAD.match, texts)) and any(map(COUNT_HEAD.match, texts))
    return (head, at) if is_head and _FEWEST_COLUMNS <= len(head) <= _MOST_COLUMNS else ([], at)


def _rows(lines: Sequence[Line], at: int, columns: int) -> tuple[list[_Row], int]:
    """Return the rows numbered 1, 2, 3 … from a line on, their sum, and where they end."""
    rows: list[_Row] = []
    stop = min(len(lines), at + _LONGEST_TABLE)
    filled = [number for number in range(at, stop) if not lines[number].is_blank]
    position = 0
    while position < len(filled):
        label = lines[filled[position]]
        is_sum = bool(rows) and TOTAL.match(fold(label.text)) is not None
        if not is_sum and row_label(label.text) != str(len(rows) + 1):
            break
        begin = position + (not is_sum)
        following = [lines[number] for number in filled[begin : begin + _MOST_LINES]]
        cells, taken = _cells(following, 2 if is_sum else columns - 1)
        if not taken:
            break
        rows.append([[], *cells] if is_sum else [[label], *cells])
        position = begin + taken
        if is_sum:
            break
    return rows, filled[position] if position < len(filled) else stop


def _cells(lines: Sequence[Line], count: int) -> tuple[_Row, int]:
    """Return a row's cells behind its number: names may go on in lower case, one of the others must be a figure."""
    cells: _Row = []
    taken = 0
    for line in lines:
        goes_on = bool(cells) and line.text[:1].islower() and not re.match(r"[a-zđ][.)]\s", line.text)
        if (len(cells) == count and not goes_on) or line.cell is not None or len(line.text) > _LONGEST_CELL:
            break
        if goes_on:
            cells[-1].append(line)
        else:
            cells.append([line])
        taken += 1
    has_figure = any(FIGURE.fullmatch(cell[0].text) for cell in cells[1:])
    return (cells, taken) if len(cells) == count and has_figure else ([], 0)


def _in_cell(line: Line, table: int, row: int, column: int) -> Line:
    block = -(table * 1_000_000 + row * 100 + column)
    return replace(line, kind="cell", block=block, cell=Cell(table, row, column))
