"""Prints sheets into a PDF with reportlab: the digital paper, or the print that is then signed by hand."""

import io
from collections.abc import Sequence

from reportlab.pdfgen import canvas

from samples.composer.fonts import register
from samples.composer.sheet import HEIGHT_PT, WIDTH_PT, Sheet


def to_pdf(sheets: Sequence[Sheet], *, title: str, by_hand: bool = False) -> bytes:
    """Return the sheets as PDF bytes, always the same; with `by_hand` what the pen writes is left blank."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(WIDTH_PT, HEIGHT_PT), invariant=1, pageCompression=1)
    page.setTitle(title)
    page.setAuthor("Bóc Tách samples")
    for sheet in sheets:
        for rule in sheet.rules:
            page.setLineWidth(rule.width)
            page.line(rule.x1, HEIGHT_PT - rule.y1, rule.x2, HEIGHT_PT - rule.y2)
        for ink in sheet.inks:
            if ink.pen and by_hand:
                continue
            register(ink.face)
            page.setFillColorRGB(*ink.color)
            page.setFont(ink.face, ink.size)
            page.drawString(ink.x, HEIGHT_PT - ink.base, ink.text)
        page.showPage()
    page.save()
    return buffer.getvalue()
