"""Is work due before the paper that orders it was issued?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "deadline_before_issue"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every deadline that was over on the day of issue, and for one that ends before it begins."""
    issued_on = inspection.issued_on
    for pointer, _, deadline in inspection.deadlines():
        if deadline.start and deadline.end and deadline.end < deadline.start:
            yield Flag(
                pointer,
                NAME,
                "error",
                f"Thời hạn “{deadline.text}” kết thúc trước khi bắt đầu. Xem lại ngày, tháng, năm.",
                f"The deadline “{deadline.text}” ends before it begins. Look at its day, month and year.",
            )
        elif issued_on and deadline.end and deadline.end < issued_on.isoformat():
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Thời hạn “{deadline.text}” đã qua vào ngày ban hành văn bản ({issued_on:%d/%m/%Y}). "
                "Xem lại năm và ngày ban hành.",
                f"The deadline “{deadline.text}” was over when the paper was issued ({issued_on.isoformat()}). "
                "Look at its year and at the date of issue.",
            )
