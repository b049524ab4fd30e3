"""Good OCR is left in doubt rather than made wrong."""

import re

import pytest

from diacritics.caution import unlisted
from diacritics.lattice import Reading, Token
from diacritics.model import load
from diacritics.restoration import Restoration, Seen
from diacritics.restore import restore
from diacritics.tokens import pieces

NAMES = ("tỉnh Hà Nam", "xã Guom Khoeo")  # one is listed, the other is nowhere


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


def test_a_name_that_no_text_has_is_less_sure_than_a_listed_one() -> None:
    def doubted(line: str) -> set[str]:
        tokens = [
            Token(piece, 0, piece.start, piece.end, capitals=False, in_name=at > 1)
            for at, piece in enumerate(pieces(line))
        ]
        readings = [Reading(at, at + 1, (token.piece.text,), 0.9) for at, token in enumerate(tokens)]
        return {tokens[first].piece.text for first in unlisted(tokens, readings, load().pair)}

    assert doubted("tỉnh Hà Nam") == set()
    assert doubted("xã Gươm Khoeo") == {"Gươm", "Khoeo"}
    assert doubted("gươm khoeo") == set()
    listed, strange = (restore(f"UBND {name} thuc hién ké hoach", damage="wrong_language") for name in NAMES)
    assert min(word.probability for word in listed.words[1:4]) > strange.words[3].probability
