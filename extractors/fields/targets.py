"""Quantities that work must reach: "đạt tỷ lệ tối thiểu 97%", "trên 30% số bộ phận", "03 sáng kiến".

A service limit ("không quá 03 ngày làm việc") is a target too. Scores, money and shares of what was done are none.
"""

import re
from collections.abc import Iterator

from extractors.folding import fold, folded
from extractors.numbers import NUMBER, number_of, whole
from extractors.passage import Found, Passage
from extractors.values import Operator, Target

NAME = "targets"
SCOPE = "task"
READS = frozenset({None, "title", "target", "product", "perform", "lead", "coordinate", "units", "time"})

EXAMPLES: dict[str, list[Target]] = {
    "đảm bảo đạt tỷ lệ tối thiểu 97% kết quả đúng hạn": [Target("tối thiểu 97%", ">=", 97, "%")],
    "kiểm tra trên 30% số bộ phận chuyên môn": [Target("trên 30% số bộ phận chuyên môn", ">", 30, "%")],
    "giải ngân đạt tối thiểu trên 70%": [Target("tối thiểu trên 70%", ">", 70, "%")],
    "thanh toán trực tuyến đạt tỷ lệ 100%.": [Target("tỷ lệ 100%", "=", 100, "%")],
    "Tỷ lệ hài lòng đạt từ 90% trở lên": [Target("từ 90% trở lên", ">=", 90, "%")],
    "giảm ít nhất 10 % thời gian giải quyết": [Target("ít nhất 10 % thời gian giải quyết", ">=", 10, "%")],
    "rút ngắn 20 - 30% thời gian": [Target("20 - 30%", ">=", 20, "%"), Target("20 - 30%", "<=", 30, "%")],
    "Tỷ lệ hồ sơ quá hạn dưới 0,5%": [Target("dưới 0,5%", "<", 0.5, "%")],
    "mỗi cơ quan có ít nhất 01 sáng kiến": [Target("ít nhất 01 sáng kiến", ">=", 1, "sáng kiến")],
    "huy động ít nhất 30 đoàn viên, thanh niên": [Target("ít nhất 30 đoàn viên", ">=", 30, "đoàn viên")],
    "mỗi thôn có ít nhất 02 hòa giải viên giỏi": [Target("ít nhất 02 hòa giải viên", ">=", 2, "hòa giải viên")],
    "cách làm mới (03 sáng kiến)": [Target("03 sáng kiến", "=", 3, "sáng kiến")],
    "Hồ sơ chờ tiếp nhận không được để quá 8 giờ": [Target("không được để quá 8 giờ", "<=", 8, "giờ")],
    "trả lời không quá 03 ngày làm việc sau khi nhận hồ sơ": [
        Target("không quá 03 ngày làm việc", "<=", 3, "ngày làm việc")
    ],
    "Treo 25 băng rôn, lắp đặt 15 pa-nô tại trụ sở": [
        Target("25 băng rôn", "=", 25, "băng rôn"),
        Target("15 pa-nô", "=", 15, "pa-nô"),
    ],
    "đăng ít nhất 60 tin, bài, 12 phóng sự ảnh": [
        Target("ít nhất 60 tin, bài", ">=", 60, "tin, bài"),
        Target("12 phóng sự ảnh", "=", 12, "phóng sự ảnh"),
    ],
    "kiểm tra tối thiểu 04/11 phòng, chi cục": [Target("tối thiểu 04/11 phòng, chi cục", ">=", 4, "phòng, chi cục")],
    "thời gian dừng kỹ thuật không quá 04 giờ/tháng": [Target("không quá 04 giờ/tháng", "<=", 4, "giờ/tháng")],
    "đạt tối đa 5 điểm": [],
    "Năm 2023 đã đạt 85% kế hoạch": [],
    "kinh phí 100 triệu đồng, 50% ngân sách tỉnh": [],
}

