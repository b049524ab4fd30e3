"""Tables in a plain text, where each cell stands on lines of its own: head cells one under the other, then row by row.

Text copied out of a table or laid out for reading comes like this. The cells are given their places again, so that they
read as a table with rulings does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.capitals import is_capital
from extractors.columns import WORK, Role, head_role, row_label
from extractors.folding import fold
from extractors.marks import marks_of
from extractors.passage import Cell
from extractors.passages import Line

# A head cell broken over lines has at most this many, and a head at most this many cells.
_HEAD_CELL_LINES = 3
_MOST_COLUMNS = 10
_LONGEST_HEAD_CELL = 45  # characters
_SHORTEST_SECTION = 14  # characters of "3. TỔ CHỨC THỰC HIỆN" and the like; "1. NHÂN SỰ" may be a group's row
# Where more of a table's lines than this are blank, blank lines are spacing and no empty cells.
_SPACING_SHARE = 0.25
# A row's number that follows a cell without a blank line is an exception where blank lines set the cells apart.
_SET_APART_SHARE = 0.8

_TIME = re.compile(
    r"\b(?:thang|quy\s+[ivx\d]|nam \d|ngay|tuan|thuong xuyen|hang|moi|dinh ky|cham nhat|truoc|xong|dau nam|"
    r"cuoi nam|theo)\b|\d{1,2}\s?/\s?\d{4}|\d{1,2}/\d{1,2}"
)
_CODE_HEAD = re.compile(r"ma(?:\s+so)?\b")
_CODE = re.compile(r"\W*\d{1,2}(?:\.\d{1,2})+\W*$")
_UNIT = re.compile(
    r"(?:cac\s+)?(?:so|phong|ban|ubnd|uy ban|hoi dong|van phong|cong an|to|thanh vien|bo phan|cong chuc|trung tam|"
    r"truong|chi cuc|cuc|chu tich|don vi|co quan|"
    r"doan|hoi|buu dien|thon|xa|phuong|dai|bao|thanh tra|vien|kho bac|vnpt|mat tran|cong doan|giam doc|thu truong|"
    r"huyen|lanh dao|tinh|uy)\b"
)
_AFTER = re.compile(r"\W*(?:noi nhan|phu luc|dieu \d+|tren day la|can cu)\b")


@dataclass(frozen=True, slots=True)
class _Head:
    """A head: the roles of its columns, their folded texts, the lines behind it."""

    roles: tuple[Role | None, ...]
    texts: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """What blank lines are: empty cells (`keep_blanks`), borders of cells (`sets_cells_apart`), or mere spacing."""

    keep_blanks: bool
    sets_cells_apart: bool


def with_cells(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a plain text with the cells of its tables in their places; others come back as they are."""
    out: list[Line] = []
    at = tables = 0
    while at < len(lines):
        head = _head_at(lines, at)
        if head is None:
            out.append(lines[at])
            at += 1
            continue
        tables += 1
        end = _table_end(lines, head.end)
        out += _placed(lines, at, end, head, tables)
        at = end
    return out


def _head_at(lines: Sequence[Line], at: int) -> _Head | None:
    """Return the head that begins at a line which is the head of a column of numbers ("TT")."""
    if lines[at].cell is not None or head_role(lines[at].text) != "number":
        return None
    roles: list[Role | None] = []
    texts: list[str] = []
    while at < len(lines) and len(roles) <= _MOST_COLUMNS:
        if lines[at].is_blank:
            at += 1
            continue
        if roles and row_label(lines[at].text):
            break
        taken, role = _head_cell(lines, at)
        if taken == 0:
            return None
        roles.append(role)
        texts.append(fold(" ".join(line.text for line in lines[at : at + taken] if line.text)))
        at += taken
    if len(roles) < 3 or not WORK & {role for role in roles if role}:
        return None
    if any(role is None and _CODE_HEAD.match(text) for role, text in zip(roles, texts, strict=True)):
        # "Mã số" beside "Tiêu chí thành phần": codes in the one column, the criteria's names in the other.
        named: list[Role | None] = ["name" if role == "criterion" else role for role in roles]
        is_code = [role is None and _CODE_HEAD.match(text) is not None for role, text in zip(roles, texts, strict=True)]
        roles = ["criterion" if code else role for code, role in zip(is_code, named, strict=True)]
    return _Head(tuple(roles), tuple(texts), at)


def _head_cell(lines: Sequence[Line], at: int) -> tuple[int, Role | None]:
    """Return how many lines the head cell at `at` has, and its role."""
    taken = 1
    while taken < _HEAD_CELL_LINES and at + taken < len(lines) and lines[at + taken].text[:1].islower():
        taken += 1
    text = " ".join(line.text for line in lines[at : at + taken])
    role = head_role(text)
    return (taken, role) if role or len(text) <= _LONGEST_HEAD_CELL else (0, None)


def _table_end(lines: Sequence[Line], at: int) -> int:
    for n in range(at, len(lines)):
        text = lines[n].text
        marks = marks_of(text) if text else []
        styles = ("roman", "capital", "arabic") if len(text) >= _SHORTEST_SECTION else ("roman", "capital")
        heading = marks and marks[0].style in styles and marks[0].length < len(text) and is_capital(text)
        if heading or (text and _AFTER.match(fold(text)) and not text[0].islower()):
            return n
    return len(lines)


