"""The text a PDF page already carries: words with boxes, ruled lines, and the facts by which it is judged.

The words stand in pixels of the page as it would be rendered at a given resolution, so that digital text and recognised
text are one kind of `Page` from here on.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.drawings import drawings
from ingest.letter_spacing import closed_up
from ingest.old_fonts import has_old_font, old_font_words
from ocr.layout import Ruling, arrange
from ocr.page import Box, Page, Word

UNKNOWN = "\ufffd"
BROKEN_HYPHEN = "\x02"  # PDFium's own mark for a hyphen at the end of a line
GUESSED_SPACE = "\x01"  # a white space that the file does not hold; PDFium puts it where lines or sizes change
TOUCHING_EM = 0.15  # of a word's height; spaces between words have 0.25 and more
WORD_GAP_EM = 2.0  # PDFium puts a space where letters are far apart; this catches cells it runs together
DOUBLED = 0.6  # of a word's box over the same word; dots of a dotted line stand beside each other
NO_INK_PT = 0.05  # fonts of unseen text have empty glyphs; the thinnest dash of 6 pt type has 0.3
CAP_HEIGHT = 0.66  # of the size of Times-like type
INVISIBLE = 3  # text render mode of PDF 32000-1 §9.3.6
Turn = Literal[0, 90, 180, 270]
Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a PDF page holds besides pictures of text.

    `page` has the words in reading order; `raw` is the text as the file stores it, before composing; shares are between
    0 and 1: of the page's area under images, of words drawn invisibly, of characters without a meaning, of words that
    lay over the same word and were dropped. `shapes` counts what is drawn with lines and areas.
    """

    page: Page
    raw: str
    fonts: tuple[str, ...]
    image_share: float
    invisible_share: float
    unmapped_share: float
    shapes: int
    doubled_share: float = 0.0

    @property
    def characters(self) -> int:
        """How many characters other than white space the layer has."""
        return sum(len(word.text) for word in self.page.words())


class _Glyph(NamedTuple):
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top in points of the page
    at: int
    stored: str


def read_text_layer(pdf_page: pdfium.PdfPage, *, number: int, dpi: int, path: Path | None = None) -> TextLayer:
    """Return the text layer of a page at `dpi`; a page without text gives a layer without words.

    With the file's `path`, words in fonts of before Unicode are read by the name of their font.
    """
    text_page = pdf_page.get_textpage()
    glyphs = list(_glyphs(text_page))
    turned = _turn(text_page, glyphs)
    place, width, height = _placing(pdf_page, dpi=dpi, turned=turned)
    groups = closed_up(list(_groups(glyphs)))
    words = [_word(group, place, width, height) for group in groups]
    fonts = tuple(sorted({_font(text_page, group[0].at) for group in groups}))
    if path is not None and not turned and has_old_font(fonts):
        words = [word for word in old_font_words(path, number=number, dpi=dpi) if _is_on(word.box, width, height)]
    single = _without_doubles(words)
    drawn = drawings(pdf_page)
    images = [_area(bounds, place, width, height) for bounds in drawn.images]
    blocks = arrange(single, _rulings(drawn.lines, place), width=width, height=height, dpi=dpi)
    raw = "".join(glyph.stored for glyph in glyphs).replace("\r", "")
    modes = [_render_mode(text_page, group[0].at) for group in groups]
    return TextLayer(
        page=Page(number, width, height, dpi, blocks, grade=1.0, turned=turned, engine="text_layer"),
        raw=raw,
        fonts=fonts,
        image_share=min(1.0, sum(images) / max(1, width * height)),
        invisible_share=modes.count(INVISIBLE) / max(1, len(modes)),
        unmapped_share=_unmapped(raw),
        shapes=drawn.shapes,
        doubled_share=1 - len(single) / max(1, len(words)),
    )


