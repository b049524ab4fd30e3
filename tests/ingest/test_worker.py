"""Workers that are killed, stopped, stalled and poisoned: no paper is lost, none is read twice, each has one record."""

import hashlib
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dbos import DBOSClient

from ingest.jobs import workflow_id
from ingest.settings import Settings
from ingest.source import Source
from ingest.store import Store
from ingest.store.documents import StoredDocument
from ingest.store.work import Turn
from ingest.worker import job_engine_address
from tests.ingest.papers import scanned_pdf
from tests.ingest.worker_process import REAL, Workers, kill

PATIENCE_S = 60
LOOK_AGAIN_S = 0.02
PAGES = 10

pytestmark = pytest.mark.xdist_group("workers")


@pytest.fixture
def workers(any_settings: Settings, tmp_path: Path) -> Iterator[Workers]:
    started = Workers(any_settings, tmp_path / "gate")
    yield started
    started.end()


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(LOOK_AGAIN_S)


def added(store: Store, content: bytes = b"%PDF-1.7", pages: int = PAGES) -> StoredDocument:
    source = Source(hashlib.sha256(content).hexdigest(), "application/pdf", "quét.pdf", pages)
    return store.documents.add(source, content)[0]


def is_read(store: Store, document: StoredDocument) -> Callable[[], bool]:
    return lambda: store.documents.get(document.id).state == "needs_review"


def done(store: Store, document: StoredDocument) -> set[int]:
    return {page.number for page in store.pages.list(document.id) if page.state == "done"}


def numbers_at_line_ends(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"(\d+)$", text, re.MULTILINE)]


@pytest.mark.parametrize("pages_before", [0, 5, 9])
def test_paper_of_a_killed_worker_is_finished_by_the_next(store: Store, workers: Workers, pages_before: int) -> None:
    document = added(store)
    workers.hold_pages_after(pages_before)
    first = workers.start()
    wait_for(lambda: len(done(store, document)) == pages_before, f"{pages_before} pages")
    wait_for(lambda: any(page.state == "reading" for page in store.pages.list(document.id)), "a page under way")
    kill(first)
    before = done(store, document)
    workers.let_all_pages_go()
    workers.start()
    wait_for(is_read(store, document), "the record")
    for page in store.pages.list(document.id):
        assert page.attempts <= (1 if page.number in before else 2)
        assert store.pages.image(document.id, page.number) == f"picture {page.number}".encode()
    record = store.records.get(document.id)
    assert record.review.version == 1
    assert [page.number for page in record.source.pages] == list(range(1, PAGES + 1))
    assert numbers_at_line_ends(store.records.text(document.id)) == list(range(1, PAGES + 1))


@pytest.mark.ocr
def test_real_scan_survives_a_kill_in_its_middle(store: Store, workers: Workers) -> None:
    document = added(store, scanned_pdf(PAGES))
    first = workers.start(tasks=REAL)
    wait_for(lambda: len(done(store, document)) >= 4, "four pages")
    kill(first)
    before = done(store, document)
    assert len(before) < PAGES
    workers.start(tasks=REAL)
    wait_for(is_read(store, document), "the record")
    pages = store.pages.list(document.id)
    assert all(page.attempts == 1 for page in pages if page.number in before)
    assert store.records.get(document.id).review.version == 1
    first_lines = [line for line in store.records.text(document.id).splitlines() if line.startswith("Danh sách hộ")]
    assert numbers_at_line_ends("\n".join(first_lines)) == list(range(1, PAGES + 1))


def test_paper_that_kills_its_workers_is_quarantined(store: Store, workers: Workers) -> None:
    poison = added(store)
    for attempt in (1, 2, 3):
        process = workers.start(is_deadly=True)
        process.join(PATIENCE_S)
        assert process.exitcode == -signal.SIGKILL
        assert store.documents.get(poison.id).attempts == attempt
    workers.start()
    wait_for(lambda: store.documents.get(poison.id).state == "failed", "quarantine")
    failure = store.documents.get(poison.id).failure
    assert failure is not None
    assert failure.code == "worker_killed"
    harmless = added(store, b"%PDF harmless", pages=2)
    wait_for(is_read(store, harmless), "the record of another paper")


