"""Progress as server-sent events: one paper's, or that of all papers being read."""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from api.access import AnyCaller
from api.problems import responses
from api.services import Running
from api.views import document_view
from ingest.store import Store
from ingest.store.documents import LIST_LIMIT, DocumentState, StoredDocument

POLL_S = 0.5  # a page takes seconds; half a second looks live and costs one query
KEEP_ALIVE_S = 15.0  # proxies cut connections that say nothing for a minute
UNDER_WAY: tuple[DocumentState, ...] = ("queued", "reading")

router = APIRouter(prefix="/v1", tags=["events"])


@router.get("/documents/{document_id}/events", response_class=StreamingResponse, responses=responses(401, 404))
async def document_events(
    document_id: str, request: Request, services: Running, _caller: AnyCaller
) -> StreamingResponse:
    """Send a paper whenever a page of it is done; the stream ends when it is read or has failed."""
    await run_in_threadpool(services.store.documents.get, document_id)
    documents = services.store.documents
    return _stream(_changes(request, lambda: (documents.get(document_id),), has_end=True))


@router.get("/events", response_class=StreamingResponse, responses=responses(401))
async def events(request: Request, services: Running, _caller: AnyCaller) -> StreamingResponse:
    """Send every paper that is being read whenever a page of it is done, and once more when it is finished."""
    return _stream(_changes(request, _under_way(services.store), has_end=False))


def _under_way(store: Store) -> Callable[[], tuple[StoredDocument, ...]]:
    """Return a look at the papers being read, and at those that just left: they are looked at one last time."""
    before: set[str] = set()

    def look() -> tuple[StoredDocument, ...]:
        documents = store.documents.list(states=UNDER_WAY, limit=LIST_LIMIT).documents
        now = {document.id for document in documents}
        finished = tuple(store.documents.get(document_id) for document_id in before - now)
        before.clear()
        before.update(now)
        return documents + finished

    return look


async def _changes(
    request: Request, look: Callable[[], tuple[StoredDocument, ...]], *, has_end: bool
) -> AsyncIterator[str]:
    sent: dict[str, object] = {}
    quiet_s = 0.0
    stopping: asyncio.Event = request.app.state.stopping
    yield ": open\n\n"
    while not stopping.is_set() and not await request.is_disconnected():
        documents = await run_in_threadpool(look)
        for document in documents:
            moment = (document.state, document.pages_done, document.updated_at)
            if sent.get(document.id) != moment:
                sent[document.id] = moment
                quiet_s = 0.0
                yield f"event: document\ndata: {document_view(document).model_dump_json()}\n\n"
        if has_end and all(document.state not in UNDER_WAY for document in documents):
            yield "event: end\ndata: {}\n\n"
            return
        quiet_s += POLL_S
        if quiet_s >= KEEP_ALIVE_S:
            quiet_s = 0.0
            yield ": still here\n\n"
        await _pause(stopping)


async def _pause(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), POLL_S)
    except TimeoutError:
        return


def _stream(changes: AsyncIterator[str]) -> StreamingResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(changes, media_type="text/event-stream", headers=headers)
