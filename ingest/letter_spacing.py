"""Words set as single letters put together: "K Ế   H O Ạ C H" is "KẾ HOẠCH" where the gaps tell words from letters."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

SINGLE_SHARE = 0.6  # of the pieces on a page are one letter when letters stand apart; in good text 0.03 are
WORD_GAP_FACTOR = 1.6  # a gap between words is wider than one between letters by this at least
LONGEST_MEAN = 8.0  # letters to a word; Vietnamese syllables have 3.4 in the mean, numbers and addresses more


class Boxed(Protocol):
    """Something with a place: left, bottom, right, top."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The place of its ink."""


Letter = TypeVar("Letter", bound=Boxed)


def closed_up(groups: Sequence[list[Letter]]) -> list[list[Letter]]:
    """Return the groups of letters joined to words.

    Groups that are words already come back as they are, and so do letters whose gaps are all alike: which of them
    begin a word is then for a lexicon to say.
    """
    singles = sum(len(group) == 1 for group in groups)
    if len(groups) < 2 or singles < SINGLE_SHARE * len(groups):
        return list(groups)
    gaps = [gap for one, other in pairwise(groups) if (gap := _gap(one, other)) is not None]
    if not gaps:
        return list(groups)
    # Two gaps of three are between letters of one syllable, so the middle one is.
    limit = WORD_GAP_FACTOR * median(gaps)
    words = [list(groups[0])]
    for one, other in pairwise(groups):
        gap = _gap(one, other)
        if gap is not None and gap < limit:
            words[-1].extend(other)
        else:
            words.append(list(other))
    return words if len(groups) <= LONGEST_MEAN * len(words) else list(groups)


def _gap(one: Sequence[Boxed], other: Sequence[Boxed]) -> float | None:
    """Return the room between two groups on one line, or None when they do not stand on one."""
    before, after = one[-1].box, other[0].box
    height = max(before[3] - before[1], after[3] - after[1])
    overlap = min(before[3], after[3]) - max(before[1], after[1])
    gap = after[0] - before[2]
    return gap if overlap > 0.2 * min(before[3] - before[1], after[3] - after[1]) and -0.2 * height <= gap else None
