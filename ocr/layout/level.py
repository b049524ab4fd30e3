"""Lines that lean are set level before they are arranged: text layers over crooked scans, pages not quite deskewed."""

import math
from collections.abc import Sequence
from statistics import median

from ocr.layout.strips import Strip
from ocr.page import Box

MIN_SLOPE = 0.002  # 3 pixels over a line of 200 dpi: less does no harm
MAX_SLOPE = 0.14  # 8 degrees; what seems to lean more was not read as lines at all
MIN_WORDS = 6
MIN_WIDTH = 15.0  # in units of the text's height, see strips.py
MIN_STRIPS = 4
MOST_SPREAD = 0.5


def slope_of(parts: Sequence[Strip], *, unit: float) -> float:
    """Return how many pixels lines fall per pixel to the right: 0.02 on a scan turned by 1.1 degrees clockwise."""
    long = [strip for strip in parts if len(strip.words) >= MIN_WORDS and strip.box.width >= MIN_WIDTH * unit]
    slopes = [slope for strip in long if (slope := _lean(strip)) is not None]
    if len(slopes) < MIN_STRIPS:
        return 0.0
    slope = float(median(slopes))
    spread = float(median(abs(other - slope) for other in slopes))
    # Tails of letters tilt level lines this way and that; lines that really lean agree.
    agrees = spread <= MOST_SPREAD * abs(slope)
    return slope if agrees and MIN_SLOPE <= abs(slope) <= MAX_SLOPE else 0.0


def turned(box: Box, slope: float) -> Box:
    """Return a box turned with the page about its origin so that lines of `slope` are level; it keeps its size."""
    cosine = 1 / math.hypot(1, slope)
    sine = slope * cosine
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    level_x, level_y = x * cosine + y * sine, y * cosine - x * sine
    width, height = box.width, box.height
    # A leaning line fills a higher box than a level one does.
    if width >= height:
        height = max(1, height - round(abs(slope) * width))
    else:
        width = max(1, width - round(abs(slope) * height))
    left, top = round(level_x - width / 2), round(level_y - height / 2)
    return Box(left, top, left + width, top + height)


def _lean(strip: Strip) -> float | None:
    """Return the slope of a strip's words: the middle of the slopes between its first and its second half."""
    half = len(strip.words) // 2
    pairs = zip(strip.words[:half], strip.words[-half:], strict=True)
    slopes = [
        (later.box.bottom - first.box.bottom) / run
        for first, later in pairs
        if (run := later.box.left - first.box.left) > 0
    ]
    return float(median(slopes)) if slopes else None
