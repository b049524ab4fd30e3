"""Which parts are tasks, and what belongs to each."""

import pytest

from extractors.extract import extract
from extractors.passage import Paper
from extractors.values import Task

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2025\nỦy ban nhân dân xã ban hành Kế hoạch như sau:\n"


def tasks(body: str) -> dict[str, Task]:
    found = extract(Paper(HEAD + body)).tasks
    return {task.path: task for task in found}


def units(task: Task) -> list[tuple[str, str]]:
    return [(unit.role, unit.name) for unit in task.units]


def test_heading_with_labelled_lines_is_one_task() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Tham gia tập huấn\n- Cử công chức tham gia.\n- Nhập phần mềm.\n- Thời gian: tháng 12 "
        "năm 2025.\n"
        "- Đơn vị thực hiện: UBND xã\n"
    )
    assert list(found) == ["II.1"]
    assert found["II.1"].title == "Tham gia tập huấn"
    assert units(found["II.1"]) == [("perform", "UBND xã")]


def test_title_ends_where_a_clause_says_by_when() -> None:
    found = tasks(
        "II. NỘI DUNG\n- Sở Tài chính rà soát trang thiết bị của các xã, phường, hoàn thành trước ngày 31/12/2025, "
        "bảo đảm 100% xã có tối thiểu 02 máy quét.\n- Sở Nội vụ báo cáo trước ngày 15/12/2025, gửi kèm danh sách.\n"
    )
    titles = [task.title for task in found.values()]
    assert titles[0] == "Sở Tài chính rà soát trang thiết bị của các xã, phường"
    assert titles[1].startswith("Sở Nội vụ báo cáo")


def test_lettered_labelled_lines_are_no_tasks() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Thẩm định\na) Thời gian: Tháng 5 năm 2025.\nb) Địa điểm: Trụ sở.\nc) Đơn vị chủ trì: "
        "Phòng Nội vụ;\n"
    )
    assert list(found) == ["II.1"]


def test_time_printed_among_sample_groups_is_the_headings() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Khảo sát\n- Cơ quan chủ trì: Phòng Nội vụ\n- Số lượng phiếu: 33 người, gồm:\n+ Đại "
        "biểu: 30 người;\n"
        "+ Lãnh đạo: 03 người;\n+ Thời gian: Trong tháng 12 năm 2025\n"
    )
    assert list(found) == ["II.1"]
    assert found["II.1"].deadlines[0].end == "2025-12-31"


def test_bullets_with_lines_of_their_own_are_tasks() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Tuyên truyền\n- Phát tờ rơi\n+ Thời gian: Quý I/2025\n+ Đơn vị chủ trì: Phòng A\n"
        "- Làm phóng sự\n+ Thời gian: Quý II/2025\n+ Đơn vị chủ trì: Phòng B\n"
    )
    assert list(found) == ["II.1.1", "II.1.2"]


def test_bullets_followed_by_lines_are_tasks() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Tuyên truyền\n- Phát tờ rơi\n- Thời gian: Quý I/2025\n- Đơn vị chủ trì: Phòng Nội vụ\n"
        "- Làm phóng sự\n- Thời gian: Quý II/2025\n- Đơn vị chủ trì: Phòng Văn hóa\n"
    )
    assert [(path, task.title) for path, task in found.items()] == [
        ("II.1.1", "Phát tờ rơi"),
        ("II.1.4", "Làm phóng sự"),
    ]


def test_bullets_in_prose_are_tasks_and_end_before_their_time() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Chuẩn bị\n- Sở Nội vụ xây dựng bảng hỏi, hoàn thành trước ngày 15/9/2025.\n- Bảo đảm "
        "khách quan.\n"
    )
    assert [(path, task.title) for path, task in found.items()] == [("II.1.1", "Sở Nội vụ xây dựng bảng hỏi")]
    assert units(found["II.1.1"]) == [("lead", "Sở Nội vụ")]


