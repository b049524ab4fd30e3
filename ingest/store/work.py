"""What is to be read and who reads it: the truth about the queue, whatever the job engine believes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from ingest.store.database import Database
from ingest.store.documents import Failure
from ingest.store.tables import documents, pages


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of reading one paper."""

    document_id: str
    run: int


class Work:
    """The queue of papers. Every change names the run or the worker it is for, so a late worker changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, limit: int) -> tuple[Turn, ...]:
        """Return turns that were asked for and not yet handed to the job engine, oldest paper first."""
        query = (
            select(documents.c.id, documents.c.run)
            .where(documents.c.state == "queued", documents.c.enqueued_run < documents.c.run)
            .order_by(documents.c.created_at, documents.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(Turn(row.id, row.run) for row in connection.execute(query))

    def hand_on(self, turn: Turn) -> None:
        """Note that a turn was handed to the job engine."""
        self._change(turn, enqueued_run=turn.run)

    def hold(self, turn: Turn, executor_id: str) -> bool:
        """Make a paper `executor_id`'s to read; False when this run is over, replaced or another worker's."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(documents)
                .where(
                    documents.c.id == turn.document_id,
                    documents.c.run == turn.run,
                    documents.c.state.in_(("queued", "reading")),
                    documents.c.held_by.is_(None) | (documents.c.held_by == executor_id),
                )
                .values(
                    state="reading",
                    held_by=executor_id,
                    attempts=documents.c.attempts + 1,
                    updated_at=dt.datetime.now(dt.UTC),
                )
            )
            return changed.rowcount == 1

    def release(self, executor_id: str) -> None:
        """Give back all papers that a worker holds because it stops in an orderly way: no mark against the papers."""
        with self._database.write() as connection:
            connection.execute(
                update(documents)
                .where(documents.c.held_by == executor_id, documents.c.state == "reading")
                .values(held_by=None, updated_at=dt.datetime.now(dt.UTC))
            )

    def orphans(self, alive: Sequence[str], limit: int = 100) -> tuple[tuple[Turn, str | None], ...]:
        """Return papers in reading that no living worker holds, each with the worker that held it (None: released)."""
        query = (
            select(documents.c.id, documents.c.run, documents.c.held_by)
            .where(
                documents.c.state == "reading",
                documents.c.held_by.is_(None) | documents.c.held_by.not_in(alive),
            )
            .order_by(documents.c.created_at)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple((Turn(row.id, row.run), row.held_by) for row in connection.execute(query))

    def take_back(self, turn: Turn, held_by: str | None) -> int | None:
        """Take a paper from a dead worker; return how many it has seen die, None when another reaper was faster."""
        now = dt.datetime.now(dt.UTC)
        died = 0 if held_by is None else 1
        with self._database.write() as connection:
            kills = connection.execute(
                update(documents)
                .where(
                    documents.c.id == turn.document_id,
                    documents.c.run == turn.run,
                    documents.c.state == "reading",
                    documents.c.held_by.is_(None) if held_by is None else documents.c.held_by == held_by,
                )
                .values(state="queued", held_by=None, kills=documents.c.kills + died, updated_at=now)
                .returning(documents.c.kills)
            ).scalar()
            if kills is not None:
                connection.execute(
                    update(pages)
                    .where(pages.c.document_id == turn.document_id, pages.c.state == "reading")
                    .values(state="waiting", updated_at=now)
                )
        return kills

    def start_over(self, turn: Turn) -> None:
        """Ask for a new run of a paper in the queue, because the job engine has lost the old one."""
        self._change(turn, run=turn.run + 1)

    def fail(self, turn: Turn, failure: Failure) -> None:
        """End a run: the paper cannot be read, and why."""
        self._change(
            turn,
            state="failed",
            held_by=None,
            error_code=failure.code,
            error_vi=failure.message_vi,
            error_en=failure.message_en,
        )

    def _change(self, turn: Turn, **values: object) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(documents)
                .where(
                    documents.c.id == turn.document_id,
                    documents.c.run == turn.run,
                    documents.c.state.in_(("queued", "reading")),
                )
                .values(updated_at=dt.datetime.now(dt.UTC), **values)
            )