_OPERATORS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (folded(r"không\s+(?:dưới|ít\s+hơn|thấp\s+hơn)"), ">="),
    (
        folded(r"(?:không|chưa)\s+(?:\w+\s+){0,8}?(?:quá|vượt)|tối\s+đa|nhiều\s+nhất|không\s+(?:nhiều|cao|lớn)\s+hơn"),
        "<=",
    ),
    (folded(r"vượt\s+(?:mức\s+)?(?:tối\s+thiểu|ít\s+nhất)"), ">="),
    (folded(r"(?<!\w)(?:trên|vượt|cao\s+hơn|lớn\s+hơn|hơn|>(?!=))"), ">"),
    (folded(r"tối\s+thiểu|ít\s+nhất|tối\s+thiếu|không\s+(?:dưới|ít\s+hơn|thấp\s+hơn)|(?<!\w)từ(?!\w)|≥|>="), ">="),
    (folded(r"(?<!\w)(?:dưới|thấp\s+hơn|ít\s+hơn|nhỏ\s+hơn|<(?!=))"), "<"),
    (folded(r"≤|<="), "<="),
)
_BOUND = (
    r"(?:không|chưa)\s+(?:(?:được|để|được\s+để|phép)\s+){0,2}(?:[a-zđ]+\s+){0,6}?(?:quá|vượt\s+quá|vượt)"
    r"|tối\s+đa|nhiều\s+nhất|tối\s+thiểu|ít\s+nhất|không\s+(?:dưới|ít\s+hơn|thấp\s+hơn|nhiều\s+hơn)"
    r"|trong\s+(?:vòng|thời\s+hạn|thời\s+gian)(?:\s+(?:không\s+quá|tối\s+đa))?|chậm\s+nhất(?:\s+là)?|trên|vượt|cao\s+hơn|dưới"
    r"|thấp\s+hơn|từ|≥|≤|>=|<=|>|<|tỷ\s+lệ|tỉ\s+lệ|mức|số\s+lượng"
)
_QUANTITY = folded(
    rf"""
    (?<!\w)(?P<bound>(?:(?:{_BOUND})\s*(?:là\s+|đạt\s+|có\s+|phải\s+)?){{0,3}})
    (?<![\w./,-])(?P<low>{NUMBER}|\d+\.\d{{1,2}}(?=\s?%))\s*(?:%\s*)?(?:(?P<range>-|đến|tới)\s*(?P<high>{NUMBER})\s*)?
    (?P<unit>%|phần\s+trăm|ngày\s+làm\s+việc|(?:giờ(?:\s+làm\s+việc)?|ngày(?!\s*\d)|phút)(?:/[a-z]+(?:\s+cố)?)?|điểm)(?!\w)
    (?P<tail>[^.;,\d%]{{0,30}}?\s+trở\s+(?:lên|xuống))?
    """
)
_COUNTED = (
    r"[a-zđ]+\s+(?:[a-zđ]+\s+)?viên(?!\s+chức)|sáng\s+kiến|giải\s+pháp|mô\s+hình|lớp(?:\s+tập\s+huấn)?|hội\s+nghị(?:\s+(?:đối\s+thoại|tập\s+huấn|trực\s+tuyến))?|cuộc(?:\s+(?:kiểm\s+tra|thanh\s+tra|sinh\s+hoạt|đối\s+thoại"
    r"|họp|thi))?|tin,?\s*bài|tin|bài(?:\s+viết)?|phóng\s+sự(?:\s+ảnh)?|băng\s+rôn|pa-nô|áp\s+phích|tờ\s+(?:gấp|rơi)|chuyên\s+(?:đề|mục|trang)"
    r"|thủ\s+tục(?:\s+hành\s+chính)?|tthc|dịch\s+vụ\s+công|đợt|buổi(?:\s+(?:tập\s+huấn|đối\s+thoại|tuyên\s+truyền|làm\s+việc))?|lần(?:/\w+)?|đơn\s+vị"
    r"|cơ\s+quan|xã|phường|hồ\s+sơ|sản\s+phẩm|ấn\s+phẩm|kế\s+hoạch|văn\s+bản|đoàn(?:\s+kiểm\s+tra)?"
    r"|bộ\s+phận|nhiệm\s+vụ|bậc|hạng|người|cán\s+bộ,\s*công\s+chức(?:,\s*viên\s+chức)?|công\s+chức(?:,\s*viên\s+chức)?|cán\s+bộ|phòng(?:\s+chuyên\s+môn)?|thôn|hộ|quy\s+trình|nền\s+tảng"
    r"|cách\s+làm|báo\s+cáo(?:\s+định\s+kỳ)?|kiến\s+nghị|đề\s+xuất|tài\s+khoản|lượt(?:\s+(?:đơn\s+vị|người|cán\s+bộ))?|tổ(?:\s+công\s+nghệ\s+số\s+cộng\s+đồng)?"
    r"|trạm\s+phát\s+sóng|mẫu\s+phiếu(?:\s+điều\s+tra)?|vị\s+trí(?:\s+việc\s+làm)?|chi\s+bộ|khu\s+dân\s+cư"
)
# What a number alone asks for behind a verb: "treo 25 băng rôn", "cử 01 công chức".
_MADE = (
    r"sáng\s+kiến|mô\s+hình|lớp(?:\s+tập\s+huấn)?|cuộc(?:\s+(?:kiểm\s+tra|đối\s+thoại))?|tin,?\s*bài"
    r"|hội\s+nghị(?:\s+(?:đối\s+thoại|tập\s+huấn))?|buổi(?:\s+(?:tập\s+huấn|đối\s+thoại|tuyên\s+truyền))?|phóng\s+sự(?:\s+ảnh)?"
    r"|đợt|băng\s+rôn|pa-nô|áp\s+phích|tờ\s+(?:gấp|rơi)|báo\s+cáo(?:\s+định\s+kỳ)?|công\s+chức|điều\s+tra\s+viên"
    r"|tổ\s+công\s+nghệ\s+số\s+cộng\s+đồng|mẫu\s+phiếu(?:\s+điều\s+tra)?|hồ\s+sơ(?:\s+hộ\s+tịch)?"
)
_MAKES = (
    r"có|xây\s+dựng|đăng\s+ký|tổ\s+chức|thực\s+hiện|đạt|triển\s+khai|phấn\s+đấu(?:\s+có)?|treo|lắp\s+đặt|phát|in|gửi(?:\s+đủ)?"
    r"|cử|củng\s+cố|hoàn\s+thiện|đăng|số\s+hóa|làm\s+sạch"
)
_AREAS = r"phường|xã|thị\s+trấn|thị\s+xã|thành\s+phố|huyện|quận"
_STOP = (
    r"(?:trên|trong|để|của|cho|về|bị|được|tại|theo|và|có|với|từ|ở|do|là|năm|tháng|ngày|giữa|qua|khi|nhằm|phục"
    r"|tham|mỗi|hằng|hàng|triệu|tỷ|đồng|nghìn|điểm|giờ|phút)(?!\w)"
)
_NOUN = rf"(?!{_STOP})[a-zđ]+(?:-[a-z]+)?(?:\s+(?!{_STOP})[a-zđ]+)?"
_TAUGHT = (
    r"người\s+dân|lượt\s+người|người|hộ|học\s+viên|điều\s+tra\s+viên|cán\s+bộ(?:,\s*công\s+chức(?:,\s*viên\s+chức)?)?"
    r"|công\s+chức(?:,\s*viên\s+chức)?|doanh\s+nghiệp"
)
_COUNT = folded(
    rf"""
    (?<!\w)(?P<bound>tối\s+thiểu|ít\s+nhất|không\s+(?:để\s+)?(?:dưới|quá|ít\s+hơn)|tối\s+đa|trên|từ
      |ít\s+nhất\s+từ)\s+(?:có\s+)?
    (?P<low>{NUMBER})(?:/\d{{1,3}}|\s*(?P<range>-|đến)\s*(?P<high>{NUMBER}))?\s+(?P<unit>(?:{_COUNTED})(?!\w)
      (?:\s+(?:nội\s+bộ|mới(?!\s+(?:tháng|quý|năm|tuần))|hay))?(?:\s*,\s*(?:{_AREAS}|chi\s+cục|ban|trung\s+tâm))*|{_NOUN})(?!\w)(?P<tail>\s+trở\s+lên)?
    | (?<!\w)cho\s+(?P<low_for>{NUMBER})\s+(?P<unit_for>{_TAUGHT})(?!\w)
    | \((?P<low_bracket>\d{{1,3}})\s+(?P<unit_bracket>sáng\s+kiến|mô\s+hình|giải\s+pháp|lớp|cuộc|tin,?\s*bài|bài
      |hội\s+nghị|đợt)\)
    | (?:{_MAKES})\s+(?P<low_verb>0[1-9]|[1-9]\d{{0,2}}(?:\.\d{{3}})?)\s+(?P<unit_verb>{_MADE})(?!\w)
    | (?<=,\s)(?P<low_more>0[1-9]|[1-9]\d{{0,2}}(?:\.\d{{3}})?)\s+(?P<unit_more>{_MADE})(?=\s*(?:[,;.]|tại|$))
    """
)
_INSPECTED = folded(
    rf"""
    (?:kiểm\s+tra|khảo\s+sát|giám\s+sát|thẩm\s+định)[^.;:\d]{{0,70}}?(?<!\w)tại\s+
    (?P<low>\d{{1,3}})\s+(?P<unit>(?:phòng|ban|sở|cơ\s+quan|đơn\s+vị|{_AREAS})(?:\s*,\s*(?:ban|ngành|đơn\s+vị|{_AREAS}))*)
    (?:\s+và\s+(?P<more>\d{{1,3}})\s+(?P<more_unit>(?:đơn\s+vị|{_AREAS})(?:\s*,\s*(?:{_AREAS}))*))?(?!\w)
    """
)
_DUTY = folded(
    r"đạt|đảm\s+bảo|bảo\s+đảm|phấn\s+đấu|hoàn\s+thành|nâng|giảm|tăng|rút\s+ngắn|cắt\s+giảm|duy\s+trì"
    r"|chỉ\s+tiêu|mục\s+tiêu|phải|đưa|tỷ\s+lệ|tỉ\s+lệ|có|thực\s+hiện|được|kiểm\s+tra|100|xử\s+lý|giải\s+quyết"
    r"|tổ\s+chức|cập\s+nhật|công\s+khai"
)
_DONE = folded(
    r"(?<!\w)(?:đã|năm\s+trước\s+đạt|ước(?:\s+\w+){0,3}\s+đạt|ước|so\s+với|chỉ\s+đạt|mới\s+đạt|kết\s+quả\s+đạt|tăng\s+\w+\s+so)(?!\w)"
)
_COMPARED = folded(r"\s*so\s+(?:với\s+)?(?:cùng\s+kỳ|năm)")
_MONEY_BEFORE = re.compile(
    r"(?<!\w)(?:kinh\s+ph[íi]|chi\s+ph[íi]|lương|phụ\s+cấp|lãi)(?!\w)[^.;]{0,30}$",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    r"\s*(?:(?:nghìn|triệu|tỷ)\s+)?(?:đồng|kinh\s+phí|ngân\s+sách|kinh\s+phi|ngan\s+sach)(?!\w)",
    re.IGNORECASE,
)
_CONDITION = folded(
    r"(?<!\w)(?:xã|phường|huyện|cơ\s+quan|đơn\s+vị|địa\s+phương|bộ\s+phận|ngành|trường\s+hợp"
    r"|nơi)\s+(?:nào\s+)?có\s+[^,;]{0,40}$|(?<!\w)(?:loại\s+bỏ|loại\s+trừ|không\s+tính)\s[^,;]{0,40}$"
)
_CUT = folded(r"(?<!\w)(?:rút\s+ngắn|giảm|xuống)(?!\w)[^.;]*$")
_NOUNS_AFTER = folded(
    r"\s*(?:số\s+|tổng\s+số\s+|các\s+)?(?:bộ\s+phận|cơ\s+quan|đơn\s+vị|hồ\s+sơ|thủ\s+tục|tthc|cán\s+bộ"
    r"|công\s+chức|văn\s+bản|vấn\s+đề|kế\s+hoạch|nhiệm\s+vụ|thời\s+gian|người|tổ\s+chức|hộ|xã|phường|sở|phòng"
    r"|dịch\s+vụ|chỉ\s+tiêu|phản\s+ánh|kiến\s+nghị)"
    r"(?:\s+(?!phải|được|đã|đảm|bảo|đạt|và|có|trở|để|trong|theo|tại|qua|với|là|cho|thực|đúng|do|của)[a-zđ]+){0,4}"
)
_BARE_NAME = folded(r"(?:tỷ\s+lệ|tỉ\s+lệ|mức|số\s+lượng)\s+(?=\D)")
_AT_LEAST = folded(r"(?:tối\s+thiểu|tỷ\s+lệ|tỉ\s+lệ|\s)+")
_WITHIN_ISSUE = folded(r"\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:khi|ngày)\s+(?:ký|ban\s+hành|\d)")
_WITHIN = folded(r"(?<!\w)(?:trong|chậm\s+nhất|không\s+quá)")
# "sau khi kết thúc kiểm tra" starts a service's clock, "kể từ ngày ký" and "kể từ ngày 10/01" a calendar's
_SERVICE = folded(
    r"\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:khi|ngày|thời\s+điểm)\s+(?!ký|ban\s+hành|\d|nhận\s+(?:được\s+)?[a-z]+\s+[a-z]+\s+này|(?:kế\s+hoạch"
    r"|quyết\s+định)\s+này)"
)
_SINCE = folded(r"\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau)(?!\w)")
_OFFICE_UNITS = frozenset({"ngay lam viec"})
_LIMIT_UNITS = frozenset({"ngay lam viec", "gio", "gio lam viec", "ngay", "phut"})
ALL = 100  # percent; "100% hồ sơ" is asked for even without a verb
_CLAUSE_CHARS = 120  # characters before a number in which its verb stands