def test_lead_of_the_opening_sentence_holds_for_the_items() -> None:
    found = tasks(
        "II. NHIỆM VỤ\nGiao Phòng Nội vụ chủ trì, phối hợp với các phòng thực hiện các nhiệm vụ sau:\n1. Lập "
        "danh sách\n2. Công bố kết quả\n"
    )
    assert list(found) == ["II.1", "II.2"]
    assert all(("lead", "Phòng Nội vụ") in units(task) for task in found.values())


def test_bullet_with_labels_in_its_own_sentence_is_a_task() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Tuyên truyền\n- Xây dựng chuyên mục. Đơn vị thực hiện: Phòng Văn "
        "hóa. Thời gian: Quý IV/2025.\n"
        "- Bảo đảm nội dung thiết thực.\n"
    )
    assert [(path, task.title) for path, task in found.items()] == [("II.1.1", "Xây dựng chuyên mục")]


def test_labelled_line_ends_the_title_above_it() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Tài chính công\na) Giải ngân vốn đầu tư công theo đúng kế hoạch được giao (tiêu chí 6.1.4)\n"
        "Thời gian tiến hành: Quý II/2025\n"
    )
    assert found["II.1.a"].title == "Giải ngân vốn đầu tư công theo đúng kế hoạch được giao (tiêu chí 6.1.4)"
    assert found["II.1.a"].deadlines[0].end == "2025-06-30"


def test_figures_of_a_sample_are_no_tasks() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Khảo sát\n- Cơ quan chủ trì: Phòng Nội vụ\n- Tổng số 300 người, gồm:\n"
        "a) Xã vùng cao: 200 người (20 xã x 10 người);\nb) Phường: 100 người (10 phường x 10 người).\n"
    )
    assert list(found) == ["II.1"]


def test_purposes_hold_no_tasks() -> None:
    assert (
        tasks("I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Phòng Nội vụ chủ trì, phối hợp với các phòng trong năm 2025.\n")
        == {}
    )


DUTIES = """III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ
- Chủ trì, phối hợp với Phòng Tài chính lập dự toán.
- Theo dõi, đôn đốc việc thực hiện.
2. Các cơ quan: Văn phòng, Tư pháp: căn cứ nhiệm vụ phối hợp với Phòng Nội vụ đánh giá kết quả.
3. UBND các xã, thị trấn:
- Gửi báo cáo về UBND huyện chậm nhất ngày 19/4/2025.
4. Đài Phát thanh huyện
Phối hợp với Phòng Nội vụ tuyên truyền.
Văn phòng UBND huyện có trách nhiệm báo cáo định kỳ hằng tháng.
Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, báo cáo UBND huyện./.
"""


def test_units_headings_are_tasks_and_so_are_duties_with_partner_or_time() -> None:
    found = tasks(DUTIES)
    assert list(found) == ["III.1", "III.1.1", "III.2", "III.3", "III.3.1", "III.4", "III"]
    assert units(found["III.1"]) == [("lead", "Phòng Nội vụ")]
    assert units(found["III.1.1"]) == [("lead", "Phòng Nội vụ"), ("coordinate", "Phòng Tài chính")]
    assert found["III.2"].title == "Các cơ quan: Văn phòng, Tư pháp"
    assert ("coordinate", "Phòng Nội vụ") in units(found["III.2"])
    assert found["III.3.1"].title == "Gửi báo cáo về UBND huyện"
    assert units(found["III.4"]) == [("lead", "Đài Phát thanh huyện"), ("coordinate", "Phòng Nội vụ")]
    assert found["III"].deadlines[0].every == "month"


def test_verb_inside_a_units_name_is_no_duty() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Xây dựng\n- Rà soát.\n2. Tổ thẩm định của huyện\n- Chấm "
        "điểm.\n3. Ban Chỉ đạo\n- Họp.\n"
    )
    assert [task.title for task in tasks(body).values()] == ["Sở Xây dựng", "Tổ thẩm định của huyện", "Ban Chỉ đạo"]


