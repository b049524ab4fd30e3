"""Printed labels: what the label at the start of a line may be, undamaged or as scans leave it.

A label is read with all it could be ("11." may be eleven or a damaged "II."); which of them it is, the sequence tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractors.capitals import is_capital
from extractors.folding import fold

Style = Literal[
    "root", "part", "capital", "roman", "article", "arabic", "letter", "paren", "star", "dash", "plus", "dot"
]

# Outer levels first: a label closes every open part of its own rank and below.
RANK: dict[Style, int] = {
    "root": 0, "part": 1, "capital": 2, "roman": 3, "article": 3, "arabic": 4, "letter": 6, "paren": 7,
    "star": 10, "dash": 11, "plus": 12, "dot": 13,
}  # fmt: skip
BULLETS: frozenset[Style] = frozenset({"star", "dash", "plus", "dot"})
LETTERS = "abcdđeghiklmnopqrstuvxy"

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
_ROMAN_VALUES = {roman: number for number, roman in enumerate(_NUMERALS, start=1)}
ROMANS = {number: roman for roman, number in _ROMAN_VALUES.items()}
_ROMAN = re.compile(
    r"([IVXl1|!HTYLMiìíÍÌ]{1,5})\s?(?:[.):–-]\s*(?=\S)|/\s+(?=\S)|,\s*(?=[A-ZĐÀ-Ỹ]{2}))|"
    r"([IVX]{1,5})\s+(?=[A-ZĐÀ-Ỹ]{2})"
)
# What scans make of Roman numerals, letter by letter ("IH." for "III.").
_ROMAN_REPAIRS = {
    ord(seen): meant for seen, meant in zip("l1|!iìíÍÌTHLYM", (*"IIIIIIIIII", "II", "I", "V", "III"), strict=True)
}
_PART = re.compile(r"((?:phan|chuong|muc)\s+(?:thu\s+\w+|[ivxl]+|\d{1,2}))\b\s*[.:-]?\s*")
_ARTICLE = re.compile(r"(dieu)\s+(\d{1,3})\s?[.:,-]?\s*")
_CAPITAL = re.compile(r"([A-H])\s?[./]\s+(?=[A-ZĐÀ-Ỹ]{2})")
_ARABIC = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2}){1,4}|\d{1,2},\d{1,2}(?=[.)]|[-–]\s))(?:\s?[.):]|[-–](?=\s)|(?=\s+[A-ZĐÀ-Ỹ“\"(]))|"
    r"([0-9lI|]{1,2})\s?(?:[.:]|/(?=\s)|[-–](?=\s+[A-ZĐÀ-Ỹ]))|"
    r"(\d{1,2}),(?=\s?[A-ZĐÀ-Ỹ]))\s*(?=[^\s\d%,.;)/-])"
)
_LETTER = re.compile(r"\(?([a-zđ])\s?(?:[.)]|,(?=\s[A-ZĐÀ-Ỹ]))\s*(?=\S)")
# "d)" and "đ)" come out of scans as "do)", "để)", "d6)"; "b)" as "6)", "g)" as "9)", "a)" as "8)".
_DAMAGED_LETTER = re.compile(r"([^\W_]{1,3}|[€©@&])\)\s*(?=\S)")
# "b Tiêu chí": the bracket was not read; no word of the language is one of these letters.
_BARE_LETTER = re.compile(r"([b-eghđ])\s+(?=[A-ZĐÀ-Ỹ])")
_LETTER_LOOKS = {"6": "b", "8": "a", "9": "g", "0": "o", "©": "e", "ö": "đ", "ä": "a", "€": "c", "@": "a", "&": "a"}
# What "a)" is read as at the head of a list.
LIKE_A = frozenset("gqoøäăâ")
# Specks before a label: ".2. Các bộ phận", "_1.Thẩm định", ") C) Tiêu chí".
_SPECKS = re.compile(r"[.,_)|'`~„:;!‘’]{1,2}\s*(?=[\w(])")
_PAREN = re.compile(r"\((\d{1,2})\)\s*(?=\S)|(\d{1,2})\)\s*(?=\S)")
_BULLET = re.compile(r"(\*+|[-–—−~¬_]+|\+|[•●▪■◦∙·»«]|o(?=\s))(?:\s+|(?=[A-ZĐÀ-Ỹ“\"]))")
_MARKDOWN = re.compile(r"\*\*(?=\S)")


# A section beyond the first, undamaged: the paper counts its sections in Roman numerals.
_CLEAN_ROMAN = re.compile(r"(?:II|III|IV|V|VI|VII|VIII)\s?[.)/:-]?\s+[A-ZĐÀ-Ỹ]")
_STOCK_HEADING = re.compile(
    r"(?:muc dich|yeu cau|muc tieu|noi dung|nhiem vu|giai phap|to chuc thuc hien|trach nhiem|phan cong|kinh phi|"
    r"nguon kinh phi|quan diem)\b"
)
_SCRAP = re.compile(r"\W{0,2}(?:\w{1,4}\s?[.,:;)/-]{1,2}\s*|[IVXHTLJMN1l|!]{1,4}\s+)")
LONGEST_BARE_HEADING = 70  # characters; longer lines in capitals are a paper's title
_LIKE_ROMAN = re.compile(r"[IVXHTLYMl1|!]{1,5}\s?[.,)/:-]\s*(?=[A-ZĐÀ-Ỹ]{2})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line's label may be: style, place in its sequence, the label as paths print it, its length on the line."""

    style: Style
    ordinal: int
    label: str
    length: int
    numbers: tuple[int, ...] = ()
    damaged: bool = False


