"""How far the lines of a page lean: found from where ink ends downwards, because letters stand on their baseline."""

import numpy as np

from ocr.image.pixels import Pixels

MAX_SLOPE_DEG = 5.0  # a sheet leans more only when it was thrown on the glass; then nothing here can be trusted
_COARSE_STEP_DEG = 0.25
_FINE_STEP_DEG = 0.05
_MAX_FEET = 60_000  # more feet of letters add milliseconds and no sharpness
_MIN_FEET = 60  # fewer are a handful of words or dirt: no slope is told from them


def slope_deg(ink: Pixels) -> float:
    """Return by how many degrees lines rise to the right: a page scanned turned by 1° against the clock is 1.0.

    `ink` is 255 where there is ink, about 100 dpi is enough. A page without lines gives 0.0.
    """
    return slope_of(*feet(ink))


def slope_of(rows: np.ndarray, columns: np.ndarray) -> float:
    """Return the same of a page whose `feet` have been found."""
    if len(rows) < _MIN_FEET:
        return 0.0
    coarse = np.arange(-MAX_SLOPE_DEG, MAX_SLOPE_DEG + 1e-9, _COARSE_STEP_DEG)
    best = _sharpest(rows, columns, coarse)
    fine = np.arange(best - _COARSE_STEP_DEG, best + _COARSE_STEP_DEG + 1e-9, _FINE_STEP_DEG)
    return float(_sharpest(rows, columns, fine))


def feet(ink: Pixels) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns of the pixels where ink ends downwards, thinned to a quick number."""
    places = np.flatnonzero((ink[:-1] > 0) & (ink[1:] == 0))
    rows, columns = np.divmod(places[:: max(1, len(places) // _MAX_FEET)], ink.shape[1])
    return rows.astype(np.float32), columns.astype(np.float32)


def sharpness(rows: np.ndarray, columns: np.ndarray, angle_deg: float) -> float:
    """Return how well the feet gather in rows when the page is turned back by `angle_deg`; 1 is what chance gives."""
    if not len(rows):
        return 0.0
    levels = rows + columns * np.float32(np.tan(np.radians(angle_deg)))
    levels -= levels.min()
    counts = np.bincount(levels.astype(np.int32))
    return float((counts.astype(np.float64) ** 2).sum() * len(counts) / len(rows) ** 2)


def _sharpest(rows: np.ndarray, columns: np.ndarray, angles_deg: np.ndarray) -> float:
    scores = [sharpness(rows, columns, float(angle)) for angle in angles_deg]
    return float(angles_deg[int(np.argmax(scores))])
