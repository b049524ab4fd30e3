"""Times by which work is due: "Chậm nhất đến ngày 10/01/2024", "Trước Quý II năm 2024", "định kỳ hàng tháng".

In a time field or column every calendar word counts; in running prose only words that set a bound ("trước", "chậm
nhất", "xong trong") make a date a deadline. A date of a cited paper is never one.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.dates import Days, day_before, day_of, days_after
from extractors.folding import fold, folded
from extractors.moments import Moment, find_moments, with_digits
from extractors.passage import Found, Passage
from extractors.recurrence import find_recurrences
from extractors.values import Deadline

NAME = "deadlines"
SCOPE = "task"

EXAMPLES: dict[str, list[Deadline]] = {
    "[time] tháng 12 năm 2023": [Deadline("tháng 12 năm 2023", "within", "2023-12-01", "2023-12-31")],
    "[time] Quý 11 năm 2024": [Deadline("Quý 11 năm 2024", "within", "2024-04-01", "2024-06-30")],
    "[time] Tháng 11, 12/2024": [Deadline("Tháng 11, 12/2024", "within", "2024-11-01", "2024-12-31")],
    "[time] Tháng 12-02/2025": [Deadline("Tháng 12-02/2025", "within", "2024-12-01", "2025-02-28")],
    "[time] Quý III, IV/2025": [Deadline("Quý III, IV/2025", "within", "2025-07-01", "2025-12-31")],
    "[time] 6 tháng đầu năm 2025": [Deadline("6 tháng đầu năm 2025", "within", "2025-01-01", "2025-06-30")],
    "[time] Trong năm 2025": [Deadline("Trong năm 2025", "within", "2025-01-01", "2025-12-31")],
    "[time 2025] Quý IV": [Deadline("Quý IV", "within", "2025-10-01", "2025-12-31")],
    "[time] Trước Quý II năm 2024": [Deadline("Trước Quý II năm 2024", "by", None, "2024-03-31")],
    "[time] Trước ngày 01/3/2024": [Deadline("Trước ngày 01/3/2024", "by", None, "2024-02-29")],
    "[time] Trước 17 giờ 00 ngày 15/5/2025": [Deadline("Trước 17 giờ 00 ngày 15/5/2025", "by", None, "2025-05-15")],
    "[time] Hạn cuối: 30/6/2025": [Deadline("Hạn cuối: 30/6/2025", "by", None, "2025-06-30")],
    "[time] Đến hết quý III/2025": [Deadline("Đến hết quý III/2025", "by", None, "2025-09-30")],
    "[time] Cuối năm 2025": [Deadline("Cuối năm 2025", "by", None, "2025-12-31")],
    "[time] Thường xuyên": [Deadline("Thường xuyên", "ongoing")],
    "[time] Thường xuyên trong năm 2024": [
        Deadline("Thường xuyên trong năm 2024", "ongoing", "2024-01-01", "2024-12-31")
    ],
    "[time] Năm 2025 và các năm tiếp theo": [Deadline("Năm 2025 và các năm tiếp theo", "ongoing", "2025-01-01")],
    "[time] Hằng quý": [Deadline("Hằng quý", "recurring", every="quarter")],
    "[time] Ngày 05 hằng tháng": [Deadline("Ngày 05 hằng tháng", "recurring", every="month", day=5)],
    "[time] Tháng 12 hằng năm": [Deadline("Tháng 12 hằng năm", "recurring", every="year")],
    "[time] Theo Kế hoạch số 10/KH-UBND ngày 10/01/2024": [
        Deadline("Theo Kế hoạch số 10/KH-UBND ngày 10/01/2024", "by_reference")
    ],
    "[time] Sau khi Nghị định được ban hành": [Deadline("Sau khi Nghị định được ban hành", "by_reference")],
    "[time 2024-02-16] Trong vòng 10 ngày kể từ ngày ban hành Kế hoạch này": [
        Deadline("Trong vòng 10 ngày kể từ ngày ban hành Kế hoạch này", "by", None, "2024-02-26")
    ],
    "Gửi báo cáo về Phòng Nội vụ chậm nhất ngày 19/4/2024.": [
        Deadline("chậm nhất ngày 19/4/2024", "by", None, "2024-04-19")
    ],
    "Hoàn thành trong năm 2025.": [Deadline("trong năm 2025", "within", "2025-01-01", "2025-12-31")],
    "Phiếu được phát từ tháng 10 - 12/2023.": [Deadline("từ tháng 10 - 12/2023", "within", "2023-10-01", "2023-12-31")],
    "Báo cáo UBND xã định kỳ hàng tháng (tại phiên họp), quý, năm hoặc khi có yêu cầu": [
        Deadline("định kỳ hàng tháng", "recurring", every="month"),
        Deadline("quý", "recurring", every="quarter"),
        Deadline("năm", "recurring", every="year"),
    ],
    "Xây dựng kế hoạch của đơn vị ngay sau khi ban hành Kế hoạch này": [
        Deadline("ngay sau khi ban hành Kế hoạch này", "by_reference")
    ],
    "Thực hiện Kế hoạch số 10/KH-UBND ngày 10/01/2024 của UBND tỉnh về cải cách hành chính năm 2024": [],
    "Hồ sơ tiếp nhận trong năm được giải quyết thường xuyên, đúng hạn": [],
    "Chương trình giai đoạn 2021 - 2025, định hướng đến năm 2030": [],
}

_CHAIN_WINDOW = 90  # characters before a date in which its bound stands
_HINT = folded(
    r"\d|thường\s+xuyên|liên\s+tục|hằng|hàng|định\s+kỳ|mỗi|từng|sau\s+khi|theo|khi|năm|lần|tháng|quý|tuần|tết"
)
_BOUND = (
    r"trước|chậm\s+nhất|muộn\s+nhất|trễ\s+nhất|hạn\s+(?:cuối|chót)(?:\s+cùng)?|thời\s+hạn|cho\s+đến|đến|tới|hết|cuối|đầu|giữa"
    r"|không\s+(?:quá|muộn|chậm|trễ)(?:\s+(?:hơn|quá))?|trong|vào|kể\s+từ|bắt\s+đầu|từ|thường\s+xuyên|liên\s+tục"
    r"|cả|suốt|từ\s+nay|tuần\s+(?:đầu|cuối|thứ\s+\w+|\d)|\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2})?(?:\s*phút)?|\d{1,2}:\d{2}|tính"
)
_CHAIN = folded(
    rf"(?:(?<!\w)(?:{_BOUND}|là|xong|hoàn\s+thành|ngày|thời\s+điểm|khoảng|dự\s+kiến|ngay|duy\s+trì|của|nay"
    rf"|định\s+hướng|tầm\s+nhìn|so\s+với|giai\s+đoạn|sáng|chiều)(?!\w)[\s,:*]*)+$"
)
_WORDS = re.compile(r"\w+")
_NO_BOUNDS = frozenset("tử tư tự tứ tụ đèn đền hét cá ca trọng trống trông dấu dầu đấu lá lạ vao ngáy sang tình tỉnh củ".split())
_FIRST_BOUND = folded(rf"(?<!\w)(?:{_BOUND}|ngày)(?!\w)")
_BEFORE = folded(r"(?<!\w)trước(?!\w)")
_CLOCK = folded(r"\d{1,2}\s*(?:giờ|h|g)(?!\w*[a-z])|\d{1,2}:\d{2}")
_LATEST = folded(r"nhất|hạn\s+(?:cuối|chót)|không\s+(?:quá|muộn|chậm|trễ)|thời\s+hạn")
_UNTIL = folded(r"(?<!\w)(?:đến|tới|hết)(?!\w)")
_FROM = folded(r"(?<!\w)từ(?!\w)(?!\s+nay)")
_ALWAYS = folded(r"thường\s+xuyên|liên\s+tục|suốt|(?<!\w)cả(?!\w)|duy\s+trì")
_END = folded(r"(?<!\w)cuối(?!\w)")
_INSIDE = folded(r"(?<!\w)(?:trong|vào)(?!\w)")
_DONE = folded(r"xong|hoàn\s+thành")
_NO_DEADLINE = folded(r"(?<!\w)(?:tính|so\s+với|định\s+hướng|tầm\s+nhìn)(?!\w)")
_ONWARD = folded(r"\s*(?:và|,)?\s*(?:trở\s+đi|(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau|kế\s+tiếp)|về\s+sau)")
_YEARLY = folded(r"\s*(?:\(?\s*)(?:hằng|hàng|mỗi)\s+năm(?!\w)")
_LINK = folded(r"\s*(?:,|;|và|&)\s*(?:trước\s+)?(?:ngày\s*)?")
# "…/QĐ-UBND ngày", "ban hành ngày", "ký ngày": the date belongs to the paper named before it
_CITED = folded(
    r"(?:/[\w.&/-]*[a-z][\w.&/-]*|(?<!\w)số\s*:?\s*[\w./-]+|(?:ban\s+hành|ký|đề|phê\s+duyệt)(?:\s+vào)?)\s*,?\s*$"
)
_DATA = folded(
    r"(?:phát\s+sinh|được\s+tiếp\s+nhận|hồ\s+sơ\s+(?:đã\s+)?tiếp\s+nhận|áp\s+dụng|hiệu\s+lực|thi\s+hành|nhiệm\s+kỳ|thành\s+lập)\s*(?:kể\s*)?$"
)
_COUNTED = folded(r"(?:số\s+liệu|kỳ\s+báo\s+cáo|kết\s+quả|dữ\s+liệu)\s*$")
_ASKED = folded(r"hoàn\s+thành|(?<!\w)xong|ít\s+nhất|tối\s+thiểu|phấn\s+đấu|\d\s*%|(?<!\w)đạt\s")
_DONE_BEFORE = folded(r"(?<!\w)(?:đã|vừa)(?!\w)[^.;,]{0,40}$")
_DONE_AFTER = folded(r"[^.;:]{0,80}?(?<!\w)đã(?!\w)")
_SENTENCE_START = folded(r"(?:^|[.;:(]\s*|phấn\s+đấu\s*,?\s*|mục\s+tiêu\s*)$")
_REFERENCE = folded(
    r"\s*(?:thực\s+hiện\s+|định\s+kỳ\s+|hoàn\s+thành\s+)?(?:theo|căn\s+cứ|sau|ngay|khi|tùy|tuỳ|đúng|trước\s+khi|trước\s+(?:kỳ|phiên|tết)"
    r"|đột\s+xuất|cùng|kịp\s+thời|dịp|trong\s+(?:dịp|kỳ|đợt|quá\s+trình|suốt\s+quá)|tết|rằm)(?!\w)"
)
_LUNAR = folded(r"âm\s+lịch|(?<!\w)tết(?!\w)|giêng|chạp|rằm")
_RIGHT_AFTER = folded(
    r"(?<!\w)ngay\s+(?:sau\s+)?(?:khi\s+)?(?=[^,.;]{0,60}(?:ban\s+hành|ký|phê\s+duyệt|hiệu\s+lực|thông\s+qua|kế\s+hoạch))[^,.;()]{4,120}"
)
_RELATIVE = folded(
    r"""
    (?<!\w)(?:(?:hoàn\s+thành\s+)?(?:trong\s+(?:vòng|thời\s+hạn|thời\s+gian)|chậm\s+nhất(?:\s+là)?|không\s+quá|sau|thời\s+hạn)\s+)?
    (?P<count>\d{1,3})\s*(?:\(\w+\)\s*)?(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng)\s*,?\s*
    (?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:ngày|khi|thời\s+điểm)\s*(?P<anchor>[^.;()]{0,120})
    """
)
_OWN_ISSUE = folded(
    r"(?:ký\s*)?(?:ban\s+hành\s+)?(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|công\s+văn|văn\s+bản)\s+này"
    r"|(?:ký\s*)?ban\s+hành(?:\s+(?:kế\s+hoạch|quyết\s+định))?\s*(?:$|,)|ký\s*(?:$|,|ban\s+hành)"
)
_TIME_LABEL = folded(
    r"(?:^|(?<=[.;,+*(-])\s*|(?<=\s)-\s*)(?:dự\s+kiến\s+)?(?P<label>(?:thời\s+(?:gian|hạn|điểm)|thời\s+thực\s+hiện|hạn|tiến\s+độ)(?:\s+[a-z]+){0,5})\s*:\s*"
)
_NEXT_LABEL = folded(r"[.;]\s|\)(?!\w)|(?<=\s)[-+]\s*(?=[a-z\s]{3,40}:)|$")


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of a passage read as one time field or as prose."""

    start: int
    end: int
    is_field: bool
    is_limit: bool = False


