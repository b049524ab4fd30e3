"""The pieces of ink in a part of the page: letters, their marks, stops, dust."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Box, Word

EM = 4 / 3  # of the median height of words' ink, which is three quarters of the size of the type
_INK = 0.6  # of the way from ink to paper: darker is ink
_STEP = 2  # every second pixel tells as much
_DARKEST, _LIGHTEST = 5, 95  # hundredths of the pixels that show how dark ink is, and how light paper
_LETTER = (
    0.35,
    0.95,
)  # of an em: heights of letters; not stops and dashes, not a letter that hangs together with its line
_DUST_PX = 4  # grain of a copy has fewer pixels; the smallest stop of 10 pt type has 9


def unit_of(lines: Iterable[Sequence[Word]]) -> float:
    """Return the median height in pixels of the words' ink, single letters and signs aside; 0 without words."""
    heights = [word.box.height for line in lines for word in line if len(word.text) > 1]
    return float(median(heights)) if heights else 0.0


@dataclass(frozen=True, slots=True)
class Inked:
    """A part of the page: `at` says where it lies, `mask` is 1 where there is ink, `pieces` are what hangs together.

    Pieces go from left to right, in pixels of the page; dust is in neither.
    """

    at: Box
    mask: Pixels
    pieces: tuple[Box, ...]

    def base(self, em: float) -> int | None:
        """Return how deep on the page the letters stand, most of which have no tail; None without letters."""
        low, high = (share * em for share in _LETTER)
        bottoms = sorted(box.bottom for box in self.pieces if low <= box.height <= high)
        return bottoms[len(bottoms) * 2 // 5] if bottoms else None


def ink_in(gray: Pixels, cut: Box, *, like: Box) -> Inked:
    """Return the ink in a part of the page: what is as dark as the print in `like`."""
    sample = gray[like.top : like.bottom, like.left : like.right]
    part = gray[cut.top : cut.bottom, cut.left : cut.right]
    dark, light = np.percentile(sample[::_STEP, ::_STEP], (_DARKEST, _LIGHTEST))
    ink = (part < dark + _INK * (light - dark)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] > _DUST_PX
    kept[0] = False
    boxes = [
        Box(left + cut.left, top + cut.top, left + wide + cut.left, top + high + cut.top)
        for left, top, wide, high, _ in stats[kept].tolist()
    ]
    return Inked(cut, np.asarray(kept[labels], dtype=np.uint8), tuple(sorted(boxes, key=lambda box: box.left)))
