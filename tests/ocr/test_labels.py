from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocr.engines import Settings
from ocr.image.pixels import Pixels
from ocr.labels import with_labels
from ocr.page import Box, Word
from tests.ocr import sheets

SIZE_PX, LEFT, STEP = 36, 60, 60
TEXTS = ("Họp Ban chỉ đạo của xã", "Thực hiện phiếu điều tra", "Nhập phần mềm chấm điểm", "Tổng hợp kết quả gửi huyện")


class Reader:
    """An engine that reads each picture it is shown as the next of its answers, and counts the pictures."""

    NAME = "reader"

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.shown = 0

    def is_available(self) -> bool:
        return True

    def read(self, images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
        self.shown += len(images)
        return tuple((Word(self.answers.pop(0), Box(0, 0, 9, 9), 0.9),) for _ in images)


def page(labels: Sequence[str], read: Sequence[str], *, left: int = LEFT) -> tuple[list[list[Word]], Pixels]:
    """Draw points with their labels; return their lines as read, "" for a label of which nothing was."""
    sheet = Image.new("L", (900, STEP * (len(labels) + 1)), 255)
    pen = ImageDraw.Draw(sheet)
    face = sheets.face(SIZE_PX)
    lines = []
    for index, (label, seen, text) in enumerate(zip(labels, read, TEXTS, strict=False)):
        foot, words = (index + 1) * STEP, []
        pen.text((left, foot), label, font=face, fill=20, anchor="ls")
        if seen:
            words.append(Word(seen, Box(left, foot - 24, left + int(face.getlength(label)), foot + 1), 0.4))
        x = left + face.getlength(label) + (face.getlength(" ") if label else 0)
        for word in text.split():
            pen.text((x, foot), word, font=face, fill=20, anchor="ls")
            right = x + face.getlength(word)
            words.append(Word(word, Box(int(x), foot - 26, int(right), foot + 6), 0.9))
            x = right + face.getlength(" ")
        lines.append(words)
    return lines, np.asarray(sheet, dtype=np.uint8)


def begins(lines: list[list[Word]], gray: Pixels, engine: Reader) -> list[str]:
    mended = with_labels(lines, gray, engine, dpi=200, languages=(), timeout_s=9)
    assert [line[-1].text for line in mended] == [line[-1].text for line in lines]
    return [line[0].text for line in mended]


@pytest.mark.parametrize(
    ("labels", "read"),
    [
        (("a.", "b.", "c."), ("d:", "b.", "c.")),
        (("a.", "b.", "c."), ("a.", "h.", "c.")),
        (("b.", "c.", "d."), ("b.", "O", "d.")),
        (("c)", "d)", "đ)", "e)"), ("c)", "d)", "d)", "e)")),
        (("1.", "2.", "3."), ("1.", "5;", "3.")),
        (("1.", "2.", "3."), ("1.", "2.", "3,")),  # told by the one before, and read as it must be
        (("1.1.", "1.2.", "1.3."), ("1.1.", "1.2:", "1.3.")),
    ],
)
def test_a_worn_label_is_mended_when_its_count_tells_it(labels: tuple[str, ...], read: tuple[str, ...]) -> None:
    engine = Reader()
    assert begins(*page(labels, read), engine) == list(labels)
    assert engine.shown == 0


@pytest.mark.parametrize(
    ("labels", "read", "said"),
    [
        (("a.", "b.", "c."), ("", "b.", "c."), "d."),  # alike is enough where the next one tells it
        (("a.", "b.", "c."), ("a.", "", "c."), "b"),
        (("1)", "2)", "3)"), ("1)", "2)", ""), "3)"),
        (("a.", "b.", "c."), ("a.", "W.", "c."), "b."),
    ],
)
def test_a_lost_label_is_read_again(labels: tuple[str, ...], read: tuple[str, ...], said: str) -> None:
    engine = Reader(said)
    assert begins(*page(labels, read), engine) == list(labels)
    assert engine.shown == 1


@pytest.mark.parametrize(
    ("labels", "read", "said"),
    [
        (("a.", "b.", "c."), ("a.", "", "c."), "m."),  # nothing alike is seen
        (("a.", "b.", "c."), ("a.", "b.", ""), "o."),  # the last must be seen as itself
        (("a.", "b.", "c."), ("a.", "", "c."), "b)"),  # of another count
        (("a.", "b.", "c."), ("a.", "", "c."), ""),
    ],
)
def test_what_is_not_borne_out_stays_as_read(labels: tuple[str, ...], read: tuple[str, ...], said: str) -> None:
    lines, gray = page(labels, read)
    assert begins(lines, gray, Reader(said)) == [line[0].text for line in lines]


@pytest.mark.parametrize(
    "read",
    [
        ("a.", "b.", "c."),
        ("d)", "đ)", "e)"),  # a page that begins inside of a list
        ("8)", "W", "O"),
        ("-", "-", "-"),
    ],
)
def test_without_a_gap_in_a_count_nothing_is_asked(read: tuple[str, ...]) -> None:
    engine = Reader()
    assert begins(*page(read, read), engine) == list(read)
    assert engine.shown == 0


def test_a_line_that_begins_elsewhere_is_not_of_the_list() -> None:
    lines, gray = page(("a.", "", "c."), ("a.", "", "c."))
    lines[1] = [Word("8.", Box(LEFT + 60, 95, LEFT + 80, 121), 0.4), *lines[1]]
    assert begins(lines, gray, Reader()) == ["a.", "8.", "c."]


@pytest.mark.parametrize(
    ("read", "becomes"), [(("I,", "CĂN", "CỨ"), "I."), (("II;", "NỘI", "DUNG"), "II."), (("I,", "của", "năm"), "I,")]
)
def test_a_numeral_before_capitals_has_a_stop(read: tuple[str, ...], becomes: str) -> None:
    line = [Word(text, Box(index * 60, 5, index * 60 + 40, 35), 0.9) for index, text in enumerate(read)]
    gray = np.full((60, 300), 255, np.uint8)
    (mended,) = with_labels([line], gray, Reader(), dpi=200, languages=(), timeout_s=9)
    assert mended[0].text == becomes


@given(
    st.lists(
        st.lists(st.sampled_from(["a.", "c.", "O", "1)", "3)", "I,", "Xã", "", "-"]), min_size=1, max_size=3),
        max_size=6,
    )
)
def test_hostile_lines_keep_their_words(texts: list[list[str]]) -> None:
    lines = [
        [Word(text, Box(col * 50, row * 30, col * 50 + 30, row * 30 + 25), 0.5) for col, text in enumerate(line)]
        for row, line in enumerate(texts)
    ]
    gray = np.full((240, 200), 255, np.uint8)
    mended = with_labels(lines, gray, Reader(*[""] * 20), dpi=200, languages=(), timeout_s=9)
    assert [len(line) for line in mended] == [len(line) for line in lines]
