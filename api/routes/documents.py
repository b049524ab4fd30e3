"""Papers: hand them in, list them, look at one."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from api.access import AnyCaller, Caller, Uploader
from api.problems import MEDIA_TYPE, Problem, RefusedError, paper_problem, responses
from api.services import Running, Services
from api.views import (
    DocumentListView,
    DocumentView,
    DocumentWithPages,
    UploadResult,
    UploadResults,
    document_view,
    document_with_pages,
)
from ingest.errors import TOO_LARGE, PaperError
from ingest.intake import accept
from ingest.store.documents import LIST_LIMIT, DocumentState

MOST_NAME_LETTERS = 200  # names are only shown; longer ones come from programs and break lists

router = APIRouter(prefix="/v1/documents", tags=["documents"])


@router.post("", status_code=202, responses=responses(401, 403, 411, 413, 415, 422, 503))
async def hand_in(
    request: Request,
    response: Response,
    services: Running,
    caller: Uploader,
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> UploadResults:
    """Hand in one or more papers; each gets its own result, and a paper that is known already is said to be.

    202 when at least one was accepted or known; `Location` when it is exactly one. When all are refused the answer is
    the problem of the first with all results beside it.
    """
    if not files:
        raise RefusedError("no_files", 422)
    results = [await _take_in(request, upload, services, caller) for upload in files]
    taken = [result.document for result in results if result.document]
    if len(taken) == 1:
        response.headers["Location"] = taken[0].links["self"]
    if not taken:
        return _all_refused(results)  # type: ignore[return-value]  # a response of its own, not the model
    return UploadResults(results=results)


@router.get("", responses=responses(401, 422))
def list_documents(
    services: Running,
    _caller: AnyCaller,
    response: Response,
    state: Annotated[list[DocumentState] | None, Query()] = None,
    kind: str | None = None,
    issuer: str | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    text: Annotated[str | None, Query(max_length=200)] = None,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=LIST_LIMIT)] = 50,
) -> DocumentListView:
    """List papers, newest first; `text` is found with or without its marks in name, number, symbol, issuer, subject."""
    found = services.store.documents.list(
        states=tuple(state or ()), kind=kind, issuer=issuer, year=year, text=text, after=after, limit=limit
    )
    return DocumentListView(
        documents=[document_view(document) for document in found.documents],
        next=found.next,
        counts=services.store.documents.counts(),
    )


@router.get("/{document_id}", responses=responses(401, 404))
def get_document(document_id: str, services: Running, _caller: AnyCaller) -> DocumentWithPages:
    """Return one paper with its pages."""
    document = services.store.documents.get(document_id)
    return document_with_pages(document, services.store.pages.list(document_id))


@router.post("/{document_id}/reread", status_code=202, responses=responses(401, 403, 404, 412))
def reread(document_id: str, services: Running, caller: Uploader) -> DocumentView:
    """Read a paper again from its bytes; an approved one has to be reopened first."""
    document = services.store.documents.reread(document_id)
    services.store.audit.add("document.reread", account_id=caller.account.id, document_id=document_id)
    return document_view(document)


async def _take_in(request: Request, upload: UploadFile, services: Services, caller: Caller) -> UploadResult:
    name = _shown_name(upload.filename)
    try:
        # A file over the limit is never brought into memory whole; the upload itself lies in a temporary file.
        if upload.size is not None and upload.size > services.settings.max_bytes:
            raise _too_large(name, services.settings.max_bytes)
        data = await upload.read()
        document, is_new = await run_in_threadpool(
            accept,
            data,
            name,
            store=services.store,
            settings=services.settings,
            sandbox=services.intake,
            account_id=caller.account.id,
        )
    except PaperError as error:
        return UploadResult(name=name, status="refused", problem=paper_problem(request, error))
    status = "accepted" if is_new else "known"
    return UploadResult(name=name, status=status, document=document_view(document))


def _all_refused(results: list[UploadResult]) -> Response:
    problem = results[0].problem
    assert isinstance(problem, Problem)  # every result without a document has one
    content = {
        **problem.model_dump(exclude_defaults=True),
        "results": [result.model_dump(exclude_defaults=True) for result in results],
    }
    return JSONResponse(content, problem.status, media_type=MEDIA_TYPE)


def _shown_name(name: str | None) -> str:
    """Return the last part of a file's name, as it is shown; it is never used as a path."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable[-MOST_NAME_LETTERS:] or "van-ban"


def _too_large(name: str, most_bytes: int) -> PaperError:
    megabytes = most_bytes // (1024 * 1024)
    return PaperError(
        TOO_LARGE,
        document=name,
        message_vi=f"tệp lớn hơn {megabytes} MB; hãy quét với độ phân giải 300 dpi hoặc tách thành nhiều tệp.",
        message_en=f"the file is over {megabytes} MB; scan it at 300 dpi or split it.",
    )
