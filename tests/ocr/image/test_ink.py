import cv2
import numpy as np

from ocr.image.ink import without_seals
from tests.ocr import sheets

RED, BLUE = (60, 60, 215), (170, 60, 30)  # blue, green, red


def sealed() -> sheets.Pixels:
    ink = np.full((sheets.HEIGHT, sheets.WIDTH, 3), 255, np.uint8)
    cv2.circle(ink, (1100, 420), 140, RED, 8)
    cv2.circle(ink, (1100, 420), 40, RED, -1)
    return np.minimum(ink, sheets.coloured(sheets.page()))  # ink on ink is darker, as on paper


def test_a_seal_goes_and_the_print_under_it_stays() -> None:
    plain = sheets.page()
    gray = without_seals(sealed(), dpi=sheets.DPI)
    ring = np.zeros_like(plain)
    cv2.circle(ring, (1100, 420), 140, 255, 4)
    assert gray[(ring > 0) & (plain > 250)].min() > 200
    assert gray[plain < 60].max() < 120


def test_red_print_beside_a_seal_stays() -> None:
    page = sealed()
    cv2.putText(page, "21/02/2031 09:02", (1260, 460), cv2.FONT_HERSHEY_SIMPLEX, 0.8, RED, 2)
    gray = without_seals(page, dpi=sheets.DPI)
    assert (gray[430:470, 1260:1500] < 160).sum() > 200


def test_a_signature_goes_and_blue_figures_stay() -> None:
    page = sheets.coloured(sheets.page())
    stroke = np.array([[900 + 4 * i, 1500 + int(60 * np.sin(i / 5))] for i in range(70)], np.int32)
    cv2.polylines(page, [stroke], False, BLUE, 5)
    cv2.putText(page, "70", (400, 1500), cv2.FONT_HERSHEY_SIMPLEX, 1.6, BLUE, 4)
    gray = without_seals(page, dpi=sheets.DPI)
    assert gray[1400:1600, 880:1200].min() > 150
    assert (gray[1440:1510, 390:480] < 120).sum() > 150


def test_a_picture_in_blue_is_no_signature() -> None:
    page = sheets.coloured(sheets.page())
    page[900:2200, 100:1500] = BLUE
    assert without_seals(page, dpi=sheets.DPI)[900:2200, 100:1500].max() < 100


def test_a_gray_page_comes_back_itself() -> None:
    page = sheets.page()
    assert without_seals(page, dpi=sheets.DPI) is page
