"""Tables with cells: columns told by their heads, rows told by their numbers."""

from collections.abc import Sequence

import pytest

from extractors.extract import extract
from extractors.passage import Block, Cell, Paper, Span
from extractors.values import Task

HEAD = ("TT", "Nội dung", "Thời gian", "Cơ quan chủ trì", "Cơ quan phối hợp")


def paper(
    rows: Sequence[Sequence[str]],
    *,
    before: str = "II. NHIỆM VỤ",
    cells: Sequence[Cell] | None = None,
    pages: Sequence[int] = (),
) -> Paper:
    """A paper of one section with a table; a row a text per column unless the cells are given."""
    places = list(cells or (Cell(1, r, c) for r, row in enumerate(rows, 1) for c, _ in enumerate(row, 1)))
    texts = [text for row in rows for text in row]
    text = before
    blocks = [Block("heading", Span(0, len(before)), 1)]
    for number, (place, piece) in enumerate(zip(places, texts, strict=True)):
        start = len(text) + 1
        text += "\n" + piece
        blocks.append(Block("cell", Span(start, start + len(piece)), pages[number] if pages else 1, place))
    return Paper(text, tuple(blocks))


def tasks(*args: Sequence[Sequence[str]], **kwargs: object) -> tuple[Task, ...]:
    return extract(paper(*args, **kwargs)).tasks  # type: ignore[arg-type]


def names(task: Task) -> list[tuple[str, str]]:
    return [(unit.role, unit.name) for unit in task.units]


def test_row_is_a_task_under_its_number() -> None:
    (task,) = tasks(
        [HEAD, ("1", "Rà soát hồ sơ,\ncông bố kết quả.", "Tháng\n5/2025", "Sở Nội vụ", "Các sở, ban, ngành")]
    )
    assert (task.path, task.title) == ("II.1", "Rà soát hồ sơ, công bố kết quả")
    assert [deadline.start for deadline in task.deadlines] == ["2025-05-01"]
    assert names(task) == [("lead", "Sở Nội vụ"), ("coordinate", "Các sở, ban, ngành")]


