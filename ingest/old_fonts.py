"""Pages typed in the 8-bit fonts of before Unicode: which letters they mean is told by the name of each font.

".VnTime" and its sisters hold TCVN3 (ABC), those ending in H print small letters as capitals; "VNI-Times" holds VNI.
pdfplumber is slower than PDFium but gives the font of every letter, so only pages with such fonts are read with it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from diacritics.encodings import from_tcvn3, from_vni
from ocr.page import Box, Word

SUBSET = re.compile(r"[A-Z]{6}\+")  # "ABCDEF+" before the name of a font that is not embedded whole
TCVN3 = re.compile(r"\.?Vn[A-Z]\w*", re.ASCII)  # .VnTime, .VnTimeH, .VnArial, VnTeknical
VNI = re.compile(r"VNI[-_ ]?\w+", re.ASCII)
SYMBOL_AREA = range(0xF000, 0xF100)  # where symbolic fonts put their 256 letters


def reader_of(font: str) -> Callable[[str], str] | None:
    """Return what turns text in `font` into Unicode: "KÕ ho¹ch" in ".VnTime" is "Kế hoạch"; None for other fonts."""
    name = SUBSET.sub("", font).split(",")[0].split("-Bold")[0].split("-Italic")[0]
    if VNI.match(name):
        return from_vni
    if TCVN3.fullmatch(name):
        return (lambda text: from_tcvn3(text).upper()) if name.endswith("H") else from_tcvn3
    return None


def has_old_font(fonts: Iterable[str]) -> bool:
    """Return whether any of the fonts is one of before Unicode."""
    return any(reader_of(font) is not None for font in fonts)


def old_font_words(path: Path, *, number: int, dpi: int) -> list[Word]:
    """Return the words of page `number` in Unicode with their boxes in pixels at `dpi`."""
    import pdfplumber  # a twentieth of a second at every start, for fonts that few papers have

    scale = dpi / 72
    with pdfplumber.open(path, pages=[number]) as document:
        page = document.pages[0]
        found = page.extract_words(extra_attrs=["fontname"], x_tolerance_ratio=0.15, keep_blank_chars=False)
        words: list[Word] = []
        for item in found:
            read = reader_of(item["fontname"])
            text = _in_latin_1(item["text"])
            text = unicodedata.normalize("NFC", read(text) if read else text)
            left, top = round(item["x0"] * scale), round(item["top"] * scale)
            right, bottom = round(item["x1"] * scale), round(item["bottom"] * scale)
            if text:
                words.append(Word(text, Box(left, top, max(right, left + 1), max(bottom, top + 1)), 1.0))
        return words


def _in_latin_1(text: str) -> str:
    return "".join(chr(ord(letter) - 0xF000) if ord(letter) in SYMBOL_AREA else letter for letter in text)
