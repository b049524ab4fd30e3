"""Tables of figures in a plain text, a cell a line."""

import pytest

from extractors.extract import extract
from extractors.passage import Paper

BEFORE = "II. NỘI DUNG\n1. Khảo sát\nTổng số phiếu phát ra: 1.180 phiếu, phân bổ như sau:\n"
ROWS = ["1", "Người dân", "800", "2", "Doanh nghiệp, hợp tác xã", "300", "3", "Cán bộ, công chức", "80"]
AFTER = "\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ chủ trì, tổng hợp kết quả trước ngày 10/9/2025."
GROUPS = [("Người dân", 800), ("Doanh nghiệp, hợp tác xã", 300), ("Cán bộ, công chức", 80)]


def groups(lines: list[str]) -> list[tuple[str, int | None]]:
    (sample,) = extract(Paper(BEFORE + "\n".join(lines) + AFTER)).samples
    assert (sample.path, sample.total, sample.unit) == ("II.1", 1180, "phiếu")
    return [(group.name, group.count) for group in sample.groups]


@pytest.mark.parametrize("total", [[], ["Tổng cộng", "1.180"], ["", "Tổng cộng", "1.180"], ["Tổng cộng", "1.180", ""]])
def test_rows_of_lines_are_the_groups_of_a_survey(total: list[str]) -> None:
    assert groups(["STT", "Đối tượng khảo sát", "Số phiếu", *ROWS, *total]) == GROUPS


def test_a_name_may_go_on_in_the_next_line_and_rows_may_stand_apart() -> None:
    rows = ["1", "Người", "dân", "800", "", "2", "Doanh nghiệp,", "hợp tác xã", "300", "", *ROWS[6:]]
    assert groups(["TT", "Nhóm đối tượng", "Số lượng phiếu", "", *rows]) == GROUPS


def test_work_after_the_table_stays_work() -> None:
    extraction = extract(Paper(BEFORE + "\n".join(["TT", "Đối tượng", "Số phiếu", *ROWS]) + AFTER))
    assert [task.path for task in extraction.tasks] == ["III.1"]
