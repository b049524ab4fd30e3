import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields import fields
from extractors.values import Flag
from ingest.confidence import UNPLACED, Surroundings, confidence, features, fitted
from ingest.transcript import Place

CHANCES = st.floats(0, 1)


def place(reading: float, restoring: float) -> Place:
    return Place(1, None, "x", reading, restoring)


def flag(severity: str) -> Flag:
    return Flag("/tasks/0", "sum_mismatch", severity, "Xem lại.", "Look again.")  # type: ignore[arg-type]


@given(st.lists(st.tuples(CHANCES, CHANCES), min_size=1, max_size=6), CHANCES, CHANCES)
def test_a_clearer_word_never_lowers_a_confidence(words: list[tuple[float, float]], by: float, other: float) -> None:
    before = [place(*word) for word in words]
    first = before[0]
    clearer = place(max(first.confidence, by), max(first.probability, other))
    was, now = confidence(before, "units.label"), confidence([clearer, *before[1:]], "units.label")
    assert 0 <= was <= now <= 1


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_a_flag_lowers_a_confidence(severity: str) -> None:
    words = [place(0.95, 0.99)]
    assert confidence(words, "units.label", [flag(severity)]) < confidence(words, "units.label")


def test_two_flags_of_one_severity_count_once_and_an_error_more_than_a_warning() -> None:
    words = [place(0.95, 0.99)]
    once = confidence(words, "units.label", [flag("error")])
    assert confidence(words, "units.label", [flag("error"), flag("error")]) == once
    assert once < confidence(words, "units.label", [flag("warning")])


def test_a_value_without_words_is_as_likely_right_as_wrong() -> None:
    assert confidence([], "units.label") == UNPLACED


def test_the_weakest_word_is_seen() -> None:
    assert features([place(0.99, 0.99), place(0.4, 0.99)], Surroundings())["weakest_reading"] < 0


@given(CHANCES, CHANCES, CHANCES)
def test_a_clearer_heading_or_paper_never_lowers_a_confidence(paper: float, heading: float, by: float) -> None:
    words = [place(0.9, 0.95)]
    was = confidence(words, "units.label", around=Surroundings(paper, [place(heading, 0.9)]))
    clearer = Surroundings(max(paper, by), [place(max(heading, by), 0.9)])
    assert was <= confidence(words, "units.label", around=clearer)


def test_words_with_digits_are_looked_at_by_themselves() -> None:
    words = [place(0.99, 0.99), Place(1, None, "10/01", 0.3, 0.99)]
    assert features(words, Surroundings())["weakest_digits"] < 0 < features(words[:1], Surroundings())["weakest_digits"]


def test_every_tree_ends_in_a_leaf_and_asks_only_known_features() -> None:
    model = fitted()
    for tree in model.trees:
        for node in tree:
            assert len(node) in (1, 4)
            if len(node) > 1:
                assert 0 <= node[0] < len(model.features)
                assert all(0 < child < len(tree) for child in node[2:])


def test_the_kept_model_has_a_card_and_knows_rules_of_the_fields() -> None:
    values = json.loads((resources.files("ingest") / "confidence.json").read_text(encoding="utf-8"))
    assert values["card"]["values"] > 1000
    assert 0 < len(fitted().trees) < 100
    named = {rule.split(".")[0] for rule in fitted().rules}
    assert {"deadlines", "units", "targets", "samples"} <= named & (set(fields()) | {"tasks"})
