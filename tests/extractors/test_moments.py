import datetime as dt

import pytest

from extractors.folding import fold
from extractors.moments import find_moments


def spans(text: str, year: int | None = 2024, issued_on: dt.date | None = None) -> list[tuple[str, str]]:
    moments = find_moments(fold(text), year=year, issued_on=issued_on)
    return [(days.start.isoformat(), days.end.isoformat()) for moment in moments for days in moment.days]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tháng 12/2023", "2023-12-01", "2023-12-31"),
        ("T9/2025", "2025-09-01", "2025-09-30"),
        ("tháng 4, tháng 5 và tháng 6/2024", "2024-04-01", "2024-06-30"),
        ("tháng 11/2023 đến tháng 02/2024", "2023-11-01", "2024-02-29"),
        ("tháng 11 đến tháng 01/2025", "2024-11-01", "2025-01-31"),
        ("từ ngày 05 đến ngày 10/01/2024", "2024-01-05", "2024-01-10"),
        ("từ ngày 28/12/2023 đến ngày 05/01/2024", "2023-12-28", "2024-01-05"),
        ("từ ngày 15 tháng 10 đến hết ngày 05 tháng 11 năm 2025", "2025-10-15", "2025-11-05"),
        ("từ 10/01 đến 20/02/2025", "2025-01-10", "2025-02-20"),
        ("30-6-2024", "2024-06-30", "2024-06-30"),
        ("Quý Il năm 2024", "2024-04-01", "2024-06-30"),
        ("Quý 1V/2024", "2024-10-01", "2024-12-31"),
        ("Quý IV/2023 - Quý I/2024", "2023-10-01", "2024-03-31"),
        ("nửa đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("năm 2024 và năm 2025", "2024-01-01", "2025-12-31"),
    ],
)
def test_calendar_words_name_their_days(text: str, start: str, end: str) -> None:
    assert spans(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "đạt 10/12 tiêu chí",
        "03/2024/TT-BNV",
        "ngày 31/02/2024",
        "l0/01/2024",
        "tháng l2/2023",
        "1.278 phiếu",
        "tháng 13",
    ],
)
def test_what_is_no_date_names_no_days(text: str) -> None:
    assert spans(text) == []


def test_months_apart_are_named_one_by_one() -> None:
    assert len(spans("tháng 3, 6, 9, 12 năm 2024")) == 4


def test_a_year_that_is_nowhere_leaves_the_days_open() -> None:
    (moment,) = find_moments(fold("tháng 5"), year=None, issued_on=None)
    assert moment.days == ()


def test_the_year_printed_beside_holds_for_a_day_without_one() -> None:
    assert spans("ngày 15/6 và 15/12/2025", year=None) == [("2025-06-15", "2025-06-15"), ("2025-12-15", "2025-12-15")]
