from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.layout import Ruling, arrange, moved
from ocr.layout.level import turned
from ocr.page import Block, Box, Word
from tests.ocr.layout.press import Sheet, kinds

BODY = [
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 02 tháng 01 năm 2025 của Ủy ban nhân",
    "dân huyện Sông Lam về nâng cao chất lượng phục vụ người dân, xã Hòa Phú xây dựng",
    "kế hoạch như sau:",
]


def arranged(sheet: Sheet) -> tuple[Block, ...]:
    return arrange(sheet.words, sheet.rulings, width=sheet.width, height=sheet.height, dpi=sheet.dpi)


def with_letterhead(sheet: Sheet) -> float:
    sheet.centre("ỦY BAN NHÂN DÂN", 440, 200, size=13)
    sheet.centre("XÃ HÒA PHÚ", 440, 245, size=13)
    sheet.centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1130, 200, size=12)
    sheet.centre("Độc lập - Tự do - Hạnh phúc", 1130, 245)
    sheet.centre("Số: 08/KH-UBND", 440, 330, size=13)
    sheet.centre("Hòa Phú, ngày 05 tháng 3 năm 2025", 1130, 332)
    sheet.centre("KẾ HOẠCH", 886, 450)
    sheet.centre("Nâng cao chất lượng phục vụ người dân năm 2025", 886, 500)
    return 600


def test_letterhead_is_read_item_by_item() -> None:
    sheet = Sheet()
    base = with_letterhead(sheet)
    sheet.paragraph(BODY, base)
    assert kinds(arranged(sheet)) == [
        ("letterhead", "ỦY BAN NHÂN DÂN\nXÃ HÒA PHÚ"),
        ("letterhead", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("letterhead", "Số: 08/KH-UBND"),
        ("letterhead", "Hòa Phú, ngày 05 tháng 3 năm 2025"),
        ("heading", "KẾ HOẠCH"),
        ("heading", "Nâng cao chất lượng phục vụ người dân năm 2025"),
        ("paragraph", "\n".join(BODY)),
    ]


def test_subject_of_a_letter_stands_after_number_and_date() -> None:
    sheet = Sheet()
    sheet.centre("ỦY BAN NHÂN DÂN", 440, 200, size=13)
    sheet.centre("XÃ HÒA PHÚ", 440, 245, size=13)
    sheet.centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1130, 200, size=12)
    sheet.centre("Độc lập - Tự do - Hạnh phúc", 1130, 245)
    sheet.centre("Số: 31/UBND-VP", 440, 330, size=13)
    sheet.centre("Hòa Phú, ngày 05 tháng 3 năm 2025", 1130, 330)
    sheet.centre("V/v rà soát thủ tục", 440, 375, size=12)
    sheet.centre("hành chính cấp xã", 440, 415, size=12)
    sheet.centre("Kính gửi: Các thôn trên địa bàn xã", 886, 520)
    sheet.paragraph(BODY, 640)
    texts = [text for kind, text in kinds(arranged(sheet)) if kind == "letterhead"]
    assert texts[2:] == [
        "Số: 31/UBND-VP",
        "Hòa Phú, ngày 05 tháng 3 năm 2025",
        "V/v rà soát thủ tục\nhành chính cấp xã",
    ]


