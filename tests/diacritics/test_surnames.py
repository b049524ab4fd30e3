"""The signer's surname is one that people have; other lines and other words stay."""

import pytest

from diacritics.restore import restore

FOOT = "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"


def last_line(text: str, damage: str = "ocr") -> str:
    return restore(text, damage=damage).text.split("\n")[-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Định Xuân Lãm", "Đinh Xuân Lãm"),
        ("Lẽ Thị Hồng Hà", "Lê Thị Hồng Hà"),
        ("Vụ Văn Hòa", "Vũ Văn Hòa"),
        ("Đinh Xuân Lãm", "Đinh Xuân Lãm"),
        ("Thân Văn Lãm", "Thân Văn Lãm"),
        ("Định mức chi", "Định mức chi"),
        ("Định Hóa", "Định Hóa"),  # two words may be a place
    ],
)
def test_name_of_the_signer(read: str, meant: str) -> None:
    assert last_line(FOOT + read) == meant


def test_wrong_language_text_too() -> None:
    foot = "Noi nhan: TM. UY BAN NHAN DAN\n- Luu: VT. KT. CHU TICH\nPHO CHU TICH\n"
    assert last_line(f"{foot}Dinh Van Hoa", "wrong_language").startswith("Đinh ")


def test_lines_above_the_signature_stay() -> None:
    text = f"Định Xuân Lãm\n{FOOT}Trần Văn Hòa"
    assert restore(text, damage="ocr").text.split("\n")[0] == "Định Xuân Lãm"
    assert last_line("Vụ Văn Hòa") == "Vụ Văn Hòa"
