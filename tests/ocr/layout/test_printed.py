import numpy as np

from ocr.layout import find_grids, find_rulings, lines_of_print
from tests.ocr.layout.press import Sheet

LEFTS = (250, 320, 760, 930, 1130)


def sheet(*, rows: int = 6) -> Sheet:
    made = Sheet()
    for row in range(rows):
        base = 360 + 110 * row
        for left, text in zip(LEFTS, (str(row + 1), "Kiểm tra việc ở xã", "Quý II", "Đội sáu", "Đội bảy"), strict=True):
            made.set(text, left, base, size=13)
        made.set("và báo cáo", LEFTS[1], base + 36, size=13)
    return made


def cells_of(made: Sheet) -> list[tuple[int, int]]:
    image = made.picture()
    rulings = find_rulings(image, dpi=made.dpi)
    rulings += tuple(lines_of_print(image, rulings, dpi=made.dpi))
    (grid,) = find_grids(rulings, width=made.width, height=made.height, dpi=made.dpi)
    return [(cell.place.row, cell.place.column) for cell in grid.cells]


def test_columns_of_a_table_with_level_lines_only_are_known_before_it_is_read() -> None:
    made = sheet()
    for row in range(7):
        made.rule(236, 310 + 110 * row, 1536, 310 + 110 * row)
    assert cells_of(made) == [(row, column) for row in range(1, 7) for column in range(1, 6)]


def test_rows_of_a_table_with_upright_lines_only_are_parted_by_their_numbers() -> None:
    made = sheet()
    for y in (310, 310 + 660):
        made.rule(236, y, 1536, y)
    for x in (236, 305, 740, 915, 1110, 1536):
        made.rule(x, 310, x, 970)
    assert cells_of(made) == [(row, column) for row in range(1, 7) for column in range(1, 6)]


def test_running_text_and_an_empty_page_have_no_such_lines() -> None:
    made = Sheet()
    for line in range(20):
        made.set("Ủy ban nhân dân xã ban hành kế hoạch với các nội dung sau đây", 236, 300 + 50 * line, right=1536)
    assert lines_of_print(made.picture(), (), dpi=made.dpi) == []
    assert lines_of_print(np.full((2339, 1654), 255, np.uint8), (), dpi=200) == []
