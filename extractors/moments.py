"""Calendar words in folded text: "tháng 12-02/2024", "quý 11/2024", "từ ngày 05 đến 10/01", as inclusive days.

A moment is only the words that name days; what is said about them (before, until, from) is the deadline's business.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.calendar_words import (
    ANY,
    BESIDE,
    CUT,
    DAY,
    DIGITS,
    HALF,
    LAST_DAY,
    LIST_WINDOW,
    LISTED_BEFORE,
    LISTED_BEHIND,
    MISREAD,
    MONTHS,
    PART,
    PRINTED_YEAR,
    QUARTERS,
    RANGE,
    SPELLED,
    SPELLED_MONTH,
    SPELLED_MONTHS,
    TORN,
    TORN_WINDOW,
    YEAR,
    YEARS,
)
from extractors.dates import (
    Days,
    day_before,
    day_of,
    first_months_of,
    last_months_of,
    month_of,
    months_of,
    near_year,
    quarter_of,
    year_of,
)

Grain = Literal["day", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Days named at `start:end` of a text; several when the paper lists days apart, none when no year is known.

    `is_range` is true for "… đến …", `is_bare` when no word such as "ngày" or "tháng" names the grain ("12/2023").
    """

    start: int
    end: int
    grain: Grain
    days: tuple[Days, ...]
    is_range: bool = False
    is_bare: bool = False


def with_digits(text: str) -> str:
    """Return folded text with digits where scanners saw letters: "thang l2 nam 2o24" is "thang 12 nam 2024"."""
    return MISREAD.sub(lambda match: match.group().translate(DIGITS), text)


def find_moments(text: str, *, year: int | None, issued_on: dt.date | None) -> list[Moment]:
    """Return the moments of a folded text in order; a year not printed comes from the words after or the paper."""
    moments: list[Moment] = []
    position = 0
    while match := ANY.search(text, position):
        found = _moment_at(text, match.start(), year=year, issued_on=issued_on)
        position = found.end if found else match.end()
        if found and not (TORN.search(text, max(0, found.start - TORN_WINDOW), found.start) or _is_cut(text, found)):
            moments.append(found)
    return list(_with_ranges(text, _dated_by_next(text, moments)))


def _is_cut(text: str, moment: Moment) -> bool:
    """Whether the end of a range was lost: "tháng 7 - 0/2024" is not July."""
    return moment.grain in ("month", "quarter") and not moment.is_range and CUT.match(text, moment.end) is not None


def _dated_by_next(text: str, moments: list[Moment]) -> list[Moment]:
    """Return moments with the year printed at the end of their list: "ngày 15/6 và 15/12/2025"."""
    dated: list[Moment] = []
    year: int | None = None
    for moment in reversed(moments):
        if printed := PRINTED_YEAR.search(text, moment.start, moment.end):
            year = int(printed.group())
        elif dated and year is not None and BESIDE.fullmatch(text, moment.end, dated[-1].start):
            moment = _moment_at(text, moment.start, year=year, issued_on=None) or moment
        else:
            year = None
        dated.append(moment)
    return dated[::-1]


def _moment_at(text: str, start: int, *, year: int | None, issued_on: dt.date | None) -> Moment | None:
    for pattern, read in _READERS:
        match = pattern.match(text, start)
        if match:
            found = read(match, year, issued_on)
            if found:
                return found
    return None


def _days(match: re.Match[str], year: int | None, issued_on: dt.date | None) -> Moment | None:
    spelled = match["month_spelled"]
    month = SPELLED_MONTHS[" ".join(spelled.split())] if spelled else int(match["month"] or match["month_word"])
    printed = match["year"] or match["year_after"] or match["year_word"] or match["year_spelled"]
    is_bare = not printed and match["worded"] is None and not match["month_word"] and not match["first"]
    if is_bare and not (match["mark"] and _stands_among_days(match)):
        return None  # "10/12" may be a share
    if match["mark"] == "-" and not match["year"]:
        return None  # "11-12/2025" are two months
    if match["mark"] == "." and not printed:
        return None  # "2.1, 2.2" are codes
    if not match.group().startswith("ngay") and match.string.endswith("tuan ", 0, match.start()):
        return None  # "tuần 1 tháng 12" is no day
    named = int(printed) if printed else near_year(year, issued_on, month)
    if named is None:
        return Moment(match.start(), match.end(), "day", ())
    last = day_of(named, month, int(match["day"]))
    if last is None:
        return None
    is_range = bool(match["first"]) and match["join"][:1] in "-dtc"
    days: tuple[Days, ...] = (last,)
    if match["first"]:
        first = day_of(named, month, int(match["first"]))
        if first is None or first.start >= last.start:
            return None
        days = (Days(first.start, last.end),) if is_range or _adjoin(first, last) else (first, last)
    return Moment(match.start(), match.end(), "day", days, is_range)


