"""The pages of papers: how far each is, and what was read from it, kept so that no page is read twice."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, select, update

from ingest.errors import NOT_FOUND, PaperError
from ingest.reading import PageReading
from ingest.store.database import Database
from ingest.store.files import Files
from ingest.store.tables import documents, page_readings, pages

PageState = Literal["waiting", "reading", "done", "failed"]

_reading = TypeAdapter(PageReading)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page of a paper; the last fields are empty until it is read. `image` is the digest of its picture."""

    document_id: str
    number: int
    state: PageState
    attempts: int
    text_from: str | None
    reason: str | None
    grade: float | None
    notes: tuple[str, ...]
    width: int | None
    height: int | None
    image: str | None
    updated_at: dt.datetime


class Pages:
    """The pages in the store."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def list(self, document_id: str) -> tuple[StoredPage, ...]:
        """Return the pages of a paper in order."""
        query = select(pages).where(pages.c.document_id == document_id).order_by(pages.c.number)
        with self._database.read() as connection:
            return tuple(_page(row) for row in connection.execute(query))

    def image(self, document_id: str, number: int) -> bytes:
        """Return the picture (PNG or JPEG) that the boxes of a page refer to; `PaperError(NOT_FOUND)` without one."""
        query = select(pages.c.image).where(pages.c.document_id == document_id, pages.c.number == number)
        with self._database.read() as connection:
            digest = connection.execute(query).scalar()
        if digest is None:
            raise PaperError(
                NOT_FOUND,
                document=f"{document_id}, {number}",
                message_vi="trang này chưa có ảnh; hãy đợi văn bản được đọc xong.",
                message_en="this page has no picture yet; wait until the paper is read.",
            )
        return self._files.get(digest)

    def reading(self, sha256: str, number: int, profile: str) -> PageReading | None:
        """Return what was read from a page under `profile` (the version of the reading program), None when not yet."""
        query = select(page_readings.c.reading).where(
            page_readings.c.sha256 == sha256, page_readings.c.number == number, page_readings.c.profile == profile
        )
        with self._database.read() as connection:
            written = connection.execute(query).scalar()
        return None if written is None else _reading.validate_json(written)

    def begin(self, document_id: str, number: int, *, held_by: str) -> bool:
        """Note that `held_by` begins to read a page; False when the paper is not (or no longer) its to read."""
        with self._database.write() as connection:
            if not _is_held(connection, document_id, held_by):
                return False
            connection.execute(
                update(pages)
                .where(pages.c.document_id == document_id, pages.c.number == number)
                .values(state="reading", attempts=pages.c.attempts + 1, updated_at=dt.datetime.now(dt.UTC))
            )
        return True

    def finish(
        self, document_id: str, sha256: str, reading: PageReading, image: bytes | None, *, profile: str, held_by: str
    ) -> bool:
        """Keep what was read from a page; False, and nothing kept, when the paper is no longer `held_by`'s to read.

        A page that was kept before under the same profile stays as it was.
        """
        digest = self._files.put(image) if image else None
        page = reading.page
        now = dt.datetime.now(dt.UTC)
        key = {"sha256": sha256, "number": page.number, "profile": profile}
        with self._database.write() as connection:
            if not _is_held(connection, document_id, held_by):
                return False
            there = connection.execute(select(page_readings.c.number).filter_by(**key)).first()
            if there is None:
                connection.execute(
                    insert(page_readings).values(
                        **key, reading=_reading.dump_json(reading).decode(), image=digest, created_at=now
                    )
                )
            self._show(connection, document_id, reading, digest, now)
        return True

    def adopt(self, document_id: str, reading: PageReading, sha256: str, profile: str) -> None:
        """Show a page as done whose reading was kept before."""
        query = select(page_readings.c.image).where(
            page_readings.c.sha256 == sha256,
            page_readings.c.number == reading.page.number,
            page_readings.c.profile == profile,
        )
        with self._database.write() as connection:
            digest = connection.execute(query).scalar()
            self._show(connection, document_id, reading, digest, dt.datetime.now(dt.UTC))

    def _show(
        self, connection: Any, document_id: str, reading: PageReading, digest: str | None, now: dt.datetime
    ) -> None:
        page = reading.page
        connection.execute(
            update(pages)
            .where(pages.c.document_id == document_id, pages.c.number == page.number)
            .values(
                state="failed" if reading.is_failed else "done",
                text_from=reading.text_from,
                reason=reading.reason_vi,
                grade=page.grade,
                notes=list(page.notes),
                width=page.width,
                height=page.height,
                image=digest,
                updated_at=now,
            )
        )
        connection.execute(update(documents).where(documents.c.id == document_id).values(updated_at=now))


def _is_held(connection: Any, document_id: str, held_by: str) -> bool:
    query = select(documents.c.held_by).where(documents.c.id == document_id).with_for_update()
    holder = connection.execute(query).scalar()
    return bool(holder == held_by)


def _page(row: Row[Any]) -> StoredPage:
    values = {name: getattr(row, name) for name in StoredPage.__slots__}
    return StoredPage(**{**values, "notes": tuple(values["notes"])})
