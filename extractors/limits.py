"""Times that count from another: "trong vòng 10 ngày kể từ ngày ban hành Kế hoạch này", in folded text."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.dates import MONTHS, day_of, days_after
from extractors.folding import folded
from extractors.moments import find_moments

_LIMIT = folded(
    r"""
    (?<!\w)(?:(?:hoàn\s+thành\s+)?
      (?:trong\s+(?:vòng|thời\s+hạn|thời\s+gian)|chậm\s+nhất(?:\s+là)?|không\s+quá|sau|thời\s+hạn)\s+)?
    (?P<count>\d{1,3})\s*(?:\(\w+\)\s*)?(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng)\s*,?\s*
    (?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:ngày|khi|thời\s+điểm)\s*(?P<anchor>[^.;()]{0,120})
    """
)
_OWN_ISSUE = folded(
    r"""
    (?:ký\s*)?(?:ban\s+hành\s+)?(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|công\s+văn|văn\s+bản)\s+này
    | (?:ký\s*)?ban\s+hành(?:\s+(?:kế\s+hoạch|quyết\s+định))?\s*(?:$|,)
    | ký\s*(?:$|,|ban\s+hành)
    """
)
# "kể từ ngày nhận được Công văn này": the paper's own coming starts the clock of the work it asks for
_OWN_RECEIPT = folded(
    r"nhận\s+(?:được\s+)?(?:công\s+văn|văn\s+bản|kế\s+hoạch|quyết\s+định|chỉ\s+thị|thông\s+báo)\s+này"
)
_IN_FORCE = "hieu luc"  # "có hiệu lực sau 10 ngày kể từ ngày ký" is no work
_IN_FORCE_WINDOW = 40  # characters
_WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit at `start:end` of a text and the day it is over; None when its anchor is not in the paper.

    `is_of_paper` is true when the limit counts from the day the paper itself is received.
    """

    start: int
    end: int
    due: dt.date | None
    is_of_paper: bool = False


def find_limits(text: str, start: int, *, year: int | None, issued_on: dt.date | None) -> Iterator[Limit]:
    """Yield the limits in a folded text from `start` on."""
    for match in _LIMIT.finditer(text, start):
        if _IN_FORCE in text[max(start, match.start() - _IN_FORCE_WINDOW) : match.start()]:
            continue
        anchor = _anchor_day(match["anchor"].strip(), year=year, issued_on=issued_on)
        due = _due(anchor, int(match["count"]), match["unit"]) if anchor else None
        received = _OWN_RECEIPT.match(match["anchor"])
        length = received.end() if received else len(match["anchor"].rstrip(" ,"))
        is_of_paper = received is not None or _OWN_ISSUE.match(match["anchor"]) is not None
        yield Limit(match.start(), match.start("anchor") + length, due, is_of_paper)


def _anchor_day(anchor: str, *, year: int | None, issued_on: dt.date | None) -> dt.date | None:
    if issued_on is not None and _OWN_ISSUE.match(anchor):
        return issued_on
    moments = find_moments(f"ngay {anchor}", year=year, issued_on=issued_on)
    if moments and moments[0].start == 0 and moments[0].grain == "day" and moments[0].days:
        return moments[0].days[0].end
    return None


def _due(anchor: dt.date, count: int, unit: str) -> dt.date | None:
    if unit == "tuan":
        return days_after(anchor, _WEEK * count)
    if unit == "thang":
        months = anchor.month - 1 + count
        days = day_of(anchor.year + months // MONTHS, months % MONTHS + 1, anchor.day)
        return days.end if days else None
    is_working = re.fullmatch(r"ngay\s+lam\s+viec", unit) is not None
    due = days_after(anchor, count, working=is_working)
    passed = (anchor + dt.timedelta(days=day) for day in range((due - anchor).days + 1))
    return None if is_working and any(map(_is_near_holiday, passed)) else due


def _is_near_holiday(day: dt.date) -> bool:
    """Whether a public holiday may move a working-day limit: those of the lunar calendar move between these days."""
    lunar_new_year = (1, 14) <= (day.month, day.day) <= (2, 28)
    hung_kings_to_may = (4, 5) <= (day.month, day.day) <= (5, 3)
    return lunar_new_year or hung_kings_to_may or (day.month, day.day) in {(1, 1), (9, 1), (9, 2), (9, 3)}
