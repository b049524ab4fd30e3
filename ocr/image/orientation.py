"""Which way up a page lies, told from the shape of its lines: letters stand on a line and end above it raggedly.

Along the right direction the feet of letters gather in sharp rows. Vietnamese heads carry marks and ascenders of many
heights, feet only a few dots and descenders, so the feet of a page turned by half gather worse than its heads.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.image.slope import feet, sharpness, slope_of

Turn = Literal[0, 90, 180, 270]

_TURNS: dict[Turn, int | None] = {
    0: None,
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


_CLEAR = 1.02  # of 428 pages with text in four positions the least clear one had 1.048
_LEVEL_CLEAR = 1.2  # lines against columns of letters: the least clear page had 3
_MIN_FEET = 250  # a line of ten words has 700; two short words have 160 and gather as dust does
_DUST_FEET = 60  # a lone figure has 16, two short words 160: below is nothing that could be read
_FEW_FEET = 2500  # a line or three: their feet gather as well down the page as along it


@dataclass(frozen=True, slots=True)
class Orientation:
    """A quarter turn clockwise that sets the page upright, and how clear that was (1 = both ways up look alike).

    `others` are the turns worth trying when the page cannot be read like this, the likeliest first.
    """

    turn: Turn
    clearness: float
    others: tuple[Turn, ...] = ()


def turned(image: Pixels, turn: Turn) -> Pixels:
    """Return the image turned clockwise by `turn` degrees; 0 gives the image itself."""
    how = _TURNS[turn]
    return image if how is None else np.asarray(cv2.rotate(image, how), dtype=np.uint8)


def opposite(turn: Turn) -> Turn:
    """Return the turn that sets the page on its head instead."""
    pairs: dict[Turn, Turn] = {0: 180, 90: 270, 180: 0, 270: 90}
    return pairs[turn]


def orientation_of(letters: Pixels) -> Orientation:
    """Return the turn under which lines run level and letters stand on their feet; `letters` is 255 where letters are.

    A page with too little to tell it from stays as it is.
    """
    count = len(feet(letters)[0])
    if count < _MIN_FEET:
        return Orientation(0, 1.0, (180, 90, 270) if count >= _DUST_FEET else ())
    strength: dict[Turn, float] = {turn: _standing(turned(letters, turn)) for turn in _TURNS}
    level, across = max(strength[0], strength[180]), max(strength[90], strength[270])
    if max(level, across) < _LEVEL_CLEAR * min(level, across):
        return Orientation(0, 1.0, (180, 90, 270) if count < _FEW_FEET else (180,))
    upright: Turn = 0 if level > across else 90
    clearness = strength[upright] / max(strength[opposite(upright)], 1e-6)
    if upright == 0 and 1 / _CLEAR < clearness < _CLEAR:
        return Orientation(0, 1.0, (180,))
    best = upright if clearness >= 1 else opposite(upright)
    return Orientation(best, max(clearness, 1 / max(clearness, 1e-6)), (opposite(best),))


def _standing(letters: Pixels) -> float:
    rows, columns = feet(letters)
    return sharpness(rows, columns, slope_of(rows, columns))
