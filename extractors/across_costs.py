"""What speaks against words of a printed line as a piece of a table's cell.

Beside what the words themselves may be, this is the line above in the same cell, the bars around them, the width of the
column, and how the cell stands in its row. Costs are counted in words that stand in a wrong column.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise

from extractors.across_rows import Token
from extractors.across_words import TEXTS, UNITS, bare, begins_unit, is_scrap, misfit, waits
from extractors.columns import Role

Piece = tuple[Token, ...]
Pairs = frozenset[tuple[str, str]]
Cell = tuple[tuple[int, Piece], ...]  # the pieces of a cell, each with its line

BAR_INSIDE = 1.8
BAR_ASIDE = 0.3  # a bar before the first or behind the last words
_NO_BAR = 0.5  # a border without a bar
_SKIPPED = 0.15  # a column left out behind a bar
_TORN_PAIR = 0.4  # a border between two words that the paper has side by side
_KNOWN_PAIR = -0.5  # a cell that goes on with a word that the paper has behind its last
_UNKNOWN_PAIR = 0.15
_NEW_NAME = 0.4  # a name that begins under another one with nothing between
_OFF_CENTRE = 0.2  # a line that a cell's middle stands off its row's
_CAPITAL_INSIDE = 0.35  # a cell that goes on with a capital though nothing ended
_SMALL_BEHIND_END = 0.4
_GAP = 0.35  # a line of the row that a cell leaves out in its middle
_SHORT_LINE = 1.2  # a line of a cell that ends long before the column does, though its next word had room
_WIDE_LINE = 2.5
_WAITING_CELL = 1.0
_EMPTY_CELL: Mapping[str, float] = {"content": 3.0, "time": 0.7, "lead": 0.7, "perform": 0.7, "criterion": 0.6}
_ALSO_LAST = frozenset({"tam", "ly", "vp", "soat", "quy", "nguoi"})  # "Trung tâm", "Phòng Quản lý"
FULL_SHARE = 0.75  # of the column's width
_WIDEST_SHARE = 1.2
_WIDTH_RANK = 0.7  # of the lines of a column sorted by length: the longest hold words of its neighbours
_FEWEST_LINES = 3


@dataclass(slots=True)
class Costs:
    """The costs in one table; `widths` are its columns' widths in characters as far as they are known."""

    roles: Sequence[Role]
    widths: Sequence[float | None]
    pairs: Pairs
    _misfits: dict[tuple[tuple[str, ...], Role, bool], float] = field(default_factory=dict)

    def of_border(self, bars: int, last: int, column: int) -> float:
        """Return the cost of a border before a piece of a column: bars without a column, a column without a bar.

        `last` is the number of the column before, counted from 1; 0 stands for none.
        """
        if last == 0:
            return BAR_ASIDE * max(0, bars - column - 1) + _SKIPPED * column
        if bars == 0:
            return 0.0 if self.roles[last - 1] in ("criterion", "note") else _NO_BAR
        skipped = column - last
        return BAR_ASIDE * max(0, bars - 1 - skipped) + _SKIPPED * max(0, skipped - bars + 1)

    def of_cut(self, last: Token, new: Token) -> float:
        """Return the cost of a border between two words without a bar."""
        return _TORN_PAIR if (bare(last.text), bare(new.text)) in self.pairs else 0.0

    def of_piece(self, words: Piece, column: int, at: int, above: tuple[int, Piece] | None) -> float:
        """Return the cost of words on line `at` as a piece of a column's cell below the piece `above`."""
        role, width = self.roles[column], self.widths[column]
        texts = tuple(word.text for word in words)
        key = (texts, role, above is not None)
        cost = self._misfits.get(key)
        if cost is None:
            cost = self._misfits[key] = misfit(texts, role, goes_on=above is not None)
        length = words[-1].end - words[0].start
        if width and length > width * _WIDEST_SHARE:
            cost += _WIDE_LINE * (length / width - 1)
        if above is None:
            return cost
        line, piece = above
        return cost + _GAP * max(0, at - line - 1) + self._of_join(piece, texts, role, width)

    def _of_join(self, piece: Piece, texts: Sequence[str], role: Role, width: float | None) -> float:
        """Return what speaks against words below a piece as its next line."""
        last, first = piece[-1].text, texts[0]
        cost = 0.0
        if (bare(last), bare(first)) in self.pairs:
            cost += _KNOWN_PAIR
        elif first[:1].islower():
            cost += _UNKNOWN_PAIR
        if first[:1].islower() and last.endswith("."):
            cost += _SMALL_BEHIND_END
        if first[:1].isupper():
            if role in TEXTS and not last.endswith((".", ";", ":", ",")) and not is_scrap(first):
                cost += _CAPITAL_INSIDE
            if role in UNITS and not last.endswith((",", ";", "-")) and begins_unit(texts):
                cost += _NEW_NAME
        if width and not last.endswith((".", ";", ":")):
            room = width * FULL_SHARE - (piece[-1].end - piece[0].start) - 1 - len(first)
            cost += _SHORT_LINE * max(0.0, room) / width
        return cost

    def of_cells(self, cells: Sequence[Cell], centre: float) -> float:
        """Return what speaks against the cells of a whole row: an empty one, one off the middle, a torn name."""
        cost = 0.0
        for role, cell in zip(self.roles, cells, strict=True):
            if not cell:
                cost += _EMPTY_CELL.get(role, 0.0)
                continue
            middle = (cell[0][0] + cell[-1][0]) / 2
            cost += _OFF_CENTRE * max(0.0, abs(middle - centre) - 1)
            text = " ".join(word.text for word in cell[-1][1])
            if role in UNITS and (waits(text) or bare(cell[-1][1][-1].text) in inner_words()):
                cost += _WAITING_CELL
        return cost


