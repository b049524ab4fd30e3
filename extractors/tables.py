"""Tables as they stand in a paper: over several pages, their heads repeated, their rows cut."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.cells import Cell, head_of
from extractors.columns import WORK, row_label
from extractors.folding import fold
from extractors.groups import GroupRow, in_group, nested, relabel
from extractors.passages import Joined, Line
from extractors.table_figures import counts, is_of_figures
from extractors.table_heads import columns_of
from extractors.table_rows import Row, merged, plain_rows, renumber


@dataclass(slots=True)
class Table:
    """A table of the paper; `lines` are all its lines in order."""

    number: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    last_row: int = 0
    follows: bool = False
    _moved: dict[int | None, int] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """Put a line into its cell; a cell that a page cuts comes in two blocks of one place."""
        place = line.cell
        assert place is not None
        row = self._moved.get(line.block, place.row)
        if line.text and row < self.last_row and not self._is_repeated(place.row, place.column, line):
            # Rows only go on: a lower number that repeats no head is a cut row that was counted anew on its page.
            row = self._moved[line.block] = self.last_row
        self.last_row = max(self.last_row, row)
        key = (row, place.column)
        cell = self.cells.get(key)
        if cell is None:
            self.cells[key] = Cell(row, place.column, place.row_span, place.column_span, [line])
        else:
            cell.lines.append(line)

    def _is_repeated(self, row: int, column: int, line: Line) -> bool:
        cell = self.cells.get((row, column))
        return cell is not None and fold(line.text) in fold(cell.head())

    def takes(self, other: "Table") -> bool:
        """Whether the next table is this one's next page: as many columns, the head again, its numbers going on."""
        if max(column for _, column in self.cells) != max(column for _, column in other.cells):
            return False
        (own, _), (heads, _) = head_of(self.cells), head_of(other.cells)
        if not heads:
            return other.follows
        first = next(
            (row_label(other.cells[row, 1].joined().text) for row, column in other.cells if column == 1 and row > 1), ""
        )
        return first != "1" and sum(own.get(column) == role for column, role in heads.items()) > len(own) / 2

    def append(self, other: "Table") -> None:
        """Take the rows of the table's next page, its repeated head left out."""
        _, skip = head_of(other.cells)
        below = max(cell.row for cell in self.cells.values()) - skip
        for cell in other.cells.values():
            if cell.row > skip:
                cell.row += below
                self.cells[cell.row, cell.column] = cell

    def rows(self) -> list[Row]:
        """Return the rows of work in order; an empty list when the head names no work."""
        columns = columns_of(self.cells)
        said = set(columns.roles.values())
        if is_of_figures(self.cells) or "content" not in said or not said & {*WORK, "criterion"}:
            return []
        found = list(plain_rows(self.cells, columns))
        relabel([row for row in found if isinstance(row, GroupRow)])
        renumber(found)
        groups: list[str] = []
        rows: list[Row] = []
        for row in found:
            if isinstance(row, GroupRow):
                groups = nested(row.label, groups)
            else:
                row.label = in_group(row.label, groups)
                rows.append(row)
        return merged(rows)

    def text_rows(self) -> Iterator[list[Joined]]:
        """Yield the rows as texts of their cells, for tables of figures."""
        by_row: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells.values():
            by_row[cell.row].append(cell)
        for row in sorted(by_row):
            texts = [cell.joined() for cell in sorted(by_row[row], key=lambda cell: cell.column)]
            yield [text for text in texts if text.text]

    def counts(self) -> list[Joined]:
        """Return the rows of a table of figures as lines, its sum among them: "Tổng cộng: 1.180 phiếu"."""
        return counts(self.cells)
