"""Is one criterion given to two different leads?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.values import Flag, Task

NAME = "code_under_two_leads"


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag where a code stands a second time under another lead."""
    first: dict[str, Task] = {}
    for pointer, task, criterion in inspection.criteria():
        earlier = first.setdefault(criterion.code, task)
        ours, theirs = _leads(task), _leads(earlier)
        if earlier is not task and ours and theirs and not ours & theirs:
            yield Flag(
                pointer,
                NAME,
                "warning",
                f"Mã {criterion.code} ở mục {task.path} giao {_words(ours)}, "
                f"ở mục {earlier.path} giao {_words(theirs)} chủ trì.",
                f"Code {criterion.code} is led by {_words(ours)} at {task.path} "
                f"and by {_words(theirs)} at {earlier.path}.",
            )


def _leads(task: Task) -> frozenset[str]:
    return frozenset(unit.key or unit.name.casefold() for unit in task.units if unit.role == "lead")


def _words(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))
