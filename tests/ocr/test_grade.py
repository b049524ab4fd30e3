from hypothesis import given
from hypothesis import strategies as st

from ocr.grade import grade_of
from ocr.page import Box, Word


def words(*confidences: float) -> list[Word]:
    return [Word("cây", Box(0, 0, 9, 9), confidence) for confidence in confidences]


def test_the_grade_is_the_share_of_words_read_surely() -> None:
    assert grade_of(words(0.99, 0.95, 0.85, 0.4)) == 0.75
    assert grade_of([]) == 0.0


@given(st.lists(st.floats(0, 1), max_size=30))
def test_a_grade_is_a_share(confidences: list[float]) -> None:
    assert 0 <= grade_of(words(*confidences)) <= 1
