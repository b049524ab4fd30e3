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
    "[foot] TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nPhạm Đức Y Ban": [Signer("Chánh Văn phòng", "Phạm Đức Y Ban", "TL.")],
    "[foot] Nơi nhận: CHỦ TỊCH\n- Lưu: VT.": [Signer("Chủ tịch", None, None)],
    "[foot] - Lưu: VT, NV. **TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH**\nTrần Bình": [Signer("Chủ tịch", "Trần Bình", "TM.")],
    "[foot] Nơi nhận:\n- Lưu: VT.": [],
}

_AUTHORITY = re.compile(r"(?:^|[\s*])(?P<authority>TM|KT|TL|TUQ|Q)\s?[.,]\s*(?P<of>[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ &,]{3,})")
_ROLE = re.compile(
    r"(?:^|[\s*;.])(?P<role>(?:Q\.\s?|QUYỀN\s|PHÓ\s)?(?:TỔNG\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG [A-ZĐÀ-Ỹ]+|"
    r"BỘ TRƯỞNG|BÍ THƯ|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|THỦ TRƯỞNG|CHỦ NHIỆM|THỦ TƯỚNG|TỔ TRƯỞNG)"
    r"(?:[ ][A-ZĐÀ-Ỹ&]{2,})*)(?=$|[\s*.,;])"
)
_SYLLABLE = r"[A-ZĐÀ-Ỹ][a-zđà-ỹ'’]*"
_NAME = re.compile(
    r"(?:(?:ThS|TS|BS|KS|CN|Ths|PGS|GS)\.?\s?)*(?P<name>" + _SYLLABLE + r"(?:[ -]" + _SYLLABLE + r"){1,5})\W*$"
)
_NO_NAME = re.compile(
    r"\b(?:noi nhan|luu|nhu tren|dieu|da ky|ky boi|ky ten|so|phong|ubnd|van phong|thoi gian|co quan|tinh|uy ban|nguoi ky|email)\b"
)


def extract(passage: Passage) -> Iterator[Found[Signer]]:
    """Yield the signer; role and name are None where the paper does not show them."""
    roles = [match for match in _ROLE.finditer(passage.text)]
    authority = None
    for match in _AUTHORITY.finditer(passage.text):
        authority = match
    own = [role for role in roles if not _is_stood_for(passage.text, role.start("role"))]
    role = own[-1] if own else None
    if role is None and authority is None:
        return
    name = _name(passage.text, role.end() if role else authority.end() if authority else 0) if role else None
    text = role_of(role.group("role")) if role else None
    if text is None and name is None:
        return
    first = role or name
    assert first is not None
    start = first.start("role") if role else first.start("name")
    end = name.end("name") if name else first.end()
    yield Found(
        Signer(text, name.group("name") if name else None, f"{authority.group('authority')}." if authority else None),
        passage.span(start, end),
        "signer.block",
    )


def _is_stood_for(text: str, at: int) -> bool:
    """Whether the role at `at` is whom the signer stands for: "KT. CHỦ TỊCH"."""
    return re.search(r"(?:KT|TL|TUQ|TM)\s?[.,]\s*$", text[:at]) is not None


def _name(text: str, start: int) -> re.Match[str] | None:
    """Return the last line behind the role that is a person's name, alone or behind the last recipient."""
    found: re.Match[str] | None = None
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if end > start and not line.lstrip().startswith(("-", "–", "+")):
            match = _NAME.match(text[:end], at + len(line) - len(line.lstrip(" *")))
            if match and not _NO_NAME.search(fold(match.group())):
                found = match
        elif end > start and (last := re.search(r"\bVT\b[^a-zà-ỹ]*?[.,]\s+(?=[A-ZĐ][a-zà-ỹ])", line)):
            match = _NAME.match(text[:end], at + last.end())
            if match and not _NO_NAME.search(fold(match.group())):
                found = match
        at = end + 1
    return found
