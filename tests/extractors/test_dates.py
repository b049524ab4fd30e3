import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import (
    Days,
    day_of,
    days_after,
    first_months_of,
    last_months_of,
    month_of,
    months_of,
    near_year,
    partial_date,
    quarter_of,
    year_of,
)


def days(start: str, end: str) -> Days:
    return Days(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_quarter_is_three_whole_months() -> None:
    assert quarter_of(2024, 2) == days("2024-04-01", "2024-06-30")
    assert quarter_of(2024, 5) is None


def test_months_that_run_backwards_begin_the_year_before() -> None:
    assert months_of(2024, 12, 2) == days("2023-12-01", "2024-02-29")
    assert months_of(2025, 12, 2) == days("2024-12-01", "2025-02-28")


def test_half_years_meet_in_the_middle() -> None:
    assert first_months_of(2025, 6) == days("2025-01-01", "2025-06-30")
    assert last_months_of(2025, 6) == days("2025-07-01", "2025-12-31")
    assert first_months_of(2025, 13) is None


@pytest.mark.parametrize(("year", "month", "day"), [(2023, 2, 29), (2024, 4, 31), (2024, 0, 1), (1200, 1, 1)])
def test_days_that_are_not_in_the_calendar_are_none(year: int, month: int, day: int) -> None:
    assert day_of(year, month, day) is None


def test_partial_dates_hold_what_is_filled_in() -> None:
    assert partial_date(2024) == "2024"
    assert partial_date(2024, 2) == "2024-02"
    assert partial_date(2024, 2, 16) == "2024-02-16"
    assert partial_date(None) is None
    assert partial_date(2024, 2, 30) is None


def test_january_in_a_plan_issued_in_december_is_next_year() -> None:
    assert near_year(2023, dt.date(2023, 12, 13), 1) == 2024
    assert near_year(2024, dt.date(2023, 12, 13), 1) == 2024
    assert near_year(2024, dt.date(2024, 2, 16), 1) == 2024
    assert near_year(2023, dt.date(2024, 4, 1), 5) == 2024
    assert near_year(None, None, 5) is None


def test_working_days_leave_out_weekends() -> None:
    friday = dt.date(2025, 6, 6)
    assert days_after(friday, 1, working=True) == dt.date(2025, 6, 9)
    assert days_after(friday, 10, working=True) == dt.date(2025, 6, 20)
    assert days_after(friday, 1) == dt.date(2025, 6, 7)


@given(st.integers(1946, 2099), st.integers(1, 12), st.integers(1, 12))
def test_months_end_in_their_year_and_touch_both_ends(year: int, first: int, last: int) -> None:
    span = months_of(year, first, last)
    assert span is not None
    assert span.end.year == year and span.end.month == last
    assert span.start.month == first and span.start <= span.end
    assert month_of(year, last) == Days(span.end.replace(day=1), span.end)


@given(st.integers(1946, 2100))
def test_quarters_fill_the_year(year: int) -> None:
    quarters = [quarter_of(year, number) for number in (1, 2, 3, 4)]
    whole = year_of(year)
    assert whole is not None and all(quarters)
    assert sum((quarter.end - quarter.start).days + 1 for quarter in quarters if quarter) == (
        (whole.end - whole.start).days + 1
    )
