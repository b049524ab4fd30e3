"""Rows of tables: which are work, which head others, and what a row cut by a page or without its number belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.cells import Cell, Cells
from extractors.columns import WORK, row_label
from extractors.folding import fold
from extractors.groups import GroupRow
from extractors.passage import Label
from extractors.passages import Joined, Line, join, stacked
from extractors.row_numbers import numbered
from extractors.table_heads import Columns

# A numbered row without time and unit names a group of rows when it is no longer than a heading; else they were lost.
LONGEST_GROUP_NAME = 100
_LABELLED = frozenset({*WORK, "criterion", "target", "product", "place"})


@dataclass(slots=True)
class Row:
    """A row of work: its number with that of its group, its content and its labelled cells.

    `has_mark` is whether anything stands in its column of numbers, `is_counted` whether its number is told by those of
    its neighbours instead.
    """

    label: str
    content: list[Line]
    cells: list[tuple[Label, Cell]] = field(default_factory=list)
    names: list[Cell] = field(default_factory=list)
    is_criterion: bool = False
    stands_alone: bool = False
    has_mark: bool = False
    is_counted: bool = False

    def criterion(self) -> Joined | None:
        """Return the criterion of the row: its code and, where a column prints it, its name behind a stop."""
        code = next((cell.joined() for label, cell in self.cells if label == "criterion"), None)
        names = [cell.joined() for cell in self.names if not cell.is_empty]
        if self.is_criterion and not names:
            names = [join(self.content)]
        if code is None or not code.text:
            return names[0] if names else None
        return stacked([code, *names], ". ")

    def has_work(self) -> bool:
        """Whether the row names a time or a unit."""
        return any(label in WORK and not cell.is_empty for label, cell in self.cells)


def plain_rows(cells: Cells, columns: Columns) -> Iterator[Row | GroupRow]:
    """Yield the rows behind the head as they stand: rows of work, and rows that head those under them."""
    last_row = max(cell.row for cell in cells.values())
    for number in range(columns.first, last_row + 1):
        across = _row(cells, number)
        if _is_column_numbers(across):
            continue
        own = {column: cell for column, cell in across.items() if cell.row == number and not cell.is_empty}
        printed = "".join(cell.joined().text for column, cell in own.items() if columns.roles.get(column) == "number")
        label = row_label(printed)
        content = [
            line for column, cell in own.items() if columns.roles.get(column) == "content" for line in cell.lines
        ]
        labelled = [(role, cell) for column, cell in across.items() if (role := columns.roles.get(column)) in _LABELLED]
        names = [cell for column, cell in across.items() if columns.roles.get(column) == "name"]
        row = Row(label, [line for line in content if line.text], labelled, names, columns.lists_criteria)
        row.has_mark = printed.strip() != ""
        row.stands_alone = any(role in WORK and cell.row == number and not cell.is_empty for role, cell in labelled)
        wide = next((cell for cell in own.values() if cell.column_span > 2), None)
        # A stray line may have cut the cell of a group's name in two: neither part keeps to one column.
        is_uncut = all(cell.column_span > 1 for column, cell in own.items() if columns.roles.get(column) != "number")
        if wide and (len(own) <= 2 or is_uncut):
            yield GroupRow(printed.strip(" .)") if printed else _leading_label(wide.joined().text))
        elif (
            content
            and printed
            and all(cell.is_empty for cell in [*names, *(cell for _, cell in labelled)])
            and _opens_group(label or printed, content)
        ):
            yield GroupRow(printed.strip(" .)"))
        elif row.content or any(cell.row == number and not cell.is_empty for _, cell in labelled):
            yield row


def _row(cells: Cells, number: int) -> dict[int, Cell]:
    """Return the cells of a row by column, merged cells from above among them."""
    return {
        cell.column: cell
        for cell in sorted(cells.values(), key=lambda cell: cell.column)
        if cell.row <= number < cell.row + cell.row_span
    }


def _leading_label(text: str) -> str:
    match = re.match(r"\W*([IVX]{1,5}|[A-H]|\d{1,2})\s*[.):-]\s", text)
    return match.group(1) if match else ""


def _is_column_numbers(cells: Mapping[int, Cell]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)"."""
    texts = [cell.joined().text.strip("() ") for cell in cells.values() if not cell.is_empty]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _opens_group(label: str, content: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in content)
    if re.fullmatch(r"[IVX]+|[A-H]", label) or text.isupper():
        return True
    return re.fullmatch(r"\d{1,2}|[IVXHTJLil1|!+.-]{1,4}", label) is not None and len(text) <= LONGEST_GROUP_NAME


