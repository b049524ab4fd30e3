import numpy as np
import pytest

from ocr.image.letters import letters_of
from ocr.image.pixels import ink_of, scaled
from ocr.image.slope import slope_deg
from tests.ocr import sheets


def look(sheet: sheets.Pixels) -> sheets.Pixels:
    return letters_of(ink_of(scaled(sheet, 0.5)))


@pytest.mark.parametrize("degrees", [-3.1, -0.8, 0.0, 0.4, 2.2])
def test_slope_is_the_angle_the_page_was_laid_at(degrees: float) -> None:
    assert slope_deg(look(sheets.leaning(sheets.page(), degrees))) == pytest.approx(degrees, abs=0.12)


def test_slope_of_a_page_without_lines_is_nought() -> None:
    assert slope_deg(np.zeros((800, 600), np.uint8)) == 0.0
    assert slope_deg(np.full((1, 1), 255, np.uint8)) == 0.0


def test_slope_is_not_led_by_a_black_edge() -> None:
    sheet = sheets.leaning(sheets.page(), 1.5)
    sheet[:, :40] = 0
    assert slope_deg(look(sheet)) == pytest.approx(1.5, abs=0.12)
