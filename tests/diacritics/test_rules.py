"""Grammar repairs what it has evidence for, and nothing beside it."""

import pytest

from diacritics.rules import ListLetters, months, repairs, strokes, writes_months


def applied(line: str) -> str:
    for repair in reversed(repairs(line)):
        line = line[: repair.start] + repair.text + line[repair.end :]
    return line


@pytest.mark.parametrize(
    ("raw", "meant", "rule"),
    [
        ("trong Quy 11 nam 2024", "trong Quy II nam 2024", "quarter"),
        ("Quy 1V/2024", "Quy IV/2024", "quarter"),
        ("Quý TII năm 2026", "Quý III năm 2026", "quarter"),
        ("quý HI/2025", "quý III/2025", "quarter"),
        ("Quý HỊ/2025", "Quý III/2025", "quarter"),
        ("Quý )/2026", "Quý I/2026", "quarter"),
        ("Quý II, HI/2025", "Quý II, III/2025", "quarter"),
        ("hồ sơ đúng hạn đạt 7596 trở lên", "hồ sơ đúng hạn đạt 75% trở lên", "percent"),
        ("10096 thủ tục hành chính", "100% thủ tục hành chính", "percent"),
        ("HI", "III", "roman_heading"),
        ("I1. NHIEM VU", "II. NHIEM VU", "roman_heading"),
        ("lII. TO CHUC", "III. TO CHUC", "roman_heading"),
        ("so 70 /KH -UBND ngay", "so 70/KH-UBND ngay", "code_space"),
        ("so 3395/QI1)-UBND ngay", "so 3395/QĐ-UBND ngay", "code_bar"),
        ("so 22a/QĐÐ-UBND", "so 22a/QĐ-UBND", "code_bar"),
        ("so 30/2020/NI)-CP", "so 30/2020/NĐ-CP", "code_bar"),
        ("số 183/KH“UBND ngày", "số 183/KH-UBND ngày", "code_stroke"),
        ("Số: 70/JKH-UBNDĐ", "Số: 70/KH-UBND", "code_stroke"),
        ("trước ngày 01/3\u20442024", "trước ngày 01/3/2024", "code_stroke"),
        ("S6 45-KH/DU, ngay", "S6 45-KH/ĐU, ngay", "code_bar"),
        ("lien he d/c Lan", "lien he đ/c Lan", "abbreviation_bar"),
        ("so 3O/KH-UBND", "so 30/KH-UBND", "code_number"),
        ("ngay l3 thang 12 nam 2023", "ngay 13 thang 12 nam 2023", "date_digit"),
        ("=234 phieu", "234 phieu", "ruling"),
        ("so 43  /KH-UBND ngay", "so 43/KH-UBND ngay", "code_space"),
        ("1.So Noi vu", "1. So Noi vu", "lost_space"),
        ("2.S¢ Tai chinh", "2. S¢ Tai chinh", "lost_space"),
        ("I.MỤC ĐÍCH", "I. MỤC ĐÍCH", "lost_space"),
        ("Thang12- 2023", "Thang 12- 2023", "lost_space"),
    ],
)
def test_slips_are_repaired(raw: str, meant: str, rule: str) -> None:
    assert applied(raw) == meant
    assert rule in {repair.rule for repair in repairs(raw)}


@pytest.mark.parametrize(
    "line",
    [
        "Quy 3 nam 2024",
        "11. Thuc hien tot",
        "1.2.3 tieu chi",
        "so 70/KH-UBND ngay 13 thang 12 nam 2023",
        "I. MUC DICH",
        "V",
        "quý thi đua",
        "24/7 dich vu",
        "đạt 7.596 phiếu, mã 10096/KH, từ 1996, đạt 2096, số 7596",
        "so 5/KH-UBND, HĐND; IKH/UBND",
        "Nghi quyet 76-NQ/TU, dé b/c",
        "so 12/QC-UBND; 5/NQ-HĐND; 7/QĐ-TTg",
        "",
    ],
)
def test_what_may_be_meant_stays(line: str) -> None:
    assert applied(line) == line


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("Can ct? Quyét dinh s6 14", "Can ct Quyét dinh s6 14"),
        ("- B6 truéng, cdc Thi? truéng;", "- B6 truéng, cdc Thi truéng;"),
        ("céng khai vao thi?", "céng khai vao thi"),
        ("tiéu chi dé cham sai 1a 1.2.3 va", "tiéu chi dé cham sai là 1.2.3 va"),
        ("toi thiéu ty 16 80% hé so", "toi thiéu ty lệ 80% hé so"),
        ("thu 16 phi tryc tuyén", "thu lệ phi tryc tuyén"),
        ("céng ty 16 nguoi; 16 phiéu", "céng ty 16 nguoi; 16 phiéu"),
        # Numbers with a letter, and questions, stay.
        ("theo mau 1a va biéu 1a ban hanh", "theo mau 1a va biéu 1a ban hanh"),
        ("1a va 1b", "1a va 1b"),
        ("Nguoi dan cé hai long khéng?", "Nguoi dan cé hai long khéng?"),
        ("cai gi? sao nao?", "cai gi? sao nao?"),
        ("dén khi nao thi?", "dén khi nao thi?"),
    ],
)
def test_strokes_taken_for_signs_and_figures_are_letters(raw: str, meant: str) -> None:
    for repair in reversed(strokes(raw)):
        raw = raw[: repair.start] + repair.text + raw[repair.end :]
    assert raw == meant


def test_the_path_of_a_file_stays() -> None:
    path = r"D:\VANBAN\2023\T5\08052023 ke hoach so nganh 1.docx"
    assert repairs(path) == []


def test_months_need_a_paper_that_writes_them_so() -> None:
    assert writes_months("trước 6/2024 và 10/2024")
    assert not writes_months("năm 2024, 52024 đồng")
    assert [repair.text for repair in months("| 52024 | 12024.5")] == ["5/2024"]


def test_the_letter_after_d_is_the_barred_one() -> None:
    letters = ListLetters()
    found = [letters.repair(line) for line in ("a) mot", "@) hai", "c) ba", "d) bon", "d) nam", "e) sau")]
    assert [repair.text if repair else None for repair in found] == [None, "a", None, None, "đ", None]
