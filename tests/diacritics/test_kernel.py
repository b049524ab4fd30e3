"""The compiled part refuses what it cannot bear, and answers what can be worked out by hand."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics import kernel
from diacritics.kernel import KernelMissingError, LanguageTables, Search
from diacritics.kernel.build import build
from diacritics.model import load, markless_table, trie

WORDS = ("ban", "bàn", "bán", "nhân", "nhận", "dân")
STEP = 0.5


def tables() -> LanguageTables:
    """Three words: 0 ends a paragraph, 1 is likely after 2 and unlikely elsewhere."""
    unigrams: dict[str, npt.NDArray[Any]] = {
        "words": np.arange(3, dtype=np.uint16),
        "log_p": np.array([2, 6, 3], np.uint8),
        "log_backoff": np.array([1, 0, 2], np.uint8),
        "first": np.array([0, 0, 0, 1], np.uint32),
    }
    pairs: dict[str, npt.NDArray[Any]] = {
        "words": np.array([1], np.uint16),
        "log_p": np.array([1], np.uint8),
        "log_backoff": np.zeros(0, np.uint8),
        "first": np.zeros(0, np.uint32),
    }
    return LanguageTables((unigrams, pairs), step=STEP)


def decode(words: list[int], scores: list[float], start: list[int], end: list[int], places: int) -> kernel.Found | None:
    return tables().decode(
        places=places,
        start=np.array(start, np.int32),
        end=np.array(end, np.int32),
        word=np.array(words, np.int32),
        score=np.array(scores, np.float32),
        language_weight=1.0,
        prune=50.0,
        beam=8,
    )


def test_the_best_path_and_its_posterior_are_as_worked_out_by_hand() -> None:
    # Two tokens; the first is 1 or 2, the second is 1. After <p>: back-off 0.5, then 3.0 for word 1 or 1.5 for word 2;
    # then 1 after 1: back-off 0 and 3.0; 1 after 2: the pair's 0.5.
    found = decode([1, 2, 1], [0.0, -1.0, 0.0], [0, 0, 1], [1, 1, 2], 3)
    assert found is not None
    by_one, by_two = -0.5 - 3.0 + 0.0 - 3.0, -0.5 - 1.5 - 1.0 - 0.5
    assert found.path.tolist() == [1, 2]
    assert found.score == pytest.approx(max(by_one, by_two))
    share = math.exp(by_two) / (math.exp(by_one) + math.exp(by_two))
    assert found.posterior.tolist() == pytest.approx([1 - share, share, 1.0])


def test_no_way_through_is_no_answer() -> None:
    assert decode([1], [0.0], [0], [1], 3) is None


@pytest.mark.parametrize(("start", "end", "word"), [(1, 0, 1), (0, 9, 1), (-1, 1, 1), (0, 1, 7), (0, 1, -2)])
def test_arcs_that_lead_nowhere_are_refused(start: int, end: int, word: int) -> None:
    with pytest.raises(ValueError, match="refused"):
        decode([word], [0.0], [start], [end], 3)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 6), st.integers(-2, 6), st.integers(-2, 4), st.floats(-50, 5)), max_size=20))
def test_any_lattice_is_decoded_or_refused(arcs: list[tuple[int, int, int, float]]) -> None:
    start, end, word, score = ([arc[i] for arc in arcs] for i in range(4))
    try:
        found = decode(word, score, start, end, 5)  # type: ignore[arg-type]
    except ValueError:
        return
    if found is not None:
        assert np.isfinite(found.posterior).all()
        assert [end[arc] for arc in found.path][-1] == 4


def words_behind(form: str) -> dict[str, float]:
    search_trie, numbers = trie(WORDS)
    search = Search(search_trie, markless_table(), np.zeros(len(WORDS), np.float32), beam=8.0, give_up=20.0, most=10)
    words, _, scores = search.candidates(form, (0.0, -1.0, -2.0))
    return {WORDS[numbers[word]]: float(score) for word, score in zip(words, scores, strict=True)}


def test_search_finds_every_word_behind_a_form_in_its_case() -> None:
    assert words_behind("ban") == {"ban": 0.0, "bàn": 0.0, "bán": 0.0}
    assert words_behind("Nhan") == {"nhân": -1.0, "nhận": -1.0}
    assert words_behind("DAN") == {"dân": -2.0}
    assert words_behind("xyz") == {}


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 400), st.floats(-20, 0)), max_size=5)
)
def test_search_bears_any_form_and_any_choices(form: str, choices: list[tuple[int, int, float]]) -> None:
    model = load()
    search_trie, numbers = trie(model.vocabulary)
    search = Search(search_trie, model.channels["eng"], model.unigram[numbers], beam=8.0, give_up=20.0, most=5)
    words, cases, scores = search.candidates(form, (0.0, -1.0, -2.0), choices)
    assert len(words) == len(cases) == len(scores) <= 5
    assert (cases <= 2).all()


def test_tables_that_do_not_fit_are_refused() -> None:
    search_trie, _ = trie(WORDS)
    with pytest.raises(ValueError, match="do not fit"):
        Search(search_trie, markless_table(), np.zeros(2, np.float32), beam=8.0, give_up=20.0, most=10)
    with pytest.raises(ValueError, match="offsets"):
        kernel.Trie(np.array([0, 9], np.int32), np.zeros(3, np.uint8))


def test_a_missing_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kernel, "LIBRARY", tmp_path / "libkernel.so")
    kernel._library.cache_clear()
    try:
        with pytest.raises(KernelMissingError, match="make setup"):
            trie(WORDS)
    finally:
        monkeypatch.undo()
        kernel._library.cache_clear()


def test_the_same_sources_make_the_same_library(tmp_path: Path) -> None:
    assert build(tmp_path / "one.so").read_bytes() == build(tmp_path / "two.so").read_bytes()
