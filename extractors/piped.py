"""Tables typed into a plain text with bars or tabs between the cells: "1 | Rà soát hồ sơ | Phòng Nội vụ | Quý II/2025".

Every piece between bars becomes a cell of its own place. A row that was wrapped goes on in the next line; a row of a
label and a name only ("A | Chỉ đạo, điều hành") heads the rows under it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.across_heads import roles_in
from extractors.columns import head_role, row_label
from extractors.passage import Cell, Span
from extractors.passages import Line

_FEWEST_COLUMNS = 3
_FEWEST_HEADS = 2  # a line with fewer head words is no head of a table
_MOST_HEAD_LINES = 3
_MOST_BLANK_LINES = 2  # between two rows of one table
_BAR = re.compile(r"\s*\|\s*|[ ]*\t[ ]*")
_RULE = re.compile(r"[\s|:+=_-]*-{2,}[\s|:+=_-]*$")
_GROUP_ROW_CELLS = 2

_Row = list[list[Line]]


@dataclass(slots=True)
class _Rows:
    """The rows of one table in the making, their cells as pieces of lines."""

    columns: int
    is_numbered: bool
    rows: list[_Row] = field(default_factory=list)

    def add(self, pieces: Sequence[Line]) -> None:
        """Take a printed line in: as a row, or as the wrapped rest of the row above."""
        above = self.rows[-1] if self.rows else []
        is_row = row_label(pieces[0].text) if self.is_numbered else len(pieces) == self.columns
        if not is_row and len(self.rows) > 1 and len(above) + len(pieces) - 1 <= self.columns:
            above[-1].append(pieces[0])
            above += [[piece] for piece in pieces[1:]]
        else:
            self.rows.append([[piece] for piece in pieces])

    def placed(self, table: int) -> Iterator[Line]:
        """Yield the pieces as lines of cells."""
        for number, row in enumerate(self.rows, start=1):
            span = self.columns - 1 if len(row) == _GROUP_ROW_CELLS else 1
            for column, cell in enumerate(row, start=1):
                place = Cell(table, number, column, 1, span if column == _GROUP_ROW_CELLS else 1)
                block = -(table * 1_000_000 + number * 100 + column)
                for line in cell:
                    if line.text:
                        yield Line(line.span, line.text, "cell", block, line.page, place)


def with_cells(lines: Sequence[Line], first_table: int) -> list[Line]:
    """Return the lines with the cells of barred tables in place; `first_table` numbers the first of them."""
    out: list[Line] = []
    at, table = 0, first_table
    while at < len(lines):
        head, behind = _head(lines, at)
        if not head:
            out.append(lines[at])
            at += 1
            continue
        rows, end = _rows(lines, head, behind)
        if len(rows.rows) == 1:  # a head alone is none
            out.append(lines[at])
            at += 1
            continue
        out += rows.placed(table)
        at, table = end, table + 1
    return out


def _head(lines: Sequence[Line], at: int) -> tuple[list[list[Line]], int]:
    """Return the head's cells that begin at a line, wrapped ones put together, and the line behind it."""
    cells: list[list[Line]] = []
    for n in range(at, min(at + _MOST_HEAD_LINES, len(lines))):
        pieces = _pieces(lines[n])
        if (cells and (lines[n].is_blank or row_label(pieces[0].text))) or (len(pieces) == 1 and not cells):
            break
        if cells:
            cells[-1].append(pieces[0])
            cells += [[piece] for piece in pieces[1:]]
        else:
            cells = [[piece] for piece in pieces]
        roles = [head_role(" ".join(line.text for line in cell)) for cell in cells]
        following = _pieces(lines[n + 1]) if n + 1 < len(lines) else []
        is_whole = len(cells) >= _FEWEST_COLUMNS and sum(map(bool, roles)) >= _FEWEST_HEADS
        wraps = roles[0] == "number" and len(following) > 1 and not (_RULE.match(lines[n + 1].text))
        if is_whole and any(len(roles_in(line.text)) > 1 for cell in cells for line in cell):
            break  # two heads without a bar between them
        if is_whole and not (wraps and not row_label(following[0].text)):
            return cells, n + 1
    return [], at


def _rows(lines: Sequence[Line], head: list[list[Line]], at: int) -> tuple[_Rows, int]:
    """Return the rows of a table with this head that go on at a line, and where the table ends."""
    rows = _Rows(len(head), is_numbered=head_role(head[0][0].text) == "number")
    rows.rows.append(head)
    printed = [piece.text for cell in head for piece in cell]
    end = at
    while at < len(lines) and lines[at].cell is None:
        line = lines[at]
        if _RULE.match(line.text):
            at = end = at + 1
            continue
        if line.is_blank:
            at += 1
            if at - end > _MOST_BLANK_LINES:
                break
            continue
        pieces = _pieces(line)
        wraps = len(pieces) == 1 and at == end and line.text[:1].islower() and len(rows.rows) > 1
        if len(pieces) < _GROUP_ROW_CELLS and not wraps:
            break
        if [piece.text for piece in pieces] != printed:  # a head printed again on a new page
            rows.add(pieces)
        at = end = at + 1
    return rows, end


def _pieces(line: Line) -> list[Line]:
    """Return what stands between the bars of a line; bars at its ends are the table's border."""
    if not _BAR.search(line.text) or line.cell is not None:
        return [line]
    begin = 1 if line.text.startswith("|") else 0
    end = len(line.text) - (1 if line.text.endswith("|") and begin else 0)
    pieces: list[Line] = []
    for bar in [*_BAR.finditer(line.text, begin, end), None]:
        stop = bar.start() if bar else end
        text = line.text[begin:stop]
        start = line.span.start + begin + len(text) - len(text.lstrip())
        bare = text.strip()
        pieces.append(Line(Span(start, start + len(bare)), bare, line.kind, line.block, line.page))
        begin = bar.end() if bar else stop
    return pieces
