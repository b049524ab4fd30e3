"""The ways a paper comes to the desk, each a named treatment of its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from samples.composer import wear
from samples.composer.wear import Pixels

Ink = Literal["color", "gray", "bilevel"]


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as scanned; `skew_deg` against the clock, `turned` quarter turns clockwise in degrees, as laid by hand."""

    image: Pixels
    skew_deg: float
    turned: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """The page is rendered at `print_dpi`, the scan claims `dpi` (across, down) and is kept as JPEG of `quality`."""

    name: str
    print_dpi: int
    dpi: tuple[int, int]
    ink: Ink
    quality: int
    wear: Callable[[Pixels, Pixels | None, np.random.Generator], Worn]


def light(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """A good office scanner: gray, nearly white, skew under one degree."""
    skew = float(rng.uniform(-0.8, 0.8))
    page = wear.tint(page, paper_bgr=(250, 250, 250), rng=rng, unevenness=0.015)
    page = wear.skewed(wear.soft(page, share=0.00022), degrees=skew, fill=252)
    return Worn(wear.noisy(page, sigma=0.8, rng=rng), skew)


def medium(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """A filed paper: yellowed, print shining through, holes, staple, dust, pale toner, skew up to two degrees."""
    skew = float(rng.uniform(-2, 2))
    page = wear.pale(page, strength=0.35, rng=rng)
    page = wear.tint(page, paper_bgr=(205, 228, 238), rng=rng, unevenness=0.07)
    page = wear.show_through(page, back, strength=0.10)
    page = wear.staple(wear.holes(wear.specks(page, count=60, rng=rng), rng=rng), rng=rng)
    page = wear.skewed(wear.soft(page, share=0.00032), degrees=skew, fill=70)
    if rng.random() < 0.4:
        page = wear.dark_edges(page, rng=rng)
    return Worn(wear.noisy(page, sigma=1.6, rng=rng), skew)


def heavy(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """A copy of a copy: gray, broken strokes, strong show-through, a fold, black edges, skew up to three degrees."""
    skew = float(rng.uniform(1.0, 3.0) * rng.choice([-1, 1]))
    page = wear.gray(wear.broken(page, share=0.05, rng=rng))
    page = wear.copied(wear.show_through(page, back, strength=0.24), contrast=7.0, gain=0.04)
    page = wear.pale(wear.noisy(page, sigma=14, rng=rng), strength=0.30, rng=rng)
    page = wear.copied(page, contrast=5.0, gain=-0.03)
    page = wear.tint(page, paper_bgr=(226, 226, 226), rng=rng, unevenness=0.12)
    page = wear.holes(wear.fold(wear.specks(page, count=220, rng=rng), rng=rng), rng=rng)
    page = wear.dark_edges(wear.skewed(page, degrees=skew, fill=40), rng=rng, widest=0.03)
    return Worn(wear.noisy(wear.soft(page, share=0.0003), sigma=3.0, rng=rng), skew)


def fax(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """A fax at standard resolution: black and white, 204 × 98 dots an inch, so its pixels are not square."""
    skew = float(rng.uniform(-0.7, 0.7))
    page = wear.skewed(wear.specks(wear.gray(page), count=40, rng=rng), degrees=skew, fill=255)
    page = wear.noisy(wear.soft(page, share=0.0003), sigma=9, rng=rng)
    height, width = page.shape[:2]
    squeezed = cv2.resize(page, (width, round(height * 98 / 204)), interpolation=cv2.INTER_AREA)
    level = 150 + rng.uniform(-8, 8)
    return Worn(np.asarray(np.where(squeezed > level, 255, 0), dtype=np.uint8), skew)


def bitonal(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """An office scanner set to black and white at 300 dpi."""
    worn = light(page, back, rng)
    return Worn(np.asarray(np.where(wear.gray(worn.image) > 165, 255, 0), dtype=np.uint8), worn.skew_deg)


def phone(page: Pixels, back: Pixels | None, rng: np.random.Generator) -> Worn:
    """A photo taken by hand: desk, perspective, curl, lamp light, shadow; the skew is no single number."""
    page = wear.tint(page, paper_bgr=(232, 238, 240), rng=rng, unevenness=0.03)
    photo = wear.photographed(page, rng=rng)
    return Worn(wear.noisy(wear.soft(photo, share=0.0004), sigma=2.0, rng=rng), 0.0)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("light", 300, (300, 300), "gray", 42, light),
        Preset("medium", 200, (200, 200), "color", 42, medium),
        Preset("heavy", 200, (200, 200), "gray", 40, heavy),
        Preset("fax", 204, (204, 98), "bilevel", 0, fax),
        Preset("bitonal", 300, (300, 300), "bilevel", 0, bitonal),
        Preset("phone", 190, (190, 190), "color", 50, phone),
    )
}
TURNS = (0, 180, 90, 270)  # how the sheets of a "turned" file lie, in order
