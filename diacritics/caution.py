"""Good OCR is changed only where the decoder is sure: a reader forgives a slip left in, not a right word made wrong.

Counted on pages read with a Vietnamese engine, nearly all harm was done to whole syllables and abbreviations that the
decoder changed with a posterior below these, and to names: the model knows few of them, so it takes the rare "Xuyến"
for the common "Xuyên" and is sure of it. A name's syllable is changed only into one that the paper itself or the
language puts there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diacritics.fold import fold
from diacritics.lattice import Reading, Token
from diacritics.model import spelled
from diacritics.syllable import is_syllable

SURE_OF_SYLLABLE = 0.80  # a word as it may be written
SURE_OF_NAME = 0.96  # one that begins with a capital inside a sentence, or stands behind "xã", "huyện"
SURE_OF_ABBREVIATION = 0.97  # "SNV", and then only into one of the same length
NEVER = 1.1
_UNITS = frozenset(["xã", "phường", "huyện", "tỉnh", "quận", "thôn", "ấp", "bản", "ông", "bà"])


@dataclass(frozen=True, slots=True)
class Names:
    """Which syllables follow which: in the names of the paper as seen, and everywhere in the language."""

    seen: Counter[tuple[str, str]]
    is_collocation: Callable[[str, str], bool]

    def may_be(self, before: str, word: str, form: str) -> bool:
        """Tell whether a name's syllable `form` behind `before` may be taken for a slip of `word`."""
        return self.is_collocation(before, word) or self.seen[before, word] > self.seen[before, form]


def names_of(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of neighbours inside names."""
    for before, token in pairwise(tokens):
        if token.in_name or before.piece.text.lower() in _UNITS:
            yield _plain(before), _plain(token)


def unlisted(
    tokens: Sequence[Token], readings: Sequence[Reading], pair: Callable[[str, str], float | None]
) -> set[int]:
    """Return the first tokens of words inside names none of whose neighbours in the name was ever met beside them.

    Bare letters do not tell which name "Thanh Xuyen" is, and nothing else does where no text has it.
    """
    found = set()
    for before, reading, after in zip((None, *readings), readings, (*readings[1:], None), strict=False):
        token = tokens[reading.first]
        named = before is not None and before.last == reading.first
        if not named or before is None or len(reading.words) != 1 or not reading.words[0][:1].isupper():
            continue
        word = spelled(reading.words[0])
        beside = [(spelled(before.words[-1]), word)] if token.in_name else []
        if after is not None and after.first == reading.last and tokens[after.first].in_name:
            beside.append((word, spelled(after.words[0])))
        is_later = token.in_name or spelled(before.words[-1]) in _UNITS
        if is_later and beside and all(pair(*two) is None for two in beside):
            found.add(reading.first)
    return found


def held_back(tokens: Sequence[Token], readings: Sequence[Reading], names: Names) -> list[Reading]:
    """Return the readings, doubtful changes of whole words taken back and told as runners-up."""
    kept: list[Reading] = []
    for reading in readings:
        if _joins_words(tokens, reading):
            kept += (Reading(at, at + 1, (tokens[at].piece.text,), 1 - reading.probability) for at in _span(reading))
            continue
        before = kept[-1].words[-1] if kept and kept[-1].last == reading.first else ""
        kept.append(_held_back(tokens, reading, spelled(before), names))
    return kept


def _span(reading: Reading) -> range:
    return range(reading.first, reading.last)


def _joins_words(tokens: Sequence[Token], reading: Reading) -> bool:
    """Tell whether two words were taken for one: two whole syllables and not surely, or two words of a name."""
    if reading.last - reading.first == 1:
        return False
    if tokens[reading.last - 1].piece.text.istitle() and len(tokens[reading.last - 1].piece.text) > 1:
        return True
    return reading.probability < SURE_OF_SYLLABLE and all(is_syllable(tokens[at].piece.text) for at in _span(reading))


def _held_back(tokens: Sequence[Token], reading: Reading, before: str, names: Names) -> Reading:
    token = tokens[reading.first]
    form = token.piece.text
    if token.piece.kind != "word" or reading.last - reading.first != 1 or reading.words == (form,):
        return reading
    if reading.probability >= _needed(token, "".join(reading.words), before, names):
        return reading
    text = " ".join(reading.words)
    share = next((share for other, share in reading.runners_up if other == form), 1 - reading.probability)
    others = ((text, reading.probability), *(one for one in reading.runners_up if one[0] != form))
    return replace(reading, words=(form,), probability=share, runners_up=others)


def _needed(token: Token, text: str, before: str, names: Names) -> float:
    """Return how sure a change must be; above 1 where nothing is sure enough."""
    form = token.piece.text
    if form[:2].isupper() and len(form) > 1 and form.isalpha() and not is_syllable(form):
        if fold(text) == fold(form):
            return 0.0
        return SURE_OF_ABBREVIATION if len(text) == len(form) and not token.piece.is_code else NEVER
    if not is_syllable(form):
        return 0.0
    if text.lower() == form.lower():
        return NEVER if form.isupper() and len(form) > 1 else SURE_OF_SYLLABLE
    plain = _plain(token)
    is_title = form[:1].isupper() and not form.isupper()
    is_repeated = token.capitals and names.seen[before, plain] > 1
    if (is_title and (before in _UNITS or token.in_name)) or is_repeated:
        return SURE_OF_NAME if names.may_be(before, spelled(text), plain) else NEVER
    return SURE_OF_SYLLABLE


def _plain(token: Token) -> str:
    return spelled(token.piece.text)
