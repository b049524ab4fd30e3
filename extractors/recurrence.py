"""Times that come back: "định kỳ hàng tháng, quý, năm", "trước ngày 15 hằng tháng", "6 tháng/lần", in folded text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.folding import folded
from extractors.values import Period

_PERIODS: dict[str, Period] = {
    "tuan": "week",
    "thang": "month",
    "quy": "quarter",
    "6 thang": "half_year",
    "nua nam": "half_year",
    "nam": "year",
}
_PERIOD = (
    r"(?:tuần|0?6\s+tháng|sáu\s+tháng|nửa\s+năm|tháng|quý(?!\s+(?:một|hai|ba|bốn)(?!\s+lần))|năm)"
    r"(?!\w)(?!\s*\d)(?!\s*(?:đầu|cuối)(?!\w))"
)
_EVERY = r"(?:hằng|hàng|mỗi|từng)"

_RECURRING = folded(
    rf"""
    (?<!\w)
    (?:(?P<regular>định\s+kỳ)\s*(?:vào\s+)?)?
    (?:(?P<bound>trước|chậm\s+nhất(?:\s+là)?(?:\s+(?:vào|đến|trước))?|vào|từ)?\s*
       (?:ngày\s+(?:mồng\s+|mùng\s+)?(?P<day>\d{{1,2}})(?!\s*[/.\d])(?:\s*(?:-|đến|và|,)\s*(?:ngày\s+)?\d{{1,2}})?
         |(?:sáng\s+|chiều\s+)?thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])
         |(?:tuần|ngày|tháng)\s+(?:đầu|cuối)(?:\s+cùng)?
         |tháng\s+\d{{1,2}}(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{{1,2}}){{0,11}}
         |quý\s+(?:iv|i{{1,3}}|[1-4])
       )
       (?:\s+(?:của\s+)?tháng\s+(?:đầu|cuối)(?:\s+(?:của|cùng))?)?\s*(?:của\s+)?
    )?
    (?P<every>{_EVERY}\s+)(?P<period>{_PERIOD})
    """
)
_LAST_MONTH = folded(
    r"""
    (?<!\w)(?P<bound>trước\s+|chậm\s+nhất\s+(?:là\s+)?|vào\s+)?ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?
    tháng\s+(?:cuối|đầu(?:\s+tiên)?|thứ\s+(?:hai|ba|nhất)|giữa)\s+(?:của\s+)?(?:mỗi\s+|hằng\s+|hàng\s+)?
    (?P<period>quý|năm)(?!\w)
    """
)
_REGULAR = folded(
    rf"(?<!\w)định\s+kỳ\s*(?P<bracket>\()?\s*(?:báo\s+cáo\s+|theo\s+|từng\s+|vào\s+|tổ\s+chức\s+)?(?P<period>{_PERIOD})"
)
_TIMES = folded(
    r"(?<!\w)(?:(?:0?1|một)\s+)?(?P<period>0?6\s+tháng|sáu\s+tháng|tuần|tháng|quý|năm)\s*(?:/|một|01|1|\()\s*(?:01\s+|1\s+|một\s+)?lần(?!\w)"
)
_PER = folded(r"(?<!\w)(?:0?1|một)\s+lần\s*/\s*(?P<period>tuần|tháng|quý|6\s+tháng|năm)(?!\w)")
# "02 lần/năm" in a time field is every half year
_SEVERAL = folded(
    r"(?<!\w)(?P<times>0?[1-9]|1[02]|hai|ba|bốn)\s+lần\s*(?:/|trong|một|mỗi)\s*(?:(?:0?1|một)\s+)?"
    r"(?P<period>năm)(?!\w)(?!\s*\d)"
)
_SEVERAL_A_YEAR: dict[str, Period] = {
    **dict.fromkeys(("2", "hai"), "half_year"),
    **dict.fromkeys(("4", "bon"), "quarter"),
    "12": "month",
}
# "Báo cáo quý, 6 tháng, năm" in a time field
_LISTED = folded(
    rf"(?:^|(?<=báo\scáo\s)|(?<=sơ\skết\s)|(?<=đánh\sgiá\s))\s*(?P<period>{_PERIOD})"
    rf"(?=\s*(?:,|và)\s*(?:và\s+)?{_PERIOD}\s*(?:[,.;)]|và|$))"
)
# "báo cáo Sở Nội vụ 6 tháng, năm." at the end of a sentence
_REPORTED = folded(
    rf"(?<!\w)báo\s+cáo\s[^.;:,\d]{{2,60}}?\s(?P<period>{_PERIOD})"
    rf"(?=\s*(?:,|và)\s*(?:{_PERIOD}\s*(?:,|và)\s*){{0,2}}(?:năm|6\s+tháng|quý)\s*(?:[.;]|$))"
)
# "trước ngày 25 của tháng", "ngày làm việc cuối cùng của quý"
_DAY_OF = folded(
    r"""
    (?<!\w)(?P<bound>trước\s+|chậm\s+nhất\s+(?:là\s+)?|vào\s+)?
    (?:ngày\s+(?P<day>\d{1,2})|(?:ngày|tuần)\s+(?:làm\s+việc\s+)?(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?))
    \s+của\s+(?P<period>tháng|quý|năm)(?:\s+(?:sau|báo\s+cáo|kế\s+tiếp|tiếp\s+theo))?(?=\s*(?:[,.;)]|$))
    """
)
_IN_FIELD = (_SEVERAL, _LISTED)
_MORE = folded(
    rf"(?:\s*\([^()]{{0,80}}\))?\s*(?:,|;|và|hoặc|/|&)\s*(?:định\s+kỳ\s+)?(?P<begin>(?:{_EVERY}|0?1|một|cả)\s+)?(?:0?9\s+tháng\s*,?\s*(?:và\s+)?)?(?P<period>{_PERIOD})"
    rf"(?=\s*(?:[,.;:)/(]|và|hoặc|gửi|báo|tổng|để|theo|kết|$))"
)

LAST_DAY_OF_MONTH = 31


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A time that comes back, at `start:end`; `is_firm` when the words cannot just be part of a plan's name."""

    start: int
    end: int
    every: Period
    day: int | None
    is_firm: bool


