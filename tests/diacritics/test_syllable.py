"""The inventory holds what is spoken and nothing else; tone styles go both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics.fold import fold
from diacritics.syllable import bare_inventory, classic, inventory, is_syllable, modern, style_of


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quốc",
        "giếng",
        "khuya",
        "thuở",
        "xoong",
        "quý",
        "gì",
        "huỳnh",
        "ngoằn",
        "Nguyễn",
        "ĐƯỜNG",
        "uỷ",
        "hoá",
    ],
)
def test_spoken_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghang", "ciên", "quyêt", "hoăch", "gíêng", "wan", "đx", "ubnd", "strong"])
def test_impossible_ones_are_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("old", "new"), [("hóa", "hoá"), ("Ủy", "Uỷ"), ("THỦY", "THUỶ"), ("khỏe", "khoẻ"), ("họa", "hoạ")]
)
def test_tone_styles_are_two_ways_of_writing_one_word(old: str, new: str) -> None:
    assert modern(old) == new
    assert classic(new.lower()) == old.lower()
    assert (style_of(old), style_of(new)) == ("classic", "modern")


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "lúa", "mùa", "thuyền"])
def test_words_with_one_place_for_the_tone_stay(word: str) -> None:
    assert classic(word) == modern(word) == word
    assert style_of(word) == ""


@given(st.sampled_from(sorted(inventory())))
def test_every_syllable_survives_both_styles_and_folds_into_the_bare_inventory(word: str) -> None:
    assert classic(modern(word)) == word
    assert fold(word) in bare_inventory()
