import numpy as np
import pytest

from ocr.layout import Ruling, find_grids, find_rulings
from ocr.page import Box

PALE = 205  # on paper of 240; print of 60 hides it from the search for lines


def table(*, pale: Box | None = None, second_top: int | None = None) -> np.ndarray:
    page = np.full((1400, 1400), 240, np.uint8)
    rng = np.random.default_rng(5)
    page = np.clip(page + rng.normal(0, 3, page.shape), 0, 255).astype(np.uint8)
    for top in [200, *([second_top] if second_top else [])]:
        for y in range(top, top + 401, 100):
            page[y : y + 3, 200:1200] = 60
        for x in (200, 300, 700, 1197):
            page[top : top + 403, x : x + 3] = 60
    for y in range(230, 600, 100):  # letters, so that the page has ink to compare with
        page[y : y + 26, 330:336] = 60
        page[y : y + 26, 350:356] = 60
    if pale:
        page[pale.top : pale.bottom, pale.left : pale.right] = PALE
    return page


def test_a_line_is_followed_through_pale_toner() -> None:
    rulings = find_rulings(table(pale=Box(700, 210, 703, 390)), dpi=200)
    (line,) = [r.box for r in rulings if not r.is_horizontal and abs(r.box.left - 700) < 5]
    assert (line.top, line.bottom) == pytest.approx((200, 603), abs=6)


def test_a_line_that_stops_is_not_led_on() -> None:
    page = table()
    page[303:400, 700:703] = 240  # a merged cell
    rulings = find_rulings(page, dpi=200)
    pieces = sorted((r.box.top, r.box.bottom) for r in rulings if not r.is_horizontal and abs(r.box.left - 700) < 5)
    assert pieces == [pytest.approx((200, 303), abs=6), pytest.approx((400, 603), abs=6)]


def test_two_tables_under_each_other_stay_two() -> None:
    grids = find_grids(find_rulings(table(second_top=700), dpi=200), width=1400, height=1400, dpi=200)
    assert [len(grid.cells) for grid in grids] == [12, 12]


def fold(page: np.ndarray, y: int) -> np.ndarray:
    page[y : y + 3] = np.minimum(page[y : y + 3], 160)
    return page


def test_a_fold_through_a_table_makes_no_rows_and_no_columns() -> None:
    grids = find_grids(find_rulings(fold(table(), 346), dpi=200), width=1400, height=1400, dpi=200)
    assert [(len(grid.cells), grid.box.left) for grid in grids] == [(12, 200)]


def test_a_line_on_a_fold_still_parts_rows() -> None:
    grids = find_grids(find_rulings(fold(table(), 400), dpi=200), width=1400, height=1400, dpi=200)
    assert [(len(grid.cells), grid.box.left) for grid in grids] == [(12, 200)]


def test_a_line_in_the_shadow_of_a_crease_is_found_and_feet_of_letters_there_are_none() -> None:
    page = table()
    page[388:416] = np.minimum(page[388:416], 190)
    page[400:403, 200:1200] = 60
    grids = find_grids(find_rulings(page, dpi=200), width=1400, height=1400, dpi=200)
    assert [(len(grid.cells), grid.box.left) for grid in grids] == [(12, 200)]
    plain = np.full((1400, 1400), 240, np.uint8)
    plain[100:1300:40, 200:1100:7] = 60
    plain[700:728] = np.minimum(plain[700:728], 190)
    plain[712:714, 200:300] = 60
    assert not any(100 < ruling.box.width < 700 for ruling in find_rulings(plain, dpi=200))


def test_a_fold_found_in_two_pieces_is_one_stray() -> None:
    lines = [Ruling(Box(200, y, 1200, y + 2)) for y in (200, 300, 400)]
    lines += [Ruling(Box(x, 200, x + 2, 402)) for x in (200, 700, 1198)]
    pieces = [Ruling(Box(70, 250, 700, 252)), Ruling(Box(820, 251, 1330, 253))]
    grids = find_grids([*lines, *pieces], width=1400, height=1400, dpi=200)
    assert [len(grid.cells) for grid in grids] == [4]


def test_a_column_whose_line_is_broken_in_one_row_keeps_its_cells() -> None:
    levels = [Ruling(Box(200, y, 1200, y + 2)) for y in range(200, 801, 100)]
    uprights = [Ruling(Box(x, 200, x + 2, 802)) for x in (200, 1198)]
    broken = [Ruling(Box(700, 200, 702, 462)), Ruling(Box(700, 540, 702, 802))]
    (grid,) = find_grids([*levels, *uprights, *broken], width=1400, height=1400, dpi=200)
    assert len(grid.cells) == 12


def test_the_streak_of_a_scanner_parts_no_cells() -> None:
    page = table()
    page[150:900, 950:952] = 205
    page[226:276, 950:952] = page[426:476, 950:952] = 120
    grids = find_grids(find_rulings(page, dpi=200), width=1400, height=1400, dpi=200)
    assert [len(grid.cells) for grid in grids] == [12]


def test_the_stem_of_a_letter_in_a_low_row_leads_no_line_through_it() -> None:
    page = table()
    page[203:300, :] = 240
    page[203:253, 200:203] = page[203:253, 1197:1200] = 60  # a row of one line, merged across
    page[250:253, 200:1200] = 60
    page[216:242, 700:703] = 60
    rulings = find_rulings(page, dpi=200)
    assert all(r.box.top > 240 for r in rulings if not r.is_horizontal and abs(r.box.left - 700) < 5)


def test_lines_of_letters_are_led_on_to_no_line() -> None:
    page = table()
    for x in range(310, 690, 9):  # stems with their feet
        page[340:366, x : x + 3] = 60
        page[364:366, x - 2 : x + 5] = 60
    grids = find_grids(find_rulings(page, dpi=200), width=1400, height=1400, dpi=200)
    assert [len(grid.cells) for grid in grids] == [12]
