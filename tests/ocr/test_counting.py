import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.counting import LETTERS, Counts, Head, Missing, head_of
from ocr.page import Box, Word


def page(*labels: str) -> list[Head]:
    """Return the heads of a page, a label a line; "" is a line without one."""
    lines = [(Word(label, Box(40, 0, 60, 20), 0.9), Word("Xã", Box(70, 0, 100, 20), 0.9)) for label in labels]
    return [head for index, line in enumerate(lines) if (head := head_of(index, line))]


def missing(*labels: str) -> list[tuple[str, range]]:
    """Return what the label behind it tells to be missing, and among which lines."""
    return [(one.text, one.among) for one in Counts(page(*labels)).missing(len(labels)) if one.told]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("a.", "", "c."), [("b.", range(1, 2))]),
        (("", "2)"), [("1)", range(1))]),
        (("1.", "", "b)", "2.", "", "b)"), [("a)", range(1, 2)), ("a)", range(4, 5))]),
        (("1.1.", "", "1.3."), [("1.2.", range(1, 2))]),
        (("c)", "", "đ)"), [("d)", range(1, 2))]),
        (("d)", "", "e)"), [("đ)", range(1, 2))]),  # it may have been left out: only a line that shows it gets it
        (("a.", "d.", "c."), [("b.", range(1, 2))]),  # "d." has no place there
        (("d.", "b.", "c."), [("a.", range(1))]),
        (("d)", "d)", "e)"), [("đ)", range(1, 2))]),
    ],
)
def test_what_a_count_lacks_is_told_by_its_neighbours(
    labels: tuple[str, ...], expected: list[tuple[str, range]]
) -> None:
    assert missing(*labels) == expected


@pytest.mark.parametrize(
    "labels",
    [
        ("a.", "b.", "c."),
        ("a)", "b)", "", "a)", "b)"),
        ("d)", "đ)", "e)"),  # a page that begins inside of a list
        ("4.", "5.", "1.", "2."),
        ("1.", "a)", "b)", "2.", "a)"),
        ("a.", "", "d."),  # two are missing: nothing tells what stands between
        ("1.", "", "1.3."),
    ],
)
def test_a_whole_count_lacks_nothing(labels: tuple[str, ...]) -> None:
    assert missing(*labels) == []


def test_what_follows_the_last_of_a_count_must_be_seen_as_itself() -> None:
    following = [one for one in Counts(page("a.", "b.", "", "")).missing(4) if not one.told]
    assert [(one.text, one.among) for one in following] == [("c.", range(2, 4)), ("a.", range(2, 4))]
    assert not following[0].is_seen("O")
    assert following[0].is_seen("c")


@pytest.mark.parametrize(
    ("label", "seen"), [("a", "d"), ("a", "8"), ("c", "O"), ("4", "Ả"), ("đ", "d"), ("b", "h"), ("2", "5"), ("a", "ạ")]
)
def test_copies_turn_one_into_the_other(label: str, seen: str) -> None:
    assert Missing((label,), ".", range(1), 0, told=True).is_seen(seen)


@pytest.mark.parametrize(
    ("label", "seen"), [("a", "b"), ("c", "m"), ("1", "2"), ("a", "đã"), ("1", "1.1"), ("1.2", "2"), ("b", "")]
)
def test_others_are_not_taken_for_each_other(label: str, seen: str) -> None:
    assert not Missing(tuple(label.split(".")), ".", range(1), 0, told=True).is_seen(seen)


@given(
    st.lists(
        st.sampled_from(["", *(f"{each}{mark}" for each in (*LETTERS[:6], "1", "2", "3", "1.2") for mark in ".)")])
    )
)
def test_only_free_lines_are_looked_at(labels: list[str]) -> None:
    counts = Counts(page(*labels))
    for one in counts.missing(len(labels)):
        assert 0 <= one.among.start <= len(labels)
        assert one.among.stop <= len(labels)
        assert one.text[-1] in ".)"
