"""Assignments: one row per task and criterion, as a scoring system imports them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.values import Criterion, Role, Sample, Target, Task
from ingest.record import Record

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task and one of its criteria (none: the code is None), with the paper it stands in.

    `deadline_start` is the first and `deadline_end` the last day of all deadlines of the task. `sample_total` is the
    total of the survey described in the same top section of the paper, when there is exactly one.
    """

    document_id: str
    number: str | None
    symbol: str | None
    issued_on: str | None
    issuer: str | None
    year: int | None
    path: str
    title: str
    criterion_code: str | None
    criterion_title: str | None
    deadline_text: str
    deadline_start: str | None
    deadline_end: str | None
    lead: str
    coordinating: str
    performing: str
    targets: str
    sample_total: int | None
    review_state: str


def assignments(record: Record) -> Iterator[Assignment]:
    """Yield the rows of a record in the order of the paper; a task with three criteria gives three."""
    for task in record.tasks:
        for criterion in task.criteria or (Criterion("", None),):
            yield _assignment(record, task, criterion)


def _assignment(record: Record, task: Task, criterion: Criterion) -> Assignment:
    document = record.document
    return Assignment(
        document_id=record.id,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        issuer=document.issuer,
        year=_year(record),
        path=task.path,
        title=task.title,
        criterion_code=criterion.code or None,
        criterion_title=criterion.title,
        deadline_text=SEPARATOR.join(deadline.text for deadline in task.deadlines),
        deadline_start=min((deadline.start for deadline in task.deadlines if deadline.start), default=None),
        deadline_end=max((deadline.end for deadline in task.deadlines if deadline.end), default=None),
        lead=_units(task, "lead"),
        coordinating=_units(task, "coordinate"),
        performing=_units(task, "perform"),
        targets=SEPARATOR.join(_target(target) for target in task.targets),
        sample_total=_sample_total(record.samples, task),
        review_state=record.review.state,
    )


def _year(record: Record) -> int | None:
    issued_on = record.document.issued_on
    return int(issued_on[:4]) if issued_on else None


def _units(task: Task, role: Role) -> str:
    return SEPARATOR.join(unit.name for unit in task.units if unit.role == role)


def _target(target: Target) -> str:
    sign = {">=": "≥", "<=": "≤"}.get(target.op, target.op)
    return f"{target.text} ({sign} {target.value:g} {target.unit})".replace(" )", ")")


def _sample_total(samples: Sequence[Sample], task: Task) -> int | None:
    section = task.path.split(".")[0]
    totals = [sample.total for sample in samples if sample.path.split(".")[0] == section]
    return totals[0] if len(totals) == 1 else None
