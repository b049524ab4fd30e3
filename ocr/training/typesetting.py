"""Sheets of office type whose lines are known: what each says and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.training.text import Speech

Pixels = npt.NDArray[np.uint8]
POINTS_PER_INCH = 72
SHEET_INCHES = (8.27, 11.69)  # A4
ASCENT, DESCENT = 0.68, 0.22  # of the type size: what a row is taken to span when its letters span less
_FACES = {  # of the families drawn to the widths of Times; how often each is taken
    "LiberationSerif-{}.ttf": (("Regular", "Bold", "Italic", "BoldItalic"), 6),
    "Tinos-{}.ttf": (("Regular", "Bold", "Italic", "BoldItalic"), 1),
    "texgyretermes-{}.otf": (("regular", "bold", "italic", "bolditalic"), 2),
    "FreeSerif{}.ttf": (("", "Bold", "Italic", "BoldItalic"), 2),
    "LiberationSans-{}.ttf": (("Regular", "Bold", "Italic", "BoldItalic"), 1),
}
_STYLE_SHARES = (0.56, 0.2, 0.16, 0.08)
_SIZES_PT = (10.0, 11.0, 12.0, 12.0, 13.0, 13.0, 13.0, 14.0, 14.0, 14.0)
_FOLDERS = ("/usr/share/fonts", "/usr/share/texmf/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_SPECKED = 0.08  # dots with dirt above them, which are dots all the same
_BOX = "\U000f0000"  # no face has this letter: it prints what missing letters are printed as


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text and its box on the clean sheet, at least as high as a row of small letters."""

    text: str
    box: tuple[float, float, float, float]
    size_px: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A clean page, black on white, and its lines."""

    image: Pixels
    dpi: int
    lines: tuple[Line, ...]


class Faces:
    """The installed faces that have every letter of the alphabet; a face that lacks one is not used."""

    def __init__(self, alphabet: frozenset[str], folders: Sequence[Path] = ()) -> None:
        places = [*folders, *(Path(folder).expanduser() for folder in _FOLDERS)]
        files = {path.name: path for place in places if place.exists() for path in sorted(place.rglob("*.[to]tf"))}
        letters = sorted(letter for letter in alphabet if letter.isalpha() and letter != "ƒ")
        self._families: list[tuple[Path, ...]] = []
        for pattern, (styles, weight) in _FACES.items():
            paths = [files.get(pattern.format(style)) for style in styles]
            family = tuple(path for path in paths if path is not None and _has(path, letters))
            if len(family) == len(styles):
                self._families += [family] * weight
        if not self._families:
            raise FileNotFoundError("no Times-like face with every Vietnamese letter: install fonts-liberation2")

    def family(self, rng: np.random.Generator) -> tuple[Path, ...]:
        """Return the files of a family: upright, bold, italic, bold italic."""
        return self._families[int(rng.integers(len(self._families)))]

    def names(self) -> tuple[str, ...]:
        """Return the names of the families' upright files."""
        return tuple(dict.fromkeys(family[0].stem for family in self._families))


@cache
def _font(path: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size_px)


def _has(path: Path, letters: Sequence[str]) -> bool:
    font = _font(path, 40)
    missing = bytes(font.getmask(_BOX))
    return all(bytes(font.getmask(letter)) != missing for letter in letters)


def sheet(speech: Speech, faces: Faces, *, dpi: int, rng: np.random.Generator) -> Sheet:
    """Print one page: paragraphs down the sheet, some in the narrow columns of tables and letterheads."""
    width, height = (round(side * dpi) for side in SHEET_INCHES)
    page = Image.new("L", (width, height), 255)
    pen = _Pen(ImageDraw.Draw(page), dpi, rng)
    family = faces.family(rng)
    body_pt = float(rng.choice((12.0, 13.0, 13.0, 14.0, 14.0)))
    left, right = rng.uniform(0.10, 0.15) * width, rng.uniform(0.88, 0.94) * width
    top, bottom = rng.uniform(0.05, 0.09) * height, rng.uniform(0.92, 0.95) * height
    lines: list[Line] = []
    while top < bottom:
        dice = rng.random()
        if dice < 0.12:
            top = pen.table(speech, family, (left, top, right, bottom), lines)
        elif dice < 0.24:
            middle = left + (right - left) * rng.uniform(0.35, 0.6)
            boxes = ((left, top, middle - 0.2 * dpi, bottom), (middle, top, right, bottom))
            top = max(pen.paragraph(speech.paragraph(rng)[:90], family, box, lines, body_pt - 1) for box in boxes)
        else:
            top = pen.paragraph(speech.paragraph(rng), family, (left, top, right, bottom), lines, body_pt)
        top += body_pt * dpi / POINTS_PER_INCH * rng.uniform(0.1, 0.7)
    return Sheet(np.asarray(page, dtype=np.uint8), dpi, tuple(lines))


