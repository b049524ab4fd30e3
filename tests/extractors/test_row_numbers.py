import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.row_numbers import filled, numbered


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ([1, 2, 8, 4], [1, 2, 3, 4]),
        ([None, 2, 3], [1, 2, 3]),
        ([7, 2, 3], [1, 2, 3]),
        ([1, None, None, 4], [1, 2, 3, 4]),
        ([1, 2, None], [1, 2, 3]),
        ([1, 2, 8], [1, 2, 8]),
        ([1, 2, 3, 5, 6], [1, 2, 3, 5, 6]),
        ([1, 2, None, 5, 6], [1, 2, None, 5, 6]),
        ([4, None, 6], [4, 5, 6]),
        ([1, None, 2, 3, 4], [1, None, 2, 3, 4]),
        ([1, None, 2], [1, None, 2]),
        ([9], [9]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_numbers_are_told_by_their_neighbours(read: list[int | None], meant: list[int | None]) -> None:
    assert filled(read) == meant


def test_a_count_that_goes_on_from_the_group_above_is_known() -> None:
    assert filled([None, 6, 7], (0, 4)) == [5, 6, 7]
    assert numbered(["", "6", "7"], "II", 4) == ["5", "6", "7"]


@pytest.mark.parametrize(
    ("read", "group", "meant"),
    [
        (["1", "1.2", "1.3"], "1", ["1.1", "1.2", "1.3"]),
        (["241", "2.2", "2.3", "24"], "2", ["2.1", "2.2", "2.3", "2.4"]),
        (["a", "b", "c"], "I", ["a", "b", "c"]),
        (["1", "2", "", "4"], "", ["1", "2", "3", "4"]),
        (["3.1", "3.2"], "ai", ["3.1", "3.2"]),
        (["1", "2", "2.1", "2.2", "3"], "", ["1", "2", "2.1", "2.2", "3"]),
        (["1.1", "1.2", "2.1", "2.2"], "", ["1.1", "1.2", "2.1", "2.2"]),
        (["1.1.1", "1.1.2", "", "1.2.1"], "", ["1.1.1", "1.1.2", "", "1.2.1"]),
    ],
)
def test_labels_under_a_group_are_mended(read: list[str], group: str, meant: list[str]) -> None:
    assert numbered(read, group, 0) == meant


def test_a_lone_row_of_a_table_of_dotted_numbers_gets_its_stop_back() -> None:
    assert numbered(["31"], "3", 0, dotted=True) == ["3.1"]
    assert numbered(["31"], "3", 0) == ["31"]


@given(st.integers(0, 30), st.lists(st.integers(0, 40), max_size=12))
def test_a_whole_count_is_left_alone(start: int, extra: list[int]) -> None:
    count = list(range(start + 1, start + 2 + len(extra)))
    assert filled(count) == count


@given(st.lists(st.none() | st.integers(0, 40), max_size=12))
def test_mending_twice_changes_nothing_that_was_held(numbers: list[int | None]) -> None:
    once = filled(numbers)
    assert len(once) == len(numbers)
    assert all(number is None or number >= 0 for number in filled(once))
