"""Words that are no print: dust, folds and what shines through from the back, which the engine made letters of."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Word

_SPECK_IN = 0.027  # 5 px at 200 dpi: a lone full stop of 14 pt has as much, and none stands alone
_HAIR_IN = 0.017  # 3 px at 200 dpi: the "1" of an 11 pt line is twice as wide; folds and scanner streaks are not
_BARS = frozenset("|ỊIl1¦Íĩìíïi!:;.,'`_-—")
_STRAY = "'`\u2018\u2019\u00b4\u02c6^\u00a8\u00b8_\u00ac|\u00a6\u2039\u203a\u2020\u201e\u00a1"
_STRAYS = frozenset(_STRAY)
_LONE_STRAYS = _STRAYS | {"\u00b0"}
_STROKES = frozenset("|\u00a6\u00a1")
_TYPED = str.maketrans("{}\u2044", "()/")  # an office types no braces and no slash of fractions: "c}" is "c)"
_UNTYPED = frozenset("{}\u2044")
_PALE = 0.42  # of 3,099 words read right on heavy scans one in five hundred is paler than 0.37
_SURE = 0.90  # a word read this surely stays, however pale
_READ = 0.70  # junk of seals and wood stays below it; a line of print has a word of two letters above it
_READ_FIGURE = 0.80  # a page number, the number of a table row
_FEW = 3  # a line of more words is kept for the second look, however doubtful
_CORE_SHARE = 0.08  # of a word's pixels: its strokes without their grey rims
_TYPICAL_FROM = 0.90  # confidence of the words whose ink tells how dark the page's ink is


def without_noise(words: Sequence[Word], gray: Pixels, *, dpi: int) -> tuple[Word, ...]:
    """Return the words without dust, hair lines and show-through; boxes are pixels of `gray`, evenly lit."""
    shaped = [word for word in words if not _is_speck(word, dpi=dpi)]
    cores = [_core(word, gray) for word in shaped]
    sure = [core for core, word in zip(cores, shaped, strict=True) if word.confidence >= _TYPICAL_FROM]
    ink = float(np.median(sure or cores)) if cores else 0.0
    limit = ink + _PALE * (255 - ink)
    return tuple(word for core, word in zip(cores, shaped, strict=True) if core < limit or word.confidence >= _SURE)


def without_strays(line: Sequence[Word]) -> tuple[Word, ...]:
    """Return the line without marks that no office types at a word's edge: "'Căn" is "Căn", "|" alone is nothing.

    Braces are brackets, slashes of fractions slashes. Quotation marks of a pair stay, and so do strokes beside a
    figure, which may be a "1" of it.
    """
    return tuple(bare for word in line if (bare := _bare(word)) is not None)


def _bare(word: Word) -> Word | None:
    if _UNTYPED & set(word.text):
        word = replace(word, text=word.text.translate(_TYPED))
    text = word.text
    if set(text) <= _LONE_STRAYS:
        return None
    start, end = len(text) - len(text.lstrip(_STRAY)), len(text.rstrip(_STRAY))
    is_pair = start and end < len(text)
    if is_pair or not text[start:end].strip(".,;:-") or (start == 0 and end == len(text)):
        return word
    if (text[start].isdigit() and set(text[:start]) & _STROKES) or (
        text[end - 1].isdigit() and set(text[end:]) & _STROKES
    ):
        return word
    return replace(word, text=text[start:end], choices=word.choices[start:end])


def is_junk(line: Sequence[Word]) -> bool:
    """Whether a line is a few marks that nothing was read from: seal letters, the grain of a desk, a signature."""
    if len(line) > _FEW:
        return False
    return not any(_is_read(word) for word in line)


def _is_read(word: Word) -> bool:
    letters = sum(symbol.isalnum() for symbol in word.text)
    if letters >= 2:
        return word.confidence >= _READ
    return letters == 1 and word.confidence >= _READ_FIGURE and any(symbol.isdigit() for symbol in word.text)


def _is_speck(word: Word, *, dpi: int) -> bool:
    box = word.box
    if max(box.width, box.height) <= _SPECK_IN * dpi:
        return True
    return box.width <= _HAIR_IN * dpi and set(word.text) <= _BARS


def _core(word: Word, gray: Pixels) -> float:
    box = word.box
    pixels = gray[box.top : box.bottom, box.left : box.right].ravel()
    place = int(_CORE_SHARE * (pixels.size - 1))
    return float(np.partition(pixels, place)[place])  # np.percentile takes ten times as long, 40 ms a page
