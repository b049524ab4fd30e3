import cv2
import numpy as np
import pytest

from ocr.image.gray_seal import without_gray_seals
from ocr.image.pixels import LOOK_DPI, Pixels, scaled
from tests.ocr import sheets

CENTRE = (700, 1500)
NAME = (*sheets.LINES, *("",) * 11, " " * 40 + "CHỦ TỊCH", "", "", "", " " * 34 + "Lò Văn Hải Triều")
SEAL_GRAY = 145
PAPER = 240


def sealed(page: Pixels, *, gray: int = SEAL_GRAY, radius_px: int = 138) -> Pixels:
    """Return the page with a round seal and its star pressed over the last lines, as a scan without colour has it."""
    seal = np.full_like(page, 255)
    for radius, width in ((radius_px, 5), (radius_px - 8, 2), (84, 2)):
        cv2.circle(seal, CENTRE, radius, gray, width, cv2.LINE_AA)
    angles = np.radians(np.arange(10) * 36 - 90)
    reach = np.where(np.arange(10) % 2 == 0, 44, 17)
    star = np.stack([CENTRE[0] + reach * np.cos(angles), CENTRE[1] + reach * np.sin(angles)], axis=1)
    cv2.fillPoly(seal, [star.astype(np.int32)], gray)
    return np.minimum(np.minimum(page, PAPER), seal).astype(np.uint8)


def cleaned(page: Pixels) -> Pixels:
    return without_gray_seals(page, scaled(page, LOOK_DPI / sheets.DPI), dpi=sheets.DPI)


def test_a_gray_seal_goes_and_the_print_under_it_stays() -> None:
    page = sheets.page(NAME)
    clean = cleaned(sealed(page))
    disc = np.zeros_like(page)
    cv2.circle(disc, CENTRE, 138, 255, -1)
    under, bare = (disc > 0) & (page < 40), (disc > 0) & (page > 250)
    assert under.any()
    assert np.percentile(clean[under], 95) < 70
    assert np.percentile(clean[bare], 2) > 200
    assert np.array_equal(clean[:1340], sealed(page)[:1340])


@pytest.mark.parametrize(
    "page",
    [
        sheets.page(NAME),
        sheets.page(()),
        sealed(sheets.page(NAME), gray=30),  # as dark as print: nothing tells them apart
        sealed(sheets.page(NAME), radius_px=250),  # no seal is as large
        np.full((1, 1), 255, np.uint8),
    ],
)
def test_a_page_without_a_pale_ring_stays_itself(page: Pixels) -> None:
    assert cleaned(page) is page
