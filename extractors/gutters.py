"""Columns of a table that is set with blanks alone: where the blank borders between the columns of characters run.

    TT    Nội dung                        Thời gian    Cơ quan
                                          hoàn thành   chủ trì
     1    Rà soát văn bản còn hiệu lực     Tháng 3/2025 Phòng Tư pháp

The head tells how many columns there are, the rows below tell where each ends: where the fewest of them print.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.columns import row_label
from extractors.passage import Span
from extractors.passages import Line

Cells = list[Line | None]  # what a printed line says in each column

_PIECE = re.compile(r"\S+(?:\s\S+)*")  # what two blanks and more do not part
# A cell that is full touches the next one; its line is cut at the blank nearest to the border, at most this far off.
_REACH_CHARACTERS = 6
_SMALL_LETTER = 3  # characters that a cut before small letters counts as farther off
_DRIFT_CHARACTERS = 1  # letters of other widths shift what stands behind them
_MORE_PRINTED = 1  # rows: a border may be printed over by so many more than the least
_LABEL_AND_TEXT = 2  # pieces
_MOST_PRINTED = 0.1  # share of the rows that may run over the one blank between two heads


@dataclass(frozen=True, slots=True)
class Strip:
    """A printed line as characters in columns: `left` is the column of its first letter, `pieces` what blanks part."""

    line: Line
    left: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def right(self) -> int:
        """The column behind the last letter."""
        return self.left + len(self.line.text)

    @property
    def label(self) -> str:
        """The number that stands alone at the left of the line, an empty text where none does."""
        first, end = self.pieces[0] if self.pieces else (0, 0)
        return row_label(self.line.text[: end - first])

    def is_across(self) -> bool:
        """Whether one text is printed and no more, save a number before it: such a text names the rows below."""
        return len(self.pieces) == 1 or (len(self.pieces) == _LABEL_AND_TEXT and bool(self.label))

    def is_blank_at(self, column: int) -> bool:
        """Whether nothing is printed in a column of characters."""
        at = column - self.left
        return not 0 <= at < len(self.line.text) or self.line.text[at].isspace()

    def is_capital_at(self, column: int) -> bool:
        """Whether a capital stands in a column of characters, as at the beginning of a cell."""
        at = column - self.left
        return 0 <= at < len(self.line.text) and self.line.text[at].isupper()

    def is_inside_piece(self, column: int) -> bool:
        """Whether a column of characters lies within a piece, so that a blank there stands between two words."""
        return any(first <= column < last for first, last in self.pieces)

    def part(self, start: int, end: int) -> Line | None:
        """Return what is printed from one column of characters up to another, None when nothing is."""
        first, last = max(0, start - self.left), min(len(self.line.text), end - self.left)
        text = self.line.text[first:last] if first < last else ""
        bare = text.strip()
        if not bare:
            return None
        begin = self.line.span.start + first + len(text) - len(text.lstrip())
        return Line(Span(begin, begin + len(bare)), bare, self.line.kind, self.line.block, self.line.page)


def strip_of(line: Line, text: str) -> Strip:
    """Return a line of a plain text with the columns its letters stand in; a form feed takes no column."""
    start = max(text.rfind("\n", 0, line.span.start), text.rfind("\f", 0, line.span.start)) + 1
    left = line.span.start - start
    pieces = tuple((left + piece.start(), left + piece.end()) for piece in _PIECE.finditer(line.text))
    return Strip(line, left, pieces)


def head_columns(head: Sequence[Strip], rows: Sequence[Strip] = ()) -> list[tuple[int, int]]:
    """Return from where to where each column's head reaches, the lines of a head taken together.

    Two heads that only one blank parts are told apart where the rows below leave that blank too.
    """
    right = max((strip.right for strip in head), default=0)
    blank = [all(strip.is_blank_at(at) for strip in head) for at in range(right + 1)]
    columns: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(right + 1):
        if start is None and not blank[at]:
            start = at
        elif start is not None and blank[at]:
            is_wide = at == right or blank[at + 1] or blank[at - 1]
            if is_wide or (_is_parted(head, at) and _is_left_blank(rows, at)):
                columns.append((start, at))
                start = None
    return columns


def _is_parted(head: Sequence[Strip], at: int) -> bool:
    """Whether a line of a head has two words that stand widely apart around a column of characters."""
    return any(left[1] <= at < right[0] for strip in head for left, right in pairwise(strip.pieces))


def _is_left_blank(rows: Sequence[Strip], at: int) -> bool:
    printed = sum(not strip.is_blank_at(at) for strip in rows)
    return bool(rows) and printed <= max(_MORE_PRINTED, _MOST_PRINTED * len(rows))


def gutters(columns: Sequence[tuple[int, int]], rows: Sequence[Strip]) -> list[tuple[int, int]]:
    """Return the borders between columns as half-open ranges of blank columns of characters."""
    return [_gutter(left, right, rows) for left, right in pairwise(columns)]


def _gutter(left: tuple[int, int], right: tuple[int, int], rows: Sequence[Strip]) -> tuple[int, int]:
    """Return the border between two heads: of the places between them where the fewest rows print, the widest."""
    first, last = max(0, left[1] - _DRIFT_CHARACTERS), right[0] + _DRIFT_CHARACTERS
    ink = [sum(not strip.is_blank_at(at) for strip in rows) for at in range(first, last)]
    least = min(ink) + _MORE_PRINTED
    runs: list[tuple[int, int]] = []
    for at, count in enumerate(ink, start=first):
        if count > least:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    middle = (left[1] + right[0]) / 2
    return max(runs, key=lambda run: (run[1] - run[0], -abs(sum(run) / 2 - middle)))


def cut(strip: Strip, borders: Sequence[tuple[int, int]]) -> Cells:
    """Return what a printed line says in each column; what runs over a border belongs to the column it begins in."""
    cells: Cells = [None] * (len(borders) + 1)
    start, column = 0, 0
    for number, border in enumerate(borders, start=1):
        stop = _stop(strip, border, start)
        if stop is None:
            continue
        cells[column] = strip.part(start, stop)
        start, column = stop, number
    cells[column] = strip.part(start, max(strip.right, start))
    return cells


def _stop(strip: Strip, border: tuple[int, int], start: int) -> int | None:
    """Return the blank behind `start` at which a line is cut for a border, None where it runs over it."""
    if strip.is_across() and any(first < border[0] and border[1] < last for first, last in strip.pieces):
        return None
    near = range(max(start + 1, border[0] - _REACH_CHARACTERS), border[1] + _REACH_CHARACTERS)
    middle = (border[0] + border[1] - 1) / 2

    def strays(at: int) -> tuple[bool, float, float]:
        off = max(0, border[0] - at, at - border[1] + 1)
        return strip.is_inside_piece(at), off + (0 if strip.is_capital_at(at + 1) else _SMALL_LETTER), abs(at - middle)

    return min((at for at in near if strip.is_blank_at(at)), key=strays, default=None)
