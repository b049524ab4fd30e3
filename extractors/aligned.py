"""Tables of a plain text whose columns are held apart by blanks alone, as text tools print the tables of a PDF.

    TT    Nội dung                        Thời gian    Cơ quan chủ trì
          Rà soát văn bản còn              Tháng
     1                                                 Phòng Tư pháp
          hiệu lực                         3/2025

`gutters` tells the columns, `row_starts` the rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from extractors.capitals import is_capital
from extractors.columns import Role, head_role, row_label
from extractors.folding import fold
from extractors.gutters import Cells, Strip, cut, gutters, head_columns, strip_of
from extractors.marks import BULLETS, marks_of
from extractors.passage import Cell
from extractors.passages import Line
from extractors.row_starts import numbers_in, row_starts

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3  # with the head's
_FEWEST_HEADS = 2  # a line with fewer head words is no head of a table
_MOST_HEAD_LINES = 5
_SAMPLE_LINES = 30  # below a head, to see which blanks its rows leave
_LONGEST_LONE_HEAD = 14  # characters of a head's first line that holds the beginning of one head only
_WIDE_BLANK = 3  # characters; justified text is parted by fewer
_MOST_HEADS_ASIDE = 8  # words of a head that only one blank parts
_MOST_LINES_APART = 2  # a line across the table with no row this near behind it stands below the table
_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|odt)$|^[A-Za-z]:\\", re.IGNORECASE)
_AFTER = re.compile(r"\W*(?:noi nhan|phu luc)\b")
_NUMBER_COLUMN = re.compile(r"\b(?:S?TT|Số)\b", re.IGNORECASE)

_Row = list[list[Line]]


def with_cells(lines: Sequence[Line], text: str, first_table: int) -> list[Line]:
    """Return the lines with the cells of aligned tables in place; `first_table` numbers the first of them."""
    out: list[Line] = []
    at, table = 0, first_table
    strips = [strip_of(line, text) for line in lines]
    while at < len(lines):
        head = _head_lines(strips, at)
        rows, end = _rows(strips, at, head) if head else ([], at)
        if len(rows) < _FEWEST_ROWS:
            out.append(lines[at])
            at += 1
            continue
        for number, row in enumerate(rows, start=1):
            out += _placed(row, table, number)
        at, table = end, table + 1
    return out


def _head_lines(strips: Sequence[Strip], at: int) -> int:
    """Return how many lines the head of a table has that begins at a line; 0 where none begins."""
    window = strips[at : at + _MOST_HEAD_LINES]
    if not _may_begin_head(window[0]) or not any(_NUMBER_COLUMN.search(strip.line.text) for strip in window):
        return 0
    best, count = 0, 0
    for number, strip in enumerate(window, start=1):
        if not _may_be_head(strip):
            break
        roles = _roles(window[:number])
        if "number" not in roles or len(roles) < _FEWEST_COLUMNS:
            continue
        told = sum(role not in (None, "number") for role in roles)
        if told > best or (count and told == best and _goes_on(strip)):
            best, count = told, number
    return count if best >= _FEWEST_HEADS else 0


def _may_begin_head(strip: Strip) -> bool:
    lone = len(strip.pieces) == 1 and (len(strip.line.text) > _LONGEST_LONE_HEAD or bool(marks_of(strip.line.text)))
    return bool(strip.pieces) and not lone


def _may_be_head(strip: Strip) -> bool:
    if strip.line.is_blank or strip.line.cell is not None or "\t" in strip.line.text or "|" in strip.line.text:
        return False
    return not strip.label


def _goes_on(strip: Strip) -> bool:
    """Whether all pieces of a line go on with the words above them."""
    return all(strip.line.text[start - strip.left].islower() for start, _ in strip.pieces)


def _roles(head: Sequence[Strip]) -> list[Role | None]:
    return [_role(head, column) for column in head_columns(head)]


def _role(head: Sequence[Strip], column: tuple[int, int]) -> Role | None:
    return head_role(" ".join(part.text for strip in head if (part := strip.part(*column))))


def _rows(strips: Sequence[Strip], at: int, count: int) -> tuple[list[_Row], int]:
    """Return the rows of a table, its head first, and the line behind its last; no rows where none is numbered."""
    columns = _columns(strips, at, count)
    pages, end = _pages(strips, at, count, columns)
    parts = [page.cut(columns) for page in pages]
    if not any(map(numbers_in, parts)):
        return [], at
    head = strips[at : at + count]
    first: _Row = [[piece for strip in head if (piece := strip.part(*column))] for column in columns]
    rows = [first]
    for part, starts in zip(parts, row_starts(parts), strict=True):
        for line, cells in enumerate(part):
            if line in starts:
                rows.append([[] for _ in first])
            if cells is None or len(rows) == 1:
                continue
            for column, piece in enumerate(cells):
                rows[-1][column] += [piece] if piece else []
    return rows, end


@dataclass(slots=True)
class _Page:
    """What a page prints of a table: the lines of its head, none where it is not printed again, and those below."""

    head: list[Strip]
    body: list[Strip | None]

    def cut(self, columns: Sequence[tuple[int, int]]) -> list[Cells | None]:
        """Return the lines below the head cut into the table's columns, None for a blank line."""
        rows = [strip for strip in self.body if strip]
        own = head_columns(self.head, rows)
        borders = gutters(own if len(own) == len(columns) else columns, rows)
        return [cut(strip, borders) if strip else None for strip in self.body]


