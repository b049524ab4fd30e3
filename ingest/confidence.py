"""How sure a value of the record is: a number that comes true as often as it says.

The number is a logistic sum of what is known of the value: how surely its words were read and restored, how often the
rule that read it is right, and what the checks object. `confidence.json` holds the coefficients and says from what they
were fitted; they are non-negative for the words and the rule, so a clearer word never lowers a confidence.
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


@dataclass(frozen=True, slots=True)
class Model:
    """The coefficients: a weight per feature, the log-odds of each rule, what a flag of each severity takes off."""

    intercept: float
    weights: Mapping[str, float]
    rules: Mapping[str, float]
    other_rules: float
    objections: Mapping[str, float]


def confidence(places: Sequence[Place], rule: str, flags: Sequence[Flag] = ()) -> float:
    """Return the chance, 0 to 1, that a value read by `rule` from these words is right."""
    if not places:
        return UNPLACED
    model = fitted()
    seen = features(places)
    odds = model.intercept + sum(model.weights[name] * value for name, value in seen.items())
    odds += model.weights["rule"] * model.rules.get(rule, model.other_rules)
    odds -= sum(
        model.objections[severity] for severity in {flag.severity for flag in flags if flag.code not in _NO_DOUBT}
    )
    return round(1 / (1 + math.exp(-odds)), 3)


def features(places: Sequence[Place]) -> dict[str, float]:
    """Return what the words tell, as log-odds: the weakest and the mean reading, the weakest and the mean restoring."""
    readings = [place.confidence for place in places]
    restorings = [place.probability for place in places]
    return {
        "weakest_reading": log_odds(min(readings)),
        "mean_reading": log_odds(sum(readings) / len(readings)),
        "weakest_restoring": log_odds(min(restorings)),
        "mean_restoring": log_odds(sum(restorings) / len(restorings)),
    }


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, cut off where chances say no more."""
    cut = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(cut / (1 - cut))


@cache
def fitted() -> Model:
    """Return the model kept beside this module."""
    values = json.loads((resources.files("ingest") / "confidence.json").read_text(encoding="utf-8"))
    return Model(values["intercept"], values["weights"], values["rules"], values["other_rules"], values["objections"])
