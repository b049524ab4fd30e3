"""The zones of a paper: head, preamble, body, foot, and what is attached behind the foot.

The order of parts under Nghị định 30/2020 is the prior: letterhead, number and date, kind and subject, what the paper
relies on, the body, "Nơi nhận" and the signature, then appendices or an attached plan.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.marks import Mark, marks_of
from extractors.passages import FULL_LINE_SHARE, Line

# Types of papers (Nghị định 30/2020, Điều 7) and those that are relied on besides; printed name → name in the record.
NAMES = {
    fold(name): name.lower()
    for name in (
        "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo", "Hướng dẫn",
        "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Báo cáo", "Biên bản", "Tờ trình", "Hợp đồng",
        "Công văn", "Công điện", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy mời", "Giấy giới thiệu",
        "Giấy nghỉ phép", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo", "Thư công",
    )
}  # fmt: skip
KINDS = {name: "_".join(name.split()) for name in NAMES}
# The head of a paper, from the letterhead to the preamble, ends within this many printed lines.
LONGEST_HEAD_LINES = 40
# A subject's line is centred under the type; longer ones are whole paragraphs of the body.
LONGEST_SUBJECT_LINE = 250
LONGEST_SIGNATURE_LINES = 8  # authority, role, "(Đã ký)", a digital stamp of some lines, name
LONGEST_SIGNER_LINE = 60  # characters

_KIND_LINE = re.compile(r"\W*(?P<kind>" + "|".join(KINDS) + r")(?P<rest>\W*|\s+(?=\S).*)$")
_ATTACHED = re.compile(r"\W*\(?\s*(?:ban hanh\s+)?kem theo\b")
_APPENDIX = re.compile(
    r"\W*(?P<label>phu luc(?:\s+(?:so\s+)?[ivxl\d]{1,5}[a-z]?)?|bieu(?:\s+mau)?\s+(?:so\s+)?\d{1,2})\b\W*$"
)
_APPENDIX_RUN_ON = re.compile(r"\W*(?P<label>phu luc(?:\s+(?:so\s+)?[ivxl\d]{1,5})?)\s*[:.–-]\s*\S")
_PREAMBLE = re.compile(
    r"(?:can cu\b|xet\b|de\s+(?!an\b|nghi\b)|nham\b|theo\s+(?:de nghi|quyet dinh|ke hoach|cong van|chi dao|nghi|"
    r"chuong)|"
    r"(?:thuc hien|trien khai|tiep tuc|thi hanh)\s+(?:cac\s+)?(?:thuc hien\s+)?(?:nghi|quyet dinh|ke hoach|chi thi|"
    r"cong van|"
    r"thong|chuong trinh|luat|huong dan|y kien|chi dao|ket luan|van ban|de an|cong dien|to trinh|su chi dao)|"
    r"tren co so\b|kinh gui\b)"
)
_ISSUING = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong|so|phong|ban|van phong|trung tam|chi cuc|cong an|doan|hoi|truong)\b.{0,90}?"
    r"\b(?:ban hanh|xay dung|trien khai|quyet dinh|thong bao|yeu cau|de nghi|bao cao|lap)\b"
)
_AUTHORITY = re.compile(
    r"(?:(?:pho )?chu tich|giam doc|uy ban nhan dan|hoi dong nhan dan|bo truong|truong (?:ban|phong))\b"
)
_DECIDES = re.compile(r"\W*(?:quyet dinh|quyet nghi|chi thi|yeu cau)\s*:?\W*$")
_RECIPIENTS = re.compile(r"[\W_]*noi\s*nhan\b\W?")
_GROUNDS = re.compile(r"(?:cac\s+)?(?:can cu|co so)(?:\s+(?:phap ly|xay dung(?: ke hoach)?|ban hanh))?\W*$")
_KEPT = re.compile(r"\W*luu\s*[:;.]?\s*(?:vt|vp|hs)")
_ENTRY = re.compile(r"\s*[-–—~_+*]\s*\S.*[;:,]\W*$")
_SIGNATURE = re.compile(
    r"\W*(?:tm|kt|tl|tuq|q)\s?[.,]\s*\S|\W*(?:pho )?(?:chu tich|giam doc|bo truong|truong phong|chanh van phong|"
    r"truong ban|thu truong|hieu truong|chi cuc truong|cuc truong|tong giam doc|bi thu|vien truong)\b.{0,40}$"
)
_NATION = re.compile(r"cong hoa xa hoi|doc lap\s*-\s*tu do|^\W*(?:so|s6)\s*:")
_OPENING = frozenset({"part", "capital", "roman", "article", "arabic"})
_LISTING = _OPENING | {"dash"}
_DATE_LINE = re.compile(r"[^,]{2,45},\s*ngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_RULE_LINE = re.compile(r"^[\W_]+$")


@dataclass(slots=True)
class Attachment:
    """What stands behind the foot: an appendix ("Phụ lục I") or an attached plan (no label of its own in paths)."""

    label: str | None
    title: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Zones:
    """The running lines of a paper by zone; `subject` is a part of the head."""

    head: list[Line] = field(default_factory=list)
    kind: Line | None = None
    subject: list[Line] = field(default_factory=list)
    preamble: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def zones(flow: Sequence[Line], width: float) -> Zones:
    """Return the zones of the running lines of a paper whose full lines hold `width` characters."""
    found = Zones()
    at = _read_head(flow, found, width)
    at = _read_preamble(flow, at, found)
    found.preamble += _grounds(flow, at)
    foot_start, foot_end = _foot(flow, at)
    found.body = list(flow[at:foot_start])
    found.foot = list(flow[foot_start:foot_end])
    _read_attachments(flow[foot_end:], found)
    if not found.attachments:
        found.foot += flow[foot_end:]
    return found


def _read_head(flow: Sequence[Line], found: Zones, width: float) -> int:
    """Read letterhead, kind and subject; return where the preamble begins."""
    limit = min(len(flow), LONGEST_HEAD_LINES)
    kind_at = next((at for at in range(limit) if _is_kind_line(flow[at])), None)
    if kind_at is not None and _DECIDES.match(fold(flow[kind_at].text)) and any(map(_is_ground, flow[:kind_at])):
        kind_at = None  # "QUYẾT ĐỊNH:" behind what it relies on; the type above the subject was not read
    if kind_at is None:
        at = next((at for at in range(limit) if _opens_text(flow[at])), 0)
        found.head = list(flow[:at])
        # A letter's date may be read after "Kính gửi", which stands beside it.
        found.head += [line for line in flow[at : at + 4] if _DATE_LINE.match(fold(line.text))]
        return at
    found.head, found.kind = list(flow[:kind_at]), flow[kind_at]
    at = kind_at + 1
    if _run_on_subject(flow[kind_at]):
        found.subject.append(flow[kind_at])
    while at < len(flow) and not _ends_subject(flow[at], found.subject[-1] if found.subject else None, width):
        if not _RULE_LINE.match(flow[at].text):
            found.subject.append(flow[at])
        at += 1
    return at


def _is_ground(line: Line) -> bool:
    return fold(line.text).startswith("can cu ")


def _is_kind_line(line: Line) -> bool:
    match = _KIND_LINE.match(fold(line.text))
    if match is None or not is_capital(line.text) or line.cell is not None:
        return False
    # With more on the line the marks must agree: "PHƯỜNG AN LẠC" is no "phương án".
    printed = " ".join(line.text[match.start("kind") : match.end("kind")].lower().split())
    return printed == NAMES[match.group("kind")] or not any(letter.isalnum() for letter in match.group("rest"))


def _run_on_subject(line: Line) -> bool:
    match = _KIND_LINE.match(fold(line.text))
    return match is not None and any(letter.isalnum() for letter in match.group("rest"))


def _ends_subject(line: Line, above: Line | None, width: float) -> bool:
    """Whether a line under the type stands no longer in the subject; `above` is the subject's last line so far."""
    folded = fold(line.text)
    if line.cell is not None or _ATTACHED.match(folded):
        return True
    if folded.startswith(("can cu ", "kinh gui", "dieu 1")):
        return True
    if above is None:
        return False
    if line.text.lstrip(" :;.,-*'\"")[:1].islower():
        return False
    if above.kind == "heading" and line.kind == "paragraph":
        return True
    is_set_off = line.text[0].isupper() and len(above.text) < FULL_LINE_SHARE * width <= len(line.text)
    if is_set_off or _has_end_mark(line.text) or (len(line.text) > LONGEST_SUBJECT_LINE):
        return True
    mark = _mark(line)
    if mark and mark.style in _LISTING:
        return True
    if _AUTHORITY.match(folded) and is_capital(line.text):
        return True
    return _PREAMBLE.match(folded) is not None or _ISSUING.match(folded) is not None


