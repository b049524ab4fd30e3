"""What a section is for: purposes hold no work, duties are given unit by unit, everything else lists work."""

import re
from typing import Literal

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.passages import Joined

Section = Literal["purpose", "duties", "funding", "content"]

_PURPOSE = re.compile(
    r"(?:muc dich|muc tieu|yeu cau(?!\s+(?:cac|thu truong|chu tich|giam doc|lanh dao|ubnd|uy ban|so\s|phong\s|"
    r"van phong|cong an))|quan diem|nguyen tac|pham vi|doi tuong (?:ap dung|va pham vi)|can cu|"
    r"su can thiet|co so|thuc trang|danh gia (?:chung|tinh hinh|ket qua|thuc trang)|"
    r"tinh hinh|ket qua (?:dat duoc|thuc hien)|nhung ket qua|ton tai|han che|bai hoc|dac diem|phuong cham|chi tieu|"
    r"giai thich)\b|kien nghi(?:(?:,| va|, va)? de xuat)?$|de xuat(?:,| va|, va)? kien nghi$"
)
_WORK = re.compile(r"\b(?:nhiem vu|giai phap|noi dung|to chuc thuc hien|trien khai|ke hoach)\b")
_DUTIES = re.compile(
    r"\b(?:to chuc thuc hien|to chuc trien khai|trach nhiem|phan cong|che do bao cao|to chuc, thuc hien|"
    r"trien khai thuc hien$|dieu khoan thi hanh|to chuc va trach nhiem)\b"
)
_FUNDING = re.compile(r"(?:kinh phi|nguon (?:von|luc|kinh phi)|du toan|co che tai chinh)\b")
_DIFFICULTY = r"[^.]{0,200}\bneu (?:co|phat sinh)[^.]{0,30}(?:kho khan|vuong mac|van de)"
_CLOSING = re.compile(
    r"\W*(?:tren day la|trong qua trinh|trong khi|de nghi\b|yeu cau\b|can cu (?:noi dung )?ke hoach nay|nhan duoc|"
    r"kinh de nghi|quyet dinh nay co hieu luc|ke hoach nay (?:co hieu luc|thay the|duoc)|"
    r"[^,;.]{0,80}\b(?:yeu cau|de nghi)\s+(?:cac|thu truong|chu tich|giam doc|lanh dao|nguoi dung dau)\b|"
    r"[^.;]{0,100}\b(?:tran trong|kinh) de nghi\b)|" + _DIFFICULTY
)
_CLOSING_ITEM = re.compile(r"\W*(?:tren day la|trong qua trinh|nhan duoc)|" + _DIFFICULTY)
_SENTENCE_END = re.compile(r"(?<=[^\W\d])[.;]\s+(?=[A-ZĐ])")
_GIVES = re.compile(r"(?:giao|phan cong)\b")
LONGEST_HEADING = 80  # characters


def section_of(heading: str) -> Section:
    """Return what a section with this heading is for: "TỔ CHỨC THỰC HIỆN" is "duties", "MỤC ĐÍCH" is "purpose"."""
    folded = " ".join(re.sub(r"[^\w\s,]", " ", fold(heading)).split())
    if _PURPOSE.match(folded) and not _WORK.search(folded):
        return "purpose"
    if _FUNDING.match(folded):
        return "funding"
    # In small letters the words may be a sentence's: "Giao Sở Nội vụ tổ chức thực hiện".
    duties = _DUTIES.search(folded) if is_capital(heading) else _DUTIES.match(folded)
    return "duties" if duties and len(folded) < LONGEST_HEADING else "content"


def without_closing(paragraph: Joined) -> Joined | None:
    """Return a closing paragraph from the sentence on that gives work: "Yêu cầu … nghiêm túc. Giao Sở A …"."""
    start = 0
    while end := _SENTENCE_END.search(paragraph.text, start):
        start = end.end()
        rest = paragraph.text[start:]
        if _GIVES.match(fold(rest)) and not is_closing(rest):
            return paragraph.cut(start)
    return None


def is_closing(paragraph: str, *, is_item: bool = False) -> bool:
    """Whether a paragraph only closes the paper: "Trên đây là Kế hoạch …", "nếu có khó khăn …".

    A numbered item that begins with "Đề nghị" gives a duty; a bare paragraph that does so closes the paper.
    """
    return (_CLOSING_ITEM if is_item else _CLOSING).match(fold(paragraph)) is not None
