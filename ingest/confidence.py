"""How sure a value of the record is: as sure as the words it was read from, less where a check objects."""

from collections.abc import Sequence

from extractors.values import Flag
from ingest.transcript import Place

UNPLACED = 0.5  # a value whose words are not known to stand anywhere
OBJECTION = {"error": 0.5, "warning": 0.8}  # what is left of the confidence under a flag


def confidence(places: Sequence[Place], rule: str, flags: Sequence[Flag] = ()) -> float:
    """Return a number between 0 and 1: the weakest word's chance to be right, lowered by the gravest flag."""
    sure = min((min(place.confidence, place.probability) for place in places), default=UNPLACED)
    return round(sure * min((OBJECTION[flag.severity] for flag in flags), default=1.0), 3)
