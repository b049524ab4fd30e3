"""Labelled lines and head cells."""

import pytest

from extractors.labels import label_of, labelled, parts
from extractors.passages import Joined


def whole(text: str) -> Joined:
    return Joined(text, range(len(text)))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Thời gian", "time"),
        ("Thời gian thực hiện, hoàn thành", "time"),
        ("Thời thực hiện", "time"),
        ("Hạn hoàn thành", "time"),
        ("Tiến độ thực hiện", "time"),
        ("Cơ quan chủ trì", "lead"),
        ("Cơ quan, đơn vị chủ trì", "lead"),
        ("Đơn vị chủ trì, tham mưu", "lead"),
        ("Phụ trách", "lead"),
        ("Tổ chức, cá nhân phối hợp", "coordinate"),
        ("Đơn vị phối hợp thực hiện", "coordinate"),
        ("Chủ trì/phối hợp", "units"),
        ("Đơn vị chủ trì, đơn vị phối hợp", "units"),
        ("Bộ phận thực hiện", "perform"),
        ("Phân công thực hiện", "perform"),
        ("Địa điểm", "place"),
        ("Sản phẩm, kết quả", "product"),
        ("Mã tiêu chí", "criterion"),
        ("Thoi gian thuc hien", "time"),
        ("Nội dung", None),
        ("Kinh phí thực hiện", None),
        ("Đối tượng", None),
        ("Ghi chú", None),
    ],
)
def test_label_is_known_by_its_words(words: str, label: str | None) -> None:
    assert label_of(words) == label


def test_labelled_line_gives_label_and_rest() -> None:
    found = labelled(whole("Thời gian hoàn thành: tháng 12 năm 2025."))
    assert found is not None
    assert (found[0], found[1].text) == ("time", "tháng 12 năm 2025.")


@pytest.mark.parametrize(
    "line", ["Thời sian thực hiện: Quý I", "Thời gian thực hiện; Quý I", "Thời gian :hực hiện: Quý I"]
)
def test_damaged_label_is_still_a_label(line: str) -> None:
    found = labelled(whole(line))
    assert found is not None and found[0] == "time"
    assert found[1].text.endswith("Quý I")


@pytest.mark.parametrize(
    "line", ["Nội dung: rà soát hồ sơ", "Các cơ quan: Phòng A, Phòng B", "Phòng Nội vụ chủ trì rà soát"]
)
def test_other_lines_have_no_label(line: str) -> None:
    assert labelled(whole(line)) is None


def test_labels_inside_a_paragraph_part_it() -> None:
    text = "Ban hành kế hoạch (Chủ trì: Sở Nội vụ; phối hợp: các sở; thời gian hoàn thành: Quý I/2025)."
    assert [(label, part.text.rstrip(";.")) for label, part in parts(whole(text))] == [
        (None, "Ban hành kế hoạch"),
        ("lead", "Sở Nội vụ"),
        ("coordinate", "các sở"),
        ("time", "Quý I/2025"),
    ]
