"""Small PDF papers for the tests: digital text, text layers over pictures, and all that is wrong with them."""

import io
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from diacritics.encodings import from_tcvn3, from_vni

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


def picture(pixels: NDArray[np.uint8]) -> Callable[[Canvas], None]:
    """Return a drawing of a picture that fills the page."""
    image = ImageReader(Image.fromarray(pixels))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(image, 0, 0, WIDTH, HEIGHT)

    return draw


def both(*draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Return a drawing of several drawings one over the other."""

    def draw_all(canvas: Canvas) -> None:
        for one in draw:
            one(canvas)

    return draw_all


def without_marks(lines: Sequence[str]) -> list[str]:
    """Return lines as typed by someone without a Vietnamese keyboard."""
    bare = (unicodedata.normalize("NFD", line.replace("đ", "d").replace("Đ", "D")) for line in lines)
    return ["".join(letter for letter in line if not unicodedata.combining(letter)) for line in bare]


def as_english(lines: Sequence[str]) -> list[str]:
    """Return lines as an engine without Vietnamese reads them: accents at random, hats and horns lost, odd signs."""
    table = str.maketrans(
        "ảãạăắằẳẵặấầẩẫậẻẽẹếềểễệỉĩịỏõọốồổỗộơớờởỡợủũụưứừửữựỷỹỵđĐỦẤẾỒỘỨ",
        "aaaaáaaaaâaaâaeeeéeeéeiiióoodééodoooooouuuuuuuuuyyydDUAEOOU",
    )
    return [unicodedata.normalize("NFC", line).translate(table).replace("nh ", "nb ") for line in lines]


def spelled(lines: Sequence[str], inverse: dict[str, str]) -> list[str]:
    """Return lines in an old encoding, given what stands for each letter."""
    return ["".join(inverse.get(letter, letter) for letter in line) for line in lines]


def tcvn3(lines: Sequence[str]) -> list[str]:
    """Return lines as stored by a program with .VnTime: small letters only have marks, capitals take them from ...H."""
    inverse = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0x100) if from_tcvn3(chr(code)) != chr(code)}
    return spelled([line.lower() for line in lines], inverse)


def vni(lines: Sequence[str]) -> list[str]:
    """Return lines as stored by a program with VNI-Times: a letter, then a letter that prints its marks."""
    marks = "\u00f8\u00f9\u00fb\u00f5\u00ef\u00e2\u00e0\u00e1\u00e5\u00e3\u00e4\u00ea\u00e8\u00e9\u00fa\u00fc\u00eb"
    single = {from_vni(chr(code)): chr(code) for code in range(0xC0, 0x100)}
    double = {from_vni(base + mark): base + mark for base in "aeoyu\u00f4\u00f6" for mark in marks}
    inverse = {new: old for new, old in {**single, **double}.items() if len(new) == 1 and new != old}
    return spelled([line.lower() for line in lines], inverse)
