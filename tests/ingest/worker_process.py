"""A worker in a process of its own, to be killed: `python -m tests.ingest.worker_process DATA URL TASKS`."""

import os
import signal
import sys
from collections.abc import Mapping
from typing import Any

from ingest.sandbox import Answer, Sandbox
from ingest.settings import load_settings
from ingest.store import Store
from ingest.worker import Worker


class DeadlySandbox(Sandbox):
    """Takes the whole worker down with the first page, as running out of memory does."""

    def call(self, task: str, arguments: Mapping[str, Any], *, seconds: int | None = None) -> Answer:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def main(data: str, url: str, tasks: str) -> None:
    settings = load_settings({}, data=data, database_url=url or None, heartbeat_seconds=1, workers=2)
    kind = DeadlySandbox if tasks == "deadly" else Sandbox
    sandbox = kind(lanes=2, memory_mb=3072, seconds=60, tasks="ingest.pages" if tasks == "deadly" else tasks)
    worker = Worker(settings, Store(settings), sandbox)
    worker.start()
    print(worker.executor_id, flush=True)
    sys.stdin.read()  # until the test lets go
    worker.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
