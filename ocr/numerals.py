"""Roman numerals of headings and quarters, counted stem by stem: the engine reads "III." as "II.", "HI." or "IH."."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Box, Word

_STEMS = re.compile(r"(?P<stems>(?=.*[IH])[IHÍÌLl1|]{1,4})(?P<dot>[.,;]?)")
# Behind "Quý" strokes are a numeral even when none was read as a capital: "Quý ¡1", "Quý 11".
_QUARTER = re.compile(r"qu[ýyúỳ]", re.IGNORECASE)
_QUARTER_STEMS = re.compile(r"(?P<stems>[IHÍÌTLl1|!¡íìi]{2,4})(?P<dot>[.,;:]?)")
_BAND = (0.42, 0.58)  # of the height: between the serifs, and where an "H" has its bar
_NARROW = 0.34  # of the height: a bold stem of 14 pt has 0.2, the bar of an "H" makes 0.8
_MOST = 3  # "IIII" is no numeral


def counted(line: Sequence[Word], gray: Pixels) -> tuple[Word, ...]:
    """Return the line, numerals made of as many stems as stand there: "HI." is "III.", "Quý HH" is "Quý III"."""
    if len(line) < 2:
        return tuple(line)
    before = (None, *line)
    return tuple(_counted(word, gray, before=previous) for word, previous in zip(line, before, strict=False))


def _counted(word: Word, gray: Pixels, *, before: Word | None) -> Word:
    leads = before is None
    names_quarter = before is not None and _QUARTER.fullmatch(before.text) is not None
    found = (_QUARTER_STEMS if names_quarter else _STEMS).fullmatch(word.text)
    # Inside of a line a lone "I" or "H" may be many things; letters that run together are a numeral.
    if not found or (not leads and len(found["stems"]) < 2):
        return word
    stems = stems_in(gray, word.box)
    if not 2 <= stems <= _MOST or found["stems"] == "I" * stems:
        return word
    return replace(word, text="I" * stems + found["dot"], choices=())


def stems_in(gray: Pixels, box: Box) -> int:
    """Return how many stems stand in a word's box, 0 when there is anything else between the serifs."""
    top, bottom = (box.top + round(share * box.height) for share in _BAND)
    piece = gray[box.top : box.bottom, box.left : box.right]
    ink = (float(np.percentile(piece, 5)) + float(np.percentile(piece, 95))) / 2
    # A quarter of the rows is enough: the bar of an "H" is thin.
    dark = np.percentile(gray[top : max(bottom, top + 1), box.left : box.right], 25, axis=0) < ink
    edges = np.flatnonzero(np.diff(np.concatenate([[0], dark.astype(np.int8), [0]])))
    widths = edges[1::2] - edges[::2]
    if not len(widths) or widths.max() > _NARROW * box.height:
        return 0
    return len(widths)
