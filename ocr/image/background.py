"""Uneven light, yellowed paper and what shines through from the back."""

import cv2
import numpy as np

from ocr.image.pixels import Pixels

_CELL_PX = 8  # the paper is estimated on a page eight times smaller: light changes slowly
_STROKES_PX = 5  # closes over strokes and small gaps of letters there: 40 px of the page, a line of 14 pt at 200 dpi
_DARKEST_PAPER = 40  # below it lies no paper but a black edge; dividing by it would make noise of it


def paper_of(gray: Pixels) -> Pixels:
    """Return how bright the paper is behind each pixel, as an image an eighth of the size."""
    height, width = gray.shape
    small = cv2.resize(gray, (max(1, width // _CELL_PX), max(1, height // _CELL_PX)), interpolation=cv2.INTER_AREA)
    kernel = np.ones((_STROKES_PX, _STROKES_PX), np.uint8)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    return np.asarray(cv2.medianBlur(closed, _STROKES_PX), dtype=np.uint8)


def flattened(gray: Pixels, paper: Pixels) -> Pixels:
    """Return the page as if lit evenly on white paper: every pixel divided by the paper behind it."""
    behind = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, np.maximum(behind, _DARKEST_PAPER), scale=255), dtype=np.uint8)


def stretched(gray: Pixels, *, black: int, white: int) -> Pixels:
    """Return the page with `white` and all above made 255, `black` and all below made 0."""
    levels = np.clip((np.arange(256) - black) * (255 / max(1, white - black)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, levels), dtype=np.uint8)
