"""Folds and scanner streaks: lines right through the text, down or across, that make letters run together."""

from collections.abc import Iterable

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Box

_LEAST_IN = 0.5  # no letter is as tall
_WIDEST_IN = 0.025  # 5 px at 200 dpi: a streak is thinner than the stem of a letter, and closing keeps what is wider
_SIDE_PX = 2  # a streak that leans may stick out of its box
_FOLD_SHARE = 0.85  # of the page's width; the text of an office paper takes 0.76, and the tables in it no more
_FOLD_SHADOW_IN = 0.09  # above and below the crease the paper is still dented
_PAPER_IN = 0.2  # along the fold: in so much of a line of print there is paper to see


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


def without_folds(gray: Pixels, levels: Iterable[Box], *, dpi: int) -> Pixels:
    """Return the page with creases across it made as light as paper; the letters in them stay as dark as they are.

    `levels` are no lines of tables. A crease is grey, 100 levels lighter than ink, and as dark along its way: each row
    of pixels in it is held against the lightest that is near in the same row.
    """
    height, width = gray.shape
    folds = [box for box in levels if box.width >= _FOLD_SHARE * width]
    if not folds:
        return gray
    clean = gray.copy()
    shadow, reach = round(_FOLD_SHADOW_IN * dpi), max(3, round(_PAPER_IN * dpi))
    for box in folds:
        rows = slice(max(0, box.top - shadow), min(height, box.bottom + shadow))
        band = clean[rows]
        paper = cv2.blur(cv2.dilate(band, np.ones((1, reach), np.uint8)), (reach, 1))
        clean[rows] = cv2.divide(band, np.maximum(paper, 1), scale=255)
    return clean
