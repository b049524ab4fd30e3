"""Tables: which column says what, which rows are work, and what a row cut by a page or a merged cell belongs to."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.columns import WORK, Role, head_role, row_label
from extractors.folding import fold
from extractors.groups import GroupRow, in_group, nested, relabel
from extractors.passage import Label
from extractors.passages import Joined, Line, join, stacked
from extractors.unit_headings import begins_with_unit

_MAX_HEAD_ROWS = 3
# A numbered row without time and unit names a group of rows when it is no longer than a heading; else they were lost.
LONGEST_GROUP_NAME = 100
# A column whose head was not read is told by its cells when at least this many say the same.
FEWEST_GUESSED = 2
COUNT_HEAD = re.compile(r"(?:so|tong so|co)\s+(?:luong\s+)?(?:phieu|luong|mau|nguoi|luot|ho|doanh nghiep)\b")
GROUP_HEAD = re.compile(r"(?:nhom\s+)?(?:doi tuong|nhom|thanh phan|dia ban|don vi|khoi|ten|loai)\b")
_COUNTED = re.compile(r"\b(?:phieu|nguoi|mau|luot|ho|doanh nghiep)\b")
_COUNTED_IN = re.compile(r"(?<=\()(?:phieu|nguoi|mau|luot|ho|doanh nghiep)(?=\))")
FIGURE = re.compile(r"\d[\d.]*")
TOTAL = re.compile(r"\W*(?:tong|cong)\b")
_CODE = re.compile(r"\W*\d{1,2}(?:\.\d{1,2}){1,4}\W*")
LONGEST_SCRAP = 14  # characters; a longer head was read and names something else
_TIME = re.compile(
    r"\b(?:thang \d|quy [ivx\d]|nam \d{4}|thuong xuyen|hang (?:thang|quy|nam|tuan))|\d{1,2}/\d{4}|ngay \d"
)
_LABELLED = frozenset({*WORK, "criterion", "target", "product", "place"})


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


@dataclass(slots=True)
class Row:
    """A row of work: its number with that of its group, its content and its labelled cells."""

    label: str
    content: list[Line]
    cells: list[tuple[Label, Cell]] = field(default_factory=list)
    names: list[Cell] = field(default_factory=list)
    is_criterion: bool = False
    stands_alone: bool = False

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


@dataclass(slots=True)
class Table:
    """A table of the paper; `lines` are all its lines in order."""

    number: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    last_row: int = 0
    follows: bool = False
    lists_criteria: bool = False
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
        (own, _), (heads, _) = self._head(), other._head()
        if not heads:
            return other.follows
        first = next(
            (row_label(other.cells[row, 1].joined().text) for row, column in other.cells if column == 1 and row > 1), ""
        )
        return first != "1" and sum(own.get(column) == role for column, role in heads.items()) > len(own) / 2

    def _head(self) -> tuple[dict[int, Role], int]:
        """Return the roles of the first row that announces columns, and its number."""
        for row in range(1, _MAX_HEAD_ROWS + 1):
            cells = [cell for cell in self.cells.values() if cell.row == row]
            roles = {cell.column: role for cell in cells if (role := head_role(cell.head()))}
            if len(roles) > 1:
                return roles, row
        return {}, 0

    def append(self, other: "Table") -> None:
        """Take the rows of the table's next page, its repeated head left out."""
        _, skip = other._head()
        below = max(cell.row for cell in self.cells.values()) - skip
        for cell in other.cells.values():
            if cell.row > skip:
                cell.row += below
                self.cells[cell.row, cell.column] = cell

    def rows(self) -> list[Row]:
        """Return the rows of work in order; an empty list when the head names no work."""
        roles, first = self._roles()
        if self._is_of_figures():
            return []
        if "content" not in roles.values() or (not WORK & set(roles.values()) and "criterion" not in roles.values()):
            return []
        found = list(self._plain_rows(roles, first))
        relabel([row for row in found if isinstance(row, GroupRow)])
        groups: list[str] = []
        rows: list[Row] = []
        for row in found:
            if isinstance(row, GroupRow):
                groups = nested(row.label, groups)
            else:
                row.label = in_group(row.label, groups)
                rows.append(row)
        return _merged(rows)

    def _is_of_figures(self) -> bool:
        """Whether heads announce groups and how many of each, and neither work nor times nor units."""
        heads = [cell.head() for cell in self.cells.values() if cell.row == 1 and not cell.is_empty]
        if any(head_role(head) in WORK | {"content", "criterion", "name", "target"} for head in heads):
            return False
        return any(COUNT_HEAD.match(fold(head)) for head in heads) and any(GROUP_HEAD.match(fold(h)) for h in heads)

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
        for row in range(1, _MAX_HEAD_ROWS + 1):
            heads = {cell.column: cell for cell in self.cells.values() if cell.row == row and not cell.is_empty}
            count = next((column for column, cell in heads.items() if COUNT_HEAD.match(fold(cell.head()))), None)
            name = next((column for column, cell in heads.items() if GROUP_HEAD.match(fold(cell.head()))), None)
            if count is None or name is None:
                continue
            head = heads[count].joined()
            counted_in = _COUNTED_IN.search(fold(head.text))
            counted = counted_in or _COUNTED.search(fold(head.text))
            unit = head.cut(counted.start(), counted_in.end() if counted_in else None) if counted else head.cut(0, 0)
            several = sum(COUNT_HEAD.match(fold(cell.head())) is not None for cell in heads.values()) > 1
            sums = [column for column, cell in heads.items() if TOTAL.match(fold(cell.head()))]
            count = sums[-1] if several and sums else count
            lines: list[Joined] = []
            for below in sorted({cell.row for cell in self.cells.values() if cell.row > row}):
                group, figure = self.cells.get((below, name)), self.cells.get((below, count))
                if group is None or group.is_empty:
                    first = self.cells.get((below, 1))
                    group = first if first and not first.is_empty and TOTAL.match(fold(first.head())) else None
                if not group or not figure or group.is_empty or figure.is_empty:
                    continue
                if FIGURE.fullmatch(figure.joined().text):
                    whole = stacked([group.joined(), figure.joined()], ": ")
                    # The unit stands in the head; its place in the line is that of the figure it is read with.
                    told = Joined(unit.text, [whole.offsets[-1]] * len(unit.text), ())
                    lines.append(stacked([whole, told], " ") if counted else whole)
            return lines
        return []

    def _roles(self) -> tuple[dict[int, Role], int]:
        """Return what each column says and the first row behind the head."""
        heads: dict[int, Role] = {}
        first = 1
        self.lists_criteria = False
        for row in range(1, _MAX_HEAD_ROWS + 1):
            cells = [cell for cell in self.cells.values() if cell.row == row and not cell.is_empty]
            found = [(cell, role) for cell in cells if (role := head_role(cell.head()))]
            # A second head row only divides a column of the first: "Đơn vị thực hiện" into "Chủ trì", "Phối hợp".
            if heads and (not found or any(role not in WORK for _, role in found)):
                break
            for cell, role in found:
                heads.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), role))
            if heads:
                first = row + 1
        heads = self._guessed(heads, first)
        if "content" not in heads.values():
            # Without a column of work the criteria are the rows' content, by their names or by codes and names in one.
            stand_in = next((r for r in ("name", "criterion", "target", "product") if r in heads.values()), None)
            heads = {column: "content" if role == stand_in else role for column, role in heads.items()}
            self.lists_criteria = stand_in in ("name", "criterion")
        return heads, first

    def _guessed(self, heads: dict[int, Role], first: int) -> dict[int, Role]:
        """Return the roles with those of unread heads told by what stands under them: times, units, long texts."""
        if not heads:
            return heads
        texts: dict[int, list[str]] = defaultdict(list)
        for cell in self.cells.values():
            if cell.row >= first and not cell.is_empty and cell.column_span == 1:
                texts[cell.column].append(cell.joined().text)
        heads_read = {c.column: c.head() for c in self.cells.values() if c.row < first}
        codes = [
            column
            for column, printed in texts.items()
            if all(_CODE.fullmatch(text) for text in printed) and len(printed) > 1
        ]
        for column in codes:
            if heads.get(column) in (None, "criterion", "content", "name"):
                # Beside a column of codes the criteria stand by their names.
                heads = {at: "name" if role == "criterion" else role for at, role in heads.items()}
                heads[column] = "criterion"
        for column in sorted(texts):
            printed = texts[column]
            if column in heads or len(printed) < FEWEST_GUESSED or len(heads_read.get(column, "")) > LONGEST_SCRAP:
                continue
            if sum(_TIME.search(fold(text)) is not None for text in printed) > len(printed) / 2:
                heads[column] = "time"
            elif sum(begins_with_unit(text) for text in printed) > len(printed) / 2:
                heads[column] = "coordinate" if "lead" in heads.values() else "lead"
        if "content" not in heads.values() and "name" not in heads.values():
            unknown = [column for column in texts if column not in heads]
            if unknown:
                heads[max(unknown, key=lambda column: sum(map(len, texts[column])))] = "content"
        return heads

    def _plain_rows(self, roles: dict[int, Role], first: int) -> Iterator[Row | GroupRow]:
        last_row = max(cell.row for cell in self.cells.values())
        for number in range(first, last_row + 1):
            cells = self._row(number)
            if _is_column_numbers(cells):
                continue
            own = {column: cell for column, cell in cells.items() if cell.row == number and not cell.is_empty}
            printed = "".join(cell.joined().text for column, cell in own.items() if roles.get(column) == "number")
            label = row_label(printed)
            content = [line for column, cell in own.items() if roles.get(column) == "content" for line in cell.lines]
            labelled = [(role, cell) for column, cell in cells.items() if (role := roles.get(column)) in _LABELLED]
            names = [cell for column, cell in cells.items() if roles.get(column) == "name"]
            row = Row(label, [line for line in content if line.text], labelled, names, self.lists_criteria)
            row.stands_alone = any(role in WORK and cell.row == number and not cell.is_empty for role, cell in labelled)
            wide = next((cell for cell in own.values() if cell.column_span > 2), None)
            if wide and len(own) <= 2:
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

    def _row(self, number: int) -> dict[int, Cell]:
        """Return the cells of a row by column, merged cells from above among them."""
        return {
            cell.column: cell
            for cell in sorted(self.cells.values(), key=lambda cell: cell.column)
            if cell.row <= number < cell.row + cell.row_span
        }


def _leading_label(text: str) -> str:
    match = re.match(r"\W*([IVX]{1,5}|[A-H]|\d{1,2})\s*[.):-]\s", text)
    return match.group(1) if match else ""


def _is_column_numbers(cells: dict[int, Cell]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)"."""
    texts = [cell.joined().text.strip("() ") for cell in cells.values() if not cell.is_empty]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _opens_group(label: str, content: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in content)
    if re.fullmatch(r"[IVX]+|[A-H]", label) or text.isupper():
        return True
    return re.fullmatch(r"\d{1,2}|[IVXHTJLil1|!+.-]{1,4}", label) is not None and len(text) <= LONGEST_GROUP_NAME


def _merged(rows: list[Row]) -> list[Row]:
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
                row.label = numbers.pop(0)
                out.append(row)
            elif out:
                _continue(out[-1], row)
            else:
                out.append(row)
        at = end
    for number, row in enumerate(out, start=1):
        row.label = row.label or str(number)
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
