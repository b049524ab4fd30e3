import numpy as np
import pytest

from ocr.page import Box, SymbolChoice, Word
from ocr.parting import parted
from tests.ocr import sheets


def read_as(printed: str, read: str, *, speck: bool = True) -> list[str]:
    """Print two words, a speck in the middle of the space between them, read as one word; return the words."""
    page = sheets.page((printed,), size=(900, 120), top=30, left=40)
    left, _, _ = printed.partition(" ")
    if speck:
        x = 40 + int(sheets.face(36).getlength(left) + sheets.face(36).getlength(" ") / 2)
        page[48:51, x - 1 : x + 2] = 60
    ink = (page < 128).nonzero()
    box = Box(int(ink[1].min()), int(ink[0].min()), int(ink[1].max()) + 1, int(ink[0].max()) + 1)
    return [word.text for word in parted((Word(read, box, 0.7),), page)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [("hoạch số", "hoạch.số"), ("bố trí", "bố-trí"), ("QĐ-UBND ngày", "QĐ-UBND.ngày"), ("năm 2026", "nắm-2026")],
)
def test_a_speck_in_a_space_parts_two_words(printed: str, read: str) -> None:
    assert read_as(printed, read) == [read[: len(printed.split()[0])], printed.split()[1]]


def test_each_part_keeps_the_choices_of_its_letters() -> None:
    page = sheets.page(("bố trí",), size=(900, 120), top=30, left=40)
    ink = (page < 128).nonzero()
    box = Box(int(ink[1].min()), int(ink[0].min()), int(ink[1].max()) + 1, int(ink[0].max()) + 1)
    torn = (SymbolChoice("í", 0.6), SymbolChoice("ì", 0.4))
    left, right = parted((Word("bố-trí", box, 0.7, ((),) * 5 + (torn,)),), page)
    assert (left.text, left.choices) == ("bố", ((), ()))
    assert (right.text, right.choices) == ("trí", ((), (), torn))


def test_a_stop_at_the_foot_of_its_word_is_kept() -> None:
    assert read_as("huyện. để", "huyện.để", speck=False) == ["huyện.", "để"]


@pytest.mark.parametrize("text", ["vă-bản", "huyện", "12.2", "a.b"])
def test_words_without_a_space_in_them_stay_whole(text: str) -> None:
    assert read_as(text, text, speck=False) == [text]


@pytest.mark.parametrize("read", ["TP.HCM", "cchc.example", "anh@xã.example"])
def test_abbreviations_and_addresses_stay_whole(read: str) -> None:
    assert read_as(read.replace(".", " ", 1), read) == [read]


def test_a_word_of_nothing_but_paper_stays() -> None:
    word = Word("a.é", Box(0, 0, 20, 20), 0.4)
    assert parted((word,), np.full((30, 30), 255, np.uint8)) == (word,)
