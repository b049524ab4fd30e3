import numpy as np
import pytest

from ocr.noise import is_junk, without_noise, without_strays
from ocr.page import Box, Word


def word(text: str, box: Box, confidence: float = 0.8) -> Word:
    return Word(text, box, confidence)


def test_dust_hair_lines_and_pale_ink_make_no_words() -> None:
    page = np.full((200, 600), 250, np.uint8)
    page[50:80, 20:120] = 30
    page[50:80, 200:300] = 200  # shines through from the back
    page[10:190, 400:402] = 90  # a fold
    page[100:103, 500:503] = 20
    print_ = word("cây", Box(20, 50, 120, 80), 0.95)
    through = word("yâc", Box(200, 50, 300, 80), 0.4)
    fold = word("|", Box(400, 10, 402, 190), 0.9)
    dust = word("'", Box(500, 100, 503, 103))
    assert without_noise((print_, through, fold, dust), page, dpi=200) == (print_,)


def test_pale_print_that_is_surely_read_stays() -> None:
    page = np.full((100, 300), 250, np.uint8)
    page[20:50, 20:100] = 30
    page[20:50, 150:260] = 190
    words = (word("Số", Box(20, 20, 100, 50), 0.95), word("nhạt", Box(150, 20, 260, 50), 0.96))
    assert without_noise(words, page, dpi=200) == words


def test_a_line_of_marks_is_junk_and_a_page_number_is_not() -> None:
    box = Box(0, 0, 10, 10)
    assert is_junk([word("F", box, 0.7), word("mi", box, 0.6)])
    assert not is_junk([word("4", box, 0.95)])
    assert not is_junk([word("Ánh", box, 0.75)])
    assert not is_junk([word("mờ", box, 0.3)] * 4)


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("'Căn", "Căn"),
        ("_Sở", "Sở"),
        ("vụ|", "vụ"),
        ("|", None),
        ("\u00b0", None),
        ("30\u00b0", "30\u00b0"),
        ("\u02c6\u201e", None),
        ("'mới'", "'mới'"),
        ("\u00a12", "\u00a12"),
        ("'17", "17"),
        ("-", "-"),
        ("c}", "c)"),
        ("01/3\u20442024", "01/3/2024"),
        ("{để", "(để"),
        ("kế_hoạch.docx", "kế_hoạch.docx"),
        ("|.", "|."),
    ],
)
def test_marks_that_no_office_types_go_from_the_edges_of_words(read: str, kept: str | None) -> None:
    line = without_strays((Word(read, Box(0, 0, 30, 20), 0.9),))
    assert [word.text for word in line] == ([] if kept is None else [kept])
