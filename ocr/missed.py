"""Print that the first reading passed over: a name under a seal, a lone number, a line taken for a picture."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.image.letters import letters_of
from ocr.image.pixels import LOOK_DPI, Pixels, ink_of
from ocr.page import Box, Word

_GAP_IN = 0.14  # between words of a line set wide
_LEAST_IN = (
    0.09,
    0.06,
)  # width and height of what can be a number or a word; single dots and dashes are not looked for
_MOST_HEIGHT_IN = 0.42  # two lines run together; more is a drawing
_DARK = 0.35  # pieces paler than this share of the way from ink to paper shine through from the back
_REACH_IN = 0.45  # to either side: the rest of the name hangs together with the ring of the seal
_RISE_IN = 0.04  # above and below: marks of capitals
_MOST = 12  # a page with more is dirty, and its dirt costs time


def missed(gray: Pixels, words: Sequence[Word], *, dpi: int) -> tuple[Box, ...]:
    """Return where dark pieces of the size of print stand that no word covers, from top to bottom."""
    factor = LOOK_DPI / dpi
    size = (max(1, round(gray.shape[1] * factor)), max(1, round(gray.shape[0] * factor)))
    look = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    letters = letters_of(ink_of(look))
    covered = np.zeros_like(letters)
    for word in words:
        box = word.box
        covered[
            int(box.top * factor) : int(box.bottom * factor) + 1, int(box.left * factor) : int(box.right * factor) + 1
        ] = 255
    seen = look[(letters > 0) & (covered > 0)]
    if not seen.size:
        return ()
    ink = float(np.percentile(seen, 25))
    letters[(covered > 0) | (look > ink + _DARK * (float(np.median(look)) - ink))] = 0
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((5, round(_GAP_IN * LOOK_DPI)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = [
        (int(area), Box(*(round(edge / factor) for edge in (left - 1, top - 1, left + width + 1, top + height + 1))))
        for left, top, width, height, area in stats[1:]
        if width >= _LEAST_IN[0] * LOOK_DPI and _LEAST_IN[1] * LOOK_DPI <= height <= _MOST_HEIGHT_IN * LOOK_DPI
    ]
    largest = sorted(found, key=lambda item: -item[0])[:_MOST]
    wide = [_widened(box, words, gray, dpi=dpi) for _, box in largest]
    return tuple(sorted(set(wide), key=lambda box: (box.top, box.left)))


def _widened(box: Box, words: Sequence[Word], gray: Pixels, *, dpi: int) -> Box:
    """Return the box with air around it, as far to either side as no word stands."""
    height, width = gray.shape
    level = [word.box for word in words if word.box.top < box.bottom and word.box.bottom > box.top]
    reach, rise = round(_REACH_IN * dpi), round(_RISE_IN * dpi)
    left = max([box.left - reach, 0, *(other.right for other in level if other.right <= box.left)])
    right = min([box.right + reach, width, *(other.left for other in level if other.left >= box.right)])
    return Box(min(left, width - 1), max(0, box.top - rise), right, min(height, box.bottom + rise))
