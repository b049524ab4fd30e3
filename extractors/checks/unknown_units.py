"""Is a responsible body known to the register?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "unit_unknown"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every name in which no known body stands, once per name."""
    if inspection.register is None:
        return
    seen: set[str] = set()
    for pointer, _, unit in inspection.units():
        if unit.key is not None or unit.name in seen:
            continue
        seen.add(unit.name)
        if inspection.register.key(unit.name, inspection.extraction.document.issued_on) is None:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Danh mục cơ quan không có “{unit.name}”. Xem lại tên, hoặc bổ sung vào danh mục.",
                f"The register has no “{unit.name}”. Look at the name, or add it to the register.",
            )