def _placed(lines: Sequence[Line], start: int, end: int, head: _Head, table: int) -> Iterator[Line]:
    """Yield the lines of a table with their places: the head as row 1, then its rows."""
    column = 0
    for line in lines[start : head.end]:
        if line.is_blank:
            continue
        column = min(column + 1, len(head.roles)) if _opens_head_cell(line, head, column) else column
        yield _in_cell(line, table, 1, max(column, 1))
    body = [line for line in lines[head.end : end]]
    keep_blanks = sum(line.is_blank for line in body) <= _SPACING_SHARE * len(body)
    layout = _Layout(keep_blanks=keep_blanks, sets_cells_apart=not keep_blanks and _are_set_apart(body))
    for number, (label, cells) in enumerate(_rows(body, head, layout), start=2):
        yield _in_cell(label, table, number, 1)
        for place, cell in _aligned(cells, head.roles[1:]):
            for line in cell:
                yield _in_cell(line, table, number, place + 2)


def _opens_head_cell(line: Line, head: _Head, column: int) -> bool:
    return (
        column == 0
        or not (0 < column <= len(head.texts) and fold(line.text) in head.texts[column - 1])
        or (column < len(head.texts) and head.texts[column].startswith(fold(line.text)))
    )


def _in_cell(line: Line, table: int, row: int, column: int) -> Line:
    block = -(table * 1_000_000 + row * 100 + column)
    return replace(line, kind="cell", block=block, cell=Cell(table, row, column))


def _are_set_apart(body: Sequence[Line]) -> bool:
    """Whether blank lines stand between the cells: nearly every row's number has one above it."""
    numbers = [at for at, line in enumerate(body) if at and line.text and row_label(line.text)]
    return sum(body[at - 1].is_blank for at in numbers) > _SET_APART_SHARE * len(numbers)


def _rows(body: Sequence[Line], head: _Head, layout: _Layout) -> Iterator[tuple[Line, list[list[Line]]]]:
    """Yield each row's number line and its cells; a head printed again is left out."""
    label: Line | None = None
    cells: list[list[Line]] = []
    repeated = 0
    is_after_blank = True
    for line in body:
        is_wrapped, is_after_blank = layout.sets_cells_apart and not is_after_blank, line.is_blank
        folded = fold(line.text)
        if line.text and (folded == head.texts[0] or (repeated and any(folded in text for text in head.texts))):
            repeated += 1
            continue
        repeated = 0
        is_code = label is not None and not any(cells) and head.roles[1] == "criterion" and _CODE.match(line.text)
        if line.text and row_label(line.text) and not is_code:
            if label is not None:
                yield label, cells
            label, cells = line, []
        elif line.is_blank:
            if layout.keep_blanks and label is not None:
                cells.append([])
        elif cells and cells[-1] and (is_wrapped or _goes_on(line)):
            cells[-1].append(line)
        else:
            cells.append([line])
    if label is not None:
        yield label, cells


def _goes_on(line: Line) -> bool:
    marks = marks_of(line.text)
    return line.text[0].islower() or bool(marks and marks[0].style in ("dash", "plus", "star", "dot"))


def _aligned(cells: list[list[Line]], roles: Sequence[Role | None]) -> Iterator[tuple[int, list[Line]]]:
    """Yield each cell with its column; too many cells are lines of the content, too few leave columns empty."""
    content = _content_column(roles)
    while len(cells) > len(roles) and not cells[-1]:
        cells = cells[:-1]
    surplus = len(cells) - len(roles)
    if len(cells) == 1:
        yield content, cells[0]
        return
    if surplus > 0:
        merged = [line for cell in cells[content : content + surplus + 1] for line in cell]
        cells = [*cells[:content], merged, *cells[content + surplus + 1 :]]
    if len(cells) >= len(roles):
        yield from enumerate(cells[: len(roles)])
        return
    yield from _best(cells, roles)


def _content_column(roles: Sequence[Role | None]) -> int:
    """Return the column of the work: the one that says so, else the first that may be."""
    for role in ("content", "name", None, "criterion", "target"):
        if role in roles:
            return roles.index(role)
    return 0


def _best(cells: list[list[Line]], roles: Sequence[Role | None]) -> list[tuple[int, list[Line]]]:
    """Return the order-keeping choice of columns whose roles suit the cells best."""
    rows, columns = len(cells), len(roles)
    best: list[list[tuple[float, list[int]]]] = [[(0.0, [])] * (columns + 1) for _ in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(columns + 1):
            if column < row:
                best[row][column] = (float("-inf"), [])
                continue
            skip = best[row][column - 1] if column - 1 >= row else (float("-inf"), [])
            score, places = best[row - 1][column - 1]
            take = (score + _suits(cells[row - 1], roles[column - 1]), [*places, column - 1])
            best[row][column] = take if take[0] > skip[0] else skip
    return list(zip(best[rows][columns][1], cells, strict=True))


def _suits(cell: list[Line], role: Role | None) -> float:
    text = fold(" ".join(line.text for line in cell))
    if not text:
        return 0.0
    is_time, is_code, is_unit = _TIME.search(text) is not None and len(text) < 60, _CODE.match(text), _UNIT.match(text)
    if role == "time":
        return 3.0 if is_time and not is_unit else -3.0
    if role == "criterion":
        return 3.0 if is_code else -3.0
    if role in ("lead", "coordinate", "perform", "units"):
        return 1.5 if is_unit else -2.0 if is_time else -1.0
    return 1.0 if role == "content" else 0.0
