"""The process that bears the sandbox's children: imports the heavy libraries once, then forks a child a request.

It has one thread only, so that forking is safe, and ends with all its children when the program that started it ends.
Started as `python -m ingest.nursery <control descriptor> <module with TASKS> <memory limit in MiB>`.
"""

import contextlib
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

from ingest.confinement import confine, leave_network
from ingest.frames import Closed, receive, send

MEBIBYTE = 1024 * 1024

Task = Callable[..., tuple[dict[str, Any], bytes]]


def main(arguments: list[str]) -> None:
    """Serve requests on the control line until it is closed: `+` with a descriptor forks, `-` with a number buries."""
    control = socket.socket(fileno=int(arguments[0]))
    leave_network()
    tasks: Mapping[str, Task] = importlib.import_module(arguments[1]).TASKS
    memory_bytes = int(arguments[2]) * MEBIBYTE
    children: set[int] = set()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if request == b"+":
            process_id = _fork(control, descriptors[0], tasks, memory_bytes)
            children.add(process_id)
            send(control, {"process_id": process_id})
        elif request == b"-":
            values, _ = receive(control)
            send(control, {"status": _bury(values["bury"], children)})
        else:
            for process_id in set(children):
                _bury(process_id, children)
            return


def _fork(control: socket.socket, descriptor: int, tasks: Mapping[str, Task], memory_bytes: int) -> int:
    process_id = os.fork()
    if process_id:
        os.close(descriptor)
        return process_id
    status = 1
    try:
        control.close()
        confine(memory_bytes)
        _serve(socket.socket(fileno=descriptor), tasks)
        status = 0
    finally:
        os._exit(status)


def _bury(process_id: int, children: set[int]) -> int:
    if process_id not in children:
        return 0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process_id, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)
    children.discard(process_id)
    return os.waitpid(process_id, 0)[1]


def _serve(line: socket.socket, tasks: Mapping[str, Task]) -> None:
    while True:
        try:
            request, _ = receive(line)
        except Closed:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + 1 + request["cpu_seconds"]
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        try:
            values, blob = tasks[request["task"]](**request["arguments"])
        except MemoryError:
            values, blob = {"failure": "memory", "message": "the memory limit was reached"}, b""
        except Exception as error:  # whatever native code comes up with is an answer about this page
            values, blob = {"failure": "error", "message": f"{type(error).__name__}: {error}"}, b""
        send(line, values, blob)


if __name__ == "__main__":
    main(sys.argv[1:])
