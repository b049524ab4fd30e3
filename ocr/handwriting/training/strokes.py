"""Figures as quick pens of Vietnamese offices draw them: a struck 7, an open 4, a 1 with a long flag."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.float32]

# Points in hundredths of the figure's height, down from its top; "/" lifts the pen. Each line is one way to write it.
STYLES = {
    "0": ("34,2 12,18 4,52 14,90 32,99 52,84 60,48 50,12 30,2", "30,4 8,30 6,70 26,99 50,80 52,30 34,3 22,10",
          "44,8 26,2 8,28 8,72 28,100 54,82 60,42 46,6 30,14", "36,0 16,22 10,62 22,98 40,90 54,58 52,20 38,0"),
    "1": ("20,4 20,98", "6,22 24,2 22,100", "-18,62 2,38 26,0 22,100", "-30,72 0,44 28,0 18,102",
          "8,16 24,0 24,98 / 6,99 44,98", "26,0 10,100", "-8,46 24,2 14,66 10,100"),
    "2": ("8,22 24,2 48,8 50,34 28,70 4,97 24,94 62,97", "10,18 34,0 54,20 40,54 8,94 22,84 34,96 64,92",
          "6,14 40,2 50,26 26,66 2,98 60,98", "12,26 30,0 54,16 42,50 14,90 10,78 26,84 48,100 68,90"),
    "3": ("8,12 32,0 54,16 40,42 22,48 50,56 58,80 34,100 4,90", "8,4 54,2 26,40 52,52 56,82 30,102 2,92",
          "10,16 36,2 50,22 30,46 22,48 30,50 54,64 44,96 6,100"),
    "4": ("30,0 4,58 62,58 / 46,30 42,102", "42,2 2,66 64,64 / 42,2 42,100", "10,6 4,48 30,54 58,46 / 52,4 46,102",
          "38,0 6,62 34,60 66,54 / 50,36 34,104"),
    "5": ("54,3 14,4 10,42 36,36 58,60 46,92 6,98", "16,4 12,44 40,40 56,66 36,98 2,92 / 16,5 60,0",
          "12,6 8,40 34,34 54,60 40,96 0,98 / 10,7 72,2", "50,0 20,6 12,46 42,46 52,74 28,100 4,94"),
    "6": ("48,2 22,26 6,68 24,99 50,86 50,60 30,50 10,66", "36,0 10,44 6,80 28,100 52,78 38,54 12,70",
          "54,4 20,34 8,76 34,100 54,80 42,58 14,68"),
    "7": ("4,6 58,4 34,50 22,102", "4,10 10,2 60,4 36,48 24,100 / 14,52 54,48", "2,4 56,2 26,102 / 12,50 52,46",
          "0,14 8,2 62,4 30,104", "8,2 6,14 12,4 62,4 38,46 26,102 / 10,50 60,46"),
    "8": ("50,14 28,0 10,18 30,46 54,74 30,100 6,80 28,50 50,20 46,10",
          "30,2 12,22 30,46 50,24 30,2 / 30,46 6,76 30,102 56,76 30,46",
          "52,10 24,2 14,26 44,60 48,90 22,100 8,78 36,44 56,16"),
    "9": ("52,22 32,2 8,24 22,48 48,36 54,14 50,60 44,102", "48,20 26,0 6,24 20,46 46,30 52,10 54,62 34,100 6,94",
          "50,24 24,2 4,30 22,50 50,26 38,70 14,104"),
}  # fmt: skip


def figure(digit: str, *, height: int, thick: float, style: int, rng: np.random.Generator) -> Mask:
    """Return a figure as ink between 0 and 1, `height` pixels tall, drawn `thick` pixels wide in one of its styles."""
    ways = STYLES[digit]
    wide = rng.uniform(0.75, 1.2)
    strokes = [
        np.array([[float(part) / 100 for part in point.split(",")] for point in stroke.split()])
        for stroke in ways[style % len(ways)].split("/")
    ]
    shaken = [stroke * (wide, 1) + rng.normal(0, 0.02, stroke.shape) for stroke in strokes]
    low = np.min(np.vstack(shaken), axis=0)
    span = np.max(np.vstack(shaken), axis=0) - low
    air = int(thick) + 2
    size = (int(height) + 2 * air, int(span[0] / max(span[1], 0.1) * height) + 2 * air)
    canvas = np.zeros(size, np.uint8)
    for stroke in shaken:
        curve = (smooth(stroke) - low) / max(span[1], 0.1) * height + air
        fixed = np.round(curve * 16).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(canvas, [fixed], False, 255, max(1, round(thick)), cv2.LINE_AA, 4)
    return np.asarray(canvas / 255, np.float32)


def scribble(*, height: int, thick: float, rng: np.random.Generator) -> Mask:
    """Return a curve that is no figure: a letter nobody knows, a crossing out, a paraph."""
    count = int(rng.integers(4, 10))
    points = np.column_stack([np.linspace(0, rng.uniform(0.4, 1.8), count), rng.uniform(0, 1, count)])
    points[:, 0] += rng.normal(0, 0.18, count)
    low, high = points.min(axis=0), points.max(axis=0)
    air = int(thick) + 2
    canvas = np.zeros((int(height) + 2 * air, int((high[0] - low[0]) * height) + 2 * air), np.uint8)
    curve = (smooth(points) - low) * height + air
    fixed = np.round(curve * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(canvas, [fixed], False, 255, max(1, round(thick)), cv2.LINE_AA, 4)
    return np.asarray(canvas / 255, np.float32)


def smooth(points: npt.NDArray[np.float64] | Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
    """Return a dense Catmull-Rom curve through the points."""
    knots = np.asarray(points, np.float64)
    if len(knots) < 3:
        return knots
    ends = np.vstack([knots[:1], knots, knots[-1:]])
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
        for p, q, r, s in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.vstack([*pieces, knots[-1:]])
