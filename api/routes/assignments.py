"""Assignments, one row per task and criterion, of one paper or of many: what scoring systems import."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access import AnyCaller
from api.formats import MEDIA_TYPES, sheet
from api.formats.assignments import Assignment, assignments
from api.language import language_of
from api.problems import responses
from api.routes.contents import attachment, stem
from api.services import Running
from ingest.store import Store
from ingest.store.documents import LIST_LIMIT

router = APIRouter(prefix="/v1", tags=["assignments"])


class SheetFormat(StrEnum):
    """How assignments can be had."""

    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    XLSX = "xlsx"


class RecordState(StrEnum):
    """The states in which a paper has a record."""

    NEEDS_REVIEW = "needs_review"
    APPROVED = "approved"
    REJECTED = "rejected"


@router.get("/documents/{document_id}/assignments", responses=responses(401, 404, 422))
def get_assignments_of_paper(
    document_id: str, request: Request, services: Running, _caller: AnyCaller, format: SheetFormat = SheetFormat.JSON
) -> list[Assignment]:
    """Return the assignments of one paper as JSON, NDJSON, CSV or XLSX."""
    record = services.store.records.get(document_id)
    return _answer(request, list(assignments(record)), format, name=stem(record.source.name))


@router.get("/assignments", responses=responses(401, 422))
def get_assignments(
    request: Request,
    services: Running,
    _caller: AnyCaller,
    state: RecordState = RecordState.APPROVED,
    kind: str | None = None,
    issuer: str | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    format: SheetFormat = SheetFormat.JSON,
) -> list[Assignment]:
    """Return the assignments of all papers of a state, approved unless told otherwise, newest paper first."""
    rows = list(_rows(services.store, state, kind, issuer, year))
    return _answer(request, rows, format, name="assignments")


def _rows(
    store: Store, state: RecordState, kind: str | None, issuer: str | None, year: int | None
) -> Iterator[Assignment]:
    after: str | None = None
    while True:
        found = store.documents.list(
            states=(state.value,), kind=kind, issuer=issuer, year=year, after=after, limit=LIST_LIMIT
        )
        for document in found.documents:
            yield from assignments(store.records.get(document.id))
        after = found.next
        if after is None:
            return


def _answer(request: Request, rows: list[Assignment], format: SheetFormat, *, name: str) -> list[Assignment]:
    if format is SheetFormat.JSON:
        return rows
    return Response(  # type: ignore[return-value]  # a file instead of the model
        sheet(rows, format=format.value, language=language_of(request)),
        media_type=MEDIA_TYPES[format.value],
        headers={"Content-Disposition": attachment(f"{name}.{format.value}")},
    )
