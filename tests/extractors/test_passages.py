"""Printed lines into paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.passage import Block, Cell, Paper, Span
from extractors.passages import in_flow, join, lines_of, stacked, text_width


def joined(text: str) -> str:
    return join(lines_of(Paper(text))).text


def test_lines_are_joined_by_single_spaces() -> None:
    assert joined("Xác định  Chỉ số\ncải cách hành chính\n\n trên địa bàn xã. ") == (
        "Xác định Chỉ số cải cách hành chính trên địa bàn xã."
    )


def test_words_broken_at_the_line_end_are_mended() -> None:
    assert joined("Kế hoạch số 63/KH-\nUBND ngày 30") == "Kế hoạch số 63/KH-UBND ngày 30"
    assert joined("Tháng 6-\n7/2023") == "Tháng 6-7/2023"
    assert joined("giai đoạn 2022 -\n2030") == "giai đoạn 2022 - 2030"


@given(st.text(alphabet="Kế hoạch\n -  ", max_size=80))
def test_every_character_keeps_its_place(text: str) -> None:
    piece = join(lines_of(Paper(text)))
    assert len(piece.offsets) == len(piece.text)
    for letter, place in zip(piece.text, piece.offsets, strict=True):
        assert letter == text[place] or (letter == " " and (place == len(text) or text[place].isspace()))


def test_cut_keeps_places_and_drops_blanks() -> None:
    piece = join(lines_of(Paper("Thời gian: Quý II\nnăm 2024"))).cut(10)
    assert piece.text == "Quý II năm 2024"
    assert piece.offsets[0] == 11


def test_stacked_texts_keep_their_places() -> None:
    text = "Sở Nội vụ\nTháng 5"
    first, second = (join([line]) for line in lines_of(Paper(text)))
    stack = stacked([first, second], " | ")
    assert stack.text == "Sở Nội vụ | Tháng 5"
    assert stack.offsets[stack.text.index("T")] == text.index("T")


def flow(text: str) -> list[str]:
    return [line.text for line in in_flow(lines_of(Paper(text)))]


def test_furniture_of_the_page_is_left_out() -> None:
    text = "bố trí kinh phí của các\n\nE:\\DATA\\2025\\ke hoach.docx\n\n\n6\n\nngành tỉnh năm 2025."
    assert flow(text) == ["bố trí kinh phí của các", "ngành tỉnh năm 2025."]


def test_footnote_inside_a_sentence_is_taken_out() -> None:
    text = "các tồn tại đã được chỉ ra1 và\n1Báo cáo số 7/BC-VP ngày 05/01/2024 của Văn phòng.\nđược khắc phục ngay.\n"
    assert flow(text) == ["các tồn tại đã được chỉ ra1 và", "được khắc phục ngay."]


def test_called_footnote_behind_a_whole_sentence_is_taken_out() -> None:
    text = "Theo Quyết định của tỉnh1, xã lập Kế hoạch như sau:\n1 Quyết định số 5/QĐ-UBND ngày 03/4/2024.\nI. MỤC ĐÍCH"
    assert flow(text) == ["Theo Quyết định của tỉnh1, xã lập Kế hoạch như sau:", "I. MỤC ĐÍCH"]


def test_lone_number_is_a_row_under_a_table_head_and_a_page_elsewhere() -> None:
    assert "7" not in flow("Nội dung công việc\n7\ncủa xã")
    assert "7" in flow("TT Nội dung Thời gian\n7\nRà soát hồ sơ")


def test_empty_cells_keep_their_block() -> None:
    text = "1\nRà soát\n\nSở Nội vụ"
    blocks = (
        Block("cell", Span(0, 1), 1, Cell(1, 1, 1)),
        Block("cell", Span(2, 9), 1, Cell(1, 1, 2)),
        Block("cell", Span(10, 10), 1, Cell(1, 1, 3)),
        Block("cell", Span(11, 20), 1, Cell(1, 1, 4)),
    )
    assert [line.cell and line.cell.column for line in lines_of(Paper(text, blocks))] == [1, 2, 3, 4]


def test_width_is_unlimited_where_lines_are_whole_paragraphs() -> None:
    paragraph = "Thực hiện công tác cải cách hành chính trên địa bàn xã. " * 5
    assert text_width(lines_of(Paper("\n".join([paragraph] * 5)))) == float("inf")
    assert text_width(lines_of(Paper("\n".join(["x" * 70] * 5)))) == 70
