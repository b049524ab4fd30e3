"""Which way up a page lies, told from the shape of its lines: letters stand on a line and end above it raggedly.

Along the right direction the feet of letters gather in sharp rows. Vietnamese heads carry marks and ascenders of many
heights, feet only a few dots and descenders, so the feet of a page turned by half gather worse than its heads.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.image.slope import feet, sharpness, slope_deg

Turn = Literal[0, 90, 180, 270]

_TURNS: dict[int, int] = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


@dataclass(frozen=True, slots=True)
class Orientation:
    """A quarter turn clockwise that sets the page upright, and how clear that was (1 = both ways look alike)."""

    turn: Turn
    clearness: float


def turned(image: Pixels, turn: Turn) -> Pixels:
    """Return the image turned clockwise by `turn` degrees; 0 gives the image itself."""
    return image if turn == 0 else np.asarray(cv2.rotate(image, _TURNS[turn]), dtype=np.uint8)


def orientation_of(letters: Pixels) -> Orientation:
    """Return the turn under which lines run level and letters stand on their feet; `letters` is 255 where letters are."""
    strength: dict[Turn, float] = {turn: _standing(turned(letters, turn)) for turn in (0, 90, 180, 270)}
    upright_pair = max(strength[0], strength[180]) >= max(strength[90], strength[270])
    first, second = (0, 180) if upright_pair else (90, 270)
    best: Turn = first if strength[first] >= strength[second] else second
    other: Turn = second if best == first else first
    return Orientation(best, strength[best] / max(strength[other], 1e-6))


def _standing(letters: Pixels) -> float:
    rows, columns = feet(letters)
    return sharpness(rows, columns, slope_deg(letters))
