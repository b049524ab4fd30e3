"""What printing, copying and scanning do to a line, harder than most scans: the network must have seen worse."""

import cv2
import numpy as np
import numpy.typing as npt

from ocr.handwriting.training.lines import Drawn
from ocr.handwriting.training.strokes import Mask

Pixels = npt.NDArray[np.uint8]


def worn(drawn: Drawn, *, rng: np.random.Generator) -> Pixels:
    """Return a drawn line as a scanner saw it, in gray."""
    black, blue = rng.uniform(0.75, 1.0), rng.uniform(0.5, 1.0)
    page = np.asarray(255 * (1 - black * drawn.print_ink) * (1 - blue * drawn.pen_ink), np.float32)
    if rng.random() < 0.45:
        page = _show_through(page, drawn.print_ink, rng)
    if rng.random() < 0.3:
        page = _broken(page, rng)
    if rng.random() < 0.5:
        page = np.asarray(page + (255 - page) * rng.uniform(0.1, 0.5) * _clouds(page.shape, rng), np.float32)
    for _ in range(int(rng.choice([0, 1, 2], p=[0.5, 0.25, 0.25]))):
        page = _copied(page, rng)
    page = _smeared(page, rng)
    return np.asarray(np.clip(page, 0, 255), np.uint8)


def _smeared(page: Mask, rng: np.random.Generator) -> Mask:
    """Return the line with dust, dim light, a sensor's blur and grain, and what a file format does to it."""
    for _ in range(int(rng.integers(0, 5)) if rng.random() < 0.4 else 0):
        place = (int(rng.integers(page.shape[1])), int(rng.integers(page.shape[0])))
        cv2.circle(page, place, int(rng.integers(1, 3)), float(rng.uniform(20, 150)), -1, cv2.LINE_AA)
    if rng.random() < 0.04:
        x = int(rng.integers(page.shape[1]))
        cv2.line(page, (x, 0), (x + int(rng.integers(-3, 4)), page.shape[0]), float(rng.uniform(30, 160)), 1)
    if rng.random() < 0.05:
        crease = np.exp(-(((np.arange(page.shape[0])[:, None] - rng.uniform(0, 60)) / 4) ** 2))
        page = np.asarray(page - rng.uniform(20, 90) * crease, np.float32)
    dim = page * rng.uniform(0.75, 1.0) - rng.uniform(0, 20) * _clouds(page.shape, rng)
    soft = cv2.GaussianBlur(dim, (0, 0), rng.uniform(0.3, 1.5))
    page = np.asarray(soft + rng.normal(0, rng.uniform(0.3, 9), page.shape), np.float32)
    chance = rng.random()
    if chance < 0.08:  # a fax has half the rows
        rows, columns = page.shape
        flat = np.where(cv2.resize(page, (columns, round(rows * 0.48)), interpolation=cv2.INTER_AREA) > 150, 255.0, 0.0)
        return np.asarray(cv2.resize(flat, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float32)
    if chance < 0.22:
        level = float(np.percentile(page, 75)) * rng.uniform(0.55, 0.75)
        return np.where(page > level, 255, 0).astype(np.float32)
    if chance < 0.8:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(28, 80))]
        _, packed = cv2.imencode(".jpg", np.clip(page, 0, 255).astype(np.uint8), quality)
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)
    return page


def _show_through(page: Mask, ink: Mask, rng: np.random.Generator) -> Mask:
    ghost = np.roll(cv2.GaussianBlur(ink[:, ::-1], (0, 0), rng.uniform(1, 2)), int(rng.integers(-20, 20)), axis=0)
    ghost = np.roll(ghost, int(rng.integers(-80, 80)), axis=1)
    return np.asarray(page - page * ghost * rng.uniform(0.05, 0.35), np.float32)


def _broken(page: Mask, rng: np.random.Generator) -> Mask:
    grain = cv2.GaussianBlur(rng.normal(0, 1, page.shape).astype(np.float32), (0, 0), rng.uniform(0.7, 1.6))
    missing = grain > np.quantile(grain[::4, ::4], 1 - rng.uniform(0.02, 0.14))
    return np.where(missing, np.maximum(page, 205), page)


def _copied(page: Mask, rng: np.random.Generator) -> Mask:
    noisy = page + rng.normal(0, rng.uniform(0, 14), page.shape)
    soft = cv2.GaussianBlur(noisy, (0, 0), rng.uniform(0.5, 1.1)) / 255
    contrast, middle = rng.uniform(4, 9), 0.52 + rng.uniform(-0.08, 0.1)
    low, high = 1 / (1 + np.exp(contrast * middle)), 1 / (1 + np.exp(-contrast * (1 - middle)))
    return np.asarray((1 / (1 + np.exp(-contrast * (soft - middle))) - low) / (high - low) * 255, np.float32)


def _clouds(shape: tuple[int, ...], rng: np.random.Generator) -> Mask:
    rows, columns = shape
    coarse = rng.uniform(0, 1, (2, max(2, columns // 90))).astype(np.float32)
    return np.asarray(np.clip(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC), 0, 1), np.float32)
