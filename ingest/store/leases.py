"""Which workers are alive: each holds a lease row and beats it; one that misses three beats is dead.

A worker on this very machine whose process is gone is dead at once, so that a restart after a crash goes on at once.
"""

import datetime as dt
import os
import secrets
import socket
from functools import lru_cache
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from ingest.store.database import Database
from ingest.store.tables import leases

MISSED_BEATS = 3
SWEPT_AFTER = dt.timedelta(days=1)


class Leases:
    """The leases in the store."""

    def __init__(self, database: Database, *, heartbeat_seconds: int) -> None:
        self._database = database
        self.heartbeat_seconds = heartbeat_seconds

    def open(self, *, now: dt.datetime | None = None) -> str:
        """Take a lease for this process and return its executor id, never used before or again."""
        executor_id = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.beat(executor_id, now=now)
        return executor_id

    def beat(self, executor_id: str, *, now: dt.datetime | None = None) -> None:
        """Say that a worker of this process is alive, even when its lease was swept away meanwhile."""
        moment = now or dt.datetime.now(dt.UTC)
        with self._database.write() as connection:
            beaten = connection.execute(
                update(leases).where(leases.c.executor_id == executor_id).values(beat_at=moment)
            )
            if beaten.rowcount == 1:
                return
            connection.execute(
                insert(leases).values(
                    executor_id=executor_id,
                    host=_machine(),
                    process_id=os.getpid(),
                    process_born=_born(os.getpid()) or "",
                    started_at=moment,
                    beat_at=moment,
                )
            )

    def sweep(self, *, now: dt.datetime | None = None) -> None:
        """Take away leases that have not been beaten for a day."""
        oldest = (now or dt.datetime.now(dt.UTC)) - SWEPT_AFTER
        with self._database.write() as connection:
            connection.execute(delete(leases).where(leases.c.beat_at < oldest))

    def close(self, executor_id: str) -> None:
        """Give a lease back, or take away that of a dead worker."""
        with self._database.write() as connection:
            connection.execute(delete(leases).where(leases.c.executor_id == executor_id))

    def alive(self, *, now: dt.datetime | None = None) -> frozenset[str]:
        """Return the executor ids of the workers that live."""
        oldest = (now or dt.datetime.now(dt.UTC)) - dt.timedelta(seconds=MISSED_BEATS * self.heartbeat_seconds)
        with self._database.read() as connection:
            rows = connection.execute(select(leases)).all()
        return frozenset(
            row.executor_id
            for row in rows
            if row.beat_at > oldest and not (row.host == _machine() and _born(row.process_id) != row.process_born)
        )


@lru_cache(maxsize=1)
def _machine() -> str:
    """Return what tells this machine's process numbers from any other's: its boot and its process namespace."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return f"{socket.gethostname()} {secrets.token_hex(8)}"


def _born(process_id: int) -> str | None:
    """Return when a process of this machine began, in clock ticks since boot; None when it is gone."""
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    after_name = status.rpartition(")")[2].split()
    return None if after_name[0] == "Z" else after_name[19]
