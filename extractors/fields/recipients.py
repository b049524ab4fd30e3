"""Who gets a paper: the lines under "Nơi nhận", without dash and end mark."""

import re
from collections.abc import Iterator

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.passage import Found, Passage

NAME = "recipients"
SCOPE = "header"
READS = frozenset({"foot"})
EXAMPLES = {
    "[foot] Nơi nhận:\n- Thường trực Đảng ủy;\n- Lưu: VT.": ["Thường trực Đảng ủy", "Lưu: VT"],
    "[foot] Nơi nhận: CHỦ TỊCH\n- Sở Nội vụ (để b/c);\n- Lưu: VT, NV.": ["Sở Nội vụ (để b/c)", "Lưu: VT, NV"],
    "[foot] Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- CT, các PCT UBND tỉnh; KT. CHỦ TỊCH\n- Ban Quản lý các\nkhu công nghiệp;"
    " PHÓ CHỦ TỊCH\n- Lưu: VT, NC.\nNguyễn Văn Bình": [
        "CT, các PCT UBND tỉnh",
        "Ban Quản lý các khu công nghiệp",
        "Lưu: VT, NC",
    ],
    "[foot] Nơi nhận:\n- Sở Nội vụ;                 (để b/c)\n- Lưu VT.": ["Sở Nội vụ (để b/c)", "Lưu VT"],
    "[foot] Nơi nhận:\n- Như Điều 3;\n- Lưu: VT, Trần Văn Hòa": ["Như Điều 3", "Lưu: VT"],
    "[foot] Nơi nhận:\n- TT Đảng ủy; Cơ quan: ỦY BAN NHÂN DÂN TỈNH\nSÔNG TIÊN\n- TT HĐND xã; Thời gian ký: 21/02/2025\n"
    "- Lưu: VT.": ["TT Đảng ủy", "TT HĐND xã", "Lưu: VT"],
    "[foot] Nơi nhận:\n- Lưu: VT, NC (Hg).": ["Lưu: VT, NC (Hg)"],
    "[foot] Nơi nhận:\nSở Nội vụ tỉnh;\n~ CT;, các PCT UBND huyện;\n- Lưu: VT.": [
        "Sở Nội vụ tỉnh",
        "CT;, các PCT UBND huyện",
        "Lưu: VT",
    ],
    "[foot] Nơi nhận:\n- Các phòng: Nội vụ, TC-KH,\nVH&TT;\n- Lưu: VT.": ["Các phòng: Nội vụ, TC-KH, VH&TT", "Lưu: VT"],
    "[foot] Nơi nhận:\n.~ Như trên;\n- Sở Nội vụ:\nThường trực Huyện ủy;\n- Lưu: VT.": [
        "Như trên",
        "Sở Nội vụ",
        "Thường trực Huyện ủy",
        "Lưu: VT",
    ],
    "[foot] Nơi nhận:\n- Thanh tra huyện; Bưu điện huyện;\n- Lưu: VT.": ["Thanh tra huyện; Bưu điện huyện", "Lưu: VT"],
    "[foot] Nơi nhận:\n- Lưu: VT, Vụ CCHC.\nLê Hòa": ["Lưu: VT, Vụ CCHC"],
    "[foot] - VNPT Sông Tiên;\n- Lưu: VT, NC.\nTM. ỦY BAN": ["VNPT Sông Tiên", "Lưu: VT, NC"],
    "[foot] _ Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- TT Tỉnh ủy, TT HĐND tỉnh; s\n- TT HĐND, UBND xã, = Kế \\\n- Lưu: VT.": [
        "TT Tỉnh ủy, TT HĐND tỉnh",
        "TT HĐND, UBND xã",
        "Lưu: VT",
    ],
    "[foot] Nơi nhận:\n- Ban Thường vụ Tỉnh ủy (báo cáo), Bí THƯ\n- Lưu VPĐU.": [
        "Ban Thường vụ Tỉnh ủy (báo cáo)",
        "Lưu VPĐU",
    ],
    "[foot] TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH": [],
}

