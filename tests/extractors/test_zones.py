"""Head, preamble, body, foot and what is attached."""

import pytest

from extractors.passage import Paper
from extractors.passages import in_flow, lines_of, text_width
from extractors.sections import is_closing, section_of
from extractors.zones import Zones, zones

PLAN = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: 7/KH-UBND
Bình An, ngày 05 tháng 01 năm 2025
KẾ HOẠCH
Thực hiện công tác cải cách hành chính
năm 2025
Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND huyện;
UBND xã ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
- Nâng cao chất lượng.
II. NHIỆM VỤ
1. Rà soát./.
Nơi nhận:
- UBND huyện;
- Lưu: VT.
CHỦ TỊCH
Trần Văn Bình"""


def parted(text: str) -> Zones:
    lines = lines_of(Paper(text))
    return zones(in_flow(lines), text_width(lines))


def first(lines: list[object]) -> str:
    return lines[0].text if lines else ""  # type: ignore[attr-defined]


def test_zones_of_a_plan() -> None:
    found = parted(PLAN)
    assert found.kind is not None and found.kind.text == "KẾ HOẠCH"
    assert [line.text for line in found.subject] == ["Thực hiện công tác cải cách hành chính", "năm 2025"]
    assert found.preamble[0].text.startswith("Căn cứ Kế hoạch số 3")
    assert found.body[0].text == "I. MỤC ĐÍCH"
    assert found.foot[0].text == "Nơi nhận:"
    assert found.attachments == []


def test_subject_ends_where_sentences_begin() -> None:
    text = PLAN.replace(
        "Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND huyện;", "Qua kiểm tra, một số nơi còn chậm."
    )
    assert [line.text for line in parted(text).subject] == ["Thực hiện công tác cải cách hành chính", "năm 2025"]


def test_foot_is_found_when_its_heading_is_lost() -> None:
    found = parted(PLAN.replace("Nơi nhận:\n", ""))
    assert found.foot[0].text == "- UBND huyện;"


def test_signature_ends_a_paper_without_recipients() -> None:
    found = parted(PLAN.replace("Nơi nhận:\n- UBND huyện;\n- Lưu: VT.\n", ""))
    assert found.foot[0].text == "CHỦ TỊCH"


def test_appendix_and_attached_plan_stand_behind_the_foot() -> None:
    text = (
        PLAN
        + "\nPHỤ LỤC II\nDANH MỤC\n(Kèm theo Kế hoạch số 7/KH-UBND)\n1. Một\nKẾ HOẠCH\nKiểm tra\nI. NỘI DUNG\n1. Hai"
    )
    appendix, plan = parted(text).attachments
    assert (appendix.label, appendix.body[0].text) == ("Phụ lục II", "1. Một")
    assert (plan.label, plan.body[0].text) == (None, "I. NỘI DUNG")


def test_letter_has_no_line_of_its_kind() -> None:
    text = (
        "SỞ NỘI VỤ\nSố: 4/SNV-CCHC\nV/v góp ý dự thảo\nKính gửi: Các sở\nTân Giang, ngày 02 tháng "
        "4 năm 2025\nSở Nội vụ đề nghị:\n1. Góp ý."
    )
    found = parted(text)
    assert found.kind is None
    assert "Tân Giang, ngày 02 tháng 4 năm 2025" in [line.text for line in found.head]
    assert found.body[0].text == "1. Góp ý."


def test_decision_begins_with_its_articles() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc giao nhiệm vụ\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Giao Phòng Kinh tế."
    )
    found = parted(text)
    assert [line.text for line in found.subject] == ["Về việc giao nhiệm vụ"]
    assert found.body[0].text.startswith("Điều 1")


@pytest.mark.parametrize("text", ["", "\n\n", "Nơi nhận:", "KẾ HOẠCH", "PHỤ LỤC I"])
def test_scraps_have_zones_too(text: str) -> None:
    parted(text)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose"),
        ("Mục tiêu", "purpose"),
        ("MỤC TIÊU, NHIỆM VỤ", "content"),
        ("NỘI DUNG THỰC HIỆN", "content"),
        ("NHIỆM VỤ, GIẢI PHÁP", "content"),
        ("TỔ CHỨC THỰC HIỆN", "duties"),
        ("TRÁCH NHIỆM CỦA CÁC CƠ QUAN", "duties"),
        ("PHÂN CÔNG NHIỆM VỤ", "duties"),
        ("KINH PHÍ THỰC HIỆN", "funding"),
    ],
)
def test_section_is_told_by_its_heading(heading: str, section: str) -> None:
    assert section_of(heading) == section


def test_closing_paragraphs_are_known() -> None:
    assert is_closing("Trên đây là Kế hoạch của xã, yêu cầu các đơn vị thực hiện./.")
    assert is_closing("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, báo cáo UBND xã.")
    assert not is_closing("Văn phòng xã có trách nhiệm theo dõi, đôn đốc.")
