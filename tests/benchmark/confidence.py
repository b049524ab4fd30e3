"""Do confidences come true? Reliability curve, expected calibration error, and what needs no second look.

A pair is what the program said of a value (0 to 1) and whether the value was right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
MOST_WRONG = 0.005  # share of values accepted untouched that may be wrong


@dataclass(frozen=True, slots=True)
class Bin:
    """The values said to be right by `low` to `low` + 0.1: how many, the mean said, the share that is right."""

    low: float
    values: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well what was said came true; `untouched` is the share of values, surest first, with few enough wrong."""

    values: int
    right: float
    bins: tuple[Bin, ...]
    calibration_error: float
    untouched: float

    def __str__(self) -> str:
        """Return the curve a bin a line, then the two numbers."""
        lines = [f"{'said':>9}  {'values':>7}  {'mean':>6}  {'right':>6}"]
        for one in self.bins:
            lines.append(f"{one.low:.1f} - {one.low + 1 / BINS:.1f}  {one.values:7}  {one.said:6.3f}  {one.right:6.3f}")
        lines.append(f"{self.values} values, {self.right:.1%} of them right")
        lines.append(f"expected calibration error {self.calibration_error:.2%}")
        lines.append(f"acceptable untouched at {MOST_WRONG:.1%} error: {self.untouched:.1%}")
        return "\n".join(lines)


def reliability(pairs: Sequence[tuple[float, bool]]) -> Reliability:
    """Return how well what was said came true; without pairs there is nothing to go wrong."""
    binned: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        binned.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    bins = tuple(
        Bin(number / BINS, len(inside), sum(s for s, _ in inside) / len(inside), _share_right(inside))
        for number, inside in sorted(binned.items())
    )
    error = sum(abs(one.said - one.right) * one.values for one in bins) / len(pairs) if pairs else 0.0
    return Reliability(len(pairs), _share_right(pairs), bins, error, _untouched(pairs))


def _share_right(pairs: Sequence[tuple[float, bool]]) -> float:
    return sum(is_right for _, is_right in pairs) / len(pairs) if pairs else 1.0


def _untouched(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the largest share above one threshold of which few enough are wrong; equals are accepted together."""
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    wrong = accepted = 0
    for number, (said, is_right) in enumerate(ordered, start=1):
        wrong += not is_right
        is_last_of_equals = number == len(ordered) or ordered[number][0] < said
        if is_last_of_equals and wrong <= MOST_WRONG * number:
            accepted = number
    return accepted / len(ordered) if ordered else 1.0
