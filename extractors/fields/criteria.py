"""Codes of the criteria that work is scored by, "1.3.2", with the criterion's own title when it is printed.

A code is told by its company: the word "tiêu chí" before it, a quote that opens with it, or a column of codes. Section
numbers, dates, decrees and versions look the same and are never codes.
"""

import re
from collections.abc import Iterator

from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.values import Criterion

NAME = "criteria"
SCOPE = "task"
READS = frozenset({None, "title", "criterion", "perform", "lead", "coordinate", "units", "target", "product"})
EXAMPLES = {
    "[title] Tiêu chí thành phần: “2.1.3. Công khai thủ tục hành chính.”": [
        Criterion("2.1.3", "Công khai thủ tục hành chính")
    ],
    "[title] Tiêu chí 4.2: “Tỷ lệ hồ sơ số hóa” và tiêu chí “4.3. Thanh toán trực tuyến": [
        Criterion("4.2", "Tỷ lệ hồ sơ số hóa"),
        Criterion("4.3", "Thanh toán trực tuyến"),
    ],
    "[title] Tiêu chí 5.1.1 - Thực hiện quy định về vị trí việc làm": [
        Criterion("5.1.1", "Thực hiện quy định về vị trí việc làm")
    ],
    "Rà soát thủ tục hành chính (tiêu chí 4.2.1).": [Criterion("4.2.1", None)],
    "Khắc phục các tiêu chí mất điểm (tiêu chí thành phần 1.1.2, 1.2.3 và 3.4)": [
        Criterion("1.1.2", None),
        Criterion("1.2.3", None),
        Criterion("3.4", None),
    ],
    "Các tiêu chí từ 2.1.1 đến 2.1.3 được giao": [
        Criterion("2.1.1", None),
        Criterion("2.1.2", None),
        Criterion("2.1.3", None),
    ],
    "[criterion] 1.2.1; 1.2.2": [Criterion("1.2.1", None), Criterion("1.2.2", None)],
    "[criterion] 3.1.2. Công khai kết quả": [Criterion("3.1.2", "Công khai kết quả")],
    "[criterion] 7.2.3 đến 72.5": [Criterion("7.2.3", None), Criterion("7.2.4", None), Criterion("7.2.5", None)],
    "[criterion] 3.3,1": [],
    "[criterion] TC 2.4": [Criterion("2.4", None)],
    "[criterion] l.2.3": [Criterion("1.2.3", None)],
    "Nâng cấp phần mềm lên Phiên bản 2.4.1 trước 12.5.2025 theo Nghị định 30.2020": [],
    "Theo mục 2.1 phần II và khoản 1.2 Điều 3": [],
    "Bộ tiêu chí năm 2024 tăng 3.5 điểm": [],
    "Rà soát kỹ các tiêu chí dễ chấm sai là 1.2.3, 3.3.1 và 7.2.4": [
        Criterion("1.2.3", None),
        Criterion("3.3.1", None),
        Criterion("7.2.4", None),
    ],
    "Khắc phục những tiêu chí bị trừ điểm (4.1.2; 4.1.3)": [Criterion("4.1.2", None), Criterion("4.1.3", None)],
    "Khắc phục các tiêu chí bị trừ điểm năm 2024, gồm 3.1.2, 3.2.1": [
        Criterion("3.1.2", None),
        Criterion("3.2.1", None),
    ],
    "Tính điểm các tiêu chí điều tra (từ 1.5.1 đến 1.5.3, 8.1.1 và 8.1.2)": [
        Criterion("1.5.1", None),
        Criterion("1.5.2", None),
        Criterion("1.5.3", None),
        Criterion("8.1.1", None),
        Criterion("8.1.2", None),
    ],
    "Các tiêu chí: 3.1.1, 3.2.1, từ 3.3.1 đến 3.3.2": [
        Criterion("3.1.1", None),
        Criterion("3.2.1", None),
        Criterion("3.3.1", None),
        Criterion("3.3.2", None),
    ],
    "Số tiêu chí tăng thêm là 3.5 điểm": [],
    "Mã tiêu chí: 2.3.1": [Criterion("2.3.1", None)],
    "Tiêu chí số 2.3": [Criterion("2.3", None)],
    "[title] Tiêu chí 3.2 - Tỷ lệ đúng hạn và tiêu chí 3.3 - Xin lỗi khi trễ hẹn": [
        Criterion("3.2", "Tỷ lệ đúng hạn"),
        Criterion("3.3", "Xin lỗi khi trễ hẹn"),
    ],
    "Nâng điểm tiêu chí “1.5 - Đổi mới, sáng tạo”": [Criterion("1.5", "Đổi mới, sáng tạo")],
}

