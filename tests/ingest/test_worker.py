"""Workers that are killed, stopped, stalled and poisoned: no paper is lost, none is read twice, each has one record."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.settings import Settings
from ingest.source import Source
from ingest.store import Store
from ingest.store.documents import StoredDocument
from tests.conftest import REPOSITORY
from tests.ingest.papers import scanned_pdf

QUICK = "tests.ingest.quick_tasks"
PATIENCE_S = 60
LOOK_AGAIN_S = 0.02
PAGES = 10

pytestmark = pytest.mark.xdist_group("workers")


class Workers:
    """Starts worker processes on one store and ends those still there."""

    def __init__(self, settings: Settings, gate: Path) -> None:
        self._settings = settings
        self._gate = gate
        self._running: list[subprocess.Popen[str]] = []

    def start(self, tasks: str = QUICK) -> subprocess.Popen[str]:
        url = self._settings.database_url
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.worker_process", str(self._settings.data), url, tasks],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
            env={**os.environ, "TEST_GATE": str(self._gate)},
        )
        self._running.append(process)
        return process

    def hold_pages_after(self, number: int) -> None:
        self._gate.write_text(str(number), encoding="ascii")

    def let_all_pages_go(self) -> None:
        self._gate.unlink(missing_ok=True)

    def end(self) -> None:
        self.let_all_pages_go()
        for process in self._running:
            process.kill()
            process.communicate()


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


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("pages_before", [0, 1, 5, 9])
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
    first = workers.start("ingest.pages")
    wait_for(lambda: len(done(store, document)) >= 4, "four pages")
    kill(first)
    before = done(store, document)
    assert len(before) < PAGES
    workers.start("ingest.pages")
    wait_for(is_read(store, document), "the record")
    pages = store.pages.list(document.id)
    assert all(page.attempts == 1 for page in pages if page.number in before)
    assert store.records.get(document.id).review.version == 1
    first_lines = [line for line in store.records.text(document.id).splitlines() if line.startswith("Danh sách hộ")]
    assert numbers_at_line_ends("\n".join(first_lines)) == list(range(1, PAGES + 1))


def test_paper_that_kills_its_workers_is_quarantined(store: Store, workers: Workers) -> None:
    poison, harmless = added(store, b"%PDF poison"), added(store, b"%PDF harmless", pages=2)
    for attempt in (1, 2, 3):
        process = workers.start("deadly")
        assert process.wait(timeout=PATIENCE_S) == -signal.SIGKILL
        assert store.documents.get(poison.id).attempts == attempt
    workers.start()
    wait_for(lambda: store.documents.get(poison.id).state == "failed", "quarantine")
    failure = store.documents.get(poison.id).failure
    assert failure is not None
    assert failure.code == "worker_killed"
    assert harmless.state == "queued"


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


def test_work_of_a_stalled_worker_is_taken_over_and_its_late_writes_are_refused(store: Store, workers: Workers) -> None:
    document = added(store)
    workers.hold_pages_after(3)
    stalled = workers.start()
    wait_for(lambda: len(done(store, document)) == 3, "three pages")
    stalled.send_signal(signal.SIGSTOP)
    holder = store.documents.get(document.id).held_by
    workers.start()
    wait_for(lambda: store.documents.get(document.id).held_by not in (holder, None), "another holder")
    stalled.send_signal(signal.SIGCONT)
    workers.let_all_pages_go()
    wait_for(is_read(store, document), "the record")
    assert store.records.get(document.id).review.version == 1
    assert all(page.attempts <= 2 for page in store.pages.list(document.id))


def test_worker_that_stops_in_order_leaves_no_mark(store: Store, workers: Workers) -> None:
    document = added(store)
    workers.hold_pages_after(2)
    first = workers.start()
    wait_for(lambda: len(done(store, document)) == 2, "two pages")
    first.communicate("")
    assert first.returncode == 0
    released = store.documents.get(document.id)
    assert (released.state, released.held_by, released.kills) == ("queued", None, 0)
    assert store.leases.alive() == frozenset()
    workers.let_all_pages_go()
    workers.start()
    wait_for(is_read(store, document), "the record")


def test_paper_asked_for_again_is_read_again(store: Store, workers: Workers) -> None:
    document = added(store, pages=2)
    workers.start()
    wait_for(is_read(store, document), "the record")
    store.pages.forget(document.sha256)
    store.documents.reread(document.id)
    wait_for(is_read(store, document), "the record again")
    assert store.records.get(document.id).review.version == 2
