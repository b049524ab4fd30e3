"""What a paper is about (trích yếu), on one line: the lines under its type, or the "V/v" of a letter."""

import re
from collections.abc import Iterator

from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.zones import KINDS

NAME = "subject"
SCOPE = "header"
READS = frozenset({"subject", "head"})
EXAMPLES = {
    "[subject] Kiểm tra công vụ năm 2025\ntrên địa bàn xã Bình An": [
        "Kiểm tra công vụ năm 2025 trên địa bàn xã Bình An"
    ],
    "[subject] Về việc thành lập\nTổ công tác\n______": ["Về việc thành lập Tổ công tác"],
    "[subject] KẾ HOẠCH TUYÊN TRUYỀN\nnăm 2025": ["TUYÊN TRUYỀN năm 2025"],
    "[subject] **Cải cách hành chính**": ["Cải cách hành chính"],
    "[head] Số: 31/SNV-CCHC\nV/v báo cáo kết quả\ncải cách hành chính\nKính gửi: Các sở": [
        "báo cáo kết quả cải cách hành chính"
    ],
    "[head] Số: 31/SNV-CCHC Bình An, ngày 02 tháng 4 năm 2025\nV/v góp ý dự thảo": ["góp ý dự thảo"],
    "[head] Số: 31/SNV-CCHC\nV/v đôn đốc tự chấm điểm\ncải cách hành chính\nBình An, ngày 21 tháng 10 năm 2025": [
        "đôn đốc tự chấm điểm cải cách hành chính"
    ],
    "[head] KẾ HOẠCH": [],
}

_KIND = re.compile(r"\W*(?:" + "|".join(KINDS) + r")\s+(?=\S)")
_LETTER = re.compile(
    r"(?:^|\n|\s)(?P<subject>(?:(?<=v/v\s)\S|ve viec\b).*?)(?=\n\W*(?:kinh gui|cong hoa|doc lap|so\s*:)|"
    r"\n\S+[^\n]{0,40},\s*ngay|$)",
    re.DOTALL,
)


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the subject joined to one line, without its closing mark."""
    if passage.label == "subject":
        yield from _whole(passage, 0, len(passage.text), "subject.lines")
        return
    if match := _LETTER.search(fold(passage.text)):
        yield from _whole(passage, match.start("subject"), match.end("subject"), "subject.letter")


def _whole(passage: Passage, start: int, end: int, rule: str) -> Iterator[Found[str]]:
    kind = _KIND.match(fold(passage.text[start:end]))
    if kind and passage.text[start : start + kind.end()].isupper():
        start += kind.end()
    text = " ".join(passage.text[start:end].replace("**", "").split())
    text = re.sub(r"[\s_*.…;:–—-]+$", "", text).strip()
    if text:
        yield Found(text, passage.span(start, end), rule)
