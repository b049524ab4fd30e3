"""A worker: takes papers from the queue, reads them, and takes over the work of workers that died.

`Worker` runs inside `boctach serve`; `run_worker` is `boctach worker`, as many processes as wanted.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID, WorkflowStatus
from sqlalchemy import make_url

from ingest import jobs
from ingest.sandbox import Sandbox, new_sandbox
from ingest.settings import Settings
from ingest.store import Store
from ingest.store.work import Turn

APPLICATION_VERSION = "1"  # pinned: DBOS's own hash of the code would orphan every job at each upgrade
TICK_S = 0.5  # how soon a paper that was handed in is noticed
POLL_S = 0.5  # how soon the job engine notices what was queued
BATCH = 50
LONGEST_STOP_S = 10  # a thread that waits for a stalled worker's lock is left behind
PAPERS_AT_A_TIME = 2  # so that a single paper is not held up by a long one; pages share the sandbox's lanes anyway

log = logging.getLogger(__name__)


class Worker:
    """One worker in this process; there can be only one, for the job engine is one to a process."""

    def __init__(self, settings: Settings, store: Store, sandbox: Sandbox | None = None) -> None:
        self._settings = settings
        self._store = store
        self._sandbox = sandbox or new_sandbox(settings)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self.executor_id = ""

    def start(self) -> None:
        """Take a lease and begin to work in background threads."""
        self._stopping.clear()
        self._store.leases.sweep()
        self.executor_id = self._store.leases.open()
        reader = jobs.Reader(self._settings, self._store, self._sandbox, self.executor_id)
        jobs.serve(reader.read)
        DBOS(config=_configuration(self._settings, self.executor_id))
        DBOS.launch()
        DBOS.register_queue(
            jobs.QUEUE,
            worker_concurrency=PAPERS_AT_A_TIME,
            polling_interval_sec=POLL_S,
            on_conflict="always_update",
        )
        self._threads = [
            threading.Thread(target=self._at_each_beat, args=(self._beat,), name="heartbeat", daemon=True),
            threading.Thread(target=self._dispatch, name="dispatcher", daemon=True),
            threading.Thread(target=self._at_each_beat, args=(self._clean,), name="cleaner", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop at once: pages under way are dropped and read again by the next worker, without a mark against them."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(LONGEST_STOP_S)
        self._sandbox.close()
        DBOS.destroy(workflow_completion_timeout_sec=10)
        jobs.serve(None)
        self._store.work.release(self.executor_id)
        self._store.leases.close(self.executor_id)

    def _at_each_beat(self, work: Callable[[], None]) -> None:
        """Do some work at each heartbeat until the worker stops; what fails is tried again at the next."""
        while not self._stopping.wait(self._settings.heartbeat_seconds):
            try:
                work()
            except Exception:
                log.exception("%s failed", threading.current_thread().name, extra={"executor": self.executor_id})

    def _beat(self) -> None:
        self._store.leases.beat(self.executor_id)

    def _dispatch(self) -> None:
        """Queue what waits and take over what is orphaned, again and again; a failing database is tried again."""
        reap_at = time.monotonic()
        while True:
            try:
                if time.monotonic() >= reap_at:
                    self._reap()
                    reap_at = time.monotonic() + self._settings.heartbeat_seconds
                for turn in self._store.work.waiting(BATCH):
                    self._queue(turn)
            except Exception:
                log.exception("dispatching failed", extra={"executor": self.executor_id})
            if self._stopping.wait(TICK_S):
                return

    def _reap(self) -> None:
        """Take papers back from dead workers, and give those a new run whose job is over or lost though none read them.

        A worker may die between taking a job and holding its paper; the job engine's own file may be lost or older.
        """
        # Who lives is asked last: a worker that began meanwhile, while this one was stalled, must not pass for dead.
        held = self._store.work.held()
        handed = {jobs.workflow_id(turn): turn for turn in self._store.work.handed(BATCH)}
        known = _jobs("ENQUEUED", "PENDING", workflow_ids=list(handed)) if handed else []
        alive = self._store.leases.alive()
        for turn, held_by in held:
            if held_by not in alive:
                kills = self._store.work.take_back(turn, held_by, most=self._settings.max_attempts)
                log.warning("taken back", extra={"document": turn.document_id, "from": held_by, "kills": kills})
        waiting = {job.workflow_id for job in known if job.status == "ENQUEUED" or job.executor_id in alive}
        for name in handed.keys() - waiting:
            self._store.work.start_over(handed[name])

    def _clean(self) -> None:
        """Cancel the jobs of dead workers, in a thread apart from all else: a stalled worker may hold a job's lock."""
        pending = _jobs("PENDING", queue_name=jobs.QUEUE, limit=BATCH)
        alive = self._store.leases.alive()
        for job in pending:
            if job.executor_id not in alive:
                DBOS.cancel_workflow(job.workflow_id)

    def _queue(self, turn: Turn) -> None:
        """Hand a turn to the job engine; one that it knows already, from before a backup, gets a new run instead."""
        if not self._store.work.hand_on(turn, self.executor_id):
            return  # another worker was faster
        name = jobs.workflow_id(turn)
        if DBOS.get_workflow_status(name) is not None:
            self._store.work.start_over(turn)
            return
        with SetWorkflowID(name):
            DBOS.enqueue_workflow(jobs.QUEUE, jobs.read_document, turn.document_id, turn.run)
        self._store.work.handed_on(turn, self.executor_id)


def run_worker(settings: Settings, sandbox: Sandbox | None = None) -> None:
    """Work until SIGTERM or SIGINT comes."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: Any) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    store = Store(settings)
    worker = Worker(settings, store, sandbox)
    worker.start()
    stopping.wait()
    worker.stop()
    store.close()


def _jobs(*statuses: str, **chosen: Any) -> list[WorkflowStatus]:
    """Return the job engine's jobs of some statuses, of those chosen."""
    return DBOS.list_workflows(status=list(statuses), load_input=False, load_output=False, **chosen)


def job_engine_address(settings: Settings) -> str:
    """Return the address of the job engine's own tables."""
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite":
        # Its own file: the job engine's writes and ours would wait for each other's lock.
        address = address.set(database=f"{address.database}.jobs")
    return address.render_as_string(hide_password=False)


def _configuration(settings: Settings, executor_id: str) -> DBOSConfig:
    return DBOSConfig(
        name="boctach",
        system_database_url=job_engine_address(settings),
        application_version=APPLICATION_VERSION,
        executor_id=executor_id,
        log_level="ERROR",
        enable_otlp=False,
    )
