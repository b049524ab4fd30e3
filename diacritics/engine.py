"""What the engine itself says of the words it read, found by their place in the raw text."""

from bisect import bisect_right
from collections.abc import Sequence

from diacritics.kernel import Floats
from diacritics.model import CONFIDENCE_STEPS
from diacritics.restoration import Seen


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

    def odds(self, word: Seen) -> float:
        """Return the log odds that a word with this confidence is right, against those of any word."""
        return float(self._odds[bisect_right(CONFIDENCE_STEPS, word.confidence)])
