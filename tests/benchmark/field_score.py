"""How much of a record was read right, field by field.

Items of gold and record are matched one to one: path, codes, dates, roles and numbers must be equal, a text counts as
equal from 92 % similarity on, after case, spacing and dash style are evened out.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

FIELDS = ("header", "legal_bases", "recipients", "tasks", "criteria", "deadlines", "units", "targets", "samples")
MISSION_FIELDS = ("criteria", "deadlines", "units", "samples")
MIN_SIMILARITY_PERCENT = 92  # what the definition of the gold asks for

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a record says: parts that must be equal, and a text that may differ a little."""

    field: str
    exact: tuple[Any, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items the gold has, how many were read, how many of these are right."""

    gold: int = 0
    read: int = 0
    right: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.gold + other.gold, self.read + other.read, self.right + other.right)

    @property
    def precision(self) -> float:
        """Share of the items read that are right; 1 when none was read."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold's items that were read; 1 when the gold has none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when there is nothing to read and nothing was read."""
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 1.0


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Counts per field, and what was missed and wrongly added."""

    counts: dict[str, Count]
    missed: tuple[Item, ...]
    added: tuple[Item, ...]

    @property
    def mission(self) -> Count:
        """Criteria, deadlines, units and samples together."""
        return sum((self.counts[field] for field in MISSION_FIELDS), Count())


def score_record(gold: Json, read: Json, *, without: frozenset[str] = frozenset()) -> FieldScore:
    """Return the score of a record; header keys named in `without` are left out on both sides."""
    wanted, left = list(_items(gold, without)), list(_items(read, without))
    counts = {field: Count(_number(wanted, field), _number(left, field)) for field in FIELDS}
    missed: list[Item] = []
    for item in wanted:
        match = _best(item, left)
        if match is None:
            missed.append(item)
            continue
        left.remove(match)
        counts[item.field] += Count(right=1)
    return FieldScore(counts, tuple(missed), tuple(left))


def _best(item: Item, candidates: list[Item]) -> Item | None:
    same = [other for other in candidates if other.field == item.field and other.exact == item.exact]
    if not same:
        return None
    best = max(same, key=lambda other: _similarity(item.text, other.text))
    return best if _similarity(item.text, best.text) >= MIN_SIMILARITY_PERCENT else None


def _similarity(one: str, other: str) -> float:
    return 100.0 if one == other else fuzz.ratio(one, other)


def _number(items: list[Item], field: str) -> int:
    return sum(item.field == field for item in items)


def _items(record: Json, without: frozenset[str]) -> Iterator[Item]:
    document = record.get("document") or {}
    yield from _header(document, without)
    for basis in document.get("legal_bases") or []:
        yield Item("legal_bases", (basis.get("kind"), _bare(basis.get("ref")), basis.get("date")))
    for recipient in document.get("recipients") or []:
        yield Item("recipients", (), _even(recipient))
    for task in record.get("tasks") or []:
        yield from _task(task)
    for sample in record.get("samples") or []:
        yield Item("samples", (sample.get("path"), "total", sample.get("total"), sample.get("unit")))
        yield from _groups(sample.get("path"), sample.get("groups"))


def _header(document: Json, without: frozenset[str]) -> Iterator[Item]:
    for key in ("kind", "number", "symbol", "issued_on"):
        if document.get(key) and key not in without:
            yield Item("header", (key, _bare(document[key])))
    for key in ("place", "issuer", "subject"):
        if document.get(key) and key not in without:
            yield Item("header", (key,), _even(document[key]))
    for key in ("role", "name"):
        if (document.get("signer") or {}).get(key):
            yield Item("header", ("signer", key), _even(document["signer"][key]))


def _task(task: Json) -> Iterator[Item]:
    path = task.get("path")
    yield Item("tasks", (path,), _even(task.get("title")))
    for criterion in task.get("criteria") or []:
        yield Item("criteria", (path, criterion.get("code")), _even(criterion.get("title")))
    for due in task.get("deadlines") or []:
        yield Item("deadlines", (path, due.get("kind"), due.get("start"), due.get("end"), due.get("every")))
    for unit in task.get("units") or []:
        yield Item("units", (path, unit.get("role")), _even(unit.get("name")))
    for target in task.get("targets") or []:
        yield Item("targets", (path, target.get("op"), target.get("value"), _even(target.get("unit"))))


def _groups(path: str | None, groups: list[Json] | None) -> Iterator[Item]:
    for group in groups or []:
        factors = tuple(sorted(factor.get("value") for factor in group.get("factors") or []))
        per = (group.get("per") or {}).get("value")
        yield Item("samples", (path, group.get("count"), factors, per), _even(group.get("name")))
        yield from _groups(path, group.get("groups"))


def _even(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).casefold()
    text = re.sub(r"\s*([-/&])\s*", r"\1", re.sub(r"[–—−]", "-", text))
    return " ".join(re.sub(r"[\"“”'’.,;:*]+", " ", text).split())


def _bare(ref: object) -> str:
    text = "".join(str(ref or "").split()).upper().replace("Đ", "D")
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
