"""What a PDF page draws besides letters: where its images lie and which straight lines it rules."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MAX_THICKNESS_PT = 3.0  # wider bars are shading
MIN_LENGTH_PT = 6.0
MAX_OBJECTS = 30_000  # a map or a plan drawn in vectors; its lines are no table
MAX_DEPTH = 8

Bounds = tuple[float, float, float, float]  # left, bottom, right, top in points of the page
Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawings:
    """Bounds of the images and of the ruled lines of a page in points, and how many shapes it draws in all."""

    images: tuple[Bounds, ...]
    lines: tuple[Bounds, ...]
    shapes: int


def drawings(pdf_page: pdfium.PdfPage) -> Drawings:
    """Return the images and ruled lines of a page, also those inside of form objects."""
    images: list[Bounds] = []
    lines: list[Bounds] = []
    shapes = 0
    for count, (item, matrix) in enumerate(_objects(pdf_page.raw, None, _UPRIGHT, 0)):
        if count >= MAX_OBJECTS:
            break
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and (bounds := _bounds(item)) is not None:
            images.append(_placed(bounds, matrix))
        elif kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING):
            shapes += 1
            lines += (_placed(line, matrix) for line in _lines(item))
    return Drawings(tuple(images), tuple(lines), shapes)


def _objects(raw_page: object, form: object | None, matrix: Matrix, depth: int) -> Iterator[tuple[object, Matrix]]:
    """Yield each object with the matrix of the forms it stands in."""
    count = pdfium_c.FPDFFormObj_CountObjects(form) if form else pdfium_c.FPDFPage_CountObjects(raw_page)
    for index in range(count):
        item = pdfium_c.FPDFFormObj_GetObject(form, index) if form else pdfium_c.FPDFPage_GetObject(raw_page, index)
        if not item:
            continue
        if pdfium_c.FPDFPageObj_GetType(item) != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < MAX_DEPTH:
            yield from _objects(raw_page, item, _product(_matrix(item), matrix), depth + 1)


def _lines(path: object) -> Iterator[Bounds]:
    """Yield the straight lines of a path: a stroke, a thin bar, or the sides of a frame that its clip leaves to see."""
    bounds = _bounds(path)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if bounds is None or not pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    clip = _clip(path)
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= MAX_THICKNESS_PT:
        if (line := _seen(bounds, clip)) is not None:
            yield line
        return
    contours, sides = _sides(path)
    if not stroke.value and contours < 2:
        return  # a filled shape without a hole is shading
    for side in sides:
        if (line := _seen(side, clip)) is not None:
            yield line


def _sides(path: object) -> tuple[int, list[Bounds]]:
    """Return how many contours a path has and its level and upright segments, in points of the page or form."""
    matrix = _matrix(path)
    contours, sides = 0, []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point((x.value, y.value), matrix)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            contours += 1
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            sides.append(_box(last, point))
        last = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            sides.append(_box(point, start))
            last = start
    return contours, sides


def _seen(line: Bounds, clip: Bounds | None) -> Bounds | None:
    """Return the part of a line inside of the clip, or None when that is no line any more."""
    if clip is not None:
        line = (max(line[0], clip[0]), max(line[1], clip[1]), min(line[2], clip[2]), min(line[3], clip[3]))
    width, height = line[2] - line[0], line[3] - line[1]
    if min(width, height) < -MAX_THICKNESS_PT or min(width, height) > MAX_THICKNESS_PT:
        return None
    return line if max(width, height) >= MIN_LENGTH_PT and min(width, height) >= -0.01 else None


def _clip(item: object) -> Bounds | None:
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    count = pdfium_c.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    seen: Bounds | None = None
    for path in range(max(0, count)):
        points = []
        for index in range(pdfium_c.FPDFClipPath_CountPathSegments(clip, path)):
            pdfium_c.FPDFPathSegment_GetPoint(pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        if points:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            seen = (
                box
                if seen is None
                else (max(seen[0], box[0]), max(seen[1], box[1]), min(seen[2], box[2]), min(seen[3], box[3]))
            )
    return seen


def _bounds(item: object) -> Bounds | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _matrix(item: object) -> Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, raw):
        return _UPRIGHT
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _placed(bounds: Bounds, matrix: Matrix) -> Bounds:
    return bounds if matrix == _UPRIGHT else _box(_point(bounds[:2], matrix), _point(bounds[2:], matrix))


def _box(one: tuple[float, float], other: tuple[float, float]) -> Bounds:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
