"""What is to be read and who reads it: the truth about the queue, whatever the job engine believes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Update, select, update

from ingest.store.database import Database
from ingest.store.documents import Failure
from ingest.store.tables import documents, pages

UNDER_WAY = ("queued", "reading")

OUR_FAULT = Failure(
    "internal_error",
    "chương trình đọc gặp lỗi với văn bản này; hãy báo cho người quản trị, tệp gốc vẫn được giữ.",
    "the reading program failed on this paper; tell the administrator, the original is kept.",
)

QUARANTINE = Failure(
    "worker_killed",
    "văn bản này đã nhiều lần làm dừng chương trình đọc nên được cách ly; hãy quét lại bằng tệp khác rồi gửi lại.",
    "this paper has taken the reading program down several times and was quarantined; scan it anew and hand that in.",
)


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
        return self._queued(documents.c.enqueued_run < documents.c.run, limit)

    def hand_on(self, turn: Turn, executor_id: str) -> bool:
        """Begin to hand a turn to the job engine; False when another worker does so or has done so."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(documents)
                .where(
                    *_is(turn),
                    documents.c.state == "queued",
                    documents.c.enqueued_run < turn.run,
                    documents.c.held_by.is_(None),
                )
                .values(held_by=executor_id)
            )
            return changed.rowcount == 1

    def handed_on(self, turn: Turn, executor_id: str) -> None:
        """Note that a turn is the job engine's now."""
        with self._database.write() as connection:
            connection.execute(
                update(documents)
                .where(*_is(turn), documents.c.state == "queued", documents.c.held_by == executor_id)
                .values(enqueued_run=turn.run, held_by=None)
            )

    def handed(self, limit: int) -> tuple[Turn, ...]:
        """Return turns that are the job engine's and not begun yet, oldest paper first."""
        return self._queued(documents.c.enqueued_run == documents.c.run, limit)

    def _queued(self, which: ColumnElement[bool], limit: int) -> tuple[Turn, ...]:
        query = (
            select(documents.c.id, documents.c.run)
            .where(documents.c.state == "queued", which, documents.c.held_by.is_(None))
            .order_by(documents.c.created_at, documents.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(Turn(row.id, row.run) for row in connection.execute(query))

    def start_over(self, turn: Turn) -> None:
        """Ask for a new run of a queued paper, because the job of the old one is over, lost or a dead worker's."""
        with self._database.write() as connection:
            connection.execute(update(documents).where(*_is(turn), documents.c.state == "queued").values(**_new_run()))

    def hold(self, turn: Turn, executor_id: str) -> bool:
        """Make a paper `executor_id`'s to read; False when this run is over, replaced or another worker's.

        The worker that still notes that it handed the turn on may be overtaken: the job is under way already.
        """
        with self._database.write() as connection:
            changed = connection.execute(
                update(documents)
                .where(*_is(turn), documents.c.state == "queued")
                .values(
                    state="reading",
                    held_by=executor_id,
                    enqueued_run=turn.run,
                    attempts=documents.c.attempts + 1,
                    updated_at=_now(),
                )
            )
            return changed.rowcount == 1

    def release(self, executor_id: str, turn: Turn | None = None) -> None:
        """Give back what a worker holds, one turn or all because it stops in an orderly way: no mark against papers."""
        one = () if turn is None else _is(turn)
        with self._database.write() as connection:
            connection.execute(
                update(documents)
                .where(*one, documents.c.held_by == executor_id, documents.c.state.in_(UNDER_WAY))
                .values(**_new_run())
            )

    def held(self) -> tuple[tuple[Turn, str], ...]:
        """Return the papers that workers hold, each with its worker, oldest paper first."""
        query = (
            select(documents.c.id, documents.c.run, documents.c.held_by)
            .where(documents.c.state.in_(UNDER_WAY), documents.c.held_by.is_not(None))
            .order_by(documents.c.created_at)
        )
        with self._database.read() as connection:
            return tuple((Turn(row.id, row.run), row.held_by) for row in connection.execute(query))

    def take_back(self, turn: Turn, held_by: str, *, most: int) -> int | None:
        """Take a paper from a dead worker; return how many it has seen die, None when another reaper was faster.

        It is queued as a new run: should the worker only have been stalled, it ends its own run's job and no other.
        A paper that has seen `most` workers die is quarantined.
        """
        with self._database.write() as connection:
            row = connection.execute(
                select(documents.c.state, documents.c.kills).where(*_is(turn), documents.c.held_by == held_by)
            ).first()
            if row is None or row.state not in UNDER_WAY:
                return None
            kills: int = row.kills + (row.state == "reading")  # who died while handing a paper on never opened it
            changed = connection.execute(
                update(documents)
                .where(*_is(turn), documents.c.held_by == held_by, documents.c.state == row.state)
                .values(**_new_run(), kills=kills)
            )
            if changed.rowcount != 1:
                return None
            connection.execute(_unfinished(turn))
        if kills >= most:
            self.fail(Turn(turn.document_id, turn.run + 1), QUARANTINE)
        return kills

    def set_back(self, turn: Turn, executor_id: str, *, most: int) -> None:
        """Ask for a new run after an error of our own; after `most` of them the paper has failed."""
        with self._database.write() as connection:
            kills = connection.execute(
                update(documents)
                .where(*_is(turn), documents.c.held_by == executor_id)
                .values(**_new_run(), kills=documents.c.kills + 1)
                .returning(documents.c.kills)
            ).scalar()
            connection.execute(_unfinished(turn))
        if kills is not None and kills >= most:
            self.fail(Turn(turn.document_id, turn.run + 1), OUR_FAULT)

    def fail(self, turn: Turn, failure: Failure) -> None:
        """End a run: the paper cannot be read, and why."""
        with self._database.write() as connection:
            connection.execute(
                update(documents)
                .where(*_is(turn), documents.c.state.in_(UNDER_WAY))
                .values(
                    state="failed",
                    held_by=None,
                    error_code=failure.code,
                    error_vi=failure.message_vi,
                    error_en=failure.message_en,
                    updated_at=_now(),
                )
            )


def _is(turn: Turn) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return documents.c.id == turn.document_id, documents.c.run == turn.run


def _new_run() -> dict[str, Any]:
    """Return the values of a paper that is to be read in another run, and that nobody holds."""
    return {"state": "queued", "run": documents.c.run + 1, "held_by": None, "updated_at": _now()}


def _unfinished(turn: Turn) -> Update:
    """Return the statement that sets the pages under way back to waiting."""
    return (
        update(pages)
        .where(pages.c.document_id == turn.document_id, pages.c.state == "reading")
        .values(state="waiting", updated_at=_now())
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
