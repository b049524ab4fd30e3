"""What life does to a printed page: small pure functions from page image to page image.

Pages are BGR, 8 bit, upright. Chance comes from the generator that is passed in, so the same seed gives the same page.
Lengths are shares of the page width, so that a step looks the same at every resolution.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]


def _clouds(height: int, width: int, rng: np.random.Generator, *, cells: int) -> Floats:
    """Return smooth noise between 0 and 1, `cells` hills across the page."""
    coarse = rng.uniform(0, 1, (max(2, cells * height // width), max(2, cells))).astype(np.float32)
    fine = np.clip(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)
    return np.asarray(fine, dtype=np.float32)


def _as_pixels(values: Floats) -> Pixels:
    return np.asarray(np.clip(values, 0, 255), dtype=np.uint8)


def tint(
    page: Pixels, *, paper_bgr: tuple[int, int, int], rng: np.random.Generator, unevenness: float = 0.04
) -> Pixels:
    """Return the page on coloured paper, a little darker here and there."""
    height, width = page.shape[:2]
    shade = 1 - unevenness * _clouds(height, width, rng, cells=5)[:, :, None]
    paper = np.array(paper_bgr, np.float32) / 255 * shade
    return _as_pixels(page.astype(np.float32) * paper)


def show_through(page: Pixels, back: Pixels | None, *, strength: float) -> Pixels:
    """Return the page with the print of its back shining through, mirrored and soft."""
    if back is None:
        return page
    height, width = page.shape[:2]
    ghost = cv2.GaussianBlur(cv2.flip(cv2.resize(back, (width, height)), 1), (0, 0), width / 700)
    dark = (255 - ghost.astype(np.float32)) * strength
    return _as_pixels(page.astype(np.float32) - dark * (page.astype(np.float32) / 255))


def pale(page: Pixels, *, strength: float, rng: np.random.Generator) -> Pixels:
    """Return the page printed with a toner that runs out in clouds: ink grows lighter, paper stays."""
    height, width = page.shape[:2]
    loss = strength * _clouds(height, width, rng, cells=7)[:, :, None]
    values = page.astype(np.float32)
    return _as_pixels(values + (255 - values) * loss)


def broken(page: Pixels, *, share: float, rng: np.random.Generator) -> Pixels:
    """Return the page with flecks of ink missing, as a worn drum leaves them; `share` of the ink goes."""
    height, width = page.shape[:2]
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), width / 1600)
    missing = grain > np.quantile(grain[::8, ::8], 1 - share)
    lost = page.copy()
    lost[missing] = np.maximum(lost[missing], 205)
    return lost


def copied(page: Pixels, *, contrast: float, gain: float = 0.0) -> Pixels:
    """Return the page after a photocopier: soft, then hard; `gain` > 0 thickens the ink."""
    width = page.shape[1]
    soft = cv2.GaussianBlur(page, (0, 0), width / 2400).astype(np.float32) / 255
    hard = 1 / (1 + np.exp(-contrast * (soft - (0.52 + gain))))
    low, high = 1 / (1 + np.exp(contrast * (0.52 + gain))), 1 / (1 + np.exp(-contrast * (0.48 - gain)))
    return _as_pixels((hard - low) / (high - low) * 255)


def specks(page: Pixels, *, count: int, rng: np.random.Generator) -> Pixels:
    """Return the page with dust: small dark dots and a few hairs."""
    height, width = page.shape[:2]
    dusty = page.copy()
    for _ in range(count):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        gray = int(rng.integers(30, 150))
        cv2.circle(dusty, (x, y), max(1, int(width * rng.uniform(0.0003, 0.0009))), (gray, gray, gray), -1, cv2.LINE_AA)
    return dusty


def holes(page: Pixels, *, rng: np.random.Generator) -> Pixels:
    """Return the page with two punch holes at its left edge, the dark lid of the scanner behind them."""
    height, width = page.shape[:2]
    punched = page.copy()
    middle, half = height / 2 + rng.uniform(-0.01, 0.01) * height, 40 / 297 * height
    for y in (middle - half, middle + half):
        center = (round(width * (11 + rng.uniform(-1, 1)) / 210), round(y))
        cv2.circle(punched, center, round(width * 3 / 210), (52, 50, 50), -1, cv2.LINE_AA)
        cv2.circle(punched, center, round(width * 3 / 210), (120, 120, 120), max(1, width // 1200), cv2.LINE_AA)
    return punched


def staple(page: Pixels, *, rng: np.random.Generator) -> Pixels:
    """Return the page with a staple at the top left corner."""
    width = page.shape[1]
    x, y = width * rng.uniform(0.04, 0.06), width * rng.uniform(0.04, 0.06)
    end = (round(x + width * 0.035), round(y - width * rng.uniform(0.012, 0.03)))
    stapled = page.copy()
    cv2.line(
        stapled, (round(x), round(y) + 2), (end[0], end[1] + 2), (120, 120, 120), max(2, width // 450), cv2.LINE_AA
    )
    cv2.line(stapled, (round(x), round(y)), end, (70, 70, 75), max(2, width // 600), cv2.LINE_AA)
    return stapled


def fold(page: Pixels, *, rng: np.random.Generator) -> Pixels:
    """Return the page with the crease of a letter folded once."""
    height, width = page.shape[:2]
    row = height * rng.uniform(0.47, 0.53) + np.linspace(-3, 3, width) * rng.uniform(-1, 1)
    away = np.abs(np.arange(height, dtype=np.float32)[:, None] - row[None, :].astype(np.float32))
    crease = 26 * np.exp(-((away / (height * 0.004)) ** 2)) + 70 * np.exp(-((away / (height * 0.0005)) ** 2))
    return _as_pixels(page.astype(np.float32) - crease[:, :, None])


def skewed(page: Pixels, *, degrees: float, fill: int) -> Pixels:
    """Return the page turned against the clock by a few degrees; what comes into view has the gray value `fill`."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(fill, fill, fill))
    return np.asarray(turned, dtype=np.uint8)


