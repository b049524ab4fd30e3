"""Was the signer's role told from "KT." alone, because the role itself stands under a seal or was misread?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "role_deduced"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag when the role is the deputy of whom the paper is signed for."""
    evidence = inspection.extraction.evidence.get("/document/signer")
    signer = inspection.extraction.document.signer
    if evidence is None or signer is None or evidence.rule != "signer.deputy":
        return
    yield Flag(
        "/document/signer",
        NAME,
        "warning",
        f"Chức vụ không đọc được rõ; suy ra từ “KT.” là {signer.role}. Xem lại phần chữ ký.",
        f"The role could not be read; “KT.” says it is {signer.role}. See the signature block.",
    )
