"""Pages set for the tests of reading: invented text in real type, and what scanners and cameras do to it."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Pixels = npt.NDArray[np.uint8]

DPI = 200
WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dpi
LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và đề nghị của Văn phòng,",
    "Ủy ban nhân dân xã Suối Trong ban hành kế hoạch trồng cây đầu xuân như sau:",
    "1. Mục đích",
    "- Phủ xanh 12 ha đất trống ven suối, giữ nguồn nước cho ba thôn.",
    "- Mỗi hộ gia đình trồng ít nhất 05 cây và chăm sóc đến hết năm 2031.",
    "2. Yêu cầu",
    "- Cây giống đúng chủng loại, có nguồn gốc rõ ràng, giao trước ngày 15/01/2031.",
    "- Các thôn báo cáo kết quả về Văn phòng trước ngày 20 hằng tháng.",
)
_FACES = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


@cache
def face(size_px: int) -> ImageFont.FreeTypeFont:
    """Return a serif face that has the Vietnamese letters."""
    path = next(path for path in _FACES if Path(path).exists())
    return ImageFont.truetype(path, size_px)


def page(
    lines: tuple[str, ...] = LINES,
    *,
    top: int = 250,
    left: int = 236,
    step: int = 58,
    size_px: int = 36,
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Pixels:
    """Return a white page with `lines` in black, gray, one channel."""
    sheet = Image.new("L", size, 255)
    pen = ImageDraw.Draw(sheet)
    for index, line in enumerate(lines):
        pen.text((left, top + index * step), line, font=face(size_px), fill=20)
    return np.asarray(sheet, dtype=np.uint8).copy()


def leaning(sheet: Pixels, degrees: float) -> Pixels:
    """Return the page as if laid on the glass turned against the clock."""
    height, width = sheet.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(sheet, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


def coloured(sheet: Pixels) -> Pixels:
    """Return a gray page as blue, green and red."""
    return np.asarray(cv2.cvtColor(sheet, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def photographed(sheet: Pixels) -> tuple[Pixels, npt.NDArray[np.float32]]:
    """Return the page lying at an angle on a dark desk, and its corners there, clockwise from the top left."""
    height, width = sheet.shape[:2]
    corners = np.array([[110, 150], [1610, 95], [1655, 2290], [60, 2330]], dtype=np.float32)
    flat = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    view = cv2.getPerspectiveTransform(flat, corners)
    lit = (sheet.astype(np.float32) * np.linspace(0.92, 0.62, width, dtype=np.float32)).astype(np.uint8)
    desk = cv2.warpPerspective(lit, view, (1740, 2420), borderMode=cv2.BORDER_CONSTANT, borderValue=52)
    return np.asarray(desk, dtype=np.uint8), corners
