"""What the HTTP interface answers with: documents as callers see them."""

import datetime as dt
from typing import Any

from pydantic import BaseModel

from api.problems import Problem
from ingest.store.documents import DocumentState, StoredDocument
from ingest.store.pages import PageState, StoredPage
from ingest.store.records import Correction


class FailureView(BaseModel):
    """Why a paper could not be read."""

    code: str
    vi: str
    en: str


class PageView(BaseModel):
    """One page: how far it is, why its text was taken from there, and its picture's size in the pixels of boxes."""

    number: int
    state: PageState
    text_from: str | None
    reason: str | None
    grade: float | None
    width: int | None
    height: int | None
    image: str | None


class DocumentView(BaseModel):
    """A paper: what it is and how far it is; `pages_done` of `page_count` pages have been read."""

    id: str
    name: str
    media_type: str
    size_bytes: int
    sha256: str
    state: DocumentState
    page_count: int
    pages_done: int
    failure: FailureView | None
    kind: str | None
    number: str | None
    symbol: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    links: dict[str, str]


class DocumentWithPages(DocumentView):
    """A paper with its pages."""

    pages: list[PageView]


class DocumentListView(BaseModel):
    """Papers, newest first; `next` is the cursor to pass as `after`, null at the end; `counts` is of all papers."""

    documents: list[DocumentView]
    next: str | None
    counts: dict[DocumentState, int]


class UploadResult(BaseModel):
    """What became of one file: accepted, known (the same bytes were handed in before) or refused."""

    name: str
    status: str
    document: DocumentView | None = None
    problem: Problem | None = None


class UploadResults(BaseModel):
    """What became of each file of an upload, in the order sent."""

    results: list[UploadResult]


class CorrectionView(BaseModel):
    """One change by a person: the value before, the value now, who and when."""

    id: int
    version: int
    action: str
    pointer: str
    machine_value: Any
    human_value: Any
    by: str
    made_at: dt.datetime


def document_view(document: StoredDocument) -> DocumentView:
    """Return a stored paper as callers see it."""
    return DocumentView(**_shown(document))


def document_with_pages(document: StoredDocument, pages: tuple[StoredPage, ...]) -> DocumentWithPages:
    """Return a stored paper and its pages as callers see them."""
    return DocumentWithPages(**_shown(document), pages=[_page_view(document.id, page) for page in pages])


def correction_view(correction: Correction, names: dict[str, str]) -> CorrectionView:
    """Return a correction with its author's name."""
    return CorrectionView(
        id=correction.id,
        version=correction.version,
        action=correction.action,
        pointer=correction.pointer,
        machine_value=correction.machine_value,
        human_value=correction.human_value,
        by=names.get(correction.account_id, correction.account_id),
        made_at=correction.made_at,
    )


def _shown(document: StoredDocument) -> dict[str, Any]:
    failure = document.failure
    here = f"/v1/documents/{document.id}"
    return {
        **{name: getattr(document, name) for name in DocumentView.model_fields if name not in {"failure", "links"}},
        "failure": failure and FailureView(code=failure.code, vi=failure.message_vi, en=failure.message_en),
        "links": {
            "self": here,
            "original": f"{here}/original",
            "record": f"{here}/record",
            "text": f"{here}/text",
            "searchable": f"{here}/searchable",
            "assignments": f"{here}/assignments",
            "events": f"{here}/events",
        },
    }


def _page_view(document_id: str, page: StoredPage) -> PageView:
    image = f"/v1/documents/{document_id}/pages/{page.number}/image" if page.image else None
    values = {name: getattr(page, name) for name in PageView.model_fields if name != "image"}
    return PageView(image=image, **values)
