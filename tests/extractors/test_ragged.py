"""Lines that a web page broke are joined where they stand; a printed paper's lines stay."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.passage import Paper
from extractors.ragged import healed

COPIED = """ỦY
BAN NHÂN DÂN
TỈNH SÔNG TIÊN
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
3335/KH-UBND
|
Sông
Tiên, ngày 08 tháng 12 năm 2023
|
KẾ HOẠCH
CẢI CÁCH HÀNH CHÍNH NĂM 2024
Thực
hiện Quyết định số 120/QĐ-UBND ngày
04/02/2023 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân tỉnh ban hành
kế hoạch như sau:
I. NHIỆM VỤ
1. Rà
soát thủ tục hành chính thuộc thẩm quyền của Ủy ban nhân
dân tỉnh
- Đơn vị
chủ trì: Sở Nội vụ chủ trì rà soát toàn bộ thủ tục.
- Thời
gian hoàn thành: hoàn thành trước ngày 15/6/2024.
2. Công
khai kết quả rà soát trên Cổng thông tin điện tử của tỉnh
"""


def test_text_of_a_web_page_reads_as_the_paper_does() -> None:
    document = extract(Paper(COPIED)).document
    assert (document.number, document.symbol, document.place) == ("3335", "KH-UBND", "Sông Tiên")
    assert document.issuer == "Ủy ban nhân dân tỉnh Sông Tiên"
    assert document.issued_on == "2023-12-08"
    assert document.subject == "CẢI CÁCH HÀNH CHÍNH NĂM 2024"
    (task,) = extract(Paper(COPIED)).tasks
    assert [unit.name for unit in task.units] == ["Sở Nội vụ"]
    assert [deadline.end for deadline in task.deadlines] == ["2024-06-14"]


def test_a_printed_paper_is_left_alone() -> None:
    printed = "KẾ HOẠCH\nCải cách hành chính\n\n1. Rà soát thủ tục hành chính, bảo đảm đúng tiến độ\nđề ra.\n" * 8
    assert healed(printed) == printed


def test_columns_set_with_blanks_are_left_alone() -> None:
    row = "1    Rà soát thủ tục     Sở Nội vụ\n     hành chính          vụ\nđơn vị\nphối hợp rà soát toàn bộ thủ tục\n"
    assert healed(row * 8) == row * 8


@given(st.text(alphabet="Qa1.\n |-ỦY", max_size=300))
def test_every_character_keeps_its_place(text: str) -> None:
    joined = healed(text * 3)
    assert len(joined) == len(text * 3)
    assert all(one == two or (one, two) == ("\n", " ") for one, two in zip(text * 3, joined, strict=True))
