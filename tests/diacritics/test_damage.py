"""Kinds of damage are told apart, line by line, and clean lines are never taken for damaged ones."""

import unicodedata

from diacritics.damage import judge, judge_lines
from diacritics.fold import fold
from tests.diacritics.texts import BADLY_READ, PLAN


def test_whole_texts_are_told_apart() -> None:
    assert judge(PLAN) == "clean"
    assert judge(fold(PLAN)) == "markless"
    assert judge("\n".join(BADLY_READ)) == "wrong_language"
    assert judge(unicodedata.normalize("NFD", PLAN)) == "nfd"
    assert judge("") == "clean"


def test_lines_that_show_their_damage_are_told_whatever_stands_around() -> None:
    lines = [
        "Triển khai công tác năm 2024",
        "K Ế  H O Ạ C H",
        "KÕ ho¹ch x\u00b8c ®Þnh ChØ sè",
        "Keá hoaïch xaùc ñònh Chæ soá",
    ]
    assert judge_lines("\n".join(lines)) == ("clean", "letter_spaced", "tcvn3", "vni")


def test_mixed_papers_are_judged_block_by_block() -> None:
    clean = PLAN.split("\n")[:9]
    bad = list(BADLY_READ)
    assert (
        judge_lines("\n".join([*clean, *bad, *clean]))
        == ("clean",) * 9 + ("wrong_language",) * len(bad) + ("clean",) * 9
    )


def test_foreign_text_is_left_alone() -> None:
    english = "The committee shall report to the office and make plans for the following year"
    assert judge(english) == "clean"


def test_a_line_without_words_goes_with_its_neighbours() -> None:
    assert (
        judge_lines("Ke hoach xac dinh Chi so cai cach hanh chinh\n\nnam 2024 cua Uy ban nhan dan xa")
        == ("markless",) * 3
    )
