"""Is there work that nobody is named for?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "task_without_unit"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every task that names a time or a criterion and no responsible body."""
    for pointer, task in inspection.tasks():
        if not task.units:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Mục {task.path} không thấy cơ quan thực hiện. Xem lại trên văn bản.",
                f"No responsible body was found for {task.path}. Look at the paper.",
            )
