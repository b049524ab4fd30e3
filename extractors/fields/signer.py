"""Who signs: authority ("TM.", "KT.", "TL.", "TUQ.", "Q."), role and name, from the foot of a paper."""

import re
from collections.abc import Iterator

from extractors.capitals import role_of
from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.values import Signer

NAME = "signer"
SCOPE = "header"
READS = frozenset({"foot"})
EXAMPLES = {
    "[foot] Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình": [
        Signer("Chủ tịch", "Trần Văn Bình", "TM.")
    ],
    "[foot] - Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Thị Thu Hà": [
        Signer("Phó Chủ tịch", "Lê Thị Thu Hà", "KT.")
    ],
    "[foot] Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Lưu: VT.\nLê Hòa": [
        Signer("Phó Giám đốc", "Lê Hòa", "KT.")
    ],
    "[foot] TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nTrần Phong": [Signer("Chánh Văn phòng", "Trần Phong", "TL.")],
    "[foot] - Lưu: VT.\nQ. CHỦ TỊCH\nLê Văn Hòa": [Signer("Q. Chủ tịch", "Lê Văn Hòa", "Q.")],
    "[foot] Nơi nhận: TL. CHỦ TỊCH\n- UBND tỉnh; CHÁNH VĂN PHÒNG\n- UBND các xã; Lê Đăng Hòa\n- VP: CVP, các PCVP;": [
        Signer("Chánh Văn phòng", "Lê Đăng Hòa", "TL.")
    ],
    "[foot] Nơi nhận: CHỦ TỊCH\n- Lưu: VT.": [Signer("Chủ tịch", None, None)],
    "[foot] - Lưu: VT, NV. **TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH**\nTrần Bình": [Signer("Chủ tịch", "Trần Bình", "TM.")],
    "[foot] Nơi nhận:\n- Lưu: VT.\n' GHỦ TỊCH\n|\nPhan Văn Bình": [Signer("Chủ tịch", "Phan Văn Bình", None)],
    "[foot] TM. UY BAN NHAN DÂN\n:\nKT. CHU TỊCH\nPHO.CHU TỊCH\nTrần Bình": [
        Signer("Phó Chủ tịch", "Trần Bình", "KT.")
    ],
    "[foot] TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nKý bởi: Ủy ban nhân dân xã\nThời gian ký: 05/11\nLê Hòa": [
        Signer("Phó Chủ tịch", "Lê Hòa", "KT.")
    ],
    # Who signs for the head ("KT.") is a deputy, whatever of the role a seal leaves.
    "[foot] TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nHQ CHỦ TỊCH\nLê Hòa": [Signer("Phó Chủ tịch", "Lê Hòa", "KT.")],
    "[foot] Nơi nhận: KT. BỘ TRƯỞNG\n- Lưu: VT.\nLê Hòa": [Signer("Thứ trưởng", "Lê Hòa", "KT.")],
    "[foot] KT. GIÁM ĐỐC\n4 PHÓ ĐỐC\nLê Hòa": [Signer("Phó Giám đốc", "Lê Hòa", "KT.")],
    "[foot] - Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nTrần Xuân Bình": [Signer(None, "Trần Xuân Bình", "TM.")],
    "[foot] Nơi nhận:\n- Lưu: VT.": [],
}

# Who signs "KT." (ký thay) stands in for the head of the office: always a deputy (Nghị định 30/2020, Điều 13).
_DEPUTIES = {
    "Chủ tịch": "Phó Chủ tịch",
    "Giám đốc": "Phó Giám đốc",
    "Tổng Giám đốc": "Phó Tổng Giám đốc",
    "Bộ trưởng": "Thứ trưởng",
    "Thủ tướng": "Phó Thủ tướng",
    "Trưởng phòng": "Phó Trưởng phòng",
    "Trưởng ban": "Phó Trưởng ban",
    "Chánh Văn phòng": "Phó Chánh Văn phòng",
    "Cục trưởng": "Phó Cục trưởng",
    "Chi cục trưởng": "Phó Chi cục trưởng",
    "Hiệu trưởng": "Phó Hiệu trưởng",
}
_AUTHORITY = re.compile(r"(?:^|[\s*;])(?P<authority>TM|KT|TL|TUQ|Q)\s?[.,]\s*(?=[A-ZĐÀ-Ỹ]{2})")
# A role in capitals at the end of a line: of its own, behind the authority, or right of a recipient.
_CAPITALS = re.compile(
    r"(?:^|[\s*;.,/'|])(?P<role>[A-ZĐÀ-Ỹ]{2,}[^\w\s]?(?:[^\w\n][A-ZĐÀ-Ỹ&,]{2,}){0,8})(?=[\s*.,;|]*$)"
)
_SYLLABLE = r"[A-ZĐÀ-Ỹ][a-zđà-ỹ'’]*"
_TITLES = r"(?:(?:ThS|TS|BS|KS|CN|Ths|PGS|GS|NGƯT)\.?\s?)*"
_NAME = re.compile(_TITLES + r"(?P<name>" + _SYLLABLE + r"(?:[ -]" + _SYLLABLE + r"){1,5})\W*$")
_NO_NAME = re.compile(
    r"\W*(?:noi nhan|luu|nhu tren|dieu|da ky|ky boi|ky ten|so|phong|ubnd|van phong|thoi gian|co quan|tinh|uy ban|"
    r"nguoi ky|email|ban|hoi)\b"
)
_FEWEST_SYLLABLES = 2  # beside recipients a name is told from a body by being longer: "- UBND tỉnh; Tỉnh Đoàn"
_ENTRY = re.compile(r"\s*[-–—~+*]")
_BEHIND_LAST = re.compile(r"\bVT\b[^a-zà-ỹ]*?[.,]\s+(?=[A-ZĐ][a-zà-ỹ])")


