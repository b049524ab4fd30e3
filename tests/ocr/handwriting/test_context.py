import pytest

from ocr.handwriting.context import DAY, MONTH, NUMBER, YEAR, Limits, limits_of
from ocr.page import Box, Word


def line(text: str) -> tuple[list[Word], Box]:
    """Return the words of a line, ten pixels a letter, and the box of its gap "_"."""
    words, place, left = [], Box(0, 0, 1, 1), 0
    for part in text.split():
        box = Box(left, 0, left + 10 * len(part), 20)
        if part == "_":
            place = box
        else:
            words.append(Word(part, box, 0.9))
        left = box.right + 10
    return words, place


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Số: _ /KH-UBND", NUMBER),
        ("Bình An, ngày _ tháng 12 năm 2031", DAY),
        ("Bình An, ngay _ thảng 12 nãm 2031", DAY),
        ("Bình An, _ tháng 12 năm 2031", DAY),
        ("Bình An, ngày 13 tháng _ năm 2031", MONTH),
        ("tháng _", MONTH),
        ("Bình An, ngày 13 tháng 12 năm 20 _", YEAR),
        ("Đến: _", NUMBER),
        ("_", NUMBER),
    ],
)
def test_print_beside_a_number_says_what_it_may_be(text: str, limits: Limits) -> None:
    words, place = line(text)
    assert limits_of(place, words) == limits


@pytest.mark.parametrize("text", ["1", "01", "31"])
def test_a_day_is_one_of_the_calendar(text: str) -> None:
    assert DAY.allow(text)


@pytest.mark.parametrize("text", ["", "0", "00", "32", "011", "1?", "?", "²"])
def test_anything_else_is_none(text: str) -> None:
    assert not DAY.allow(text)