def find_recurrences(text: str) -> list[Recurrence]:
    """Return what recurs in a folded text: "định kỳ hàng tháng, quý" is a month and a quarter."""
    found: list[Recurrence] = []
    end = 0
    for match in sorted(_matches(text), key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        groups = match.groupdict()
        every = _PERIODS[_period(match["period"])]
        if match.re is _SEVERAL:
            every = _SEVERAL_A_YEAR.get(match["times"].lstrip("0"), every)
        day = int(groups["day"]) if groups.get("day") else None
        if day is not None and (groups.get("bound") or "").strip().startswith("truoc"):
            day -= 1
        is_firm = (
            every != "year" or bool(groups.get("regular") or day) or match.re in (_REGULAR, _TIMES, _PER, _REPORTED)
        )
        is_firm = is_firm and match.re not in _IN_FIELD
        start, end = match.start("period") if match.re is _REPORTED else match.start(), match.end()
        pending = found[-1] if found else None
        if pending and pending.every == every and pending.day is None and not text[pending.end : start].strip(" ,("):
            # "hằng quý trước ngày 15 của tháng cuối quý" is one time
            start, is_firm = found.pop().start, True
        found.append(Recurrence(start, end, every, day if day and 1 <= day <= LAST_DAY_OF_MONTH else None, is_firm))
        while more := _MORE.match(text, end):
            start, end = more.start("begin") if more["begin"] else more.start("period"), more.end()
            found.append(Recurrence(start, end, _PERIODS[_period(more["period"])], None, match.re not in _IN_FIELD))
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_RECURRING, _LAST_MONTH, _REGULAR, _TIMES, _PER, _DAY_OF, _REPORTED, *_IN_FIELD):
        yield from pattern.finditer(text)


def _period(words: str) -> str:
    return re.sub(r"^(?:0?6|sau)\s+", "6 ", re.sub(r"\s+", " ", words))
