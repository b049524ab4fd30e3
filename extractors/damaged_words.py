"""Stock words a scanner spoiled, told by being no syllables: "frước ngày" is "trước ngày", "pbối hợp" is "phối hợp".

Only words that no Vietnamese syllable can look like are touched, only by one letter, and only where one stock word
alone is near; offsets stay. Numbers, names and whatever could be a word of its own are left as they are.
"""

import re
from functools import lru_cache

from extractors.folding import fold

_WORD = re.compile(r"[a-z]{4,7}")
# The shape of a syllable without its marks: onset, nucleus, coda (Đoàn Thiện Thuật, Ngữ âm tiếng Việt).
_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:uyu|uye|uya|uay|uoi|uou|uo|oai|oay|oao|oeo|ieu|yeu|uai|uao|ueu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue"
    r"|ui|uu|uy|ye|ya|a|e|i|o|u|y)"
    r"(?:ch|c|m|ng|nh|n|p|t)?"
)
_STOCK = tuple(
    fold(word)
    for word in (
        "trước", "chậm", "nhất", "ngày", "tháng", "cuối", "định", "thường", "xuyên", "hoàn", "thành", "trong", "thời",
        "gian", "phối", "thực", "hiện", "trách", "nhiệm", "chịu",
    )
)  # fmt: skip


def mended(folded: str) -> str:
    """Return a folded text with its spoiled stock words mended, letter for letter in the same place."""
    return _WORD.sub(lambda word: _stock_word(word.group()), folded)


@lru_cache(maxsize=8192)
def _stock_word(word: str) -> str:
    if _SYLLABLE.fullmatch(word):
        return word
    near = [
        stock
        for stock in _STOCK
        if len(stock) == len(word) and sum(one != other for one, other in zip(stock, word, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else word
