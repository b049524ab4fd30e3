"""Which values of a record are right: each against the gold record of its paper.

A value under a task whose path was read wrong is judged under the gold task of the same title: the path is another
value's fault.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz

SIMILAR = 92  # percent, as record scores take two texts for one
NOT_IN_GOLD = ("/document/parent", "/document/appendices", "/document/signer/authority")
ALIKE = 80  # percent, from which on two titles are one task's

Value = tuple[tuple[Any, ...], str]


def judged(record: dict[str, Any], truth: dict[str, Any], *, without: Collection[str] = ()) -> list[tuple[float, bool]]:
    """Return (confidence, right) of each value of a record, as `Record.to_json` prints it, that the gold could have.

    The paths of the record's tasks are changed to the gold's where their titles agree. `without` names the fields of
    the document that the gold leaves out although the file prints them.
    """
    align(record, truth)
    wanted = list(values_of(truth))
    pairs: list[tuple[float, bool]] = []
    for pointer, evidence in record["evidence"].items():
        value = None if is_unjudged(pointer, without) else value_at(record, pointer)
        if value is not None:
            pairs.append((float(evidence["confidence"]), is_right(value, wanted)))
    return pairs


def is_unjudged(pointer: str, without: Collection[str] = ()) -> bool:
    """Whether the gold cannot say if the value at a pointer is right."""
    return pointer.startswith(NOT_IN_GOLD) or pointer in {f"/document/{name}" for name in without}


def align(record: dict[str, Any], truth: dict[str, Any]) -> None:
    """Give the tasks of a record the paths of the gold tasks that have their titles."""
    for task in record["tasks"]:
        words = _comparable(task["title"])
        scores = [(fuzz.ratio(words, _comparable(other["title"])), other["path"]) for other in truth["tasks"]]
        same_path = any(path == task["path"] and score >= ALIKE for score, path in scores)
        best = max(scores, default=(0.0, task["path"]))
        if not same_path and best[0] >= ALIKE:
            task["path"] = best[1]
    paths = {sample["total"]: sample["path"] for sample in truth["samples"]}
    for sample in record["samples"]:
        sample["path"] = paths.get(sample["total"], sample["path"])


def plain(value: Any) -> Any:
    """Return a value of an extraction as JSON would hold it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value


def values_of(record: dict[str, Any]) -> Iterator[Value]:
    """Yield the values of a record that are scored alone."""
    pointers = [f"/document/{name}" for name in record["document"]]
    pointers += [f"/document/signer/{name}" for name in ("role", "name")]
    pointers += [f"/document/{name}/{i}" for name in ("legal_bases", "recipients") for i in range(99)]
    for task, item in enumerate(record["tasks"]):
        pointers.append(f"/tasks/{task}/title")
        for name in ("criteria", "deadlines", "units", "targets"):
            pointers += [f"/tasks/{task}/{name}/{index}" for index in range(len(item.get(name) or []))]
    for sample, item in enumerate(record["samples"]):
        pointers.append(f"/samples/{sample}/total")
        pointers += _groups(f"/samples/{sample}", item)
    for pointer in pointers:
        value = value_at(record, pointer)
        if value is not None:
            yield value


def _groups(pointer: str, item: dict[str, Any]) -> Iterator[str]:
    for index, group in enumerate(item.get("groups") or []):
        yield f"{pointer}/groups/{index}"
        yield from _groups(f"{pointer}/groups/{index}", group)


def value_at(record: dict[str, Any], pointer: str) -> Value | None:
    """Return a value as its exact parts and its words; None for what is not scored alone."""
    names = pointer.strip("/").split("/")
    value: Any = record
    try:
        for name in names:
            value = value[int(name)] if isinstance(value, list) else value[name]
    except (KeyError, IndexError, TypeError):
        return None
    if value is None or value == [] or (len(names) == 2 and isinstance(value, dict | list)):
        return None
    where = record[names[0]][int(names[1])]["path"] if names[0] != "document" else ""
    kind = (names[0], *(name for name in names[1:] if not name.isdecimal()), where)
    if not isinstance(value, dict):
        return (*kind, value if isinstance(value, int) else None), _comparable(value)
    text = value.get("name") or value.get("title") or ""
    parts = [
        value.get(name)
        for name in ("kind", "ref", "date", "code", "start", "end", "every", "role", "op", "value", "count")
    ]
    return (*kind, *parts), _comparable(text if "code" not in value else value.get("title") or "")


def _comparable(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return re.sub(r"[\W_]+", " ", text).strip()


def is_right(value: Value, wanted: Sequence[Value]) -> bool:
    """Whether a value is among those wanted."""
    return any(value[0] == exact and fuzz.ratio(value[1], words) >= SIMILAR for exact, words in wanted)
