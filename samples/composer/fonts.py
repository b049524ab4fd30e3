"""The faces of the papers: Liberation Serif 2, drawn to the widths of Times New Roman, with every Vietnamese letter."""

import functools
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FACES = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
    "sans": "LiberationSans-Regular.ttf",
    "sans_bold": "LiberationSans-Bold.ttf",
}
_VIETNAMESE = "ằẫẽểữỵĐđƠơƯư"  # Liberation 1.x stops at Latin-1 and prints a box for most of these
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "~/.fonts", "~/.local/share/fonts")


class FontMissingError(RuntimeError):
    """A face of the papers is not installed, or lacks a letter."""


@functools.cache
def font_path(face: str) -> Path:
    """Return the newest file of a face that has Vietnamese letters; FontMissingError says which package brings it."""
    for folder in _FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(FACES[face]), reverse=True):
            if all(ord(letter) in TTFont(face, str(path)).face.charToGlyph for letter in _VIETNAMESE):
                return path
    raise FontMissingError(f"no {FACES[face]} with Vietnamese letters; on Debian: apt-get install fonts-liberation2")


@functools.cache
def register(face: str) -> TTFont:
    """Make a face known to reportlab under its own name and return it."""
    font = TTFont(face, str(font_path(face)))
    pdfmetrics.registerFont(font)
    return font


@functools.cache
def width_of(text: str, face: str, size_pt: float) -> float:
    """Return the width in points; FontMissingError when the face has a box instead of one of the letters.

    Printing on would leave the box on the paper without a word.
    """
    font = register(face)
    for letter in text:
        if ord(letter) not in font.face.charToGlyph:
            raise FontMissingError(f"{FACES[face]} has no {letter!r} (U+{ord(letter):04X}); Liberation 2.x is needed")
    return float(pdfmetrics.stringWidth(text, face, size_pt))