def test_two_workers_share_the_papers_and_read_each_once(store: Store, workers: Workers) -> None:
    documents = [added(store, f"%PDF {number}".encode(), pages=3) for number in range(8)]
    workers.start()
    workers.start()
    for document in documents:
        wait_for(is_read(store, document), document.id)
    for document in documents:
        read = store.documents.get(document.id)
        assert (read.attempts, read.run) == (1, 1)
        assert all(page.attempts == 1 for page in store.pages.list(document.id))


@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_work_of_a_stalled_worker_is_taken_over_and_its_late_writes_are_refused(store: Store, workers: Workers) -> None:
    # Not on SQLite: a process that is stopped while it writes holds the lock of the whole file until it goes on.
    document = added(store)
    workers.hold_pages_after(3)
    stalled = workers.start()
    wait_for(lambda: len(done(store, document)) == 3, "three pages")
    assert stalled.pid is not None
    os.kill(stalled.pid, signal.SIGSTOP)
    holder = store.documents.get(document.id).held_by
    workers.start()
    wait_for(lambda: store.documents.get(document.id).held_by not in (holder, None), "another holder")
    os.kill(stalled.pid, signal.SIGCONT)
    workers.let_all_pages_go()
    wait_for(is_read(store, document), "the record")
    assert store.records.get(document.id).review.version == 1
    assert all(page.attempts <= 2 for page in store.pages.list(document.id))


def test_paper_whose_job_the_engine_lost_is_read_all_the_same(store: Store, workers: Workers) -> None:
    document = added(store, pages=2)
    turn = Turn(document.id, 1)
    store.work.hand_on(turn, "worker-1")
    store.work.handed_on(turn, "worker-1")
    workers.start()
    wait_for(is_read(store, document), "the record")
    assert store.documents.get(document.id).run == 2


def test_paper_whose_job_is_cancelled_under_way_is_read_in_another_run(
    any_settings: Settings, store: Store, workers: Workers
) -> None:
    document = added(store)
    workers.hold_pages_after(3)
    workers.start()
    wait_for(lambda: len(done(store, document)) == 3, "three pages")
    engine = DBOSClient(system_database_url=job_engine_address(any_settings))
    engine.cancel_workflow(workflow_id(Turn(document.id, 1)))
    engine.destroy()
    workers.let_all_pages_go()
    wait_for(is_read(store, document), "the record")
    read = store.documents.get(document.id)
    assert (read.run, read.kills) == (2, 0)
    assert store.records.get(document.id).review.version == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_worker_that_stops_in_order_leaves_no_mark(store: Store, workers: Workers) -> None:
    document = added(store)
    workers.hold_pages_after(2)
    first = workers.start()
    wait_for(lambda: len(done(store, document)) == 2, "two pages")
    first.terminate()
    first.join(PATIENCE_S)
    assert first.exitcode == 0
    released = store.documents.get(document.id)
    assert (released.state, released.held_by, released.kills) == ("queued", None, 0)
    assert store.leases.alive() == frozenset()
    workers.let_all_pages_go()
    workers.start()
    wait_for(is_read(store, document), "the record")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_paper_asked_for_again_is_read_again(store: Store, workers: Workers) -> None:
    document = added(store, pages=2)
    workers.start()
    wait_for(is_read(store, document), "the record")
    store.documents.reread(document.id)
    assert [page.state for page in store.pages.list(document.id)] == ["waiting", "waiting"]
    wait_for(is_read(store, document), "the record again")
    assert store.records.get(document.id).review.version == 2
    assert [page.attempts for page in store.pages.list(document.id)] == [1, 1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_plain_text_goes_through_the_queue(store: Store, workers: Workers) -> None:
    content = "KẾ HOẠCH\nKhảo sát năm 2024\nSố: 15/KH-UBND\n".encode()
    source = Source(hashlib.sha256(content).hexdigest(), "text/plain", "a.txt", 1)
    document, _ = store.documents.add(source, content)
    workers.start()
    wait_for(is_read(store, document), "the record")
    (page,) = store.pages.list(document.id)
    assert (page.state, page.text_from, page.image) == ("done", "plain_text", None)
    assert store.records.text(document.id).startswith("KẾ HOẠCH\nKhảo sát")
