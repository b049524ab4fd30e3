"""The hands that write figures for training: MNIST's thousands of writers, handwriting fonts, strokes of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocr.handwriting.training.strokes import Mask, figure, scribble

_BIG_PX = 96  # fonts are drawn at this size and scaled down


@dataclass(frozen=True, slots=True)
class Mnist:
    """Images of MNIST, 28 × 28, with which of them show which digit."""

    images: npt.NDArray[np.uint8]
    of_digit: tuple[npt.NDArray[np.int64], ...]


def read_mnist(folder: Path, *, part: str) -> Mnist:
    """Return one part of MNIST, "train" or "t10k", from the files in LeCun's format."""
    images = np.frombuffer((folder / f"{part}-images-idx3-ubyte").read_bytes(), np.uint8, offset=16)
    labels = np.frombuffer((folder / f"{part}-labels-idx1-ubyte").read_bytes(), np.uint8, offset=8)
    return Mnist(images.reshape(-1, 28, 28), tuple(np.flatnonzero(labels == digit) for digit in range(10)))


@dataclass(frozen=True, slots=True)
class Hands:
    """Where figures come from; `fonts` are paths of handwriting fonts, `stroked` whether our own strokes are drawn."""

    mnist: Mnist
    fonts: tuple[Path, ...]
    stroked: bool = True

    def write(self, text: str, *, height: float, rng: np.random.Generator) -> list[Mask]:
        """Return the figures of a number in one hand; "?" is something that is no figure."""
        kinds = ("mnist", "font", "strokes") if self.stroked else ("mnist", "font")
        kind = rng.choice(kinds, p=(0.45, 0.2, 0.35) if self.stroked else (0.7, 0.3))
        lean, thick = rng.uniform(-0.1, 0.45), height * rng.uniform(0.05, 0.15)
        font = self.fonts[int(rng.integers(len(self.fonts)))]
        styles = rng.integers(0, 12, 10)
        masks = []
        for letter in text:
            tall = max(6, round(height * rng.uniform(0.86, 1.12)))
            if letter == "?":
                mask = self._no_figure(font, height=tall, thick=thick, rng=rng)
            elif kind == "mnist":
                mask = self._from_mnist(int(letter), height=tall, thick=thick, rng=rng)
            elif kind == "font":
                mask = _thickened(lettered(letter, font, height=tall), thick * 0.5, rng)
            else:
                mask = figure(letter, height=tall, thick=thick, style=int(styles[int(letter)]), rng=rng)
            masks.append(cropped(leaning(mask, lean * (0.4 if kind == "mnist" else 1))))
        return masks

    def _from_mnist(self, digit: int, *, height: int, thick: float, rng: np.random.Generator) -> Mask:
        chosen = self.mnist.images[int(rng.choice(self.mnist.of_digit[digit]))]
        factor = height / 20
        size = (round(28 * factor * rng.uniform(0.8, 1.1)), round(28 * factor))
        big = cv2.resize(chosen, size, interpolation=cv2.INTER_CUBIC)
        ink = (cv2.GaussianBlur(big, (0, 0), 0.05 * height) > rng.uniform(85, 135)).astype(np.uint8)
        # MNIST's pens are felt pens: thinning them by distance from the edge gives ballpoints.
        depth = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
        half = float(np.percentile(depth[depth > 0], 85)) if depth.any() else 1.0
        away = max(0.0, min(half - thick / 2, half * 0.62)) * rng.uniform(0.4, 1)
        return np.asarray(np.clip(depth - away, 0, 1), np.float32)

    def _no_figure(self, font: Path, *, height: int, thick: float, rng: np.random.Generator) -> Mask:
        kind = rng.integers(4)
        if kind == 0:
            return scribble(height=height, thick=thick, rng=rng)
        if kind == 1:
            return lettered(str(rng.choice(list("abdefhkmnprtuvwxyABDEGHKMNPQRTVXY"))), font, height=height)
        one, other = (figure(str(rng.integers(10)), height=height, thick=thick, style=int(rng.integers(9)), rng=rng)
                      for _ in range(2))  # fmt: skip
        if kind == 2:  # one figure written over another
            rows, columns = max(one.shape[0], other.shape[0]), max(one.shape[1], other.shape[1])
            both = np.zeros((rows, columns), np.float32)
            for mask in (one, other):
                part = both[: mask.shape[0], : mask.shape[1]]
                np.maximum(part, mask, out=part)
            return both
        struck = one.copy()  # a figure crossed out
        rows, columns = struck.shape
        for _ in range(int(rng.integers(1, 4))):
            start, end = (-2, int(rng.integers(rows))), (columns + 2, int(rng.integers(rows)))
            cv2.line(struck, start, end, 1.0, max(1, round(thick)), cv2.LINE_AA)
        return struck


def lettered(letter: str, font: Path, *, height: int) -> Mask:
    """Return a letter of a handwriting font `height` pixels tall."""
    face = ImageFont.truetype(str(font), _BIG_PX)
    image = Image.new("L", (3 * _BIG_PX, 3 * _BIG_PX), 0)
    ImageDraw.Draw(image).text((_BIG_PX, _BIG_PX // 2), letter, font=face, fill=255)
    mask = cropped(np.asarray(np.asarray(image) / 255, np.float32))
    factor = height / max(1, mask.shape[0])
    size = (max(2, round(mask.shape[1] * factor)), max(2, height))
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), np.float32)


def _thickened(mask: Mask, thick: float, rng: np.random.Generator) -> Mask:
    more = round(thick * rng.uniform(0, 0.8))
    return mask if more < 2 else np.asarray(cv2.dilate(np.pad(mask, more), np.ones((more, more))), np.float32)


def leaning(mask: Mask, lean: float) -> Mask:
    """Return the mask sheared to the right by `lean` of its height."""
    rows, columns = mask.shape
    across = round(abs(lean) * rows) + 1
    shear = np.array([[1, -lean, max(lean, 0) * rows], [0, 1, 0]], np.float32)
    return np.asarray(cv2.warpAffine(mask, shear, (columns + across, rows)), np.float32)


def cropped(mask: Mask) -> Mask:
    """Return the mask without its empty margins."""
    rows, columns = np.flatnonzero(mask.max(axis=1) > 0.2), np.flatnonzero(mask.max(axis=0) > 0.2)
    if not len(rows):
        return np.zeros((2, 2), np.float32)
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def fonts_in(folder: Path) -> tuple[Path, ...]:
    """Return the font files of a folder, sorted."""
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in {".ttf", ".otf", ".woff"}))


def pick(words: Sequence[str], rng: np.random.Generator) -> str:
    """Return one of some words."""
    return words[int(rng.integers(len(words)))]
