"""Does a deadline name days that cannot be told?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "deadline_without_days"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every dated deadline whose year is nowhere to be found."""
    for pointer, _, deadline in inspection.deadlines():
        if deadline.kind in ("within", "by") and not deadline.start and not deadline.end:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Không xác định được năm của thời hạn “{deadline.text}”. Điền ngày bắt đầu, ngày kết thúc nếu biết.",
                f"The year of the deadline “{deadline.text}” cannot be told. Fill in its days if you know them.",
            )
