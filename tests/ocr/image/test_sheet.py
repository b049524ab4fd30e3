import numpy as np

from ocr.image.sheet import sheet_of, sheet_size
from tests.ocr import sheets


def test_sheet_corners_are_found_on_a_photograph() -> None:
    photograph, corners = sheets.photographed(sheets.page())
    found = sheet_of(photograph)
    assert found is not None
    assert np.abs(found - corners).max() < 14


def test_a_scan_has_no_sheet_even_with_black_edges() -> None:
    scan = sheets.page()
    scan[:, :50] = 10
    scan[-30:] = 10
    assert sheet_of(scan) is None
    assert sheet_of(np.zeros((900, 700), np.uint8)) is None
    assert sheet_of(np.zeros((1, 1), np.uint8)) is None


def test_sheet_size_is_that_of_its_longer_edges() -> None:
    corners = np.array([[0, 0], [100, 0], [110, 200], [0, 190]], np.float32)
    assert sheet_size(corners) == (110, 200)