def test_paragraphs_and_items_are_told_apart() -> None:
    sheet = Sheet()
    base = sheet.paragraph(["I. MỤC ĐÍCH, YÊU CẦU"], 200)
    base = sheet.paragraph(["1. Mục đích"], base)
    first = [
        "- Rà soát, niêm yết công khai các thủ tục hành chính giai đoạn 2021",
        "- 2025 tại trụ sở xã và nhà văn hóa thôn;",
    ]
    base = sheet.paragraph(first, base)
    base = sheet.paragraph(["- Tổ chức đối thoại với người dân."], base)
    sheet.paragraph(BODY, base)
    assert kinds(arranged(sheet)) == [
        ("heading", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("heading", "1. Mục đích"),
        ("list_item", "\n".join(first)),
        ("list_item", "- Tổ chức đối thoại với người dân."),
        ("paragraph", "\n".join(BODY)),
    ]


def test_recipients_come_before_the_signature_whatever_their_line_steps() -> None:
    sheet = Sheet()
    base = sheet.paragraph(BODY, 300)
    recipients = ["Nơi nhận:", "- UBND huyện (để b/c);", "- Đảng ủy xã;", "- Các thôn;", "- Lưu: VT."]
    for index, line in enumerate(recipients):
        sheet.set(line, 236, base + 40 + 36 * index, size=11 if index else 12)
    sheet.centre("TM. ỦY BAN NHÂN DÂN", 1250, base + 44)
    sheet.centre("CHỦ TỊCH", 1250, base + 92)
    sheet.centre("Hoàng Thị Lan Anh", 1250, base + 400)
    blocks = kinds(arranged(sheet))
    assert blocks[-2:] == [
        ("recipients", "\n".join(recipients)),
        ("signature", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHoàng Thị Lan Anh"),
    ]


@pytest.mark.parametrize("step_up", [0, 30, 52])
def test_recipients_come_before_a_signature_of_two_lines_beside_or_above_their_first(step_up: int) -> None:
    sheet = Sheet()
    base = sheet.paragraph(BODY, 300) + 60
    recipients = ["Nơi nhận:", "- UBND huyện;", "- Các thôn;", "- Lưu: VT."]
    for index, line in enumerate(recipients):
        sheet.set(line, 236, base + 40 + 44 * index, size=12)
    sheet.centre("KT. GIÁM ĐỐC", 1250, base + 40 - step_up)
    sheet.centre("PHÓ GIÁM ĐỐC", 1250, base + 84 - step_up)
    sheet.centre("Lò Văn Thương", 1250, base + 400)
    assert kinds(arranged(sheet))[-2:] == [
        ("recipients", "\n".join(recipients)),
        ("signature", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLò Văn Thương"),
    ]


def test_caption_of_an_electronic_signature_is_a_block_of_its_own() -> None:
    sheet = Sheet()
    base = sheet.paragraph(BODY, 300)
    for index, line in enumerate(["Nơi nhận:", "- Như trên;", "- Lưu: VT."]):
        sheet.set(line, 236, base + 40 + 36 * index, size=11)
    sheet.centre("CHỦ TỊCH", 1250, base + 44)
    sheet.set("Cơ quan: Ủy ban nhân dân xã Hòa Phú", 1150, base + 150, size=7)
    sheet.set("Thời gian ký: 05/03/2025 09:12:30", 1150, base + 172, size=7)
    sheet.centre("Hoàng Thị Lan Anh", 1250, base + 330)
    assert kinds(arranged(sheet))[-3:] == [
        ("signature", "CHỦ TỊCH"),
        ("signature", "Cơ quan: Ủy ban nhân dân xã Hòa Phú\nThời gian ký: 05/03/2025 09:12:30"),
        ("signature", "Hoàng Thị Lan Anh"),
    ]


def test_page_number_footnote_and_footer_stand_around_the_text() -> None:
    sheet = Sheet()
    sheet.centre("4", 827, 120, size=13)
    sheet.paragraph(BODY, 300)
    sheet.rule(236, 1900, 640, 1901)
    sheet.set("1 Nghị quyết số 02/NQ-HĐND ngày 12 tháng 12 năm 2024 của Hội đồng nhân dân xã.", 236, 1940, size=10)
    sheet.set("D:/van thu/2025/ke hoach 08.docx", 236, 2250, size=7)
    assert [kind for kind, _ in kinds(arranged(sheet))] == ["page_number", "paragraph", "footnote", "footer"]


def table(sheet: Sheet, top: int = 300, *, inner: bool = True, sides: bool = True) -> list[list[str]]:
    texts = [["TT", "Nội dung", "Thời gian"], ["1", "Niêm yết thủ tục", "Quý I"], ["2", "Đối thoại với dân", "Tháng 6"]]
    xs, ys = [236, 320, 1100, 1536], [top, top + 70, top + 160, top + 250]
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            sheet.set(text, xs[column] + 20, ys[row] + 45, size=13)
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    for x in xs if inner else [xs[0], xs[-1]] if sides else []:
        sheet.rule(x, ys[0], x, ys[-1])
    return texts


@pytest.mark.parametrize(("inner", "sides"), [(True, True), (False, False)])
def test_ruled_and_part_ruled_tables_give_the_same_cells(inner: bool, sides: bool) -> None:
    sheet = Sheet()
    texts = table(sheet, inner=inner, sides=sides)
    cells = {(b.cell.row, b.cell.column): b.text for b in arranged(sheet) if b.cell is not None}
    assert cells == {(r + 1, c + 1): texts[r][c] for r in range(3) for c in range(3)}


def test_text_of_a_cell_stays_in_one_piece_between_paragraphs() -> None:
    sheet = Sheet()
    base = sheet.paragraph(BODY, 200)
    left, middle, right, bottom = 236, 800, 1536, base + 200
    for index, (one, other) in enumerate(
        [("Tổ chức tuyên truyền", "Công chức văn hóa"), ("đến từng hộ dân", "và các thôn")]
    ):
        sheet.set(one, left + 20, base + 60 + 50 * index)
        sheet.set(other, middle + 20, base + 60 + 50 * index)
    for y in (base, bottom):
        sheet.rule(left, y, right, y)
    for x in (left, middle, right):
        sheet.rule(x, base, x, bottom)
    sheet.paragraph(BODY, bottom + 80)
    assert kinds(arranged(sheet)) == [
        ("paragraph", "\n".join(BODY)),
        ("cell", "Tổ chức tuyên truyền\nđến từng hộ dân"),
        ("cell", "Công chức văn hóa\nvà các thôn"),
        ("paragraph", "\n".join(BODY)),
    ]


def test_stamp_on_incoming_mail_is_no_table() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY, 300)
    sheet.set("CÔNG VĂN ĐẾN", 20, 290, size=8)
    sheet.set("Số: 415", 20, 330, size=8)
    for y in (265, 300, 340):
        sheet.rule(10, y, 210, y)
    for x in (10, 210):
        sheet.rule(x, 265, x, 340)
    found = dict(kinds(arranged(sheet)))
    assert found["stamp"] == "CÔNG VĂN ĐẾN\nSố: 415"
    assert found["paragraph"] == "\n".join(BODY)


@pytest.mark.parametrize("slope", [-0.035, 0.012, 0.05])
def test_leaning_page_reads_like_a_level_one(slope: float) -> None:
    sheet = Sheet()
    base = with_letterhead(sheet)
    base = sheet.paragraph(BODY * 2, base)
    table(sheet, top=round(base) + 40)
    level = arranged(sheet)
    sheet.words = [replace(word, box=turned(word.box, slope)) for word in sheet.words]
    sheet.rulings = [Ruling(turned(ruling.box, slope)) for ruling in sheet.rulings]
    assert kinds(arranged(sheet)) == kinds(level)


def test_moving_blocks_moves_every_box() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY, 300)
    blocks = arranged(sheet)
    down = moved(blocks, lambda boxes: [Box(box.left, box.top + 7, box.right, box.bottom + 7) for box in boxes])
    assert kinds(down) == kinds(blocks)
    assert [w.box.top for b in down for li in b.lines for w in li.words] == [
        w.box.top + 7 for b in blocks for li in b.lines for w in li.words
    ]
    assert [block.box.bottom for block in down] == [block.box.bottom + 7 for block in blocks]


def test_dust_in_the_gutter_does_not_tear_the_letterhead() -> None:
    sheet = Sheet()
    with_letterhead(sheet)
    sheet.words.append(Word("An", Box(700, 300, 790, 330), 0.07))
    heads = [text for kind, text in kinds(arranged(sheet)) if kind == "letterhead"]
    assert [text.replace(" An", "").replace("An ", "") for text in heads] == [
        "ỦY BAN NHÂN DÂN\nXÃ HÒA PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Số: 08/KH-UBND",
        "Hòa Phú, ngày 05 tháng 3 năm 2025",
    ]


def test_black_edge_read_as_letters_is_no_text_and_close_crops_are() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY, 300)
    edge = [Word("hs.", Box(700, 0, 860, 24), 0.05), Word("đề", Box(870, 0, 900, 24), 0.3)]
    sheet.words += edge
    assert kinds(arranged(sheet))[0] == ("stamp", "hs. đề")
    sheet.words = [word if word not in edge else replace(word, confidence=0.9) for word in sheet.words]
    assert ("stamp", "hs. đề") not in kinds(arranged(sheet))