def _glyphs(text_page: pdfium.PdfTextPage) -> Iterator[_Glyph]:
    """Yield the characters with tight boxes, or with their font's boxes where the glyph itself has no ink."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium_c.FS_RECTF()
    raw = text_page.raw
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        stored = chr(code) if 0 < code <= 0x10FFFF else UNKNOWN
        text = "-" if stored == BROKEN_HYPHEN else stored
        if text.isspace() or unicodedata.category(text) == "Cc":
            is_guess = pdfium_c.FPDFText_IsGenerated(raw, index) == 1
            yield _Glyph(GUESSED_SPACE if is_guess else " ", (0.0, 0.0, 0.0, 0.0), index, stored)
            continue
        pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if min(box[2] - box[0], box[3] - box[1]) <= NO_INK_PT:
            pdfium_c.FPDFText_GetLooseCharBox(raw, index, loose)
            height = max(loose.top - loose.bottom, CAP_HEIGHT * _drawn_size(raw, index))
            box = (loose.left, loose.bottom, loose.right, loose.bottom + height)
        yield _Glyph(text, box, index, text)


def _drawn_size(raw: Any, index: int) -> float:
    """Return the size in points at which an upright character is drawn, 0 for a turned one."""
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFText_GetMatrix(raw, index, matrix) or abs(matrix.c) > 0.1 * abs(matrix.d):
        return 0.0
    return float(abs(matrix.d) * pdfium_c.FPDFText_GetFontSize(raw, index))


def _groups(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the glyphs of each word: a white space, a new line or a wide gap ends it.

    Where PDFium only guesses a space, as behind the raised "1" of "tỉnh1,", letters that touch stay together.
    """
    group: list[_Glyph] = []
    is_guess = False
    for glyph in glyphs:
        if glyph.text == GUESSED_SPACE:
            is_guess = True
        elif glyph.text == " " or (group and (not _touches(group, glyph) if is_guess else _apart(group, glyph))):
            if group:
                yield group
            group = [] if glyph.text == " " else [glyph]
            is_guess = False
        else:
            group.append(glyph)
            is_guess = False
    if group:
        yield group


def _touches(group: Sequence[_Glyph], glyph: _Glyph) -> bool:
    """Return whether a glyph follows a word on its line with no more room than there is between letters."""
    last, box = group[-1].box, glyph.box
    height = max(other.box[3] - other.box[1] for other in group)
    word_bottom, word_top = min(g.box[1] for g in group), max(g.box[3] for g in group)
    level = word_bottom - 0.3 * height <= box[1] and box[3] <= word_top + 0.3 * height
    return level and -0.1 * height <= box[0] - last[2] <= TOUCHING_EM * height


def _apart(group: Sequence[_Glyph], glyph: _Glyph) -> bool:
    box, last = glyph.box, group[-1].box
    gap = max(box[0] - last[2], last[0] - box[2], box[1] - last[3], last[1] - box[3])
    if gap <= WORD_GAP_EM:  # of a letter 1 pt large: nearly all letters are told here
        return False
    size = max(max(g.box[3] - g.box[1], g.box[2] - g.box[0]) for g in (*group[-4:], glyph))
    return gap > WORD_GAP_EM * size


def _word(group: Sequence[_Glyph], place: Place, width: int, height: int) -> Word:
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in group))
    lefts, bottoms, rights, tops = zip(*(glyph.box for glyph in group), strict=True)
    around = min(lefts), min(bottoms), max(rights), max(tops)
    return Word(text, _pixels(around, place, width, height), 1.0)


def _pixels(box: tuple[float, float, float, float], place: Place, width: int, height: int) -> Box:
    """Return a box in points as pixels, kept on the page and at least one pixel large."""
    corners = (place(box[0], box[1]), place(box[2], box[3]))
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    left, top = min(max(math.floor(xs[0]), 0), width - 1), min(max(math.floor(ys[0]), 0), height - 1)
    return Box(left, top, min(max(math.ceil(xs[1]), left + 1), width), min(max(math.ceil(ys[1]), top + 1), height))


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Return the words without those that lie over the same word, unseen or to make it look bold."""
    kept: dict[str, list[Box]] = {}
    single = []
    for word in words:
        same = kept.setdefault(word.text, [])
        if not any(_overlap(word.box, box) > DOUBLED for box in same):
            same.append(word.box)
            single.append(word)
    return single


def _overlap(one: Box, other: Box) -> float:
    """Return how much of the smaller box lies in the other."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / min(one.width * one.height, other.width * other.height)


