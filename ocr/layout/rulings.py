"""Ruled lines of a page: the lines of a table, the line over the footnotes, the rule under the motto."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.layout.faint import followed
from ocr.layout.folds import hidden_rules, rules_on_folds, without_shadows
from ocr.page import Box

WORKING_DPI = 150  # a hairline of 0.5 pt is still one dark pixel here when the darkest of each cell of pixels is kept
MIN_HORIZONTAL_INCH = 0.30  # no stroke of 14 pt type is as long; the long dash of 14 pt has 0.19 inch
MIN_VERTICAL_INCH = (
    0.22  # a table row of one 11 pt line is higher; the tallest 14 pt letter with its marks has 0.19 inch
)
MAX_THICKNESS_INCH = 0.045  # thicker dark bars are folds, scanner edges and shaded cells
JOIN_GAP_INCH = 0.12  # pale toner breaks a line; gaps between two tables are larger
BESIDE_INCH = 0.02  # a line is looked at this far from its ink on both sides
BESIDE_INK = 0.30  # feet of letters have ink along 0.4 to 0.6 of their length just above; text touches lines along 0.1
MIN_CONTRAST = 18  # grey levels a line must be darker than its neighbourhood
INK_CONTRAST = 0.30  # share of the letters' contrast: printed lines have 0.7 and more, folds and paper edges 0.15
LETTER_CONTRAST = 40  # what is this much darker than its neighbourhood is taken for letters


Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight printed line, `box` around its ink."""

    box: Box

    @property
    def is_horizontal(self) -> bool:
        """Whether the line runs along the text."""
        return self.box.width >= self.box.height


def find_rulings(image: Pixels, *, dpi: int) -> tuple[Ruling, ...]:
    """Return the ruled lines of a grey or BGR page image, horizontal ones first, in pixels of that image.

    The image should be deskewed: a line that rises by more than its own thickness per third of an inch is not found.
    """
    if image.size == 0 or dpi <= 0:
        return ()
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    small, factor = _shrink(grey, dpi)
    small_dpi = dpi / factor
    dark = _dark(small)

    def lines(dark: Pixels, *, horizontal: bool) -> list[Box]:
        min_inch = MIN_HORIZONTAL_INCH if horizontal else MIN_VERTICAL_INCH
        pieces = _pieces(dark, length_px=round(min_inch * small_dpi), horizontal=horizontal, dpi=small_dpi)
        return _joined(pieces, horizontal=horizontal, dpi=small_dpi)

    levels, uprights = followed(lines(dark, horizontal=True), lines(dark, horizontal=False), small, dpi=small_dpi)
    if (lit := without_shadows(small)) is not small:
        # A crease is one line, and the line of a table in its shadow another.
        levels += hidden_rules(lines(_dark(lit), horizontal=True), levels, uprights, small, dpi=small_dpi)
    levels = rules_on_folds(levels, uprights, small, dpi=small_dpi)
    return tuple(Ruling(_enlarged(box, factor, grey.shape[1], grey.shape[0])) for box in (*levels, *uprights))


def _shrink(grey: Pixels, dpi: int) -> tuple[Pixels, int]:
    """Return the image at about the working resolution, keeping the darkest pixel of each group."""
    factor = max(1, round(dpi / WORKING_DPI))
    if factor == 1:
        return grey, 1
    eroded = cv2.erode(grey, np.ones((factor, factor), np.uint8), anchor=(0, 0))
    return np.ascontiguousarray(eroded[::factor, ::factor]), factor


def _dark(grey: Pixels) -> Pixels:
    """Return 1 where a pixel is printed as dark as the letters of the page are, give or take pale toner."""
    contrast = cv2.subtract(cv2.blur(grey, (31, 31)), grey)
    sample = contrast[::4, ::4]
    letters = sample[sample > LETTER_CONTRAST]
    least = max(MIN_CONTRAST, INK_CONTRAST * float(np.median(letters))) if letters.size else MIN_CONTRAST
    return np.asarray(cv2.threshold(contrast, int(least), 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _pieces(dark: Pixels, *, length_px: int, horizontal: bool, dpi: float) -> list[Box]:
    """Return the boxes of straight runs of dark pixels that are long, thin and alone."""
    if not horizontal:
        upright = np.ascontiguousarray(dark.T)
        return [_turned(box) for box in _pieces(upright, length_px=length_px, horizontal=True, dpi=dpi)]
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, max(3, round(0.02 * dpi))), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length_px), np.uint8))
    max_thick = max(3, round(MAX_THICKNESS_INCH * dpi))
    beside = max(2, round(BESIDE_INCH * dpi))
    boxes: list[Box] = []
    for start, end in _bands(runs):
        _, labels, stats, _ = cv2.connectedComponentsWithStats(runs[start:end], connectivity=8)
        for label, (left, top, width, height, area) in enumerate(stats[1:].tolist(), start=1):
            thickness = area / width
            # A line that leans a little covers more rows than it is thick: its ink a unit of length is its thickness.
            if thickness > max_thick or height > max_thick + 0.03 * width:
                continue
            mask = labels[top : top + height, left : left + width] == label
            if _ink_beside(dark, mask, left, start + top, beside) <= BESIDE_INK:
                boxes.append(Box(left, start + top, left + width, start + top + height))
    return boxes


def _bands(runs: Pixels) -> Iterator[tuple[int, int]]:
    """Yield where rows with runs begin and end: most rows of a page have none, and looking for pieces there is dear."""
    is_used = np.concatenate([[0], runs.any(axis=1), [0]])
    edges = np.flatnonzero(np.diff(is_used)).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


def _ink_beside(dark: Pixels, mask: npt.NDArray[np.bool_], left: int, top: int, shift: int) -> float:
    """Return the share of dark pixels a little above or below a run, whichever is most."""
    height, width = mask.shape
    upper = mask.argmax(axis=0) + top
    lower = height - mask[::-1].argmax(axis=0) + top
    columns = np.arange(left, left + width)
    beside = [np.maximum(upper - step, 0) for step in (shift, 2 * shift)]
    beside += [np.minimum(lower + step, dark.shape[0] - 1) for step in (shift, 2 * shift)]
    return max(float(dark[rows, columns].mean()) for rows in beside)


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
