import cv2
import numpy as np
import pytesseract
import pytest

from ocr.engines import EngineError, EngineTimeoutError, blank, tesseract
from ocr.handwriting.training.strokes import Mask, figure, scribble
from ocr.image.orientation import Turn, turned
from ocr.image.pixels import Pixels
from ocr.page import Page
from ocr.reader import ReadOptions, read_image
from tests.ocr import sheets
from tests.ocr.handwriting.lines import draw_ink


def words_of(page: Page) -> str:
    return " ".join(word.text for word in page.words())


def rightness(page: Page, lines: tuple[str, ...]) -> float:
    """Return the share of the printed words that were read exactly."""
    expected = " ".join(lines).split()
    read = set(words_of(page).split())
    return sum(word in read for word in expected) / len(expected)


@pytest.mark.ocr
@pytest.mark.parametrize("laid", [0, 90, 180, 270])
def test_a_page_is_read_however_it_lies(laid: Turn) -> None:
    page, upright = read_image(turned(sheets.page(), laid), number=4, dpi=sheets.DPI)
    assert (page.number, (page.turned + laid) % 360, page.notes) == (4, 0, ())
    assert upright.shape == (sheets.HEIGHT, sheets.WIDTH) == (page.height, page.width)
    assert rightness(page, sheets.LINES) > 0.95
    assert page.grade > 0.85


SHORT = (
    "Kính gửi: Các thôn",
    "Cây xanh",
    "Số 12",
    "Thời hạn: 3 ngày",
    "Lưu ý",
    "Ghi chú",
    "Họp thôn",
    "1. Mục tiêu",
    "Nơi nhận",
    "Nước sạch",
    "Đội 2",
    "Trân trọng",
)
CAPITALS = ("THÔNG BÁO", "KẾ HOẠCH", "DANH SÁCH", "HỘI NGHỊ", "SỐ LIỆU", "NĂM 2031") * 2
SPARSE = {
    f"{name} {count}": lines[:count]
    for name, lines in (("short", SHORT), ("dense", sheets.LINES + sheets.LINES[:4]), ("capitals", CAPITALS))
    for count in (1, 2, 3, 6, 12)
}


@pytest.mark.ocr
@pytest.mark.parametrize("laid", [0, 90, 180, 270])
@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("name", SPARSE)
def test_a_page_of_a_few_lines_is_set_upright(name: str, dpi: int, laid: Turn) -> None:
    lines, scale = SPARSE[name], dpi / sheets.DPI
    left, top, step, size_px = (round(length * scale) for length in (236, 250, 58, 36))
    size = (round(sheets.WIDTH * scale), round(sheets.HEIGHT * scale))
    sheet = sheets.page(lines, left=left, top=top, step=step, size_px=size_px, size=size)
    page, upright = read_image(turned(sheet, laid), number=1, dpi=dpi)
    assert (page.turned + laid) % 360 == 0
    assert np.array_equal(upright, sheet)
    assert rightness(page, lines) > 0.9


@pytest.mark.ocr
def test_boxes_enclose_their_words_on_the_page_as_it_was() -> None:
    sheet = sheets.leaning(sheets.page(), 1.8)
    page, upright = read_image(sheet, number=1, dpi=sheets.DPI)
    assert np.array_equal(upright, sheet)
    assert page.skew_deg == pytest.approx(1.8, abs=0.15)
    covered = np.zeros_like(sheet)
    for word in page.words():
        box = word.box
        covered[box.top - 3 : box.bottom + 3, box.left - 3 : box.right + 3] = 1
        assert (sheet[box.top : box.bottom, box.left : box.right] < 128).any()
    assert ((sheet < 100) & (covered == 0)).sum() < 0.01 * (sheet < 100).sum()


@pytest.mark.ocr
def test_a_photograph_is_laid_flat_and_its_boxes_lie_on_the_photograph() -> None:
    photograph, _ = sheets.photographed(sheets.page())
    page, upright = read_image(sheets.coloured(photograph), number=1, dpi=190)
    assert upright.shape[:2] == photograph.shape
    assert rightness(page, sheets.LINES) > 0.9
    first = next(iter(page.words())).box
    assert photograph[first.top : first.bottom, first.left : first.right].min() < 90


@pytest.mark.ocr
def test_a_ruled_table_is_read_cell_by_cell() -> None:
    sheet = sheets.page(("Bảng phân công",), top=250)
    edges, levels = (200, 700, 1400), (360, 470, 580)
    for x in edges:
        cv2.line(sheet, (x, levels[0]), (x, levels[-1]), 0, 2)
    for y in levels:
        cv2.line(sheet, (edges[0], y), (edges[-1], y), 0, 2)
    texts = (("Nội dung", "Thời gian"), ("Giao cây giống", "Tháng 02/2031"))
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            piece = sheets.page((text,), size=(460, 90), top=20, left=20)
            sheet[levels[row] + 10 : levels[row] + 100, edges[column] + 20 : edges[column] + 480] = piece
    page, _ = read_image(sheet, number=1, dpi=sheets.DPI)
    read = {(block.cell.row, block.cell.column): block.text for block in page.blocks if block.cell}
    assert read == {(1, 1): "Nội dung", (1, 2): "Thời gian", (2, 1): "Giao cây giống", (2, 2): "Tháng 02/2031"}


