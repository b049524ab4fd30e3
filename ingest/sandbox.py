"""Native code at arm's length: whatever touches the bytes of a file runs in child processes that can be killed.

One `nursery` process imports the heavy libraries once and forks a child for each lane of the pool; a child serves page
after page. A child that crashes, hangs or grows over its limits is killed with everything it has started, the caller
gets a `SandboxFailure`, and the next call gets a fresh child within milliseconds. Answers come back as JSON and bytes,
never as pickles, so that a child taken over by a hostile file cannot run code here.
"""

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from ingest.frames import Closed, Late, receive, send
from ingest.settings import Settings

FailureKind = Literal["crash", "timeout", "memory", "cpu", "error", "closed"]

START_TIMEOUT_S = 60  # importing the libraries takes about one second on an idle machine
# CPU time beyond the wall-clock limit cannot be reached by one thread; this catches a child that spins in several.
CPU_FACTOR = 2
# One thread each: the pool has one lane a core already.
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class SandboxFailure(Exception):  # noqa: N818  # it is a finding about a page, not an error of the program
    """A call that gave no answer: `kind` says how it ended, the message says more."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind: FailureKind = kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave back: plain JSON values, and bytes where there are any (a picture)."""

    values: dict[str, Any]
    blob: bytes


@dataclass(frozen=True, slots=True)
class _Child:
    process_id: int
    line: socket.socket


class Sandbox:
    """A pool of children, one for each of `lanes`, for use from many threads; calls beyond `lanes` wait their turn."""

    def __init__(self, *, lanes: int, memory_mb: int, seconds: int, tasks: str = "ingest.pages") -> None:
        """Make ready; processes start at the first call. `tasks` names the module whose `TASKS` may be called."""
        self.lanes = lanes
        self._memory_mb = memory_mb
        self._seconds = seconds
        self._tasks = tasks
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(lanes):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._living: set[int] = set()
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the nursery so that the first call need not wait for it."""
        with self._lock:
            self._start()

    def call(self, task: str, arguments: Mapping[str, Any], *, seconds: int | None = None) -> Answer:
        """Run `TASKS[task](**arguments)` in a child and return its answer; `SandboxFailure` when there is none.

        A child that served others before and then crashes or runs out of memory may suffer from what they left behind:
        the call is tried once more in a fresh one.
        """
        child, free = self._idle.get(), None
        try:
            if child is not None:
                try:
                    answer = self._ask(child, task, arguments, seconds)
                except SandboxFailure as failure:
                    if failure.kind not in {"crash", "memory"}:
                        raise
                else:
                    free = child
                    return answer
            child = self._spawn()
            answer = self._ask(child, task, arguments, seconds)
            free = child
            return answer
        finally:
            self._idle.put(free)

    def rest(self) -> None:
        """End the children that wait for work, which hold 80 MB each; the next call forks one within milliseconds."""
        waiting: list[_Child | None] = []
        with contextlib.suppress(queue.Empty):
            while True:
                waiting.append(self._idle.get_nowait())
        for child in waiting:
            if child is not None:
                self._bury(child)
            self._idle.put(None)

    def close(self) -> None:
        """Kill all children and the nursery; calls still under way fail with kind "closed"."""
        with self._lock:
            self._closed = True
            for process_id in self._living:
                _kill(process_id)
            if self._control is not None:
                self._control.close()
                self._control = None
            if self._nursery is not None:
                self._nursery.wait(timeout=START_TIMEOUT_S)
                self._nursery = None
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None
        with contextlib.suppress(queue.Empty):
            while True:
                child = self._idle.get_nowait()
                if child is not None:
                    child.line.close()
        for _ in range(self.lanes):
            self._idle.put(None)

    def _ask(self, child: _Child, task: str, arguments: Mapping[str, Any], seconds: int | None) -> Answer:
        """Return a child's answer; a child that fails is buried."""
        limit = seconds or self._seconds
        try:
            send(child.line, {"task": task, "arguments": dict(arguments), "cpu_seconds": limit * CPU_FACTOR})
            values, blob = receive(child.line, deadline=time.monotonic() + limit)
        except Late:
            self._bury(child)
            raise SandboxFailure("timeout", f"{task} took more than {limit} s") from None
        except (Closed, OSError, ValueError) as error:
            status = self._bury(child)
            raise self._post_mortem(task, status, error) from None
        if "failure" in values:
            self._bury(child)
            raise SandboxFailure(values["failure"], f"{task}: {values['message']}")
        return Answer(values, blob)

    def _post_mortem(self, task: str, status: int | None, error: Exception) -> SandboxFailure:
        if self._closed:
            return SandboxFailure("closed", f"{task}: the sandbox was closed")
        if status is not None and os.WIFSIGNALED(status):
            name = signal.Signals(os.WTERMSIG(status)).name
            if os.WTERMSIG(status) == signal.SIGXCPU:
                return SandboxFailure("cpu", f"{task} used too much processor time")
            return SandboxFailure("crash", f"{task} was ended by {name}")
        return SandboxFailure("crash", f"{task} ended without an answer ({error})")

    def _start(self) -> socket.socket:
        """Return the line to the nursery, starting it when there is none; the lock is held."""
        if self._closed:
            raise SandboxFailure("closed", "the sandbox was closed")
        if self._control is not None and self._nursery is not None and self._nursery.poll() is None:
            return self._control
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="boctach-")
        ours, theirs = socket.socketpair()
        root = Path(__file__).resolve().parent.parent
        search = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "ingest.nursery", str(theirs.fileno()), self._tasks, str(self._memory_mb)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, **ONE_THREAD, "TMPDIR": self._folder.name, "PYTHONPATH": search},
        )
        theirs.close()
        self._control = ours
        return ours

    def _spawn(self) -> _Child:
        with self._lock:
            control = self._start()
            ours, theirs = socket.socketpair()
            try:
                socket.send_fds(control, [b"+"], [theirs.fileno()])
                values, _ = receive(control, deadline=time.monotonic() + START_TIMEOUT_S)
            except (Closed, Late, OSError) as error:
                ours.close()
                self._control = None
                control.close()
                raise SandboxFailure("crash", f"the nursery of child processes ended ({error})") from None
            finally:
                theirs.close()
            self._living.add(values["process_id"])
            return _Child(values["process_id"], ours)

    def _bury(self, child: _Child) -> int | None:
        """Kill a child with all it has started; return the status it ended with, None when that is not known."""
        child.line.close()
        with self._lock:
            self._living.discard(child.process_id)
            if self._control is None or self._closed:
                return None
            try:
                send(self._control, {"bury": child.process_id}, prefix=b"-")
                values, _ = receive(self._control, deadline=time.monotonic() + START_TIMEOUT_S)
            except (Closed, Late, OSError):
                return None
            return int(values["status"])


def new_sandbox(settings: Settings) -> Sandbox:
    """Return a sandbox within the limits of `settings`."""
    return Sandbox(lanes=settings.workers, memory_mb=settings.page_memory_mb, seconds=settings.page_seconds)


def _kill(process_id: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process_id, signal.SIGKILL)
