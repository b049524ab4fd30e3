import pytest

from extractors.fields.units import names, same_body
from extractors.unit_names import NamedText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng Tư pháp, Phòng Tài chính và Kế hoạch", ["Phòng Tư pháp", "Phòng Tài chính và Kế hoạch"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        (
            "Các sở, ban, ngành tỉnh, Ủy ban nhân dân cấp huyện",
            ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân cấp huyện"],
        ),
        ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
        ("HĐND và UBND các xã", ["HĐND", "UBND các xã"]),
        ("Ủy ban nhân dân huyện, thị xã, thành phố", ["Ủy ban nhân dân huyện, thị xã, thành phố"]),
        ("Các cơ quan: Tư pháp, Tài chính - Kế hoạch: căn cứ chức năng", ["Tư pháp", "Tài chính - Kế hoạch"]),
        (
            "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
            ["Các bộ", "cơ quan ngang bộ", "cơ quan thuộc Chính phủ"],
        ),
        ("Chủ tịch, các Phó Chủ tịch UBND xã", ["Chủ tịch, các Phó Chủ tịch UBND xã"]),
        ("Công an, Quân sự, Tư pháp - Hộ tịch", ["Công an", "Quân sự", "Tư pháp - Hộ tịch"]),
        ("Sở Nội vụ; VNPT", ["Sở Nội vụ", "VNPT"]),
        ("UBND huyện (qua Phòng Nội vụ), Công an huyện", ["UBND huyện", "Công an huyện"]),
        ("MTTQ và các tổ chức chính trị - xã hội", ["MTTQ", "các tổ chức chính trị - xã hội"]),
        (
            "Hội đồng đánh giá, xác định Chỉ số xã và Tổ giúp việc",
            ["Hội đồng đánh giá, xác định Chỉ số xã", "Tổ giúp việc"],
        ),
        ("", []),
    ],
)
def test_lists_of_names_are_split_where_bodies_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == expected


def test_printed_lines_of_a_cell_split_where_a_body_begins() -> None:
    text = "Sở Nội vụ Sở Tài chính"
    (first, second) = NamedText(text, breaks=(10,)).split(0, len(text))
    assert (text[slice(*first)], text[slice(*second)]) == ("Sở Nội vụ", "Sở Tài chính")


@pytest.mark.parametrize(
    "text", ["tổ chức tập huấn", "phòng chống tham nhũng", "Xây dựng báo cáo", "ban hành Quyết định"]
)
def test_work_is_no_body(text: str) -> None:
    assert list(NamedText(text).heads(0, len(text))) == []


def test_one_office_written_in_two_ways_is_the_same_body() -> None:
    assert same_body("bộ phận Văn phòng- thống kê xã", "Văn phòng — thống kê xã")
    assert not same_body("Sở Nội vụ", "Phòng Nội vụ")
