from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr import engines
from ocr.engines import Settings
from ocr.footnotes import put_before, put_behind, with_footnotes
from ocr.image.pixels import Pixels
from ocr.page import Block, BlockKind, Box, Line, Word
from ocr.raised import Raised, raised_before, raised_behind
from ocr.reader import read_image
from tests.ocr import sheets

SIZE_PX, NOTE_PX = 39, 28  # 14 and 10 pt at 200 dpi
MARK, RISE = 0.62, 0.33  # of the size of the type, as word processors set marks
UNIT = 0.75  # of the size of the type: the height of words' ink


class Figures:
    """An engine that reads every picture as the next of its answers."""

    NAME = "figures"

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def is_available(self) -> bool:
        return True

    def read(self, images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
        said, self.answers = self.answers[: len(images)], self.answers[len(images) :]
        return tuple((Word(text, Box(0, 0, 9, 9), 0.9),) if text else () for text in said)


def drawn(sheet: Image.Image, at: tuple[int, int], text: str, size_px: int) -> list[Box]:
    """Draw a line whose marks stand between carets ("ra^1^.") with its foot at a height; return its words' boxes."""
    pen = ImageDraw.Draw(sheet)
    x, base = float(at[0]), at[1]
    boxes = []
    for word in text.split(" "):
        left = x
        for index, part in enumerate(word.split("^")):
            face = sheets.face(round(size_px * MARK) if index % 2 else size_px)
            pen.text((x, base - (size_px * RISE if index % 2 else 0)), part, font=face, fill=20, anchor="ls")
            x += face.getlength(part)
        boxes.append(box_of(sheet, Box(int(left), base - size_px, int(x) + 1, base)))
        x += sheets.face(size_px).getlength(" ")
    return boxes


def read_as(texts: str, boxes: Sequence[Box]) -> tuple[Word, ...]:
    return tuple(Word(text, box, 0.9) for text, box in zip(texts.split(), boxes, strict=True))


def box_of(sheet: Image.Image, box: Box) -> Box:
    """Return the ink in a box, with what hangs below it."""
    part = np.asarray(sheet)[box.top : box.bottom + 12, box.left : box.right] < 128
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return Box(
        box.left + int(columns[0]), box.top + int(rows[0]), box.left + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1
    )


def line(text: str, read: str, *, size_px: int = SIZE_PX) -> tuple[tuple[Word, ...], Pixels]:
    sheet = Image.new("L", (900, 140), 255)
    words = read_as(read, drawn(sheet, (60, 90), text, size_px))
    return words, np.asarray(sheet, dtype=np.uint8)


@pytest.mark.parametrize(
    ("text", "read", "stuck"),
    [
        ("đã được chỉ ra^1^.", "đã được chỉ ra!.", True),
        ("kế hoạch^2^ năm nay", "kế hoạch” năm nay", False),
        ("các thôn^12^, tổ", "các thôn'?, tổ", True),
    ],
)
def test_a_raised_figure_is_found_behind_its_word(text: str, read: str, stuck: bool) -> None:
    words, page = line(text, read)
    (mark,) = raised_behind(words, page, unit=UNIT * SIZE_PX)
    assert mark.stuck is stuck
    assert mark.box.bottom < 90 - 0.2 * SIZE_PX


@pytest.mark.parametrize(
    "text",
    [
        "Tiêu chí “Xử lý vấn đề” của xã",
        "các hộ 'lưu ý' giúp “này”",
        "Điều khoản, mục tiêu; kết quả: tốt!",
        "phối hợp, chỉ đạo, ỷ lại, ngãi, ữ ở ỡ",
        "TỔ CHỨC THỰC HIỆN - PHỤ LỤC (1)",
    ],
)
def test_letters_marks_of_tone_and_quotes_are_no_raised_figures(text: str) -> None:
    words, page = line(text, text)
    assert raised_behind(words, page, unit=UNIT * SIZE_PX) == []
    assert raised_before(words, page, unit=UNIT * SIZE_PX) is None


@pytest.mark.parametrize(("text", "stuck"), [("^1^Quyết định của xã", True), ("^2^ Báo cáo của xã", False)])
def test_a_note_begins_with_its_figure(text: str, stuck: bool) -> None:
    read = text.replace("^1^", "").replace("^2^", "*")
    words, page = line(text, read, size_px=NOTE_PX)
    mark = raised_before(words, page, unit=UNIT * NOTE_PX)
    assert mark is not None
    assert mark.stuck is stuck


MARK_BOX = Raised(Box(100, 10, 106, 24), stuck=True)
LOOSE = Raised(Box(100, 10, 106, 24), stuck=False)


@pytest.mark.parametrize(
    ("read", "mark", "becomes"),
    [
        ("ra!.", MARK_BOX, "ra1."),
        ("ra.", MARK_BOX, "ra1."),
        ("ral.", MARK_BOX, "ra1."),
        ("ra7.", MARK_BOX, "ra1."),
        ("người)”.", MARK_BOX, "người)1."),
        ("mới’,", LOOSE, "mới1,"),
        ("huyện.", LOOSE, "huyện.1"),
        ("“tốt”", LOOSE, "“tốt”1"),
        ("30°", LOOSE, "30°"),
        ("2024", LOOSE, "2024"),  # a year with a figure behind it would be another year
        ("20241", LOOSE, "20241"),
        ("30/6!", LOOSE, "30/6!"),
    ],
)
def test_a_mark_takes_the_place_of_what_was_made_of_it(read: str, mark: Raised, becomes: str) -> None:
    (word,) = put_behind([Word(read, Box(20, 10, 115, 40), 0.5)], mark, "1")
    assert word.text == becomes


def test_a_mark_read_as_a_word_of_its_own_joins_its_word() -> None:
    words = [Word("ra", Box(60, 15, 97, 40), 0.9), Word("!.", Box(99, 10, 112, 40), 0.4)]
    assert [(word.text, word.confidence) for word in put_behind(words, MARK_BOX, "1")] == [("ra1.", 0.4)]


@pytest.mark.parametrize(
    ("read", "mark", "becomes"),
    [
        (["Quyết", "định"], MARK_BOX, ["1Quyết", "định"]),
        (["!", "Quyết", "định"], MARK_BOX, ["1Quyết", "định"]),
        (["!", "Quyết", "định"], LOOSE, ["1", "Quyết", "định"]),
        (["Quyết", "định"], LOOSE, ["1", "Quyết", "định"]),
    ],
)
def test_a_note_gets_its_figure(read: list[str], mark: Raised, becomes: list[str]) -> None:
    edges = [(98, 107), (110, 180), (190, 240)][3 - len(read) :]
    words = [Word(text, Box(left, 10, right, 40), 0.8) for text, (left, right) in zip(read, edges, strict=True)]
    assert [word.text for word in put_before(words, mark, "1")] == becomes


def page_of(notes: bool) -> tuple[list[Block], Pixels]:
    sheet = Image.new("L", (900, 400), 255)
    text = read_as("hạn chế đã được chỉ ra”.", drawn(sheet, (60, 90), "hạn chế đã được chỉ ra^2^.", SIZE_PX))
    note = read_as("Quyết định của xã", drawn(sheet, (60, 320), "^2^Quyết định của xã", NOTE_PX))
    kinds: list[BlockKind] = ["paragraph", "footnote" if notes else "paragraph"]
    blocks = [
        Block(kind, (Line(words),), Box.around(word.box for word in words))
        for kind, words in zip(kinds, (text, note), strict=True)
    ]
    return blocks, np.asarray(sheet, dtype=np.uint8)


@pytest.mark.parametrize(("said", "sure"), [(("2", "2"), 0.9), (("2", ""), 0.6)])
def test_note_and_mark_bear_each_other_out(said: tuple[str, ...], sure: float) -> None:
    blocks, page = page_of(notes=True)
    text, note = with_footnotes(blocks, page, Figures(*said), dpi=200, timeout_s=9)
    assert (text.text, note.text) == ("hạn chế đã được chỉ ra2.", "2Quyết định của xã")
    assert text.lines[0].words[-1].confidence == sure


@pytest.mark.parametrize(("notes", "said"), [(False, ("2", "2")), (True, ("", "")), (True, ("5", "2"))])
def test_without_a_note_or_without_evidence_nothing_changes(notes: bool, said: tuple[str, ...]) -> None:
    blocks, page = page_of(notes)
    assert with_footnotes(blocks, page, Figures(*said), dpi=200, timeout_s=9) == tuple(blocks)


@pytest.mark.ocr
def test_a_page_with_a_note_is_read_with_its_marks() -> None:
    sheet = Image.fromarray(sheets.page(sheets.LINES * 2))
    drawn(sheet, (236, 1300), "Các thôn đã nhận cây giống theo quyết định^1^.", SIZE_PX)
    ImageDraw.Draw(sheet).line((236, 2000, 640, 2000), fill=30, width=2)
    drawn(
        sheet,
        (236, 2050),
        "^1^Quyết định giao cây giống của Ủy ban nhân dân xã Suối Trong cho các thôn",
        NOTE_PX,
    )
    page, _ = read_image(np.asarray(sheet, dtype=np.uint8), number=1, dpi=sheets.DPI)
    words = [word.text for word in page.words()]
    assert "định1." in words
    assert "1Quyết" in words


def test_engine_for_figures_keeps_the_contract() -> None:
    assert set(engines._REQUIRED) <= set(dir(Figures()))