def _is_on(box: Box, width: int, height: int) -> bool:
    return min(box.left, box.top) >= 0 and box.right <= width and box.bottom <= height


def _turn(text_page: pdfium.PdfTextPage, glyphs: Sequence[_Glyph]) -> Turn:
    """Return the quarter turn that sets most of the text upright, on top of the turn the page asks for itself."""
    inked = [glyph for glyph in glyphs if glyph.text not in (" ", GUESSED_SPACE)]
    if not inked:
        return 0
    angles: Counter[int] = Counter()
    for glyph in inked[:: max(1, len(inked) // 200)]:
        angle = math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page.raw, glyph.at))
        angles[round(angle / 90) * 90 % 360] += 1
    drawn = angles.most_common(1)[0][0]
    rotation = pdfium_c.FPDFPage_GetRotation(text_page.page.raw) * 90 if text_page.page is not None else 0
    turns: dict[int, Turn] = {0: 0, 90: 90, 180: 180, 270: 270}
    return turns[(drawn - rotation) % 360]


def _placing(pdf_page: pdfium.PdfPage, *, dpi: int, turned: Turn) -> tuple[Place, int, int]:
    """Return how points become pixels of the upright page, and that page's width and height."""
    width, height = (max(1, math.ceil(size * dpi / 72)) for size in pdf_page.get_size())
    fine = 64  # PDFium answers in whole pixels; a page 64 times as large keeps fractions of ours
    x, y = ctypes.c_int(), ctypes.c_int()

    def device(page_x: float, page_y: float) -> tuple[float, float]:
        pdfium_c.FPDF_PageToDevice(pdf_page.raw, 0, 0, width * fine, height * fine, 0, page_x, page_y, x, y)
        return x.value / fine, y.value / fine

    x0, y0 = device(0, 0)
    (xa, ya), (xb, yb) = device(1000, 0), device(0, 1000)
    ax, ay, bx, by = (xa - x0) / 1000, (ya - y0) / 1000, (xb - x0) / 1000, (yb - y0) / 1000

    def place(page_x: float, page_y: float) -> tuple[float, float]:
        across, down = x0 + ax * page_x + bx * page_y, y0 + ay * page_x + by * page_y
        if turned == 90:
            return height - down, across
        if turned == 180:
            return width - across, height - down
        if turned == 270:
            return down, width - across
        return across, down

    return (place, height, width) if turned in (90, 270) else (place, width, height)


def _render_mode(text_page: pdfium.PdfTextPage, index: int) -> int:
    return int(pdfium_c.FPDFTextObj_GetTextRenderMode(pdfium_c.FPDFText_GetTextObject(text_page.raw, index)))


def _font(text_page: pdfium.PdfTextPage, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(text_page.raw, index, buffer, 128, flags)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 128 else ""


def _unmapped(raw: str) -> float:
    """Return the share of characters that stand for nothing: replacement, private use, controls."""
    inked = [letter for letter in raw if not letter.isspace() and letter != BROKEN_HYPHEN]
    lost = sum(letter == UNKNOWN or unicodedata.category(letter) in ("Co", "Cc", "Cn") for letter in inked)
    return lost / max(1, len(inked))


def _rulings(lines: Sequence[tuple[float, float, float, float]], place: Place) -> list[Ruling]:
    rulings: list[Ruling] = []
    for left, bottom, right, top in lines:
        (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
        xs, ys = sorted((x0, x1)), sorted((y0, y1))
        first, upper = math.floor(xs[0]), math.floor(ys[0])
        rulings.append(Ruling(Box(first, upper, max(math.ceil(xs[1]), first + 1), max(math.ceil(ys[1]), upper + 1))))
    return rulings


def _area(bounds: tuple[float, float, float, float], place: Place, width: int, height: int) -> int:
    """Return how many pixels of the page lie under `bounds`."""
    box = _pixels(bounds, place, width, height)
    return box.width * box.height
