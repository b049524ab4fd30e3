import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.noting import counted

READINGS = st.lists(st.lists(st.text("0123456789", min_size=1, max_size=2), max_size=2), max_size=8)


@pytest.mark.parametrize(
    ("notes", "marks", "numbers"),
    [
        (["1"], ["1"], (1, 1)),
        (["3", ""], ["3", "4"], (3, 4, 3, 4)),
        (["3", "", "5"], ["3", "4", "5"], (3, 4, 5, 3, 4, 5)),
        (["1"], [""], (1, 1)),  # nothing is left over: the one that was not read is the partner
        (["1", "2"], ["1", "", "", "2"], (1, 2, 1, None, None, 2)),  # broken letters between the marks
        (["9", "10", "11"], ["9", "10", "1"], (9, 10, 11, 9, 10, 11)),  # a copy lost one figure of two
    ],
)
def test_notes_and_marks_count_on_together(notes: list[str], marks: list[str], numbers: tuple[int | None, ...]) -> None:
    assert counted(*([[seen] if seen else [] for seen in row] for row in (notes, marks))) == numbers


@pytest.mark.parametrize(
    ("notes", "marks"),
    [
        ([], ["1"]),  # a raised figure on a page without notes: "m²"
        (["1"], []),
        ([""], [""]),  # nothing was read
        (["5"], ["2"]),
        (["", ""], ["2"]),  # which of two notes it calls can't be told
        (["1"] * 21, ["1"] * 21),  # dirt
    ],
)
def test_without_evidence_nothing_is_numbered(notes: list[str], marks: list[str]) -> None:
    found = counted(*([[seen] if seen else [] for seen in row] for row in (notes, marks)))
    assert not any(found)


def test_a_figure_read_in_its_line_is_not_counted_away() -> None:
    # "1" and "3" seen of worn marks, "11" and "13" read with their lines: they are not the notes 1 and 3.
    assert counted([["1", "11"], ["3", "13"]], [["11"], ["12"], ["13"]]) == (11, 13, 11, None, 13)


def test_of_a_number_that_was_lost_its_neighbours_are_still_told() -> None:
    assert counted([["2"], ["3"], ["4"]], [[], ["4"]]) == (None, 3, 4, None, 4)


@given(READINGS, READINGS)
def test_numbers_grow_and_every_one_has_its_partner(notes: list[list[str]], marks: list[list[str]]) -> None:
    numbers = counted(notes, marks)
    assert len(numbers) == len(notes) + len(marks)
    for row in (numbers[: len(notes)], numbers[len(notes) :]):
        given_out = [number for number in row if number is not None]
        assert given_out == sorted(set(given_out))
        assert all(number > 0 for number in given_out)
