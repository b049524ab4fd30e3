"""Letters printed apart and joined again without their word spaces: where one syllable ends and the next begins."""

from collections.abc import Mapping

from diacritics.fold import fold
from diacritics.syllable import classic

_LONGEST = 8
# A letter that fits no syllable costs more than any syllable.
_STRAY = -25.0


def segment(letters: str, log_p: Mapping[str, float]) -> list[int]:
    """Return where words begin in `letters`: "UỶBANNHÂNDÂN" begins words at 0, 2, 5 and 9.

    `log_p` holds log probabilities of lower-case words in the classic tone style, and of words without marks.
    """
    length = len(letters)
    small = letters.lower()
    best = [0.0] + [-1e9] * length
    back = [0] * (length + 1)
    for end in range(1, length + 1):
        for start in range(max(0, end - _LONGEST), end):
            score = best[start] + log_p.get(classic(small[start:end]), _STRAY * (end - start))
            if score > best[end]:
                best[end], back[end] = score, start
    starts: list[int] = []
    end = length
    while end:
        starts.append(back[end])
        end = back[end]
    return starts[::-1]


def with_bare_words(log_p: Mapping[str, float]) -> dict[str, float]:
    """Return the words and, for each form without marks, the best of the words it can stand for."""
    found: dict[str, float] = {}
    for word, value in log_p.items():
        bare = fold(word)
        found[bare] = max(value, found.get(bare, -1e9))
    return found | dict(log_p)