def _stands_among_days(match: re.Match[str]) -> bool:
    """Whether a bare "15/6" is a day for what stands around it: "21/11 - 10/12/2024", "trước 15/3, 15/6 và 05/12"."""
    text, start, end = match.string, match.start("day"), match.end()
    return bool(
        LAST_DAY.match(text, end)
        or LISTED_BEHIND.match(text, end)
        or LISTED_BEFORE.search(text, max(0, start - LIST_WINDOW), start)
    )


def _spelled_month(match: re.Match[str], _year: int | None, _issued_on: dt.date | None) -> Moment | None:
    days = month_of(int(match["year"]), SPELLED_MONTHS[" ".join(match["month"].split())])
    return Moment(match.start(), match.end(), "month", (days,)) if days else None


def _months(match: re.Match[str], year: int | None, issued_on: dt.date | None) -> Moment | None:
    parts = [("", int(match["month"]), match["year"])]
    for part in PART.finditer(match["more"]):
        if not part["number"].isdecimal():
            return None
        parts.append((part["join"], int(part["number"]), part["year"]))
    is_bare = not match["worded"].strip()
    return _listed(match, parts, "month", months_of, year=year, issued_on=issued_on, is_bare=is_bare)


def _quarters(match: re.Match[str], year: int | None, issued_on: dt.date | None) -> Moment | None:
    words = [("", match["quarter"], match["year"])]
    words += [(part["join"], part["number"], part["year"]) for part in PART.finditer(match["more"])]
    parts = [(join, _quarter_number(word) or 0, printed) for join, word, printed in words]
    numbers = [number for _, number, _ in parts]
    if 0 in numbers or any(one == other for one, other in pairwise(numbers)):
        return None  # "Quý II, II/2025" has lost a stroke, nobody can say where
    return _listed(match, parts, "quarter", _quarters_of, year=year, issued_on=issued_on, is_bare=False)


def _quarters_of(year: int, first: int, last: int) -> Days | None:
    begin = quarter_of(year - 1 if first > last else year, first)
    end = quarter_of(year, last)
    return begin.through(end) if begin and end else None


def _quarter_number(word: str) -> int | None:
    if word in SPELLED:
        return SPELLED[word]
    roman = re.sub(r"[l1|!]", "i", word.replace("h", "ii"))
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4, "2": 2, "3": 3, "4": 4}.get(roman)


def _listed(
    match: re.Match[str],
    parts: list[tuple[str, int, str | None]],
    grain: Literal["month", "quarter"],
    spanning: Callable[[int, int, int], Days | None],
    *,
    year: int | None,
    issued_on: dt.date | None,
    is_bare: bool,
) -> Moment | None:
    """Return a list or range of months or quarters; the year printed last holds for all without one."""
    named = [int(printed) if printed else None for _, _, printed in parts]
    if match["last_year"]:
        named[-1] = int(match["last_year"])
    if named[-1] is None:
        month = parts[-1][1] if grain == "month" else parts[-1][1] * 3
        named[-1] = named[0] if named[0] is not None else near_year(year, issued_on, month)
    last_year = named[-1]
    is_range = any(join[:1] in ("-", "d", "t", "c") for join, _, _ in parts)
    if last_year is None:
        return Moment(match.start(), match.end(), grain, (), is_range, is_bare)
    numbers = [number for _, number, _ in parts]
    first_year = named[0]
    if len(parts) > 1 and first_year is not None and first_year != last_year:
        begin, end = spanning(first_year, numbers[0], numbers[0]), spanning(last_year, numbers[-1], numbers[-1])
        joined = begin.through(end) if begin and end else None
        return Moment(match.start(), match.end(), grain, (joined,), True, is_bare) if joined else None
    days = _runs(numbers, last_year, spanning, is_range=is_range, size=12 if grain == "month" else 4)
    return Moment(match.start(), match.end(), grain, days, is_range, is_bare) if days else None


