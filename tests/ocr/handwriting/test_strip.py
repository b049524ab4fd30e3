import numpy as np

from ocr.handwriting.strip import BASE_ROW, CAPITAL, ROWS, inked, strip_of


def test_capitals_and_base_line_come_to_their_rows() -> None:
    page = np.full((300, 400), 230, np.uint8)
    page[120:148, 200:206] = 20  # a stem of 28 pixels that stands on row 148
    strip = strip_of(page, base=148, capital=28, left=150, right=350)
    assert strip.shape == (ROWS, 100)
    rows, columns = np.nonzero(strip > 0.6)
    assert abs(rows.min() - (BASE_ROW - CAPITAL)) <= 1
    assert abs(rows.max() + 1 - BASE_ROW) <= 1
    assert 24 <= columns.min() < columns.max() <= 28


def test_a_finer_strip_is_larger_and_stands_alike() -> None:
    page = np.full((300, 400), 230, np.uint8)
    page[120:148, 200:206] = 20
    strip = strip_of(page, base=148, capital=28, left=150, right=350, fineness=1.5)
    assert strip.shape == (1.5 * ROWS, 150)
    rows, columns = np.nonzero(strip > 0.6)
    assert abs(rows.max() + 1 - 1.5 * BASE_ROW) <= 1
    assert 36 <= columns.min() < columns.max() <= 42


def test_a_line_at_the_edge_of_the_page_is_cut_with_paper() -> None:
    page = np.full((40, 60), 200, np.uint8)
    strip = strip_of(page, base=10, capital=20, left=-30, right=90)
    assert strip.shape == (ROWS, 84)
    assert not strip.any()


def test_the_grain_of_a_blank_is_no_ink() -> None:
    grain = np.random.default_rng(1).normal(230, 3, (ROWS, 90)).astype(np.float32)
    assert inked(grain).max() < 0.25


def test_pale_ink_counts_as_much_as_black() -> None:
    pale = np.full((ROWS, 90), 230, np.float32)
    pale[10:30, 40:46] = 150
    assert inked(pale).max() == 1
