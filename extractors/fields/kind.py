"""The type of a paper: "KẾ HOẠCH" is ke_hoach; one of the 29 types of Nghị định 30/2020, Điều 7."""

import re
from collections.abc import Iterator

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.zones import KINDS, NAMES

NAME = "kind"
SCOPE = "header"
READS = frozenset({"head"})
EXAMPLES = {
    "[head] Số: 12/KH-UBND\nKẾ HOẠCH\nKiểm tra công vụ năm 2025": ["ke_hoach"],
    "[head] QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác": ["quyet_dinh"],
    "[head] KE HOẠCH": ["ke_hoach"],
    "[head] TỜ TRÌNH": ["to_trinh"],
    "[head] PHƯỜNG AN LẠC\nSố: 4/QĐ-UBND\nQUYẾT ĐỊNH": ["quyet_dinh"],
    "[head] KẾ HOẠCH TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH": ["ke_hoach"],
    "[head] Số: 31/SNV-CCHC\nV/v báo cáo kết quả": ["cong_van"],
    "[head] Số: 08/KH-UBND\nTriển khai công tác": ["ke_hoach"],
    "[head] Số: /TB-VP": ["thong_bao"],
    "[head] Độc lập - Tự do - Hạnh phúc": [],
}

# Abbreviations of the number line (Nghị định 30/2020, Phụ lục III).
ABBREVIATIONS = {
    "NQ": "nghi_quyet", "QĐ": "quyet_dinh", "QD": "quyet_dinh", "CT": "chi_thi", "QC": "quy_che", "QYĐ": "quy_dinh",
    "TC": "thong_cao", "TB": "thong_bao", "HD": "huong_dan", "CTR": "chuong_trinh", "KH": "ke_hoach", "PA": "phuong_an",
    "ĐA": "de_an", "DA": "du_an", "BC": "bao_cao", "BB": "bien_ban", "TTR": "to_trinh", "HĐ": "hop_dong",
    "CĐ": "cong_dien", "BGN": "ban_ghi_nho", "BTT": "ban_thoa_thuan", "GUQ": "giay_uy_quyen", "GM": "giay_moi",
    "GGT": "giay_gioi_thieu", "GNP": "giay_nghi_phep", "PG": "phieu_gui", "PC": "phieu_chuyen", "PB": "phieu_bao",
}  # fmt: skip

_KIND = re.compile(r"\W*(?P<kind>" + "|".join(KINDS) + r")\b")
_SYMBOL = re.compile(r"\bS[ốôo6óồ]\s*:?[^\n/]{0,12}/(?:\d{4}/)?(?P<type>[A-ZĐa-z]{1,4})\s?-\s?[A-ZĐ]", re.IGNORECASE)
_LETTER = re.compile(r"(?:^|\n)\W*(?:v/v|kinh gui)\b|\bv/v\b")


def _is_kind(line: str, match: re.Match[str]) -> bool:
    """Whether the kind's name is printed, marks and all, or stands alone: "PHƯỜNG AN LẠC" is no "phương án"."""
    printed = " ".join(line[match.start("kind") : match.end("kind")].lower().split())
    alone = not any(letter.isalnum() for letter in line[match.end("kind") :])
    return alone or printed == NAMES[match.group("kind")]


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the type from the line that prints it, else from the number line, else from the marks of a letter."""
    start = 0
    for line in passage.text.split("\n"):
        match = _KIND.match(fold(line))
        if match and is_capital(line) and _is_kind(line, match):
            span = passage.span(start + match.start("kind"), start + match.end("kind"))
            yield Found(KINDS[match.group("kind")], span, "kind.line")
            return
        start += len(line) + 1
    symbol = _SYMBOL.search(passage.text)
    kind = ABBREVIATIONS.get(symbol.group("type").upper()) if symbol else None
    if symbol and kind:
        yield Found(kind, passage.span(symbol.start("type"), symbol.end("type")), "kind.symbol")
        return
    letter = _LETTER.search(fold(passage.text))
    if letter:
        yield Found("cong_van", passage.span(letter.start(), letter.end()), "kind.letter")