def _has_end_mark(text: str) -> bool:
    """Whether a line ends in a stop of its own; one that stands apart (" .") is dirt."""
    bare = text.rstrip()
    return bare[-1] in ".;:" and not bare[-2:-1].isspace()


def _mark(line: Line) -> Mark | None:
    """Return the label a line surely has: an undamaged one, or a damaged numeral before a heading in capitals."""
    for mark in marks_of(line.text):
        if not mark.damaged or (mark.style == "roman" and is_capital(line.text[mark.length :])):
            return mark
    return None


def _opens_text(line: Line) -> bool:
    folded = fold(line.text)
    mark = _mark(line)
    outlined = mark is not None and (
        mark.style in _OPENING - {"arabic"} or (mark.style == "arabic" and mark.ordinal == 1)
    )
    return _PREAMBLE.match(folded) is not None or outlined


def _read_preamble(flow: Sequence[Line], at: int, found: Zones) -> int:
    """Read what the paper relies on; return where its body begins."""
    start = at
    while at < len(flow):
        line = flow[at]
        if line.cell is not None:
            break
        mark = _mark(line)
        if mark and (mark.style in _OPENING - {"arabic"} or (mark.style == "arabic" and mark.ordinal == 1)):
            break
        if _DECIDES.match(fold(line.text)) and at > start:
            at += 1
            break
        if _RECIPIENTS.match(fold(line.text)):
            break
        at += 1
    found.preamble = [line for line in flow[start:at] if not _RULE_LINE.match(line.text)]
    return at


