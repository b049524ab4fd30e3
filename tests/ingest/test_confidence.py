import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields import fields
from extractors.values import Flag
from ingest.confidence import UNPLACED, confidence, features, fitted
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
    assert features([place(0.99, 0.99), place(0.4, 0.99)])["weakest_reading"] < 0


def test_the_kept_model_has_a_card_and_knows_rules_of_the_fields() -> None:
    values = json.loads((resources.files("ingest") / "confidence.json").read_text(encoding="utf-8"))
    assert values["card"]["values"] > 1000
    assert all(weight >= 0 for weight in fitted().weights.values())
    named = {rule.split(".")[0] for rule in fitted().rules}
    assert {"deadlines", "units", "targets", "samples"} <= named & (set(fields()) | {"tasks"})
