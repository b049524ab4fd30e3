"""Tables whose columns are held apart by blanks, as text tools print the tables of a PDF."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.aligned import with_cells
from extractors.extract import extract
from extractors.passage import Paper
from extractors.passages import Line, lines_of

MIDDLE = """\
       II. TIẾN ĐỘ
                                           Thời gian Cơ quan chủ      Cơ quan
 TT               Công việc
                                          hoàn thành     trì          phối hợp
      Rà soát quy trình nội bộ,              Tháng                   Văn phòng
  1   cắt giảm thời gian xử lý                           Sở Nội vụ   Ủy ban nhân
      hồ sơ đất đai                         10/2022                    dân tỉnh
 II   Tuyên truyền
      Phát tờ rơi tại bộ phận một
                                           Chậm nhất    Bưu điện
  2   cửa; treo băng rôn trên các                                    Sở Tư pháp
                                          15/11/2022     tỉnh
      tuyến đường chính và

                                           2

                                           Thời gian Cơ quan chủ      Cơ quan
 TT               Công việc
                                          hoàn thành     trì          phối hợp
      tuyến đường liên xã
  3   Báo cáo kết quả                     Quý IV/2022 Sở Nội vụ     Các sở, ngành
       III. TỔ CHỨC THỰC HIỆN
       1. Sở Tài chính bố trí kinh phí trước ngày 05/12/2022.
"""
TOP = """\
II. NHIỆM VỤ
STT   Nội dung                     Thời hạn      Đơn vị chủ trì
1     Lập danh sách                Quý I/2025    Phòng Nội vụ
      thủ tục cần rút gọn
2     Công khai kết quả            Tháng 4/2025  Phòng Văn hóa và
      trên trang thông tin                       Thông tin
3     Tổng kết                     Tháng 12/2025 Văn phòng
III. KINH PHÍ
Ngân sách xã bảo đảm kinh phí thực hiện Kế hoạch này theo quy định hiện hành của pháp luật.
"""


def rows(text: str) -> list[list[str]]:
    """Return the cells of all tables of a text, row by row."""
    cells: dict[tuple[int, int], dict[int, list[str]]] = {}
    for line in with_cells(lines_of(Paper(text)), text, 1):
        if line.cell:
            row = cells.setdefault((line.cell.table, line.cell.row), {})
            row.setdefault(line.cell.column, []).append(line.text)
    return [[" ".join(row[column]) for column in sorted(row)] for _, row in sorted(cells.items())]


def test_centred_numbers_stand_at_the_middle_of_their_rows() -> None:
    found = rows(MIDDLE)
    assert found[0] == ["TT", "Công việc", "Thời gian hoàn thành", "Cơ quan chủ trì", "Cơ quan phối hợp"]
    assert found[1] == [
        "1",
        "Rà soát quy trình nội bộ, cắt giảm thời gian xử lý hồ sơ đất đai",
        "Tháng 10/2022",
        "Sở Nội vụ",
        "Văn phòng Ủy ban nhân dân tỉnh",
    ]
    assert found[4][0] == "3"


def test_a_name_alone_across_the_columns_heads_the_rows_below() -> None:
    assert rows(MIDDLE)[2] == ["II", "Tuyên truyền"]


def test_a_row_goes_on_under_the_head_of_the_next_page() -> None:
    assert rows(MIDDLE)[3][1] == (
        "Phát tờ rơi tại bộ phận một cửa; treo băng rôn trên các tuyến đường chính và tuyến đường liên xã"
    )


def test_numbers_at_the_head_of_their_rows() -> None:
    assert rows(TOP)[1:] == [
        ["1", "Lập danh sách thủ tục cần rút gọn", "Quý I/2025", "Phòng Nội vụ"],
        ["2", "Công khai kết quả trên trang thông tin", "Tháng 4/2025", "Phòng Văn hóa và Thông tin"],
        ["3", "Tổng kết", "Tháng 12/2025", "Văn phòng"],
    ]


def test_a_full_cell_that_touches_the_next_is_cut_at_the_border() -> None:
    assert rows(MIDDLE)[4] == ["3", "Báo cáo kết quả", "Quý IV/2022", "Sở Nội vụ", "Các sở, ngành"]


def test_what_stands_below_the_table_is_no_cell() -> None:
    tasks = extract(Paper(MIDDLE)).tasks
    assert [task.path for task in tasks] == ["II.1", "II.II.2", "II.II.3", "III.1"]
    assert tasks[-1].units[0].name == "Sở Tài chính"


def test_two_columns_of_a_letterhead_make_no_table() -> None:
    text = "Số: 12/KH-UBND        Xã Đồi Mây, ngày 02 tháng 3 năm 2025\nTT. Đảng ủy            TM. ỦY BAN NHÂN DÂN\n"
    assert rows(text) == []


def _printed(lines: list[Line]) -> set[int]:
    return {line.span.start + at for line in lines for at, letter in enumerate(line.text) if not letter.isspace()}


@given(st.data())
def test_every_letter_stays_at_its_place_and_in_one_cell(data: st.DataObject) -> None:
    body = TOP.splitlines()
    at = data.draw(st.integers(2, len(body) - 3))
    drift = data.draw(st.integers(0, 3))
    body[at] = body[at].replace("  ", "  " + " " * drift, 1)
    text = "\n".join(body)
    before, after = lines_of(Paper(text)), with_cells(lines_of(Paper(text)), text, 1)
    assert _printed(after) == _printed(before)
    assert sum(len("".join(line.text.split())) for line in after) == len("".join(text.split()))
    assert all(line.span.of(text) == line.text for line in after)


@given(st.lists(st.sampled_from([*TOP.splitlines(), "", "1", "TT", "  2   x", "\f", "   3   a   b   c"]), max_size=12))
def test_any_order_of_lines_is_read_without_an_error(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert all(line.span.of(text) == line.text for line in with_cells(lines_of(Paper(text)), text, 1))
