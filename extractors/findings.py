"""What the task fields find in passages, and how finds of one task are brought together."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.fields import Field
from extractors.folding import fold
from extractors.passage import Found, Label, Passage
from extractors.passages import Joined
from extractors.values import Criterion, Deadline, Target, Unit

_OFFICE = re.compile(r"^(?:cac\s+)?(?:bo phan|cong chuc|giao)\s+")


@dataclass(slots=True)
class Findings:
    """Finds of the task fields, in the order of the text."""

    criteria: list[Found[Criterion]] = field(default_factory=list)
    deadlines: list[Found[Deadline]] = field(default_factory=list)
    units: list[Found[Unit]] = field(default_factory=list)
    targets: list[Found[Target]] = field(default_factory=list)

    def add(self, other: "Findings") -> "Findings":
        """Take the finds of another passage in and return these."""
        self.criteria += other.criteria
        self.deadlines += other.deadlines
        self.units += other.units
        self.targets += other.targets
        return self

    def leads(self) -> list[Found[Unit]]:
        """Return the leading units."""
        return [found for found in self.units if found.value.role == "lead"]

    def partners(self) -> list[Found[Unit]]:
        """Return the coordinating units."""
        return [found for found in self.units if found.value.role == "coordinate"]

    @property
    def name_work(self) -> bool:
        """Whether there is a time, a unit or a criterion: what makes a piece of text a task."""
        return bool(self.units or self.deadlines or self.criteria)

    def merged(self) -> "Findings":
        """Return the finds with each value once; a unit that only begins a sentence gives way to labelled ones."""
        units = self.units
        if any(found.rule == "units.label" for found in units):
            units = [found for found in units if found.rule != "units.subject"]
        return Findings(
            _once(self.criteria, lambda value: value.code),
            _once(self.deadlines, lambda value: (value.kind, value.start, value.end, value.every, value.day)),
            _once(units, lambda value: office(value.name)),
            _each_place_once(self.targets),
        )


def office(name: str) -> str:
    """Return a name so that spellings of one office agree: "bộ phận Văn phòng- thống kê", "Văn phòng — thống kê"."""
    return _OFFICE.sub("", re.sub(r"\s*-\s*", "-", " ".join(fold(name).split())))


def _each_place_once(found: Sequence[Found[Target]]) -> list[Found[Target]]:
    """Return targets without those read twice from one place: "30% thời gian, 30% chi phí" are two."""
    kept: dict[object, Found[Target]] = {}
    for find in found:
        kept.setdefault((find.span, find.value.op, find.value.value), find)
    return list(kept.values())


def _once(found: Sequence[Found[Any]], key: Callable[[Any], object]) -> list[Found[Any]]:
    kept: dict[object, Found[Any]] = {}
    for find in found:
        kept.setdefault(key(find.value), find)
    return list(kept.values())


class TaskReader:
    """Reads passages with the task fields; knows the paper's year and day of issue."""

    def __init__(self, fields: Iterable[Field], year: int | None, issued_on: dt.date | None) -> None:
        self._fields = [field for field in fields if field.scope == "task"]
        self._year = year
        self._issued_on = issued_on
        self._read: dict[tuple[int, int, Label | None], Findings] = {}

    def passage(self, text: Joined, label: Label | None) -> Passage:
        """Return a text as fields read it."""
        return text.passage(label, self._year, self._issued_on)

    def read(self, text: Joined, label: Label | None = None) -> Findings:
        """Return what the fields find in a text; the same text is read once."""
        if not text.text:
            return Findings()
        key = (text.offsets[0], len(text), label)
        if key not in self._read:
            passage = self.passage(text, label)
            found: dict[str, list[Found[Any]]] = {
                field.name: list(field.extract(passage)) for field in self._fields if field.wants(label)
            }
            self._read[key] = Findings(*(found.get(name, []) for name in ("criteria", "deadlines", "units", "targets")))
        return self._read[key]
