import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.handwriting.decoding import Group, groups, readings
from ocr.handwriting.network import NO_FIGURE, Seen


def columns(*kinds: int | dict[int, float]) -> np.ndarray:
    """Return odds, a column for each kind; what a column does not name is shared out evenly."""
    rows = []
    for kind in kinds:
        odds = kind if isinstance(kind, dict) else {kind: 0.98}
        rest = (1 - sum(odds.values())) / (NO_FIGURE + 1 - len(odds))
        rows.append([odds.get(index, rest) for index in range(NO_FIGURE + 1)])
    return np.array(rows, np.float32)


def best(odds: np.ndarray) -> str:
    return readings(odds)[0][0]


def seen(pen: list[float]) -> Seen:
    return Seen(columns(*([0] * len(pen))), np.array(pen, np.float32))


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ((0, 8, 8, 0, 1, 1, 0), "70"),
        ((2, 2, 2), "1"),  # one figure over three columns
        ((2, 0, 2), "11"),  # paper between: two of them
        ((0, 0, 0), ""),
        ((0, NO_FIGURE, 0, 3), "?2"),
    ],
)
def test_columns_say_a_number(kinds: tuple[int, ...], text: str) -> None:
    assert best(columns(*kinds)) == text


def test_the_chance_of_a_doubtful_figure_is_shared() -> None:
    found = dict(readings(columns(0, {2: 0.6, 8: 0.39}, 0)))
    assert found["1"] == pytest.approx(0.6, abs=0.02)
    assert found["7"] == pytest.approx(0.39, abs=0.02)


def test_a_figure_over_two_columns_gathers_the_chance_of_every_way_to_lie_there() -> None:
    # "1" may lie in the first, the second or both columns: 0.5 * 0.5 * 3.
    found = dict(readings(columns({0: 0.5, 2: 0.5}, {0: 0.5, 2: 0.5})))
    assert found["1"] == pytest.approx(0.75, abs=0.01)


@given(st.integers(0, 12), st.integers(0, 1000), st.sampled_from([0.1, 1.0, 10.0]))
def test_chances_add_up_to_one_and_fall(count: int, seed: int, evenness: float) -> None:
    odds = np.random.default_rng(seed).dirichlet([evenness] * (NO_FIGURE + 1), count).astype(np.float32)
    chances = [chance for _, chance in readings(odds)]
    assert sum(chances) == pytest.approx(1)
    assert chances == sorted(chances, reverse=True)


def test_figures_near_each_other_are_one_number() -> None:
    assert groups(seen([0, 0.9, 0.9, 0, 0, 0.9, 0.9, 0.9, 0])) == (Group(1, 8),)


def test_figures_far_from_each_other_are_two() -> None:
    assert groups(seen([0.9, 0.9, *[0] * 9, 0.9, 0.9])) == (Group(0, 2), Group(11, 13))


@pytest.mark.parametrize("pen", [[], [0.1, 0.1], [0.3, 0.4, 0.3], [0, 0.9, 0]])
def test_faint_and_tiny_ink_is_no_pen(pen: list[float]) -> None:
    assert groups(seen(pen)) == ()
