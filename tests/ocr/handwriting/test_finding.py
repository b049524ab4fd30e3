import numpy as np
import pytest

from ocr.handwriting import without_pen, written_in
from ocr.handwriting.training.strokes import scribble
from ocr.page import Box, Word
from tests.ocr.handwriting.lines import BASE, Set, draw_ink, set_line

WORD_HEIGHT = 32.0


def numbers(line: Set) -> list[str | None]:
    written = written_in(line.gray, line.words, word_height=WORD_HEIGHT)
    return [numeral.text for numeral in written.numerals] if written else []


@pytest.mark.parametrize("text", ["70", "13", "256", "09", "8", "41", "1095"])
def test_a_clear_hand_is_read(text: str) -> None:
    assert numbers(set_line(f"Số: [{text}] /KH-UBND")) == [text]


def test_day_and_month_are_read_each_in_its_place() -> None:
    line = set_line("Bình An, ngày [13] tháng [08] năm 2031")
    written = written_in(line.gray, line.words, word_height=WORD_HEIGHT)
    assert written is not None
    assert [numeral.text for numeral in written.numerals] == ["13", "08"]
    for numeral, gap in zip(written.numerals, line.gaps, strict=True):
        assert abs(numeral.box.left - gap.left) < 15 and abs(numeral.box.right - gap.right) < 15
        assert 0.9 <= numeral.confidence <= 1


def test_a_day_that_no_month_has_is_not_read() -> None:
    assert numbers(set_line("Bình An, ngày [78] tháng 12 năm 2031")) == [None]


@pytest.mark.parametrize(
    "text",
    ["Số: 70 /KH-UBND", "Số: /KH-UBND", "Số: ...... /KH-UBND", "Bình An, ngày tháng 12 năm 2031",
     "Bình An, ngày 13 tháng 12 năm 2031", "Độc lập - Tự do - Hạnh phúc"],
)  # fmt: skip
def test_print_and_blanks_are_no_pen(text: str) -> None:
    assert numbers(set_line(text)) == []


def test_a_scribble_is_marked_and_not_read() -> None:
    line = set_line("Số: [0000] /KH-UBND")
    gap = line.gaps[0]
    line.gray[BASE - 45 : BASE + 12, gap.left - 4 : gap.right + 4] = 255
    draw_ink(line.gray, scribble(height=44, thick=4, rng=np.random.default_rng(8)), left=gap.left, foot=BASE + 6)
    assert all(text is None for text in numbers(line))


def test_sure_letters_over_the_place_are_print() -> None:
    line = set_line("Số: [70] /KH-UBND")
    over = Word("trồng", line.gaps[0], 0.97)
    assert written_in(line.gray, (*line.words, over), word_height=WORD_HEIGHT) is None


def test_painted_over_the_pen_is_gone_and_the_print_stays() -> None:
    line = set_line("Số: [70] /KH-UBND")
    written = written_in(line.gray, line.words, word_height=WORD_HEIGHT)
    assert written is not None
    clean = without_pen(line.gray, written)
    gap, cut = line.gaps[0], written.cut
    assert (clean[:, gap.left - cut.left + 4 : gap.right - cut.left - 4] > 200).all()
    first = line.words[0].box
    assert (clean[:, first.left - cut.left : first.right - cut.left] < 100).any()


@pytest.mark.parametrize("size", [(5, 5), (40, 12), (60, 400)])
def test_tiny_pages_are_borne(size: tuple[int, int]) -> None:
    gray = np.full(size, 255, np.uint8)
    word = Word("Số:", Box(0, 0, size[1], size[0]), 0.4)
    assert written_in(gray, (word,), word_height=20.0) is None
