"""The registry of fields: every module of this folder is a field, and a bad one is refused by its name.

A field module has `NAME`, `SCOPE` ("header", "task" or "section"), `EXAMPLES` (pieces of text and the values read from
them: they are its tests) and `extract(passage) -> Iterator[Found[value]]`. It may have `READS`, the labels of passages
it wants (header fields must), and `parts(value, passage)`, which says where the parts of a value stand.
"""

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Literal, cast, get_args

from extractors.passage import Found, Label, Passage, Span

Scope = Literal["header", "task", "section"]

_TAG = re.compile(r"\[([^\]]*)\]\s*")


class FieldError(ImportError):
    """A module of this folder is no field; the message names it and what it lacks."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: what it reads and how."""

    name: str
    scope: Scope
    reads: frozenset[Label | None] | None
    examples: Mapping[str, Sequence[object]]
    extract: Callable[[Passage], Iterator[Found[Any]]]
    parts: Callable[[Any, Passage], Mapping[str, Span]] | None = None

    def wants(self, label: Label | None) -> bool:
        """Whether passages with this label are read."""
        return self.reads is None or label in self.reads


def field_of(module: ModuleType) -> Field:
    """Return the field a module declares; FieldError names the module and what is wrong with it."""
    where = module.__name__
    missing = [name for name in ("NAME", "SCOPE", "EXAMPLES", "extract") if not hasattr(module, name)]
    if missing:
        raise FieldError(f"{where} is no field: it has no {', '.join(missing)}")
    if module.SCOPE not in get_args(Scope):
        raise FieldError(f"{where}: SCOPE is {module.SCOPE!r}, not one of {', '.join(get_args(Scope))}")
    if not module.EXAMPLES:
        raise FieldError(f"{where}: EXAMPLES is empty, so nothing shows what the field reads")
    reads = getattr(module, "READS", None)
    if reads is None and module.SCOPE == "header":
        raise FieldError(f"{where}: a header field must say which zones it READS")
    unknown = set(reads or ()) - {*get_args(Label), None}
    if unknown:
        raise FieldError(f"{where}: READS names unknown labels {sorted(map(str, unknown))}")
    return Field(
        module.NAME,
        module.SCOPE,
        None if reads is None else frozenset(reads),
        module.EXAMPLES,
        module.extract,
        getattr(module, "parts", None),
    )


@cache
def fields() -> Mapping[str, Field]:
    """Return all fields of this folder by name; two of one name are refused."""
    found: dict[str, Field] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        field = field_of(importlib.import_module(f"{__name__}.{info.name}"))
        if field.name in found:
            raise FieldError(f"{__name__}.{info.name}: the name {field.name!r} is taken by another field")
        found[field.name] = field
    return found


def example_passage(key: str) -> Passage:
    """Return the passage of an example: "[time 2024] Quý II" is the text of a time column in a paper of 2024.

    The tag may hold a label, a year and the day of issue, in any order; without a tag it is prose.
    """
    tag = _TAG.match(key)
    text = key[tag.end() :] if tag else key
    label: Label | None = None
    year: int | None = None
    issued_on: dt.date | None = None
    for word in tag.group(1).split() if tag else ():
        if word in get_args(Label):
            label = cast(Label, word)
        elif len(word) == len("2024"):
            year = int(word)
        else:
            issued_on = dt.date.fromisoformat(word)
    return Passage(text, range(len(text)), year, issued_on, label)
