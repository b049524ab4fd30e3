"""Are number and date of the paper written with leading zeros as Decree 30/2020 asks (Appendix I)?"""

import re
from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.folding import fold, folded
from extractors.values import Flag

NAME = "number_not_padded"

_PLACE_DATE = folded(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm")


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for number "7" (to be "07") and for "ngày 5 tháng 2" in the date line."""
    number = inspection.extraction.document.number
    if number and re.fullmatch(r"[1-9]", number):
        yield Flag(
            "/document/number",
            NAME,
            "warning",
            f"Số văn bản nhỏ hơn 10 phải ghi số 0 phía trước: {number} → 0{number}. Xem có thiếu chữ số không.",
            f"A number below 10 is written with a zero: {number} → 0{number}. See whether a digit is missing.",
            f"0{number}",
        )
    evidence = inspection.extraction.evidence.get("/document/issued_on")
    if evidence is None:
        return
    match = _PLACE_DATE.search(fold(evidence.span.of(inspection.paper.text)))
    if match and (re.fullmatch(r"[1-9]", match["day"]) or match["month"] in ("1", "2")):
        yield Flag(
            "/document/issued_on",
            NAME,
            "warning",
            "Ngày nhỏ hơn 10 và tháng 1, 2 phải ghi số 0 phía trước. Xem có thiếu chữ số không.",
            "Days below 10 and months 1 and 2 are written with a zero. See whether a digit is missing.",
        )
