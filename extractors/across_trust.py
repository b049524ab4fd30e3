"""Which cells of a table read across can be handed on: what is torn or has scraps in it says nothing sure.

"Văn phòng HĐND và" waits for its rest, "Phòng Nội vụ cụ" holds a scrap of another column, "10/2026" under times that
all begin with words has lost its own. A missing value is better than a wrong one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.across_costs import Pairs, Piece, inner_words
from extractors.across_rows import Token
from extractors.across_words import UNITS, bare, begins_unit, is_scrap, is_unit_word, names_field, stands_alone, waits
from extractors.columns import Role

_SHORTEST_NAME = 3  # capitals: "SG" is a misread "Sở"
_USUAL_SHARE = 0.6  # of a column's cells
_FIGURES = re.compile(r"\d")
_SINGLE_CODE = re.compile(r"\W*\d(?:\.\d){1,4}\W*$")
_TIME_WAITS = re.compile(r"(?:^|\s)(?:va|cac|den|tu|truoc|ngay|nhat|va cac nam)$")

Cell = Sequence[tuple[int, Piece]]


@dataclass(frozen=True, slots=True)
class Habits:
    """What most cells of a table's columns have in common, so that one without it was misread."""

    times_are_worded: bool
    codes_are_single: bool

    @classmethod
    def of(cls, times: Sequence[Cell], codes: Sequence[Cell]) -> "Habits":
        """Return the habits of a table: "Quý II", "Trước 25/10" are worded, "3.1.4" has but single figures."""
        firsts = [cell[0][1][0].text for cell in times if cell]
        printed = [word.text for cell in codes for _, piece in cell for word in piece if _FIGURES.search(word.text)]
        return cls(
            sum(first[:1].isupper() for first in firsts) >= _USUAL_SHARE * max(1, len(firsts)),
            sum(_SINGLE_CODE.match(word) is not None for word in printed) >= _USUAL_SHARE * max(1, len(printed)),
        )


def trusted(cell: Cell, role: Role, pairs: Pairs, habits: Habits) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces of a cell that can be handed on."""
    if role in UNITS:
        yield from _names(cell, pairs)
        return
    if role == "criterion" and habits.codes_are_single:
        # "1.12" among "1.3.1" and "3.1.4" has lost a stop.
        codes = (word.text for _, piece in cell for word in piece)
        if any(_FIGURES.search(code) and not _SINGLE_CODE.match(code) for code in codes):
            return
    kept = [(at, words) for at, piece in cell if (words := _without_scraps(piece))]
    if role == "time" and kept:
        printed = [word.text for _, piece in kept for word in piece]
        lost_its_word = habits.times_are_worded and not printed[0][:1].isupper() and not _of_half_year(printed)
        if lost_its_word or _TIME_WAITS.search(" ".join(map(bare, printed))):
            return
    yield from kept


def _of_half_year(words: Sequence[str]) -> bool:
    return len(words) > 1 and bare(words[1]) == "thang"


def _names(cell: Cell, pairs: Pairs) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces of a cell of units whose names are whole."""
    words = [
        (at, token)
        for at, piece in cell
        if any(is_unit_word(token.text) for token in piece)
        for token in _without_scraps(piece)
    ]
    texts = [token.text for _, token in words]
    if not words:
        return
    starts = [
        at
        for at in range(len(words))
        if at == 0 or texts[at - 1].endswith(";") or (texts[at - 1].endswith(",") and begins_unit(texts[at:]))
    ]
    by_line: dict[int, list[Token]] = {}
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        if not _is_torn(texts[start:end], pairs):
            for line, token in words[start:end]:
                by_line.setdefault(line, []).append(token)
    yield from ((line, tuple(tokens)) for line, tokens in by_line.items())


def _without_scraps(piece: Piece) -> Piece:
    words = list(piece)
    while words and is_scrap(words[-1].text):
        words.pop()
    while words and is_scrap(words[0].text):
        words.pop(0)
    return tuple(words)


def _is_torn(words: Sequence[str], pairs: Pairs) -> bool:
    """Whether words are no whole name: scraps, two names in one, words that never stand side by side."""
    text = " ".join(words).rstrip(",;")
    if any(map(is_scrap, words)) or not begins_unit(words) or names_field(words):
        return True
    if waits(text) or bare(words[-1]) in inner_words():
        return True
    for last, at in zip(words, range(1, len(words)), strict=False):
        if (bare(last), bare(words[at])) in pairs or not bare(words[at]).isalpha():
            continue
        is_short_name = words[at].isupper() and len(bare(words[at])) <= _SHORTEST_NAME
        if words[at][:1].islower() or is_short_name or (begins_unit(words[at:]) and stands_alone(last)):
            return True
    return False
