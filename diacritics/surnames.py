"""Who signs has a surname: "Định Xuân Phóng" below "KT. CHỦ TỊCH" is a Đinh, for nobody is called Định.

Only the marks of a line's first word are set right, where the line holds a name and nothing else, below a signature's
authority or "Nơi nhận".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from diacritics.fold import fold
from diacritics.lattice import Reading, Token

# The surnames of nine in ten; those left out are written like common words ("Bàn", "Vi", "Thân").
SURNAMES = frozenset(
    (
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
        "Dương", "Lý", "Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh", "Lâm", "Phùng", "Mai", "Tô", "Tạ", "Cao",
        "Chu", "Thái", "Lưu", "Lương", "Quách", "Nông", "Triệu", "Kiều", "Mạc", "Nghiêm", "Khuất", "Doãn", "Tống",
        "Hứa", "Đàm", "Lường",
    )
)  # fmt: skip
FEWEST_WORDS, MOST_WORDS = 3, 5  # a name of two words may be a place
REACH_LINES = 25  # authority, role, seal, recipients beside them, name
SURE = 0.9

_BY_LETTERS = {fold(surname): surname for surname in SURNAMES}
_SIGNATURE = re.compile(r"n[oơ]i\s*nh[^\W_]{1,2}n\b|\b(?:TM|KT|TL|TUQ)\s?[.,]\s*[A-ZĐÀ-Ỹ]{2}", re.IGNORECASE)


def signed_lines(lines: Sequence[str]) -> range:
    """Return the lines in which the signer's name may stand; none in a text without a signature block."""
    found = [number for number, line in enumerate(lines) if _SIGNATURE.search(line)]
    return range(found[-1], min(len(lines), found[-1] + REACH_LINES)) if found else range(0)


def with_surnames(tokens: Sequence[Token], readings: Sequence[Reading], lines: range) -> list[Reading]:
    """Return the readings, the first word of each name among `lines` a surname if one is written with its letters."""
    kept = list(readings)
    by_line: dict[int, list[int]] = {}
    for at, reading in enumerate(kept):
        line = tokens[reading.first].line
        if line in lines and tokens[reading.first].piece.kind not in ("stop", "mark"):
            by_line.setdefault(line, []).append(at)
    for places in by_line.values():
        words = [word for at in places for word in kept[at].words]
        surname = _BY_LETTERS.get(fold(words[0]))
        if surname and words[0] not in SURNAMES and _is_name(words):
            first = kept[places[0]]
            others = ((words[0], first.probability), *first.runners_up)
            kept[places[0]] = replace(first, words=(surname, *first.words[1:]), probability=SURE, runners_up=others)
    return kept


def _is_name(words: Sequence[str]) -> bool:
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and all(word.isalpha() and word.istitle() for word in words)
