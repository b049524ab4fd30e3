"""Tables of a plain text that an engine read straight across the page: one printed line holds pieces of many cells.

"S) 3.1.4 còn hiệu lực | pháp Quý II/2025" is the number 5, a code, a piece of the content, of a unit and of the time.
The head tells the columns, as far as it was read; numbers, damaged or not, tell the rows; bars, and what words may be,
tell the cells. Only tables with bars are read so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.across_cells import Reader, Way
from extractors.across_costs import Cell as PrintedCell
from extractors.across_costs import Costs, Pairs, pairs_in, widths_of
from extractors.across_heads import Head, head_at, without_heads
from extractors.across_rows import CutRow, Strip, Token, cut_rows, strips_of
from extractors.across_trust import Habits, trusted
from extractors.across_words import TEXTS, UNITS, UNSURE, is_code
from extractors.capitals import is_capital
from extractors.columns import Role
from extractors.folding import fold
from extractors.interleaved import head_roles
from extractors.passage import Cell, Span
from extractors.passages import Line

FEWEST_ROWS = 3
_FEWEST_BARRED = 0.2  # of a table's lines
_FEWEST_BARRED_UNDER_SURE_HEAD = 0.08  # pale rulings: 9 of 55 lines of a table with five columns
_FEW_COLUMNS = 4  # a head of more is sure
_MOST_STRIPS = 300  # lines of a table; more are no table of a plan
_MOST_LINES_READ = 2500  # below all heads of a paper: what heads without end may cost
_FARTHEST_BAR_LINES = 12  # from a head to the first bar below it
_FEWEST_CODES = 2  # behind the numbers of rows: a column of codes
_FEWEST_PROSE_WORDS = 9
_COLUMN_COST = 0.3  # a row, for a column that its head did not name
_AFTER = re.compile(r"\W*(?:noi nhan|phu luc|ghi chu:|tren day la)\b")
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2})\s?[.,]\s*(?=[A-ZĐÀ-Ỹ])")
_NAMES: dict[Role, str] = {
    "number": "TT", "content": "Nội dung", "criterion": "Tiêu chí", "name": "Tên tiêu chí", "target": "Yêu cầu",
    "product": "Kết quả", "lead": "Chủ trì", "coordinate": "Phối hợp", "perform": "Đơn vị thực hiện",
    "time": "Thời gian", "note": "Ghi chú",
}  # fmt: skip


def with_cells(lines: Sequence[Line], first_table: int) -> list[Line]:
    """Return the lines with the cells of tables read across in place; `first_table` numbers the first of them."""
    barred = [at for at, line in enumerate(lines) if "|" in line.text]
    if len(barred) < FEWEST_ROWS:
        return list(lines)
    out: list[Line] = []
    at, table = 0, first_table
    budget = _MOST_LINES_READ
    while at < len(lines):
        near = bisect_left(barred, at)
        is_near = near < len(barred) and barred[near] <= at + _FARTHEST_BAR_LINES
        head = head_at(lines, at) if budget > 0 and is_near and lines[at].text else None
        end = _end(lines, head.end) if head else at
        budget -= end - at
        attempt = _attempt(lines, head, end) if head else None
        found = attempt.table() if attempt else None
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        out += found.placed(table)
        at, table = found.end, table + 1
    return out


@dataclass(frozen=True, slots=True)
class _Table:
    """A table found: its columns, its rows with their cells, the line behind it."""

    head: Line
    roles: tuple[Role, ...]
    strips: Sequence[Strip]
    rows: Sequence[tuple[CutRow, Way | None]]
    pairs: Pairs
    end: int

    @property
    def cost(self) -> float:
        """How badly the words of the rows fit the columns; a further column has to pay."""
        ways = [way for _, way in self.rows if way]
        return sum(way.cost for way in ways) + _COLUMN_COST * len(self.roles) * len(ways)

    def placed(self, table: int) -> Iterator[Line]:
        """Yield the pieces as lines of cells, below a head of our own words."""
        habits = Habits.of(self._cells("time"), self._cells("criterion"))
        for column, role in enumerate(self.roles, start=1):
            if role == UNSURE:
                continue
            yield _celled(self.head, _NAMES[role], Cell(table, 1, column), table)
        for number, (row, way) in enumerate(self.rows, start=2):
            if way is None:
                yield from self._group(row, table, number)
                continue
            if row.at is not None:
                mark = next(token for token in self.strips[row.at].tokens if not token.is_bar)
                line = _cut(self.strips[row.at].line, (mark,))
                yield _celled(line, row.number, Cell(table, number, 1), table)
            for column, cell in enumerate(way.cells, start=2):
                role = self.roles[column - 1]
                if role == UNSURE:
                    continue
                for at, piece in trusted(cell, role, self.pairs, habits):
                    line = _cut(self.strips[at].line, piece)
                    yield _celled(line, line.text, Cell(table, number, column), table)

    def _cells(self, role: Role) -> list[PrintedCell]:
        """Return the cells of one column, none when the table has no such column."""
        if role not in self.roles:
            return []
        return [way.cells[self.roles.index(role) - 1] for _, way in self.rows if way]

    def _group(self, row: CutRow, table: int, number: int) -> Iterator[Line]:
        strip = self.strips[row.start]
        words = [token for token in strip.tokens if not token.is_bar]
        label, rest = _cut(strip.line, words[:1]), _cut(strip.line, words[1:])
        yield _celled(label, row.group, Cell(table, number, 1), table)
        yield _celled(rest, rest.text, Cell(table, number, 2, 1, len(self.roles) - 1), table)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A head with the strips below it, which may be a table's."""

    lines: Sequence[Line]
    head: Head
    strips: Sequence[Strip]
    end: int

    def table(self) -> _Table | None:
        """Return the table, None where too few rows are numbered to believe in it."""
        rows = cut_rows(self.strips)
        if sum(row.at is not None and not row.group for row in rows) < FEWEST_ROWS:
            return None
        prose = (line.text for line in [*self.lines[: self.head.start], *self.lines[self.end :]])
        pairs = pairs_in(prose, (strip.line.text for strip in self.strips))
        line = self.lines[self.head.start]
        tables = [
            _Table(line, ("number", *roles), self.strips, _read(self.strips, rows, roles, pairs), pairs, self.end)
            for roles in _columns(self.head, self.strips, rows)
        ]
        return min(tables, key=lambda table: table.cost)


