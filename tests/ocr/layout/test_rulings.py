import cv2
import numpy as np
import pytest

from ocr.layout import Ruling, find_grids, find_rulings
from ocr.page import Box, CellPlace
from tests.ocr.layout.press import Sheet


def table_sheet() -> Sheet:
    sheet = Sheet()
    for row in range(4):
        for column, left in enumerate((260, 420, 1120)):
            sheet.set("Nội dung kiểm tra" if column == 1 else "Quý II", left, 360 + 120 * row, size=13)
    for y in (300, 420, 540, 660, 780):
        sheet.rule(236, y, 1536, y)
    for x in (236, 400, 1100, 1536):
        sheet.rule(x, 300, x, 780)
    return sheet


def near(one: Box, other: Box, tolerance: int) -> bool:
    pairs = zip(
        (one.left, one.top, one.right, one.bottom), (other.left, other.top, other.right, other.bottom), strict=True
    )
    return all(abs(a - b) <= tolerance for a, b in pairs)


@pytest.mark.parametrize("factor", [1, 1.5])
def test_lines_of_a_table_are_found_and_letters_are_not(factor: float) -> None:
    sheet = table_sheet()
    image = cv2.resize(sheet.picture(), None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    found = find_rulings(np.asarray(image, np.uint8), dpi=round(200 * factor))
    scaled = [
        Box(*(round(factor * edge) for edge in (r.box.left, r.box.top, r.box.right, r.box.bottom)))
        for r in sheet.rulings
    ]
    assert len(found) == len(scaled)
    for box in scaled:
        assert any(near(box, ruling.box, 6) for ruling in found), box


def test_image_is_left_as_it_was() -> None:
    image = table_sheet().picture()
    before = image.copy()
    find_rulings(image, dpi=200)
    assert np.array_equal(image, before)


def test_broken_and_leaning_lines_are_found_whole() -> None:
    image = np.full((600, 1200), 240, np.uint8)
    cv2.line(image, (100, 200), (1100, 208), 60, 2)
    image[:, 400:410] = 240
    image[:, 700:712] = 240
    (line,) = find_rulings(image, dpi=200)
    assert line.is_horizontal
    assert near(line.box, Box(100, 199, 1101, 210), 4)


def test_pale_fold_beside_dark_print_is_no_ruling() -> None:
    sheet = table_sheet()
    image = sheet.picture()
    image[100:2200, 1300:1302] = 222
    assert len(find_rulings(image, dpi=200)) == len(sheet.rulings)


def test_colour_images_are_taken_as_well() -> None:
    sheet = table_sheet()
    colour = np.asarray(cv2.cvtColor(sheet.picture(), cv2.COLOR_GRAY2BGR), np.uint8)
    assert len(find_rulings(colour, dpi=200)) == len(sheet.rulings)


@pytest.mark.parametrize("shape", [(0, 0), (5, 5), (40, 2000)])
def test_odd_images_have_no_rulings(shape: tuple[int, int]) -> None:
    assert find_rulings(np.full(shape, 255, np.uint8), dpi=200) == ()


def rulings(*boxes: tuple[int, int, int, int]) -> list[Ruling]:
    return [Ruling(Box(left, top, max(right, left + 1), max(bottom, top + 1))) for left, top, right, bottom in boxes]


def places(found: list[Ruling]) -> list[CellPlace]:
    (grid,) = find_grids(found, width=1654, height=2339, dpi=200)
    return [cell.place for cell in grid.cells]


def test_merged_heads_have_spans() -> None:
    lines = rulings(
        *((100, y, 900, y) for y in (100, 300, 400)),
        (300, 200, 900, 200),
        *((x, 100, x, 400) for x in (100, 300, 900)),
        (600, 200, 600, 400),
    )
    assert places(lines) == [
        CellPlace(1, 1, 1, 2, 1),
        CellPlace(1, 1, 2, 1, 2),
        CellPlace(1, 2, 2),
        CellPlace(1, 2, 3),
        CellPlace(1, 3, 1),
        CellPlace(1, 3, 2),
        CellPlace(1, 3, 3),
    ]


def test_fold_through_a_table_makes_no_column() -> None:
    lines = rulings(
        *((100, y, 900, y) for y in (100, 200, 300)), *((x, 100, x, 300) for x in (100, 500, 900)), (700, 50, 702, 420)
    )
    assert [(place.row, place.column) for place in places(lines)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_fold_across_a_table_makes_no_row() -> None:
    lines = rulings(
        *((200, y, 900, y) for y in (100, 200, 300)),
        *((x, 100, x, 300) for x in (200, 500, 900)),
        (90, 150, 1100, 152),
    )
    assert [(place.row, place.column) for place in places(lines)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_level_lines_of_a_table_without_sides_stay() -> None:
    lines = rulings(*((100, y, 900, y) for y in (100, 200, 300)), *((x, 100, x, 300) for x in (300, 600)))
    assert {(place.row, place.column) for place in places(lines)} == {(row, col) for row in (1, 2) for col in (1, 2, 3)}


def test_column_line_that_was_read_in_pieces_still_parts_the_columns() -> None:
    lines = rulings(
        *((100, y, 900, y) for y in (100, 200, 300, 400, 500)),
        *((x, 100, x, 500) for x in (100, 900)),
        (500, 130, 500, 360),
        (500, 420, 500, 480),
    )
    assert {place.column for place in places(lines)} == {1, 2}


def test_row_line_with_gaps_still_parts_the_rows() -> None:
    lines = rulings(
        (100, 100, 900, 100),
        (100, 200, 380, 200),
        (420, 200, 560, 200),
        (640, 200, 900, 200),
        (100, 300, 900, 300),
        *((x, 100, x, 300) for x in (100, 500, 900)),
    )
    assert [(place.row, place.column) for place in places(lines)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_underlined_word_in_a_cell_is_no_row() -> None:
    lines = rulings(
        *((100, y, 900, y) for y in (100, 300)), *((x, 100, x, 300) for x in (100, 500, 900)), (150, 200, 290, 200)
    )
    assert [(place.row, place.column) for place in places(lines)] == [(1, 1), (1, 2)]


def test_tables_are_counted_from_the_top_and_single_lines_are_none() -> None:
    def small(top: int) -> list[tuple[int, int, int, int]]:
        level = [(100, top + dy, 900, top + dy) for dy in (0, 80)]
        return level + [(x, top, x, top + 80) for x in (100, 500, 900)]

    grids = find_grids(rulings(*small(900), *small(200), (100, 1500, 500, 1500)), width=1654, height=2339, dpi=200)
    assert [(grid.box.top, {cell.place.table for cell in grid.cells}) for grid in grids] == [(200, {1}), (900, {2})]
