"""Cells of a table with their lines, by row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.columns import Role, head_role
from extractors.passages import Joined, Line, join

MAX_HEAD_ROWS = 3


@dataclass(slots=True)
class Cell:
    """A cell's lines with its place."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Line] = field(default_factory=list)

    def joined(self) -> Joined:
        """Return the cell's text on one line."""
        return join(self.lines)

    def head(self) -> str:
        """Return the cell's text where it is first printed; a head is printed again on every page."""
        return join(line for line in self.lines if line.block == self.lines[0].block).text

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in the cell."""
        return not any(line.text for line in self.lines)


Cells = Mapping[tuple[int, int], Cell]


def head_of(cells: Cells) -> tuple[dict[int, Role], int]:
    """Return the roles of the first row that announces columns, and its number."""
    for row in range(1, MAX_HEAD_ROWS + 1):
        own = [cell for cell in cells.values() if cell.row == row]
        roles = {cell.column: role for cell in own if (role := head_role(cell.head()))}
        if len(roles) > 1:
            return roles, row
    return {}, 0