_Draft = tuple[int, int, Deadline, str]


def extract(passage: Passage) -> Iterator[Found[Deadline]]:
    """Yield the deadlines of a passage in order; in a passage labelled "time" every calendar word counts."""
    text = with_digits(fold(passage.text))
    if not _HINT.search(text):
        return
    drafts: list[_Draft] = []
    for region in _regions(text, is_field=passage.label == "time"):
        drafts += _read(passage, text, region)
    for start, end, deadline, rule in sorted(drafts, key=lambda draft: draft[0]):
        yield Found(deadline, passage.span(start, end), f"deadlines.{rule}")


def _regions(text: str, *, is_field: bool) -> Iterator[_Region]:
    if is_field:
        yield _Region(0, len(text), is_field=True)
        return
    position = 0
    for label in _TIME_LABEL.finditer(text):
        if label.start() < position:
            continue
        stop = _NEXT_LABEL.search(text, label.end())
        end = stop.start() if stop else len(text)
        yield _Region(position, label.start(), is_field=False)
        yield _Region(label.end(), end, is_field=True, is_limit="han" in label["label"].split())
        position = end
    yield _Region(position, len(text), is_field=False)


def _read(passage: Passage, text: str, region: _Region) -> list[_Draft]:
    part = text[: region.end]
    drafts: list[_Draft] = []
    for find in (_relative, _recurring, _dated, _always, _referred):
        for start, end, deadline, rule in find(passage, part, region):
            if not any(start < other[1] and other[0] < end for other in drafts):
                drafts.append((start, end, deadline, rule))
    return drafts


