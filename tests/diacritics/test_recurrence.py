"""Names that a paper repeats are decided once, with the evidence of all their places."""

import re

from diacritics.fold import fold
from diacritics.restoration import Restoration, Seen
from diacritics.restore import restore


def read(text: str) -> Restoration:
    seen = [Seen(match.start(), match.end(), 0.93) for match in re.finditer(r"\S+", text)]
    return restore(text, damage="ocr", seen=seen)


def test_an_unknown_name_is_read_alike_wherever_it_stands() -> None:
    raw = (
        "Ké hoach cta xa Thinh Vuc nam 2024\n"
        "Thinh Vuc, ngay 13 thang 12 nam 2023\n"
        "trén dia ban xa Thinh Vuc\n"
        "nhiém vu cta can b6 xa Thinh Vuc dugc giao\n"
        "UBND x4 Thinh Vuc vé viéc ban hanh Ké hoach"
    )
    text = restore(raw, damage="wrong_language").text
    names = {
        tuple(re.findall(r"\w+", line)[at : at + 2]) for line, at in zip(text.split("\n"), (4, 0, 4, 6, 2), strict=True)
    }
    assert len(names) == 1
    assert {fold(" ".join(name)) for name in names} == {"Thinh Vuc"}


def test_one_misread_name_among_good_ones_is_repaired() -> None:
    raw = (
        "Bộ phận Một cửa xã Thạnh Xuyến\nnhân dân xã Thạnh Xuyến tham gia\ncông chức xã Thạnh Xuyến thực hiện\n"
        "Đài truyền thanh xã Thạnh Xuyển đưa tin\ncán bộ xã Thạnh Xuyến"
    )
    assert read(raw).text == raw.replace("Xuyển", "Xuyến")


def test_rare_names_read_well_stay() -> None:
    raw = "2. Bà Đàm Thị Ngoạt, Tổ phó;\n3. Ông Thiều Sỹ Lẫm, Ủy viên;\ncác xã Bản Ngặt, Nậm Sừ, Huổi Chỏn"
    assert read(raw).text == raw


def test_names_the_language_knows_are_repaired() -> None:
    assert read("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NĂM").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert read("tại Hà Nồi ngày 12").text == "tại Hà Nội ngày 12"


def test_the_case_of_good_ocr_stays() -> None:
    assert read("XÃ THẠNH XUYẾN Độc lập - Tự do - Hạnh phúc").text == "XÃ THẠNH XUYẾN Độc lập - Tự do - Hạnh phúc"


def test_dirt_and_misread_addresses_are_no_words() -> None:
    raw = "2. Điểm trừ\n@® Đơn vị nộp báo cáo tại htps://khaosat.donghoa.example/phieu2025 trước ngày 5"
    assert read(raw).text == raw


def test_a_numeral_glued_to_its_heading_is_not_lost() -> None:
    assert read("I.MỤC ĐÍCH, YÊU CẦU").text == "I. MỤC ĐÍCH, YÊU CẦU"
