"""The record: the public contract `boctach.record/1`, plain values with their proof beside them.

`document`, `tasks` and `samples` mean what samples/README.md says. Evidence and flags are keyed by JSON Pointer, so a
consumer can ignore all that proves the values.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extractors.values import Document, Flag, Sample, Task

SCHEMA = "boctach.record/1"

TextOrigin = Literal["ocr", "text_layer", "repaired_text_layer", "plain_text"]
ReviewState = Literal["needs_review", "approved", "rejected"]
EvidenceStatus = Literal["extracted", "confirmed", "corrected"]


@dataclass(frozen=True, slots=True)
class PageSource:
    """Where a page's text came from and why; `grade` is the share of its words expected to be right."""

    number: int
    text_from: TextOrigin
    reason: str
    grade: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSource:
    """The file the record was read from."""

    sha256: str
    name: str
    media_type: str
    pages: tuple[PageSource, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A spot on paper: page from 1, box `[left, top, right, bottom]` in pixels of its image; no box for plain text."""

    page: int
    box: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class ValueEvidence:
    """The proof of one value: what was seen, what it was restored to, which rule read it, where it stands."""

    confidence: float
    status: EvidenceStatus
    rule: str
    raw: str
    text: str
    places: tuple[RecordPlace, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The state of the record among people; `version` counts saved changes from 1."""

    state: ReviewState = "needs_review"
    version: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One paper as downstream systems get it."""

    id: str
    source: RecordSource
    document: Document
    tasks: tuple[Task, ...]
    samples: tuple[Sample, ...]
    evidence: Mapping[str, ValueEvidence] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    review: Review = Review()
    schema: str = SCHEMA

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values, `schema` first."""
        values = {item.name: _plain(getattr(self, item.name)) for item in dataclasses.fields(self)}
        return {"schema": values.pop("schema"), **values}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
