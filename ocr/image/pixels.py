"""The one array type of this package, and the looks at a page that every step shares."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float32]

LOOK_DPI = 100  # lines, edges, holes and seals show at this resolution; a look costs about 5 ms a page
_INK_WINDOW_PX = 25  # a quarter inch at LOOK_DPI: wider than a stroke, narrower than a shadow
_INK_DEPTH = 18  # how much darker than its neighbourhood ink is; show-through rarely reaches it after averaging


def gray_of(image: npt.NDArray[Any]) -> Pixels:
    """Return the image as one channel; an image that is gray already comes back itself."""
    if image.ndim == 2:
        return image
    if image.shape[2] == 1:
        return np.ascontiguousarray(image[:, :, 0])
    return np.asarray(cv2.cvtColor(image[:, :, :3], cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def scaled(image: Pixels, factor: float) -> Pixels:
    """Return the image made smaller or larger by `factor`, never below one pixel; factor 1 gives the image itself."""
    if factor == 1:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8)


def ink_of(gray: Pixels, *, depth: int = _INK_DEPTH) -> Pixels:
    """Return 255 where a pixel is `depth` grey levels darker than the paper around it; shadows do not count."""
    return np.asarray(
        cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _INK_WINDOW_PX, depth),
        dtype=np.uint8,
    )