def _runs(
    numbers: list[int], year: int, spanning: Callable[[int, int, int], Days | None], *, is_range: bool, size: int
) -> tuple[Days, ...]:
    """Return "4, 5" as one run, "3, 6, 9" as three; "12, 01" runs over New Year."""
    if is_range:
        days = spanning(year, numbers[0], numbers[-1])
        return (days,) if days else ()
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] % size + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found = [spanning(year, run[0], run[-1]) for run in runs]
    return tuple(days for days in found if days)


def _half(match: re.Match[str], year: int | None, issued_on: dt.date | None) -> Moment | None:
    word = match["months"]
    months = 6 if word is None else SPELLED.get(word) or int(word)
    printed = match["year"] or match["year_only"]
    named = int(printed) if printed else year or (issued_on.year if issued_on else None)
    if named is None:
        return Moment(match.start(), match.end(), "half", ())
    days = first_months_of(named, months) if match["side"] == "dau" else last_months_of(named, months)
    return Moment(match.start(), match.end(), "half", (days,)) if days else None


def _years(match: re.Match[str], year: int | None, issued_on: dt.date | None) -> Moment | None:
    if not match["year"]:
        named = year or (issued_on.year if issued_on else None)
        days = year_of(named) if named else None
        return Moment(match.start(), match.end(), "year", (days,) if days else ())
    first = int(match["year"])
    last = max([first, *(int(number) for number in re.findall(YEAR, match["more"]))])
    begin, end = year_of(first), year_of(last)
    joined = begin.through(end) if begin and end else None
    is_range = bool(match["more"])
    if joined is None:
        return None
    return Moment(match.start(), match.end(), "year", (joined,), is_range, is_bare=not match["worded"])


def _with_ranges(text: str, moments: list[Moment]) -> Iterator[Moment]:
    """Join "tháng 11/2023" and "tháng 02/2024" with "đến" between them to one moment."""
    index = 0
    while index < len(moments):
        first = moments[index]
        following = moments[index + 1] if index + 1 < len(moments) else None
        between = RANGE.fullmatch(text, first.end, following.start) if following else None
        joined = None
        if following and between and not first.is_range:
            joined = _joined(first, following, is_last_excluded=between["before"] is not None)
        yield joined or first
        index += 2 if joined else 1


def _joined(first: Moment, last: Moment, *, is_last_excluded: bool) -> Moment | None:
    if not (first.days and last.days):
        return Moment(first.start, last.end, first.grain, (), True)
    begin, end = first.days[0], last.days[-1]
    if begin.start > end.end:  # "tháng 11 đến tháng 01/2025" begins the year before
        begin = _in_year(begin, end.end.year - 1) or begin
    if is_last_excluded:  # "từ ngày 01/3 đến trước ngày 15/4"
        before = day_before(end.start)
        end = Days(before, before)
    days = begin.through(end)
    return Moment(first.start, last.end, first.grain, (days,), True, first.is_bare) if days else None


def _in_year(days: Days, year: int) -> Days | None:
    if days.start == days.end:
        return day_of(year, days.start.month, days.start.day)
    if days.start.month == days.end.month:
        return month_of(year, days.start.month)
    return months_of(year, days.start.month, days.end.month)


def _adjoin(first: Days, last: Days) -> bool:
    return (last.start - first.end) <= dt.timedelta(days=1)


_Read = Callable[[re.Match[str], int | None, dt.date | None], Moment | None]
_READERS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (DAY, _days),
    (SPELLED_MONTH, _spelled_month),
    (HALF, _half),
    (MONTHS, _months),
    (QUARTERS, _quarters),
    (YEARS, _years),
)
