"""Was a row's number not readable, so that the rows around it had to tell it?"""

from collections.abc import Iterator

from extractors.assemble import COUNTED
from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "row_number_counted"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for the task of every row whose number was counted from its neighbours."""
    for pointer, task in inspection.tasks():
        evidence = inspection.extraction.evidence.get(f"{pointer}/path")
        if evidence is not None and evidence.rule == COUNTED:
            yield Flag(
                f"{pointer}/path",
                NAME,
                "warning",
                f"Số thứ tự của mục {task.path} không đọc được, được suy ra từ các hàng liền kề. Xem lại trên văn bản.",
                f"The number of {task.path} could not be read and was told by the rows around it. Look at the paper.",
            )
