"""Old encodings become Unicode, and clean text is never taken for one."""

import unicodedata

from diacritics.encodings import from_nfd, from_tcvn3, from_vni, old_encoding

CLEAN = "Kế hoạch xác định Chỉ số cải cách hành chính"
TCVN3 = "KÕ ho¹ch x\u00b8c ®Þnh ChØ sè c¶i c\u00b8ch hµnh chÝnh"
VNI = "Keá hoaïch xaùc ñònh Chæ soá caûi caùch haønh chính"


def test_both_encodings_are_read_letter_by_letter() -> None:
    assert from_tcvn3(TCVN3) == CLEAN
    assert from_vni(VNI) == CLEAN
    assert from_vni("ÑÖÔØNG, ñöôøng, Uyû ban") == "ĐƯỜNG, đường, Uỷ ban"
    assert from_nfd(unicodedata.normalize("NFD", CLEAN)) == CLEAN


def test_encodings_are_told_apart() -> None:
    assert old_encoding(TCVN3) == "tcvn3"
    assert old_encoding(VNI) == "vni"


def test_other_text_is_no_old_encoding() -> None:
    for line in (
        CLEAN,
        "Ké hoach x4c dinh Chi sb cai cach",
        "» Lanh dao xa (04 xa x 09 don vi",
        "Café à la carte, déjà vu",
        "",
    ):
        assert old_encoding(line) is None
