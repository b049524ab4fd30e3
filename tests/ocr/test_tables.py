import cv2
import numpy as np

from ocr.layout import Ruling, find_grids
from ocr.page import Box, Word
from ocr.tables import cell_images, on_page

LINES = [Ruling(Box(100, y, 900, y + 2)) for y in (100, 200, 300)]
LINES += [Ruling(Box(x, 100, x + 2, 302)) for x in (100, 250, 898)]


def page_with(*boxes: Box) -> np.ndarray:
    page = np.full((400, 1000), 250, np.uint8)
    for line in LINES:
        page[line.box.top : line.box.bottom, line.box.left : line.box.right] = 40
    for box in boxes:
        page[box.top : box.bottom, box.left : box.right] = 60
    return page


def test_a_cell_is_cut_out_as_far_as_its_print_goes() -> None:
    page = page_with(Box(160, 140, 172, 166))
    grids = find_grids(LINES, width=1000, height=400, dpi=200)
    (cell,) = cell_images(page, LINES, grids, dpi=200)
    assert (cell.place.row, cell.place.column) == (1, 1)
    assert cell.at.left <= 160 < 172 <= cell.at.right
    assert cell.at.width < 40
    assert cell.picture[0].min() == 255


def test_dust_grain_and_what_shines_through_are_no_print() -> None:
    page = page_with()
    cv2.circle(page, (400, 150), 2, 50, -1)
    page[140:166, 600:640] = 205
    page[104:196, 254:257] = 60
    grids = find_grids(LINES, width=1000, height=400, dpi=200)
    assert cell_images(page, LINES, grids, dpi=200) == ()


def test_words_of_a_cell_lie_where_they_are_printed() -> None:
    page = page_with(Box(160, 140, 172, 166))
    grids = find_grids(LINES, width=1000, height=400, dpi=200)
    (cell,) = cell_images(page, LINES, grids, dpi=200)
    rows, columns = np.nonzero(cell.picture < 100)
    read = Word("1", Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1), 0.9)
    (placed,) = on_page([read], cell.at)
    assert placed.box == Box(160, 140, 172, 166)


def test_the_paper_of_a_cell_is_white_and_its_print_as_it_was() -> None:
    page = page_with(Box(160, 140, 172, 166))
    page[150:152, 160:172] = 180  # a stroke that a copy left pale
    page = np.clip(page.astype(int) - np.arange(page.size).reshape(page.shape) % 9, 0, 255).astype(np.uint8)
    grids = find_grids(LINES, width=1000, height=400, dpi=200)
    (cell,) = cell_images(page, LINES, grids, dpi=200)
    at = cell.at
    inside = cell.picture[12:-12, 12:-12]
    printed = page[at.top : at.bottom, at.left : at.right]
    assert np.array_equal(inside < 255, printed < 200)
    assert np.array_equal(inside[inside < 255], printed[printed < 200])