def _grounds(flow: Sequence[Line], at: int) -> Sequence[Line]:
    """Return the lines of a first section that lists what the paper relies on: "I. CĂN CỨ"."""
    mark = _mark(flow[at]) if at < len(flow) else None
    if mark is None or not _GROUNDS.match(fold(flow[at].text[mark.length :])):
        return []
    end = at + 1
    while end < len(flow) and not ((following := _mark(flow[end])) and following.style == mark.style):
        end += 1
    return flow[at + 1 : end]


def _foot(flow: Sequence[Line], at: int) -> tuple[int, int]:
    """Return where the foot begins and ends."""
    start = next((n for n in range(at, len(flow)) if _RECIPIENTS.match(fold(flow[n].text))), None)
    if start is None:
        start = _list_start(flow, at)
    if start is None:
        start = _signature_start(flow, at)
    end = next((n for n in range(start + 1, len(flow)) if _opens_attachment(flow, n)), len(flow))
    while start > at and flow[start - 1].kind in ("recipients", "signature"):
        start -= 1
    return _with_signature_above(flow, at, start), end


def _with_signature_above(flow: Sequence[Line], at: int, start: int) -> int:
    """Return where the foot begins when the signature stands above the recipients: "GIÁM ĐỐC", "Lê Hòa"."""
    for n in range(start - 1, max(at, start - LONGEST_SIGNATURE_LINES) - 1, -1):
        line = flow[n]
        if line.cell is not None or marks_of(line.text) or len(line.text) > LONGEST_SIGNER_LINE:
            break
        if is_capital(line.text) and _SIGNATURE.match(fold(line.text)):
            start = n
    return start


def _list_start(flow: Sequence[Line], at: int) -> int | None:
    """Return where the recipients begin when their heading is lost: the dashed lines up to "- Lưu: VT"."""
    last = next((n for n in range(at, len(flow)) if _KEPT.match(fold(flow[n].text))), None)
    if last is None:
        return None
    while last > at and _ENTRY.match(flow[last - 1].text):
        last -= 1
    return last


def _signature_start(flow: Sequence[Line], at: int) -> int:
    """Return where the signature begins in a paper without recipients: the first "TM. …" or bare role in capitals."""
    for n in range(at, len(flow)):
        line = flow[n]
        if (
            line.cell is None
            and _SIGNATURE.match(fold(line.text))
            and is_capital(line.text)
            and not marks_of(line.text)
        ):
            return n
    return len(flow)


def _opens_attachment(flow: Sequence[Line], at: int) -> bool:
    line = flow[at]
    folded = fold(line.text)
    if line.kind in ("recipients", "signature"):
        return False
    if _APPENDIX.match(folded) or (_APPENDIX_RUN_ON.match(folded) and line.text[:1].isupper()):
        return True
    return _is_kind_line(line) or (_NATION.search(folded) is not None and any(map(_is_kind_line, flow[at : at + 8])))


def _read_attachments(lines: Sequence[Line], found: Zones) -> None:
    at = 0
    while at < len(lines):
        if not _opens_attachment(lines, at):
            if found.attachments:
                found.attachments[-1].body.append(lines[at])
            at += 1
            continue
        at = _read_attachment(lines, at, found)


def _read_attachment(lines: Sequence[Line], at: int, found: Zones) -> int:
    while at < len(lines) and _NATION.search(fold(lines[at].text)):
        at += 1
    while at < len(lines) and not (_is_kind_line(lines[at]) or _appendix_label(lines[at])):
        at += 1
    if at == len(lines):
        return at
    attachment = Attachment(_appendix_label(lines[at]), [lines[at]])
    found.attachments.append(attachment)
    at += 1
    while at < len(lines) and not _starts_body(lines[at], attachment):
        attachment.title.append(lines[at])
        at += 1
    return at


def _appendix_label(line: Line) -> str | None:
    match = _APPENDIX.match(fold(line.text)) or _APPENDIX_RUN_ON.match(fold(line.text))
    if match is None:
        return None
    printed = line.text[match.start("label") : match.end("label")]
    word, _, number = printed.partition(" ")
    first = "Phụ" if fold(word) == "phu" else word.capitalize()
    rest = number.split()
    if first == "Phụ" and rest:
        rest[0] = "lục"
    return " ".join([first, *rest])


def _starts_body(line: Line, attachment: Attachment) -> bool:
    if line.cell is not None:
        return True
    mark = _mark(line)
    if mark and mark.style in _LISTING:
        return True
    return len(attachment.title) > 1 and _PREAMBLE.match(fold(line.text)) is not None
