"""The picture of a page: image pages as they are stored in the file, drawn pages at the resolution that suits them.

Runs inside the sandbox's children only. Pictures are uint8 arrays, gray (height, width) or BGR (height, width, 3).
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageFile, ImageOps, ImageSequence

Picture = npt.NDArray[np.uint8]

DRAWN_DPI = 300  # pages without a scan of their own: 14 pt print is then some 25 px high at the letter x
LEAST_DRAWN_DPI = 200
LAYER_DPI = 150  # of the picture beside a digital text: sharp on a screen, a quarter of the pixels of 300 dpi
MOST_DPI = 330  # finer scans are reduced to DRAWN_DPI: four times the work, nothing more to read
POINTS_PER_INCH = 72
WHOLE_PAGE = 0.98  # of the page's area under one image: the page is a scan
SCAN = 0.5  # of the page's area under one image: the page has a scan in it
SQUARE = 0.03  # pixels whose sides differ by less are square
A4_SHORT_INCHES = 8.27
MOST_OVER = 4  # times the limit on pixels: a picture larger than that is refused, a smaller one reduced

# The sandbox's own limits guard against bombs; Pillow's guess at them would refuse A3 colour scans.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


class TooManyPixels(Exception):  # noqa: N818
    """An image far beyond the limit, refused before it is decoded."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The largest image on a PDF page: its size in pixels, its resolution along and across, its share of the page."""

    image: Any
    width: int
    height: int
    dpi_x: float
    dpi_y: float
    share: float
    is_upright: bool


def pdf_picture(page: Any, *, max_pixels: int) -> tuple[Picture, int]:
    """Return the picture of a PDF page and its dpi; square pixels, at most `max_pixels` of them."""
    scan = find_scan(page)
    if scan is not None and scan.share >= WHOLE_PAGE and scan.is_upright and _stands_alone(page):
        dpi = max(scan.dpi_x, scan.dpi_y)
        if dpi <= MOST_DPI and scan.width * scan.height <= max_pixels:
            stored = _as_stored(scan, page.get_rotation())
            if stored is not None:
                return stored, round(dpi)
    dpi = DRAWN_DPI
    if scan is not None and scan.share >= SCAN:
        dpi = round(max(scan.dpi_x, scan.dpi_y))
        dpi = DRAWN_DPI if dpi > MOST_DPI else max(dpi, LEAST_DRAWN_DPI)
    dpi = fitting_dpi(page, dpi, max_pixels=max_pixels)
    return drawn(page, dpi=dpi), dpi


def layer_dpi(page: Any, *, max_pixels: int) -> int:
    """Return the resolution at which the text layer of a page is placed: that of the scan under it, if there is one."""
    scan = find_scan(page)
    has_scan = scan is not None and scan.share >= SCAN
    dpi = min(round(max(scan.dpi_x, scan.dpi_y)), DRAWN_DPI) if scan is not None and has_scan else LAYER_DPI
    return fitting_dpi(page, max(dpi, LAYER_DPI), max_pixels=max_pixels)


def fitting_dpi(page: Any, dpi: int, *, max_pixels: int) -> int:
    """Return `dpi`, or less when the page drawn at it would have more than `max_pixels`.

    `TooManyPixels` when it has more at one pixel an inch: such a page is a trap.
    """
    width, height = page.get_size()
    square_inches = (width / POINTS_PER_INCH) * (height / POINTS_PER_INCH)
    if square_inches > max_pixels:
        raise TooManyPixels
    return min(dpi, math.floor(math.sqrt(max_pixels / max(square_inches, 1))))