_START = re.compile(r"noi\s*nhan\b[ \t]*[:.;]?[ \t]*")
_DASH = re.compile(r"\s*(?:[.,'`]?[-–—~_•*+]+|\bo\b)\s*(?=[\w“\"(])")
# A blank wider than this many characters sets a column apart ("Sở Nội vụ;            (để b/c)").
_GAP = re.compile(r"\s{3,}")
_LAST = re.compile(r"lu[uưr]\b\s*[:;,.]?\s*(?P<where>[^\n]*)")
# What stands right of the recipients on the same printed line: authority, role, seal texts, the signer's name.
_RIGHT = re.compile(
    r"(?:\s|^)(?:(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐÀ-Ỹ]|(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|B[IÍií] THƯ|"
    r"BỘ TRƯỞNG)\b|"
    r"ỦY BAN NHÂN DÂN|"
    r"Cơ quan:|Ký bởi|Người ký|Thời gian ký|Ngày ký|\(?Đã ký\)?)"
)
# What a seal leaves behind an end mark: signs, and no word longer than three letters.
_SEAL = re.compile(r"[;,](?=[^\n]*[=\\|#~^—<>*])(?:\s+(?:[^\w\s]+|[^\W\d_]{1,3}(?![^\W\d_])))+\s*$")
_ENDS = re.compile(r"[\s;:.,/]+$")
_CODES = re.compile(
    r"\s*(?:(?:Vụ|Cục|Phòng|Ban|Văn phòng)\s+(?=[A-ZĐ]{2})"
    r"|[A-ZĐ0-9][A-ZĐ0-9&.()-]*[a-zđ]{0,3}(?:\s?\([^)\n]{1,12}\))?(?:\s*[,;&-]\s*|\s*$|(?=[.;]))|[\s.;,])+"
)


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the recipients in order, up to the line that says where the paper is kept ("Lưu: …")."""
    folded = fold(passage.text)
    head = _START.search(folded)
    first = re.search(r"^\W*[-–—~+]\s*\S", folded, re.MULTILINE)
    if head is None and not (first and re.search(r"^\W*luu\b", folded, re.MULTILINE)):
        return
    begin = head.end() if head else first.start() if first else 0
    for start, end in _entries(passage.text, begin):
        printed = passage.text[start:end]
        left = _left_column(printed)
        value = " ".join(_ENDS.sub("", left).replace("**", "").split())
        value = re.sub(r";\s*(?=\()", " ", value)
        if value and any(letter.isalpha() for letter in value):
            yield Found(value, passage.span(start, start + len(left.rstrip())), "recipients.line")
        if _LAST.match(fold(printed)):
            return


def _entries(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the dashed entries; lines without a dash go on with their entry while it is unfinished."""
    entry: tuple[int, int] | None = None
    at = start
    heading_ends = text.find("\n", start)  # what stands on the heading's own line is the right column
    for line in text[start:].split("\n"):
        dash = _DASH.match(line)
        if dash:
            if entry:
                yield entry
            entry = (at + dash.end(), at + len(line))
        elif entry is None and line.strip() and not _RIGHT.match(line) and at > heading_ends >= 0:
            entry = (at + len(line) - len(line.lstrip()), at + len(line))
        elif entry and line.strip() and _goes_on(text[entry[0] : entry[1]], line):
            entry = (entry[0], at + len(line))
        elif entry and line.strip():
            yield entry
            entry = (at, at + len(line)) if _is_entry(line) else None
        at += len(line) + 1
    if entry:
        yield entry


def _goes_on(entry: str, line: str) -> bool:
    """Whether a line without a dash belongs to the entry above it: the entry has no end mark yet."""
    if entry.rstrip().endswith(","):
        return not _RIGHT.match(line)
    if entry.rstrip().endswith(":") and _is_entry(line):
        return False  # a colon at the end of an entry is a semicolon whose tail was not read
    return not _LAST.match(fold(entry)) and re.search(r"[;.]", entry) is None and not line.isupper()


def _is_entry(line: str) -> bool:
    return line.rstrip().endswith(";") or _LAST.match(fold(line)) is not None


def _left_column(entry: str) -> str:
    """Return the recipient of an entry without what is printed right of it."""
    last = _LAST.match(fold(entry))
    if last:
        codes = _CODES.match(entry, last.start("where"))
        return entry[: codes.end()] if codes and codes.end() > last.start("where") else entry
    right = _RIGHT.search(entry)
    if right:
        entry = entry[: right.start()]
    seal = _SEAL.search(entry)
    if seal:
        entry = entry[: seal.start()]
    mark = re.search(r";(?=\s+\S)", entry)
    if mark and not re.match(r"\s*\(", entry[mark.end() :]):
        # Text behind the end mark belongs to the right column, unless the recipients run on to another end mark.
        rest = entry[mark.end() :].strip()
        runs_on = rest[-1:] in (";", ".") and len(rest) > 5 and not is_capital(rest)
        entry = entry if runs_on or (rest[:1].islower() and len(rest) > 2) else entry[: mark.end()]
    return entry
