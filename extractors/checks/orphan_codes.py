"""Is the parent of a criterion code missing from the set of criteria?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "code_without_parent"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for "1.9.2" when the set has no "1.9"; a code the set itself has is not looked at."""
    if inspection.catalogue is None:
        return
    for pointer, _, criterion in inspection.criteria():
        parent = criterion.code.rpartition(".")[0]
        known = inspection.catalogue.find(criterion.code, inspection.year)
        if parent and known is None and inspection.catalogue.find(parent, inspection.year) is None:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Mã {criterion.code} thuộc nhóm {parent}, nhưng bộ tiêu chí không có nhóm {parent}.",
                f"Code {criterion.code} belongs under {parent}, which the set of criteria does not have.",
            )