def drawn(page: Any, *, dpi: int, turned: int = 0) -> Picture:
    """Return a PDF page drawn at `dpi` and turned clockwise by `turned` degrees."""
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, may_draw_forms=True, draw_annots=True)
    return np.ascontiguousarray(np.rot90(_array(bitmap), k=-(turned // 90)))


def image_picture(path: Path, number: int, *, max_pixels: int) -> tuple[Picture, int]:
    """Return frame `number` (from 1) of an image file, upright as its EXIF says, and its dpi.

    `TooManyPixels` when it is far beyond `max_pixels`; smaller excesses are reduced.
    """
    with Image.open(path) as image:
        frame = next(iter(ImageSequence.Iterator(image))) if number == 1 else image
        if number > 1:
            image.seek(number - 1)
        if frame.width * frame.height > MOST_OVER * max_pixels:
            raise TooManyPixels
        dpi_x, dpi_y = _stated_dpi(frame)
        frame = ImageOps.exif_transpose(frame)
        if frame.mode in {"1", "L", "I;16", "I"}:
            picture = _gray(frame)
        else:
            flat = Image.new("RGB", frame.size, "white")
            colour = frame.convert("RGBA")
            flat.paste(colour, mask=colour.getchannel("A"))
            picture = cv2.cvtColor(np.asarray(flat), cv2.COLOR_RGB2BGR)
    return _squared_and_reduced(picture, dpi_x, dpi_y, max_pixels=max_pixels)


def find_scan(page: Any) -> Scan | None:
    """Return the largest image on a PDF page, None when it has none."""
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:
        width, height = height, width
    largest: Scan | None = None
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        matrix = image.get_matrix()
        across, along = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        pixels_x, pixels_y = image.get_px_size()
        if min(across, along, pixels_x, pixels_y) <= 0:
            continue
        scan = Scan(
            image,
            pixels_x,
            pixels_y,
            pixels_x / across * POINTS_PER_INCH,
            pixels_y / along * POINTS_PER_INCH,
            across * along / max(width * height, 1),
            is_upright=matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 1e-3 * across,
        )
        if largest is None or scan.share > largest.share:
            largest = scan
    return largest


def _stands_alone(page: Any) -> bool:
    """Return whether one image is all that can be seen on a page: invisible text may lie over it."""
    visible = 0
    for item in page.get_objects(max_depth=2):
        if item.type == pdfium_c.FPDF_PAGEOBJ_FORM:
            continue
        if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw)
            if mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
                continue
        visible += 1
        if visible > 1:
            return False
    return visible == 1


def _as_stored(scan: Scan, rotation: int) -> Picture | None:
    """Return a scan's pixels as they lie in the file, turned as the page says; None when pdfium cannot give them."""
    try:
        stored = scan.image.get_bitmap(render=False)
    except pypdfium2.PdfiumError:
        return None
    picture = _array(stored)
    if abs(scan.dpi_x - scan.dpi_y) > SQUARE * max(scan.dpi_x, scan.dpi_y):
        picture, _ = _squared_and_reduced(picture, scan.dpi_x, scan.dpi_y, max_pixels=picture.size * 4)
    return np.ascontiguousarray(np.rot90(picture, k=-(rotation // 90)))


def _array(bitmap: Any) -> Picture:
    array = np.asarray(bitmap.to_numpy())
    if bitmap.format == pdfium_c.FPDFBitmap_Gray:
        gray = array.reshape(array.shape[0], array.shape[1])
        return np.ascontiguousarray(gray)
    return np.ascontiguousarray(array[:, :, :3])


def _gray(frame: Image.Image) -> Picture:
    if frame.mode in {"I;16", "I"}:
        deep = np.asarray(frame, dtype=np.float32)
        return np.clip(deep / 257, 0, 255).astype(np.uint8)
    return np.array(frame.convert("L"))


def _stated_dpi(frame: Image.Image) -> tuple[float, float]:
    """Return the resolution a file states, or that of an A4 page of this width when it states none that makes sense."""
    stated = frame.info.get("dpi", (0, 0))
    dpi_x, dpi_y = float(stated[0]), float(stated[1])
    if min(dpi_x, dpi_y) < 60 or max(dpi_x, dpi_y) > 2400:
        dpi_x = dpi_y = min(frame.size) / A4_SHORT_INCHES
    return dpi_x, dpi_y


def _squared_and_reduced(picture: Picture, dpi_x: float, dpi_y: float, *, max_pixels: int) -> tuple[Picture, int]:
    height, width = picture.shape[:2]
    dpi = max(dpi_x, dpi_y)
    target = DRAWN_DPI if dpi > MOST_DPI else dpi
    new_width, new_height = width * target / dpi_x, height * target / dpi_y
    shrink = min(1.0, math.sqrt(max_pixels / (new_width * new_height)))
    size = max(1, round(new_width * shrink)), max(1, round(new_height * shrink))
    if abs(size[0] - width) <= SQUARE * width and abs(size[1] - height) <= SQUARE * height:
        return picture, max(1, round(dpi))
    is_smaller = size[0] * size[1] < width * height
    method = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=method), dtype=np.uint8), max(1, round(target * shrink))
