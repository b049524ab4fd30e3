"""Reading a paper as a durable job: a DBOS workflow with a page as a step.

Our own tables are the truth; DBOS only executes. A workflow may therefore be started twice, too late or never finished
by DBOS's own account without harm: it holds the paper before it begins, every write names the holder, and a page that
was kept is never read again.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from dbos import DBOS, StepReservation

from ingest.errors import PaperError
from ingest.pipeline import PROFILE, ReadPaper, read_page, understand, understand_text
from ingest.reading import PageReading, text_page
from ingest.sandbox import Sandbox, SandboxFailure
from ingest.settings import Settings
from ingest.solitude import Solitude
from ingest.source import TEXT, Source, decode
from ingest.store import Store
from ingest.store.documents import Failure, StoredDocument
from ingest.store.work import Turn

WORKFLOW = "read_document"
QUEUE = "papers"

log = logging.getLogger(__name__)


class NotOurs(Exception):  # noqa: N818
    """The paper was given to another worker meanwhile, or its run is over."""


class Reader:
    """Reads papers for one worker, under that worker's lease."""

    def __init__(self, settings: Settings, store: Store, sandbox: Sandbox, executor_id: str) -> None:
        self._settings = settings
        self._store = store
        self._sandbox = sandbox
        self._executor_id = executor_id
        self._solitude = Solitude()

    def read(self, turn: Turn) -> str:
        """Read a paper, as a workflow's body, and return how it went: "read", "not ours", "failed" or "interrupted"."""
        is_suspect = self._store.documents.get(turn.document_id).kills > 0
        with self._solitude.alone() if is_suspect else self._solitude.shared():
            return self._read(turn)

    def _read(self, turn: Turn) -> str:
        if not self._store.work.hold(turn, self._executor_id):
            return "not ours"
        try:
            document = self._store.documents.get(turn.document_id)
            if document.media_type != TEXT:
                self._read_pages(document)
            DBOS.run_step({"name": "compose"}, self._compose, document)
        except NotOurs:
            return "not ours"
        except SandboxFailure:  # only an orderly stop comes through as one; the paper is released, another run follows
            return "interrupted"
        except PaperError as error:
            self._store.work.fail(turn, Failure(error.reason.code, error.message_vi, error.message_en))
            return "failed"
        except Exception:
            log.exception("reading failed", extra={"document": turn.document_id, "run": turn.run})
            self._store.work.set_back(turn, self._executor_id, most=self._settings.max_attempts)
            return "failed"
        except BaseException:  # the engine ends a job that was cancelled so; the paper is read in another run
            self._store.work.release(self._executor_id, turn)
            raise
        return "read"

    def _read_pages(self, document: StoredDocument) -> None:
        """Read the pages, as many at a time as the sandbox has lanes; each is a step, in the order of pages."""
        steps = [(number, DBOS.reserve_step()) for number in range(1, document.page_count + 1)]

        def run(number: int, step: StepReservation) -> str:
            return step.run({"name": f"page {number}"}, self._read_page, document, number)

        with ThreadPoolExecutor(self._sandbox.lanes, thread_name_prefix="page") as threads:
            waiting = [threads.submit(copy_context().run, run, number, step) for number, step in steps]
            try:
                for page in waiting:
                    page.result()
            except BaseException:
                threads.shutdown(wait=True, cancel_futures=True)
                raise

    def _read_page(self, document: StoredDocument, number: int) -> str:
        """Read one page unless it was read before; return "kept" or "read"."""
        kept = self._store.pages.reading(document.sha256, number, PROFILE)
        if kept is not None:
            self._store.pages.adopt(document.id, kept, document.sha256, PROFILE)
            return "kept"
        if not self._store.pages.begin(document.id, number, held_by=self._executor_id):
            raise NotOurs
        reading, picture = read_page(
            _source(document),
            self._store.files.path(document.sha256),
            number,
            settings=self._settings,
            sandbox=self._sandbox,
            keep_picture=True,
        )
        self._keep(document, reading, picture)
        return "read"

    def _compose(self, document: StoredDocument) -> int:
        """Make the record from the pages kept and return how many values it has."""
        source = _source(document)
        if document.media_type == TEXT:
            data = self._store.files.get(document.sha256)
            self._keep(document, text_page(), b"")
            paper = understand_text(source, decode(data, document.name), settings=self._settings)
        else:
            paper = understand(source, self._readings(document), settings=self._settings)
        return self._keep_record(paper)

    def _readings(self, document: StoredDocument) -> list[PageReading]:
        readings = [
            self._store.pages.reading(document.sha256, number, PROFILE) for number in range(1, document.page_count + 1)
        ]
        return [reading for reading in readings if reading is not None]

    def _keep(self, document: StoredDocument, reading: PageReading, picture: bytes) -> None:
        is_kept = self._store.pages.finish(
            document.id, document.sha256, reading, picture or None, profile=PROFILE, held_by=self._executor_id
        )
        if not is_kept:
            raise NotOurs

    def _keep_record(self, paper: ReadPaper) -> int:
        if not self._store.records.keep(
            paper.record, paper.transcript.text, profile=PROFILE, held_by=self._executor_id
        ):
            raise NotOurs
        return len(paper.record.evidence)


def workflow_id(turn: Turn) -> str:
    """Return the id under which the job engine knows a turn; the same turn is never queued twice."""
    return f"read-{turn.document_id}-{turn.run}"


def _source(document: StoredDocument) -> Source:
    return Source(document.sha256, document.media_type, document.name, document.page_count)


# DBOS finds workflows by name in a registry of the process; what they work with is set by the one worker that runs.
_reader: Callable[[Turn], str] | None = None


def serve(read: Callable[[Turn], str] | None) -> None:
    """Say what runs the workflows of this process from now on; None for nothing."""
    global _reader
    _reader = read


@DBOS.workflow(name=WORKFLOW)
def read_document(document_id: str, run: int) -> str:
    """Read one paper; the workflow that DBOS keeps account of."""
    return "interrupted" if _reader is None else _reader(Turn(document_id, run))