@pytest.mark.parametrize(
    "heading", ["Ban hành kế hoạch", "Hội nghị tổng kết", "Số liệu khảo sát", "Báo cáo kết quả", "Bộ tiêu chí"]
)
def test_work_that_begins_like_a_unit_is_no_unit(heading: str) -> None:
    assert tasks(f"II. NỘI DUNG\n1. {heading}\n- Bảo đảm chất lượng.\n") == {}


def test_units_head_their_work_outside_of_duties_too() -> None:
    found = tasks(
        "1. Các sở, ngành\na) Tự chấm điểm chậm nhất ngày 31/10/2025.\nb) Nộp tài liệu.\n2. Sở Tài chính\nBố trí "
        "kinh phí.\n"
    )
    assert list(found) == ["1", "1.a", "2"]
    assert ("lead", "Sở Tài chính") in units(found["2"])


def test_articles_of_a_decision() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc giao nhiệm vụ\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm tra.\n"
        "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành tổ chức thực hiện.\n"
        "Điều 3. Quyết định này có hiệu lực từ ngày ký. Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành "
        "Quyết định này./.\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nCHỦ TỊCH\nKẾ HOẠCH\nKiểm tra công vụ\n"
        "(Kèm theo Quyết định số 5/QĐ-UBND)\nI. NỘI DUNG\n1. Kiểm tra đột xuất\n- Thời gian: Quý I/2026\n"
    )
    found = {task.path: task for task in extract(Paper(text)).tasks}
    assert list(found) == ["Điều 2", "Điều 3", "I.1"]
    assert found["Điều 3"].title.startswith("Chánh Văn phòng")
    assert len(found["Điều 3"].units) == 2
    assert found["Điều 3"].deadlines == ()


def test_one_office_in_two_spellings_is_one_unit() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Số hóa hồ sơ\n- Thời gian thực hiện: Thường xuyên trong năm 2025\n- Bộ phận thực hiện: "
        "Giao bộ phận "
        "Văn phòng- thống kê xã theo dõi. Giao Văn phòng — thống kê xã có trách nhiệm báo cáo.\n"
    )
    assert len(found["II.1"].units) == 1


def test_bodies_asked_by_name_have_work_and_a_part_s_title_is_no_section() -> None:
    found = tasks(
        "1. Yêu cầu Thủ trưởng các sở, ban, ngành:\n- Rà soát hồ sơ trễ hạn trước ngày 20/8/2025.\n"
        "2. Văn phòng UBND tỉnh theo dõi, báo cáo trong tháng 9/2025.\n"
    )
    assert "1.1" in found
    assert found["1.1"].deadlines[0].end == "2025-08-19"
    parted = tasks(
        "Phần I\nMỤC TIÊU\nI. YÊU CẦU\nNhanh.\nII. NHIỆM VỤ\n1. Phòng A chủ trì rà soát.\nPhần II\nTỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Kinh tế gửi báo cáo trước ngày 25/01/2026.\n"
    )
    assert list(parted) == ["II.1", "1"]


def test_a_heading_that_names_a_unit_leads_the_duty_that_says_when() -> None:
    found = tasks("II. NHIỆM VỤ\n1. Văn phòng xã\nCông khai thủ tục; thời gian hoàn thành: trước ngày 31/3/2025.\n")
    assert units(found["II.1"]) == [("lead", "Văn phòng xã")]


def test_labelled_lines_behind_a_list_are_said_of_its_heading() -> None:
    found = tasks(
        "II. NỘI DUNG\n1. Điều tra\n- Cấp sở: 90 phiếu.\n- Cấp xã: 60 phiếu.\nThời gian thực hiện: Quý II/2025.\n"
        "Phân công thực hiện: Phòng Nội vụ.\n"
    )
    assert list(found) == ["II.1"]
    assert units(found["II.1"]) == [("perform", "Phòng Nội vụ")]


def test_what_a_report_asks_of_others_is_no_work() -> None:
    assert tasks("C. KIẾN NGHỊ, ĐỀ XUẤT\n- Đề nghị Sở Nội vụ ban hành hướng dẫn trong tháng 10/2025.\n") == {}
