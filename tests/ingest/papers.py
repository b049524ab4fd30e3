"""Small papers for tests of the trunk: a few printed lines a page, quick to recognise."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype")
DPI = 150
PAGE_PX = (1240, 1754)

LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG LÂM",
    "KẾ HOẠCH",
    "Khảo sát mức độ hài lòng của người dân năm 2024",
    "1. Lập danh sách hộ được phỏng vấn",
    "Thời gian: trước ngày 15/5/2024. Chủ trì: Văn phòng xã.",
    "2. Tổ chức tập huấn cho cộng tác viên của các thôn",
    "Thời gian: trong tháng 6 năm 2024. Chủ trì: Công chức văn hóa.",
    "3. Phát và thu phiếu khảo sát tại nhà văn hóa các thôn",
    "Thời gian: Quý III năm 2024. Phối hợp: Trưởng các thôn.",
    "Ủy ban nhân dân xã yêu cầu công chức phụ trách, trưởng các thôn và các hộ dân",
    "được chọn khảo sát phối hợp chặt chẽ để việc lấy ý kiến đúng kế hoạch, bảo đảm",
    "khách quan, trung thực; khó khăn vướng mắc báo cáo về Văn phòng xã để giải quyết.",
)


def first_line(number: int) -> str:
    """Return the line that tells page `number` from the others."""
    return f"Danh sách hộ của thôn {number}"


def font_file(name: str = "LiberationSerif-Regular.ttf") -> str:
    """Return the path of a font with all Vietnamese letters."""
    for folder in ("liberation2", "liberation"):
        path = FONTS / folder / name
        if path.exists():
            return str(path)
    return str(FONTS / "dejavu" / "DejaVuSerif.ttf")


def page_image(lines: Sequence[str] = LINES, *, number: int = 1) -> Image.Image:
    """Return a page with `lines` printed on it and its own first line."""
    image = Image.new("L", PAGE_PX, 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_file(), 30)
    for index, line in enumerate((first_line(number), *lines)):
        draw.text((150, 200 + 60 * index), line, font=font, fill=20)
    return image


def scanned_pdf(pages: int, lines: Sequence[str] = LINES) -> bytes:
    """Return a PDF whose pages are images only."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(1, pages + 1):
        canvas.drawImage(ImageReader(page_image(lines, number=number)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def digital_pdf(pages: int = 1, lines: Sequence[str] = LINES) -> bytes:
    """Return a PDF with text."""
    registerFont(TTFont("Printed", font_file()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Printed", 14)
        for index, line in enumerate((first_line(number), *lines)):
            canvas.drawString(72, 740 - 28 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str, pages: int = 1) -> bytes:
    """Return the pages as an image file: "PNG", "JPEG" or "TIFF"."""
    images = [page_image(number=number) for number in range(1, pages + 1)]
    out = io.BytesIO()
    if kind == "TIFF":
        images[0].save(out, kind, save_all=True, append_images=images[1:], dpi=(DPI, DPI), compression="tiff_lzw")
    else:
        images[0].save(out, kind, dpi=(DPI, DPI))
    return out.getvalue()