def dark_edges(page: Pixels, *, rng: np.random.Generator, widest: float = 0.02) -> Pixels:
    """Return the page with the black border of a scan whose lid was open, on one or two sides."""
    height, width = page.shape[:2]
    edged = page.astype(np.float32)
    for side in rng.choice(4, size=int(rng.integers(1, 3)), replace=False):
        reach = widest * width * rng.uniform(0.4, 1.0)
        ramp = np.arange(width if side % 2 == 0 else height, dtype=np.float32)
        ramp = ramp if side < 2 else ramp[::-1]
        dark = 1 / (1 + np.exp(-(ramp - reach) / (width * 0.001)))
        edged *= (
            np.clip(dark + 0.12, 0, 1)[None, :, None] if side % 2 == 0 else np.clip(dark + 0.12, 0, 1)[:, None, None]
        )
    return _as_pixels(edged)


def noisy(page: Pixels, *, sigma: float, rng: np.random.Generator) -> Pixels:
    """Return the page with the grain of a sensor, `sigma` gray values strong."""
    grain = rng.normal(0, sigma, page.shape[:2]).astype(np.float32)[:, :, None]
    return _as_pixels(page.astype(np.float32) + grain)


def soft(page: Pixels, *, share: float) -> Pixels:
    """Return the page slightly out of focus; `share` of the page width is the spread."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), max(0.3, share * page.shape[1])), dtype=np.uint8)


def gray(page: Pixels) -> Pixels:
    """Return the page without colour, still in three channels."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def photographed(page: Pixels, *, rng: np.random.Generator) -> Pixels:
    """Return a photo of the page on a desk: perspective, a curled sheet, lamp light and the shadow of a hand."""
    height, width = page.shape[:2]
    curled = _curled(page, rng)
    desk = _desk(height, width, rng)
    inset = 0.055
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    jitter = rng.uniform(-0.03, 0.03, (4, 2)).astype(np.float32) * width
    inner = corners * (1 - 2 * inset) + np.array([width, height], np.float32) * inset + jitter
    matrix = cv2.getPerspectiveTransform(corners, inner.astype(np.float32))
    photo = cv2.warpPerspective(curled, matrix, (width, height), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (width, height))
    cover = cv2.GaussianBlur(mask, (0, 0), width / 1500)[:, :, None].astype(np.float32) / 255
    mixed = photo.astype(np.float32) * cover + desk * (1 - cover)
    return _as_pixels(mixed * _light(height, width, rng))


def _curled(page: Pixels, rng: np.random.Generator) -> Pixels:
    height, width = page.shape[:2]
    down, across = np.meshgrid(np.arange(height, dtype=np.float32), np.arange(width, dtype=np.float32), indexing="ij")
    bend = rng.uniform(0.004, 0.008) * width
    wave = (
        bend * np.sin(across / width * np.pi * rng.uniform(0.8, 1.3) + rng.uniform(0, 1)) * (0.4 + 0.6 * down / height)
    )
    return np.asarray(
        cv2.remap(page, across, (down + wave).astype(np.float32), cv2.INTER_CUBIC, borderValue=(225, 235, 238)),
        dtype=np.uint8,
    )


def _desk(height: int, width: int, rng: np.random.Generator) -> Floats:
    grain = cv2.resize(
        rng.uniform(0, 1, (height // 6, 12)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    wood = np.array([38, 60, 92], np.float32) * (0.75 + 0.5 * grain[:, :, None])
    return np.asarray(wood, dtype=np.float32)


def _light(height: int, width: int, rng: np.random.Generator) -> Floats:
    """Return light between 0 and 1: a lamp at one side, the soft edge of a shadow, warm in colour."""
    down, across = np.meshgrid(np.linspace(0, 1, height), np.linspace(0, 1, width), indexing="ij")
    x, y = rng.uniform(-0.1, 1.1), rng.uniform(-0.2, 0.5)
    lamp = 1.02 - 0.42 * np.sqrt((across - x) ** 2 + (down - y) ** 2)
    edge = across * rng.uniform(0.3, 0.8) + down - rng.uniform(1.0, 1.3)
    shadow = 1 - 0.24 / (1 + np.exp(-edge * 26))
    warm = np.array([0.86, 0.95, 1.0])
    return np.asarray((lamp * shadow)[:, :, None] * warm, dtype=np.float32)