def pairs_in(prose: Iterable[str], printed: Iterable[str]) -> Pairs:
    """Return the words that stand side by side in a paper: where a cell goes on, they do so across its lines.

    In the `printed` lines of a table words of two cells may do so by chance, seldom twice.
    """
    found = {pair for line in prose for pair in _pairs(line)}
    counts = Counter(pair for line in printed for pair in _pairs(line))
    return _of_names() | found | {pair for pair, count in counts.items() if count > 1}


@cache
def inner_words() -> frozenset[str]:
    """Return the words that stand inside names of the register and end none of them: "nội" of "Sở Nội vụ"."""
    data = resources.files("extractors.register") / "data"
    names = [
        [bare(word) for word in name.split()]
        for file in ("units.tsv", "sectors.tsv")
        for line in (data / file).read_text(encoding="utf-8").splitlines()[1:]
        for cell in line.split("\t")
        for name in cell.split(";")
        if cell
    ]
    ends = {name[-1] for name in names if name}
    return frozenset(word for name in names for word in name[:-1]) - ends - _ALSO_LAST


@cache
def _of_names() -> Pairs:
    """Return the words that stand side by side in the names of the register."""
    data = resources.files("extractors.register") / "data"
    lines = [
        line
        for name in ("units.tsv", "sectors.tsv", "words.tsv")
        for line in (data / name).read_text(encoding="utf-8").splitlines()
    ]
    return frozenset(pair for line in lines for cell in line.split("\t") for pair in _pairs(cell))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    for run in re.split(r"[|,;.:()\d]", line):
        words = [bare(word) for word in run.split()]
        yield from (pair for pair in pairwise(words) if pair[0].isalpha() and pair[1].isalpha())


def widths_of(rows: Iterable[Sequence[Cell]], columns: int) -> list[float | None]:
    """Return how wide the columns are, told by the longer lines of their cells in a first reading."""
    lengths: list[list[int]] = [[] for _ in range(columns)]
    for cells in rows:
        for column, cell in enumerate(cells):
            lengths[column] += [piece[-1].end - piece[0].start for _, piece in cell]
    return [
        float(sorted(each)[int(len(each) * _WIDTH_RANK)]) if len(each) >= _FEWEST_LINES else None for each in lengths
    ]
