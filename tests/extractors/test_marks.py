"""Printed labels, undamaged and damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.marks import is_bare_heading, is_roman_heading, marks_of


@pytest.mark.parametrize(
    ("line", "style", "label"),
    [
        ("II. NỘI DUNG", "roman", "II"),
        ("III- TỔ CHỨC THỰC HIỆN", "roman", "III"),
        ("1. Mục đích", "arabic", "1"),
        ("1.2. Rà soát hồ sơ", "arabic", "1.2"),
        ("a) Họp Ban Chỉ đạo", "letter", "a"),
        ("đ) Cơ quan phối hợp", "letter", "đ"),
        ("b. Thực hiện phiếu", "letter", "b"),
        ("1- Công tác tuyên truyền", "arabic", "1"),
        ("2.1- Phủ sóng di động", "arabic", "2.1"),
        ("(1) Phòng Nội vụ", "paren", "1"),
        ("2) Phòng Nội vụ", "paren", "2"),
        ("- Thời gian: Quý I", "dash", "-"),
        ("– Thời gian: Quý I", "dash", "–"),
        ("~ Thời gian: Quý I", "dash", "~"),
        ("+ Đại biểu: 30 người", "plus", "+"),
        ("* Đối tượng", "star", "*"),
        ("• Người dân", "dot", "•"),
        ("Điều 3. Chánh Văn phòng", "article", "Điều 3"),
        ("**II. NỘI DUNG**", "roman", "II"),
        ("Phần thứ hai", "part", "Phần thứ hai"),
        ("A. MỤC ĐÍCH", "capital", "A"),
    ],
)
def test_label_is_read(line: str, style: str, label: str) -> None:
    first = marks_of(line)[0]
    assert (first.style, first.label) == (style, label)
    assert not first.damaged


@pytest.mark.parametrize(
    ("line", "style", "label"),
    [
        ("I1. NỘI DUNG", "roman", "II"),
        ("IH. KINH PHÍ", "roman", "III"),
        ("11. NỘI DUNG", "roman", "II"),
        ("l. Mục đích", "arabic", "1"),
        ("do) Đơn vị chủ trì", "letter", "d"),
        ("6) Địa điểm", "letter", "b"),
        ("2, Lĩnh vực thể chế", "arabic", "2"),
        (".2. Các bộ phận", "arabic", "2"),
        (") c) Tiêu chí", "letter", "c"),
        ("b Tiêu chí thành phần", "letter", "b"),
    ],
)
def test_damaged_label_is_among_the_readings(line: str, style: str, label: str) -> None:
    assert (style, label) in {(mark.style, mark.label) for mark in marks_of(line) if mark.damaged}


@pytest.mark.parametrize(
    "line", ["của Ủy ban nhân dân xã", "2024 và các năm", "07/01/2024 của tỉnh", "30% số hồ sơ", ""]
)
def test_running_text_has_no_label(line: str) -> None:
    assert marks_of(line) == []


def test_headings_show_that_sections_are_counted_in_roman_numerals() -> None:
    assert is_roman_heading("II. Nội dung")
    assert is_roman_heading("HH, NỘI DUNG")
    assert not is_roman_heading("1. NỘI DUNG")
    assert is_bare_heading("TỔ CHỨC THỰC HIỆN")
    assert not is_bare_heading("Tổ chức thực hiện")


@given(st.text(max_size=40))
def test_length_never_passes_the_line(line: str) -> None:
    for mark in marks_of(line):
        assert 0 <= mark.length <= len(line)
