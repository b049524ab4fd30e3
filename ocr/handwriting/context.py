"""What a number may be where it stands: "ngày [31] tháng" is a day, "tháng [12] năm" a month.

The only Vietnamese this package knows: three printed words, without their marks and as worn pages have them.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocr.page import Box, Word

_SHORT = 3  # letters from which on one of them may be wrong: "thảng", "nãm"


@dataclass(frozen=True, slots=True)
class Limits:
    """Least and greatest value, and the most figures, of a number."""

    least: int
    greatest: int
    figures: int

    def allow(self, text: str) -> bool:
        """Whether a reading can stand here: "31" as a day, "13" as a month cannot, "0" as neither."""
        return text.isdecimal() and len(text) <= self.figures and self.least <= int(text) <= self.greatest


DAY, MONTH, YEAR, NUMBER = Limits(1, 31, 2), Limits(1, 12, 2), Limits(0, 99, 2), Limits(1, 99_999, 5)


def limits_of(box: Box, line: Sequence[Word]) -> Limits:
    """Return what a number at this place of a line may be, by the printed words beside it."""
    middle = (box.left + box.right) / 2
    words = sorted(line, key=lambda word: word.box.left)
    before = [_bare(word.text) for word in words if (word.box.left + word.box.right) / 2 < middle][-2:]
    after = [_bare(word.text) for word in words if (word.box.left + word.box.right) / 2 >= middle][:2]
    if any(_is(word, "thang") for word in after) or (before and _is(before[-1], "ngay")):
        return DAY
    if any(_is(word, "nam") for word in after) or (before and _is(before[-1], "thang")):
        return MONTH
    if any(_is(word, "nam") for word in before):
        return YEAR
    return NUMBER


def _is(seen: str, meant: str) -> bool:
    return len(seen) >= _SHORT and Levenshtein.distance(seen, meant) <= (1 if len(meant) > _SHORT else 0)


def _bare(text: str) -> str:
    """Return a word's letters without marks, in lower case: "Tháng" is "thang"."""
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in split if letter.isalpha())