def test_columns_are_known_in_any_order() -> None:
    head = ("STT", "Đơn vị chủ trì", "Nhiệm vụ", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Ghi chú")
    (task,) = tasks([head, ("1", "Phòng Kinh tế", "Lập danh sách", "Các thôn", "Trước 20/11/2025", "")])
    assert task.title == "Lập danh sách"
    assert names(task) == [("lead", "Phòng Kinh tế"), ("coordinate", "Các thôn")]
    assert task.deadlines[0].end == "2025-11-19"


def test_group_rows_open_a_level() -> None:
    rows = [HEAD, ("I", "Cơ sở vật chất", "", "", ""), ("1", "Bố trí quầy", "Quý IV/2025", "Văn phòng", "")]
    rows += [("II", "Quy trình", "", "", ""), ("1", "Niêm yết thủ tục", "Quý I/2026", "Trung tâm", "")]
    assert [task.path for task in tasks(rows)] == ["II.I.1", "II.II.1"]


def test_group_row_that_a_stray_line_cut_is_still_one() -> None:
    places = [Cell(1, 1, column) for column in range(1, 8)]
    places += [Cell(1, 2, 1), Cell(1, 2, 2, column_span=2), Cell(1, 2, 4, column_span=4)]
    places += [Cell(1, 3, column) for column in range(1, 8)]
    rows = [(*HEAD, "Sản phẩm", "Ghi chú"), ("2", "Cải cách hành ch", "nh")]
    rows += [("2.1", "Rà soát", "Quý I/2025", "Sở Nội vụ", "", "", "")]
    assert [task.path for task in tasks(rows, cells=places)] == ["II.2.1"]


@pytest.mark.parametrize(
    "read", [("l", "II", "III"), ("I-", "H", "III"), ("I", "1I", "III"), ("", "II", "HI"), ("I", "II", "II")]
)
def test_damaged_labels_of_groups_are_read_by_their_sequence(read: tuple[str, str, str]) -> None:
    rows: list[tuple[str, ...]] = [HEAD]
    cells = [Cell(1, 1, column) for column in range(1, 6)]
    for group in read:
        top = len({cell.row for cell in cells}) + 1
        rows += [(group, "Cải cách thể chế"), ("1", "Rà soát văn bản", "Quý I/2026", "Sở Tư pháp", "")]
        cells += [Cell(1, top, 1), Cell(1, top, 2, column_span=4)]
        cells += [Cell(1, top + 1, column) for column in range(1, 6)]
    assert [task.path for task in tasks(rows, cells=cells)] == ["II.I.1", "II.II.1", "II.III.1"]


def test_columns_without_a_readable_head_are_told_by_their_cells() -> None:
    head = ("TT", "Nội dung", "Thòi", "Đon vị chú", "Phối hợp")
    rows = [
        head,
        ("1", "Rà soát hồ sơ", "Quý I/2025", "Sở Nội vụ", ""),
        ("2", "Công bố", "Quý II/2025", "Sở Tư pháp", ""),
    ]
    first, second = tasks(rows)
    assert [(due.start, due.end) for due in first.deadlines] == [("2025-01-01", "2025-03-31")]
    assert names(second) == [("lead", "Sở Tư pháp")]


def test_a_column_of_times_under_the_head_of_the_units_beside_it_is_one_of_times() -> None:
    head = ("TT", "Nội dung", "Chủ trì", "Phối hợp Hoàn thành")
    rows = [("1", "Lập danh sách", "Phòng A", "Phòng B", "Quý I/2025"), ("2", "Công bố", "Phòng A", "", "Tháng 5/2025")]
    places = [*(Cell(1, 1, column) for column in range(1, 4)), Cell(1, 1, 4, column_span=2)]
    places += [Cell(1, row, column) for row in (2, 3) for column in range(1, 6)]
    first, second = tasks([head, *rows], cells=places)
    assert names(first) == [("lead", "Phòng A"), ("coordinate", "Phòng B")]
    assert [(due.start, due.end) for due in second.deadlines] == [("2025-05-01", "2025-05-31")]


def test_widest_unknown_column_is_the_work() -> None:
    rows = [("TT", "Đầu việc phải làm", "Đơn vị chịu trách nhiệm", "Thời điểm hoàn thành")]
    rows += [
        ("1", "Rà soát toàn bộ thủ tục", "Phòng Kinh tế", "Tháng 3/2026"),
        ("2", "Công khai kết quả", "Văn phòng", "Tháng 4/2026"),
    ]
    assert [task.title for task in tasks(rows)] == ["Rà soát toàn bộ thủ tục", "Công khai kết quả"]


def test_numbers_of_a_group_are_not_doubled() -> None:
    rows = [HEAD, ("1", "Chỉ đạo, điều hành", "", "", ""), ("1.1", "Lập kế hoạch", "Quý I/2025", "Sở Nội vụ", "")]
    assert [task.path for task in tasks(rows)] == ["II.1.1"]


def test_row_cut_by_a_page_is_one() -> None:
    rows = [HEAD, ("1", "Tổ chức hội nghị", "Quý I/2025", "Sở Nội vụ", ""), ("", "tại các huyện.", "", "", "")]
    (task,) = tasks(rows)
    assert task.title == "Tổ chức hội nghị tại các huyện"


def test_cut_row_counted_anew_on_its_page_goes_on_with_the_last_row() -> None:
    rows = [
        HEAD,
        ("1", "Lập danh sách", "Quý I/2025", "Phòng A", ""),
        ("2", "Phát phiếu cho", "Quý II/2025", "Phòng B", ""),
    ]
    cut = ("", "200 người dân.", "", "", "")
    cells = [Cell(1, row, column) for row in (1, 2, 3, 1, 2) for column in range(1, 6)]
    first, second = tasks([*rows, HEAD, cut], cells=cells, pages=[1] * 15 + [2] * 10)
    assert (first.path, second.path) == ("II.1", "II.2")
    assert second.title == "Phát phiếu cho 200 người dân"


def test_pages_of_one_table_are_joined_even_when_the_layout_saw_two() -> None:
    rows = [HEAD, ("1", "Rà soát", "Quý I/2025", "Sở Nội vụ", ""), ("", "Công bố", "Quý II/2025", "Sở Tư pháp", "")]
    rows += [HEAD, ("", "trên toàn tỉnh.", "", "", ""), ("3", "Tổng kết", "Quý IV/2025", "Sở Nội vụ", "")]
    cells = [Cell(table, row, column) for table in (1, 2) for row in (1, 2, 3) for column in range(1, 6)]
    found = tasks(rows, cells=cells)
    assert [(task.path, task.title) for task in found] == [
        ("II.1", "Rà soát"),
        ("II.2", "Công bố trên toàn tỉnh"),
        ("II.3", "Tổng kết"),
    ]


def test_lost_number_is_told_by_its_neighbours() -> None:
    rows = [
        HEAD,
        *(
            (number, f"Việc {word}", "Quý I/2025", "Phòng Nội vụ", "")
            for number, word in (("1", "một"), ("", "hai"), ("3", "ba"))
        ),
    ]
    assert [task.path for task in tasks(rows)] == ["II.1", "II.2", "II.3"]


def test_misread_number_between_its_neighbours_is_counted_and_flagged() -> None:
    rows = [HEAD, *((n, f"Việc {n}", "Quý I/2025", "Sở Nội vụ", "") for n in ("1", "2", "8", "4"))]
    found = extract(paper(rows))
    assert [task.path for task in found.tasks] == ["II.1", "II.2", "II.3", "II.4"]
    assert [flag.pointer for flag in found.flags if flag.code == "row_number_counted"] == ["/tasks/2/path"]


def test_numbers_of_a_group_that_lost_their_stops_are_counted() -> None:
    rows = [HEAD, ("ai", "Chỉ đạo, điều hành", "", "", "")]
    rows += [(n, "Lập kế hoạch", "Quý I/2025", "Sở Nội vụ", "") for n in ("3.1", "32", "3.3", "841")]
    places = [Cell(1, 1, column) for column in range(1, 6)]
    places += [Cell(1, 2, 1), Cell(1, 2, 2, column_span=4)]
    places += [Cell(1, row, column) for row in range(3, 7) for column in range(1, 6)]
    texts = [HEAD, rows[1][:2], *rows[2:]]
    assert [task.path for task in tasks(texts, cells=places)][:3] == ["II.3.1", "II.3.2", "II.3.3"]


def test_merged_unit_holds_for_its_rows() -> None:
    rows = [
        ("TT", "Nội dung", "Thời gian", "Chủ trì"),
        ("1", "Lập kế hoạch", "Quý I/2025", "Phòng Nội vụ"),
        ("2", "Báo cáo", "Quý II/2025"),
    ]
    cells = [Cell(1, 1, column) for column in range(1, 5)]
    cells += [
        Cell(1, 2, 1),
        Cell(1, 2, 2),
        Cell(1, 2, 3),
        Cell(1, 2, 4, row_span=2),
        Cell(1, 3, 1),
        Cell(1, 3, 2),
        Cell(1, 3, 3),
    ]
    assert [names(task) for task in tasks(rows, cells=cells)] == [[("lead", "Phòng Nội vụ")]] * 2


def test_head_of_two_rows_is_read() -> None:
    rows = [
        ("TT", "Nội dung", "Đơn vị thực hiện"),
        ("Chủ trì", "Phối hợp"),
        ("1", "Rà soát", "Sở Tư pháp", "Các sở, ngành"),
    ]
    cells = [
        Cell(1, 1, 1, row_span=2),
        Cell(1, 1, 2, row_span=2),
        Cell(1, 1, 3, column_span=2),
        Cell(1, 2, 3),
        Cell(1, 2, 4),
    ]
    cells += [Cell(1, 3, column) for column in range(1, 5)]
    (task,) = tasks(rows, cells=cells)
    assert names(task) == [("lead", "Sở Tư pháp"), ("coordinate", "Các sở, ngành")]


def test_code_and_name_of_a_criterion_belong_together() -> None:
    head = ("TT", "Mã tiêu chí", "Tên tiêu chí", "Nhiệm vụ", "Thời gian", "Đơn vị chủ trì")
    (task,) = tasks([head, ("1", "3.3.4", "Đánh giá sự hài lòng", "Phát phiếu", "Quý IV/2025", "Phòng Kinh tế")])
    assert task.title == "Phát phiếu"
    assert [(criterion.code, criterion.title) for criterion in task.criteria] == [("3.3.4", "Đánh giá sự hài lòng")]


def test_criteria_are_the_content_where_no_column_names_work() -> None:
    head = ("TT", "Tiêu chí thành phần", "Đơn vị chủ trì", "Thời gian")
    (task,) = tasks([head, ("1", "1.2.1. Ban hành kế hoạch kiểm tra", "Phòng Nội vụ", "Quý I/2025")])
    assert [(criterion.code, criterion.title) for criterion in task.criteria] == [
        ("1.2.1", "Ban hành kế hoạch kiểm tra")
    ]


def test_column_of_codes_stands_beside_the_names_of_the_criteria() -> None:
    head = ("STT", "Mã số", "Tiêu chí thành phần", "Đơn vị phụ trách", "Đơn vị cùng tham gia", "Thời hạn khắc phục")
    rows = [head, ("1", "1.1.1", "Ban hành kế hoạch", "Phòng Nội vụ", "Các phòng", "Quý I/2026")]
    rows += [("2", "1.3.2", "Xử lý sau kiểm tra", "Văn phòng", "", "Quý II/2026")]
    first, second = tasks(rows)
    assert (first.title, second.title) == ("Ban hành kế hoạch", "Xử lý sau kiểm tra")
    assert [(criterion.code, criterion.title) for criterion in first.criteria] == [("1.1.1", "Ban hành kế hoạch")]
    assert names(first) == [("lead", "Phòng Nội vụ"), ("coordinate", "Các phòng")]
    assert second.deadlines[0].end == "2026-06-30"


def test_table_of_figures_is_no_work() -> None:
    assert tasks([("TT", "Nhóm đối tượng", "Số phiếu"), ("1", "Người dân", "300"), ("2", "Doanh nghiệp", "200")]) == ()


def test_row_that_numbers_the_columns_is_left_out() -> None:
    rows = [HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "Rà soát", "Quý I/2025", "Sở Nội vụ", "")]
    assert [task.title for task in tasks(rows)] == ["Rà soát"]


def test_bulleted_units_of_a_cell_are_several() -> None:
    (task,) = tasks([HEAD, ("1", "Rà soát", "Quý I/2025", "Sở Nội vụ", "- Sở Tài chính\n- Sở Tư pháp")])
    assert names(task)[1:] == [("coordinate", "Sở Tài chính"), ("coordinate", "Sở Tư pháp")]


def test_bulleted_content_is_one_title() -> None:
    (task,) = tasks([HEAD, ("1", "- Ban hành quyết định.\n- Hội nghị công bố.", "Quý I/2025", "Sở Nội vụ", "")])
    assert task.title == "Ban hành quyết định. - Hội nghị công bố"
