"""The records: what the machine read, what people made of it, and who changed what when."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ingest.corrections import Change, Edit, EditKind, correct, record_from_json
from ingest.errors import CONFLICT, NOT_FOUND, PaperError
from ingest.record import Record, Review, ReviewState
from ingest.store.audit import note
from ingest.store.database import Database
from ingest.store.documents import describe
from ingest.store.tables import corrections, documents, records


@dataclass(frozen=True, slots=True)
class Correction:
    """One change by a person: the value the machine (or the person before) gave, and the value given now."""

    id: int
    document_id: str
    version: int
    action: EditKind
    pointer: str
    machine_value: Any
    human_value: Any
    account_id: str
    made_at: dt.datetime


class Records:
    """The records in the store. A version counts the saved changes and must be named to change a record."""

    def __init__(self, database: Database, recheck: Callable[[Record, str], Record]) -> None:
        """Use `recheck` to judge a record with its text anew after it was changed."""
        self._database = database
        self._recheck = recheck

    def get(self, document_id: str) -> Record:
        """Return the record with all corrections in it; `PaperError(NOT_FOUND)` before the paper has been read."""
        return record_from_json(self._row(document_id).current)

    def machine(self, document_id: str) -> Record:
        """Return the record as the machine read it."""
        return record_from_json(self._row(document_id).machine)

    def text(self, document_id: str) -> str:
        """Return the restored text of a paper."""
        return str(self._row(document_id).text)

    def profile(self, document_id: str) -> str:
        """Return the version of page reading that a paper's pages were kept under when its record was made."""
        return str(self._row(document_id).profile)

    def corrections(self, document_id: str) -> tuple[Correction, ...]:
        """Return what people changed, oldest first."""
        query = select(corrections).where(corrections.c.document_id == document_id).order_by(corrections.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(Correction(**{name: getattr(row, name) for name in Correction.__slots__}) for row in rows)

    def correct(self, document_id: str, edits: Sequence[Edit], *, version: int, account_id: str) -> Record:
        """Make `edits` to version `version` of a record and return it as it stands now.

        Raises `PaperError`: CONFLICT when someone saved in between or the paper is not open for review, INVALID when an
        edit does not fit; then nothing is changed.
        """
        with self._database.write() as connection:
            record = self._open(connection, document_id, version)
            if record.review.state != "needs_review":
                raise _closed(record.source.name)
            edited, changes = correct(record, edits)
            corrected = self._recheck(edited, str(self._find(connection, document_id).text))
            corrected = replace(corrected, review=Review(record.review.state, version + 1))
            self._save(connection, corrected)
            _append(connection, document_id, version + 1, changes, account_id)
        return corrected

    def decide(
        self, document_id: str, state: ReviewState, *, version: int, account_id: str, reason: str = ""
    ) -> Record:
        """Approve, reject or reopen version `version` of a record; CONFLICT when someone saved in between."""
        with self._database.write() as connection:
            record = self._open(connection, document_id, version)
            decided = replace(record, review=Review(state, version + 1))
            self._save(connection, decided)
            connection.execute(update(documents).where(documents.c.id == document_id).values(state=state))
            note(
                connection, f"record.{state}", account_id=account_id, document_id=document_id, detail={"reason": reason}
            )
        return decided

    def keep(self, record: Record, text: str, *, profile: str, held_by: str) -> bool:
        """Keep what the machine read and open it for review; False when the paper is no longer `held_by`'s to read.

        A record that was there before gives way; its corrections stay in the list.
        """
        now = dt.datetime.now(dt.UTC)
        with self._database.write() as connection:
            query = select(documents.c.held_by).where(documents.c.id == record.id).with_for_update()
            holder = connection.execute(query).scalar()
            if holder != held_by:
                return False
            before = connection.execute(select(records.c.version).where(records.c.document_id == record.id)).scalar()
            fresh = replace(record, review=Review("needs_review", (before or 0) + 1))
            values: dict[str, Any] = {
                "machine": fresh.to_json(),
                "current": fresh.to_json(),
                "text": text,
                "version": fresh.review.version,
                "profile": profile,
                "updated_at": now,
            }
            if before is None:
                connection.execute(insert(records).values(document_id=record.id, **values))
            else:
                connection.execute(update(records).where(records.c.document_id == record.id).values(**values))
            connection.execute(
                update(documents)
                .where(documents.c.id == record.id)
                .values(state="needs_review", held_by=None, kills=0, updated_at=now)
            )
            describe(connection, record.id, values["current"]["document"], record.source.name)
        return True

    def _row(self, document_id: str) -> Row[Any]:
        with self._database.read() as connection:
            return self._find(connection, document_id)

    def _find(self, connection: Connection, document_id: str, *, for_update: bool = False) -> Row[Any]:
        query = select(records).where(records.c.document_id == document_id)
        row = connection.execute(query.with_for_update() if for_update else query).first()
        if row is None:
            raise PaperError(
                NOT_FOUND,
                document=document_id,
                message_vi="văn bản này chưa có bản ghi; hãy đợi đọc xong rồi mở lại.",
                message_en="this paper has no record yet; wait until it has been read.",
            )
        return row

    def _open(self, connection: Connection, document_id: str, version: int) -> Record:
        row = self._find(connection, document_id, for_update=True)
        if row.version != version:
            raise PaperError(
                CONFLICT,
                document=document_id,
                message_vi=f"bản ghi đã được người khác sửa (nay là lần lưu {row.version}); hãy tải lại rồi sửa tiếp.",
                message_en=f"someone changed the record (now version {row.version}); load it again and redo yours.",
            )
        return record_from_json(row.current)

    def _save(self, connection: Connection, record: Record) -> None:
        now = dt.datetime.now(dt.UTC)
        current = record.to_json()
        connection.execute(
            update(records)
            .where(records.c.document_id == record.id)
            .values(current=current, version=record.review.version, updated_at=now)
        )
        connection.execute(update(documents).where(documents.c.id == record.id).values(updated_at=now))
        describe(connection, record.id, current["document"], record.source.name)


def _append(connection: Connection, document_id: str, version: int, changes: Sequence[Change], account_id: str) -> None:
    for change in changes:
        connection.execute(
            insert(corrections).values(
                document_id=document_id,
                version=version,
                action=change.op,
                pointer=change.pointer,
                machine_value=change.before,
                human_value=change.after,
                account_id=account_id,
                made_at=dt.datetime.now(dt.UTC),
            )
        )


def _closed(name: str) -> PaperError:
    return PaperError(
        CONFLICT,
        document=name,
        message_vi="văn bản đã được duyệt hoặc từ chối; hãy mở lại trước khi sửa.",
        message_en="the paper has been approved or rejected; reopen it before changing it.",
    )
