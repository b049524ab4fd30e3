"""Records as files: JSON for programs, CSV and XLSX for desks, NDJSON for pipes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from api.formats.assignments import Assignment, assignments
from api.formats.sheet import csv_bytes, xlsx_bytes
from api.texts import Language
from ingest.record import Record

MEDIA_TYPES = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(record: Record, *, format: str, language: Language = "vi") -> bytes:
    """Return the record as "json", as one line of "ndjson", or its assignments as "csv" or "xlsx"."""
    if format == "json":
        return (json.dumps(record.to_json(), ensure_ascii=False, indent=2) + "\n").encode()
    if format == "ndjson":
        return _line(record.to_json())
    return sheet(tuple(assignments(record)), format=format, language=language)


def sheet(rows: Sequence[Assignment], *, format: str, language: Language = "vi") -> bytes:
    """Return assignments as "ndjson", "csv" or "xlsx"."""
    if format == "ndjson":
        return b"".join(_line(asdict(row)) for row in rows)
    return csv_bytes(rows) if format == "csv" else xlsx_bytes(rows, language=language)


def _line(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
