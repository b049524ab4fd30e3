"""Breaks marked-up text into justified lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samples.composer.fonts import width_of
from samples.composer.sheet import Ink

_PIECE = re.compile(r"\[\^(?P<note>\d+)\]|(?P<bold>\*\*)|(?P<italic>__)|(?P<open>\{)|(?P<close>\})|(?P<space>\s+)")
_MARK_SCALE, _MARK_RISE = (
    0.65,
    0.33,
)  # a footnote mark's size and rise, shares of the type size, as word processors set it
_PEN_WIDTH_EM = 0.62  # a digit written by hand needs more room than a printed one


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one word that share a face."""

    text: str
    face: str
    size: float
    rise: float = 0.0
    pen: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether this is room for the pen that stayed empty."""
        return self.pen and self.text.startswith("~")

    @property
    def width(self) -> float:
        """Width in points."""
        return len(self.text) * self.size * _PEN_WIDTH_EM if self.pen else width_of(self.text, self.face, self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """Words set on one line; `notes` are the footnotes it calls, `last` closes its paragraph."""

    words: tuple[tuple[Piece, ...], ...]
    indent: float
    notes: tuple[int, ...]
    last: bool
    size: float

    @property
    def text(self) -> str:
        """The words with single spaces; a gap left for the pen says nothing."""
        words = ("".join(piece.text for piece in word if not piece.is_gap) for word in self.words)
        return " ".join(word for word in words if word)

    def inks(self, *, left: float, width: float, base: float, align: str) -> list[Ink]:
        """Return the pieces placed in a column; `align` is justify, left or centre."""
        space = width_of(" ", "regular", self.size)
        natural = sum(piece.width for word in self.words for piece in word) + space * (len(self.words) - 1)
        free = width - self.indent - natural
        x = left + self.indent + (free / 2 if align == "centre" else 0)
        if align == "justify" and not self.last and len(self.words) > 1:
            space += free / (len(self.words) - 1)
        inks = []
        for word in self.words:
            for index, piece in enumerate(word):
                # The blank is printed with the word, so that copied text keeps its spaces.
                tail = " " if index == len(word) - 1 and word is not self.words[-1] else ""
                if not piece.is_gap:
                    inks.append(Ink(x, base - piece.rise, piece.text + tail, piece.face, piece.size, piece.pen))
                x += piece.width
            x += space
        return inks


def break_lines(text: str, *, width: float, size: float, face: str = "regular", first: float = 0.0) -> list[Line]:
    """Return the lines of a paragraph in a column `width` points wide, the first one set in by `first`.

    ValueError names a word that would run over the edge of the column.
    """
    lines: list[Line] = []
    row: list[tuple[Piece, ...]] = []
    space, used = width_of(" ", "regular", size), 0.0
    for word in _words(text, size, face):
        word_width = sum(piece.width for piece in word)
        room = width - (0.0 if lines else first)
        if word_width > room:
            raise ValueError(f"{text!r} has a word wider than its column of {width:.0f} pt")
        if row and used + space + word_width > room:
            lines.append(_line(row, first if not lines else 0.0, size, last=False))
            row, used = [], 0.0
        used += (space if row else 0.0) + word_width
        row.append(word)
    lines.append(_line(row, first if not lines else 0.0, size, last=True))
    return lines


def _line(row: Sequence[tuple[Piece, ...]], indent: float, size: float, *, last: bool) -> Line:
    notes = tuple(int(piece.text) for word in row for piece in word if piece.rise)
    return Line(tuple(row), indent, notes, last, size)


def _words(text: str, size: float, face: str) -> list[tuple[Piece, ...]]:
    bold, italic = "bold" in face, "italic" in face
    words: list[tuple[Piece, ...]] = []
    word: list[Piece] = []
    pen, position = False, 0

    def add(letters: str) -> None:
        if letters:
            name = "_".join(part for part, on in (("bold", bold), ("italic", italic)) if on) or "regular"
            word.append(Piece(letters, name, size, pen=pen))

    for mark in _PIECE.finditer(text):
        add(text[position : mark.start()])
        position = mark.end()
        match mark.lastgroup:
            case "note":
                word.append(Piece(mark["note"], "regular", size * _MARK_SCALE, rise=size * _MARK_RISE))
            case "bold":
                bold = not bold
            case "italic":
                italic = not italic
            case "open" | "close":
                pen = mark.lastgroup == "open"
            case _:
                words.append(tuple(word))
                word = []
    add(text[position:])
    words.append(tuple(word))
    return [word for word in words if word]