# Criteria sets number up to five levels, each under a hundred.
_CODE = r"(?<![\d.,/])\d{1,2}(?:\.\d{1,2}){1,4}(?![\d/]|\.\d|,\d|\s*%)"
_DAMAGED = r"(?<![\w.,/])[\dlI|]{1,2}(?:\.[\dlIO|]{1,2}){1,4}(?![\w/]|\.\w|,\d{1,2}(?![\d.]))"
_WORD = re.compile(
    r"\b(?:cac\s+)?(?:ma\s+)?(?:tieu chi|tctp|tc|"
    r"chi so thanh phan)(?:\s+thanh phan)?(?:\s+so)?\b\s*[:.]?\s*[“«„\"'(]?\s*"
)
# "các tiêu chí dễ chấm sai là 1.2.3, 3.3.1 và 7.2.4", "tiêu chí bị trừ điểm (1.2.3; 2.1.4)": codes of three levels and
# more, which cannot be figures
_SAID_OF = re.compile(
    r"\btieu chi(?:\s+thanh phan)?(?:\s+[a-z\d/]+,?){1,10}?\s*(?:\s(?:la|gom|nhu|sau|cu the)\s*:?|:|\()\s*[“\"]?\s*"
    r"(?=(?:tu\s+)?\d{1,2}(?:\.\d{1,2}){2})"
)
_CODES = re.compile(_CODE)
_DAMAGED_CODES = re.compile(_DAMAGED)
_LINK = re.compile(
    r"\s*(?:[,;&]|,?\s*va|hoac|,?\s*va\s+tieu chi(?:\s+thanh phan)?)\s*"
    r"(?:tieu chi\s+)?(?:thanh phan\s+)?(?:tu\s+)?[“«„\"]?\s*$"
)
_RANGE = re.compile(r"\s*(?:den|[-–]|toi)\s*(?:tieu chi\s+)?$")
_FROM = re.compile(r"^tu\s+")
_BEFORE_QUOTED = re.compile(r"[“«„\"]\s*$")
_TITLE_MARK = re.compile(r"\s*[.:–-]?\s*(?=[“«„\"]?\s*[A-ZĐÀ-Ỹ\d])[“«„\"]?\s*")
_NOT_CODES = re.compile(
    r"(?:phien ban|version|muc|khoan|dieu|diem|(?<!thanh )phan|chuong|phu luc|bieu|ngay|luc|gio|tang|giam|dat|"
    r"he so)\s*$"
)
_TRIM = " .;:,”\"“'"


def extract(passage: Passage) -> Iterator[Found[Criterion]]:
    """Yield each code once, in order; a range yields every code in it."""
    text, folded = passage.text, fold(passage.text)
    seen: set[str] = set()
    for start, end, codes, title, rule in _mentions(text, folded, passage.label):
        for code in codes:
            if code not in seen:
                seen.add(code)
                yield Found(Criterion(code, title if len(codes) == 1 else None), passage.span(start, end), rule)


_Mention = tuple[int, int, list[str], str | None, str]


def _mentions(text: str, folded: str, label: str | None) -> Iterator[_Mention]:
    at = 0
    openings = [(match.end(), "criteria.named") for match in _WORD.finditer(folded)]
    openings += [(match.end(), "criteria.listed") for match in _SAID_OF.finditer(folded)]
    openings += [(m.end(), "criteria.quoted") for m in re.finditer(r"[“«„\"]\s*(?=\d{1,2}\.\d)", folded)]
    if label == "criterion":
        openings.insert(0, (0, "criteria.column"))
    for opening, rule in sorted(openings):
        if opening < at:
            continue
        for mention in _chain(text, folded, opening, rule):
            at = mention[1]
            yield mention


