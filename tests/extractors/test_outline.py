"""The tree of parts and their paths."""

import textwrap

import pytest

from extractors.nodes import Node
from extractors.outline import outline
from extractors.passage import Paper
from extractors.passages import in_flow, lines_of, text_width

PLAN = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Xác định kết quả của xã.
- Nâng cao trách nhiệm của cán bộ, công chức trong thực hiện nhiệm vụ được giao hằng năm.
II. NỘI DUNG
1. Tập huấn
- Thời gian: tháng 12 năm 2025.
2. Tự chấm điểm
a) Họp Ban Chỉ đạo
b) Lấy phiếu
+ Phiếu giấy
+ Phiếu điện tử
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi việc thực hiện.
"""


def tree(text: str) -> Node:
    lines = lines_of(Paper(text))
    return outline(in_flow(lines), text_width(lines))


def paths(text: str) -> list[str]:
    return [node.path() for node in tree(text).walk() if node.mark]


def test_paths_are_the_printed_labels() -> None:
    assert paths(PLAN) == [
        "I", "I.1", "I.1.1", "I.1.2", "II", "II.1", "II.1.1", "II.2", "II.2.a", "II.2.b", "II.2.b.1", "II.2.b.2", "III",
        "III.1", "III.1.1",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [30, 45, 60, 75])
def test_line_breaks_do_not_move_the_outline(width: int) -> None:
    wrapped = "\n".join(piece for line in PLAN.splitlines() for piece in textwrap.wrap(line, width))
    assert paths(wrapped) == paths(PLAN)


@pytest.mark.parametrize(
    ("damage", "repair"),
    [
        ("II. NỘI DUNG", "I1. NỘI DUNG"),
        ("I. MỤC ĐÍCH", "II. MỤC ĐÍCH"),
        ("II. NỘI DUNG", "HH, NỘI DUNG"),
        ("II. NỘI DUNG", "NỘI DUNG"),
        ("II. NỘI DUNG", "JH. NỘI DUNG"),
        ("III. TỔ CHỨC", "t. TỔ CHỨC"),
        ("III. TỔ CHỨC", "HÀ. TỔ CHỨC"),
        ("III. TỔ CHỨC", "II. TỔ CHỨC"),
        ("III. TỔ CHỨC", "IH. TỔ CHỨC"),
        ("1. Mục đích", "l. Mục đích"),
        ("2. Tự chấm", "2, Tự chấm"),
        ("a) Họp", "g) Họp"),
        ("b) Lấy", "6) Lấy"),
        ("- Nâng", "~ Nâng"),
    ],
)
def test_damaged_labels_are_read_by_their_sequence(damage: str, repair: str) -> None:
    assert damage in PLAN
    assert paths(PLAN.replace(damage, repair)) == paths(PLAN)


def test_stroke_of_d_is_told_by_its_place() -> None:
    items = "1. Việc\na) Một\nb) Hai\nc) Ba\nđ) Bốn\nđ) Năm\ne) Sáu\n"
    assert paths(items) == ["1", "1.a", "1.b", "1.c", "1.d", "1.đ", "1.e"]


def test_letters_after_a_gap_keep_their_label() -> None:
    assert paths("1. Thẩm định\n- Thời gian: Quý I.\nd) Chủ trì: Phòng A\nđ) Phối hợp: Phòng B\n") == [
        "1", "1.1", "1.d", "1.đ",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["GI.", "1ï.", "JH."])
def test_missed_heading_is_found_where_items_begin_again(label: str) -> None:
    text = "I. Mục đích\n1. Một\n2. Hai.\nII. Nhiệm vụ\n1. Ba\n2. Bốn.\nIII. Giải pháp\n1. Năm\nIV. Tổ chức\n1. Sáu\n"
    assert paths(text.replace("III. Giải", f"{label} Giải")) == paths(text)


def test_wrapped_line_that_begins_with_a_code_is_text() -> None:
    text = "3.3. Rà soát\nđể chấm điểm các tiêu chí thành phần của lĩnh vực gồm tiêu chí\n3.3.2 và 3.3.3 trong năm.\n"
    assert paths(text) in (["3.3"], [])


def test_labels_that_repeat_the_parent_are_not_doubled() -> None:
    assert paths("II. NỘI DUNG\n1. Rà soát\n1.1. Lập danh mục\n1.2. Công bố\n") == ["II", "II.1", "II.1.1", "II.1.2"]


def test_numbers_that_fit_no_sequence_are_text() -> None:
    text = "1. Kết quả năm\n2024. Tiếp tục duy trì\n2. Phương hướng"
    assert paths(text) == ["1", "2"]
    assert paths("1. Thực hiện theo khoản\n2. Điều 5 của Luật") != []


def test_code_of_a_criterion_at_the_line_start_opens_nothing() -> None:
    text = (
        "1. Chỉ đạo điều hành\na) Tiêu chí thành phần: “5.1.2. Bố trí công chức” và “5.1.3.\nBố trí viên chức”\nb) Khác"
    )
    assert paths(text) == ["1", "1.a", "1.b"]


def test_articles_hold_their_clauses() -> None:
    text = "Điều 1. Giao nhiệm vụ\n1. Phòng A rà soát\na) Hồ sơ\nĐiều 2. Hiệu lực"
    assert paths(text) == ["Điều 1", "Điều 1.1", "Điều 1.1.a", "Điều 2"]


def test_dash_of_a_name_is_no_bullet() -> None:
    text = (
        "- Cơ quan phối hợp gồm có Văn phòng Ủy ban, Phòng Tài chính\n- Kế hoạch, Phòng Nội vụ "
        "huyện.\n- Thời gian: Quý I.\n"
    )
    wide = text + "- " + "x" * 58 + "\n- " + "y" * 58
    assert [node.path() for node in tree(wide).walk() if node.mark][:2] == ["1", "2"]
    first = next(node for node in tree(wide).walk() if node.mark)
    assert first.paragraphs()[0].text.endswith("Phòng Tài chính - Kế hoạch, Phòng Nội vụ huyện.")


def test_lost_label_is_given_back_by_the_lines_behind_it() -> None:
    text = (
        "1. Việc\na) Họp tổ\n- Thời gian: Quý I.\n- Đơn vị chủ trì: Phòng A.\n"
        "Nhập phần mềm\n- Thời gian: Quý II.\n- Đơn vị chủ trì: Phòng B.\n"
    )
    assert [path for path in paths(text) if path.count(".") == 1] == ["1.a", "1.b"]


@pytest.mark.parametrize(("last", "found"), [("theo quy", ["II.1", "II.2"]), ("trong quý", ["II.1"])])
def test_a_number_behind_a_quarter_is_text_and_behind_a_torn_rule_a_label(last: str, found: list[str]) -> None:
    line = f"1. Tập trung đẩy mạnh giải ngân vốn đầu tư công của xã được giao trong năm và báo cáo {last}"
    full = "Ủy ban nhân dân xã ban hành Kế hoạch nhằm nâng cao chất lượng phục vụ người dân và tổ chức,\n"
    plan = f"{4 * full}II. NỘI DUNG\n{line}\n2. Lĩnh vực xây dựng chính quyền số và chuyển đổi số của xã trong năm\n"
    assert [path for path in paths(plan) if "." in path] == found