def test_running_text_with_lost_words_is_no_letterhead() -> None:
    sheet = Sheet()
    sheet.paragraph([*BODY[:2], *BODY[:2], *BODY], 200, indent=0)
    sheet.words = [word for word in sheet.words if not 780 < (word.box.left + word.box.right) / 2 < 960]
    assert {kind for kind, _ in kinds(arranged(sheet))} <= {"paragraph", "heading"}
    lines = [line.text for block in arranged(sheet) for line in block.lines]
    assert all(line.split()[0] == body.split()[0] for line, body in zip(lines, [*BODY[:2] * 2, *BODY], strict=True))


def test_tall_handwritten_number_stays_on_its_line() -> None:
    sheet = Sheet()
    base = with_letterhead(sheet)
    sheet.words = [
        replace(word, box=Box(word.box.left, word.box.top - 22, word.box.right, word.box.bottom + 20))
        if word.text == "08/KH-UBND"
        else word
        for word in sheet.words
    ]
    sheet.paragraph(BODY, base)
    assert ("letterhead", "Số: 08/KH-UBND") in kinds(arranged(sheet))


def test_punch_holes_beside_the_text_are_no_text() -> None:
    sheet = Sheet()
    base = sheet.paragraph(BODY, 300)
    sheet.paragraph(BODY, base)
    sheet.words += [Word("e®", Box(40, 420, 80, 460), 0.6), Word("O", Box(42, 900, 82, 940), 0.6)]
    found = kinds(arranged(sheet))
    assert [text for kind, text in found if kind == "paragraph"] == ["\n".join(BODY)] * 2
    assert sorted(text for kind, text in found if kind == "stamp") == ["O", "e®"]


