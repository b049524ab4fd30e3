"""Tables typed with bars between their cells."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.passage import Paper
from extractors.passages import lines_of
from extractors.piped import with_cells

HEAD = "STT | Mã tiêu chí | Việc phải làm | Chủ trì | Phối hợp | Thời hạn"
TABLE = f"""I. NHIỆM VỤ
{HEAD}
A | Chỉ đạo, điều hành
1 | 1.2.1 | Rà soát việc còn dở dang | Văn phòng xã |  | Trước 25/10/2025
2 | 1.3 | Kiểm tra công vụ | Phòng Kinh tế | Công an xã; Đoàn xã | Quý IV/2025
B | Thủ tục hành chính
3 | 2.4 | Thay bảng niêm yết | Trung tâm Phục vụ hành chính công | Văn phòng xã | Thường xuyên
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng xã tổng hợp kết quả trước ngày 05/12/2025.
"""


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (
            task.path,
            [criterion.code for criterion in task.criteria],
            [(unit.role, unit.name) for unit in task.units],
            [(due.kind, due.end) for due in task.deadlines],
        )
        for task in extract(Paper(text)).tasks
    ]


ROWS = [
    ("I.A.1", ["1.2.1"], [("lead", "Văn phòng xã")], [("by", "2025-10-24")]),
    (
        "I.A.2",
        ["1.3"],
        [("lead", "Phòng Kinh tế"), ("coordinate", "Công an xã"), ("coordinate", "Đoàn xã")],
        [("within", "2025-12-31")],
    ),
    (
        "I.B.3",
        ["2.4"],
        [("lead", "Trung tâm Phục vụ hành chính công"), ("coordinate", "Văn phòng xã")],
        [("ongoing", None)],
    ),
    ("II.1", [], [("lead", "Văn phòng xã")], [("by", "2025-12-04")]),
]


def test_rows_between_bars_are_tasks_under_their_groups() -> None:
    assert told(TABLE) == ROWS


def test_borders_rules_and_blank_lines_change_nothing() -> None:
    rows = TABLE.splitlines()
    bordered = [f"| {row} |" if "|" in row else row for row in rows]
    bordered.insert(2, "|---|---|---|---|---|---|")
    assert told("\n\n".join(bordered)) == ROWS


def test_wrapped_rows_go_on_in_the_next_line() -> None:
    wrapped = (
        TABLE.replace("Việc phải làm | Chủ trì", "Việc phải\nlàm | Chủ trì")
        .replace("Thay bảng niêm yết", "Thay bảng\nniêm yết")
        .replace("Công an xã; ", "Công an xã;\n")
    )
    assert told(wrapped) == ROWS


def test_head_printed_again_on_a_new_page_is_no_row() -> None:
    assert told(TABLE.replace("B | Thủ", f"{HEAD}\nB | Thủ")) == ROWS


def test_a_head_without_rows_is_no_table() -> None:
    lines = lines_of(Paper("TT | Nội dung | Chủ trì | Thời gian\nRà soát hồ sơ của các đơn vị.\n"))
    assert with_cells(lines, 1) == lines


def test_two_heads_between_two_bars_are_left_to_others() -> None:
    lines = lines_of(Paper("TT Nội dung Chủ trì | Phối hợp | Thời gian\n1 | Rà soát hồ sơ | Phòng Nội vụ\n"))
    assert with_cells(lines, 1) == lines


def test_a_bar_in_a_sentence_makes_no_table() -> None:
    text = "1. Rà soát hồ sơ | tài liệu kiểm chứng | biểu mẫu trước ngày 05/12/2025."
    assert all(line.cell is None for line in with_cells(lines_of(Paper(text)), 1))


@given(st.lists(st.sampled_from([HEAD, "1 | Rà soát", "|", "A |", "---", "", "| |", "rest"]), max_size=8))
def test_cells_keep_their_places(rows: list[str]) -> None:
    text = "\n".join(rows)
    for line in with_cells(lines_of(Paper(text)), 1):
        assert line.span.of(text) == line.text
