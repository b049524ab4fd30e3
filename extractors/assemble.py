"""Found values into records: tasks with their fields, evidence by JSON Pointer, names keyed, codes completed."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.catalogue import Catalogue
from extractors.drafts import Draft
from extractors.passage import Span
from extractors.register import Register
from extractors.values import Criterion, Evidence, Group, Sample, Task, Unit

COUNTED = "tasks.counted"  # the rule of a row's number that its neighbours tell


def assemble_tasks(
    drafts: Sequence[Draft], *, catalogue: Catalogue | None, register: Register | None, year: int | None, on: str | None
) -> tuple[tuple[Task, ...], dict[str, Evidence]]:
    """Return the tasks and where their values stand."""
    tasks: list[Task] = []
    evidence: dict[str, Evidence] = {}
    for draft in drafts:
        found = draft.findings.merged()
        pointer = f"/tasks/{len(tasks)}"
        title = Evidence(Span(draft.title.offsets[0], draft.title.offsets[-1] + 1), draft.rule)
        evidence[pointer] = evidence[f"{pointer}/title"] = title
        if draft.is_counted:
            evidence[f"{pointer}/path"] = Evidence(title.span, COUNTED)
        for name in ("criteria", "deadlines", "units", "targets"):
            for number, find in enumerate(getattr(found, name)):
                evidence[f"{pointer}/{name}/{number}"] = Evidence(find.span, find.rule)
        tasks.append(
            Task(
                draft.path,
                draft.title.text,
                tuple(_completed(find.value, catalogue, year) for find in found.criteria),
                tuple(find.value for find in found.deadlines),
                tuple(_keyed(find.value, register, on) for find in found.units),
                tuple(find.value for find in found.targets),
            )
        )
    return tuple(tasks), evidence


def assemble_samples(
    found: Sequence[tuple[Sample, dict[str, Evidence]]],
) -> tuple[tuple[Sample, ...], dict[str, Evidence]]:
    """Return the samples and where they and their parts stand; a part without a place of its own has its sample's."""
    evidence: dict[str, Evidence] = {}
    for number, (sample, proofs) in enumerate(found):
        pointer = f"/samples/{number}"
        whole = proofs[""]
        evidence[pointer] = whole
        evidence[f"{pointer}/total"] = proofs.get("/total", whole)
        for suffix in _group_suffixes(sample.groups, ""):
            evidence[pointer + suffix] = proofs.get(suffix, whole)
    return tuple(sample for sample, _ in found), evidence


def _group_suffixes(groups: Sequence[Group], above: str) -> list[str]:
    suffixes: list[str] = []
    for number, group in enumerate(groups):
        suffix = f"{above}/groups/{number}"
        suffixes += [suffix, *_group_suffixes(group.groups, suffix)]
    return suffixes


def _completed(criterion: Criterion, catalogue: Catalogue | None, year: int | None) -> Criterion:
    return catalogue.completed(criterion, year) if catalogue else criterion


def _keyed(unit: Unit, register: Register | None, on: str | None) -> Unit:
    return replace(unit, key=register.key(unit.name, on)) if register else unit
