import pytest

from ocr.numerals import counted
from ocr.page import Box, Word
from tests.ocr import sheets


def heading(printed: str, read: str) -> str:
    page = sheets.page((f"{printed} KINH PHÍ",), size=(600, 120), top=30, left=40)
    ink = (page[:, : 40 + int(sheets.face(36).getlength(printed))] < 128).nonzero()
    box = Box(int(ink[1].min()), int(ink[0].min()), int(ink[1].max()) + 1, int(ink[0].max()) + 1)
    line = (Word(read, box, 0.6), Word("KINH", Box(300, 30, 380, 70), 0.9))
    return counted(line, page)[0].text


@pytest.mark.parametrize("read", ["III.", "II.", "HI.", "IH.", "HII."])
def test_stems_are_counted_where_letters_run_together(read: str) -> None:
    assert heading("III.", read) == "III."


@pytest.mark.parametrize(
    ("printed", "read"), [("II.", "H."), ("II.", "II."), ("I.", "I."), ("H.", "H."), ("11.", "11.")]
)
def test_what_is_no_run_of_stems_stays_as_read(printed: str, read: str) -> None:
    assert heading(printed, read) == printed


def test_a_lone_word_is_no_heading() -> None:
    page = sheets.page(("H",), size=(200, 100), top=20, left=20)
    line = (Word("H", Box(20, 20, 50, 60), 0.9),)
    assert counted(line, page) == line


@pytest.mark.parametrize(("printed", "read"), [("III", "HH"), ("II", "HÍ"), ("II", "¡1"), ("II", "11"), ("III", "1H")])
def test_a_quarter_inside_of_a_line_is_counted_too(printed: str, read: str) -> None:
    page = sheets.page((f"Quý {printed}",), size=(600, 120), top=30, left=40)
    start = 40 + int(sheets.face(36).getlength("Quý "))
    ink = (page[:, start:] < 128).nonzero()
    box = Box(start + int(ink[1].min()), int(ink[0].min()), start + int(ink[1].max()) + 1, int(ink[0].max()) + 1)
    line = (Word("Quý", Box(40, 30, start - 8, 75), 0.9), Word(read, box, 0.5))
    assert [word.text for word in counted(line, page)] == ["Quý", printed]
    lone = (line[0], Word("H", box, 0.5))
    assert counted(lone, page) == lone
