"""Does a name only point at bodies named elsewhere?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.folding import fold, folded
from extractors.values import Flag

NAME = "unit_is_reference"

_REFERENCE = folded(
    r"(?:nêu|nói|ở|có\s+tên)\s+trên(?!\w)|(?<!\w)(?:này|đó)$|(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|phòng)\s+trên$"
)


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for "các đơn vị nêu trên": who is meant must be looked up in the paper."""
    for pointer, _, unit in inspection.units():
        if _REFERENCE.search(fold(unit.name)):
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"“{unit.name}” chỉ dẫn chiếu đến cơ quan đã nêu ở chỗ khác. Điền tên cụ thể nếu cần.",
                f"“{unit.name}” only refers to bodies named elsewhere. Fill in their names if needed.",
            )
