"""Folds and scanner streaks: thin lines from top to bottom right through the text, which make letters run together."""

from collections.abc import Iterable

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Box

_LEAST_IN = 0.5  # no letter is as tall
_WIDEST_IN = 0.025  # 5 px at 200 dpi: a streak is thinner than the stem of a letter, and closing keeps what is wider
_SIDE_PX = 2  # a streak that leans may stick out of its box


def without_streaks(gray: Pixels, uprights: Iterable[Box], *, dpi: int) -> Pixels:
    """Return the page with long thin uprights filled from left and right; `uprights` are no lines of tables."""
    long = [box for box in uprights if box.height >= _LEAST_IN * dpi]
    if not long:
        return gray
    clean = gray.copy()
    reach = max(3, round(_WIDEST_IN * dpi))
    kernel = np.ones((1, reach), np.uint8)
    for box in long:
        left, right = max(0, box.left - _SIDE_PX), box.right + _SIDE_PX
        around = gray[box.top : box.bottom, max(0, left - reach) : right + reach]
        filled = cv2.morphologyEx(around, cv2.MORPH_CLOSE, kernel)
        shift = left - max(0, left - reach)
        clean[box.top : box.bottom, left:right] = filled[:, shift : shift + right - left]
    return clean