def _columns(strips: Sequence[Strip], at: int, count: int) -> list[tuple[int, int]]:
    """Return from where to where the heads of a table's columns reach."""
    head = strips[at : at + count]
    below = [strip for strip in strips[at + count : at + count + _SAMPLE_LINES] if len(strip.pieces) > 1]
    columns: list[tuple[int, int]] = []
    near: list[tuple[int, int]] = []  # words that one blank parts: "Thời gian", "Cơ", "quan chủ trì"
    for column in head_columns(head, below):
        if near and column[0] - near[-1][1] > 1:
            columns += _heads(head, near)
            near = []
        near.append(column)
    return columns + _heads(head, near)


def _heads(head: Sequence[Strip], words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return words side by side as heads of columns: as few without a meaning as can be, as many with one."""
    ways: list[list[tuple[int, int]]] = []
    for borders in product((True, False), repeat=min(len(words), _MOST_HEADS_ASIDE) - 1):
        way = [words[0]]
        for word, parts in zip(words[1:_MOST_HEADS_ASIDE], borders, strict=True):
            if parts:
                way.append(word)
            else:
                way[-1] = (way[-1][0], word[1])
        ways.append(way)
    return min(ways, key=lambda way: (sum(_role(head, column) is None for column in way), -len(way)))


def _pages(strips: Sequence[Strip], at: int, count: int, columns: Sequence[tuple[int, int]]) -> tuple[list[_Page], int]:
    """Return the pages of the table whose head stands at a line, and the line behind the table."""
    head = strips[at : at + count]
    heads = {_plain(strip) for strip in head}
    pages = [_Page(list(head), [])]
    at = end = at + count
    while at < len(strips) and strips[at].line.cell is None:
        strip = strips[at]
        if _plain(strip) in heads:
            if pages[-1].body:
                pages.append(_Page([], []))
            pages[-1].head.append(strip)
            end = at + 1
        elif strip.line.is_blank or _is_furniture(strip, columns):
            pages[-1].body.append(None)
        elif _is_foreign(strip, columns) and not _rows_follow(strips, at + 1, columns):
            break
        else:
            pages[-1].body.append(strip)
            end = at + 1
        at += 1
    return pages, end


def _plain(strip: Strip) -> str:
    return " ".join(fold(strip.line.text).split())


def _is_furniture(strip: Strip, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line is a page's number or a file's name, printed between two parts of a table."""
    if len(strip.pieces) > 1:
        return False
    is_number = _PAGE_NUMBER.fullmatch(strip.line.text) is not None and strip.left >= columns[1][0]
    return is_number or _FILE_NAME.search(strip.line.text) is not None


def _is_foreign(strip: Strip, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line runs across the columns, as what stands below a table does."""
    text = strip.line.text
    if _AFTER.match(fold(text)):
        return True
    if len(strip.pieces) > 1:
        return False
    if strip.left < columns[0][1] and not row_label(text):
        return True
    marks = marks_of(text)
    if marks and marks[0].style not in BULLETS and is_capital(text):
        return True
    centres = [(start + end) / 2 for start, end in columns[1:]]
    return sum(strip.left <= centre < strip.right for centre in centres) > 1


def _rows_follow(strips: Sequence[Strip], at: int, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether rows go on right behind a line: one begins with its number, or has pieces in two columns."""
    near = [strip for strip in strips[at : at + 2 * _MOST_LINES_APART] if not strip.line.is_blank][:_MOST_LINES_APART]
    return any((len(strip.pieces) > 1 and strip.label) or _is_in_columns(strip, columns) for strip in near)


def _is_in_columns(strip: Strip, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether two pieces of a line stand widely apart under two heads."""

    def nearest(piece: tuple[int, int]) -> int:
        return min(range(len(columns)), key=lambda number: abs(sum(columns[number]) - sum(piece)))

    return any(
        right[0] - left[1] >= _WIDE_BLANK and nearest(left) != nearest(right) for left, right in pairwise(strip.pieces)
    )


def _placed(row: _Row, table: int, number: int) -> Iterator[Line]:
    """Yield the pieces of a row as lines of cells; a number with one cell beside it heads the rows below."""
    printed = [column for column, pieces in enumerate(row) if pieces]
    spans = printed == [0, 1] and number > 1
    for column in printed:
        place = Cell(table, number, column + 1, 1, len(row) - 1 if spans and column else 1)
        block = -(table * 1_000_000 + number * 100 + column + 1)
        for line in row[column]:
            yield Line(line.span, line.text, "cell", block, line.page, place)