def renumber(found: Sequence[Row | GroupRow]) -> None:
    """Give rows the numbers that their neighbours show: those misread, those lost, and those of groups above them."""
    labels = [row.label for row in found if isinstance(row, Row) and row.label]
    dotted = 2 * sum("." in label for label in labels) > len(labels)
    group = GroupRow("")
    under: list[Row] = []
    last = 0
    for row in [*found, GroupRow("")]:
        if isinstance(row, Row):
            if row.has_mark or (row.stands_alone and row.content):
                under.append(row)
            continue
        last = _renumber_under(group, under, last, dotted=dotted) or last
        group, under = row, []


def _renumber_under(group: GroupRow, rows: Sequence[Row], last: int, *, dotted: bool) -> int:
    """Renumber the rows of one group; return the number of the last of them, 0 when it has none."""
    labels = numbered([row.label for row in rows], group.label, last, dotted=dotted)
    for row, label in zip(rows, labels, strict=True):
        row.is_counted = row.label != label
        row.label = label
    heads = {label.rpartition(".")[0] for label in labels}
    if group.label and not re.fullmatch(r"\d+|[IVX]+|[A-H]", group.label) and len(heads) == 1:
        group.label = heads.pop() or group.label
    tail = labels[-1].rpartition(".")[2] if labels else ""
    return int(tail) if tail.isdigit() else 0


def merged(rows: list[Row]) -> list[Row]:
    """Join rows cut by a page and number the rows whose number was lost."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        if rows[at].label:
            out.append(rows[at])
            at += 1
            continue
        end = next((n for n in range(at, len(rows)) if rows[n].label), len(rows))
        standing = [row for row in rows[at:end] if row.stands_alone and row.content]
        following = rows[end].label if end < len(rows) else ""
        numbers = _missing_numbers(out[-1].label if out else "", following, len(standing))
        for row in rows[at:end]:
            if numbers and any(row is each for each in standing):
                row.label, row.is_counted = numbers.pop(0), True
                out.append(row)
            elif out:
                _continue(out[-1], row)
            else:
                out.append(row)
        at = end
    for number, row in enumerate(out, start=1):
        if not row.label:
            row.label, row.is_counted = str(number), True
    return out


def _missing_numbers(before: str, following: str, count: int) -> list[str]:
    """Return the numbers of `count` rows between two numbered ones: "2", "3" for two rows between 1 and 4."""
    head, _, last = before.rpartition(".")
    next_head, _, next_last = following.rpartition(".")
    if (last and not last.isdigit()) or (next_last and not next_last.isdigit()):
        return []
    first = int(last or 0)
    if following and (next_head == head or not before):
        head = next_head
        if int(next_last) - first - 1 != count:
            return []
    elif following and int(next_last) - 1 == count:
        head, first = next_head, 0
    elif following and int(next_last) != 1:
        return []
    return [f"{head}.{number}".lstrip(".") for number in range(first + 1, first + count + 1)]


def _continue(above: Row, row: Row) -> None:
    above.content.extend(row.content)
    for label, cell in row.cells:
        if cell.is_empty or any(cell is other for _, other in above.cells):
            continue
        same = next((other for name, other in above.cells if name == label), None)
        if same is None:
            above.cells.append((label, cell))
        elif fold(cell.joined().text) != fold(same.joined().text):
            same.lines.extend(cell.lines)
