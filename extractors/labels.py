"""Labelled lines and columns: "Thời gian thực hiện: …", "Đơn vị chủ trì: …", a table's head cells.

One reading of the stock words serves both: what a line says before its colon and what a column says in its head.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractors.damaged_words import mended
from extractors.folding import fold
from extractors.passage import Label
from extractors.passages import Joined

# The longest label seen before a colon is "Tổ chức, cá nhân, cơ quan, đơn vị phối hợp thực hiện" with 52 characters.
LONGEST_LABEL = 60

_BODY = r"(?:co quan|don vi|bo phan|to chuc|ca nhan|phong|ban|nganh|dia phuong|nguoi|can bo|cong chuc|lanh dao|cap|so)"
_BODIES = rf"(?:{_BODY}(?:\s*[,/&-]\s*|\s+va\s+|\s+hoac\s+|\s+))*"
_TAIL = (
    r"(?:\s+(?:thuc hien|trien khai|tham muu|chinh|giai quyet|tham gia|nhiem vu|xu ly|cong viec|hoan thanh|theo doi|"
    r"tong hop|cung|chung))*"
)
_LEAD = (
    rf"(?:giao\s+)?{_BODIES}(?:(?:chiu\s+)?trach nhiem(?:\s+chinh)?|chu tri|phu trach|tham muu|dau moi|chu quan|"
    r"duoc giao)"
)
_COORDINATE = rf"{_BODIES}(?:phoi hop|tham gia)"
_RULES: tuple[tuple[str, Label], ...] = (
    (rf"{_LEAD}{_TAIL}\s*(?:[,/;-]|va|\(|\s)\s*(?:{_BODIES})phoi hop{_TAIL}\)?", "units"),
    (rf"{_BODIES}(?:thuc hien|trien khai)\s*(?:[,/;-]|va)\s*(?:{_BODIES})phoi hop{_TAIL}", "units"),
    (r"(?:trach nhiem|phan cong|to chuc|nguoi)\s+(?:to chuc\s+)?(?:thuc hien|trien khai)", "perform"),
    (rf"{_LEAD}{_TAIL}(?:\s*[,;/]\s*(?:tham muu|thuc hien|tong hop|theo doi|bao cao))*(?:\s+chu tri)?{_TAIL}", "lead"),
    (rf"{_COORDINATE}{_TAIL}", "coordinate"),
    (
        r"(?:(?:du kien\s+)?(?:thoi\s+(?:gian|han|diem)|thoi(?=\s+thuc hien)|tien do|han(?=\s+(?:hoan thanh|cuoi|"
        r"chot|thuc hien|xong|nop|gui)|$)|lo trinh|"
        r"moc thoi gian|ngay hoan thanh|ky han))(?:\s*(?:[,/-]|va)\s*(?:tien do|thoi gian|lo trinh|thoi han))?"
        r"(?:\s+(?:thuc hien|hoan thanh|trien khai|du kien|ban hanh|bao cao|to chuc|cuoi|chot|tien hanh|bat dau|"
        r"ket thuc|giai quyet|xong|nop|gui|trinh|"
        r"xay dung|phai|va|,|san pham|nhiem vu|cong viec|kiem tra|khao sat|dieu tra|cham nhat|danh gia|phat phieu|"
        r"thu phieu|tong hop|cu the|day du)|\s*(?:,|va)\s*(?:hoan thanh|dia diem))*",
        "time",
    ),
    (
        rf"(?:{_BODY}(?:\s*[,/&]\s*|\s+va\s+|\s+))+(?:to chuc\s+|trien khai\s+)?(?:thuc hien|trien khai|"
        rf"duoc phan cong)(?:\s+nhiem vu)?"
        r"|thuc hien|phan cong(?:\s+nhiem vu)?",
        "perform",
    ),
    (r"dia\s*diem(?:\s+(?:to chuc|thuc hien|du kien))?|noi thuc hien", "place"),
    (
        r"(?:du kien\s+)?(?:san pham|ket qua)(?:\s*(?:[,/]|va)\s*(?:san pham|ket qua))?(?:\s+(?:dau ra|thuc hien|"
        r"dat duoc|du kien|hoan thanh|can dat|phai dat|cong viec|chu yeu|chinh))*",
        "product",
    ),
    (r"(?:chi tieu|muc tieu|yeu cau)(?:\s+(?:phan dau|dat|thuc hien|can dat|nam \d{4}|den nam \d{4}))*", "target"),
    (
        r"(?:ma\s+)?(?:tieu chi|chi so)(?:\s*(?:,|/|va)\s*)?(?:\s*tieu chi)?(?:\s+thanh phan)?(?:\s+so|\s+lien quan)?",
        "criterion",
    ),
)
_STOCK_ENDS: tuple[tuple[str, Label], ...] = (("chu tri", "lead"), ("phoi hop", "coordinate"), ("thuc hien", "perform"))
_LABELS = tuple((re.compile(pattern), label) for pattern, label in _RULES)
_STOCK: dict[str, Label] = {
    **dict.fromkeys(("thoi gian", "thoi gian thuc hien", "thoi gian hoan thanh", "thoi han hoan thanh"), "time"),
    **{f"{body} {what}": label for body in ("co quan", "don vi", "bo phan") for what, label in _STOCK_ENDS},
}
# Percent of letters alike: one wrong letter in "bo phan thuc hien" is 94, another label at most 82.
SURE_LABEL = 88
_COLON = re.compile(r"[:;]")
# Inside a paragraph only these open a labelled part, so that a sentence with a colon stays a sentence.
_INLINE = re.compile(
    r"(?:(?<=[.;,(–-])\s*|(?<=[.;)])\s*[-+*]\s*)"
    r"(?P<label>thoi (?:gian|han)(?:\s+(?:thuc hien|hoan thanh|trien khai|du kien|bao cao))*|"
    r"(?:co quan|don vi|bo phan|phong)\s*(?:,\s*don vi\s+)?(?:chu tri|phoi hop|thuc hien)(?:\s+thuc hien)?|"
    r"chu tri(?:\s+thuc hien)?|phoi hop(?:\s+thuc hien)?|san pham|hoan thanh|"
    r"(?<=\()(?:thuc hien|phan cong(?: thuc hien)?))"
    r"\s*:\s*"
)
_INLINE_LABELS = ("time", "lead", "coordinate", "perform", "units", "product")


def label_of(words: str) -> Label | None:
    """Return what a label or a head cell announces: "Cơ quan, đơn vị chủ trì" is "lead", "Nội dung" is None."""
    folded = " ".join(re.sub(r"[*:.\n]+", " ", fold(words)).split())
    return next((label for pattern, label in _LABELS if pattern.fullmatch(folded)), None)


def labelled(paragraph: Joined) -> tuple[Label, Joined] | None:
    """Return the label of a paragraph and what stands behind its colon; None for running text."""
    colon = _COLON.search(paragraph.text, 0, LONGEST_LABEL + 1)
    if colon is None:
        return None
    words = paragraph.text[: colon.start()]
    label = label_of(words) or label_of(mended(fold(words))) or _near_label(words)
    if label is None or label in ("criterion", "target"):
        return None
    return label, paragraph.cut(colon.end())


@lru_cache(maxsize=4096)
def _near_label(words: str) -> Label | None:
    """Return the label that damaged words are nearest to: "Thời sian thực hiện" is "time"."""
    near = process.extractOne(fold(words).strip(" -*"), list(_STOCK), scorer=fuzz.ratio, score_cutoff=SURE_LABEL)
    return _STOCK[near[0]] if near else None


def parts(paragraph: Joined) -> Iterator[tuple[Label | None, Joined]]:
    """Yield a paragraph's parts with their labels: "Rà soát hồ sơ. Thời gian: Quý I; chủ trì: Phòng A" has three."""
    whole = labelled(paragraph)
    label: Label | None = None
    if whole:
        label, paragraph = whole
    folded = mended(fold(paragraph.text))
    start = 0
    for match in _INLINE.finditer(folded):
        inline = "time" if folded[match.start("label") :].startswith("hoan thanh") else label_of(match.group("label"))
        if inline not in _INLINE_LABELS or match.start("label") < start:
            continue
        part = paragraph.cut(start, _without_opening(paragraph.text, match.start("label")))
        if part.text:
            yield label, part
        label, start = inline, match.end()
    rest = paragraph.cut(start)
    if rest.text and start and rest.text.rstrip(" .;").endswith(")") and rest.text.count("(") < rest.text.count(")"):
        rest = rest.cut(0, rest.text.rstrip(" .;").rindex(")"))
    if rest.text:
        yield label, rest


def _without_opening(text: str, end: int) -> int:
    """Return `end` moved left over the bracket, dash or stop that opens the next label."""
    while end > 0 and text[end - 1] in " (-–+*":
        end -= 1
    return end