def _printed(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.text[start:end].split())


def _relative(passage: Passage, text: str, region: _Region) -> Iterator[_Draft]:
    for match in _RELATIVE.finditer(text, region.start):
        anchor = match["anchor"].strip()
        end = match.start("anchor") + len(match["anchor"].rstrip(" ,"))
        anchor_days = _anchor_days(anchor, passage)
        printed = _printed(passage, match.start(), end)
        if "hieu luc" in text[max(0, match.start() - 40) : match.start()]:
            continue  # "có hiệu lực sau 10 ngày kể từ ngày ký" is no work
        if anchor_days is not None:
            due = _due(anchor_days, int(match["count"]), match["unit"])
            if due is not None:
                yield match.start(), end, Deadline(printed, "by", None, due.isoformat()), "days_after"
                continue
        if region.is_field:  # in prose it is a service limit, which is a target
            yield match.start(), end, Deadline(printed, "by_reference"), "days_after"


def _anchor_days(anchor: str, passage: Passage) -> dt.date | None:
    if passage.issued_on is not None and _OWN_ISSUE.match(anchor):
        return passage.issued_on
    moments = find_moments(f"ngay {anchor}", year=passage.year, issued_on=passage.issued_on)
    if moments and moments[0].start == 0 and moments[0].grain == "day" and moments[0].days:
        return moments[0].days[0].end
    return None


