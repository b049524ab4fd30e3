"""Good OCR is left in doubt rather than made wrong."""

import re

import pytest

from diacritics.restoration import Restoration, Seen
from diacritics.restore import restore


def read(line: str, *, confidence: float = 0.93) -> Restoration:
    seen = [Seen(match.start(), match.end(), confidence) for match in re.finditer(r"\S+", line)]
    return restore(line, damage="ocr", seen=seen)


@pytest.mark.parametrize(
    "line",
    [
        "xã Cắt Tre Hạ",
        "Công văn số 31/HD-SNV",
        "Phòng TC-KH, TTr huyện",
        "km20 đến km35",
        "phần II, III và IV",
        "ông Vừ A Cắt",
    ],
)
def test_names_abbreviations_and_codes_stay(line: str) -> None:
    assert read(line).text == line


def test_marks_of_known_abbreviations_are_repaired() -> None:
    assert read("UBNĐ và HĐÑD xã").text == "UBND và HĐND xã"


def test_slips_that_are_no_syllables_are_repaired() -> None:
    assert read("Quyêt định của Úy ban nhân dân tỉnh").text == "Quyết định của Ủy ban nhân dân tỉnh"


def test_what_was_held_back_is_told_as_a_runner_up() -> None:
    words = read("giải quyết trước hẹn và đúng hạng").words
    assert words[-1].text == "hạng" or "hạng" in {one.text for one in words[-1].runners_up}


def test_a_heading_that_repeats_its_number_counts_up() -> None:
    assert read("I. MỤC ĐÍCH\nII. NHIỆM VỤ\nII. TỔ CHỨC").text == "I. MỤC ĐÍCH\nII. NHIỆM VỤ\nIII. TỔ CHỨC"
    assert read("HI. TỔ CHỨC THỰC HIỆN").text == "III. TỔ CHỨC THỰC HIỆN"
    twice = "I. MỤC ĐÍCH\nII. NHIỆM VỤ\nI. MỤC ĐÍCH\nII. NHIỆM VỤ"
    assert read(twice).text == twice