def extract(passage: Passage) -> Iterator[Found[Target]]:
    """Yield what a passage asks for in numbers; a range such as "20 - 30%" is two targets."""
    text = fold(passage.text)
    if not any(letter.isdecimal() for letter in text):
        return
    drafts = [*_measured(passage, text), *_counted(passage, text), *_inspected(passage, text)]
    end = -1
    for start, stop, targets, rule in sorted(drafts, key=lambda draft: draft[:2]):
        if start < end:
            continue
        end = stop
        for target in targets:
            yield Found(target, passage.span(start, stop), f"targets.{rule}")


_Draft = tuple[int, int, list[Target], str]


def _measured(passage: Passage, text: str) -> Iterator[_Draft]:
    for match in _QUANTITY.finditer(text):
        unit = " ".join(match["unit"].split())
        is_share = unit in ("%", "phan tram")
        operator = _operator(match["bound"], match["tail"])
        if unit.partition("/")[0] in _LIMIT_UNITS:
            is_service = _SERVICE.match(text, match.end()) or (
                unit in _OFFICE_UNITS and not _SINCE.match(text, match.end())
            )
            is_service = is_service or (unit == "gio" and "trong" in match["bound"].split())
            if passage.label == "time" and _SINCE.match(text, match.end()):
                continue  # in a time field what runs from an event is a deadline
            if _WITHIN.search(match["bound"]) and is_service:
                operator = "<="
            elif _WITHIN_ISSUE.match(text, match.end()) or not (
                _is_limit(match["bound"], operator) or _is_cut_to(text, match, operator)
            ):
                continue
        if unit == "diem" and (not match["bound"].strip() or not match["tail"] or operator != ">="):
            continue  # scores a criterion gives are no targets, "từ 85 điểm trở lên" is one
        if is_share and not _is_due(passage, text, match):
            continue
        named = _BARE_NAME.match(text, match.start("bound"))
        start = named.end() if named else match.start() + len(match["bound"]) - len(match["bound"].lstrip())
        end = match.end()
        printed_unit = "%" if is_share else _printed(passage, *match.span("unit")).lower()
        if is_share and not match["range"] and not match["tail"] and not _AT_LEAST.fullmatch(match["bound"].strip()):
            nouns = _NOUNS_AFTER.match(text, end)
            end = nouns.end() if nouns else end
        yield (
            start,
            end,
            _targets(passage, (start, end), match, (operator, printed_unit)),
            "share" if is_share else "limit",
        )