def _due(anchor: dt.date, count: int, unit: str) -> dt.date | None:
    if unit == "tuan":
        return days_after(anchor, 7 * count)
    if unit == "thang":
        months = anchor.month - 1 + count
        days = day_of(anchor.year + months // 12, months % 12 + 1, anchor.day)
        return days.end if days else None
    due = days_after(anchor, count, working=unit != "ngay")
    # Holidays move working-day limits; the lunar New Year falls between 20 January and 21 February.
    if unit != "ngay" and any(
        _is_near_holiday(anchor + dt.timedelta(days=day)) for day in range((due - anchor).days + 1)
    ):
        return None
    return due


def _is_near_holiday(day: dt.date) -> bool:
    lunar_new_year = (1, 14) <= (day.month, day.day) <= (2, 28)
    hung_kings = (4, 5) <= (day.month, day.day) <= (5, 3)
    return lunar_new_year or hung_kings or (day.month, day.day) in {(1, 1), (9, 1), (9, 2), (9, 3)}


def _recurring(passage: Passage, text: str, region: _Region) -> Iterator[_Draft]:
    clause = text[region.start :]
    for found in find_recurrences(clause):
        start, end = region.start + found.start, region.start + found.end
        if not region.is_field and not found.is_firm and not _SENTENCE_START.search(text[max(0, start - 20) : start]):
            continue
        if region.is_field and found.every == "year" and _ALWAYS.search(text[region.start : start][-16:]):
            continue
        deadline = Deadline(_printed(passage, start, end), "recurring", every=found.every, day=found.day)
        yield start, end, deadline, "recurring"


def _dated(passage: Passage, text: str, region: _Region) -> Iterator[_Draft]:
    clause = text[region.start :]
    moments = find_moments(clause, year=passage.year, issued_on=passage.issued_on)
    group: list[Moment] = []
    for index, moment in enumerate(moments):
        group.append(moment)
        gap = (
            text[region.start + moment.end : region.start + moments[index + 1].start]
            if index + 1 < len(moments)
            else None
        )
        if gap is not None and _LINK.fullmatch(gap) and (not _BEFORE.search(gap) or _YEARLY.match(clause, moments[index + 1].end)):
            continue
        yield from _grouped(passage, text, region, group)
        group = []


def _grouped(passage: Passage, text: str, region: _Region, group: list[Moment]) -> Iterator[_Draft]:
    """Read moments joined by "và": the bound before the first and the words after the last hold for all."""
    first, last = region.start + group[0].start, region.start + group[-1].end
    window = text[max(region.start, first - _CHAIN_WINDOW) : first]
    chain = _chain(window, passage.text[first - len(window) : first])
    before = window[: len(window) - len(chain)]
    worded = group[0].grain == "day" and text.startswith("ngay", first)
    if not _sets_time(text, region, before, chain, (group[0], first, last), worded=worded):
        return
    bound = _FIRST_BOUND.search(chain)
    start = first - len(chain) + bound.start() if bound else first
    yearly = _YEARLY.match(text, last)
    onward = _ONWARD.match(text, last)
    for moment in group:
        begin = start if moment is group[0] else region.start + moment.start
        end = region.start + moment.end
        if moment is group[-1]:
            end = (yearly or onward or _no_tail(text, end)).end()
        printed = _printed(passage, begin, end)
        if yearly:
            yield begin, end, Deadline(printed, "recurring", every="year"), "recurring"
            continue
        for deadline, rule in _bounded(printed, moment, chain, is_onward=onward is not None, is_limit=region.is_limit):
            yield begin, end, deadline, rule


def _chain(window: str, printed: str) -> str:
    """Return the bound right before a date; "điện tử" before it is no "từ"."""
    match = _CHAIN.search(window)
    if match is None:
        return ""
    start = match.start()
    for word in _WORDS.finditer(printed, start):
        if word.group().lower() in _NO_BOUNDS:
            start = word.end()
    return window[start:].lstrip(" ,:*")


def _no_tail(text: str, end: int) -> re.Match[str]:
    match = re.compile("").match(text, end)
    assert match is not None
    return match


def _sets_time(
    text: str, region: _Region, before: str, chain: str, place: tuple[Moment, int, int], *, worded: bool
) -> bool:
    """Return whether a date is a time for work: not the date of a cited paper, of data or of a programme's name."""
    moment, first, last = place
    is_plain = not _FIRST_BOUND.search(chain.replace("ngay", ""))
    if _NO_DEADLINE.search(chain) or (is_plain and _CITED.search(before)):
        return False
    if region.is_field:
        clause = text[region.start : first].rpartition(";")[2]
        return not (is_plain and _REFERENCE.match(clause))
    in_brackets = text[first - 1 : first] == "(" and text[last : last + 1] == ")"
    if in_brackets and moment.grain != "year" and not worded:
        return True
    if is_plain and not _DONE.search(chain):
        return False
    if not (_BEFORE.search(chain) or _LATEST.search(chain)) and _COUNTED.search(before):
        return False
    if _DATA.search(before) or _DONE_BEFORE.search(before) or _DONE_AFTER.match(text, last):
        return False
    return _is_bound_in_prose(before, chain, moment, is_printed=text[last - 1].isdecimal())


def _is_bound_in_prose(before: str, chain: str, moment: Moment, *, is_printed: bool) -> bool:
    if _BEFORE.search(chain) or _LATEST.search(chain) or _DONE.search(chain) or "het" in chain.split():
        return True
    if _FROM.search(chain):
        return moment.is_range and moment.grain != "year"
    if _UNTIL.search(chain):
        return bool(_SENTENCE_START.search(before)) or "tu nay" in chain
    if moment.grain == "year":
        return bool(_END.search(chain) or (is_printed and _ALWAYS.search(chain)) or (is_printed and _asks(before, chain)))
    return bool(_INSIDE.search(chain) or _END.search(chain) or _ALWAYS.search(chain))


def _asks(before: str, chain: str) -> bool:
    """Whether "trong năm 2025" says when work is due and not what was looked at: a count or "hoàn thành" goes before."""
    if not _INSIDE.search(chain):
        return False
    return bool(_SENTENCE_START.search(before) or _ASKED.search(re.split(r"[.;:]\s", before)[-1]))


def _bounded(
    printed: str, moment: Moment, chain: str, *, is_onward: bool, is_limit: bool
) -> Iterator[tuple[Deadline, str]]:
    days_of = moment.days or (None,)
    for days in days_of:
        if is_onward:
            yield Deadline(printed, "ongoing", _iso(days.start if days else None)), "onward"
        elif _BEFORE.search(chain):
            by_end = _CLOCK.search(chain) or _END.search(chain) or "het" in chain.split()
            end = None if days is None else days.end if by_end else day_before(days.start)
            yield Deadline(printed, "by", None, _iso(end)), "before"
        elif _FROM.search(chain) and not moment.is_range and not _UNTIL.search(chain):
            yield Deadline(printed, "ongoing", _iso(days.start if days else None)), "since"
        elif (_LATEST.search(chain) or _UNTIL.search(chain)) and not (_FROM.search(chain) and moment.is_range):
            yield Deadline(printed, "by", None, _iso(days.end if days else None)), "latest_day"
        elif _ALWAYS.search(chain):
            yield Deadline(printed, "ongoing", *_both(days)), "ongoing"
        elif _END.search(chain) or (is_limit and moment.grain == "day" and not moment.is_range):
            yield Deadline(printed, "by", None, _iso(days.end if days else None)), "end_of"
        else:
            yield Deadline(printed, "within", *_both(days)), "within"


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _both(days: Days | None) -> tuple[str | None, str | None]:
    return (_iso(days.start), _iso(days.end)) if days else (None, None)


def _always(passage: Passage, text: str, region: _Region) -> Iterator[_Draft]:
    """A bare "Thường xuyên" counts in a time field only."""
    if not region.is_field:
        return
    match = _ALWAYS.match(text, region.start + len(text[region.start :]) - len(text[region.start :].lstrip(" -+*")))
    if match:
        yield match.start(), match.end(), Deadline(_printed(passage, match.start(), match.end()), "ongoing"), "ongoing"


def _referred(passage: Passage, text: str, region: _Region) -> Iterator[_Draft]:
    if not region.is_field:
        for match in _RIGHT_AFTER.finditer(text, region.start):
            if passage.text[match.start() : match.start() + len("ngay")].lower() != "ngay":
                continue  # "ngày … phê duyệt" is a date
            end = match.start() + len(match.group().rstrip())
            yield match.start(), end, Deadline(_printed(passage, match.start(), end), "by_reference"), "right_after"
        return
    start = region.start
    for clause in re.split(r"(?<=;)", text[start:]):
        body = clause.strip(" ;.,-+*")
        begin = start + clause.find(body) if body else start
        if body and (_REFERENCE.match(body) or _LUNAR.search(body)):
            end = begin + len(body)
            yield begin, end, Deadline(_printed(passage, begin, end), "by_reference"), "by_reference"
        start += len(clause)
