"""Comparable text: "Chậm nhất đến ngày" is "cham nhat den ngay", letter for letter in the same place.

Fields match on folded text, so that a mark the scan lost costs nothing, and slice the printed text by the same offsets.
"""

import re
import unicodedata

_FIRST_MARKED, _LAST_MARKED = 0xC0, 0x1EFF
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012–—−"), "-")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u200a\u202f\t"), " ")


def _without_marks(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return {"đ": "d"}.get(base, base)


_MARKS = {code: _without_marks(chr(code)) for code in range(_FIRST_MARKED, _LAST_MARKED + 1) if chr(code).isalpha()}
_ASCII = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
_SLASHES = dict.fromkeys(map(ord, "\u2044\u2215\uff0f"), "/")
_FOLDING = {
    code: letter for code, letter in (_MARKS | _ASCII | _DASHES | _SLASHES | _BLANKS).items() if len(letter) == 1
}
_PATTERN_FOLDING = {
    code: letter for code, letter in _FOLDING.items() if code >= _FIRST_MARKED and code not in _DASHES | _SLASHES
}


def fold(text: str) -> str:
    """Return `text` in lower case without Vietnamese marks, dashes and blanks of one kind, offsets unchanged."""
    return text.translate(_FOLDING)


def folded(pattern: str, flags: int = re.VERBOSE) -> re.Pattern[str]:
    """Compile a pattern written in lower-case Vietnamese so that it runs on folded text."""
    return re.compile(pattern.translate(_PATTERN_FOLDING), flags)
