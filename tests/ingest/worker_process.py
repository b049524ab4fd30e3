"""Workers in processes of their own, to be killed, stopped and stalled by the tests."""

import multiprocessing
import os
import signal
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from ingest.sandbox import Answer, Sandbox
from ingest.settings import Settings
from ingest.worker import run_worker

QUICK = "tests.ingest.quick_tasks"
REAL = "ingest.pages"

# A server that has imported the program once forks every worker: each is a process like any other, but starts at once.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.ingest.worker_process"])


class DeadlySandbox(Sandbox):
    """Takes the whole worker down with the first page, as running out of memory does."""

    def call(self, task: str, arguments: Mapping[str, Any], *, seconds: int | None = None) -> Answer:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Workers:
    """Starts worker processes on one store and ends those still there."""

    def __init__(self, settings: Settings, gate: Path) -> None:
        self._settings = settings
        self._gate = gate
        self._running: list[BaseProcess] = []

    def start(self, *, tasks: str = QUICK, is_deadly: bool = False) -> BaseProcess:
        process = _context.Process(target=_work, args=(self._settings, str(self._gate), tasks, is_deadly))
        process.start()
        self._running.append(process)
        return process

    def hold_pages_after(self, number: int) -> None:
        """Keep the quick reader from reading pages beyond `number`."""
        self._gate.write_text(str(number), encoding="ascii")

    def let_all_pages_go(self) -> None:
        self._gate.unlink(missing_ok=True)

    def end(self) -> None:
        self.let_all_pages_go()
        for process in self._running:
            process.kill()
            process.join()
            process.close()


def kill(process: BaseProcess) -> None:
    """Kill a worker as `kill -9` does and wait until it is gone."""
    process.kill()
    process.join()


def _work(settings: Settings, gate: str, tasks: str, is_deadly: bool) -> None:
    os.environ["TEST_GATE"] = gate
    kind = DeadlySandbox if is_deadly else Sandbox
    run_worker(settings, kind(lanes=2, memory_mb=3072, seconds=60, tasks=tasks))
