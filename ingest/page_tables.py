"""Tables that run over pages, put together: one table, a repeated head counted once, a cut row one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractors.passage import Cell
from ocr.page import Block, CellPlace, Page

AROUND_TEXT = frozenset({"page_number", "footer", "footnote", "stamp"})  # may stand between the parts of one table
EDGE_SHARE = 0.02  # of the page's width: how far a column's edge moves from page to page on a crooked scan
SHIFT_SHARE = 0.05  # how far a sheet lies aside in the scanner's feed: all its columns together
SAME_HEAD = 80.0  # similarity of two readings of one head; two misread heads of heavy scans still reach 88
MAX_HEAD_ROWS = 4
NUMBERING_LETTERS = 6  # "12", "II.3", "1.2.3": a numbering column holds no more
USUALLY = 0.7
NOISE_LETTERS = 3  # specks of a scan read as text beside a table; the shortest line of a paper has more


@dataclass(frozen=True, slots=True)
class _Part:
    """The cells of one table on one page, with their index among all blocks of the paper."""

    cells: tuple[tuple[int, Block], ...]
    width: int
    opens_page: bool
    closes_page: bool

    @property
    def rows(self) -> int:
        return max(_place(block).row + _place(block).row_span - 1 for _, block in self.cells)

    def row_text(self, row: int) -> str:
        return " ".join(block.text for _, block in self.cells if _place(block).row == row)


@dataclass(slots=True)
class _Table:
    """A table while its parts are put together; `edges` are the columns' left edges as shares of the page's width."""

    number: int
    first: _Part
    last: _Part
    rows: int
    edges: list[float]
    cells: dict[int, tuple[Cell, Block]]


def join_tables(pages: Sequence[Page]) -> dict[int, Cell]:
    """Return the place in the paper of every table cell, keyed by the cell's index among the blocks of all pages."""
    tables: list[_Table] = []
    for part in _parts(pages):
        if tables and part.opens_page and tables[-1].last.closes_page and _fits(tables[-1], part):
            _append(tables[-1], part)
        else:
            tables.append(_begun(part, number=len(tables) + 1))
    return {index: cell for table in tables for index, (cell, _) in table.cells.items()}


def _parts(pages: Sequence[Page]) -> list[_Part]:
    parts: list[_Part] = []
    offset = 0
    for page in pages:
        text = [number for number, block in enumerate(page.blocks) if _is_text(block)]
        tables: dict[int, list[tuple[int, Block]]] = {}
        for number, block in enumerate(page.blocks):
            if block.cell is not None:
                tables.setdefault(block.cell.table, []).append((number, block))
        for cells in tables.values():
            indexed = tuple((offset + number, block) for number, block in cells)
            parts.append(_Part(indexed, page.width, cells[0][0] == text[0], cells[-1][0] == text[-1]))
        offset += len(page.blocks)
    return parts


def _is_text(block: Block) -> bool:
    letters = sum(letter.isalnum() for letter in block.text)
    return block.kind not in AROUND_TEXT and (block.cell is not None or letters > NOISE_LETTERS)


def _begun(part: _Part, *, number: int) -> _Table:
    cells = {index: (_cell(block, number), block) for index, block in part.cells}
    return _Table(number, part, part, part.rows, _edges(part), cells)


def _fits(table: _Table, part: _Part) -> bool:
    """Return whether the part's columns begin where the table's do; cells spanning columns may hide some."""
    edges = _edges(part)
    shift = edges[0] - table.edges[0]
    return (
        abs(shift) <= SHIFT_SHARE
        and all(min(abs(edge - shift - other) for other in table.edges) <= EDGE_SHARE for edge in edges)
        and len(edges) * 2 > len(table.edges)
    )


def _append(table: _Table, part: _Part) -> None:
    """Add the part's cells to the table, counting its rows on from the table's last."""
    head = _repeated_head(table.first, part)
    columns = _columns(table.edges, part)
    cut = _is_cut(table, part, head, columns)
    for index, block in part.cells:
        cell = _cell(block, table.number)
        row = cell.row if cell.row <= head else table.rows + cell.row - head - (1 if cut else 0)
        first, after = columns[cell.column], columns[cell.column + cell.column_span]
        moved = replace(cell, row=row, column=first, column_span=max(1, after - first))
        if cut and cell.row == head + 1:
            moved = _continued(table, moved)
        table.cells[index] = (moved, block)
    table.rows = max(cell.row + cell.row_span - 1 for cell, _ in table.cells.values())
    table.last = part


