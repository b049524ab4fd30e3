"""Ink by its colour: red seals and blue signatures over names and figures, told from print."""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.pixels import LOOK_DPI, Pixels, gray_of, scaled

# Sizes and shares are those of 19 scanned pages and two photographs; where none is named, they were chosen by eye.
_LEAST_COLOUR = (
    40  # how far one channel must exceed the others; 99 % of paper stays below 19, of a wooden desk below 38
)
_LEAST_SHARE = 0.0003  # of the page's pixels: seals cover 0.0025 to 0.0066, signatures 0.0003 to 0.0014
_LOOK = 4  # colour is looked for on every fourth pixel
_SEAL_IN = (0.80, 1.90)  # four whole rings are 1.4 wide, two broken ones 0.8 and 1.05; a signature may widen a ring
_SQUARE = 0.55  # the shorter side of a ring's box, at least this share of the longer; the six had 0.77 and more
_STROKE_IN = 0.55  # the longest strokes of four signatures: 0.45 (stays), 0.74, 1.29 and 1.43; of pen figures 0.42
_RIM_IN = 0.02  # the pale rim of coloured ink, and what a JPEG smears of it
_MOST_SHARE = 0.25  # of the page in strokes of blue: more is a picture or noise, and taking it out leaves white
_PAPER = 255


def without_seals(image: npt.NDArray[np.uint8], *, dpi: int) -> Pixels:
    """Return the page in gray with red seals and blue signatures gone; red print beside a seal and blue figures stay.

    An electronic signature's caption ("Thời gian ký: 21/02/2024") is red print, half of it often under the seal.
    """
    gray = gray_of(image)
    if image.ndim == 2 or image.shape[2] < 3 or not _has_colour(image):
        return gray
    blue, green, red = cv2.split(image[:, :, :3])
    inside = _seals(_excess(red, blue, green), dpi=dpi)
    if inside is not None:
        # Black ink is dark in every channel, red ink only outside the red one.
        gray = np.where(inside > 0, np.maximum(gray, red), gray).astype(np.uint8)
    strokes = _strokes(_excess(blue, green, red), dpi=dpi)
    if strokes is not None:
        gray = np.where(strokes > 0, np.uint8(np.percentile(gray, 75)), gray).astype(np.uint8)
    return gray


def _has_colour(image: npt.NDArray[np.uint8]) -> bool:
    small = image[::_LOOK, ::_LOOK].astype(np.int16)
    blue, green, red = small[:, :, 0], small[:, :, 1], small[:, :, 2]
    excess = np.maximum(red - np.maximum(blue, green), blue - np.maximum(red, green))
    return bool(np.mean(excess >= _LEAST_COLOUR) >= _LEAST_SHARE)


def _excess(channel: Pixels, first: Pixels, second: Pixels) -> Pixels:
    """Return 255 where one channel clearly exceeds the two others."""
    above = cv2.subtract(channel, cv2.max(first, second))
    return np.asarray(cv2.threshold(above, _LEAST_COLOUR - 1, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _seals(red: Pixels, *, dpi: int) -> Pixels | None:
    """Return 255 inside seals: round rings of red."""
    factor = LOOK_DPI / dpi
    look = scaled(red, factor)
    look = cv2.morphologyEx((look > 60).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    if not look.any():
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(look, connectivity=8)
    inside = np.zeros_like(look)
    for left, top, width, height, _ in stats[1:]:
        longer, shorter = max(width, height), min(width, height)
        at_edge = left <= 2 or left + width >= look.shape[1] - 2
        if _SEAL_IN[0] * LOOK_DPI <= longer <= _SEAL_IN[1] * LOOK_DPI and (shorter >= _SQUARE * longer or at_edge):
            centre = (int(left + width / 2), int(top + height / 2))
            rim = round(_RIM_IN * LOOK_DPI) + 1
            cv2.ellipse(inside, centre, (int(width / 2) + rim, int(height / 2) + rim), 0, 0, 360, 255, -1)
            if at_edge:
                inside[top : top + height, left : left + width] = 255
    if not inside.any():
        return None
    size = (red.shape[1], red.shape[0])
    return np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _strokes(blue: Pixels, *, dpi: int) -> Pixels | None:
    """Return 255 on strokes of blue that are too long for a figure."""
    factor = LOOK_DPI / dpi
    look = scaled(blue, factor)
    look = cv2.dilate((look > 60).astype(np.uint8), np.ones((3, 3), np.uint8))
    if not look.any():
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(look, connectivity=8)
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _STROKE_IN * LOOK_DPI
    long[0] = False
    if not long.any() or float(stats[long, cv2.CC_STAT_AREA].sum()) > _MOST_SHARE * look.size:
        return None
    mask = np.where(long, _PAPER, 0).astype(np.uint8)[labels]
    return np.asarray(cv2.resize(mask, (blue.shape[1], blue.shape[0]), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
