"""Is a criterion code in the province's set of criteria?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "code_not_in_catalogue"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every code the set of criteria does not have in the paper's year."""
    if inspection.catalogue is None:
        return
    for pointer, _, criterion in inspection.criteria():
        if inspection.catalogue.find(criterion.code, inspection.year) is None:
            yield Flag(
                pointer,
                NAME,
                "error",
                f"Bộ tiêu chí không có mã {criterion.code} trong năm của văn bản. Xem lại mã này.",
                f"The set of criteria has no code {criterion.code} in the paper's year. Look at this code.",
            )
