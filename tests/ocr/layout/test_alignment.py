from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.layout import Ruling, arrange
from ocr.page import Box
from tests.ocr.layout.press import Sheet

HEAD = ("TT", "Nội dung", "Thời gian", "Chủ trì")
ROWS = (
    ("1", ("Niêm yết công khai thủ tục tại", "trụ sở xã và nhà văn hóa thôn"), "Quý I", ("Văn phòng",)),
    ("2", ("Đối thoại với người dân",), "Tháng 6", ("Công chức tư pháp", "và các thôn")),
    ("3", ("Báo cáo kết quả rà soát, đánh", "giá các thủ tục nội bộ"), "Quý IV", ()),
)
XS = (236, 330, 960, 1200, 1536)


def cell_texts() -> dict[tuple[int, int], str]:
    texts = {(1, column): text for column, text in enumerate(HEAD, start=1)}
    for row, (number, content, when, who) in enumerate(ROWS, start=2):
        texts |= {(row, 1): number, (row, 2): "\n".join(content), (row, 3): when, (row, 4): "\n".join(who)}
    return texts


def typeset(*, levels: str, uprights: bool, middle: bool = False) -> Sheet:
    """Set the table with level lines "all", "head" (over and under the head, under the table), or "none"."""
    sheet = Sheet()
    sheet.paragraph(["Ủy ban nhân dân xã phân công thực hiện các nội dung trong năm như sau:"], 200)
    top, step = 300, 54
    ys = [top, top + 70]
    for column, text in enumerate(HEAD):
        sheet.set(text, XS[column] + 18, top + 48, size=13)
    for number, content, when, who in ROWS:
        height = step * max(len(content), len(who), 1)
        shift = (height - step) // 2 if middle else 0
        for column, lines in enumerate(((number,), content, (when,), who)):
            own = (height - step * len(lines)) // 2 if middle else 0
            for index, text in enumerate(lines):
                base = ys[-1] + 44 + step * index + (shift if len(lines) == 1 else own)
                sheet.set(text, XS[column] + 18, base, size=13)
        ys.append(ys[-1] + height + 26)
    drawn = {"all": ys, "head": [ys[0], ys[1], ys[-1]], "none": []}[levels]
    for y in drawn:
        sheet.rule(XS[0], y, XS[-1], y)
    for x in XS if uprights else ():
        sheet.rule(x, ys[0], x, ys[-1])
    sheet.paragraph(["Trên đây là kế hoạch của Ủy ban nhân dân xã, đề nghị các thôn thực hiện."], ys[-1] + 90)
    return sheet


def cells_of(sheet: Sheet) -> dict[tuple[int, int], str]:
    blocks = arrange(sheet.words, sheet.rulings, width=sheet.width, height=sheet.height, dpi=sheet.dpi)
    return {(b.cell.row, b.cell.column): b.text for b in blocks if b.cell is not None}


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("uprights", [False, True])
@pytest.mark.parametrize("levels", ["all", "head", "none"])
def test_table_reads_the_same_however_few_lines_it_has(levels: str, uprights: bool, middle: bool) -> None:
    if levels == "none" and uprights:
        levels = "head"  # a table with columns only still has its frame
    assert cells_of(typeset(levels=levels, uprights=uprights, middle=middle)) == cell_texts()


def test_merged_head_without_upright_lines_keeps_its_columns_below() -> None:
    sheet = Sheet()
    for x, text in ((254, "TT"), (400, "Nội dung"), (1150, "Thời gian thực hiện")):
        sheet.set(text, x, 345, size=13)
    for row, texts in enumerate((("1", "Niêm yết", "Quý I", "Quý II"), ("2", "Báo cáo", "Quý III", "Quý IV"))):
        for x, text in zip((254, 348, 1060, 1350), texts, strict=True):
            sheet.set(text, x, 440 + 80 * row, size=13)
    for y in (300, 380, 470, 550):
        sheet.rule(236, y, 1536, y)
    found = cells_of(sheet)
    assert [found[row, column] for row in (2, 3) for column in (1, 2, 3, 4)] == [
        *("1", "Niêm yết", "Quý I", "Quý II"),
        *("2", "Báo cáo", "Quý III", "Quý IV"),
    ]
    assert "Thời gian thực hiện" in (found[1, 3], found.get((1, 4)))


def test_running_text_is_no_table() -> None:
    sheet = Sheet()
    base = 200.0
    for _ in range(4):
        base = sheet.paragraph(
            ["Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng", "dẫn thi hành, xã lập kế hoạch."], base
        )
    assert cells_of(sheet) == {}


def test_lines_to_write_on_are_no_table() -> None:
    sheet = Sheet()
    sheet.paragraph(["Ý kiến khác của người được khảo sát:"], 200)
    for y in (300, 360, 420, 480):
        sheet.rule(236, y, 1536, y)
    sheet.set("Xin cảm ơn", 236, 470)
    assert cells_of(sheet) == {}


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([150, 200, 300]), st.sampled_from(["all", "head", "none"]))
def test_cells_do_not_depend_on_the_resolution(dpi: int, levels: str) -> None:
    sheet = typeset(levels=levels, uprights=levels == "all")
    factor = dpi / sheet.dpi

    def scaled(edge: int) -> int:
        return round(edge * factor)

    def larger(box: Box) -> Box:
        left, top = scaled(box.left), scaled(box.top)
        return Box(left, top, max(left + 1, scaled(box.right)), max(top + 1, scaled(box.bottom)))

    words = [replace(word, box=larger(word.box)) for word in sheet.words]
    rulings = [Ruling(larger(ruling.box)) for ruling in sheet.rulings]
    blocks = arrange(words, rulings, width=scaled(sheet.width), height=scaled(sheet.height), dpi=dpi)
    assert {(b.cell.row, b.cell.column): b.text for b in blocks if b.cell is not None} == cell_texts()
