"""Known bodies: "VP-TK xã", "Bộ phận Văn phòng – Thống kê" and "Văn phòng - Thống kê xã" have one key.

Names are found in text word by folded word, so spacing, dashes, case and marks do not matter.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from extractors.folding import fold
from extractors.register.places import AREA, Places, place_key

_LEVEL = re.compile(
    r"(?<!\w)(?:cấp\s+)?(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?!\w)", re.IGNORECASE
)
_WORD = re.compile(r"\w+|[&]")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A body of the register; `successor` is the key of what took over when it ended."""

    key: str
    name: str
    level: str
    aliases: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)

    def is_valid_on(self, day: dt.date | None) -> bool:
        """Whether the body existed on that day; without a day it did."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Known:
    """A known body found at `start:end` of a text."""

    start: int
    end: int
    unit: KnownUnit


class Register:
    """Bodies by name, alias and abbreviation, and the administrative units behind them."""

    def __init__(self, units: Iterable[KnownUnit], abbreviations: Sequence[tuple[str, str]]) -> None:
        self.units = {unit.key: unit for unit in units}
        self.places = Places()
        self._expansions = {fold(short): fold(long).split() for short, long in abbreviations}
        self._keys: dict[tuple[str, str | None], str | None] = {}

    def find(self, text: str) -> tuple[Known, ...]:
        """Return the known bodies named in a text, the longest where names overlap, in order."""
        words, places = self._words(text)
        spans = (
            (start, start + length, unit)
            for length in self._lengths
            for start in range(len(words) - length + 1)
            if (unit := self._names.get(tuple(words[start : start + length])))
        )
        taken: list[Known] = []
        for start, end, unit in spans:
            known = Known(places[start][0], places[end - 1][1], unit)
            if not any(known.start < other.end and other.start < known.end for other in taken):
                taken.append(known)
        return tuple(sorted(taken, key=lambda known: known.start))

    def key(self, name: str, on: str | None = None) -> str | None:
        """Return the canonical key of a printed name: "UBND xã Thanh Xá" is "ubnd-xa/xa-thanh-xa", None when unknown.

        `on` is the ISO day (or its beginning) the paper was issued: of two bodies with one name the one that existed is
        meant.
        """
        cached = (name, on)
        if cached not in self._keys:
            self._keys[cached] = self._key(name, on)
        return self._keys[cached]

    def _key(self, name: str, on: str | None) -> str | None:
        found = self.find(name)
        if not found:
            return None
        unit = found[0].unit
        day = _day(on)
        if not unit.is_valid_on(day):
            unit = next(
                (other for other in self.units.values() if other.name == unit.name and other.is_valid_on(day)), unit
            )
        rest = name[found[0].end :]
        level = _LEVEL.search(rest) if unit.level == "any" else None
        area = AREA.search(rest) or AREA.search(name[found[0].start :])
        key = f"{unit.key}-{place_key(level.group(1))}" if level else unit.key
        return f"{key}/{place_key(area.group())}" if area else key

    def successor(self, unit: KnownUnit) -> KnownUnit | None:
        """Return the body that took over, None when it goes on or nobody did."""
        return self.units.get(unit.successor) if unit.successor else None

    def _words(self, text: str) -> tuple[list[str], list[tuple[int, int]]]:
        """Return the folded words of a text with abbreviations written out, and where each stands."""
        words: list[str] = []
        places: list[tuple[int, int]] = []
        for match in _WORD.finditer(fold(text)):
            for word in self._expansions.get(match.group(), [match.group()]):
                words.append(word)
                places.append(match.span())
        return words, places

    @cached_property
    def _names(self) -> dict[tuple[str, ...], KnownUnit]:
        """Every name and alias as its folded words."""
        names = ((tuple(self._words(name)[0]), unit) for unit in self.units.values() for name in unit.names)
        return {words: unit for words, unit in names if words}

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        """How many words names have, the most first: of names that overlap the longest is meant."""
        return tuple(sorted({len(words) for words in self._names}, reverse=True))


@cache
def default() -> Register:
    """Return the register that comes with the program."""
    data = resources.files("extractors.register") / "data"
    units = [
        _unit(row)
        for row in csv.DictReader((data / "units.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
    ]
    short = csv.DictReader((data / "abbreviations.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return Register(units, [(row["short"], row["long"]) for row in short])


def _unit(row: dict[str, str]) -> KnownUnit:
    return KnownUnit(
        row["key"],
        row["name"],
        row["level"],
        tuple(alias.strip() for alias in (row["aliases"] or "").split(";") if alias.strip()),
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        row["successor"] or None,
    )


def _day(printed: str | None) -> dt.date | None:
    """Return the day an ISO date or its beginning names: "2024" is 2024-01-01."""
    if not printed:
        return None
    parts = [int(part) for part in printed.split("-")]
    return dt.date(*[*parts, 1, 1][:3])
