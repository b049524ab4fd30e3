"""Do the factors of a survey's part make its printed count?"""

import math
from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag, Group

NAME = "product_mismatch"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every product that is not what is printed: "3 × 18 = 54, read 45"; also a per-unit figure."""
    for pointer, value in inspection.counted():
        if not isinstance(value, Group) or value.count is None:
            continue
        if value.factors:
            product = math.prod(factor.value for factor in value.factors)
            words = " × ".join(f"{factor.value:g}" for factor in value.factors)
            if product != value.count:
                yield Flag(
                    f"{pointer}/count",
                    NAME,
                    "error",
                    f"Tích không khớp: {words} = {product:g}, đọc được {value.count}. Xem lại các thừa số và kết quả.",
                    f"The product is wrong: {words} = {product:g}, read {value.count}. "
                    "Look at the factors and the result.",
                    int(product),
                )
        elif value.per is not None and value.per.value > 0 and value.count % value.per.value:
            yield Flag(
                f"{pointer}/count",
                NAME,
                "warning",
                f"{value.count} không chia hết cho {value.per.value:g} (mỗi {value.per.each}). Xem lại hai số này.",
                f"{value.count} cannot be divided by {value.per.value:g} per {value.per.each}. Look at both numbers.",
            )
