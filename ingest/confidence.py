"""How sure a value of the record is: a number that comes true as often as it says.

The number is the sum of small trees over what is known of the value: how surely its words, its digits and its task's
heading were read and restored, how well the whole paper was read, how many words there are, how often the rule that
read it is right; what the checks object is taken off. `confidence.json` holds the trees and says from what they were
fitted. Each tree only rises with a clearer word, so a clearer word never lowers a confidence.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractors.values import Flag
from ingest.transcript import Place

# What a flag of these says is news, no doubt about what was read.
_NO_DOUBT = frozenset({"handwritten", "place_succeeded"})
UNPLACED = 0.5  # a value whose words are not known to stand anywhere: as likely right as wrong
_SUREST = 0.998  # beyond it engines and the restorer do not tell a right word from a wrong one

# A leaf is (value,); a branch is (feature, threshold, left, right): left where the feature is at most the threshold.
Node = tuple[float, ...]
Tree = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a value: the mean reading of all words of its paper, the words of its task's heading."""

    paper_reading: float = 1.0
    heading: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """The features in order, the trees over them, the log-odds of each rule, what a flag of each severity takes off."""

    features: tuple[str, ...]
    baseline: float
    trees: tuple[Tree, ...]
    rules: Mapping[str, float]
    other_rules: float
    objections: Mapping[str, float]

    def odds(self, seen: Mapping[str, float]) -> float:
        """Return the log-odds of a value with these features being right."""
        row = [seen[name] for name in self.features]
        return self.baseline + sum(_leaf(tree, row) for tree in self.trees)


def confidence(
    places: Sequence[Place], rule: str, flags: Sequence[Flag] = (), around: Surroundings | None = None
) -> float:
    """Return the chance, 0 to 1, that a value read by `rule` from these words is right."""
    if not places:
        return UNPLACED
    model = fitted()
    seen = {**features(places, around or Surroundings()), "rule": model.rules.get(rule, model.other_rules)}
    odds = model.odds(seen) - sum(
        model.objections[severity] for severity in {flag.severity for flag in flags if flag.code not in _NO_DOUBT}
    )
    return round(1 / (1 + math.exp(-odds)), 4)


def features(places: Sequence[Place], around: Surroundings) -> dict[str, float]:
    """Return what is known of a value, as log-odds: its words, its digits, the heading and the paper it stands in."""
    readings = [place.confidence for place in places]
    restorings = [place.probability for place in places]
    digits = [place.confidence for place in places if any(letter.isdecimal() for letter in place.raw)]
    return {
        "weakest_reading": log_odds(min(readings)),
        "mean_reading": log_odds(sum(readings) / len(readings)),
        "weakest_restoring": log_odds(min(restorings)),
        "mean_restoring": log_odds(sum(restorings) / len(restorings)),
        "weakest_digits": log_odds(min(digits, default=1.0)),
        "paper_reading": log_odds(around.paper_reading),
        "shortness": -math.log(len(places)),
        "heading_reading": log_odds(min((place.confidence for place in around.heading), default=1.0)),
        "heading_restoring": log_odds(min((place.probability for place in around.heading), default=1.0)),
    }


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, cut off where chances say no more."""
    cut = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(cut / (1 - cut))


def _leaf(tree: Tree, row: Sequence[float]) -> float:
    node = tree[0]
    while len(node) > 1:
        feature, threshold, left, right = node
        node = tree[int(left if row[int(feature)] <= threshold else right)]
    return node[0]


@cache
def fitted() -> Model:
    """Return the model kept beside this module."""
    values = json.loads((resources.files("ingest") / "confidence.json").read_text(encoding="utf-8"))
    return model_of(values)


def model_of(values: Mapping[str, object]) -> Model:
    """Return the model that plain values hold, as `confidence.json` does."""
    kept = json.loads(json.dumps(values))
    trees = tuple(tuple(tuple(node) for node in tree) for tree in kept["trees"])
    return Model(
        tuple(kept["features"]), kept["baseline"], trees, kept["rules"], kept["other_rules"], kept["objections"]
    )
