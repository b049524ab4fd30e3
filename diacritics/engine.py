"""What the engine itself says of the words it read, found by their place in the raw text."""

import math
from bisect import bisect_right
from collections.abc import Sequence

from diacritics.alphabet import COLUMN_NUMBERS
from diacritics.kernel import Floats
from diacritics.model import CONFIDENCE_STEPS
from diacritics.restoration import Seen
from diacritics.syllable import classic

# Readings the engine holds for this much less likely than its best are noise.
LEAST_SHARE = 0.005


class Engine:
    """The engine's words in the order of the text."""

    def __init__(self, seen: Sequence[Seen], confidence_odds: Floats) -> None:
        self._seen = sorted(seen, key=lambda one: one.start)
        self._starts = [one.start for one in self._seen]
        self._odds = confidence_odds.tolist()

    def word_at(self, place: int) -> Seen | None:
        """Return the word that covers a place of the raw text, None between words."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self._seen[index].end:
            return None
        return self._seen[index]

    def choices(self, word: Seen, place: int, form: str) -> tuple[tuple[int, int, float], ...]:
        """Return the engine's other readings of the letters of a form that stands at a place of the raw text.

        Each is the letter's place in the form, the column of the letter it could be, and how much less likely that is
        than the one printed: "Trân" torn between â and ầ gives (2, column of ầ, about -1).
        """
        offset = place - word.start
        if len(word.choices) != word.end - word.start or classic(form) != form:
            return ()
        found = []
        for index, letters in enumerate(word.choices[offset : offset + len(form)]):
            best = max((weight for _, weight in letters), default=0.0)
            for letter, weight in letters:
                column = COLUMN_NUMBERS.get(letter)
                # "chủ" may be "Chủ", but the size of its second letter makes no "SỐ" of "Số".
                is_other = letter != form[index] and (index == 0 or letter.lower() != form[index].lower())
                if column is not None and is_other and weight > LEAST_SHARE * best:
                    found.append((index, column, math.log(weight / best)))
        return tuple(found)

    def odds(self, word: Seen) -> float:
        """Return the log odds that a word with this confidence is right, against those of any word."""
        return float(self._odds[bisect_right(CONFIDENCE_STEPS, word.confidence)])
