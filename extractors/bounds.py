"""The words around a date that say what it bounds: "trước", "chậm nhất đến", "từ … trở đi", in folded text.

"Trước ngày 01/3" excludes the day, "chậm nhất ngày 01/3" includes it, "từ tháng 3" opens a time without an end.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.dates import Days, day_before
from extractors.folding import folded
from extractors.moments import Moment
from extractors.values import Deadline

CHAIN_WINDOW = 90  # characters before a date in which its bound stands

_BOUND = (
    r"trước|chậm\s+nhất|c\w{2,4}\s+nhất|muộn\s+nhất|trễ\s+nhất|hạn\s+(?:cuối|chót)(?:\s+cùng)?|thời\s+hạn|cho\s+đến|đến|tới|hết"
    r"|cuối|đầu|giữa|kết\s+thúc|không\s+(?:được\s+)?(?:để\s+)?(?:quá|muộn|chậm|trễ)(?:\s+(?:hơn|quá))?|trong|vào|kể\s+từ|bắt\s+đầu|từ|từ\s+nay|tính"
    r"|duy\s+trì|thường\s+xuyên|liên\s+tục|cả|suốt|tuần\s+(?:đầu|cuối|thứ\s+\w+|\d)"
    r"|\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2})?(?:\s*phút)?|\d{1,2}:\d{2}"
)
_CHAIN = folded(
    rf"""
    (?:(?<!\w)(?:{_BOUND}|là|xong|hoàn\s+thành|ngày|thời\s+điểm|khoảng|dự\s+kiến|ngay|của|nay
      |định\s+hướng|tầm\s+nhìn|so\s+với|giai\s+đoạn|sáng|chiều)(?!\w)[\s,:*]*)+$
    """
)
_WORDS = re.compile(r"\w+")
# Words that fold to a bound and are none: "điện tử 10/01" is not "từ 10/01".
_NO_BOUNDS = re.compile(
    r"(?:tử|tư|tự|tứ|tụ|đèn|đền|hét|cá|ca|trọng|trống|trông|dấu|dầu|đấu|lá|lạ|vao|ngáy|sang|tình|tỉnh|củ)",
    re.IGNORECASE,
)
_FIRST_BOUND = folded(rf"(?<!\w)(?:{_BOUND}|ngày)(?!\w)")
_BEFORE = folded(r"(?<!\w)trước(?!\w)")
_CLOCK = folded(r"\d{1,2}\s*(?:giờ|h|g)(?!\w*[a-z])|\d{1,2}:\d{2}")
_LATEST = folded(r"nhất|kết\s+thúc|hạn\s+(?:cuối|chót)|không\s+(?:được\s+)?(?:để\s+)?(?:quá|muộn|chậm|trễ)|thời\s+hạn")
_UNTIL = folded(r"(?<!\w)(?:đến|tới|hết)(?!\w)")
_FROM = folded(r"(?<!\w)từ(?!\w)(?!\s+nay)")
ALWAYS = folded(r"thường\s+xuyên|liên\s+tục|suốt|(?<!\w)cả(?!\w)|duy\s+trì")
_END = folded(r"(?<!\w)cuối(?!\w)")
_INSIDE = folded(r"(?<!\w)(?:trong|vào)(?!\w)")
_DONE = folded(r"xong|hoàn\s+thành")
_NO_DEADLINE = folded(r"(?<!\w)(?:tính|so\s+với|định\s+hướng|tầm\s+nhìn)(?!\w)")
# "…/QĐ-UBND ngày", "ban hành ngày", "ký ngày": the date belongs to the paper named before it
_CITED = folded(
    r"(?:/[\w.&/-]*[a-z][\w.&/-]*|(?<!\w)số\s*:?\s*[\w./-]+|(?:ban\s+hành|ký|đề|phê\s+duyệt)(?:\s+vào)?)\s*,?\s*$"
)
_DATA = folded(
    r"""
    (?:phát\s+sinh|được\s+tiếp\s+nhận|hồ\s+sơ\s+(?:đã\s+)?tiếp\s+nhận|áp\s+dụng|hiệu\s+lực|thi\s+hành|nhiệm\s+kỳ
      |thành\s+lập)\s*(?:kể\s*)?$
    """
)
_COUNTED = folded(r"(?:số\s+liệu|kỳ\s+báo\s+cáo|kết\s+quả|dữ\s+liệu)\s*$")
_ASKED = folded(r"hoàn\s+thành|(?<!\w)xong|ít\s+nhất|tối\s+thiểu|phấn\s+đấu|\d\s*%|(?<!\w)đạt\s")
_DONE_BEFORE = folded(r"(?<!\w)(?:đã|vừa)(?!\w)[^.;,]{0,40}$")
_DONE_AFTER = folded(r"[^.;:]{0,80}?(?<!\w)đã(?!\w)")
SENTENCE_START = folded(r"(?:^|[.;:(]\s*|phấn\s+đấu\s*,?\s*|mục\s+tiêu\s*)$")
_CLAUSE_END = re.compile(r"[.;:]\s")


class Bound:
    """What is said right before a date: `words` (folded, may be empty) and the text `before` them."""

    def __init__(self, words: str, before: str) -> None:
        self.words = words
        self.before = before

    @cached_property
    def first(self) -> int | None:
        """Where in `words` the bound itself begins, after "hoàn thành" or "là"; None when there is none."""
        match = _FIRST_BOUND.search(self.words)
        return match.start() if match else None

    @cached_property
    def is_plain(self) -> bool:
        """Whether nothing but "ngày" stands before the date."""
        return not _FIRST_BOUND.search(self.words.replace("ngay", ""))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a notion is among the words."""
        return pattern.search(self.words) is not None

    @property
    def is_refused(self) -> bool:
        """Whether the date is that of a cited paper or only a view ahead: "định hướng đến năm 2030"."""
        return self.has(_NO_DEADLINE) or (self.is_plain and _CITED.search(self.before) is not None)

    @property
    def is_by(self) -> bool:
        """Whether a day is named up to which there is time: "trước", "chậm nhất", "hết"."""
        return self.has(_BEFORE) or self.has(_LATEST) or "het" in self.words.split()

    def binds_in_prose(self, moment: Moment, following: str, *, is_printed_year: bool) -> bool:
        """Whether in running text the date is a time for work, not when something happened or was counted."""
        if self.is_plain and not self.has(_DONE):
            return False
        if not (self.has(_BEFORE) or self.has(_LATEST)) and _COUNTED.search(self.before):
            return False
        if _DATA.search(self.before) or _DONE_BEFORE.search(self.before) or _DONE_AFTER.match(following):
            return False
        if self.is_by or self.has(_DONE):
            return True
        if self.has(_FROM):
            return moment.is_range and moment.grain != "year"
        if self.has(_UNTIL):
            return SENTENCE_START.search(self.before) is not None or "tu nay" in self.words
        if moment.grain == "year":
            return self.has(_END) or (is_printed_year and (self.has(ALWAYS) or self._asks()))
        return self.has(_INSIDE) or self.has(_END) or self.has(ALWAYS)

    def _asks(self) -> bool:
        """Whether "trong năm 2025" says when work is due: a count or "hoàn thành" goes before."""
        if not self.has(_INSIDE):
            return False
        return bool(SENTENCE_START.search(self.before) or _ASKED.search(_CLAUSE_END.split(self.before)[-1]))

    def deadlines(self, moment: Moment, *, is_onward: bool, is_limit: bool) -> Iterator[tuple[Deadline, str]]:
        """Yield what the words make of a moment, without its printed text, with the rule's name."""
        for days in moment.days or (None,):
            kind, rule = self._kind(moment, is_onward=is_onward, is_limit=is_limit)
            if kind.kind == "by":
                yield replace(kind, end=_iso(self._last_day(days))), rule
            elif rule in ("onward", "since"):
                yield replace(kind, start=_iso(days.start if days else None)), rule
            else:
                start, end = (_iso(days.start), _iso(days.end)) if days else (None, None)
                yield replace(kind, start=start, end=end), rule

    def _kind(self, moment: Moment, *, is_onward: bool, is_limit: bool) -> tuple[Deadline, str]:
        runs = self.has(_FROM) and moment.is_range
        if is_onward:
            return Deadline("", "ongoing"), "onward"
        if self.has(_BEFORE):
            return Deadline("", "by"), "before"
        if self.has(_FROM) and not moment.is_range and not self.has(_UNTIL):
            return Deadline("", "ongoing"), "since"
        if (self.has(_LATEST) or self.has(_UNTIL)) and not runs:
            return Deadline("", "by"), "latest_day"
        if self.has(ALWAYS):
            return Deadline("", "ongoing"), "ongoing"
        if self.has(_END) or (is_limit and moment.grain == "day" and not moment.is_range):
            return Deadline("", "by"), "end_of"
        return Deadline("", "within"), "within"

    def _last_day(self, days: Days | None) -> dt.date | None:
        if days is None:
            return None
        is_included = not self.has(_BEFORE) or self.has(_CLOCK) or self.has(_END) or "het" in self.words.split()
        return days.end if is_included else day_before(days.start)


def bound_before(text: str, printed: str, start: int, date: int) -> Bound:
    """Return the bound right before the date at `date`, looked for from `start` on; `text` is `printed` folded."""
    low = max(start, date - CHAIN_WINDOW)
    window = text[low:date]
    match = _CHAIN.search(window)
    if match is None:
        return Bound("", window)
    begin = match.start()
    for word in _WORDS.finditer(printed, low + begin, date):
        if _NO_BOUNDS.fullmatch(word.group()):
            begin = word.end() - low
    words = window[begin:].lstrip(" ,:*")
    return Bound(words, window[: len(window) - len(words)])


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a passage read as one time field or as prose; `is_limit` when its label speaks of a "hạn"."""

    start: int
    end: int
    is_field: bool
    is_limit: bool = False
