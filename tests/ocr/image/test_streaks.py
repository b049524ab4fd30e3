import numpy as np

from ocr.image.streaks import without_folds
from ocr.page import Box


def folded() -> np.ndarray:
    page = np.full((400, 1000), 250, np.uint8)
    page[198:201] = 160  # the crease
    page[195:198] = page[201:204] = 225
    page[185:215, 300:306] = 40  # a stem of a letter across it
    page[198:201, 320:335] = 45  # and a bar of one in it
    return page


def test_a_crease_turns_to_paper_and_letters_in_it_stay_dark() -> None:
    page = folded()
    clean = without_folds(page, [Box(0, 197, 1000, 202)], dpi=200)
    assert clean[195:204, 500:900].min() > 235
    assert clean[185:215, 301:305].max() < 80
    assert clean[198:201, 321:334].max() < 80
    assert np.array_equal(clean[:170], page[:170])


def test_a_line_that_ends_before_the_margins_is_no_crease() -> None:
    page = folded()
    assert without_folds(page, [Box(100, 197, 800, 202)], dpi=200) is page
