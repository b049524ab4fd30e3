import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.handwriting.cutting import FINENESS, SIDE, Span, pieces_of, spans_of
from ocr.handwriting.figures import NONE, judge
from ocr.handwriting.strip import BASE_ROW, ROWS
from ocr.handwriting.training.strokes import figure

TALL, BASE = round(ROWS * FINENESS), round(BASE_ROW * FINENESS)


def strip_with(*digits: tuple[str, int], wide: int = 120, height: int = 26) -> np.ndarray:
    """Return a strip with figures drawn from these columns on, all standing on the base line."""
    strip = np.zeros((TALL, wide), np.float32)
    for digit, left in digits:
        ink = figure(digit, height=height, thick=4, style=0, rng=np.random.default_rng(3))
        part = strip[BASE - ink.shape[0] : BASE, left : left + ink.shape[1]]
        np.maximum(part, ink, out=part)
    return strip


def spans(strip: np.ndarray, left: float = 0, right: float = 120) -> tuple[list[Span], int]:
    pieces, count = pieces_of(strip, left=left, right=right)
    return spans_of(strip, pieces, count), count


def test_figures_apart_are_pieces_from_left_to_right() -> None:
    strip = strip_with(("1", 60), ("1", 20))
    pieces, count = pieces_of(strip, left=15, right=90)
    assert count == 2
    first, second = (np.flatnonzero((pieces == number).any(axis=0)).mean() for number in (1, 2))
    assert first < 40 < second


def test_two_figures_that_touch_are_cut_where_they_thin_out() -> None:
    strip = strip_with(("1", 20), ("1", 44))
    strip[BASE - 6 : BASE - 4, 26:60] = 1  # a stroke that joins them
    _, count = spans(strip)
    assert count > 1


def test_a_figure_cut_into_pieces_is_put_together_again() -> None:
    found, _ = spans(strip_with(("0", 30)))
    odds = judge(found)
    assert odds[:, 0].max() > 0.8


def test_every_span_is_a_run_of_pieces() -> None:
    found, count = spans(strip_with(("7", 10), ("0", 40), ("3", 75)))
    assert {(span.first, span.first + 1) for span in found} >= {(index, index + 1) for index in range(count)}
    assert all(span.first < span.end <= count for span in found)
    assert all(span.picture.shape == (SIDE, SIDE) and 0.5 < span.picture.max() <= 1 for span in found)


@pytest.mark.parametrize(("row", "rows", "columns"), [(TALL - 3, 3, 8), (BASE - 2, 3, 90), (BASE - 4, 2, 2)])
def test_neighbour_lines_rules_and_grain_are_no_pieces(row: int, rows: int, columns: int) -> None:
    strip = np.zeros((TALL, 120), np.float32)
    strip[row : row + rows, 10 : 10 + columns] = 1
    assert spans(strip)[1] == 0


def test_what_stands_beside_the_number_is_none_of_it() -> None:
    strip = strip_with(("1", 20), ("1", 80))
    assert spans(strip, left=15, right=45)[1] == 1


def test_a_page_of_specks_is_no_number() -> None:
    strip = np.zeros((TALL, 300), np.float32)
    for column in range(4, 290, 8):
        strip[BASE - 20 : BASE - 8, column : column + 3] = 1
    found, count = spans(strip, right=300)
    assert count > 16
    assert found == []


def test_no_spans_no_odds() -> None:
    assert judge([]).shape == (0, NONE + 1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.02, 0.2, 0.5, 0.9]))
def test_whatever_the_ink_odds_are_odds(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    strip = (rng.random((TALL, 60)) < share).astype(np.float32)
    found, _ = spans(strip, right=60)
    odds = judge(found)
    assert odds.shape == (len(found), NONE + 1)
    assert np.allclose(odds.sum(axis=1), 1, atol=1e-4)