def _chain(text: str, folded: str, opening: int, rule: str) -> Iterator[_Mention]:
    """Yield the codes that follow one another from `opening` on: "1.1.2, 1.2.3 và 3.4", "từ 2.1.1 đến 2.1.3"."""
    at = opening
    ranged = _FROM.match(folded[at:])
    if ranged:
        at += ranged.end()
    pattern = _DAMAGED_CODES if rule == "criteria.column" else _CODES
    while match := pattern.match(text, at):
        if _NOT_CODES.search(folded[: match.start()]):
            return
        code = _digits(match.group())
        start, end = match.span()
        following = pattern.search(text, end)
        between = folded[end : following.start()] if following else None
        last = _like(code, _digits(following.group())) if following else ""
        if following and between is not None and _RANGE.match(between) and _range(code, last):
            codes = _range(code, last)
            end = following.end()
            yield start, end, codes, None, rule
            after = pattern.search(text, end)
        else:
            title, title_end = _title(text, folded, start, end, rule)
            if title and "“" not in text[title_end - 1 : title_end]:
                yield start, title_end, [code], title, rule
                return
            yield start, end, [code], None, rule
            after = following
        if after is None or not _LINK.match(folded[end : after.start()]):
            return
        at = after.start()


def _digits(code: str) -> str:
    return code.translate(str.maketrans("lI|O", "1110"))


def _like(first: str, last: str) -> str:
    """Return the end of a range with a lost dot given back as its beginning has it: "7.2.3 đến 72.5" ends in 7.2.5."""
    head = first.rpartition(".")[0]
    bare = last.replace(".", "")
    same = head.replace(".", "")
    return f"{head}.{bare[len(same) :]}" if bare.startswith(same) and last.count(".") == first.count(".") - 1 else last


def _range(first: str, last: str) -> list[str]:
    """Return every code from `first` to `last` when they differ in their last level only, else nothing."""
    head, _, low = first.rpartition(".")
    tail, _, high = last.rpartition(".")
    if not tail and head:
        high = last
    elif head != tail:
        return []
    if not (low.isdigit() and high.isdigit()) or int(low) >= int(high):
        return []
    return [f"{head}.{number}" for number in range(int(low), int(high) + 1)]


def _title(text: str, folded: str, start: int, end: int, rule: str) -> tuple[str | None, int]:
    """Return the criterion's own title behind its code and where it ends."""
    quoted = _BEFORE_QUOTED.search(text[:start]) is not None
    mark = _TITLE_MARK.match(text, end)
    if mark is None:
        return None, end
    opened = quoted or mark.group().rstrip().endswith(("“", '"'))
    separated = any(sign in mark.group() for sign in ".:-–")
    if not (opened or separated or rule == "criteria.column"):
        return None, end
    if opened:
        closing = re.search(r"[”»\"]", text[mark.end() :])
        # A quote that is never closed ends where the next criterion or the paragraph does.
        following = re.search(r"[”»\"]?\s*(?:,|;|\bva\b)\s*tieu chi", folded[mark.end() :])
        limits = [found.start() for found in (closing, following) if found]
        stop = mark.end() + min(limits, default=len(text) - mark.end())
    else:
        stop = mark.end() + _sentence_end(text[mark.end() :])
    title = text[mark.end() : stop].strip(_TRIM)
    if _RANGE.match(folded, end, mark.end() + len("den ")) or fold(title).startswith("den "):
        return None, end  # the end of a range that could not be read
    if not title or (title[0].isdigit() and not opened):
        return None, end
    return title, stop


def _sentence_end(text: str) -> int:
    match = re.search(r"[;.](?=\s|$)|[)”](?=\s*$)|\s\((?=tieu chi|thoi gian)|,?\s+va\s+tieu chi\b", fold(text))
    return match.start() if match else len(text)
