"""Tables that an engine read straight across the page: damaged numbers, spurious bars, heads in pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.across import with_cells
from extractors.across_heads import head_at
from extractors.across_rows import cut_rows, strips_of
from extractors.extract import extract
from extractors.passage import Paper
from extractors.passages import lines_of

TABLE = """KẾ HOẠCH
Cải thiện các tiêu chí năm 2025
I. MỤC TIÊU
Phòng Kinh tế và Văn phòng HĐND và UBND xã cùng thực hiện Kế hoạch này.
II. NHIỆM VỤ
.. , | Điểm bị 4 cv Tiến độ hoàn
TT Tiêu chí trừ Giải pháp khắc phục Người thực hiện thành
ứng = | ve
A Chỉ đạo, điều hành
Ban hành văn bản phân công | Văn phòng
1 1.2.2 0,5 theo dõi từng nhiệm vụ được | HĐND và Trước ngày
giao trong năm UBND xã 20/4/2025
== =
Kiểm tra nội bộ ít nhất 02 | Phòng Kinh tế
» | 1.3.1 1,0 lần, thông báo kết luận | Quý II/2025
sau kiểm tra
B | Thủ tục hành chính
Niêm yết công khai toàn bộ | Trung tâm
3 3.1.4 | 1,5 thủ tục hành chính của xã, | Phục vụ hành | Tháng 5/2025
gắn mã tra cứu | chính công
- ~ ' .
Giải quyết hồ sơ đất đai | Phòng Kinh tế
4 3.2.1 0,75 đúng hạn, có phiếu xin lỗi | Thường xuyên
khi trễ hạn
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi việc thực hiện.
"""


def test_rows_are_put_back_under_their_groups() -> None:
    tasks = {task.path: task for task in extract(Paper(TABLE)).tasks}
    assert [path for path in tasks if path.startswith("II.")] == ["II.A.1", "II.A.2", "II.B.3", "II.B.4"]
    assert tasks["II.A.2"].title == "Kiểm tra nội bộ ít nhất 02 lần, thông báo kết luận sau kiểm tra"
    assert [criterion.code for task in tasks.values() for criterion in task.criteria] == [
        "1.2.2",
        "1.3.1",
        "3.1.4",
        "3.2.1",
    ]


def test_units_and_times_are_told_from_the_texts_beside_them() -> None:
    tasks = {task.path: task for task in extract(Paper(TABLE)).tasks}
    assert [(unit.role, unit.name) for unit in tasks["II.B.3"].units] == [
        ("perform", "Trung tâm Phục vụ hành chính công")
    ]
    assert [(unit.role, unit.name) for unit in tasks["II.A.1"].units] == [("perform", "Văn phòng HĐND và UBND xã")]
    ends = {path: [due.end for due in task.deadlines] for path, task in tasks.items() if path.startswith("II.")}
    assert ends == {
        "II.A.1": ["2025-04-19"],
        "II.A.2": ["2025-06-30"],
        "II.B.3": ["2025-05-31"],
        "II.B.4": [None],
    }


def test_values_point_at_the_words_they_were_read_from() -> None:
    paper = Paper(TABLE)
    extraction = extract(paper)
    for at, task in enumerate(extraction.tasks):
        for n, criterion in enumerate(task.criteria):
            assert extraction.evidence[f"/tasks/{at}/criteria/{n}"].span.of(TABLE) == criterion.code


def test_a_name_with_a_scrap_in_it_is_left_out() -> None:
    torn = TABLE.replace("| Phòng Kinh tế\n» |", "| Phòng Kinh belek\n» |")
    tasks = {task.path: task for task in extract(Paper(torn)).tasks}
    assert tasks["II.A.2"].units == ()


def test_a_name_with_a_comma_stays_whole() -> None:
    long = TABLE.replace("| Phòng Kinh tế\n» |", "| Phòng Kinh tế, Hạ tầng và Đô thị\n» |")
    tasks = {task.path: task for task in extract(Paper(long)).tasks}
    assert [unit.name for unit in tasks["II.A.2"].units] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]


def test_a_field_that_lost_its_body_is_no_unit() -> None:
    torn = TABLE.replace("| Phòng Kinh tế\n» |", "| Nội vụ\n» |")
    tasks = {task.path: task for task in extract(Paper(torn)).tasks}
    assert tasks["II.A.2"].units == ()


def test_a_code_that_lost_a_stop_is_left_out() -> None:
    tasks = {task.path: task for task in extract(Paper(TABLE.replace("1.3.1", "13.1"))).tasks}
    assert tasks["II.A.2"].criteria == ()


def test_heads_in_two_lines_are_one() -> None:
    head = head_at(lines_of(Paper("Đơn vị chi | Đơn vị phối | Thời hạn\nSTT Nội dung công việc trì hợp\n")), 0)
    assert head is not None
    assert head.roles == ("number", "content", "lead", "coordinate", "time")
    assert head.end == 2


def test_prose_with_the_words_of_a_head_is_none() -> None:
    for text in (
        "1. Phòng Nội vụ chủ trì, phối hợp với Phòng Kinh tế thực hiện nội dung này đúng thời hạn.",
        "Nội dung công việc, thời gian và đơn vị chủ trì nêu tại Phụ lục.",
    ):
        assert head_at(lines_of(Paper(text)), 0) is None


def test_damaged_numbers_are_told_by_their_neighbours() -> None:
    text = "\n".join(f"{number} | Việc số {n} | Quý I" for n, number in enumerate(["1", "»", "3", "4", "S)", "6", "ì"]))
    rows = cut_rows(strips_of(lines_of(Paper(text))))
    assert [row.number for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]


def test_numbers_begin_anew_below_a_group_whose_label_was_lost() -> None:
    text = (
        "I | Công tác chỉ đạo\n1 | Việc thứ nhất | Quý I\n2 | Việc thứ hai | Quý I\n"
        "II | Thủ tục hành chính\n1 | Việc thứ ba | Quý I\n2 | Việc thứ tư | Quý I\n"
        "@ hài lòng\n1 | Việc thứ năm | Quý I\n2 | Việc thứ sáu | Quý I\n"
    )
    rows = cut_rows(strips_of(lines_of(Paper(text))))
    assert [row.group for row in rows if row.group] == ["I", "II", "III"]
    assert [row.number for row in rows if not row.group] == ["1", "2", "1", "2", "1", "2"]


def test_numbers_may_bear_that_of_their_group() -> None:
    text = (
        "1 | Dữ liệu\n1.1 | Việc thứ nhất | Quý I\n12 | Việc thứ hai | Quý I\n"
        "2 | Kỹ năng\n2.1 | Việc thứ ba | Quý I\n2.2. | Việc thứ tư | Quý I\n"
    )
    rows = cut_rows(strips_of(lines_of(Paper(text))))
    assert [row.group or row.number for row in rows] == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_text_without_bars_stays_as_it_is() -> None:
    lines = lines_of(Paper(TABLE.replace("|", " ")))
    assert with_cells(lines, 1) == lines


def test_heads_without_end_cost_no_more_than_their_share() -> None:
    head = "TT Nội dung | Chủ trì | Phối hợp Thời gian\n"
    lines = lines_of(Paper(head * 600))
    assert all(line.cell is None for line in with_cells(lines, 1))


_CELLS = ("TT", "Nội dung", "Chủ trì", "Thời gian", "Phòng Nội vụ", "Quý II/2025", "rà soát", "và", "1.2.3", "0,5")
_MARKS = ("1", "2", "3", "S)", "A", "I", "~", "- ", "|", "||", "]", "}", "\n", "\n\n", "\t")
_WORDS = st.sampled_from(_CELLS + _MARKS)


@settings(max_examples=25, deadline=None)
@given(st.lists(_WORDS, max_size=60).map(" ".join), st.text(alphabet="|[]{}_ 1IaÂ.\n", max_size=80))
def test_hostile_bars_neither_crash_nor_point_outside(words: str, bars: str) -> None:
    text = f"TT Nội dung | Chủ trì | Phối hợp Thời gian\n{words}\n{bars}\n{words}"
    for line in with_cells(lines_of(Paper(text)), 1):
        assert 0 <= line.span.start <= line.span.end <= len(text)
        if line.cell is not None and line.cell.row > 1 and line.cell.column > 1:
            assert line.span.of(text) == line.text
    for place in extract(Paper(text)).evidence.values():
        assert 0 <= place.span.start <= place.span.end <= len(text)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TABLE)), st.sampled_from("|]_~. ")), max_size=12))
def test_specks_never_move_a_value_off_the_text(specks: list[tuple[int, str]]) -> None:
    text = TABLE
    for at, speck in sorted(specks, reverse=True):
        text = f"{text[:at]} {speck} {text[at:]}"
    for evidence in extract(Paper(text)).evidence.values():
        assert 0 <= evidence.span.start <= evidence.span.end <= len(text)
