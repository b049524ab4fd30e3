"""Cells of a row read straight across: which words of its printed lines stood in which column.

    thành kế hoạch | vụ còn dở dang, lập HĐND và Các phòng Trước
    cải cách hành  | bảng theo dõi tiến độ | chuyên môn | 25/10/2025

Bars are borders, mostly; where they are lost, what words may be (a unit, a time, a code), what goes on with the line
above, and how wide a column is decide. A beam search over the lines of a row keeps the cheapest ways to share its words
out, each line's words left to right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.across_costs import BAR_INSIDE, FULL_SHARE, Cell, Costs, Piece
from extractors.across_rows import Token
from extractors.across_words import TEXTS, bare, is_code, is_date, is_time_word, is_unit_word, starts_time

BEAM = 10  # ways kept from line to line; more change nothing
_LINE_WAYS = 6
_MOST_ATOMS = 14
_MOST_BARS_INSIDE = 2
_LONG_RUN = 24  # characters without a bar: two cells' lines perhaps
_EARLY = 3  # of a line's pieces: behind numbers, codes and points


@dataclass(frozen=True, slots=True)
class _Atom:
    """Words that no border parts; `bars` are the bars before them on the line."""

    words: Piece
    bars: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to share out the lines of a row, with its cost: the cells of its columns."""

    cost: float
    cells: tuple[Cell, ...]


_Part = tuple[int, int, int]  # a column, and the atoms of a line that stand in it
_Shares = dict[int, list[tuple[float, tuple[_Part, ...]]]]


class Reader:
    """Reads rows of one table."""

    def __init__(self, costs: Costs) -> None:
        self.costs = costs
        texts = [width for role, width in zip(costs.roles, costs.widths, strict=True) if width and role in TEXTS]
        self.narrowest = min(texts, default=0.0)

    def read(self, lines: Sequence[tuple[int, Sequence[Token]]]) -> Way:
        """Return the cheapest way to share the words of a row's lines out among the columns."""
        ways = [Way(0.0, tuple(() for _ in self.costs.roles))]
        for at, tokens in lines:
            atoms = self._atoms(tokens)
            if not atoms:
                continue
            reading = _LineReading(self.costs, at, atoms)
            found = [Way(way.cost + cost, cells) for way in ways for cost, cells in reading.onto(way.cells)]
            ways = sorted(found, key=lambda way: way.cost)[:BEAM]
        centre = (lines[0][0] + lines[-1][0]) / 2
        ended = [Way(way.cost + self.costs.of_cells(way.cells, centre), way.cells) for way in ways]
        return min(ended, key=lambda way: way.cost)

    def _atoms(self, tokens: Sequence[Token]) -> list[_Atom]:
        """Return a line's words cut wherever a border may have been."""
        atoms: list[_Atom] = []
        words: list[Token] = []
        bars = before = 0
        runs = _run_lengths(tokens)
        for at, token in enumerate(tokens):
            if token.is_bar:
                bars += 1
                continue
            if words and (bars or self._may_part(words, token, runs[at], len(atoms))):
                atoms.append(_Atom(tuple(words), before))
                words, before = [], bars
            elif bars:
                before = bars
            bars = 0
            words.append(token)
        return [*atoms, _Atom(tuple(words), before)] if words else atoms

    def _may_part(self, words: Sequence[Token], token: Token, run: int, count: int) -> bool:
        """Whether a border may stand between words and the next one of a line, `count` pieces behind its begin."""
        last, new = words[-1].text, token.text
        if count >= _MOST_ATOMS:
            return False
        if new[:1].isupper() or is_date(new) or starts_time(new) or is_date(last) or is_code(last) != is_code(new):
            return True
        if count < _EARLY and last.replace(",", "").isdigit():
            return True
        if new[:1].isdigit() != last[:1].isdigit():
            return is_time_word(new) != is_time_word(last)
        if is_unit_word(new) != is_unit_word(last) or last.endswith((";", ":", ".")):
            return True
        if run > _LONG_RUN and len(words) > 1 and (bare(last), bare(new)) not in self.costs.pairs:
            return True
        return 0 < self.narrowest < run and token.start - words[0].start >= self.narrowest * FULL_SHARE


class _LineReading:
    """The pieces of one line, and what each costs in each column; shared by all ways that the lines above took."""

    def __init__(self, costs: Costs, at: int, atoms: Sequence[_Atom]) -> None:
        self.costs = costs
        self.at = at
        self.atoms = atoms
        self._known: dict[tuple[int, int, int, tuple[int, int, int] | None], float] = {}
        self.cuts = [0.0]
        for left, right in pairwise(atoms):
            self.cuts.append(0.0 if right.bars else costs.of_cut(left.words[-1], right.words[0]))

    def onto(self, cells: tuple[Cell, ...]) -> Iterator[tuple[float, tuple[Cell, ...]]]:
        """Yield the best ways to share the line out below the cells so far, with their costs."""
        count, columns = len(self.atoms), len(self.costs.roles)
        # shares[n]: the first n atoms shared out, by the number of the last one's column, counted from 1.
        shares: list[_Shares] = [{} for _ in range(count + 1)]
        shares[0][0] = [(0.0, ())]
        for start in range(count):
            for last, ways in shares[start].items():
                best = sorted(ways)[:_LINE_WAYS]
                for end, inside in self._ends(start):
                    for column in range(last, columns):
                        cost = inside + self.cuts[start] + self._cost(cells, column, start, end)
                        cost += self.costs.of_border(self.atoms[start].bars, last, column)
                        part = (column, start, end)
                        shares[end].setdefault(column + 1, []).extend((c + cost, (*parts, part)) for c, parts in best)
        for cost, parts in sorted(way for ways in shares[count].values() for way in ways)[:_LINE_WAYS]:
            new = list(cells)
            for column, start, end in parts:
                new[column] = (*new[column], (self.at, self._words(start, end)))
            yield cost, tuple(new)

    def _ends(self, start: int) -> Iterator[tuple[int, float]]:
        """Yield where a piece that begins with an atom may end, with the cost of the bars inside it."""
        bars = 0
        for end in range(start + 1, len(self.atoms) + 1):
            bars += self.atoms[end - 1].bars if end > start + 1 else 0
            if bars > _MOST_BARS_INSIDE:
                return
            yield end, BAR_INSIDE * bars

    def _cost(self, cells: Sequence[Cell], column: int, start: int, end: int) -> float:
        above = cells[column][-1] if cells[column] else None
        place = (above[0], above[1][0].start, above[1][-1].end) if above else None
        key = (column, start, end, place)
        cost = self._known.get(key)
        if cost is None:
            cost = self._known[key] = self.costs.of_piece(self._words(start, end), column, self.at, above)
        return cost

    def _words(self, start: int, end: int) -> Piece:
        return tuple(word for atom in self.atoms[start:end] for word in atom.words)


def _run_lengths(tokens: Sequence[Token]) -> list[int]:
    """Return for every word how many characters stand between the bars around it."""
    out: list[int] = []
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].is_bar:
            run = tokens[start:at]
            out += [run[-1].end - run[0].start if run else 0] * len(run)
            if at < len(tokens):
                out.append(0)
            start = at + 1
    return out