def extract(passage: Passage) -> Iterator[Found[Signer]]:
    """Yield the signer; role and name are None where the paper does not show them."""
    authority: str | None = None
    role: tuple[str, int, int] | None = None
    name: tuple[str, int, int] | None = None
    beside: tuple[str, int, int] | None = None
    head: tuple[str, int, int] | None = None  # whom the signer stands in for
    at = 0
    for line in passage.text.split("\n"):
        found = _AUTHORITY.search(line)
        if found:
            authority = f"{found.group('authority')}."
            if authority == "KT." and (behind := _role(line[found.end() :])):
                head = (behind[0], at + found.end() + behind[1], at + found.end() + behind[2])
        own = None if found and found.group("authority") in ("KT", "TL", "TUQ") else _role(line)
        if own:
            # "Q. CHỦ TỊCH" is acting chairman: no authority but the office itself
            acting = found is not None and found.group("authority") == "Q"
            role, name = (f"Q. {own[0]}" if acting else own[0], at + own[1], at + own[2]), None
        elif person := _name(line, behind_recipient=role is not None):
            name = (person.group("name"), at + person.start("name"), at + person.end("name"))
        elif role and beside is None and (person := _beside(line)):
            beside = (person.group("name"), at + person.start("name"), at + person.end("name"))
        at += len(line) + 1
    name = name or beside
    rule = "signer.block"
    if authority == "KT." and head and head[0] in _DEPUTIES and (role is None or role[0] == head[0]):
        place, rule = role or head, "signer.deputy"
        role = (_DEPUTIES[head[0]], place[1], place[2])
    if (role is None and name is None) or (role is None and authority is None):
        return
    start = min(place[1] for place in (role, name) if place)
    end = max(place[2] for place in (role, name) if place)
    signer = Signer(role[0] if role else None, name[0] if name else None, authority)
    yield Found(signer, passage.span(start, end), rule)


def _role(line: str) -> tuple[str, int, int] | None:
    """Return the role a line ends in and where: "- Như trên; PHÓ GIÁM ĐỐC"."""
    match = _CAPITALS.search(line)
    while match:
        role = role_of(match.group("role"))
        if role:
            return role, match.start("role"), match.end("role")
        match = _CAPITALS.search(line, match.start("role") + 1)
    return None


def _beside(line: str) -> re.Match[str] | None:
    """Return the person right of a recipient that has ended: "- UBND các xã, phường; Lê Thị Hòa"."""
    last = line.rfind(";") if _ENTRY.match(line) else -1
    match = _NAME.match(line, last + 1 + len(line[last + 1 :]) - len(line[last + 1 :].lstrip())) if last > 0 else None
    return (
        match
        if match and len(match["name"].split()) > _FEWEST_SYLLABLES and not _NO_NAME.match(fold(match[0]))
        else None
    )


def _name(line: str, *, behind_recipient: bool) -> re.Match[str] | None:
    """Return the person a line names, alone on it or behind the last recipient."""
    bare = len(line) - len(line.lstrip(" *."))
    match = None
    if not _ENTRY.match(line[bare:]) or line[bare:].startswith("*"):
        match = _NAME.match(line, bare)
    elif behind_recipient and (last := _BEHIND_LAST.search(line)):
        match = _NAME.match(line, last.end())
    return None if match is None or _NO_NAME.match(fold(match.group())) else match