def _continued(table: _Table, cell: Cell) -> Cell:
    """Return the cell of the table's last row that a cell above the page break goes on in."""
    above = [
        other
        for other, _ in table.cells.values()
        if other.column == cell.column and other.row <= cell.row < other.row + other.row_span
    ]
    return above[0] if above else cell


def _repeated_head(first: _Part, part: _Part) -> int:
    """Return how many rows at the part's top repeat the top of the table's first part."""
    count = 0
    while count < min(MAX_HEAD_ROWS, first.rows - 1, part.rows):
        if not _is_same_row(first.row_text(count + 1), part.row_text(count + 1)):
            break
        count += 1
    return count


def _is_same_row(one: str, other: str) -> bool:
    """Return whether two rows read alike; "1 Báo cáo quý" and "2 Báo cáo quý" are not one row read twice."""
    numbers = ["".join(filter(str.isdigit, text)) for text in (one, other)]
    return bool(one.strip()) and numbers[0] == numbers[1] and fuzz.ratio(one.lower(), other.lower()) >= SAME_HEAD


def _is_cut(table: _Table, part: _Part, head: int, columns: Mapping[int, int]) -> bool:
    """Return whether the part's first row below its head goes on with the table's last row."""
    row = {
        columns[_place(block).column]: block.text.strip() for _, block in part.cells if _place(block).row == head + 1
    }
    if not any(row.values()):
        return False
    filled = _filled_columns(table)
    numbering = [column for column, texts in filled.items() if all(len(text) <= NUMBERING_LETTERS for text in texts)]
    if numbering:
        return not row.get(min(numbering))
    usual = [column for column in filled if column in row]
    missing = sum(not row[column] for column in usual)
    begins_small = any(text[:1].islower() for text in row.values())
    return missing * 2 > len(usual) or (begins_small and missing > 0)


def _filled_columns(table: _Table) -> Mapping[int, list[str]]:
    """Return the texts of each column that is filled in nearly every row below the table's first."""
    columns: dict[int, list[str]] = {}
    for cell, block in table.cells.values():
        if cell.row > 1:
            columns.setdefault(cell.column, []).append(block.text.strip())
    return {
        column: [text for text in texts if text]
        for column, texts in columns.items()
        if sum(bool(text) for text in texts) >= USUALLY * len(texts)
    }


def _edges(part: _Part) -> list[float]:
    """Return the left edges of the part's columns as shares of the page's width, from left to right."""
    return [edge for _, edge in sorted(_edge_of_columns(part).items())]


def _edge_of_columns(part: _Part) -> dict[int, float]:
    """Return the left edge of each column in which a cell begins."""
    lefts: dict[int, int] = {}
    for _, block in part.cells:
        column = _place(block).column
        lefts[column] = min(block.box.left, lefts.get(column, block.box.left))
    return {column: left / max(1, part.width) for column, left in lefts.items()}


def _columns(edges: Sequence[float], part: _Part) -> dict[int, int]:
    """Return for each column of a part the table's column it stands under; the one behind its last ends the table."""
    last = max(_place(block).column + _place(block).column_span for _, block in part.cells)
    found: dict[int, int] = {last: len(edges) + 1}
    own = _edge_of_columns(part)
    shift = min(own.values()) - edges[0]
    for column in range(last - 1, 0, -1):
        nearest = (
            min(range(len(edges)), key=lambda index: abs(edges[index] - own[column] + shift)) if column in own else None
        )
        found[column] = found[column + 1] if nearest is None else nearest + 1
    return found


def _cell(block: Block, table: int) -> Cell:
    place = _place(block)
    return Cell(table, place.row, place.column, place.row_span, place.column_span)


def _place(block: Block) -> CellPlace:
    if block.cell is None:
        raise ValueError("a block of a table without its place")
    return block.cell
