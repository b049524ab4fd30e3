"""Checks that find errors a tired person would miss; every module of this folder but `inspection` is one.

A check has `NAME` (the code of its flags) and `check(inspection) -> Iterator[Flag]`. It may propose a value and never
changes one.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache

from extractors.catalogue import Catalogue
from extractors.checks.inspection import Inspection
from extractors.passage import Paper
from extractors.register import Register
from extractors.values import Extraction, Flag

Check = Callable[[Inspection], Iterator[Flag]]

_NO_CHECKS = frozenset({"inspection"})


class CheckError(ImportError):
    """A module of this folder is no check; the message names it and what it lacks."""


@cache
def checks() -> dict[str, Check]:
    """Return all checks of this folder by the code of their flags."""
    found: dict[str, Check] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        if info.name in _NO_CHECKS:
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        missing = [name for name in ("NAME", "check") if not hasattr(module, name)]
        if missing:
            raise CheckError(f"{module.__name__} is no check: it has no {', '.join(missing)}")
        if module.NAME in found:
            raise CheckError(f"{module.__name__}: the name {module.NAME!r} is taken by another check")
        found[module.NAME] = module.check
    return found


def check(
    extraction: Extraction, paper: Paper, *, catalogue: Catalogue | None = None, register: Register | None = None
) -> tuple[Flag, ...]:
    """Return what a person should look at in an extraction, errors first, in the order of the paper."""
    inspection = Inspection(extraction, paper, catalogue, register)
    flags = {flag for run in checks().values() for flag in run(inspection)}
    return tuple(sorted(flags, key=lambda flag: (flag.severity != "error", *inspection.order(flag.pointer), flag.code)))
