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


def test_words_of_a_foreign_name_are_not_joined() -> None:
    raw = "các xã Ea Nhuột, Cư Drang và thị trấn\n2. Xã Ea Nhuột và xã Cư Drang khẩn trương"
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


def test_a_heading_without_its_stop_counts_with_the_others() -> None:
    raw = "I. MỤC ĐÍCH\nII. NHIỆM VỤ\nII TỔ CHỨC THỰC HIỆN\nIV. HIỆU LỰC"
    assert read(raw).text == raw.replace("II TỔ", "III TỔ")
    assert read("QUÝ\nII NĂM 2024 VÀ QUÝ III").text == "QUÝ\nII NĂM 2024 VÀ QUÝ III"


def test_a_word_nobody_knows_is_not_called_sure() -> None:
    words = restore("Ké hoach cai cach hanh chinh tham ppmednir dinh", damage="wrong_language").words
    assert next(word for word in words if word.raw == "ppmednir").probability < 0.5


def test_clean_lines_between_others_stay_to_the_letter() -> None:
    clean = "Ủy ban nhân dân xã Mộc Sình giao công chức theo dõi, đôn đốc việc thực hiện Kế hoạch."
    others = (
        "Ke hoach kiem tra cong tac cai cach hanh chinh nam 2024",
        "Thong bao ket luan cua Chu tich Uy ban nhan dan huyen",
        "K Ế  H O Ạ C H",
        "Xem https://motcua.example/xa/ho-so, thư gửi motcua@xa.example, tệp bao_cao.docx",
    )
    lines = [line for other in others for line in (clean, other)]
    out = restore("\n".join(lines)).text.split("\n")
    assert out[::2] == [clean] * len(others)
    assert out[5] == "KẾ HOẠCH"
    assert out[7] == others[3]