def _counted(passage: Passage, text: str) -> Iterator[_Draft]:
    for match in _COUNT.finditer(text):
        kind = next(kind for kind in ("", "_for", "_bracket", "_verb", "_more") if match[f"low{kind}"])
        before = text[max(0, match.start() - _CLAUSE_CHARS) : match.start()]
        if _DONE.search(re.split(r"[.;:]", before)[-1]) or _MONEY_AFTER.match(passage.text, match.end()):
            continue
        bound, tail = (match["bound"] or "", match["tail"]) if not kind else ("", None)
        if bound in ("tu", "tren") and not (tail or match["range"] or bound == "tren"):
            continue  # "nhận từ 03 xã cũ"
        if bound == "tu" and "phai" in text[match.end() : match.end() + 30].split():
            continue  # a condition: "từ 02 lần trở lên … phải …"
        start = match.start() if not kind else match.start(f"low{kind}")
        end = match.end() if not kind else match.end(f"unit{kind}")
        unit = " ".join(passage.text[match.start(f"unit{kind}") : match.end(f"unit{kind}")].split())
        if kind:
            value = number_of(match[f"low{kind}"])
            targets = [Target(_printed(passage, start, end), "=", whole(value), unit)] if value is not None else []
        else:
            targets = _targets(passage, (start, end), match, (_operator(bound, tail), unit))
        yield start, end, targets, "count"


