"""Ruled lines of a page: the lines of a table, the line over the footnotes, the rule under the motto."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.page import Box

WORKING_DPI = 150  # a hairline of 0.5 pt is still one dark pixel here when the darkest of each cell of pixels is kept
MIN_HORIZONTAL_INCH = 0.30  # no stroke of 14 pt type is as long; the long dash of 14 pt has 0.19 inch
MIN_VERTICAL_INCH = (
    0.22  # a table row of one 11 pt line is higher; the tallest 14 pt letter with its marks has 0.19 inch
)
MAX_THICKNESS_INCH = 0.045  # thicker dark bars are folds, scanner edges and shaded cells
JOIN_GAP_INCH = 0.12  # pale toner breaks a line; gaps between two tables are larger
LOCAL_CONTRAST = 18  # grey levels a line must be darker than its neighbourhood


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight printed line, `box` around its ink."""

    box: Box

    @property
    def is_horizontal(self) -> bool:
        """Whether the line runs along the text."""
        return self.box.width >= self.box.height


def find_rulings(image: npt.NDArray[np.uint8], *, dpi: int) -> tuple[Ruling, ...]:
    """Return the ruled lines of a grey or BGR page image, horizontal ones first, in pixels of that image.

    The image should be deskewed: a line that rises by more than its own thickness per third of an inch is not found.
    """
    if image.size == 0 or dpi <= 0:
        return ()
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    small, factor = _shrink(grey, dpi)
    small_dpi = dpi / factor
    dark = _dark(small)
    found: list[Ruling] = []
    for horizontal in (True, False):
        min_inch = MIN_HORIZONTAL_INCH if horizontal else MIN_VERTICAL_INCH
        pieces = _pieces(dark, length_px=round(min_inch * small_dpi), horizontal=horizontal, dpi=small_dpi)
        joined = _joined(pieces, horizontal=horizontal, dpi=small_dpi)
        found += [Ruling(_enlarged(box, factor, grey.shape[1], grey.shape[0])) for box in joined]
    return tuple(found)


def _shrink(grey: npt.NDArray[np.uint8], dpi: int) -> tuple[npt.NDArray[np.uint8], int]:
    """Return the image at about the working resolution, keeping the darkest pixel of each group."""
    factor = max(1, round(dpi / WORKING_DPI))
    if factor == 1:
        return grey, 1
    eroded = cv2.erode(grey, np.ones((factor, factor), np.uint8), anchor=(0, 0))
    return np.ascontiguousarray(eroded[::factor, ::factor]), factor


def _dark(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    neighbourhood = cv2.blur(grey, (31, 31))
    dark: npt.NDArray[np.bool_] = (neighbourhood.astype(np.int16) - grey) > LOCAL_CONTRAST
    return dark.astype(np.uint8)


def _pieces(dark: npt.NDArray[np.uint8], *, length_px: int, horizontal: bool, dpi: float) -> list[Box]:
    """Return the boxes of straight runs of dark pixels that are long and thin."""
    bridge = max(3, round(0.02 * dpi))
    along = (lambda n: (n, 1)) if horizontal else (lambda n: (1, n))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(along(bridge)[::-1], np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(along(length_px)[::-1], np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    max_thick = max(3, round(MAX_THICKNESS_INCH * dpi))
    boxes: list[Box] = []
    for left, top, width, height, area in stats[1:].tolist():
        length, across = (width, height) if horizontal else (height, width)
        # A line that leans a little covers more rows than it is thick: its ink per unit of length is its thickness.
        if area / length <= max_thick and across <= max_thick + 0.03 * length:
            boxes.append(Box(left, top, left + width, top + height))
    return boxes


def _joined(pieces: Sequence[Box], *, horizontal: bool, dpi: float) -> list[Box]:
    """Return the pieces with those of one broken line put together."""
    gap_px, drift_px = round(JOIN_GAP_INCH * dpi), max(2, round(0.02 * dpi))
    if not horizontal:
        return [_turned(box) for box in _joined([_turned(box) for box in pieces], horizontal=True, dpi=dpi)]
    lines: list[Box] = []
    for piece in sorted(pieces, key=lambda box: box.left):
        for index, line in enumerate(lines):
            near = line.top - drift_px <= piece.bottom and piece.top <= line.bottom + drift_px
            if near and piece.left - line.right <= gap_px:
                lines[index] = Box.around((line, piece))
                break
        else:
            lines.append(piece)
    return sorted(lines, key=lambda box: (box.top, box.left))


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _enlarged(box: Box, factor: int, width: int, height: int) -> Box:
    return Box(
        box.left * factor,
        box.top * factor,
        min(box.right * factor, width),
        min(box.bottom * factor, height),
    )
