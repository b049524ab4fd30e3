"""The papers that were handed in: what they are, how far their reading is, who holds them."""

import base64
import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update
from sqlalchemy.sql import Select

from ingest.errors import CONFLICT, INVALID, NOT_FOUND, PaperError
from ingest.source import Source
from ingest.store.database import Database, insert_new
from ingest.store.files import Files
from ingest.store.tables import documents, page_readings, pages

DocumentState = Literal["queued", "reading", "needs_review", "approved", "rejected", "failed"]

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a paper could not be read: a stable code and the words for it."""

    code: str
    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One paper as the store knows it; the last fields are empty until it is read."""

    id: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    page_count: int
    pages_done: int
    state: DocumentState
    attempts: int
    kills: int
    run: int
    held_by: str | None
    failure: Failure | None
    uploaded_by: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    kind: str | None
    number: str | None
    symbol: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Papers, newest first, and the cursor to go on from; None at the end."""

    documents: tuple[StoredDocument, ...]
    next: str | None


class Documents:
    """The papers in the store."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def add(
        self, source: Source, data: bytes, *, account_id: str | None = None, now: dt.datetime | None = None
    ) -> tuple[StoredDocument, bool]:
        """Keep a paper and queue it for reading; return it and whether it is new: the same bytes are the same paper.

        Bytes and row are on disk when this returns.
        """
        moment = now or dt.datetime.now(dt.UTC)
        self._files.put(data)
        with self._database.write() as connection:
            is_new = insert_new(
                connection,
                documents,
                {
                    "id": source.id,
                    "sha256": source.sha256,
                    "name": source.name,
                    "media_type": source.media_type,
                    "size_bytes": len(data),
                    "page_count": source.page_count,
                    "state": "queued",
                    "attempts": 0,
                    "kills": 0,
                    "run": 1,
                    "enqueued_run": 0,
                    "uploaded_by": account_id,
                    "created_at": moment,
                    "updated_at": moment,
                    "folded": folded(source.name),
                },
            )
            if is_new:
                connection.execute(
                    insert(pages),
                    [
                        {
                            "document_id": source.id,
                            "number": number,
                            "state": "waiting",
                            "attempts": 0,
                            "notes": [],
                            "updated_at": moment,
                        }
                        for number in range(1, source.page_count + 1)
                    ],
                )
        return self.get(source.id), is_new

    def get(self, document_id: str) -> StoredDocument:
        """Return a paper; `PaperError(NOT_FOUND)` when there is none of this id."""
        with self._database.read() as connection:
            row = connection.execute(_chosen().where(documents.c.id == document_id)).first()
        if row is None:
            raise not_found(document_id)
        return _document(row)

    def list(
        self,
        *,
        states: Sequence[DocumentState] = (),
        kind: str | None = None,
        issuer: str | None = None,
        year: int | None = None,
        text: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> DocumentList:
        """Return papers newest first; `text` is looked for in name, number, symbol, issuer and subject, marks or not.

        `after` is the cursor of the list before. A cursor that is none raises `PaperError(INVALID)`.
        """
        query = _chosen().order_by(documents.c.created_at.desc(), documents.c.id.desc())
        if states:
            query = query.where(documents.c.state.in_(states))
        if kind:
            query = query.where(documents.c.kind == kind)
        if issuer:
            query = query.where(documents.c.issuer == issuer)
        if year:
            query = query.where(documents.c.issued_on.startswith(f"{year:04}", autoescape=True))
        for word in folded(text or "").split():
            query = query.where(documents.c.folded.contains(word, autoescape=True))
        if after:
            query = query.where(tuple_(documents.c.created_at, documents.c.id) < _from_cursor(after))
        size = max(1, min(limit, LIST_LIMIT))
        with self._database.read() as connection:
            rows = connection.execute(query.limit(size + 1)).all()
        found = tuple(_document(row) for row in rows[:size])
        return DocumentList(found, _cursor(found[-1]) if len(rows) > size else None)

    def counts(self) -> dict[DocumentState, int]:
        """Return how many papers are in each state; states without papers are left out."""
        with self._database.read() as connection:
            rows = connection.execute(select(documents.c.state, func.count()).group_by(documents.c.state)).all()
        return {row[0]: row[1] for row in rows}

    def original(self, document_id: str) -> bytes:
        """Return the bytes as they were handed in."""
        return self._files.get(self.get(document_id).sha256)

    def reread(self, document_id: str) -> StoredDocument:
        """Queue a paper to be read again, every page anew; approved papers have to be reopened first (CONFLICT)."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(documents)
                .where(documents.c.id == document_id, documents.c.state.in_(("needs_review", "failed", "rejected")))
                .values(
                    state="queued",
                    run=documents.c.run + 1,
                    kills=0,
                    held_by=None,
                    error_code=None,
                    error_vi=None,
                    error_en=None,
                    updated_at=dt.datetime.now(dt.UTC),
                )
                .returning(documents.c.sha256)
            ).scalar()
            if changed:
                connection.execute(delete(page_readings).where(page_readings.c.sha256 == changed))
                connection.execute(
                    update(pages).where(pages.c.document_id == document_id).values(state="waiting", attempts=0)
                )
        document = self.get(document_id)
        if not changed:
            raise PaperError(
                CONFLICT,
                document=document.name,
                message_vi="văn bản đang được đọc hoặc đã duyệt; hãy đợi đọc xong hoặc mở lại trước khi đọc lại.",
                message_en="the paper is being read or is approved; wait, or reopen it before reading it again.",
            )
        return document


def not_found(document_id: str) -> PaperError:
    """Return the error for an id that no paper has."""
    return PaperError(
        NOT_FOUND,
        document=document_id,
        message_vi="không có văn bản nào mang mã này; hãy xem lại danh sách văn bản.",
        message_en="there is no paper with this id; look at the list of papers.",
    )


def folded(text: str) -> str:
    """Return `text` as search compares it: "Kế hoạch số 5/KH-UBND" is "ke hoach so 5/kh-ubnd"."""
    spread = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).replace("đ", "d")


def describe(connection: Connection, document_id: str, values: dict[str, Any], name: str) -> None:
    """Copy what lists show from a record's `document` part onto the paper's row."""
    shown = {key: values.get(key) for key in ("kind", "number", "symbol", "issued_on", "issuer", "subject")}
    words = folded(" ".join([name, *(str(value) for value in shown.values() if value)]))
    mark = f"{shown['number'] or ''}/{shown['symbol'] or ''}"
    connection.execute(
        update(documents).where(documents.c.id == document_id).values(**shown, folded=f"{words} {folded(mark)}")
    )


def _chosen() -> Select[Any]:
    done = (
        select(func.count())
        .select_from(pages)
        .where(pages.c.document_id == documents.c.id, pages.c.state.in_(("done", "failed")))
        .correlate(documents)
        .scalar_subquery()
    )
    return select(documents, done.label("pages_done"))


def _document(row: Row[Any]) -> StoredDocument:
    failure = Failure(row.error_code, row.error_vi, row.error_en) if row.error_code else None
    names: Iterable[str] = (name for name in StoredDocument.__slots__ if name != "failure")
    return StoredDocument(failure=failure, **{name: getattr(row, name) for name in names})


def _cursor(document: StoredDocument) -> str:
    return base64.urlsafe_b64encode(f"{document.created_at.isoformat()} {document.id}".encode()).decode()


def _from_cursor(cursor: str) -> tuple[dt.datetime, str]:
    try:
        moment, document_id = base64.urlsafe_b64decode(cursor.encode("ascii")).decode().rsplit(" ", 1)
        return dt.datetime.fromisoformat(moment), document_id
    except ValueError:
        raise PaperError(
            INVALID,
            document="after",
            message_vi="con trỏ trang không hợp lệ; hãy bắt đầu lại từ đầu danh sách.",
            message_en="the page cursor is not valid; start again at the top of the list.",
        ) from None
