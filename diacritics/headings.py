"""Roman numerals of headings, decided together: headings count up, so one lost or added stroke is seen from the others.

"I1." before "II." is I with dirt beside it, "II." between "II." and "IV." is III with a stroke lost. The cheapest way
through all headings of a paper is taken (Viterbi); the costs are set so that two clean neighbours outweigh one stroke.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diacritics.tokens import is_capital_line

# "I1. NHIEM VU": a heading's Roman numeral, at the beginning of a line, with at least one letter of it right; one whose
# stop was lost, before words in capitals; or the label of a group of rows, alone in its cell. Dirt may stand before it.
HEADING = re.compile(
    r"\s*(?:[^\w\s(\[]{1,2}\s{1,2})?(?P<roman>(?=[^.\s]*[IVXHl])[IVXHl1|!Li]{1,5}(?=\.\s*[^\W\d_]|\s*\.\s*\Z)"
    r"|(?:I{1,3}|IV|I?H|HI)(?=\s[A-ZÀ-ỸĐ]{2,}\s+[A-ZÀ-ỸĐ]{2})(?!\sN[AĂÀ]M\b)|[IVXH]{1,4}(?=\s*\Z))"
)
ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})\Z")

_LOST_STROKE = 3.0
_ADDED_STROKE = 3.0
_DIRT = 1.0  # a stroke that was not read as "I" may be no stroke at all
_LATE_START = 0.3
_GAP = 2.0  # a heading in between was not found
_RESTART = 1.0  # a paper attached to this one counts anew
_STEP_BACK = 6.0


@dataclass(frozen=True, slots=True)
class Numeral:
    """The numeral that stands at `start`:`end` of a line, and what it must be among the other headings."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Reading:
    line: int
    start: int
    end: int
    costs: dict[str, float]


def as_roman(letters: str) -> str:
    """Return what was printed: "H" is two strokes, "l", "1", "|" and "L" are one."""
    return re.sub(r"[1l|!Li]", "I", letters.replace("H", "II"))


def heading_numeral(letters: str, line: str) -> str:
    """Return the numeral that the letters before a heading's stop are: "lII" is III, "l" may as well be a 1: none."""
    roman = as_roman(letters)
    if not ROMAN.match(roman):
        return ""
    if letters == roman:
        return roman
    is_plain = len(letters) > 1 and "I" in letters
    is_alone = letters == line.strip()
    return roman if is_plain or (letters != "l" and (is_alone or is_capital_line(line))) else ""


def numerals(lines: Sequence[str], *, is_damaged: Sequence[bool]) -> dict[int, Numeral]:
    """Return the numeral of every heading by line index; those of lines that are not damaged stay as they are."""
    readings = [
        reading
        for number, line in enumerate(lines)
        if (reading := _reading(number, line, is_damaged=is_damaged[number])) is not None
    ]
    chosen = _cheapest([reading.costs for reading in readings])
    return {
        reading.line: Numeral(reading.start, reading.end, text) for reading, text in zip(readings, chosen, strict=True)
    }


def _reading(number: int, line: str, *, is_damaged: bool) -> _Reading | None:
    match = HEADING.match(line)
    roman = heading_numeral(match["roman"], line) if match else ""
    if not match or not roman:
        return None
    costs = {roman: 0.0}
    if is_damaged:
        has_dirt = bool(re.search(r"[1l|!Li]", match["roman"]))
        for place in range(len(roman) + 1):
            costs.setdefault(f"{roman[:place]}I{roman[place:]}", _LOST_STROKE)
            if roman[place : place + 1] == "I":
                costs.setdefault(roman[:place] + roman[place + 1 :], _DIRT if has_dirt else _ADDED_STROKE)
    return _Reading(number, *match.span("roman"), {text: cost for text, cost in costs.items() if text in _VALUES})


def _cheapest(readings: Sequence[dict[str, float]]) -> list[str]:
    """Return for each heading the numeral on the cheapest way through all of them."""
    ways: dict[str, tuple[float, list[str]]] = {}
    for costs in readings:
        ways = {
            text: min(
                ((so_far + _step(path[-1], text) + cost, [*path, text]) for so_far, path in ways.values()),
                key=lambda way: way[0],
                default=(cost + _step("", text), [text]),
            )
            for text, cost in costs.items()
        }
    return min(ways.values(), key=lambda way: way[0])[1] if ways else []


def _step(before: str, text: str) -> float:
    value = _VALUES[text]
    if not before:
        return 0.0 if value == 1 else _LATE_START
    gap = value - _VALUES[before] - 1
    if gap >= 0:
        return gap * _GAP
    return _RESTART if value == 1 else _STEP_BACK


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


_VALUES = {_roman(value): value for value in range(1, 30)}