def letterhead_with(*inks: Mask) -> Pixels:
    """Return a page whose number is filled in with some pieces of ink."""
    left = sheets.page(("ỦY BAN NHÂN DÂN", "XÃ SUỐI TRONG", "Số:               /KH-UBND", "", *sheets.LINES), top=34)
    right = sheets.page(("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"), top=34, left=950)
    sheet, x = np.minimum(left, right), 312
    for ink in inks:
        draw_ink(sheet, ink, left=x, foot=188)
        x += ink.shape[1] + 4
    return sheet


@pytest.mark.ocr
def test_ink_of_a_pen_that_is_no_figure_is_unread_and_not_guessed() -> None:
    scribbled = scribble(height=48, thick=4, rng=np.random.default_rng(8))
    page, _ = read_image(letterhead_with(scribbled), number=1, dpi=sheets.DPI)
    (unread,) = page.unread
    assert unread.reason == "handwriting"
    assert unread.box.left < 330 and unread.box.right > 355 and unread.box.top < 160
    assert "handwriting" in page.notes
    head = next(block.text for block in page.blocks if block.text.lower().startswith("số"))
    assert head.endswith("/KH-UBND")
    assert not any(symbol.isdigit() for symbol in head)


@pytest.mark.ocr
def test_figures_of_a_clear_hand_are_read_at_their_place() -> None:
    rng = np.random.default_rng(5)
    inks = [figure(digit, height=40, thick=4, style=0, rng=rng) for digit in "26"]
    page, _ = read_image(letterhead_with(*inks), number=1, dpi=sheets.DPI)
    assert page.unread == ()
    (word,) = [word for word in page.words() if word.by_hand]
    assert word.text == "26/KH-UBND"
    assert word.box.left < 330


@pytest.mark.ocr
@pytest.mark.parametrize("white", [255, 238])
def test_a_blank_page_is_known_as_blank(white: int) -> None:
    paper = np.full((sheets.HEIGHT, sheets.WIDTH), white, np.uint8)
    paper[700:704, 300:303] = 90  # dust
    page, _ = read_image(paper, number=2, dpi=sheets.DPI)
    assert (page.notes, page.blocks, page.grade) == (("blank",), (), 1.0)


@pytest.mark.ocr
def test_dust_does_not_make_a_blank_page_be_read_another_way() -> None:
    paper, place = np.full((sheets.HEIGHT, sheets.WIDTH), 245, np.uint8), np.random.default_rng(3)
    for top, left, size in zip(
        place.integers(50, 2250, 60), place.integers(50, 1600, 60), place.integers(3, 9, 60), strict=True
    ):
        paper[top : top + size, left : left + size] = 40
    page, _ = read_image(paper, number=2, dpi=sheets.DPI)
    assert (page.notes, page.turned) == (("blank",), 0)


@pytest.mark.ocr
@pytest.mark.parametrize("shape", [(900, 700), (900, 700, 3)], ids=["gray", "colour"])
def test_noise_is_unreadable_and_not_blank(shape: tuple[int, ...]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    page, _ = read_image(noise, number=1, dpi=sheets.DPI)
    assert (page.notes, page.grade) == (("unreadable",), 0.0)


HOSTILE = {
    "one pixel": np.zeros((1, 1), np.uint8),
    "no pixels": np.zeros((0, 7), np.uint8),
    "black": np.zeros((1200, 900), np.uint8),
    "long strip": np.full((50, 20_000), 200, np.uint8),
    "hair": np.zeros((2, 3000), np.uint8),
    "noise": np.random.default_rng(5).integers(0, 256, (300, 220, 3)).astype(np.uint8),
    "four channels": np.full((400, 300, 4), 180, np.uint8),
}


@pytest.mark.ocr
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("dpi", [200, 0])
def test_hostile_images_give_a_page_with_a_note(name: str, dpi: int) -> None:
    page, upright = read_image(HOSTILE[name], number=1, dpi=dpi)
    assert page.notes
    assert upright.size
    assert (page.height, page.width) == upright.shape[:2]


def test_an_engine_that_fails_leaves_a_page_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise EngineError("out of paper")

    def hangs(*_: object, **__: object) -> None:
        raise EngineTimeoutError("took longer than 1 s")

    monkeypatch.setattr(blank, "read", fails)
    assert read_image(sheets.page(), number=1, dpi=200, options=ReadOptions(engine="blank"))[0].notes == (
        "engine_failed",
    )
    monkeypatch.setattr(blank, "read", hangs)
    assert read_image(sheets.page(), number=1, dpi=200, options=ReadOptions(engine="blank"))[0].notes == (
        "engine_timeout",
    )


def test_the_null_engine_reads_nothing_and_says_so() -> None:
    page, upright = read_image(sheets.page(), number=1, dpi=200, options=ReadOptions(engine="blank"))
    assert (page.blocks, page.grade, page.notes) == ((), 0.0, ("unreadable",))
    assert upright.shape == (sheets.HEIGHT, sheets.WIDTH)


def test_a_missing_program_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nonexistent/tesseract")
    tesseract.languages.cache_clear()
    assert read_image(sheets.page(), number=1, dpi=200)[0].notes == ("engine_failed",)
    tesseract.languages.cache_clear()
