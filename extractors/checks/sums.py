"""Do the parts of a survey add up to the printed total?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag, Group, Sample

NAME = "sum_mismatch"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every total its parts do not make: "54 + 324 + 360 = 738, read 733"."""
    for pointer, value in inspection.counted():
        read = value.total if isinstance(value, Sample) else value.count
        counts = [group.count for group in value.groups]
        if read is None or not counts or None in counts:
            continue
        known = [count for count in counts if count is not None]
        if sum(known) == read:
            continue
        sum_words = " + ".join(map(str, known))
        field = "total" if isinstance(value, Sample) else "count"
        where, proposal = _proposal(pointer, field, value, read, sum(known))
        yield Flag(
            where,
            NAME,
            "error",
            f"Cộng các phần không khớp: {sum_words} = {sum(known)}, đọc được {read}. Xem lại các số này.",
            f"The parts do not add up: {sum_words} = {sum(known)}, read {read}. Look at these numbers.",
            proposal,
        )


def _proposal(pointer: str, field: str, value: Sample | Group, read: int, total: int) -> tuple[str, int | None]:
    """Return which number is likelier wrong: a part its own factors contradict, else the total."""
    for index, group in enumerate(value.groups):
        product = 1
        for factor in group.factors:
            product *= int(factor.value)
        if (
            group.factors
            and group.count is not None
            and product != group.count
            and total - group.count + product == read
        ):
            return f"{pointer}/groups/{index}/count", product
    return f"{pointer}/{field}", total
