"""What copying, filing, scanning, faxing and photographing do to a sheet, with every strength drawn anew for each page.

Lengths are in inches, so that damage looks the same at every resolution.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.training.typesetting import Pixels

Floats = npt.NDArray[np.float32]
KINDS = ("clean", "filed", *("copied",) * 6, "fax", "fax", "bitonal", "photograph")  # as often as they stand here


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as it comes to the desk, and the matrix that carries points of the clean sheet onto it."""

    image: Pixels
    matrix: npt.NDArray[np.float64]
    kind: str


def worn(page: Pixels, back: Pixels | None, *, dpi: int, rng: np.random.Generator, kind: str = "") -> Worn:
    """Return the page worn in one of the ways of KINDS; `back` is what is printed on the other side."""
    kind = kind or KINDS[int(rng.integers(len(KINDS)))]
    ink = page.astype(np.float32)
    ink = _copied(ink, back, dpi, rng) if kind == "copied" else _printed(ink, back, dpi, rng, kind)
    matrix = _placed(page.shape, rng, kind)
    height, width = page.shape
    around = float(rng.choice((30, 60, 255, 240)))
    flat = cv2.warpPerspective(ink, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=around)
    return Worn(_taken(flat, dpi, rng, kind), matrix, kind)


def _clouds(shape: tuple[int, ...], rng: np.random.Generator, cells: int) -> Floats:
    height, width = shape
    coarse = rng.uniform(0, 1, (max(2, cells * height // width), max(2, cells))).astype(np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(fine, 0, 1), dtype=np.float32)


def _grain(shape: tuple[int, ...], rng: np.random.Generator, sigma_px: float = 0.0) -> Floats:
    """Return noise of spread 1, `sigma_px` coarse."""
    noise = rng.standard_normal(shape, dtype=np.float32)
    if sigma_px > 0:
        noise = cv2.GaussianBlur(noise, (0, 0), sigma_px)
        noise /= max(1e-6, float(noise[::8, ::8].std()))
    return np.asarray(noise, dtype=np.float32)


def _blurred(ink: Floats, inches: float, dpi: int) -> Floats:
    return np.asarray(cv2.GaussianBlur(ink, (0, 0), max(0.25, inches * dpi)), dtype=np.float32)


def _pale(ink: Floats, strength: float, rng: np.random.Generator) -> Floats:
    return ink + (255 - ink) * (strength * _clouds(ink.shape, rng, int(rng.integers(3, 12))))


def _ghost(ink: Floats, back: Pixels | None, strength: float, dpi: int) -> Floats:
    if back is None or strength <= 0:
        return ink
    height, width = ink.shape
    other = _blurred(cv2.resize(cv2.flip(back, 1), (width, height)).astype(np.float32), 0.012, dpi)
    return np.asarray(ink - (255 - other) * strength * (ink / 255), dtype=np.float32)


def _broken(ink: Floats, share: float, dpi: int, rng: np.random.Generator) -> Floats:
    flecks = _grain(ink.shape, rng, rng.uniform(0.003, 0.009) * dpi)
    gone = flecks > np.quantile(flecks[::8, ::8], 1 - share)
    return np.where(gone, np.maximum(ink, rng.uniform(170, 235)), ink).astype(np.float32)


def _copier(ink: Floats, dpi: int, rng: np.random.Generator) -> Floats:
    """Return what a copier makes of a page: soft, then hard, ink thicker or thinner."""
    soft = _blurred(ink, rng.uniform(0.002, 0.0055), dpi) / 255
    contrast, middle = rng.uniform(3.5, 9.0), 0.52 + rng.uniform(-0.07, 0.09)
    low, high = (1 / (1 + np.exp(-contrast * (end - middle))) for end in (0.0, 1.0))
    return np.asarray((1 / (1 + np.exp(-contrast * (soft - middle))) - low) / (high - low) * 255, dtype=np.float32)


def _specks(ink: Floats, count: int, dpi: int, rng: np.random.Generator) -> Floats:
    height, width = ink.shape
    for _ in range(count):
        spot = int(rng.integers(0, width)), int(rng.integers(0, height))
        radius = max(1, round(dpi * rng.uniform(0.0015, 0.007)))
        cv2.circle(ink, spot, radius, float(rng.uniform(20, 170)), -1, cv2.LINE_AA)
    return ink


def _creased(ink: Floats, dpi: int, rng: np.random.Generator) -> Floats:
    height, width = ink.shape
    row = height * rng.uniform(0.1, 0.9) + np.linspace(-4, 4, width) * rng.uniform(-1, 1)
    away = np.abs(np.arange(height, dtype=np.float32)[:, None] - row[None, :].astype(np.float32)) / dpi
    return np.asarray(ink - 30 * np.exp(-((away / 0.04) ** 2)) - 80 * np.exp(-((away / 0.006) ** 2)), dtype=np.float32)


def _copied(ink: Floats, back: Pixels | None, dpi: int, rng: np.random.Generator) -> Floats:
    """Return a copy, or a copy of a copy: broken, pale or fat, what is on the back shining through."""
    if rng.random() < 0.8:
        ink = _broken(ink, rng.uniform(0.01, 0.10), dpi, rng)
    ink = _ghost(ink, back, rng.uniform(0.0, 0.3), dpi)
    for _ in range(int(rng.integers(1, 3))):
        ink = _copier(ink, dpi, rng)
        ink = _pale(ink + rng.uniform(0, 20) * _grain(ink.shape, rng), rng.uniform(0, 0.45), rng)
        ink = np.clip(ink, 0, 255)
    if rng.random() < 0.6:
        ink = _copier(ink, dpi, rng)
    ink *= rng.uniform(0.8, 1.0) * (1 - rng.uniform(0, 0.15) * _clouds(ink.shape, rng, 5))
    if rng.random() < 0.5:
        ink = _creased(ink, dpi, rng)
    return _specks(ink, int(rng.integers(0, 400)), dpi, rng)


def _printed(ink: Floats, back: Pixels | None, dpi: int, rng: np.random.Generator, kind: str) -> Floats:
    """Return an original: fresh from the printer, or filed for years."""
    if kind in ("clean", "bitonal"):
        ink = _pale(ink, rng.uniform(0, 0.15), rng)
        return ink * rng.uniform(0.95, 1.0)
    if rng.random() < 0.25:
        ink = _broken(ink, rng.uniform(0.005, 0.04), dpi, rng)
    ink = _ghost(_pale(ink, rng.uniform(0, 0.5), rng), back, rng.uniform(0, 0.15), dpi)
    ink *= rng.uniform(0.82, 1.0) * (1 - rng.uniform(0, 0.1) * _clouds(ink.shape, rng, 5))
    return _specks(ink, int(rng.integers(0, 120)), dpi, rng)


def _placed(shape: tuple[int, ...], rng: np.random.Generator, kind: str) -> npt.NDArray[np.float64]:
    """Return how the sheet lies: a little turned on the glass, or seen from the side on a desk."""
    height, width = shape
    if kind != "photograph":
        turn = float(np.clip(rng.normal(0, 1.0), -3, 3))
        return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0), [0, 0, 1]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inset = rng.uniform(0.02, 0.07)
    seen = corners * (1 - 2 * inset) + np.array([width, height], np.float32) * inset
    seen += rng.uniform(-0.025, 0.025, (4, 2)).astype(np.float32) * width
    return np.asarray(cv2.getPerspectiveTransform(corners, seen.astype(np.float32)), dtype=np.float64)


def _taken(ink: Floats, dpi: int, rng: np.random.Generator, kind: str) -> Pixels:
    """Return what the scanner, fax or camera made of it."""
    if kind == "photograph":
        height, width = ink.shape
        down, across = np.meshgrid(np.linspace(0, 1, height), np.linspace(0, 1, width), indexing="ij")
        x, y = rng.uniform(-0.1, 1.1), rng.uniform(-0.2, 0.5)
        lamp = 1.02 - rng.uniform(0.1, 0.45) * np.sqrt((across - x) ** 2 + (down - y) ** 2)
        ink = _blurred(ink, rng.uniform(0.001, 0.006), dpi) * lamp.astype(np.float32)
        return _pressed(ink + rng.uniform(0.5, 5) * _grain(ink.shape, rng), rng)
    if kind == "fax":
        ink = _blurred(ink, rng.uniform(0.001, 0.004), dpi) + rng.uniform(0, 14) * _grain(ink.shape, rng)
        height, width = ink.shape
        lines = round(height * (98 if rng.random() < 0.7 else 196) / dpi)
        squeezed = cv2.resize(ink, (round(width * 204 / dpi), lines), interpolation=cv2.INTER_AREA)
        two = np.where(squeezed > rng.uniform(120, 195), 255, 0).astype(np.uint8)
        return np.asarray(cv2.resize(two, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    widest = {"clean": 0.0025, "bitonal": 0.0025, "filed": 0.004, "copied": 0.0045}[kind]
    ink = _blurred(ink, rng.uniform(0.0008, widest), dpi) + rng.uniform(0, 5) * _grain(ink.shape, rng)
    if kind == "bitonal":
        return np.where(ink > rng.uniform(110, 205), 255, 0).astype(np.uint8)
    return _pressed(ink, rng)


def _pressed(ink: Floats, rng: np.random.Generator) -> Pixels:
    pixels = np.clip(ink, 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        return pixels
    quality = int(rng.integers(25, 80))
    packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
