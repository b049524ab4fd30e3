import cv2
import numpy as np
import numpy.typing as npt
import pytest

from ocr.image.bend import Bend, bend_of, is_bent
from ocr.image.frame import Frame
from ocr.image.letters import letters_of
from ocr.image.pixels import LOOK_DPI, Pixels, ink_of, scaled
from ocr.image.preparing import prepared
from ocr.image.slope import feet
from ocr.page import Box
from tests.ocr import sheets

LONG = sheets.LINES * 4
BULGE_PX = 40.0


def curled(sheet: Pixels, bulge_px: float = BULGE_PX) -> Pixels:
    """Return the page as a photograph of a sheet that rises in the middle: its lines are arches."""
    height, width = sheet.shape
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    rise = (bulge_px * np.sin(np.pi * across / width)).astype(np.float32)
    return np.asarray(cv2.remap(sheet, across, down + rise, cv2.INTER_CUBIC, borderValue=255), dtype=np.uint8)


def ink_at_look(sheet: Pixels) -> Pixels:
    return ink_of(scaled(sheet, LOOK_DPI / sheets.DPI))


def straightness(sheet: Pixels) -> float:
    """Return how well the feet of letters gather in rows."""
    rows, _ = feet(letters_of(ink_at_look(sheet)))
    counts = np.bincount(rows.astype(np.int64))
    return float((counts.astype(np.float64) ** 2).sum() / len(rows) ** 2)


def ruled(sheet: Pixels) -> Pixels:
    """Return the page with the uprights and rows of a table over the text area."""
    page = sheet.copy()
    for x in range(200, 1500, 240):
        cv2.line(page, (x, 240), (x, 2100), 0, 3)
    for y in range(240, 2101, 310):
        cv2.line(page, (200, y), (1400, y), 0, 3)
    return page


def test_lines_that_arch_are_brought_level() -> None:
    page = sheets.page(LONG)
    bent = curled(page)
    bend = bend_of(ink_at_look(bent), scale=sheets.DPI / LOOK_DPI)
    assert bend is not None
    straight = Frame(sheets.WIDTH, sheets.HEIGHT, bend=bend).taken(bent)
    assert straightness(straight) > 0.8 * straightness(page) > 1.5 * straightness(bent)


@pytest.mark.parametrize("degrees", [0.0, 0.8, -2.5])
def test_a_flat_page_is_not_bent(degrees: float) -> None:
    page = sheets.leaning(sheets.page(LONG), degrees)
    assert not is_bent(letters_of(ink_at_look(page)), slope_deg=degrees)
    assert prepared(page, dpi=sheets.DPI).frame.bend is None


def test_a_curled_page_without_a_desk_is_straightened() -> None:
    page = curled(sheets.page(LONG))
    assert is_bent(letters_of(ink_at_look(page)), slope_deg=0.0)
    ready = prepared(page, dpi=sheets.DPI)
    assert ready.frame.bend is not None
    assert straightness(ready.gray) > 1.5 * straightness(page)


@pytest.mark.parametrize("sheet", [np.full((1200, 900), 255, np.uint8), np.zeros((1, 1), np.uint8), sheets.page(())])
def test_a_page_without_lines_is_not_bent(sheet: npt.NDArray[np.uint8]) -> None:
    assert bend_of(ink_of(sheet), scale=2.0) is None
    assert not is_bent(letters_of(ink_of(sheet)), slope_deg=0.0)


def test_uprights_of_a_table_that_lean_are_set_upright() -> None:
    height, width = sheets.HEIGHT, sheets.WIDTH
    shear = np.array([[1, 0.05, -0.025 * height], [0, 1, 0]], dtype=np.float32)
    leaning = cv2.warpAffine(ruled(sheets.page(LONG)), shear, (width, height), borderValue=255)
    bent = curled(np.asarray(leaning, dtype=np.uint8))
    bend = bend_of(ink_at_look(bent), scale=sheets.DPI / LOOK_DPI)
    assert bend is not None
    straight = Frame(width, height, bend=bend).taken(bent)
    tallest = [
        int(np.count_nonzero(cv2.erode(255 - page, np.ones((90, 1), np.uint8)) > 128)) for page in (bent, straight)
    ]
    assert tallest[1] > 3 * tallest[0]


def test_boxes_find_their_way_back_through_the_bend() -> None:
    page = curled(sheets.page(LONG))
    page[1000:1030, 800:880] = 0
    frame = prepared(page, dpi=sheets.DPI).frame
    rows, columns = np.nonzero(cv2.erode(255 - frame.taken(page), np.ones((15, 40), np.uint8)) > 200)
    seen = Box(int(columns.min()) - 20, int(rows.min()) - 7, int(columns.max()) + 21, int(rows.max()) + 8)
    (box,) = frame.page_boxes([seen], width=sheets.WIDTH, height=sheets.HEIGHT)
    assert abs(box.left - 800) < 8 and abs(box.right - 880) < 8
    assert abs(box.top - 1000) < 8 and abs(box.bottom - 1030) < 8


def test_places_are_where_points_are_bent_to() -> None:
    down = np.outer(np.arange(8), np.arange(6)).astype(np.float32)
    bend = Bend(np.ones_like(down), down)
    columns, rows = bend.places(80, 100)
    spots = np.array([[3, 4], [40, 50], [79, 99]], dtype=np.float32)
    found = bend.bent(spots)
    for (x, y), (across, lower) in zip(spots.astype(int), found, strict=True):
        assert columns[y, x] == pytest.approx(across, abs=0.1)
        assert rows[y, x] == pytest.approx(lower, abs=0.1)
