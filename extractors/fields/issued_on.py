"""The day a paper was issued; "2024-02" or "2024" where day or month are left blank."""

import datetime as dt
import re
from collections.abc import Iterator

from extractors.folding import fold
from extractors.passage import Found, Passage

NAME = "issued_on"
SCOPE = "header"
READS = frozenset({"head"})
EXAMPLES = {
    "[head] Bình An, ngày 13 tháng 12 năm 2023": ["2023-12-13"],
    "[head] Bình An, ngày tháng năm 2024": ["2024"],
    "[head] Bình An, ngày ... tháng 02 năm 2025": ["2025-02"],
    "[head] Bình An, ngày 05 tháng .... năm 2025": ["2025"],
    "[head] Bình An, ngày 3O tháng l năm 2025": ["2025-01-30"],
    "[head] Bình An, ngày 31 tháng 02 năm 2025": ["2025-02"],
    "[head] Bình An, ngày 06/01/2025": ["2025-01-06"],
    "[head] Bình An, ngay 16 thang 2 nam 2025": ["2025-02-16"],
    "[head] Bình An, ngày: tháng năm 2024": ["2024"],
    "[head] Bình An, ngày _ tháng 02 năm 2026": ["2026-02"],
    "[head] Bình An, ngày Ì( tháng 12 năm 2023": [],
    "[head] Bình An, ngày G_ tháng 02 năm-2024": [],
    "[head] KẾ HOẠCH năm 2025": [],
}

PLACE_LINE = re.compile(
    r"\bng[a\w]y[:;,.]?\s*(?P<day>[0-9lio]{0,2})(?P<ink>[^\w\s.…_/]\S{0,4}|"
    r"\S{1,5}?)??[\s.…_/]*th[a\w]ng\s*(?P<month>[0-9lio]{0,2})[\s.…_/]*"
    r"n[a\w]m[\s\W]*(?P<year>[12l][0-9lio]{3})\b"
    r"|\bngay\s*(?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?(?P<year2>\d{4})\b"
)
_DIGITS = str.maketrans("lio", "110")


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the first date of the head as far as it is written."""
    match = PLACE_LINE.search(fold(passage.text))
    if match is None:
        return
    if match.group("ink"):
        return  # a day is written that cannot be read: saying nothing is better than saying it was left blank
    groups = match.groupdict()
    day, month, year = (
        (groups[name] or groups[name + "2"] or "").translate(_DIGITS) for name in ("day", "month", "year")
    )
    date = year
    if month and 1 <= int(month) <= 12:
        date = f"{year}-{int(month):02d}"
        if day and _is_day(int(year), int(month), int(day)):
            date = f"{date}-{int(day):02d}"
    # A day that is left blank and one that was written by hand and not read look alike.
    rule = "issued_on.line" if len(date) == len("2024-02-16") else "issued_on.partial"
    yield Found(date, passage.span(match.start(), match.end()), rule)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
