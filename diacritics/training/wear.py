"""Page images worn as offices wear them: printed pale or fat, copied, scanned low, pressed into JPEG or two colours."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wear:
    """How one page is worn; every number is drawn per page."""

    toner: float  # gray value of the ink, 0 black
    spread_px: int  # strokes grow (+) or break (-) by this many half steps
    blur: float  # sigma in pixels
    shrink: float  # the page is scanned at this share of its resolution and enlarged again
    noise: float  # sigma in gray values
    specks: float  # share of pixels turned
    two_colour: float | None  # threshold, None for gray
    jpeg: int | None
    turn_deg: float


def draw_wear(rng: np.random.Generator, *, hard: float) -> Wear:
    """Draw the wear of one page; `hard` between 0 (a good office scanner) and 1 (a fax of a copy)."""
    two_colour = rng.random() < 0.45
    return Wear(
        toner=float(rng.uniform(0, 60 + 60 * hard)),
        spread_px=int(rng.choice([-1, 0, 0, 1, 1, 2] if hard > 0.5 else [-1, 0, 0, 0, 1])),
        blur=float(rng.uniform(0.2, 0.7 + 0.8 * hard)),
        shrink=float(rng.uniform(1 - 0.5 * hard, 1.0)),
        noise=float(rng.uniform(0, 8 + 22 * hard)),
        specks=float(rng.uniform(0, 0.004) * (rng.random() < 0.4 * hard)),
        two_colour=float(rng.uniform(95, 205)) if two_colour else None,
        jpeg=int(rng.integers(25, 80)) if rng.random() < 0.6 else None,
        turn_deg=float(rng.normal(0, 0.25)),
    )


def wear(page: Image, how: Wear, rng: np.random.Generator) -> tuple[Image, npt.NDArray[np.float64]]:
    """Return the worn page and the 2x3 matrix that carries points of `page` onto it."""
    height, width = page.shape
    image: npt.NDArray[np.floating] = page.astype(np.float32)
    image = 255 - (255 - image) * (255 - how.toner) / 255
    if how.spread_px:
        kernel = np.ones((2, 2) if abs(how.spread_px) == 1 else (3, 3), np.uint8)
        image = cv2.erode(image, kernel) if how.spread_px > 0 else cv2.dilate(image, np.ones((2, 1), np.uint8))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), how.turn_deg, 1.0)
    image = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255.0)
    if how.shrink < 0.98:
        small = cv2.resize(image, None, fx=how.shrink, fy=how.shrink, interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    image = cv2.GaussianBlur(image, (0, 0), how.blur)
    image += rng.normal(0, how.noise, image.shape).astype(np.float32)
    if how.specks:
        turned = rng.random(image.shape) < how.specks
        image[turned] = 255 - image[turned]
    worn = np.clip(image, 0, 255).astype(np.uint8)
    if how.two_colour is not None:
        worn = np.where(worn < how.two_colour, 0, 255).astype(np.uint8)
    if how.jpeg is not None:
        worn = cv2.imdecode(cv2.imencode(".jpg", worn, [cv2.IMWRITE_JPEG_QUALITY, how.jpeg])[1], cv2.IMREAD_GRAYSCALE)
    return worn, matrix
