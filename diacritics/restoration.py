"""What restoring hands back: per word what was seen, what is meant, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Damage = Literal[
    "clean",
    "wrong_language",  # read by an engine without Vietnamese: "Ké hoach x4c dinh"
    "markless",  # typed or stripped without marks: "Ke hoach xac dinh"
    "ocr",  # read by a Vietnamese engine, with its tone slips
    "letter_spaced",
    "nfd",
    "tcvn3",
    "vni",
]
ChangeKind = Literal["kept", "restored", "split", "merged", "rule", "transcoded"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an engine knows of one raw word beyond its letters; offsets are code points in the raw text.

    `choices` holds per symbol the readings the engine considered with their weights, best first, () where it was sure.
    """

    start: int
    end: int
    confidence: float
    choices: tuple[tuple[tuple[str, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """Another reading of a word and its posterior probability."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """One word of the restored text: "hoach" seen, "hoạch" meant, 0.998 sure.

    `start`/`end` are half-open offsets in `Restoration.text`, `raw_start`/`raw_end` in `Restoration.raw`. When one raw
    token became two words both carry the token's raw range; when two became one the range runs over both. `rule` names
    the grammar rule for kind "rule", else it is empty.
    """

    raw: str
    text: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    probability: float
    kind: ChangeKind
    rule: str = ""
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restored text (NFC) with the same number of lines as the raw one; `damage` is per line."""

    raw: str
    text: str
    words: tuple[RestoredWord, ...]
    damage: tuple[Damage, ...]

    def changes(self) -> Sequence[RestoredWord]:
        """Return the words whose text is not what was seen."""
        return [word for word in self.words if word.text != word.raw]
