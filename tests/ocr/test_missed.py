import numpy as np

from ocr.missed import missed
from ocr.page import Box, Word
from tests.ocr import sheets


def test_print_that_no_word_covers_is_found() -> None:
    page = sheets.page(("trồng cây đầu xuân", "", "Lò Thị Mẩy"), size=(900, 600), top=100, left=100)
    read = Word("trồng cây đầu xuân", Box(95, 95, 480, 160), 0.9)
    (box,) = missed(page, (read,), dpi=sheets.DPI)
    assert box.left < 105 and box.right > 250
    assert box.top < 225 and box.bottom > 250


def test_nothing_is_missed_on_a_page_whose_words_are_all_read() -> None:
    page = sheets.page(("trồng cây đầu xuân",), size=(900, 600), top=100, left=100)
    assert missed(page, (Word("trồng", Box(95, 95, 480, 160), 0.9),), dpi=sheets.DPI) == ()
    assert missed(np.full((300, 300), 255, np.uint8), (), dpi=sheets.DPI) == ()
