"""Names printed in capitals, written as running text writes them.

"ỦY BAN NHÂN DÂN XÃ BÌNH AN" is "Ủy ban nhân dân xã Bình An", "SỞ VĂN HÓA VÀ THỂ THAO" is "Sở Văn hóa và Thể
thao", "PHÓ CHỦ TỊCH" is "Phó Chủ tịch".
"""

import re

from rapidfuzz import fuzz, process

from extractors.folding import fold

# Words before the proper name of a place; the name behind them has a capital in every syllable.
_LEVEL = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã", "thôn", "bản", "ấp")
# Stock words of bodies that are written small behind a body's name.
_SMALL = (
    "ban nhân dân", "nhân dân", "đồng nhân dân", "phòng", "quản lý", "chỉ đạo", "công tác", "cải cách hành chính",
    "chuyển đổi số", "và", "các", "của", "thuộc", "về", "trực thuộc",
)  # fmt: skip
# A body's own name begins behind these words with a capital: "Phòng Nội vụ", "Sở Tài chính".
_BODY = (
    "ủy ban", "uỷ ban", "hội đồng", "văn phòng", "trung tâm", "chi cục", "ban quản lý", "ban chỉ đạo", "ban tổ chức",
    "tổ công tác", "thường trực", "mặt trận", "sở", "phòng", "bộ", "ban", "cục", "vụ", "tổ", "trường", "viện",
    "chi nhánh",     "công an", "đảng ủy", "huyện ủy", "tỉnh ủy", "thành ủy", "thanh tra", "kho bạc", "bệnh viện",
)  # fmt: skip
_CASED = {"ban chỉ đạo": "Ban Chỉ đạo", "ban quản lý": "Ban Quản lý", "ban tổ chức": "Ban Tổ chức"}
_ABBREVIATION = frozenset({"ubnd", "hdnd", "mttq", "bcd", "cchc", "ubmttq", "tp", "bql"})
_DOMAIN_STARTS = re.compile(r"(?:^|,\s*|\s[-–]\s|\bvà\s)")


def is_capital(text: str) -> bool:
    """Whether a line is printed in capitals ("KẾ HOẠCH", "KẾ HOẠCH số 2"), noise of a few small letters aside."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def running(name: str) -> str:
    """Return a name printed in capitals as running text writes it; names with small letters come back unchanged."""
    if any(letter.islower() for letter in name):
        return name
    words = name.lower().split()
    out: list[str] = []
    at, in_place, starts = 0, False, True
    while at < len(words):
        level = _phrase_at(words, at, _LEVEL)
        body = _phrase_at(words, at, _BODY)
        if fold(words[at].strip("&.,")) in _ABBREVIATION or "&" in words[at]:
            out.append(words[at].upper())
            starts = False
        elif level and out and at + len(level) < len(words):
            out += level
            at += len(level)
            in_place = True
            continue
        elif body and (not out or _opens_body(words, at, body)) and not in_place:
            out += _CASED.get(" ".join(body), " ".join(body).capitalize()).split()
            at += len(body)
            starts = body[-1] != "đạo"
            in_place = body in (["huyện", "ủy"], ["tỉnh", "ủy"], ["thành", "ủy"])
            if body[-1] in ("ban", "đồng") and words[at : at + 2] == ["nhân", "dân"]:
                out += ["nhân", "dân"]
                at += 2
            continue
        elif in_place or starts:
            out.append(words[at].capitalize() if words[at] not in ("và", "-", "–") else words[at])
            starts = False
        else:
            out.append(words[at])
            starts = words[at].endswith(",") or words[at] in ("và", "-", "–")
        if words[at].endswith(",") and not in_place:
            starts = True
        at += 1
    return _first_capital(" ".join(out))


def _phrase_at(words: list[str], at: int, phrases: tuple[str, ...]) -> list[str] | None:
    for phrase in phrases:
        parts = phrase.split()
        if words[at : at + len(parts)] == parts:
            return parts
    return None


def _opens_body(words: list[str], at: int, body: list[str]) -> bool:
    return len(body) > 1 and at + len(body) < len(words)


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_PRINTED_ROLES = (
    "Chủ tịch", "Phó Chủ tịch", "Quyền Chủ tịch", "Giám đốc", "Phó Giám đốc", "Tổng Giám đốc", "Phó Tổng Giám đốc",
    "Chánh Văn phòng", "Phó Chánh Văn phòng", "Chánh Thanh tra", "Trưởng phòng", "Phó Trưởng phòng", "Trưởng ban",
    "Phó Trưởng ban", "Bộ trưởng", "Thứ trưởng", "Bí thư", "Phó Bí thư", "Cục trưởng", "Phó Cục trưởng",
    "Chi cục trưởng", "Phó Chi cục trưởng", "Vụ trưởng", "Viện trưởng", "Hiệu trưởng", "Phó Hiệu trưởng",
    "Thủ tướng", "Phó Thủ tướng", "Tổ trưởng", "Tổ phó", "Thủ trưởng", "Trưởng Công an", "Trưởng đoàn",
    "Phó Chủ tịch Thường trực", "Phó Giám đốc Thường trực", "Phó Chủ nhiệm", "Chủ nhiệm", "Tổng Biên tập",
)  # fmt: skip
_ROLES = {fold(role): role for role in _PRINTED_ROLES}


# Percent of letters alike: "GHỦ TỊCH" is a damaged "CHỦ TỊCH" (88); different roles are at most 80 alike.
SURE_ROLE = 86


def role_of(text: str) -> str | None:
    """Return a role as running text writes it ("PHÓ CHỦ TỊCH" is "Phó Chủ tịch"), None when the text names no role."""
    words = " ".join(fold(re.sub(r"[^\w\s]", " ", text)).split())
    printed = " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
    for role in _PRINTED_ROLES:  # marks tell "THỨ TRƯỞNG" from "THỦ TRƯỞNG"
        if role.lower() == printed:
            return role
    if words in _ROLES:
        return _ROLES[words]
    if is_capital(text):
        near = process.extractOne(words, list(_ROLES), scorer=fuzz.ratio, score_cutoff=SURE_ROLE)
        if near:
            return _ROLES[near[0]]
    longest = max((role for role in _ROLES if words.startswith(role + " ")), key=len, default=None)
    if longest is None or not text.isupper():
        return None
    printed = " ".join(re.sub(r"[^\w\s&,-]", " ", text).split())
    rest = printed.split(" ", len(longest.split()))[-1]
    return f"{_ROLES[longest]} {_tail(rest)}"


def _tail(rest: str) -> str:
    """Return what stands behind a role: the body it heads, "UBND XÃ BÌNH AN" is "UBND xã Bình An"."""
    tail = running(rest)
    first = tail.split(" ", 1)[0]
    return tail if first.isupper() or fold(first) not in {fold(level.split()[0]) for level in _LEVEL} else tail.lower()
