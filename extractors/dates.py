"""Calendar arithmetic for papers: "Quý II năm 2024" is 2024-04-01 to 2024-06-30.

Everything is inclusive days. What cannot be a date gives None, never a guess.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

MONTHS = 12
MONTHS_IN_QUARTER = 3
FIRST_YEAR, LAST_YEAR = 1945, 2100  # administrative papers of this country


@dataclass(frozen=True, slots=True)
class Days:
    """Inclusive days from `start` to `end`."""

    start: dt.date
    end: dt.date

    def through(self, later: "Days") -> "Days | None":
        """Return the days from the start of these to the end of `later`, None when that runs backwards."""
        return Days(self.start, later.end) if self.start <= later.end else None


def day_of(year: int, month: int, day: int) -> Days | None:
    """Return one day: 10/01/2024; None for 31/02/2024."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return Days(date, date)


def month_of(year: int, month: int) -> Days | None:
    """Return a month: "tháng 02/2024" is 2024-02-01 to 2024-02-29."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS):
        return None
    return Days(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def months_of(year: int, first: int, last: int) -> Days | None:
    """Return the months `first` to `last` that end in `year`: "12-02/2024" begins in December 2023."""
    begin = month_of(year - 1 if first > last else year, first)
    end = month_of(year, last)
    return begin.through(end) if begin and end else None


def quarter_of(year: int, quarter: int) -> Days | None:
    """Return a quarter: "Quý II năm 2024" is 2024-04-01 to 2024-06-30."""
    if not 1 <= quarter <= MONTHS // MONTHS_IN_QUARTER:
        return None
    last = quarter * MONTHS_IN_QUARTER
    return months_of(year, last - MONTHS_IN_QUARTER + 1, last)


def year_of(year: int) -> Days | None:
    """Return a year: "năm 2024" is 2024-01-01 to 2024-12-31."""
    return months_of(year, 1, MONTHS)


def first_months_of(year: int, months: int) -> Days | None:
    """Return the first months of a year: "6 tháng đầu năm 2024" ends on 2024-06-30."""
    return months_of(year, 1, months) if 1 <= months <= MONTHS else None


def last_months_of(year: int, months: int) -> Days | None:
    """Return the last months of a year: "6 tháng cuối năm 2024" begins on 2024-07-01."""
    return months_of(year, MONTHS - months + 1, MONTHS) if 1 <= months <= MONTHS else None


def day_before(date: dt.date) -> dt.date:
    """Return the day before: "trước ngày 01/03/2024" is due on 2024-02-29."""
    return date - dt.timedelta(days=1)


def days_after(date: dt.date, days: int, *, working: bool = False) -> dt.date:
    """Return the day `days` after `date`; with `working` Saturdays and Sundays are not counted.

    Public holidays are not known here (the New Year of the lunar calendar moves), so a working-day limit that runs over
    one ends earlier than the office would say.
    """
    if not working:
        return date + dt.timedelta(days=days)
    weeks, rest = divmod(days, 5)
    date += dt.timedelta(weeks=weeks)
    while rest:
        date += dt.timedelta(days=1)
        rest -= date.weekday() < 5
    return date


def partial_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Return as much of a date as is filled in: "2024-02-16", "2024-02", "2024" or None for an impossible one."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= MONTHS:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if day_of(year, month, day) else None


def near_year(year: int | None, issued_on: dt.date | None, month: int) -> int | None:
    """Return the year an unwritten one means: "tháng 01" in a plan for 2023 issued in December 2023 is January 2024.

    A plan may look at a year that is over, its work never lies half a year before its own date.
    """
    if issued_on is None:
        return year
    if year is None:
        year = issued_on.year
    while (year - issued_on.year) * MONTHS + month - issued_on.month < -MONTHS // 2:
        year += 1
    return year
