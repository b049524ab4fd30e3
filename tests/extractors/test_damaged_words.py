"""Spoiled stock words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.damaged_words import mended
from extractors.folding import fold


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Xong frước ngày 10/12/2024", "xong truoc ngay 10/12/2024"),
        ("Chậm nbất mgày 31/3", "cham nhat ngay 31/3"),
        ("pbối hợp với Phòng Nội vụ", "phoi hop voi phong noi vu"),
        ("6 tháng cvối năm", "6 thang cuoi nam"),
    ],
)
def test_stock_words_are_mended_by_one_letter(seen: str, meant: str) -> None:
    assert mended(fold(seen)) == meant


@pytest.mark.parametrize("text", ["thanh tra huyện", "phát thanh hằng ngày", "nhân dân xã", "VNPT, VNeID", "công tác"])
def test_words_that_may_be_meant_are_left(text: str) -> None:
    assert mended(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_offsets_stay(text: str) -> None:
    assert len(mended(fold(text))) == len(fold(text))
