"""Does a name only point at bodies named elsewhere?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.folding import fold
from extractors.references import REFERENCE, RULE
from extractors.values import Flag

NAME = "unit_is_reference"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for "các đơn vị nêu trên": who is meant must be looked up in the paper."""
    for pointer, _, unit in inspection.units():
        proof = inspection.extraction.evidence.get(pointer)
        if proof is not None and proof.rule == RULE:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"“{unit.name}” được suy ra từ cụm từ dẫn chiếu, theo danh sách nêu ở trên. Kiểm tra lại.",
                f"“{unit.name}” was told from words that refer to a list named before. Check it.",
            )
        elif REFERENCE.search(fold(unit.name)):
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"“{unit.name}” chỉ dẫn chiếu đến cơ quan đã nêu ở chỗ khác. Điền tên cụ thể nếu cần.",
                f"“{unit.name}” only refers to bodies named elsewhere. Fill in their names if needed.",
            )
