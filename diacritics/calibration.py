"""Posteriors made into honest probabilities: of the words called 90 % sure, nine in ten are right.

A lattice's posterior knows only the readings in the lattice, and its scores are weighted by hand; so it is too sure of
itself. On held-out pages the share of right words is counted per step of the posterior, and kept rising (isotonic
regression by pooling neighbours that disagree, Ayer et al. 1955). Restoring looks the share up between the knots.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
# Posteriors nearer to 0 or 1 than this are told apart by nothing.
_LEAST = 1e-7
_WORDS_PER_KNOT = 60
# Nothing is ever quite sure: each knot gets nine tenths of a right word and a tenth of a wrong one more.
_PRIOR_RIGHT = 0.9


@dataclass(frozen=True, slots=True)
class Calibration:
    """Knots of a rising curve from the posterior's log odds to a probability."""

    odds: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()

    def probability(self, posterior: float) -> float:
        """Return the share of words with such a posterior that are right."""
        if not self.odds:
            return posterior
        value = log_odds(posterior)
        index = bisect_right(self.odds, value)
        if index == 0:
            return self.shares[0]
        if index == len(self.odds):
            return self.shares[-1]
        low, high = self.odds[index - 1], self.odds[index]
        part = (value - low) / (high - low)
        return self.shares[index - 1] + part * (self.shares[index] - self.shares[index - 1])


def log_odds(posterior: float) -> float:
    """Return log(p / (1 - p)), cut off near 0 and 1."""
    inside = min(1 - _LEAST, max(_LEAST, posterior))
    return math.log(inside / (1 - inside))


def fit(judged: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the curve of words whose posterior and rightness are known."""
    ordered = sorted((log_odds(posterior), right) for posterior, right in judged)
    blocks: list[list[float]] = []  # sum of log odds, right, all
    for start in range(0, len(ordered), _WORDS_PER_KNOT):
        part = ordered[start : start + _WORDS_PER_KNOT]
        blocks.append([sum(o for o, _ in part), sum(ok for _, ok in part) + _PRIOR_RIGHT, len(part) + 1.0, len(part)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    knots = sorted({round(total / count, 4): round(right / every, 5) for total, right, every, count in blocks}.items())
    return Calibration(tuple(odds for odds, _ in knots), tuple(share for _, share in knots))


@cache
def load(path: Path = DATA / "calibration.json") -> Mapping[str, Calibration]:
    """Return the curves by channel; none where nothing was measured yet."""
    if not path.is_file():
        return {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Calibration(tuple(curve["odds"]), tuple(curve["shares"])) for name, curve in stored.items()}


def write(curves: Mapping[str, Calibration], path: Path = DATA / "calibration.json") -> None:
    """Write the curves."""
    rows = {name: {"odds": curve.odds, "shares": curve.shares} for name, curve in sorted(curves.items())}
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
