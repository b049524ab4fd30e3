import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.handwriting import opinions
from ocr.handwriting.cutting import Span
from ocr.handwriting.decoding import Group
from ocr.handwriting.opinions import cut_readings, paths, weighed

READING = st.dictionaries(st.from_regex(r"[0-9]{1,4}", fullmatch=True), st.floats(0, 0.2), max_size=5)


def best(line: dict[str, float], cuts: dict[str, float]) -> tuple[str, float]:
    return weighed(list(line.items()), cuts)[0]


def test_two_that_agree_are_surer_than_either() -> None:
    text, odds = best({"70": 0.7, "10": 0.2}, {"70": 0.8, "76": 0.1})
    assert text == "70"
    assert odds > 0.9


def test_two_that_differ_are_not_sure() -> None:
    _, odds = best({"70": 0.9}, {"10": 0.9})
    assert odds < 0.9


def test_one_alone_is_no_surer_than_it_says() -> None:
    _, odds = best({"70": 0.95, "10": 0.05}, {})
    assert odds < 0.95


@given(READING, READING)
def test_odds_fall_and_never_add_up_to_more_than_one(line: dict[str, float], cuts: dict[str, float]) -> None:
    odds = [odd for _, odd in weighed(list(line.items()), cuts)]
    assert odds == sorted(odds, reverse=True)
    assert sum(odds) <= 1 + 1e-6


def span(first: int, end: int, *, height: float = 0.8) -> Span:
    return Span(first, end, np.zeros((24, 24), np.float32), (height, 0.4, 0.0, height))


def judged(monkeypatch: pytest.MonkeyPatch, *rows: dict[int, float]) -> None:
    """Make the network say of each span in turn what is given, and no figure for the rest."""
    odds = np.zeros((len(rows), 11), np.float32)
    for row, said in zip(odds, rows, strict=True):
        for kind, odd in said.items():
            row[kind] = odd
        row[10] += 1 - sum(said.values())
    monkeypatch.setattr(opinions, "judge", lambda spans: odds)


def test_pieces_are_read_together_or_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, {1: 0.1}, {3: 0.05}, {4: 0.9})
    found = paths([span(0, 1), span(1, 2), span(0, 2)], 2)
    assert found["4"] == pytest.approx(0.9, abs=0.06)
    assert found["13"] < 0.01


def test_a_crumb_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, {7: 0.95}, {})
    assert paths([span(0, 1), span(1, 2, height=0.05)], 2)["7"] > 0.4


def test_a_figure_that_is_none_is_not_left_out_lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, {7: 0.95}, {})
    assert paths([span(0, 1), span(1, 2)], 2)["7"] < 0.1


def test_a_piece_beside_the_number_is_left_out_freely(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, {7: 0.95}, {})
    assert paths([span(0, 1), span(1, 2)], 2, {1})["7"] > 0.9


def test_a_figure_that_the_columns_leave_out_stays_likely() -> None:
    strip = np.zeros((60, 120), np.float32)
    strip[14:40, 36:39] = 1
    strip[14:40, 48:51] = 1
    found = cut_readings(strip, Group(15, 18))  # of the second stroke alone
    assert found["11"] > 0.2
    assert found["1"] > 0.2


def test_a_blank_says_nothing() -> None:
    assert cut_readings(np.zeros((60, 90), np.float32), Group(5, 20)) == {}
