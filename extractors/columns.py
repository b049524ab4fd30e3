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
    r"muc tieu\s*[,/]?\s*nhiem vu|linh vuc|chi tiet)\b"
)
_NAME_HEAD = re.compile(r"ten (?:cac )?(?:tieu chi|chi so)(?:,? tieu chi)?(?: thanh phan)?")
_NOTE_HEAD = re.compile(r"(?:ghi chu|kinh phi|nguon (?:kinh phi|von|luc)|can cu|diem(?: chuan| toi da)?|du toan)\b")
_ROW_NUMBER = re.compile(r"\W*(?P<label>\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLl1|]{1,5}|[A-Ha-zđ])\s*[.):]?\W*$")
# A row that says when or who is work of its own; one that does not goes on with the row above.
WORK: frozenset[Label] = frozenset({"time", "lead", "coordinate", "perform", "units"})


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
    label = label_of(bare)
    if label:
        return label
    if _CONTENT_HEAD.match(folded):
        return "content"
    return "note" if _NOTE_HEAD.match(folded) else None


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
