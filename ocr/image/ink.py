"""Ink by its colour: red seals over names and figures, told from print."""

import cv2
import numpy as np

from ocr.image.pixels import Pixels, gray_of

_LEAST_RED = 40  # how far red must exceed green and blue; yellowed paper stays below 30, pale seals reach 45
_LEAST_SHARE = 0.0005  # of the page's pixels: a seal of 36 mm has twenty times as many
_LOOK = 4  # red is looked for on every fourth pixel


def without_red(image: Pixels) -> Pixels:
    """Return the page in gray with red ink faded to the colour of the paper; print under a seal stays."""
    if image.ndim == 2 or image.shape[2] < 3:
        return gray_of(image)
    if not _has_red(image):
        return gray_of(image)
    # Black ink is dark in every channel, red ink only outside the red one.
    return np.ascontiguousarray(cv2.max(gray_of(image), image[:, :, 2]))


def _has_red(image: Pixels) -> bool:
    small = image[::_LOOK, ::_LOOK].astype(np.int16)
    red = small[:, :, 2] - np.maximum(small[:, :, 0], small[:, :, 1])
    return bool(np.mean(red >= _LEAST_RED) >= _LEAST_SHARE)
