"""Leases tell living workers from dead ones."""

import datetime as dt
import subprocess
import sys

from sqlalchemy import select, update

from ingest.store import Store
from ingest.store.tables import leases


def test_lease_is_alive_until_three_beats_are_missed(store: Store) -> None:
    opened = dt.datetime.now(dt.UTC)
    executor = store.leases.open(now=opened)
    beat = dt.timedelta(seconds=store.leases.heartbeat_seconds)
    assert executor in store.leases.alive(now=opened + 2.9 * beat)
    assert executor not in store.leases.alive(now=opened + 3.1 * beat)
    store.leases.beat(executor, now=opened + 3 * beat)
    assert executor in store.leases.alive(now=opened + 5 * beat)


def test_lease_given_back_is_not_alive(store: Store) -> None:
    executor = store.leases.open()
    store.leases.close(executor)
    assert executor not in store.leases.alive()


def test_lease_ids_are_never_the_same(store: Store) -> None:
    assert len({store.leases.open() for _ in range(20)}) == 20


def test_lease_of_a_process_that_is_gone_is_dead_at_once(sqlite_store: Store) -> None:
    executor = sqlite_store.leases.open()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with sqlite_store.database.write() as connection:
        connection.execute(update(leases).values(process_id=gone.pid))
    assert executor not in sqlite_store.leases.alive()


def test_lease_of_a_number_used_again_is_dead(sqlite_store: Store) -> None:
    executor = sqlite_store.leases.open()
    with sqlite_store.database.write() as connection:
        connection.execute(update(leases).values(process_born="1"))
    assert executor not in sqlite_store.leases.alive()


def test_lease_of_another_machine_is_judged_by_its_beat_alone(sqlite_store: Store) -> None:
    executor = sqlite_store.leases.open()
    with sqlite_store.database.write() as connection:
        connection.execute(update(leases).values(host="another machine", process_id=1, process_born="1"))
    assert executor in sqlite_store.leases.alive()


def test_lease_is_swept_after_a_day_and_taken_again_by_its_next_beat(sqlite_store: Store) -> None:
    opened = dt.datetime.now(dt.UTC)
    executor = sqlite_store.leases.open(now=opened - dt.timedelta(hours=25))
    sqlite_store.leases.sweep(now=opened)
    with sqlite_store.database.read() as connection:
        assert connection.execute(select(leases)).all() == []
    sqlite_store.leases.beat(executor)
    assert executor in sqlite_store.leases.alive()
