"""A line of the page as the network sees it: ink between 0 and 1, capitals 14 pixels tall, the base line on row 27."""

import cv2
import numpy as np
import numpy.typing as npt

Strip = npt.NDArray[np.float32]

ROWS = 40  # nearly three capitals: figures of a pen reach twice as high as print and below its base line
CAPITAL = 14  # rows; a pen's figures are 1 to 2.2 capitals tall, those of MNIST 20 rows
BASE_ROW = 27  # the row on which print stands
_PAPER = 75  # percentile of a line's gray levels: most of a line is paper
_DARK = 1.5  # percentile: the darkest strokes
_SOFT_FROM = 0.75  # scale below which a line is softened first, so that no thin stroke falls between two pixels
_LEAST_SPAN = 60.0  # gray levels between paper and ink: less is a blank whose grain must not become ink


def strip_of(
    gray: npt.NDArray[np.uint8], *, base: float, capital: float, left: float, right: float, fineness: float = 1.0
) -> Strip:
    """Return the piece of a page between two columns as a strip; `base` is the row on which its print stands.

    With a `fineness` of 1.5 its capitals, its rows and the row of the base line measure half as much again.
    """
    scale = fineness * CAPITAL / capital
    rows, base_row = round(ROWS * fineness), BASE_ROW * fineness
    columns = max(8, round((right - left) * scale))
    # Only the neighbourhood of the line is touched: a page has a hundred times its pixels.
    top, edge = max(0, int(base - base_row / scale) - 2), max(0, int(left) - 2)
    near = gray[top : int(base + (rows - base_row) / scale) + 3, edge : int(right) + 3]
    near = near if scale > _SOFT_FROM else cv2.GaussianBlur(near, (0, 0), 0.4 / scale)
    place = np.array([[scale, 0, (edge - left) * scale], [0, scale, base_row + (top - base) * scale]], np.float32)
    taken = cv2.warpAffine(near, place, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return inked(np.asarray(taken, np.float32))


def inked(levels: Strip) -> Strip:
    """Return gray levels as ink: 0 is paper, 1 the darkest strokes of the line."""
    paper, dark = float(np.percentile(levels, _PAPER)), float(np.percentile(levels, _DARK))
    return np.asarray(np.clip((paper - levels) / max(_LEAST_SPAN, paper - dark), 0, 1), np.float32)