boxes = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    st.integers(0, 1600),
    st.integers(0, 2200),
    st.integers(1, 400),
    st.integers(1, 120),
)
some_words = st.lists(
    st.builds(Word, st.text("aăÂ1-.VIđ", min_size=1, max_size=8), boxes, st.floats(0, 1)), max_size=40
)
some_rulings = st.lists(
    st.builds(
        lambda x, y, length, upright: Ruling(Box(x, y, x + (3 if upright else length), y + (length if upright else 3))),
        st.integers(0, 1500),
        st.integers(0, 2200),
        st.integers(5, 1500),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(some_words, some_rulings)
def test_every_word_stands_in_exactly_one_block_inside_its_box(words: list[Word], rulings: list[Ruling]) -> None:
    blocks = arrange(words, rulings, width=1654, height=2339, dpi=200)
    placed = [word for block in blocks for line in block.lines for word in line.words]
    assert sorted(map(id, placed)) == sorted(map(id, words))
    for block in blocks:
        for line in block.lines:
            assert block.box.left <= line.box.left and line.box.right <= block.box.right
            assert block.box.top <= line.box.top and line.box.bottom <= block.box.bottom


def test_nothing_on_the_page_gives_no_blocks() -> None:
    assert arrange([], [], width=100, height=100, dpi=200) == ()
