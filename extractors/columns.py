"""Columns of tables: what a head cell announces, and the numbers that stand alone in a column of numbers."""

import re

from extractors.folding import fold
from extractors.labels import label_of
from extractors.passage import Label

Role = Label | str  # a label, or "number", "content", "note", "other"
_NUMBER_HEAD = re.compile(r"(?:so\s*)?(?:t\s*t|stt|s[o0]\s*thu tu|thu tu|so tt|no)")
_CONTENT_HEAD = re.compile(
    r"(?:ten\s+)?(?:cac\s+)?(?:nhom\s+)?(?:noi dung|nhiem vu|cong viec|hoat dong|giai phap|dau viec|ten (?:de an|"
    r"van ban|chuong trinh)|"
    r"muc tieu\s*[,/]?\s*nhiem vu|linh vuc|chi tiet|viec (?:phai|can) lam|yeu cau)\b"
)
_NAME_HEAD = re.compile(r"ten (?:cac )?(?:tieu chi|chi so)(?:,? tieu chi)?(?: thanh phan)?")
_NOTE_HEAD = re.compile(r"(?:ghi chu|kinh phi|nguon (?:kinh phi|von|luc)|can cu|diem(?: chuan| toi da)?|du toan)\b")
_ROW_NUMBER = re.compile(r"\W*(?P<label>\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLl1|]{1,5}|[A-Ha-zđ])\s*[.):]?\W*$")
# A row that says when or who is work of its own; one that does not goes on with the row above.
WORK: frozenset[Label] = frozenset({"time", "lead", "coordinate", "perform", "units"})


_TIME_HEAD = re.compile(r"(?:thoi (?:gian|han|diem)|han\b|tien do|lo trinh|moc thoi gian|ngay (?:hoan thanh|bao cao))")
_UNITS_HEAD = re.compile(
    r"(?:bo phan|don vi|co quan|phong|nguoi|to chuc|ca nhan|can bo|cong chuc|lanh dao|doi tuong thuc hien)\b"
)
_LEADS = re.compile(r"\b(?:chu tri|phu trach|chiu trach nhiem|trach nhiem|dau moi|tham muu|duoc giao)\b")
_PARTNERS = re.compile(r"\b(?:phoi hop|tham gia|cung|ho tro)\b")
_PERFORMS = re.compile(r"\b(?:thuc hien|trien khai|xu ly|giai quyet)\b")


def head_role(text: str) -> Role | None:
    """Return what a head cell announces: a label, "number", "name" (of a criterion), "content", "note", or None."""
    folded = " ".join(re.sub(r"[^\w\s,/&()-]", " ", fold(text)).split())
    if not folded or len(folded) > 90:
        return None
    if _NUMBER_HEAD.fullmatch(folded):
        return "number"
    if _NAME_HEAD.fullmatch(folded):
        return "name"
    bare = re.sub(r"\s*\(.*\)$", "", folded)
    label = label_of(bare) or _head_label(bare)
    if label:
        return label
    if _CONTENT_HEAD.match(folded):
        return "content"
    return "note" if _NOTE_HEAD.match(folded) else None


def _head_label(folded: str) -> Label | None:
    """Return what a head says beyond stock words: "Thời hạn khắc phục" is a time, "Đơn vị cùng tham gia" partners."""
    if _TIME_HEAD.match(folded):
        return "time"
    if not _UNITS_HEAD.match(folded):
        return None
    leads, partners = _LEADS.search(folded), _PARTNERS.search(folded)
    if leads and partners:
        return "units"
    return "lead" if leads else "coordinate" if partners else "perform" if _PERFORMS.search(folded) else None


def row_label(printed: str) -> str:
    """Return the number that stands alone in a row's first cell: "2." is "2"; an empty text for anything else."""
    match = _ROW_NUMBER.match(printed)
    if match is None:
        return ""
    label = match.group("label")
    return (
        re.sub(r"[l|]", "1" if any(c.isdigit() for c in label) else "I", label)
        if len(label) > 1 or label in "l|"
        else label
    )
