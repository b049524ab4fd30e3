"""What a check looks at: an extraction, its paper, and what is known beforehand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.catalogue import Catalogue
from extractors.passage import Paper
from extractors.register import Register
from extractors.values import Criterion, Deadline, Extraction, Group, Sample, Task, Unit


@dataclass(frozen=True, slots=True)
class Inspection:
    """An extraction with walks over its values that know their JSON Pointers."""

    extraction: Extraction
    paper: Paper
    catalogue: Catalogue | None = None
    register: Register | None = None

    @property
    def issued_on(self) -> dt.date | None:
        """The full day of issue, None when the paper leaves part of it blank."""
        printed = self.extraction.document.issued_on
        try:
            return dt.date.fromisoformat(printed) if printed else None
        except ValueError:
            return None

    @property
    def year(self) -> int | None:
        """The year of issue."""
        printed = self.extraction.document.issued_on
        return int(printed[:4]) if printed and printed[:4].isdecimal() else None

    def tasks(self) -> Iterator[tuple[str, Task]]:
        """Yield tasks with their pointers: "/tasks/0"."""
        for index, task in enumerate(self.extraction.tasks):
            yield f"/tasks/{index}", task

    def criteria(self) -> Iterator[tuple[str, Task, Criterion]]:
        """Yield criteria with the tasks they belong to: "/tasks/0/criteria/1"."""
        for pointer, task in self.tasks():
            for index, criterion in enumerate(task.criteria):
                yield f"{pointer}/criteria/{index}", task, criterion

    def deadlines(self) -> Iterator[tuple[str, Task, Deadline]]:
        """Yield deadlines with the tasks they belong to."""
        for pointer, task in self.tasks():
            for index, deadline in enumerate(task.deadlines):
                yield f"{pointer}/deadlines/{index}", task, deadline

    def units(self) -> Iterator[tuple[str, Task, Unit]]:
        """Yield units with the tasks they belong to."""
        for pointer, task in self.tasks():
            for index, unit in enumerate(task.units):
                yield f"{pointer}/units/{index}", task, unit

    def counted(self) -> Iterator[tuple[str, Sample | Group]]:
        """Yield samples and their groups at every level: "/samples/0", "/samples/0/groups/1"."""
        for index, sample in enumerate(self.extraction.samples):
            yield from _nested(f"/samples/{index}", sample)

    def order(self, pointer: str) -> tuple[int, str]:
        """Return a sort key that puts a pointer where its value stands in the paper."""
        evidence = self.extraction.evidence
        place = pointer
        while place and place not in evidence:
            place = place.rpartition("/")[0]
        return (evidence[place].span.start if place in evidence else -1, pointer)

    def pointer_at(self, start: int, end: int) -> str | None:
        """Return the pointer of the smallest value whose evidence covers `start:end` of the text, if any."""
        covering = [
            (evidence.span.end - evidence.span.start, pointer)
            for pointer, evidence in self.extraction.evidence.items()
            if evidence.span.start <= start and end <= evidence.span.end
        ]
        return min(covering)[1] if covering else None


def _nested(pointer: str, value: Sample | Group) -> Iterator[tuple[str, Sample | Group]]:
    yield pointer, value
    for index, group in enumerate(value.groups):
        yield from _nested(f"{pointer}/groups/{index}", group)
