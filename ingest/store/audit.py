"""Who did what to which paper when; lines are added and never changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from ingest.store.database import Database
from ingest.store.tables import audit


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the book: "document.add" by account 3f… on paper 8c… at that moment."""

    id: int
    at: dt.datetime
    account_id: str | None
    action: str
    document_id: str | None
    detail: Mapping[str, Any]


class Audit:
    """The book of what was done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        action: str,
        *,
        account_id: str | None = None,
        document_id: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line; `action` is a noun and a verb, "record.approved"."""
        with self._database.write() as connection:
            note(connection, action, account_id=account_id, document_id=document_id, detail=detail)

    def list(self, *, document_id: str | None = None, after: int = 0, limit: int = 100) -> tuple[AuditLine, ...]:
        """Return lines in the order they were added, those after line `after`."""
        query = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(limit)
        if document_id is not None:
            query = query.where(audit.c.document_id == document_id)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(AuditLine(**{name: getattr(row, name) for name in AuditLine.__slots__}) for row in rows)


def note(
    connection: Connection,
    action: str,
    *,
    account_id: str | None = None,
    document_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add a line within a transaction that is already open, so that deed and line stand or fall together."""
    connection.execute(
        insert(audit).values(
            at=dt.datetime.now(dt.UTC),
            account_id=account_id,
            action=action,
            document_id=document_id,
            detail=dict(detail or {}),
        )
    )
