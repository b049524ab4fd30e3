"""Small PDF papers for the tests: digital text, text layers over pictures, and all that is wrong with them."""

import io
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
WIDTH, HEIGHT = A4

LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG TIẾN",
    "KẾ HOẠCH",
    "Cải thiện môi trường làm việc tại bộ phận tiếp nhận năm 2025",
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 08 tháng 01 năm 2025 của huyện;",
    "I. MỤC TIÊU",
    "- Ít nhất 95% hồ sơ được giải quyết trước và đúng hạn trong năm;",
    "- Người dân được hướng dẫn tận tình khi nộp hồ sơ trực tuyến.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Công chức văn phòng chủ trì, phối hợp với các thôn tổng hợp báo cáo.",
)


@cache
def serif() -> str:
    """Register the face once and return its name."""
    pdfmetrics.registerFont(TTFont("Serif", SERIF))
    return "Serif"


def pdf(*draw: Callable[[Canvas], None]) -> bytes:
    """Return a PDF with one page for each drawing."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def text(
    lines: Sequence[str], *, mode: int = 0, size: float = 12, spacing: float = 0, top: float = 760
) -> Callable[[Canvas], None]:
    """Return a drawing of lines from the top; `mode` 3 is invisible, `spacing` sets letters apart."""

    def draw(canvas: Canvas) -> None:
        block = canvas.beginText(80, top)
        block.setFont(serif(), size)
        block.setLeading(size * 1.6)
        block.setTextRenderMode(mode)
        block.setCharSpace(spacing)
        for line in lines:
            block.textLine(line)
        block.setTextRenderMode(0)
        canvas.drawText(block)

    return draw


def scan(share: float = 1.0) -> Callable[[Canvas], None]:
    """Return a drawing of a picture of print over `share` of the page's height."""
    pixels = np.full((584, 414), 235, np.uint8)
    pixels[60:540:12, 50:360] = 90
    picture = ImageReader(Image.fromarray(pixels))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, HEIGHT * (1 - share), WIDTH, HEIGHT * share)

    return draw


def both(*draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Return a drawing of several drawings one over the other."""

    def draw_all(canvas: Canvas) -> None:
        for one in draw:
            one(canvas)

    return draw_all
