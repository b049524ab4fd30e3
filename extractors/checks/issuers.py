"""Does the symbol fit the kind of paper and the body that issued it?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.folding import fold, folded
from extractors.values import Flag

NAME = "symbol_mismatch"

# Decree 30/2020, Appendix III: abbreviations of the kinds of papers
_KINDS = {
    "KH": "ke_hoach", "QĐ": "quyet_dinh", "CT": "chi_thi", "BC": "bao_cao", "TTr": "to_trinh", "TB": "thong_bao",
    "HD": "huong_dan", "NQ": "nghi_quyet", "QC": "quy_che", "QyĐ": "quy_dinh", "CTr": "chuong_trinh", "ĐA": "de_an",
    "PA": "phuong_an", "DA": "du_an", "HĐ": "hop_dong", "CĐ": "cong_dien", "GM": "giay_moi", "BB": "bien_ban",
}  # fmt: skip
_BODIES = {
    "UBND": folded(r"uỷ?\s*ban\s+nhân\s+dân|ủy\s+ban\s+nhân\s+dân|ubnd"),
    "HĐND": folded(r"hội\s+đồng\s+nhân\s+dân|hđnd"),
}


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for "QĐ-UBND" on a Kế hoạch, and for "KH-UBND" on a paper of a Sở."""
    document = inspection.extraction.document
    if not document.symbol:
        return
    kind = _KINDS.get(document.symbol.split("-")[0].strip())
    if kind and document.kind and kind != document.kind:
        yield Flag(
            "/document/symbol",
            NAME,
            "warning",
            f"Ký hiệu “{document.symbol}” không khớp với tên loại văn bản. Xem lại ký hiệu và tên loại.",
            f"The symbol “{document.symbol}” does not fit the kind of paper. Look at both.",
        )
    body = document.symbol.split("-")[-1].strip()
    pattern = _BODIES.get(body)
    if pattern and document.issuer and not pattern.search(fold(document.issuer)):
        yield Flag(
            "/document/symbol",
            NAME,
            "warning",
            f"Ký hiệu “{document.symbol}” không khớp với cơ quan ban hành “{document.issuer}”.",
            f"The symbol “{document.symbol}” does not fit the issuing body “{document.issuer}”.",
        )