def _attempt(lines: Sequence[Line], head: Head, end: int) -> _Attempt | None:
    """Return a head with the strips below it up to a line, where enough of them have bars."""
    strips = strips_of(without_heads(lines[head.end : end], lines[head.start : head.end]))
    barred = sum(any(token.is_bar for token in strip.tokens) for strip in strips)
    # Under a head of one line the width of the content tells more than a few bars do.
    is_interleaved = any(head_roles(line) for line in lines[head.start : head.end])
    is_sure = len(head.roles) > _FEW_COLUMNS and not is_interleaved
    share = _FEWEST_BARRED_UNDER_SURE_HEAD if is_sure else _FEWEST_BARRED
    if not FEWEST_ROWS <= len(strips) <= _MOST_STRIPS or barred < max(FEWEST_ROWS, share * len(strips)):
        return None
    return _Attempt(lines, head, strips, end)


def _end(lines: Sequence[Line], at: int) -> int:
    """Return the line behind a table that begins at a line: a section's heading, or what closes a paper."""
    for n in range(at, len(lines)):
        text = lines[n].text
        if lines[n].cell is not None or (text and (_AFTER.match(fold(text)) or _is_prose(lines, n))):
            return n
        section = _SECTION.match(text)
        if section and "|" not in text and (is_capital(text) or (n and lines[n - 1].is_blank and len(text) > 12)):
            return n
    return len(lines)


def _is_prose(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a whole sentence between a blank line and another or a section, as what follows a table is."""
    text = lines[at].text
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    stands_alone = at > 0 and lines[at - 1].is_blank and (not below or _SECTION.match(below) is not None)
    is_whole = text[:1].isupper() and text.endswith((".", "./.")) and len(text.split()) >= _FEWEST_PROSE_WORDS
    return stands_alone and is_whole and "|" not in text


def _columns(head: Head, strips: Sequence[Strip], rows: Sequence[CutRow]) -> list[tuple[Role, ...]]:
    """Return what columns may stand right of the numbers: those of the head, and those it may have lost."""
    roles = list(head.roles[1:])
    codes = sum(
        len(words) > 1 and is_code(words[1].text) and "." in words[1].text
        for row in rows
        if row.at is not None and not row.group
        for words in [[token for token in strips[row.at].tokens if not token.is_bar]]
    )
    if codes >= _FEWEST_CODES:
        if "criterion" not in roles:
            roles.insert(0, "criterion")
    elif "criterion" in roles and "name" not in roles:
        roles[roles.index("criterion")] = "name"
    if not TEXTS & set(roles):
        roles.insert(1 if roles[:1] == ["criterion"] else 0, "content")
    ways = [tuple(roles)]
    if not head.is_in_order and "time" in roles and UNITS & set(roles):
        rest = [role for role in roles if role != "time"]
        place = next(n for n, role in enumerate(rest) if role in UNITS)
        ways.append((*rest[:place], "time", *rest[place:]))
    if "lead" in roles and "coordinate" not in roles:
        behind = roles.index("lead") + 1
        ways.append((*roles[:behind], "coordinate", *roles[behind:]))
    if "time" not in roles:
        ways.append((*roles, "time"))
    elif not UNITS & set(roles):
        ways.append((*roles[: roles.index("time")], UNSURE, *roles[roles.index("time") :]))
    return ways


def _read(
    strips: Sequence[Strip], rows: Sequence[CutRow], roles: tuple[Role, ...], pairs: Pairs
) -> list[tuple[CutRow, Way | None]]:
    """Return the rows with their cells, read twice: the first reading shows how wide the columns are."""
    widths: list[float | None] = [None] * len(roles)
    ways: list[Way | None] = []
    for _ in range(2):
        reader = Reader(Costs(roles, widths, pairs))
        ways = [None if row.group else reader.read(_lines(strips, row)) for row in rows]
        widths = widths_of((way.cells for way in ways if way), len(roles))
    return list(zip(rows, ways, strict=True))


def _lines(strips: Sequence[Strip], row: CutRow) -> list[tuple[int, Sequence[Token]]]:
    """Return a row's lines without its number and the bars before their first words."""
    out: list[tuple[int, Sequence[Token]]] = []
    for at in range(row.start, row.end):
        tokens = list(strips[at].tokens)
        if at == row.at:
            tokens = tokens[next(n for n, token in enumerate(tokens) if not token.is_bar) + 1 :]
        while tokens and tokens[0].is_bar:
            tokens = tokens[1:]
        out.append((at, tokens))
    return out


def _celled(line: Line, text: str, place: Cell, table: int) -> Line:
    block = -(table * 1_000_000 + place.row * 100 + place.column)
    return replace(line, text=text, kind="cell", block=block, cell=place)


def _cut(line: Line, words: Sequence[Token]) -> Line:
    """Return the part of a line from the first of some words to the last."""
    if not words:
        return replace(line, text="", span=Span(line.span.start, line.span.start))
    start, end = words[0].start, words[-1].end
    return replace(line, text=line.text[start:end], span=Span(line.span.start + start, line.span.start + end))