def _inspected(passage: Passage, text: str) -> Iterator[_Draft]:
    """Read how many places are to be visited: "Kiểm tra … tại 04 phòng, ban và 06 xã, thị trấn"."""
    for match in _INSPECTED.finditer(text):
        for number, unit in (("low", "unit"), ("more", "more_unit")):
            value = number_of(match[number] or "")
            if value is not None:
                start, end = match.start(number), match.end(unit)
                target = Target(_printed(passage, start, end), "=", whole(value), _printed(passage, *match.span(unit)))
                yield start, end, [target], "inspected"


def _targets(
    passage: Passage, place: tuple[int, int], match: re.Match[str], asked: tuple[Operator, str]
) -> list[Target]:
    operator, unit = asked
    printed = _printed(passage, *place)
    low = number_of(match["low"])
    if low is None:
        return []
    if match["range"]:
        high = number_of(match["high"])
        if high is None or high <= low:
            return []
        return [Target(printed, ">=", whole(low), unit), Target(printed, "<=", whole(high), unit)]
    return [Target(printed, operator, whole(low), unit)]


def _printed(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.text[start:end].split())


def _operator(bound: str, tail: str | None) -> Operator:
    if tail:
        return ">=" if tail.endswith("len") else "<="
    for pattern, operator in _OPERATORS:
        if pattern.search(bound) and not (operator == ">=" and re.fullmatch(r"\s*tu\s*", bound)):
            return operator
    return "="


