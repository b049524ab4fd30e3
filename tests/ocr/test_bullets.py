import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocr.bullets import with_bullets
from ocr.image.pixels import Pixels
from ocr.page import Box, Word
from tests.ocr import sheets

SIZE_PX, FOOT, LEFT, TEXT = 39, 90, 60, 100  # 14 pt at 200 dpi; the mark stands at LEFT, the text at TEXT
WORDS = "Người dân nhận kết quả tại thôn"


def head(mark: str, words: str = WORDS) -> tuple[list[Word], Pixels]:
    """Draw a line that begins with a mark; return its words without the mark, and the page."""
    sheet = Image.new("L", (900, 140), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((LEFT, FOOT), mark, font=sheets.face(SIZE_PX), fill=20, anchor="ls")
    x, read = float(TEXT), []
    for word in words.split():
        pen.text((x, FOOT), word, font=sheets.face(SIZE_PX), fill=20, anchor="ls")
        right = x + sheets.face(SIZE_PX).getlength(word)
        read.append(Word(word, Box(int(x) + 1, FOOT - 28, int(right), FOOT + 5), 0.9))
        x = right + sheets.face(SIZE_PX).getlength(" ")
    return read, np.asarray(sheet, dtype=np.uint8)


def begin(read: list[Word], page: Pixels) -> str:
    (line,) = with_bullets([read], page)
    return " ".join(word.text for word in line)


@pytest.mark.parametrize("mark", ["-", "•", "+"])
def test_a_mark_that_was_lost_is_put_back(mark: str) -> None:
    read, page = head(mark)
    assert begin(read, page) == f"{mark} {WORDS}"


@pytest.mark.parametrize("mark", ["-", "•", "+"])
@pytest.mark.parametrize("said", ["+", "*", "®", "e", "°", "-", ".", "3", "-.", "•"])
def test_what_was_read_for_a_mark_gives_way_to_its_shape(mark: str, said: str) -> None:
    read, page = head(mark)
    lone = Word(said, Box(LEFT, FOOT - 25, LEFT + 20, FOOT), 0.4)
    assert begin([lone, *read], page) == f"{mark} {WORDS}"


@pytest.mark.parametrize("said", ["*Người", "-.Người", "eNgười", "Người"])
def test_a_mark_read_with_its_word_is_parted_from_it(said: str) -> None:
    read, page = head("•")
    first = Word(said, Box(LEFT, FOOT - 28, read[0].box.right, FOOT + 5), 0.4)
    (line,) = with_bullets([[first, *read[1:]]], page)
    assert [word.text for word in line[:2]] == ["•", "Người"]
    assert line[0].box.right <= line[1].box.left


@pytest.mark.parametrize("said", ["-", "–", "—"])
def test_a_dash_that_was_read_stays_as_read(said: str) -> None:
    read, page = head("-")
    assert begin([Word(said, Box(LEFT, FOOT - 14, LEFT + 12, FOOT - 8), 0.9), *read], page) == f"{said} {WORDS}"


@pytest.mark.parametrize("mark", ["", "*", "a)", "1.", "=", "_", "'", "°", ".", "o"])
def test_other_signs_are_no_marks(mark: str) -> None:
    read, page = head(mark)
    assert begin(read, page) == WORDS


@pytest.mark.parametrize("words", ["của người dân tại thôn", "8-9/2031 đến hết năm"])
def test_inside_of_a_sentence_nothing_is_put(words: str) -> None:
    read, page = head("-", words)
    assert begin(read, page) == words


def test_a_ruled_line_beside_a_dot_is_none_of_its_marks() -> None:
    read, page = head("•")
    page = page.copy()
    page[30:120, LEFT - 10 : LEFT - 7] = 30
    assert begin(read, page) == f"• {WORDS}"


def test_what_stands_in_the_next_column_is_not_a_mark() -> None:
    read, page = head("-")
    beside = [Word("tỉnh-", Box(20, FOOT - 28, LEFT + 14, FOOT), 0.9)]
    lines = with_bullets([read, beside], page)
    assert [" ".join(word.text for word in line) for line in lines] == [WORDS, "tỉnh-"]


@given(
    st.lists(st.text("-+*•.eNgười 3", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=3),
    st.integers(0, 255),
    st.integers(1, 60),
)
def test_hostile_lines_never_fail(texts: list[str], level: int, width: int) -> None:
    page = np.full((40, 200), level, np.uint8)
    words = [Word(text, Box(index * 60, 5, index * 60 + width, 35), 0.5) for index, text in enumerate(texts)]
    assert with_bullets([words, []], page) == [tuple(words), ()]
