"""The sheet on a photograph: a bright piece of paper on a darker desk, seen at an angle."""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.pixels import Pixels, Points, scaled

_LOOK_PX = 400  # long side of the picture the sheet is looked for in
_LEAST_SHARE = 0.35  # of the picture: less is no photograph of a page
_MOST_SHARE = 0.985  # more is a scan, or a photograph cut to the sheet
_LEAST_FIT = 0.90  # of the outline its four corners must span; a sheet that bulges by 2 cm spans 0.92, a torn one less
_GRAIN_PX = 17  # of the look: streaks of lit wood that touch the sheet are narrower, and would widen it
_DESK_SIDES = 3  # sides of the picture that show desk; a scanner's black edge shows on one, seldom on two
_DESK_DARKNESS = 0.62  # a rim whose middle brightness is below this share of lit paper is desk
_ABOVE_DESK = 1.2  # paper in a deep shadow is still a fifth brighter than the brightest wood beside it


def sheet_of(gray: Pixels) -> Points | None:
    """Return the corners of the sheet, clockwise from the top left, or None where there is no desk."""
    height, width = gray.shape
    factor = _LOOK_PX / max(height, width)
    if factor >= 1:
        return None
    small = cv2.GaussianBlur(scaled(gray, factor), (0, 0), 1.5)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    desk = _desk_level(closed)
    if desk is None:
        return None
    bright = np.where(closed > _ABOVE_DESK * desk, 255, 0).astype(np.uint8)
    bright = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((_GRAIN_PX, _GRAIN_PX), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    area = cv2.contourArea(hull)
    if not _LEAST_SHARE <= area / bright.size <= _MOST_SHARE:
        return None
    corners = _corners(hull.reshape(-1, 2).astype(np.float32))
    if min(area, cv2.contourArea(corners)) < _LEAST_FIT * max(area, cv2.contourArea(corners)):
        return None
    return np.asarray((corners + 0.5) / factor - 0.5, dtype=np.float32)


def level_view(corners: Points, *, width: int, height: int) -> npt.NDArray[np.float64]:
    """Return the matrix that takes points of the flat `width` × `height` sheet to the photograph."""
    flat = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, corners), dtype=np.float64)


def sheet_size(corners: Points) -> tuple[int, int]:
    """Return width and height in pixels of the sheet laid flat at the resolution of its nearest edges."""
    top, right = corners[1] - corners[0], corners[2] - corners[1]
    bottom, left = corners[2] - corners[3], corners[3] - corners[0]
    wide = max(float(np.linalg.norm(top)), float(np.linalg.norm(bottom)))
    high = max(float(np.linalg.norm(left)), float(np.linalg.norm(right)))
    return max(1, round(wide)), max(1, round(high))


def _desk_level(closed: Pixels) -> float | None:
    """Return how bright the brightest of the desk is, or None when fewer than three sides show desk."""
    lit = _DESK_DARKNESS * float(np.percentile(closed, 90))
    rims = [rim for rim in (closed[:3], closed[-3:], closed[:, :3], closed[:, -3:]) if float(np.median(rim)) < lit]
    if len(rims) < _DESK_SIDES:
        return None
    return max(float(np.percentile(rim, 90)) for rim in rims)


def _corners(outline: Points) -> Points:
    """Return the outermost points along the diagonals: top left, top right, bottom right, bottom left."""
    sums, differences = outline.sum(axis=1), outline[:, 1] - outline[:, 0]
    order = [int(np.argmin(sums)), int(np.argmin(differences)), int(np.argmax(sums)), int(np.argmax(differences))]
    return np.asarray(outline[order], dtype=np.float32)
