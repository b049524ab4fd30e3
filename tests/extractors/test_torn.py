"""Tables of a plain text whose cells stand on lines of their own."""

from extractors.extract import extract
from extractors.passage import Paper
from extractors.passages import lines_of
from extractors.torn import with_cells

HEAD = "TT\nNội dung\nThời gian\nCơ quan\nchủ trì\nCơ quan phối hợp\n"


def read(text: str) -> list[tuple[str, str, list[str | None], list[tuple[str, str]]]]:
    tasks = extract(Paper("II. NHIỆM VỤ\n" + text)).tasks
    return [
        (
            task.path,
            task.title,
            [deadline.end for deadline in task.deadlines],
            [(unit.role, unit.name) for unit in task.units],
        )
        for task in tasks
    ]


def test_rows_are_put_together_again() -> None:
    text = (
        HEAD
        + "1\nRà soát hồ sơ\nTháng 5/2025\nSở Nội vụ\nSở Tài chính\n2\nCông bố\nTháng 6/2025\nSở Tư pháp\nSở Nội vụ\n"
    )
    assert read(text) == [
        ("II.1", "Rà soát hồ sơ", ["2025-05-31"], [("lead", "Sở Nội vụ"), ("coordinate", "Sở Tài chính")]),
        ("II.2", "Công bố", ["2025-06-30"], [("lead", "Sở Tư pháp"), ("coordinate", "Sở Nội vụ")]),
    ]


def test_empty_cell_is_a_blank_line() -> None:
    text = (
        HEAD + "1\nRà soát\nTháng 5/2025\n\nSở Tài chính\n2\nCông bố\nTháng 6/2025\nSở Tư pháp\nSở Nội vụ\n3\n"
        "Tổng kết\nQuý IV/2025\nSở Nội vụ\nVăn phòng\n"
    )
    assert read(text)[0] == ("II.1", "Rà soát", ["2025-05-31"], [("coordinate", "Sở Tài chính")])


def test_missing_cells_are_told_by_what_the_others_say() -> None:
    text = HEAD + "1\nRà soát hồ sơ\nSở Nội vụ\n2\nCông bố\nTháng 6/2025\n"
    assert read(text) == [
        ("II.1", "Rà soát hồ sơ", [], [("lead", "Sở Nội vụ")]),
        ("II.2", "Công bố", ["2025-06-30"], []),
    ]


def test_lines_of_one_cell_stay_together() -> None:
    text = HEAD + "1\nTổ chức khảo sát:\n- Phiếu giấy;\n- Phiếu điện tử.\nTháng 5/2025\nSở Nội vụ\nSở Tài chính\n"
    ((path, title, _, units),) = read(text)
    assert (path, title) == ("II.1", "Tổ chức khảo sát: - Phiếu giấy; - Phiếu điện tử")
    assert len(units) == 2


def test_table_without_a_column_that_names_the_work_is_read() -> None:
    text = "STT\nViệc cần làm\nĐơn vị phụ trách\nThời hạn khắc phục\n1\nCông khai kết quả\nVăn phòng\nQuý I/2026\n"
    text += "2\nBồi dưỡng công chức\nPhòng Nội vụ\nQuý II/2026\n"
    assert read(text) == [
        ("II.1", "Công khai kết quả", ["2026-03-31"], [("lead", "Văn phòng")]),
        ("II.2", "Bồi dưỡng công chức", ["2026-06-30"], [("lead", "Phòng Nội vụ")]),
    ]


def test_section_behind_the_table_is_no_row() -> None:
    text = (
        HEAD + "1\nRà soát\nTháng 5/2025\nSở Nội vụ\nSở Tài chính\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Theo dõi.\n"
    )
    assert [path for path, *_ in read(text)] == ["II.1", "III.1"]


def test_other_lines_come_back_as_they_are() -> None:
    lines = lines_of(Paper("I. MỤC ĐÍCH\nTT Đảng ủy\n1. Rà soát\n"))
    assert with_cells(lines) == lines
