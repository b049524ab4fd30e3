"""Times by which work is due: "Chậm nhất đến ngày 10/01/2024", "Trước Quý II năm 2024", "định kỳ hàng tháng".

In a time field or column every calendar word counts; in running prose only words that set a bound ("trước", "chậm
nhất", "xong trong") make a date a deadline. A date of a cited paper is never one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.bounds import ALWAYS, CHAIN_WINDOW, SENTENCE_START, Bound, Region, bound_before
from extractors.damaged_words import mended
from extractors.folding import fold, folded
from extractors.limits import find_limits
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
    "[time 2025] Trước kỳ họp thường lệ giữa năm": [Deadline("Trước kỳ họp thường lệ giữa năm", "by_reference")],
    "[time] Tháng Ba năm 2025": [Deadline("Tháng Ba năm 2025", "within", "2025-03-01", "2025-03-31")],
    "[time] Ngày 15 tháng Tư năm 2025": [Deadline("Ngày 15 tháng Tư năm 2025", "within", "2025-04-15", "2025-04-15")],
    "[time] Trước ngày 15/3, 15/6 và 05/12/2025": [
        Deadline("Trước ngày 15/3", "by", None, "2025-03-14"),
        Deadline("15/6", "by", None, "2025-06-14"),
        Deadline("05/12/2025", "by", None, "2025-12-04"),
    ],
    "[time] Từ ngày 01/3/2025 đến trước ngày 15/4/2025": [
        Deadline("Từ ngày 01/3/2025 đến trước ngày 15/4/2025", "within", "2025-03-01", "2025-04-14")
    ],
    "[time] Từ ngày 18/11/2024 đếm ngày 20/11/2024": [
        Deadline("Từ ngày 18/11/2024 đếm ngày 20/11/2024", "within", "2024-11-18", "2024-11-20")
    ],
    "[time] Quý II, II/2025": [],
    "[time] Tháng 7 - 0/2024": [],
    "[time] Tháng 7/2024 -": [],
    "[time] Tháng 7/2024 - tháng 02/2025": [
        Deadline("Tháng 7/2024 - tháng 02/2025", "within", "2024-07-01", "2025-02-28")
    ],
    "[time] Quý năm 2023": [],
    "[time] Tháng-10/2023": [Deadline("10/2023", "within", "2023-10-01", "2023-10-31")],
    "[time] Quý II, HI/2025": [Deadline("Quý II, HI/2025", "within", "2025-04-01", "2025-09-30")],
    "[time] 02 lần/năm": [Deadline("02 lần/năm", "recurring", every="half_year")],
    "[time] Báo cáo quý, 6 tháng, năm": [
        Deadline("quý", "recurring", every="quarter"),
        Deadline("6 tháng", "recurring", every="half_year"),
        Deadline("năm", "recurring", every="year"),
    ],
    "[time] Trước ngày 25 của tháng": [Deadline("Trước ngày 25 của tháng", "recurring", every="month", day=24)],
    "Người dân hưởng trợ cấp tai nạn, bệnh nghề nghiệp hằng tháng": [],
    "Phòng Lao động - Thương binh và Xã hội tổng hợp trước ngày 22 hằng tháng": [
        Deadline("trước ngày 22 hằng tháng", "recurring", every="month", day=21)
    ],
    "Gửi kết quả trong vòng 10 ngày kể từ ngày nhận được Công văn này.": [
        Deadline("trong vòng 10 ngày kể từ ngày nhận được Công văn này", "by_reference")
    ],
    "Gửi về Đoàn kiểm tra trước ngày kiểm tra ít nhất 03 ngày làm việc.": [
        Deadline("trước ngày kiểm tra ít nhất 03 ngày làm việc", "by_reference")
    ],
    "Tổng hợp kết quả, báo cáo Sở Nội vụ 6 tháng, năm.": [
        Deadline("6 tháng", "recurring", every="half_year"),
        Deadline("năm", "recurring", every="year"),
    ],
    "Xây dựng kế hoạch chi tiết trong vòng 07 ngày làm việc kể từ ngày ban hành Kế hoạch này": [
        Deadline("trong vòng 07 ngày làm việc kể từ ngày ban hành Kế hoạch này", "by_reference")
    ],
    "Đưa ít nhất 04 tin, bài mỗi tháng": [],
    "Đài Truyền thanh mỗi tháng xây dựng ít nhất 02 phóng sự": [],
    "Gửi số liệu hằng quý trước ngày 15 của tháng cuối quý": [
        Deadline("hằng quý trước ngày 15 của tháng cuối quý", "recurring", every="quarter", day=14)
    ],
    "Báo cáo tiến độ vào chiều thứ Sáu hằng tuần": [Deadline("vào chiều thứ Sáu hằng tuần", "recurring", every="week")],
    "Tập huấn điều tra viên: ngày 12/9/2025, Phòng A chủ trì": [
        Deadline("ngày 12/9/2025", "within", "2025-09-12", "2025-09-12")
    ],
    "Trình Hội đồng nhân dân tại kỳ họp thường lệ cuối năm": [],
    "[time] Sau khi Nghị định được ban hành": [Deadline("Sau khi Nghị định được ban hành", "by_reference")],
    "[time] 21/11 - 10/12/2024": [Deadline("21/11 - 10/12/2024", "within", "2024-11-21", "2024-12-10")],
    "[time] 25-29/11/2024": [Deadline("25-29/11/2024", "within", "2024-11-25", "2024-11-29")],
    "[time] 06 – 17\u204410\u20442025": [Deadline("06 – 17\u204410\u20442025", "within", "2025-10-06", "2025-10-17")],
    "[time] 22/12 đến 09/01/2026": [Deadline("22/12 đến 09/01/2026", "within", "2025-12-22", "2026-01-09")],
    "[time] Đợt 1, 12/5/2025": [Deadline("12/5/2025", "within", "2025-05-12", "2025-05-12")],
    "[time] Ngày 06, 17/10/2025": [
        Deadline("Ngày 06, 17/10/2025", "within", "2025-10-06", "2025-10-06"),
        Deadline("Ngày 06, 17/10/2025", "within", "2025-10-17", "2025-10-17"),
    ],
    "Mở lớp cho trưởng thôn (03 - 07/3/2025)": [Deadline("03 - 07/3/2025", "within", "2025-03-03", "2025-03-07")],
    "Chấm điểm thi đua các thôn (thực hiện hằng năm)": [Deadline("hằng năm", "recurring", every="year")],
    "Gặp mặt già làng, tổ chức hằng năm.": [Deadline("hằng năm", "recurring", every="year")],
    "Tổ chức thực hiện kế hoạch hằng năm của huyện": [],
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

_HINT = folded(
    r"\d|thường\s+xuyên|liên\s+tục|hằng|hàng|định\s+kỳ|mỗi|từng|sau\s+khi|theo|khi|năm|lần|tháng|quý|tuần|tết"
)
_ONWARD = folded(r"\s*(?:và|,)?\s*(?:trở\s+đi|(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau|kế\s+tiếp)|về\s+sau)")
_YEARLY = folded(r"\s*(?:\(?\s*)(?:hằng|hàng|mỗi)\s+năm(?!\w)")
_LINK = folded(r"\s*(?:,|;|và|&)\s*(?P<before>trước\s+)?(?:ngày\s*)?")
_REFERENCE = folded(
    r"""
    \s*(?:thực\s+hiện\s+|định\s+kỳ\s+|hoàn\s+thành\s+)?
    (?:theo|căn\s+cứ|sau|ngay|khi|tùy|tuỳ|đúng|trước\s+khi|trước\s+(?:kỳ|phiên|tết)|đột\s+xuất|cùng|kịp\s+thời|dịp
      |trong\s+(?:dịp|kỳ|đợt|quá\s+trình|suốt\s+quá)|tết|rằm)(?!\w)
    """
)
# "trợ cấp hằng tháng" is money, no time
_PAID = folded(r"(?<!\w)(?:trợ\s+cấp|phụ\s+cấp)(?!\w)[^;.]{0,60}$")
_PAID_AS_PRINTED = re.compile(  # with its marks: "tiến độ hằng tuần" and "số lượng hằng tháng" are no money
    r"(?<!\w)(?:lương|sinh\s+hoạt\s+phí|tuất|thu\s+nhập|tiền)(?!\w)[^,;.]{0,25}$",
    re.IGNORECASE,
)
# "ít nhất 04 tin, bài mỗi tháng" is how much, not when
_RATE = folded(r"(?<![\w/.])\d{1,3}\s+[a-z][a-z\s]{1,16}(?:,\s*[a-z]+)?\s+mỗi$")
_RATED = folded(r"\s+(?:[a-z]+\s+){0,4}?(?:ít\s+nhất|tối\s+thiểu|từ)\s+\d")
_BRACKETED = folded(r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng)\s*\((?:[^()]{0,20})$")
# "…, thực hiện hằng năm.", "Tổ chức hằng năm, trước ngày …": nothing but the time is said of the work
_DONE_THEN = folded(
    r"(?:^|[.,;:(+-]\s*)(?:được\s+)?(?:(?:tổ\s+chức|triển\s+khai|tiến\s+hành|thực\s+hiện|duy\s+trì|định\s+kỳ)\s+){1,3}$"
)
_SAID = folded(r"\s*(?:[.,;)]|$|và\s+(?:khi|đột|theo|thường))")
# "tại kỳ họp thường lệ giữa năm" names the session
_SESSION = folded(
    r"(?:kỳ\s+họp|phiên\s+họp|hội\s+nghị|họp|kỳ|báo\s+cáo|sơ\s+kết|tổng\s+kết|đánh\s+giá|thường\s+lệ)\s*$"
)
_LONG_PAST = 1  # years before the paper's own from which on a date in prose tells what was
_CLOSED = folded(r"\s*(?:[.;)]|,(?!\s*\d)|$)")
_LUNAR = folded(r"âm\s+lịch|(?<!\w)tết(?!\w)|giêng|chạp|rằm")
_RIGHT_AFTER = folded(
    r"""
    (?<!\w)ngay\s+(?:sau\s+)?(?:khi\s+)?
    (?=[^,.;]{0,60}(?:ban\s+hành|ký|phê\s+duyệt|hiệu\s+lực|thông\s+qua|kế\s+hoạch|thông\s+báo
      |hướng\s+dẫn))[^,.;()]{4,120}
    """
)
# "trước ngày kiểm tra ít nhất 03 ngày làm việc", "trước khi họp 02 ngày"
_BEFORE_EVENT = folded(
    r"""
    (?<!\w)trước\s+(?:ngày|khi|thời\s+điểm)\s+(?:(?!ngày|tháng|ít|tối)[a-z]+\s+){1,6}?(?:(?:ít\s+nhất|tối\s+thiểu)\s+)?
    \d{1,2}\s+(?:ngày(?:\s+làm\s+việc)?|tuần)(?!\w)
    """
)
_LABEL = folded(
    r"""
    (?:^|(?<=[.;,+*(-])\s*|(?<=\s)-\s*)(?:dự\s+kiến\s+)?
    (?P<label>(?:thời\s+(?:gian|hạn|điểm)|thời\s+thực\s+hiện|hạn|tiến\s+độ)(?:\s+[a-z]+){0,5})\s*:\s*
    """
)
_LABEL_END = folded(r"[.;]\s|\)(?!\w)|(?<=\s)[-+]\s*(?=[a-z\s]{3,40}:)|$")
_ALWAYS_WINDOW = 16  # characters: "Thường xuyên, hằng năm" is one time, not two

_Draft = tuple[int, int, Deadline, str]


def extract(passage: Passage) -> Iterator[Found[Deadline]]:
    """Yield the deadlines of a passage in order; in a passage labelled "time" every calendar word counts."""
    text = with_digits(mended(fold(passage.text)))
    if not _HINT.search(text):
        return
    drafts: list[_Draft] = []
    for region in _regions(text, is_field=passage.label == "time"):
        drafts += _read(passage, text, region)
    for start, end, deadline, rule in sorted(drafts, key=lambda draft: draft[0]):
        printed = " ".join(passage.text[start:end].split())
        yield Found(replace(deadline, text=printed), passage.span(start, end), f"deadlines.{rule}")


def _regions(text: str, *, is_field: bool) -> Iterator[Region]:
    """Set apart what stands after a label inside a passage: "(Thời gian: Quý II; …)"."""
    if is_field:
        yield Region(0, len(text), is_field=True)
        return
    position = 0
    for label in _LABEL.finditer(text):
        if label.start() < position:
            continue
        stop = _LABEL_END.search(text, label.end())
        end = stop.start() if stop else len(text)
        yield Region(position, label.start(), is_field=False)
        yield Region(label.end(), end, is_field=True, is_limit="han" in label["label"].split())
        position = end
    yield Region(position, len(text), is_field=False)


def _read(passage: Passage, text: str, region: Region) -> list[_Draft]:
    part = text[: region.end]
    drafts: list[_Draft] = []
    for find in (_limited, _recurring, _dated, _always, _referred):
        found = list(find(passage, part, region))
        claimed = [(start, end) for start, end, _, _ in drafts]
        drafts += [draft for draft in found if not any(draft[0] < end and start < draft[1] for start, end in claimed)]
    return drafts


def _limited(passage: Passage, text: str, region: Region) -> Iterator[_Draft]:
    for limit in find_limits(text, region.start, year=passage.year, issued_on=passage.issued_on):
        if limit.due is not None:
            yield limit.start, limit.end, Deadline("", "by", None, limit.due.isoformat()), "days_after"
        elif region.is_field or limit.is_of_paper:  # in prose any other is a service limit, which is a target
            yield limit.start, limit.end, Deadline("", "by_reference"), "days_after"


def _recurring(passage: Passage, text: str, region: Region) -> Iterator[_Draft]:
    for found in find_recurrences(text[region.start :]):
        start, end = region.start + found.start, region.start + found.end
        before = text[max(region.start, start - _ALWAYS_WINDOW) : start]
        is_firm = found.is_firm or SENTENCE_START.search(before) or _is_done_then(text, region, start, end)
        if not region.is_field and not is_firm:
            continue
        low = max(region.start, start - CHAIN_WINDOW)
        if not region.is_field and (_PAID.search(text[low:start]) or _PAID_AS_PRINTED.search(passage.text[low:start])):
            continue
        if region.is_field and found.every == "year" and ALWAYS.search(before):
            continue
        if not region.is_field and _is_rate(text, region, start, end):
            continue
        yield start, end, Deadline("", "recurring", every=found.every, day=found.day), "recurring"


def _is_rate(text: str, region: Region, start: int, end: int) -> bool:
    """Whether "mỗi tháng" only measures a quantity: "04 tin, bài mỗi tháng", "mỗi tháng viết ít nhất 02 tin"."""
    before = text[max(region.start, start - CHAIN_WINDOW) : start + len("moi")]
    return _RATE.search(before) is not None or (text.startswith("moi", start) and _RATED.match(text, end) is not None)


def _is_done_then(text: str, region: Region, start: int, end: int) -> bool:
    before = text[max(region.start, start - CHAIN_WINDOW) : start]
    return _DONE_THEN.search(before) is not None and _SAID.match(text, end) is not None


def _dated(passage: Passage, text: str, region: Region) -> Iterator[_Draft]:
    """Read moments in groups: the bound before "15/6 và 15/12 hằng năm" and the words after it hold for both."""
    clause = text[region.start :]
    moments = find_moments(clause, year=passage.year, issued_on=passage.issued_on)
    group: list[Moment] = []
    for index, moment in enumerate(moments):
        group.append(moment)
        following = moments[index + 1] if index + 1 < len(moments) else None
        link = _LINK.fullmatch(clause, moment.end, following.start) if following else None
        if following and link and (not link["before"] or _YEARLY.match(clause, following.end)):
            continue
        yield from _grouped(passage, text, region, group)
        group = []


def _grouped(passage: Passage, text: str, region: Region, group: list[Moment]) -> Iterator[_Draft]:
    first, last = region.start + group[0].start, region.start + group[-1].end
    bound = bound_before(text, passage.text, region.start, first)
    if not _sets_time(text, region, bound, group[0], (first, last), year=passage.year):
        return
    start = first - len(bound.words) + bound.first if bound.first is not None else first
    yearly, onward = _YEARLY.match(text, last), _ONWARD.match(text, last)
    tail = yearly or onward
    for moment in group:
        begin = start if moment is group[0] else region.start + moment.start
        end = tail.end() if tail and moment is group[-1] else region.start + moment.end
        if yearly:
            yield begin, end, Deadline("", "recurring", every="year"), "recurring"
            continue
        for deadline, rule in bound.deadlines(moment, is_onward=onward is not None, is_limit=region.is_limit):
            yield begin, end, deadline, rule


def _sets_time(
    text: str, region: Region, bound: Bound, moment: Moment, place: tuple[int, int], *, year: int | None
) -> bool:
    """Whether a date is a time for work: not the date of a cited paper, of data or of a programme's name."""
    first, last = place
    if bound.is_refused or _BRACKETED.search(text[max(region.start, first - CHAIN_WINDOW) : first]):
        return False
    if moment.grain == "year" and not text[last - 1].isdecimal() and _SESSION.search(bound.before):
        return False
    if region.is_field:
        clause = text[region.start : first].rpartition(";")[2]
        return not (bound.is_plain and _REFERENCE.match(clause))
    is_day = moment.grain == "day" and text.startswith("ngay", first)
    if text[first - 1 : first] == "(" and text[last : last + 1] == ")" and moment.grain != "year" and not is_day:
        return True
    if text[region.start : first].rstrip().endswith(":") and _CLOSED.match(text, last):
        return True  # "Tập huấn: ngày 22 và 23/10/2024."
    if moment.days and year is not None and moment.days[-1].end.year < year - _LONG_PAST:
        return False
    return bound.binds_in_prose(moment, text[last : last + CHAIN_WINDOW], is_printed_year=text[last - 1].isdecimal())


def _always(_passage: Passage, text: str, region: Region) -> Iterator[_Draft]:
    """Read a bare "Thường xuyên", which counts in a time field only."""
    if not region.is_field:
        return
    field = text[region.start :]
    match = ALWAYS.match(text, region.start + len(field) - len(field.lstrip(" -+*")))
    if match:
        yield match.start(), match.end(), Deadline("", "ongoing"), "ongoing"


def _referred(passage: Passage, text: str, region: Region) -> Iterator[_Draft]:
    if not region.is_field:
        for match in _BEFORE_EVENT.finditer(text, region.start):
            yield match.start(), match.end(), Deadline("", "by_reference"), "before_event"
        for match in _RIGHT_AFTER.finditer(text, region.start):
            if passage.text[match.start() : match.start() + len("ngay")].lower() == "ngay":  # not "ngày … ký"
                end = match.start() + len(match.group().rstrip())
                yield match.start(), end, Deadline("", "by_reference"), "right_after"
        return
    start = region.start
    for clause in re.split(r"(?<=;)", text[start:]):
        body = clause.strip(" ;.,-+*")
        if body and (_REFERENCE.match(body) or _LUNAR.search(body)):
            begin = start + clause.find(body)
            yield begin, begin + len(body), Deadline("", "by_reference"), "by_reference"
        start += len(clause)
