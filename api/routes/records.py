"""Records: read them, correct them, approve or reject them. A version is named with every change."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Response
from pydantic import BaseModel, Field

from api.access import AnyCaller, Approver, Reviewer
from api.problems import RefusedError, responses
from api.services import Running, Services
from api.views import CorrectionView, correction_view
from ingest.corrections import Edit
from ingest.record import Record, ReviewState

MOST_OPERATIONS = 500  # a paper of a hundred tasks confirmed in one go; more is no person's work
MOST_REASON_LETTERS = 2000

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["records"])
IfMatch = Annotated[str | None, Header()]


class Operation(BaseModel):
    """One operation of a JSON Patch (RFC 6902): replace, add or remove.

    Replacing `/evidence/~1tasks~10~1title/status` by "confirmed" confirms a value as it stands.
    """

    op: str
    path: str
    value: Any = None


class Decision(BaseModel):
    """Why a paper is rejected or reopened."""

    reason: str = Field(default="", max_length=MOST_REASON_LETTERS)


@router.get("/record", responses=responses(401, 404))
def get_record(
    document_id: str,
    services: Running,
    _caller: AnyCaller,
    response: Response,
    if_none_match: Annotated[str | None, Header()] = None,
) -> dict[str, Any]:
    """Return the record, corrections in it; its ETag is its version, its schema `/v1/schemas/record.json`."""
    record = services.store.records.get(document_id)
    if if_none_match == _etag(record):
        return Response(status_code=304, headers={"ETag": _etag(record)})  # type: ignore[return-value]
    return _answer(record, response)


@router.get("/machine-record", responses=responses(401, 404))
def get_machine_record(document_id: str, services: Running, _caller: AnyCaller) -> dict[str, Any]:
    """Return the record as the machine read it, before any correction."""
    return services.store.records.machine(document_id).to_json()


@router.get("/corrections", responses=responses(401, 404))
def get_corrections(document_id: str, services: Running, _caller: AnyCaller) -> list[CorrectionView]:
    """Return what people changed, oldest first."""
    services.store.documents.get(document_id)
    names = {account.id: account.display_name for account in services.store.accounts.list()}
    return [correction_view(correction, names) for correction in services.store.records.corrections(document_id)]


@router.patch("/record", responses=responses(401, 403, 404, 412, 422, 428))
def patch_record(
    document_id: str,
    services: Running,
    caller: Reviewer,
    response: Response,
    operations: Annotated[list[Operation], Body(max_length=MOST_OPERATIONS)],
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Correct a record with a JSON Patch; the machine's values stay in the list of corrections."""
    edits = Edit.from_patch(operation.model_dump(exclude_unset=True) for operation in operations)
    version = _version(if_match)
    record = services.store.records.correct(document_id, edits, version=version, account_id=caller.account.id)
    return _answer(record, response)


@router.post("/approve", responses=responses(401, 403, 404, 412, 428))
def approve(
    document_id: str, services: Running, caller: Approver, response: Response, if_match: IfMatch = None
) -> dict[str, Any]:
    """Approve a record: it is right as it stands."""
    return _answer(_decide(services, document_id, "approved", if_match, caller.account.id, ""), response)


@router.post("/reject", responses=responses(401, 403, 404, 412, 428))
def reject(
    document_id: str,
    services: Running,
    caller: Approver,
    response: Response,
    decision: Decision | None = None,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Reject a paper, saying why."""
    reason = decision.reason if decision else ""
    return _answer(_decide(services, document_id, "rejected", if_match, caller.account.id, reason), response)


@router.post("/reopen", responses=responses(401, 403, 404, 412, 428))
def reopen(
    document_id: str,
    services: Running,
    caller: Approver,
    response: Response,
    decision: Decision | None = None,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Open an approved or rejected paper for review again."""
    reason = decision.reason if decision else ""
    return _answer(_decide(services, document_id, "needs_review", if_match, caller.account.id, reason), response)


def _decide(
    services: Services, document_id: str, state: ReviewState, if_match: str | None, account_id: str, reason: str
) -> Record:
    version = _version(if_match)
    return services.store.records.decide(document_id, state, version=version, account_id=account_id, reason=reason)


def _answer(record: Record, response: Response) -> dict[str, Any]:
    response.headers["ETag"] = _etag(record)
    return record.to_json()


def _etag(record: Record) -> str:
    return f'"{record.review.version}"'


def _version(if_match: str | None) -> int:
    """Return the version that a caller means to change: `"3"` is 3."""
    written = (if_match or "").strip().removeprefix("W/").strip('"')
    if not written.isdigit():
        raise RefusedError("version_missing", 428)
    return int(written)
