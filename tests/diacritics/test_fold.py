"""Folding keeps places and takes every mark."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from diacritics.fold import MARKED_LETTERS, fold


def test_marks_and_bars_are_taken_and_case_is_kept() -> None:
    assert fold("Ủy ban nhân dân quận Đống Đa") == "Uy ban nhan dan quan Dong Da"
    assert fold(MARKED_LETTERS).isascii()


@given(st.text(alphabet=st.sampled_from(MARKED_LETTERS + MARKED_LETTERS.upper() + "abc XYZ09.,\n")))
def test_composed_text_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_decomposed_text_folds_to_the_same() -> None:
    assert fold(unicodedata.normalize("NFD", "Kế hoạch")) == "Ke hoach"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
