import pytest

from ocr.handwriting.filling import (
    filled_in,
    lines_for_pen,
    may_be_filled_in,
    needs_reading,
    read_again,
    reads_like_head,
)
from ocr.handwriting.finding import Numeral, Written
from ocr.page import Box, Word


def word(text: str, left: int, right: int, *, sure: float = 0.95, top: int = 100) -> Word:
    return Word(text, Box(left, top, right, top + 30), sure)


def written(*numerals: Numeral) -> Written:
    return Written(Box(0, 80, 900, 160), numerals)


SEVENTY = Numeral(Box(60, 90, 110, 140), "70", 0.97)
UNREAD = Numeral(Box(60, 90, 110, 140), None, 0.4)


def test_a_number_before_a_symbol_is_one_word_with_it() -> None:
    line = filled_in((word("Số:", 0, 50), word("/KH-UBND", 120, 300, sure=0.99)), written(SEVENTY))
    assert [part.text for part in line] == ["Số:", "70/KH-UBND"]
    assert (line[1].box, line[1].confidence, line[1].by_hand) == (Box(60, 90, 300, 140), 0.97, True)
    assert not line[0].by_hand


def test_a_day_stands_between_the_words_around_it() -> None:
    line = filled_in((word("ngày", 0, 50), word("tháng", 120, 200)), written(SEVENTY))
    assert [(part.text, part.by_hand) for part in line] == [("ngày", False), ("70", True), ("tháng", False)]


def test_a_number_at_the_end_of_the_line_comes_last() -> None:
    line = filled_in((word("Đến:", 0, 50),), written(SEVENTY))
    assert [part.text for part in line] == ["Đến:", "70"]


def test_what_is_not_read_leaves_a_blank() -> None:
    printed = (word("Số:", 0, 50), word("/KH-UBND", 120, 300))
    assert filled_in(printed, written(UNREAD)) == printed


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ((word("Số:", 0, 50), word("/KH-UBND", 120, 300)), False),
        ((word("Số:", 0, 50), word("f0", 62, 108, sure=0.2), word("/KH-UBND", 120, 300)), False),
        ((word("Số:", 0, 50), word("f0/KH-UBND", 62, 300, sure=0.9)), True),
        ((word("Số:", 0, 50), word("/KH-UBND”", 120, 300, sure=0.6)), True),
    ],
)
def test_print_that_was_read_with_the_pen_or_badly_is_read_again(words: tuple[Word, ...], again: bool) -> None:
    assert needs_reading(words, written(SEVENTY)) is again


@pytest.mark.parametrize(
    "text",
    ["Số: /KH-UBND", "Số:192/KH-UBND", ". số: 3 /QĐ-UBND", "S6: 27/KH", "Bình An, ngày tháng 12 năm 2031",
     "“?rð Vĩnh, ngày Ô9 tháng 5 năm 2023"],
)  # fmt: skip
def test_number_lines_and_date_lines_are_known(text: str) -> None:
    assert reads_like_head(text)


@pytest.mark.parametrize(
    "text",
    ["KẾ HOẠCH", "Số lượng phiếu khảo sát: 30", "Căn cứ Quyết định số 12/QĐ-UBND ngày 02 tháng 3 năm 2031 của Ủy ban",
     "Sổ theo dõi"],
)  # fmt: skip
def test_other_lines_are_not(text: str) -> None:
    assert not reads_like_head(text)


def test_only_lines_that_may_be_filled_in_are_looked_at() -> None:
    motto = (word("Độc", 500, 560), word("lập", 570, 620))
    nation = (word("VIỆT", 500, 560), word("NAM", 570, 620))
    number = (word("Số:", 0, 50, top=200), word("/KH-UBND", 130, 300, top=200))
    body = (word("trồng", 0, 90, top=400), word("cây", 100, 150, top=400))
    stray = (word("Số:", 0, 50, top=280), word("/QĐ-UBND", 130, 300, top=280))
    low = (word("Số:", 0, 50, top=900), word("/QĐ-UBND", 130, 300, top=900))
    lines = (motto, nation, number, body, stray, low, ())
    assert lines_for_pen(lines, (True, True, True, False), height=1000) == [2, 4]


@pytest.mark.parametrize(
    "text", ["số:192/KH", "f0/KH-UBND", "IKH - UBND", "ngảy 13 thảng 12", "Bình An, ... nãm 2031", "3/QĐ"]
)
def test_badly_read_lines_of_the_letterhead_are_looked_at_too(text: str) -> None:
    assert may_be_filled_in(text)


def test_print_read_together_with_the_pen_is_taken_from_the_second_reading() -> None:
    first = (word("Số:", 0, 50), word("f0/KH-UBND", 62, 300, sure=0.4))
    second = (word("Số:", 1, 50, sure=0.9), word("¬", 70, 80, sure=0.6), word("/KH-UBND", 121, 299, sure=0.45))
    line = read_again(first, second, written(SEVENTY))
    assert [part.text for part in line] == ["Số:", "/KH-UBND"]


def test_doubtful_print_is_voted() -> None:
    first = (word("Số:", 0, 50), word("/KH-UBN0", 120, 300, sure=0.4))
    second = (word("Số:", 1, 50), word("/KH-UBND", 121, 299, sure=0.9))
    assert [part.text for part in read_again(first, second, written(SEVENTY))] == ["Số:", "/KH-UBND"]


def test_a_second_reading_of_nothing_changes_nothing() -> None:
    first = (word("Số:", 0, 50), word("/KH-UBN0", 120, 300, sure=0.4))
    assert read_again(first, (), written(SEVENTY)) == first
