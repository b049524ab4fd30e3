"""Good OCR is changed only where the decoder is sure: a reader forgives a slip left in, not a right word made wrong.

Counted on pages read with a Vietnamese engine, nearly all harm was done to whole syllables and abbreviations that the
decoder changed with a posterior below these.
"""

from collections.abc import Sequence
from dataclasses import replace

from diacritics.fold import fold
from diacritics.lattice import Reading, Token
from diacritics.syllable import is_syllable

SURE_OF_SYLLABLE = 0.80  # a word as it may be written
SURE_OF_NAME = 0.96  # one that begins with a capital inside a sentence, or stands behind "xã", "huyện"
SURE_OF_ABBREVIATION = 0.97  # "SNV", and then only into one of the same length
_UNITS = frozenset(["xã", "phường", "huyện", "tỉnh", "quận", "thôn", "ấp", "bản", "ông", "bà"])


def held_back(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, doubtful changes of whole words taken back and told as runners-up."""
    return [_held_back(tokens, reading) for reading in readings]


def _held_back(tokens: Sequence[Token], reading: Reading) -> Reading:
    token = tokens[reading.first]
    form = token.piece.text
    if token.piece.kind != "word" or reading.last - reading.first != 1 or reading.words == (form,):
        return reading
    if reading.probability >= _needed(tokens, reading, form):
        return reading
    text = " ".join(reading.words)
    share = next((share for other, share in reading.runners_up if other == form), 1 - reading.probability)
    others = ((text, reading.probability), *(one for one in reading.runners_up if one[0] != form))
    return replace(reading, words=(form,), probability=share, runners_up=others)


def _needed(tokens: Sequence[Token], reading: Reading, form: str) -> float:
    """Return how sure a change must be; above 1 where nothing is sure enough."""
    text = "".join(reading.words)
    if form[:2].isupper() and len(form) > 1 and form.isalpha() and not is_syllable(form):
        if fold(text) == fold(form):
            return 0.0
        return SURE_OF_ABBREVIATION if len(text) == len(form) and not tokens[reading.first].piece.is_code else 1.1
    if not is_syllable(form):
        return 0.0
    before = tokens[reading.first - 1] if reading.first else None
    is_named = before is not None and before.piece.text.lower() in _UNITS
    is_title = form[:1].isupper() and not form.isupper()
    if is_title and (is_named or tokens[reading.first].in_name):
        return SURE_OF_NAME
    return SURE_OF_SYLLABLE
