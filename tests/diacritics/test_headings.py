import pytest
from hypothesis import given
from hypothesis import strategies as st

from diacritics.headings import numerals


def _read(*labels: str, is_damaged: bool = True) -> list[str]:
    lines = [f"{label}. MỤC ĐÍCH, YÊU CẦU" for label in labels]
    found = numerals(lines, is_damaged=[is_damaged] * len(lines))
    return [found[number].text if number in found else "" for number in range(len(lines))]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (["I", "II", "III"], ["I", "II", "III"]),
        (["I1", "II", "III", "IV"], ["I", "II", "III", "IV"]),  # dirt beside the first
        (["I1", "II", "IV"], ["I", "II", "IV"]),  # one was not found
        (["I", "H", "HI", "IV"], ["I", "II", "III", "IV"]),
        (["I", "II", "II", "IV"], ["I", "II", "III", "IV"]),  # a stroke lost
        (["I", "II", "II"], ["I", "II", "III"]),
        (["I", "' II", ". HI", "IV"], ["I", "II", "III", "IV"]),  # dirt before the label
        (["A", "B", "D"], ["", "", ""]),  # letters label parts
        (["II", "IV"], ["II", "IV"]),  # headings that were not found stay unfound
        (["I", "II", "I", "II"], ["I", "II", "I", "II"]),  # an attached paper counts anew
        (["V", "VI", "VI"], ["V", "VI", "VII"]),
        (["I1"], ["II"]),
        (["l"], [""]),  # as likely an arabic 1
    ],
)
def test_numerals_of_headings_are_decided_together(seen: list[str], meant: list[str]) -> None:
    assert _read(*seen) == meant


def test_numerals_of_undamaged_lines_stay_as_they_are() -> None:
    assert _read("I", "II", "II", "IV", is_damaged=False) == ["I", "II", "II", "IV"]


@given(st.lists(st.text("IVXHl1|.L ", max_size=6), max_size=12))
def test_numerals_are_found_in_any_lines_without_failing(labels: list[str]) -> None:
    lines = [f"{label} NỘI DUNG" for label in labels]
    for number, numeral in numerals(lines, is_damaged=[True] * len(lines)).items():
        assert lines[number][numeral.start : numeral.end]
        assert numeral.text
