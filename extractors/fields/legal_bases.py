"""The documents a paper relies on, in the order of its preamble ("Căn cứ …", "Thực hiện …")."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.values import LegalBasis

NAME = "legal_bases"
SCOPE = "header"
READS = frozenset({"preamble"})
EXAMPLES = {
    "[preamble] Căn cứ Quyết định số 15/QĐ-UBND ngày 05 tháng 3 năm 2024 của Chủ tịch UBND tỉnh về giao chỉ tiêu;": [
        LegalBasis("quyet_dinh", "15/QĐ-UBND", "2024-03-05", "Chủ tịch UBND tỉnh")
    ],
    "[preamble] Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\nCăn cứ Nghị định số "
    "30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;": [
        LegalBasis("luat", None, "2025-06-16", None),
        LegalBasis("nghi_dinh", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ"),
    ],
    "[preamble] Thực hiện Kế hoạch số 14/KH-UBND ngày 08/12/2023 của UBND huyện An Hòa về cải cách hành chính; Công "
    "văn số 455/SNV-CCHC ngày 29/3/2024 của Sở Nội vụ tỉnh Sông Tiên về việc hướng dẫn tự đánh giá, UBND xã ban hành": [
        LegalBasis("ke_hoach", "14/KH-UBND", "2023-12-08", "UBND huyện An Hòa"),
        LegalBasis("cong_van", "455/SNV-CCHC", "2024-03-29", "Sở Nội vụ tỉnh Sông Tiên"),
    ],
    "[preamble] Căn cứ Quyết định số 12/2024/QĐ-UBND ngày 02/5/2024 của UBND tỉnh sửa đổi, bổ sung Quyết định số "
    "3/2021/QĐ-UBND ngày 01/02/2021;": [LegalBasis("quyet_dinh", "12/2024/QĐ-UBND", "2024-05-02", "UBND tỉnh")],
    "[preamble] Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 88/TTr-SNV ngày 20/12/2024.": [
        LegalBasis("to_trinh", "88/TTr-SNV", "2024-12-20", "Giám đốc Sở Nội vụ")
    ],
    "[preamble] Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 và Nghị quyết số 131/NQ-CP ngày 06/10/2022 "
    "của Chính phủ;": [
        LegalBasis("nghi_quyet", "76/NQ-CP", "2021-07-15", "Chính phủ"),
        LegalBasis("nghi_quyet", "131/NQ-CP", "2022-10-06", "Chính phủ"),
    ],
    "[preamble] Để có cơ sở xếp hạng các xã theo Quyết định số 46/QĐ-UBND ngày 02/8/2023 của UBND tỉnh, Kế hoạch "
    "số 21/KH-UBND ngày 08/11/2024 của UBND huyện và hướng dẫn của Sở Nội vụ tại Công văn số 77/SNV-CCHC ngày "
    "15/11/2024, UBND huyện": [
        LegalBasis("quyet_dinh", "46/QĐ-UBND", "2023-08-02", "UBND tỉnh"),
        LegalBasis("ke_hoach", "21/KH-UBND", "2024-11-08", "UBND huyện"),
        LegalBasis("cong_van", "77/SNV-CCHC", "2024-11-15", "Sở Nội vụ"),
    ],
    "[preamble] Căn cứ Quyết định số 22a/QĐÐ-UBND ngày 11/01/2024 của Chủ tịch UBND huyện về phê duyệt;": [
        LegalBasis("quyet_dinh", "22a/QĐ-UBND", "2024-01-11", "Chủ tịch UBND huyện")
    ],
    "[preamble] Thực hiện Quyết định số 29/QĐ-UBND ngày 30/12/2022 của UBND huyện và Quy chế hoạt động ban hành "
    "kèm theo Quyết định số 44/QĐ-BCĐ ngày 06/5/2021 của Trưởng Ban Chỉ đạo, Ban Chỉ đạo xây dựng Kế hoạch:": [
        LegalBasis("quyet_dinh", "29/QĐ-UBND", "2022-12-30", "UBND huyện"),
        LegalBasis("quyet_dinh", "44/QĐ-BCĐ", "2021-05-06", "Trưởng Ban Chỉ đạo"),
    ],
    "[preamble] Xét đề nghị của Văn phòng - Thống kê tại Tờ trình số 11/TTr-VPTK ngày 24/02/2025, UBND thị trấn": [
        LegalBasis("to_trinh", "11/TTr-VPTK", "2025-02-24", "Văn phòng - Thống kê")
    ],
    "[preamble] Để khắc phục hạn chế và thực hiện Công văn số 36/UBND-KSTT ngày 29 tháng 02 năm 2024 của UBND "
    "tỉnh, Chủ tịch": [LegalBasis("cong_van", "36/UBND-KSTT", "2024-02-29", "UBND tỉnh")],
    "[preamble] Căn cứ chức năng, nhiệm vụ được giao;": [],
}

_KINDS = {
    fold(printed): kind
    for printed, kind in (
        ("Luật", "luat"), ("Bộ luật", "luat"), ("Pháp lệnh", "phap_lenh"), ("Hiến pháp", "hien_phap"),
        ("Nghị định", "nghi_dinh"), ("Nghị quyết", "nghi_quyet"), ("Quyết định", "quyet_dinh"), ("Chỉ thị", "chi_thi"),
        ("Thông tư liên tịch", "thong_tu_lien_tich"), ("Thông tư", "thong_tu"), ("Kế hoạch", "ke_hoach"),
        ("Chương trình hành động", "chuong_trinh"), ("Chương trình", "chuong_trinh"), ("Công văn", "cong_van"),
        ("Văn bản", "cong_van"), ("Công điện", "cong_dien"), ("Thông báo", "thong_bao"), ("Hướng dẫn", "huong_dan"),
        ("Kết luận", "ket_luan"), ("Kết luận thanh tra", "ket_luan"), ("Tờ trình", "to_trinh"),
        ("Báo cáo", "bao_cao"), ("Đề án", "de_an"),
        ("Quy định", "quy_dinh"), ("Quy chế", "quy_che"), ("Thông tri", "thong_tri"), ("Phương án", "phuong_an"),
        ("Văn bản hợp nhất", "van_ban_hop_nhat"), ("Biên bản", "bien_ban"), ("Giấy mời", "giay_moi"),
    )
}  # fmt: skip
_KIND = "|".join(sorted((kind.replace(" ", r"\s+") for kind in _KINDS), key=len, reverse=True))
_REF = r"[0-9lio]{1,5}[a-z]?\s?[/-]\s?(?:\d{4}\s?/\s?)?[a-zð0-9][a-zð0-9&]*(?:\s?[-/.]\s?(?!ngay)[a-zð0-9&]+)*"
_DATE = (
    r"(?:ngay\s+(?P<d1>[0-9lio]{1,2})\W+thang\W+(?P<m1>[0-9lio]{1,2})\W+nam\W+(?P<y1>\d{4})"
    r"|ngay\s+(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4})|thang\s+(?P<m3>\d{1,2})\s*(?:nam|"
    r"/)\s*(?P<y3>\d{4}))"
)
_NUMBERED = re.compile(
    r"(?P<kind>"
    + _KIND
    + r")(?P<between>\s+[^;\n]{0,120}?)??\s+(?:luat\s+)?s[o06][:.]?\s*(?P<ref>"
    + _REF
    + r")(?:,?\s*"
    + _DATE
    + r")?"
)
_LAW = re.compile(
    r"(?P<kind>bo luat|luat|phap lenh|hien phap)\s+(?P<title>[^;\n]{3,160}?)\s*,?\s*(?:"
    + _DATE
    + r"|nam\s+(?P<y4>\d{4})\b|(?=[;\n]|$))"
)
# A basis opens a clause; a document named inside another's title does not ("sửa đổi Quyết định số …").
_CLAUSE = re.compile(
    r"(?:^|[;\n]|(?<=[a-z\d”\"\s]),(?=\s+(?:va\s+)?(?:"
    + _KIND
    + r")\s+s)|\bva(?=\s+(?:"
    + _KIND
    + r")\s+s[o06])|\btai(?=\s+(?:"
    + _KIND
    + r")\s+s)"
    r"|(?P<attached>\bban hanh kem theo(?=\s+(?:" + _KIND + r")\s+s))"
    r"|(?P<purpose>\b(?:theo|va thuc hien)(?=\s+(?:" + _KIND + r")\s+s)))\s*"
    r"(?:va\s+)?(?:tiep tuc\s+)?(?:can cu|thuc hien|thi hanh|trien khai(?:\s+thuc hien)?|theo|"
    r"xet)?(?:\s+vao)?(?:\s+noi dung)?\s*(?:cac\s+)?[-–+]?\s*"
)
_NUMBER = re.compile(r"\bs[o06][:.]?\s*\d")
_PURPOSE = re.compile(r"\W*(?:de|nham)\b")  # "Để … theo Quyết định số …, UBND huyện ban hành": relied on as well
_ISSUER = re.compile(
    r"\s*(?:cua|do)\s+(?P<issuer>[^;\n“\"]+?)(?=\s*(?:,?\s+(?:ve\b|ban hanh|phe duyet|quy dinh|cong bo|huong dan|"
    r"trien khai|thuc hien|"
    r"giao\b|quyet dinh|sua doi|bo sung|thong qua|thanh lap|kien toan|dieu chinh|xac dinh|tang cuong|day manh|"
    r"nang cao|to chuc thuc hien|"
    r"cai cach|danh gia|bo tri|thong bao|ket luan|(?<!ban )chi dao|yeu cau|tai\s+(?:ky|phien|cuoc)|kem theo|"
    r"cho y kien|gui|hop nhat|duyet)|\s+va\s+(?:" + _KIND + r")\b|[,;.“\"(\n]|$))"
)
_PROPOSER = re.compile(r"(?:de nghi|huong dan|y kien|chi dao)\s+cua\s+(?P<issuer>[^;,\n]+?)\s*,?\s+tai\s*$")
_DIGITS = str.maketrans("lio", "110")


def extract(passage: Passage) -> Iterator[Found[LegalBasis]]:
    """Yield each document that opens a clause of the preamble, with number, date and issuer as far as printed."""
    text = passage.text
    folded = _flat(text)
    found: list[tuple[int, int, LegalBasis, bool]] = []
    for clause in _CLAUSE.finditer(folded):
        at = clause.end()
        if found and at < found[-1][1]:
            continue
        if clause.group("purpose") and not _PURPOSE.match(folded, folded.rfind("\n", 0, clause.start()) + 1):
            continue
        if clause.group("attached") and _NUMBER.search(folded, _clause_start(folded, clause.start()), clause.start()):
            continue
        basis = _numbered(text, folded, clause.start(), at) or _law(text, folded, at)
        if basis:
            found.append((at, *basis))
    shared: str | None = None
    out: list[tuple[int, int, LegalBasis]] = []
    for start, end, read, joins in reversed(found):
        whole = read
        if read.issuer is None and joins and shared and read.kind != "luat":
            whole = replace(read, issuer=shared)
        shared = whole.issuer
        out.append((start, end, whole))
    for start, end, whole in reversed(out):
        yield Found(whole, passage.span(start, end), "legal_bases.clause")


def _clause_start(folded: str, at: int) -> int:
    """Return where the clause around `at` begins."""
    return max(folded.rfind(sign, 0, at) + 1 for sign in (";", ",", "\n", " va "))


def _flat(text: str) -> str:
    """Return the folded text with quoted titles blanked, so that nothing inside them opens a clause."""
    folded = fold(text)
    return re.sub(r"[“\"][^”\"“\n]{0,400}[”\"]", lambda quoted: "“" + " " * (len(quoted.group()) - 2) + "”", folded)


def _numbered(text: str, folded: str, clause: int, at: int) -> tuple[int, LegalBasis, bool] | None:
    match = _NUMBERED.match(folded, at)
    if match is None:
        return None
    kind = _KINDS[" ".join(match.group("kind").split())]
    between = match.group("between") or ""
    if between and kind not in ("luat", "phap_lenh") and not _is_plain(between):
        return None
    ref = _ref(text[match.start("ref") : match.end("ref")])
    issuer, end = _issuer(text, folded, match.end())
    if issuer is None and between.strip().startswith("cua "):
        issuer = " ".join(text[match.start("between") : match.end("between")].split()[1:])
    if issuer is None and (proposer := _PROPOSER.search(folded[:at])):
        issuer = _name(text[proposer.start("issuer") : proposer.end("issuer")])
    joins = issuer is None and re.match(r"\s*(?:,|va\b)", folded[match.end() :]) is not None
    return end, LegalBasis(kind, ref, _date(match), None if kind == "luat" else issuer), joins


def _is_plain(between: str) -> bool:
    """Whether what stands between type and number only names who or what kind: "Kế hoạch của UBND tỉnh số …"."""
    return re.match(r"\s+(?:cua|hanh dong|lien tich|phoi hop)\b[^,;]{0,60}$", between) is not None


def _law(text: str, folded: str, at: int) -> tuple[int, LegalBasis, bool] | None:
    match = _LAW.match(folded, at)
    if match is None:
        return None
    return match.end(), LegalBasis(_KINDS[match.group("kind")], None, _date(match), None), False


def _issuer(text: str, folded: str, at: int) -> tuple[str | None, int]:
    match = _ISSUER.match(folded, at)
    if match is None:
        return None, at
    return _name(text[match.start("issuer") : match.end("issuer")]), match.end("issuer")


def _name(printed: str) -> str:
    return re.sub(r"\s+v[àa]$", "", " ".join(printed.split()).rstrip(" ,.;"))


def _ref(printed: str) -> str:
    """Return the number without blanks: "63/KH- UBND" is "63/KH-UBND"."""
    ref = re.sub("[ÐĐ]+", "Đ", re.sub(r"\s+", "", printed).replace("–", "-"))
    number, slash, rest = ref.partition("/")
    return number.translate(str.maketrans("lIO", "110")) + slash + rest if slash else ref


def _date(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups["y1"] or groups["y2"] or groups["y3"] or groups.get("y4")
    if year is None:
        return None
    month = (groups["m1"] or groups["m2"] or groups["m3"] or "").translate(_DIGITS)
    day = (groups["d1"] or groups["d2"] or "").translate(_DIGITS)
    parts = [year]
    if month and 1 <= int(month) <= 12:
        parts.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02d}")
    return "-".join(parts)
