"""How people change a record: edits by JSON Pointer, the proof of each value kept in step.

Replacing `/tasks/0/title` marks its evidence corrected; removing `/tasks/0` moves the evidence of `/tasks/1` to
`/tasks/0`. The machine's values are not touched: they are kept beside, in the list of corrections.
"""

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import TypeAdapter, ValidationError

from ingest.errors import INVALID, PaperError
from ingest.record import Record

EditKind = Literal["replace", "add", "remove", "confirm"]

EDITABLE = ("document", "tasks", "samples")
CONFIRMING = re.compile(r"/evidence/(?P<pointer>[^/]+)/status")
HUMAN_RULE = "human"

_record = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `replace`, `add` (before an item; `-` is the end of a list), `remove`, or `confirm` as it stands."""

    op: EditKind
    path: str
    value: Any = None

    @classmethod
    def from_patch(cls, operations: Iterable[Mapping[str, Any]]) -> "tuple[Edit, ...]":
        """Return the edits of a JSON Patch (RFC 6902: replace, add, remove); `PaperError(INVALID)` for anything else.

        Setting `/evidence/~1tasks~10~1title/status` to "confirmed" is the patch's way to say `confirm /tasks/0/title`.
        """
        edits = []
        for operation in operations:
            op, path = operation.get("op"), operation.get("path")
            if op not in get_args(EditKind) or not isinstance(path, str):
                raise _invalid(str(path), "phép sửa không hợp lệ", "this operation is not known")
            confirming = CONFIRMING.fullmatch(path)
            if confirming and op == "replace" and operation.get("value") == "confirmed":
                edits.append(cls("confirm", _unescaped(confirming["pointer"])))
            elif op in {"replace", "add"} and "value" not in operation:
                raise _invalid(path, "thiếu giá trị", "the value is missing")
            else:
                edits.append(cls(op, path, operation.get("value")))  # type: ignore[arg-type]  # looked up above
        return tuple(edits)


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did: the pointer it ended at, the value before and after; None where there was or is none."""

    op: EditKind
    pointer: str
    before: Any
    after: Any


def record_from_json(values: Mapping[str, Any]) -> Record:
    """Return the record that `Record.to_json` wrote; pydantic's ValidationError when the values do not fit."""
    return _record.validate_python(values)


def correct(record: Record, edits: Sequence[Edit]) -> tuple[Record, tuple[Change, ...]]:
    """Return the record with `edits` made one after the other, and what each changed.

    A pointer that leads nowhere, or a value that does not fit there, raises `PaperError(INVALID)`; nothing is changed.
    """
    values = copy.deepcopy(record.to_json())
    changes = tuple(_make(values, edit) for edit in edits)
    try:
        corrected = record_from_json(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/" + "/".join(str(step) for step in first["loc"])
        raise _invalid(where, "giá trị không đúng kiểu", f"the value does not fit here ({first['msg']})") from error
    return corrected, changes


def _make(values: dict[str, Any], edit: Edit) -> Change:
    if edit.op == "confirm":
        held = _at(values, edit.path)
        values["evidence"][edit.path] = {**_proof(values["evidence"], edit.path), "status": "confirmed"}
        return Change("confirm", edit.path, held, held)
    parent, key = _parent(values, edit.path)
    pointer = edit.path
    if isinstance(parent, list):
        index = len(parent) if key == "-" and edit.op == "add" else _index(key, pointer)
        pointer = f"{pointer.rpartition('/')[0]}/{index}"
        before = _edit_list(values, parent, index, edit, pointer)
    else:
        if key not in parent:
            raise _invalid(pointer, "không có mục này trong bản ghi", "the record has no such entry")
        before = parent[key]
        parent[key] = None if edit.op == "remove" else edit.value
    if edit.op != "remove" or not isinstance(parent, list):
        _drop_below(values, pointer)
        corrected = {**_proof(values["evidence"], pointer), "confidence": 1.0, "status": "corrected"}
        values["evidence"][pointer] = corrected
    return Change(edit.op, pointer, before, None if edit.op == "remove" else edit.value)


def _edit_list(values: dict[str, Any], items: list[Any], index: int, edit: Edit, pointer: str) -> Any:
    last = len(items) if edit.op == "add" else len(items) - 1
    if not 0 <= index <= last:
        raise _invalid(pointer, "không có mục này trong bản ghi", "the record has no such entry")
    if edit.op == "replace":
        before, items[index] = items[index], edit.value
        return before
    if edit.op == "add":
        items.insert(index, edit.value)
        _shift(values, pointer, index, by=1)
        return None
    _drop_below(values, pointer, itself=True)
    _shift(values, pointer, index + 1, by=-1)
    return items.pop(index)


def _proof(evidence: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the proof of a value, or that of someone's own knowledge for a value that was not on paper."""
    own = {"confidence": 1.0, "status": "corrected", "rule": HUMAN_RULE, "raw": "", "text": "", "places": []}
    return dict(evidence.get(pointer, own))


def _shift(values: dict[str, Any], pointer: str, first: int, *, by: int) -> None:
    """Move evidence and flags of list items from index `first` on by `by` places."""
    head = pointer.rpartition("/")[0] + "/"

    def moved(key: str) -> str:
        if not key.startswith(head):
            return key
        index, slash, rest = key.removeprefix(head).partition("/")
        return f"{head}{int(index) + by}{slash}{rest}" if index.isdigit() and int(index) >= first else key

    values["evidence"] = _renamed(values["evidence"], moved)
    values["flags"] = [{**flag, "pointer": moved(flag["pointer"])} for flag in values["flags"]]


def _renamed(evidence: Mapping[str, Any], moved: Any) -> dict[str, Any]:
    return {moved(key): proof for key, proof in evidence.items()}


def _drop_below(values: dict[str, Any], pointer: str, *, itself: bool = False) -> None:
    """Drop evidence and flags that speak of the parts of a value that is no longer there."""

    def is_kept(key: str) -> bool:
        return not key.startswith(pointer + "/") and not (itself and key == pointer)

    evidence = values["evidence"]
    for key in [key for key in evidence if not is_kept(key)]:
        del evidence[key]
    values["flags"] = [flag for flag in values["flags"] if is_kept(flag["pointer"]) and flag["pointer"] != pointer]


def _parent(values: dict[str, Any], path: str) -> tuple[Any, str]:
    head, slash, key = path.rpartition("/")
    if not slash or not head or path.split("/")[1] not in EDITABLE:
        if path.strip("/") in {"tasks", "samples"}:
            return values, path.strip("/")
        raise _invalid(
            path, "chỉ sửa được document, tasks và samples", "only document, tasks and samples can be changed"
        )
    parent = _at(values, head)
    if not isinstance(parent, dict | list):
        raise _invalid(path, "không có mục này trong bản ghi", "the record has no such entry")
    return parent, _unescaped(key)


def _at(values: Any, path: str) -> Any:
    held = values
    for step in path.split("/")[1:]:
        key = _unescaped(step)
        if isinstance(held, dict) and key in held:
            held = held[key]
        elif isinstance(held, list) and key.isdigit() and int(key) < len(held):
            held = held[int(key)]
        else:
            raise _invalid(path, "không có mục này trong bản ghi", "the record has no such entry")
    return held


def _index(key: str, pointer: str) -> int:
    if not key.isdigit():
        raise _invalid(pointer, "không có mục này trong bản ghi", "the record has no such entry")
    return int(key)


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _invalid(pointer: str, message_vi: str, message_en: str) -> PaperError:
    return PaperError(INVALID, document=pointer, message_vi=message_vi + ".", message_en=message_en + ".")