def _is_condition(clause: str, bound: str) -> bool:
    """Whether a share says whom work concerns: "các xã có chỉ số hài lòng dưới 80% xây dựng phương án"."""
    return bound.strip() in ("duoi", "tren", "tu") and _CONDITION.search(clause) is not None


def _is_cut_to(text: str, match: re.Match[str], operator: Operator) -> bool:
    """Whether a time is to be brought down: "rút ngắn thời gian chờ xuống dưới 15 phút"."""
    return operator == "<" and _CUT.search(text, max(0, match.start() - _CLAUSE_CHARS), match.start()) is not None


def _is_limit(bound: str, operator: Operator) -> bool:
    return operator == "<=" and bool(bound.strip())


def _is_due(passage: Passage, text: str, match: re.Match[str]) -> bool:
    if passage.label in ("target", "product"):
        return True
    clause = re.split(r"[.;]\s", text[max(0, match.start() - _CLAUSE_CHARS) : match.start()])[-1]
    if (
        _DONE.search(clause)
        or _MONEY_BEFORE.search(passage.text[max(0, match.start() - _CLAUSE_CHARS) : match.start()])
        or _MONEY_AFTER.match(passage.text, match.end())
    ):
        return False
    if _COMPARED.match(text, match.end()) and not _AT_LEAST.search(match["bound"]):
        return False
    if _is_condition(clause, match["bound"]):
        return False
    value = number_of(match["low"])
    if value is None or (value > ALL and not match["range"]):
        return False
    return bool(match["bound"].strip() or match["range"] or value == ALL or _DUTY.search(clause))
