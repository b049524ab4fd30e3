"""A PDF that looks as the paper was scanned and can be searched: restored words, unseen, over the original pages.

This opens the uploaded file with native code: call it where pages are read, inside the sandbox. A digital signature of
the original does not cover the new file; the original itself is never changed.
"""

import ctypes
import io
import math
from collections.abc import Callable, Collection, Sequence
from statistics import linear_regression, median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.exports.glyphless import ADVANCE, UNITS_PER_EM, characters, font_bytes
from ocr.page import Line, Page

DESCENT = 0.2  # share of the font's size below the line its letters stand on
MAX_DEPTH = 8
INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
Points = Callable[[float, float], tuple[float, float]]
_KNOWN = frozenset(map(chr, characters()))


def searchable_pdf(data: bytes, pages: Sequence[Page], *, kept: Collection[int] = ()) -> bytes:
    """Return the PDF `data` with the words of `pages` laid invisibly over it.

    `pages` hold restored words (see `restored_pages`); the text layer that a scan had before is taken out. Pages whose
    numbers are in `kept` have good text of their own and stay as they are.
    """
    document = pdfium.PdfDocument(data)
    try:
        font = _font(document)
        for page in pages:
            if page.number not in kept and 1 <= page.number <= len(document):
                _lay(document, font, document[page.number - 1], page)
        return _saved(document)
    finally:
        document.close()


def searchable_pictures(pictures: Sequence[bytes], pages: Sequence[Page]) -> bytes:
    """Return JPEG pictures of upright pages as a PDF with the words of `pages` laid invisibly over them."""
    document = pdfium.PdfDocument.new()
    try:
        font = _font(document)
        for picture, page in zip(pictures, pages, strict=True):
            width, height = page.width * 72 / page.dpi, page.height * 72 / page.dpi
            pdf_page = document.new_page(width, height)
            image = pdfium.PdfImage.new(document)
            image.load_jpeg(io.BytesIO(picture), inline=True)
            image.set_matrix(pdfium.PdfMatrix().scale(width, height))
            pdf_page.insert_obj(image)
            _add_words(document, font, pdf_page, page, _points(pdf_page, page, turned=0))
            pdf_page.gen_content()
        return _saved(document)
    finally:
        document.close()


def _font(document: pdfium.PdfDocument) -> Any:
    data = font_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    font = pdfium_c.FPDFText_LoadFont(document.raw, buffer, len(data), pdfium_c.FPDF_FONT_TRUETYPE, True)
    if not font:
        raise RuntimeError("PDFium cannot load glyphless.ttf; write it anew with python -m ingest.exports.glyphless")
    return font


def _lay(document: pdfium.PdfDocument, font: Any, pdf_page: pdfium.PdfPage, page: Page) -> None:
    # Taken out are unseen words, and the forms in which OCR programs put nothing but unseen words.
    for item in list(pdf_page.get_objects(max_depth=1)):
        if _is_unseen(item.raw):
            pdf_page.remove_obj(item)
    _add_words(document, font, pdf_page, page, _points(pdf_page, page, turned=page.turned))
    pdf_page.set_rotation((pdf_page.get_rotation() + page.turned) % 360)
    pdf_page.gen_content()


def _is_unseen(item: Any, depth: int = 0) -> bool:
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM or depth > MAX_DEPTH:
        return False
    count = pdfium_c.FPDFFormObj_CountObjects(item)
    members = (pdfium_c.FPDFFormObj_GetObject(item, index) for index in range(count))
    return count > 0 and all(_is_unseen(member, depth + 1) for member in members)


def _points(pdf_page: pdfium.PdfPage, page: Page, *, turned: int) -> Points:
    """Return how pixels of the upright page become points of the PDF page as it is stored."""
    width, height = (page.height, page.width) if turned in (90, 270) else (page.width, page.height)
    fine = 64  # PDFium takes whole pixels only
    x, y = ctypes.c_double(), ctypes.c_double()

    def points(across: float, down: float) -> tuple[float, float]:
        if turned == 90:
            across, down = down, height - across
        elif turned == 180:
            across, down = width - across, height - down
        elif turned == 270:
            across, down = width - down, across
        pdfium_c.FPDF_DeviceToPage(
            pdf_page.raw, 0, 0, width * fine, height * fine, 0, round(across * fine), round(down * fine), x, y
        )
        return x.value, y.value

    return points


def _add_words(document: pdfium.PdfDocument, font: Any, pdf_page: pdfium.PdfPage, page: Page, points: Points) -> None:
    for block in page.blocks:
        for line in block.lines:
            _add_line(document, font, pdf_page, line, points)


def _add_line(document: pdfium.PdfDocument, font: Any, pdf_page: pdfium.PdfPage, line: Line, points: Points) -> None:
    """Add the words of a line in one size on one straight base, so that readers see one line."""
    size = max(1.0, float(median(word.box.height for word in line.words)))
    slope, base = _base(line)
    for word in line.words:
        text = "".join(letter if letter in _KNOWN else "\ufffd" for letter in word.text)
        left = float(word.box.left)
        bottom = base + slope * left - DESCENT * size
        stretch = word.box.width / max(1e-6, len(text) * ADVANCE / UNITS_PER_EM)
        origin = points(left, bottom)
        across = points(left + 1, bottom + slope)
        up = points(left + slope, bottom - 1)
        right = (across[0] - origin[0], across[1] - origin[1])
        rise = (up[0] - origin[0], up[1] - origin[1])
        points_high = math.hypot(*rise) * size
        item = pdfium_c.FPDFPageObj_CreateTextObj(document.raw, font, points_high)
        # The space behind each word is what tells words apart for readers that do not measure gaps.
        wide = ctypes.create_string_buffer((text + " ").encode("utf-16-le") + b"\x00\x00")
        pdfium_c.FPDFText_SetText(item, ctypes.cast(wide, pdfium_c.FPDF_WIDESTRING))
        pdfium_c.FPDFTextObj_SetTextRenderMode(item, INVISIBLE)
        wide_by, high_by = stretch / points_high, size / points_high
        matrix = pdfium_c.FS_MATRIX(
            right[0] * wide_by, right[1] * wide_by, rise[0] * high_by, rise[1] * high_by, origin[0], origin[1]
        )
        pdfium_c.FPDFPageObj_SetMatrix(item, matrix)
        pdfium_c.FPDFPage_InsertObject(pdf_page.raw, item)


def _base(line: Line) -> tuple[float, float]:
    """Return slope and height of the line that the words' lower edges lie on."""
    xs = [float(word.box.left + word.box.right) / 2 for word in line.words]
    ys = [float(word.box.bottom) for word in line.words]
    if len(set(xs)) < 4:
        return 0.0, float(median(ys))
    slope, base = linear_regression(xs, ys)
    return (slope, base) if math.isfinite(slope) and abs(slope) < 0.2 else (0.0, float(median(ys)))


def _saved(document: pdfium.PdfDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
