"""Which ink is print: pieces of the size of letters, without rulings, edges, holes, seals and dust."""

import cv2
import numpy as np

from ocr.image.pixels import LOOK_DPI, Pixels

_TALLEST_IN = 0.40  # a 24 pt capital with its marks, or three letters run together by a copier
_WIDEST_IN = 1.20  # a word whose letters all touch
_LEAST_PX = 4  # smaller pieces are dust at LOOK_DPI; dots of letters are lost with it, their letters are not


def letters_of(ink: Pixels) -> Pixels:
    """Return the ink without what cannot be a letter; `ink` at LOOK_DPI, 255 where there is ink."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count <= 1:
        return ink
    width, height, area = (stats[:, column] for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    letter = (height <= _TALLEST_IN * LOOK_DPI) & (width <= _WIDEST_IN * LOOK_DPI) & (area >= _LEAST_PX)
    letter[0] = False
    return np.asarray(np.where(letter, 255, 0).astype(np.uint8)[labels], dtype=np.uint8)
