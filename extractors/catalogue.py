"""A province's set of criteria: codes, titles, maximum scores, from when to when, and by which decision.

Imported from a table that office staff keep (CSV or XLSX, head in Vietnamese or English); papers are checked and
completed against the rows valid in their year.
"""

import csv
import datetime as dt
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.folding import fold
from extractors.numbers import number_of
from extractors.values import Criterion

_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
_HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "ma", "ma tieu chi", "tieu chi so", "stt", "tt", "so tieu chi"),
    "title": (
        "title",
        "ten",
        "ten tieu chi",
        "tieu chi",
        "noi dung",
        "tieu chi, tieu chi thanh phan",
        "tieu chi thanh phan",
    ),
    "max_score": ("max_score", "maximum score", "diem toi da", "diem", "thang diem", "diem chuan"),
    "valid_from": ("valid_from", "valid from", "tu nam", "tu ngay", "hieu luc tu", "ap dung tu"),
    "valid_to": ("valid_to", "valid to", "den nam", "den ngay", "hieu luc den", "ap dung den", "het hieu luc"),
    "decision": ("decision", "quyet dinh", "van ban", "can cu", "so quyet dinh"),
}
_HEAD_ROWS = 15  # a title block may stand above the head of the table


class CatalogueError(ValueError):
    """A table is no set of criteria; the message names the file, the row and what to do."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One criterion of a set: "1.3.2", its title, at most 2.0 points, valid in these days by this decision."""

    code: str
    title: str
    max_score: float | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    decision: str | None = None

    def is_valid_in(self, year: int | None) -> bool:
        """Whether the criterion holds on some day of `year`; without a year it does."""
        if year is None:
            return True
        starts = self.valid_from is None or self.valid_from.year <= year
        return starts and (self.valid_to is None or self.valid_to.year >= year)


class Catalogue:
    """The criteria of one set, looked up by code and year; of several versions the latest valid one counts."""

    def __init__(self, entries: Iterable[CatalogueEntry]) -> None:
        by_code: dict[str, list[CatalogueEntry]] = {}
        for entry in entries:
            by_code.setdefault(entry.code, []).append(entry)
        for versions in by_code.values():
            versions.sort(key=lambda entry: entry.valid_from or dt.date.min)
        self._by_code = by_code
        self._codes = sorted(by_code)

    def __len__(self) -> int:
        return sum(map(len, self._by_code.values()))

    def find(self, code: str, year: int | None = None) -> CatalogueEntry | None:
        """Return the criterion with `code` that is valid in `year`, None when the set has none."""
        versions = [entry for entry in self._by_code.get(code, ()) if entry.is_valid_in(year)]
        return versions[-1] if versions else None

    def valid_in(self, year: int | None = None) -> tuple[CatalogueEntry, ...]:
        """Return the criteria that are valid in `year`, in the order of their codes."""
        found = (self.find(code, year) for code in self._codes)
        return tuple(entry for entry in found if entry is not None)

    def children(self, code: str, year: int | None = None) -> tuple[CatalogueEntry, ...]:
        """Return the criteria one level below `code`: below "1.3" are "1.3.1" and "1.3.2"."""
        first = bisect_right(self._codes, f"{code}.")
        found = []
        for candidate in self._codes[first:]:
            if not candidate.startswith(f"{code}."):
                break
            entry = self.find(candidate, year)
            if entry and candidate.count(".") == code.count(".") + 1:
                found.append(entry)
        return tuple(found)

    def completed(self, criterion: Criterion, year: int | None = None) -> Criterion:
        """Return `criterion` with its title from the set when the paper prints none."""
        entry = self.find(criterion.code, year)
        return replace(criterion, title=entry.title) if entry and not criterion.title else criterion


def read_catalogue(path: Path) -> Catalogue:
    """Return the set of criteria in a CSV or XLSX file; CatalogueError names the row that cannot be read."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return parse_catalogue(_sheet_rows(path), name=path.name)
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.splitlines()[0].count) if text.strip() else ","
    return parse_catalogue(list(csv.reader(io.StringIO(text), delimiter=delimiter)), name=path.name)


def parse_catalogue(rows: Sequence[Sequence[str]], *, name: str) -> Catalogue:
    """Return the criteria of a table whose head names at least a code and a title column."""
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        columns = _columns(row)
        if "code" in columns and "title" in columns:
            entries = [
                _entry(line, columns, name=name, row=number)
                for number, line in enumerate(rows[index + 1 :], start=index + 2)
                if _CODE.fullmatch(_cell(line, columns, "code"))
            ]
            if not entries:
                raise CatalogueError(f"{name}: no row has a criterion code such as 1.3.2 in its code column")
            return Catalogue(entries)
    raise CatalogueError(f"{name}: no row names the columns; the head needs at least “Mã” and “Tên tiêu chí”")


def _sheet_rows(path: Path) -> list[list[str]]:
    import openpyxl  # a quarter of a second that no other command should pay

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        return [[_printed(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _printed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _columns(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, head in enumerate(row):
        words = " ".join(fold(head).split()).strip(" :.*")
        for field, names in _HEADS.items():
            if words in names and field not in columns:
                columns[field] = index
                break
    return columns


def _cell(row: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    index = columns.get(field)
    return " ".join(row[index].split()) if index is not None and index < len(row) else ""


def _entry(line: Sequence[str], columns: Mapping[str, int], *, name: str, row: int) -> CatalogueEntry:
    score = _cell(line, columns, "max_score")
    title = _cell(line, columns, "title")
    if not title:
        raise CatalogueError(f"{name}, row {row}: the criterion has a code and no title")
    return CatalogueEntry(
        _cell(line, columns, "code").rstrip("."),
        title,
        number_of(score) if score else None,
        _day(_cell(line, columns, "valid_from"), is_end=False, name=name, row=row),
        _day(_cell(line, columns, "valid_to"), is_end=True, name=name, row=row),
        _cell(line, columns, "decision") or None,
    )


def _day(printed: str, *, is_end: bool, name: str, row: int) -> dt.date | None:
    """Return "2024" as its first or last day, "15/12/2022" and "2022-12-15" as that day."""
    if not printed:
        return None
    try:
        if re.fullmatch(r"\d{4}", printed):
            return dt.date(int(printed), 12, 31) if is_end else dt.date(int(printed), 1, 1)
        if slashed := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", printed):
            return dt.date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
        return dt.date.fromisoformat(printed)
    except ValueError:
        raise CatalogueError(
            f"{name}, row {row}: “{printed}” is no year and no day; write 2024 or 15/12/2022"
        ) from None