def marks_of(text: str) -> list[Mark]:
    """Return what the label at the start of a line may be, likeliest first; an empty list for running text."""
    bold = _MARKDOWN.match(text)
    if bold:
        return [replace(mark, length=mark.length + bold.end()) for mark in marks_of(text[bold.end() :])]
    found = sorted(_numbered_marks(text), key=lambda mark: mark.damaged) or list(_bullet_marks(text))
    specks = None if found else _SPECKS.match(text)
    if specks:
        at = specks.end()
        return [replace(mark, length=mark.length + at, damaged=True) for mark in _numbered_marks(text[at:])]
    return found


def _numbered_marks(text: str) -> Iterator[Mark]:
    folded = fold(text[:40])
    if match := _ARTICLE.match(folded):
        number = int(match.group(2))
        yield Mark("article", number, f"Điều {number}", match.end(), (number,))
        return
    if (match := _PART.match(folded)) and not text[: match.end(1)].islower():
        yield Mark("part", _part_ordinal(match.group(1)), text[: match.end(1)], match.end())
        return
    if match := _ROMAN.match(text):
        yield from _roman_marks(match)
    if match := _CAPITAL.match(text):
        yield Mark("capital", ord(match.group(1)) - 64, match.group(1), match.end())
    if match := _ARABIC.match(text):
        printed = match.group(1) or match.group(2) or match.group(3)
        clean = printed.translate({ord("l"): "1", ord("I"): "1", ord("|"): "1", ord(","): "."})
        numbers = tuple(int(part) for part in clean.split("."))
        label = ".".join(map(str, numbers))
        yield Mark("arabic", numbers[-1], label, match.end(), numbers, damaged=clean != printed or bool(match.group(3)))
    if match := _LETTER.match(text):
        letter = match.group(1)
        if letter in LETTERS:
            yield Mark("letter", LETTERS.index(letter) + 1, letter, match.end())
    elif match := _DAMAGED_LETTER.match(text):
        printed = match.group(1)
        letter = _LETTER_LOOKS.get(printed, printed.lower() if printed.lower() in LETTERS else fold(printed)[0])
        if (letter in LETTERS and not printed.isdigit()) or printed in _LETTER_LOOKS:
            yield Mark("letter", LETTERS.index(letter) + 1, letter, match.end(), damaged=True)
    elif match := _BARE_LETTER.match(text):
        yield Mark("letter", LETTERS.index(match[1]) + 1, match[1], match.end(), damaged=True)
    if match := _PAREN.match(text):
        number = int(match.group(1) or match.group(2))
        yield Mark("paren", number, str(number), match.end())


def _roman_marks(match: re.Match[str]) -> Iterator[Mark]:
    printed = match.group(1) or match.group(2)
    if printed in _ROMAN_VALUES:
        yield Mark("roman", _ROMAN_VALUES[printed], printed, match.end())
    repaired = printed.translate(_ROMAN_REPAIRS)
    if printed not in _ROMAN_VALUES:
        # "HH." could be II or III: the sequence tells, when a heading in capitals stands behind it.
        yield Mark("roman", _ROMAN_VALUES.get(repaired, 0), repaired, match.end(), damaged=True)


def _part_ordinal(label: str) -> int:
    word = label.split()[-1]
    if word.isdigit():
        return int(word)
    names = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
    return names.index(word) + 1 if word in names else _ROMAN_VALUES.get(word.upper().replace("L", "I"), 1)


def _bullet_marks(text: str) -> Iterator[Mark]:
    if match := _BULLET.match(text):
        sign = match.group(1)
        style: Style = (
            "star" if sign[0] == "*" else "plus" if sign == "+" else "dash" if sign[0] in "-–—−~¬_" else "dot"
        )
        yield Mark(style, 0, sign, match.end())


def is_roman_heading(text: str) -> bool:
    """Whether a line shows that the paper counts its sections in Roman numerals: "II. …", or damaged, "IH. TỔ CHỨC"."""
    if _CLEAN_ROMAN.match(text):
        return True
    like = _LIKE_ROMAN.match(text)
    return like is not None and not text[0].isdigit() and is_capital(text[like.end() :])


def is_bare_heading(text: str) -> bool:
    """Whether a line is a section's heading in capitals whose label is lost: "TỔ CHỨC THỰC HIỆN"."""
    return len(text) < LONGEST_BARE_HEADING and is_capital(text) and _STOCK_HEADING.match(fold(text)) is not None


def scrap_of(text: str) -> int | None:
    """Return how long the scrap is that may be a heading's label: 4 for "GI. Nhiệm vụ"; None when none stands there."""
    scrap = _SCRAP.match(text)
    return scrap.end() if scrap and text[scrap.end() : scrap.end() + 1].isupper() else None


def torn_label(text: str) -> int | None:
    """Return how long the scrap of a label is that stands before a section's heading: 4 for "JH. TỔ CHỨC THỰC HIỆN"."""
    scrap = _SCRAP.match(text)
    return scrap.end() if scrap and is_bare_heading(text[scrap.end() :]) else None