@dataclass(frozen=True, slots=True)
class _Pen:
    draw: ImageDraw.ImageDraw
    dpi: int
    rng: np.random.Generator

    def paragraph(
        self,
        text: str,
        family: tuple[Path, ...],
        place: tuple[float, float, float, float],
        lines: list[Line],
        size_pt: float,
    ) -> float:
        """Print a paragraph into a place, as far as it fits, and return where the next may begin."""
        rng = self.rng
        if rng.random() < 0.15:
            size_pt = float(rng.choice(_SIZES_PT))
        font = _font(family[int(rng.choice(4, p=_STYLE_SHARES))], round(size_pt * self.dpi / POINTS_PER_INCH))
        left, top, right, bottom = place
        pitch = font.size * rng.uniform(1.16, 1.5)
        indent = rng.choice((0.0, 0.5)) * self.dpi * (right - left > 3 * self.dpi)
        how = str(rng.choice(("justified", "justified", "ragged", "centred")))
        underlined = rng.random() < 0.05
        rows = _rows(text.split(), font, right - left, indent)
        for number, row in enumerate(rows):
            if top + pitch > bottom:
                return bottom
            start = left + (indent if number == 0 else 0)
            stretch = how == "justified" and number < len(rows) - 1
            lines.append(self._row(row, font, (start, right), top, "justified" if stretch else how, underlined))
            top += pitch
        return top

    def _row(
        self,
        words: list[str],
        font: ImageFont.FreeTypeFont,
        sides: tuple[float, float],
        top: float,
        how: str,
        underlined: bool,
    ) -> Line:
        start, end = sides
        lengths = [font.getlength(word) for word in words]
        gap = font.getlength(" ") * self.rng.uniform(0.8, 1.15)
        free = end - start - sum(lengths)
        if how == "justified" and len(words) > 2:
            gap = min(free / (len(words) - 1), 3 * gap)
        cursor = start + (max(0.0, free - gap * (len(words) - 1)) / 2 if how == "centred" else 0)
        first = cursor
        base = top + font.size * 0.9
        for word, length in zip(words, lengths, strict=True):
            self.draw.text((cursor, base), word, font=font, fill=0, anchor="ls")
            if word[-1] == "." and self.rng.random() < _SPECKED:
                self._speck(cursor + length, base, font.size)
            cursor += length + gap
        text = " ".join(words)
        _, up, _, down = font.getbbox(text, anchor="ls")
        if underlined:
            below = base + font.size * 0.12
            self.draw.line((first, below, cursor - gap, below), fill=0, width=max(1, round(font.size / 18)))
        box = (first, base + min(up, -ASCENT * font.size), cursor - gap, base + max(down, DESCENT * font.size))
        return Line(text, box, font.size)

    def _speck(self, right: float, base: float, size: float) -> None:
        """Put a speck over a dot that ends a word: smaller than a colon's, and seldom where that one stands."""
        rng = self.rng
        x, y = right - size * rng.uniform(0.0, 0.25), base - size * rng.uniform(0.2, 0.8)
        radius = size * rng.uniform(0.008, 0.03)
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(rng.integers(0, 120)))

    def table(
        self, speech: Speech, family: tuple[Path, ...], place: tuple[float, float, float, float], lines: list[Line]
    ) -> float:
        """Print a few ruled rows of short cells and return where they end."""
        rng = self.rng
        left, top, right, bottom = place
        cuts = np.sort(rng.uniform(0.12, 0.88, int(rng.integers(1, 4))))
        edges = left + (right - left) * np.concatenate([[0.0], cuts, [1.0]])
        thick = max(1, round(self.dpi / 150))
        size_pt, pad = float(rng.choice((10.0, 11.0, 12.0, 12.0))), 0.05 * self.dpi
        for _ in range(int(rng.integers(2, 6))):
            deepest = top
            for start, end in pairwise(edges):
                if end - start < 0.6 * self.dpi:
                    continue
                limit = float(rng.choice((12, 30, 60, 110)))
                text = speech.paragraph(rng)[: int(limit)].rsplit(" ", 1)[0]
                inside = (start + pad, top + pad, end - pad, bottom)
                deepest = max(deepest, self.paragraph(text, family, inside, lines, size_pt) + pad)
            if deepest >= bottom:
                return bottom
            self.draw.line((left, top, right, top), fill=0, width=thick)
            for edge in edges:
                self.draw.line((edge, top, edge, deepest), fill=0, width=thick)
            self.draw.line((left, deepest, right, deepest), fill=0, width=thick)
            top = deepest
        return top


def _rows(words: list[str], font: ImageFont.FreeTypeFont, room: float, indent: float) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    used, gap = indent, font.getlength(" ")
    for word in words:
        length = font.getlength(word)
        if rows[-1] and used + gap + length > room:
            rows.append([])
            used = 0.0
        used += length + (gap if rows[-1] else 0.0)
        rows[-1].append(word)
    return [row for row in rows if row]
