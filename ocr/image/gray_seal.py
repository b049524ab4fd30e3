"""Seals on gray scans: red became a gray between paper and toner, and the names under it can be told by their dark."""

import cv2
import numpy as np

from ocr.image.pixels import LOOK_DPI, Pixels, ink_of

_PALE = 0.35  # share of the way from ink to paper: red ink lies at 0.5 to 0.7 of it, the cores of letters below 0.2
_KEPT, _WHITE = 0.25, 0.5  # shares of that way: what is darker stays, what is paler becomes paper, with a ramp between
_LEAST_CONTRAST = 80  # grey levels between ink and paper: on worn copies nothing tells seal from toner
_ARC_IN = 0.55  # both sides of a quarter of a ring; what is left pale of a line of print is not as high
_RADII_IN = (0.50, 0.84)  # seals are 28 to 42 mm wide
_RADIUS_STEP_PX = 2
_ROUND = 0.62  # of a circle that must be pale; lines of print across it hide a fifth
_REACH_IN = 1.7  # around an arc: the rest of its ring
_CELL_PX = 8
_STAR_CELLS = 11  # wider than the arms of a star at 300 dpi
_RIM_PX = 3  # of the look, beyond the ring


def without_gray_seals(gray: Pixels, look: Pixels, *, dpi: int) -> Pixels:
    """Return the page with everything paler than print turned to paper inside round seals; `look` is at LOOK_DPI.

    A page without a ring of pale ink comes back itself.
    """
    ink = ink_of(look)
    if not ink.any():
        return gray
    paper, toner = float(np.percentile(look, 75)), float(np.percentile(look[ink > 0], 10))
    if paper - toner < _LEAST_CONTRAST:
        return gray
    dark = (look < toner + _PALE * (paper - toner)).astype(np.uint8)
    pale = ((ink > 0) & (cv2.dilate(dark, np.ones((3, 3), np.uint8)) == 0)).astype(np.uint8)
    rings = _rings(pale)
    if not rings:
        return gray
    clean = gray.copy()
    for x, y, radius in rings:
        _clear(clean, x, y, radius + _RIM_PX, factor=dpi / LOOK_DPI, toner=toner / paper)
    return clean


def _rings(pale: Pixels) -> list[tuple[int, int, int]]:
    """Return centre and radius of the rings of pale ink."""
    closed = cv2.morphologyEx(pale, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    found: list[tuple[int, int, int]] = []
    for left, top, width, height, _ in stats[1:]:
        middle = (left + width / 2, top + height / 2)
        if min(width, height) < _ARC_IN * LOOK_DPI or max(width, height) > 2.5 * _RADII_IN[1] * LOOK_DPI:
            continue
        if any(np.hypot(middle[0] - x, middle[1] - y) < radius for x, y, radius in found):
            continue
        ring = _ring_near(closed, middle)
        found += [] if ring is None else [ring]
    return found


def _ring_near(pale: Pixels, middle: tuple[float, float]) -> tuple[int, int, int] | None:
    reach = round(_REACH_IN * LOOK_DPI)
    left, top = max(0, int(middle[0]) - reach), max(0, int(middle[1]) - reach)
    window = pale[top : int(middle[1]) + reach, left : int(middle[0]) + reach].astype(np.float32)
    window = cv2.dilate(window, np.ones((3, 3), np.uint8))
    best: tuple[float, int, int, int] = (0.0, 0, 0, 0)
    least, most = (round(size * LOOK_DPI) for size in _RADII_IN)
    for radius in range(least, most, _RADIUS_STEP_PX):
        side = 2 * radius + 1
        if min(window.shape) < side:
            break
        circle = np.zeros((side, side), np.float32)
        cv2.circle(circle, (radius, radius), radius, 1.0, 1)
        share = cv2.matchTemplate(window, circle, cv2.TM_CCORR) / float(circle.sum())
        _, score, _, (x, y) = cv2.minMaxLoc(share)
        best = max(best, (float(score), x + radius + left, y + radius + top, radius))
    return best[1:] if best[0] >= _ROUND else None


def _clear(gray: Pixels, x: int, y: int, radius: int, *, factor: float, toner: float) -> None:
    """Turn what is paler than print to paper within a circle, and leave print as dark as it is."""
    left, top = (max(0, round((place - radius) * factor)) for place in (x, y))
    right, bottom = (round((place + radius) * factor) for place in (x, y))
    inside = gray[top:bottom, left:right]
    paper = _paper(inside)
    shares = cv2.divide(inside, paper, scale=255)  # of the paper's brightness, as bytes
    kept, white = (255 * (toner + share * (1 - toner)) for share in (_KEPT, _WHITE))
    levels = np.arange(256, dtype=np.float64)
    raised = np.clip(kept + (levels - kept) * (255 - kept) / (white - kept), levels, 255)
    raised = cv2.LUT(shares, raised.astype(np.uint8))
    lit = np.maximum(cv2.multiply(raised, paper, scale=1 / 255), inside)
    disc = np.zeros(inside.shape, np.uint8)
    centre = (round(x * factor) - left, round(y * factor) - top)
    cv2.circle(disc, centre, round(radius * factor), 255, -1)
    np.copyto(inside, np.asarray(lit, dtype=np.uint8), where=disc > 0)


def _paper(inside: Pixels) -> Pixels:
    """Return how bright the paper is behind each pixel, print and star closed over."""
    height, width = inside.shape
    size = (max(1, width // _CELL_PX), max(1, height // _CELL_PX))
    small = cv2.resize(inside, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STAR_CELLS, _STAR_CELLS), np.uint8))
    soft = cv2.blur(closed, (5, 5))
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
