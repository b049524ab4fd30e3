"""Does a paper name a body that no longer existed?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag

NAME = "unit_not_valid"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for a body that had ended on the day of issue and propose what took over."""
    register, issued_on = inspection.register, inspection.issued_on
    if register is None or issued_on is None:
        return
    for pointer, _, unit in inspection.units():
        for known in register.find(unit.name)[:1]:
            ended = known.unit.valid_to
            if ended is None or issued_on <= ended:
                continue
            successor = register.successor(known.unit)
            now = f" Nay là {successor.name}." if successor else ""
            now_en = f" It is now {successor.name}." if successor else ""
            yield Flag(
                f"{pointer}/name",
                NAME,
                "warning",
                f"“{unit.name}” đã kết thúc hoạt động ngày {ended:%d/%m/%Y}, trước ngày ban hành.{now}",
                f"“{unit.name}” ended on {ended.isoformat()}, before the paper was issued.{now_en}",
                successor.name if successor else None,
            )
