"""What Tesseract's hOCR says of letters, and what is kept of it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines import Settings, tesseract
from ocr.engines.symbols import choices_of, ratings_by_place
from ocr.page import Box, SymbolChoice
from tests.ocr import sheets

WORD = "<span class='ocrx_word' id='word_1_1' title='bbox {box}; x_wconf 75'>{text}"
SYMBOL = "<span class='ocrx_cinfo' id='lstm_choices_1_1_1'>"
LETTER = "<span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs {number}'>{letter}</span>"


def hocr(*words: tuple[str, str, list[dict[str, object]]]) -> str:
    """Return pages of hOCR as the program writes them, words given as box, text and letters with their numbers."""
    parts = ["<div class='ocr_page' id='page_1'>"]
    for box, text, symbols in words:
        parts.append(WORD.format(box=box, text=text))
        for symbol in symbols:
            parts.append(SYMBOL + "".join(LETTER.format(number=n, letter=letter) for letter, n in symbol.items()))
    return "\n".join(parts)


def test_letters_that_rival_the_printed_one_are_choices_and_the_blank_before_the_word_is_none() -> None:
    text = hocr(("1 2 30 40", "Chi", [{" ": 92}, {"C": 93, "T": 0}, {"h": 91}, {"i": 83.8, "ỉ": 82.3, "&quot;": 1}]))
    ratings = ratings_by_place(text)[0, Box(1, 2, 30, 40)]
    choices = choices_of("Chi", ratings)
    assert choices[:2] == ((), ())
    assert [choice.text for choice in choices[2]] == ["i", "ỉ"]
    assert 0.3 < choices[2][1].weight < choices[2][0].weight < 0.6


def test_a_word_all_of_whose_letters_are_sure_has_no_choices() -> None:
    ratings = ratings_by_place(hocr(("1 2 30 40", "an", [{"a": 95, "á": 0}, {"n": 95, "u": 3}])))
    assert choices_of("an", ratings[0, Box(1, 2, 30, 40)]) == ()


def test_a_letter_the_word_list_chose_against_the_network_is_not_the_first() -> None:
    ratings = ratings_by_place(hocr(("0 0 9 9", "ân", [{"ẩ": 87, "â": 83}, {"n": 95}])))
    assert [choice.text for choice in choices_of("ân", ratings[0, Box(0, 0, 9, 9)])[0]] == ["ẩ", "â"]


@pytest.mark.parametrize("text", ["Ch", "Chiu", "Cha"])
def test_letters_that_do_not_line_up_give_nothing(text: str) -> None:
    ratings = ratings_by_place(hocr(("1 2 30 40", "Chi", [{"C": 93}, {"h": 91}, {"i": 84, "ỉ": 82}])))
    assert choices_of(text, ratings[0, Box(1, 2, 30, 40)]) == ()
    assert choices_of("Chi", ()) == ()


def test_words_of_several_pages_are_told_apart() -> None:
    one = hocr(("0 0 9 9", "a", [{"a": 80, "á": 79}]))
    two = hocr(("0 0 9 9", "o", [{"o": 80, "ó": 79}]))
    found = ratings_by_place(one + two)
    assert [choices_of("a", found[0, Box(0, 0, 9, 9)]) != (), choices_of("o", found[1, Box(0, 0, 9, 9)]) != ()] == [
        True,
        True,
    ]


@pytest.mark.parametrize("number", ["", "x", "1e999", "101", "-3", "1..2", "1e-400"])
def test_numbers_that_are_none_are_passed_over(number: str) -> None:
    text = hocr(("0 0 9 9", "a", [{"a": 80, "á": number}]))
    assert choices_of("a", ratings_by_place(text)[0, Box(0, 0, 9, 9)]) == ()


@given(st.text(max_size=80))
def test_any_text_is_borne(rubbish: str) -> None:
    for ratings in ratings_by_place(hocr(("0 0 9 9", rubbish, [{rubbish[:1]: 80, "á": 79}])) + rubbish).values():
        choices_of("a", ratings)


@given(
    st.lists(
        st.dictionaries(st.sampled_from("aáàảãạ "), st.floats(0.1, 100), min_size=1, max_size=6), min_size=1, max_size=6
    )
)
def test_few_choices_are_kept_and_their_weights_fall(symbols: list[dict[str, float]]) -> None:
    ratings = [{letter.strip(): (100 - number) / 5 for letter, number in symbol.items()} for symbol in symbols]
    text = "".join(min(symbol, key=symbol.__getitem__) or "x" for symbol in ratings)
    for symbol in choices_of(text, ratings):
        assert len(symbol) <= 3
        weights = [choice.weight for choice in symbol]
        assert weights == sorted(weights, reverse=True)
        assert math.fsum(weights) <= 1.002


@pytest.mark.ocr
def test_words_boxes_and_confidences_are_the_same_with_choices() -> None:
    page = sheets.page(("Kế hoạch trồng cây", "Chỉ số cải cách"), size=(700, 190), top=20, left=20)
    noise = np.random.default_rng(5).normal(0, 60, page.shape)
    worn = np.clip(page + noise, 0, 255).astype(np.uint8)
    settings = {"mode": "block", "timeout_s": 60.0}
    (plain,) = tesseract.read([worn], dpi=sheets.DPI, settings=Settings(**settings))  # type: ignore[arg-type]
    (torn,) = tesseract.read([worn], dpi=sheets.DPI, settings=Settings(**settings, choices=True))  # type: ignore[arg-type]
    assert [(word.text, word.box, word.confidence) for word in torn] == [
        (word.text, word.box, word.confidence) for word in plain
    ]
    assert all(len(word.choices) in (0, len(word.text)) for word in torn)
    assert not any(word.choices for word in plain)
    assert all(isinstance(choice, SymbolChoice) for word in torn for symbol in word.choices for choice in symbol)
