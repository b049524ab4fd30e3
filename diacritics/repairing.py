"""The rules put to the lines of a text: which speak depends on a line's damage, and some on the lines around it."""

from collections.abc import Sequence

from diacritics.headings import Numeral, numerals
from diacritics.lines import WorkingLine
from diacritics.restoration import Damage
from diacritics.rules import ListLetters, Repair, months, repairs, strokes, writes_months

# Clean and transcoded lines are left as they are.
_MENDED: frozenset[Damage] = frozenset({"wrong_language", "markless", "ocr"})


def line_repairs(working: Sequence[WorkingLine], kinds: Sequence[Damage]) -> list[list[Repair]]:
    """Return the repairs of each line from left to right, none over another; `kinds` holds each line's damage."""
    letters = ListLetters()
    # A scanner loses strokes, a typist does not.
    has_strokes_lost = [kind in _MENDED and kind != "markless" for kind in kinds]
    headings = numerals([line.text for line in working], is_damaged=has_strokes_lost)
    has_months = writes_months("\n".join(line.text for line in working))
    found: list[list[Repair]] = []
    for number, (line, kind) in enumerate(zip(working, kinds, strict=True)):
        if kind not in _MENDED:
            found.append([])
            continue
        own = repairs(line.text) if kind != "markless" else []
        if kind == "wrong_language":
            own = _beside(own, [*(months(line.text) if has_months else ()), *strokes(line.text)])
        if number in headings and kind != "markless":
            own = _with_numeral(own, headings[number], line.text)
        letter = letters.repair(line.text) if kind != "ocr" else None
        found.append(_beside(own, [letter] if letter else []))
    return found


def _beside(found: Sequence[Repair], more: Sequence[Repair]) -> list[Repair]:
    """Return the repairs with those of `more` that lie over none of them."""
    kept = list(found)
    for repair in more:
        if not any(repair.start < other.end and other.start < repair.end for other in kept):
            kept.append(repair)
    return sorted(kept, key=lambda repair: repair.start)


def _with_numeral(found: Sequence[Repair], numeral: Numeral, line: str) -> list[Repair]:
    """Return the repairs of a heading's line, its numeral as it must be among the other headings."""
    others = [repair for repair in found if repair.rule != "roman_heading"]
    if line[numeral.start : numeral.end] == numeral.text:
        return others
    return _beside(others, [Repair(numeral.start, numeral.end, numeral.text, "roman_heading")])
