"""The values of a record, as the record contract names them; the field guide is samples/README.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.passage import Span

Role = Literal["lead", "coordinate", "perform"]
Operator = Literal[">=", ">", "=", "<=", "<"]
DeadlineKind = Literal["within", "by", "ongoing", "recurring", "by_reference"]
Period = Literal["week", "month", "quarter", "half_year", "year"]


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document relied on: kind "quyet_dinh", ref "3395/QĐ-UBND", date ISO (may be partial), issuer."""

    kind: str
    ref: str | None
    date: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: role "Chủ tịch", name "Phan Nhật Thanh"; `authority` is "TM.", "KT.", "TL.", "TUQ." or "Q."."""

    role: str | None
    name: str | None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What the head and the foot of a paper say; None where the paper leaves it blank."""

    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    issued_on: str | None = None
    place: str | None = None
    issuer: str | None = None
    parent: str | None = None
    subject: str | None = None
    signer: Signer = Signer(None, None)
    legal_bases: tuple[LegalBasis, ...] = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion code, "1.3.2", with its own title when the paper prints it."""

    code: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When work is due: the words as printed, and inclusive ISO days where they can be told."""

    text: str
    kind: DeadlineKind
    start: str | None = None
    end: str | None = None
    every: Period | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A body and its part in the work; `key` is the register's name for it, None when unknown."""

    name: str
    role: Role
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity the work must reach: "tối thiểu 97%" is >= 97 %."""

    text: str
    op: Operator
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Task:
    """A unit of work that names a time, a responsible unit or a criterion."""

    path: str
    title: str
    criteria: tuple[Criterion, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    units: tuple[Unit, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a product: 3 "người" in "03 người × 18 sở"."""

    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Per:
    """A figure for each: 60 "người" for each "xã, thị trấn"."""

    value: float
    unit: str | None
    each: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a sample, maybe with parts of its own."""

    name: str
    count: int | None
    unit: str | None
    factors: tuple[Factor, ...] = ()
    per: Per | None = None
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A survey total of the paper and how it is made up."""

    path: str
    total: int | None
    unit: str | None
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands in the paper's text and which rule read it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at; `proposal` is a value a check suggests and never applies."""

    pointer: str
    code: str
    severity: Literal["error", "warning"]
    message: str
    message_en: str
    proposal: str | int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one paper. `evidence` is keyed by JSON Pointer into {document, tasks, samples}."""

    document: Document
    tasks: tuple[Task, ...]
    samples: tuple[Sample, ...]
    evidence: Mapping[str, Evidence]
    flags: tuple[Flag, ...]
