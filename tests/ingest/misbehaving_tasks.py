"""Tasks for the sandbox that go wrong in every way native code can."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

KEPT: list[bytearray] = []


def echo(**values: Any) -> tuple[dict[str, Any], bytes]:
    return {**values, "process_id": os.getpid()}, b"picture"


def crash() -> tuple[dict[str, Any], bytes]:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}, b""


def read_null() -> tuple[dict[str, Any], bytes]:
    ctypes.string_at(0)
    return {}, b""


def hang() -> tuple[dict[str, Any], bytes]:
    while True:
        time.sleep(3600)


def hang_with_grandchild(note: str) -> tuple[dict[str, Any], bytes]:
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    Path(note).write_text(str(grandchild.pid), encoding="ascii")
    return hang()


def grow() -> tuple[dict[str, Any], bytes]:
    while True:
        KEPT.append(bytearray(32 * 1024 * 1024))


def grow_outside_python() -> tuple[dict[str, Any], bytes]:
    allocate = ctypes.CDLL(None).malloc
    allocate.restype = ctypes.c_void_p
    while allocate(ctypes.c_size_t(64 * 1024 * 1024)):
        pass
    os.abort()


def fill_disk() -> tuple[dict[str, Any], bytes]:
    with tempfile.TemporaryFile() as file:
        file.truncate(1024 * 1024 * 1024)
    return {}, b""


def call_home(port: int) -> tuple[dict[str, Any], bytes]:
    with socket.socket() as line:
        line.settimeout(5)
        return {
            "refused": line.connect_ex(("127.0.0.1", port)),
            "network": Path("/proc/self/ns/net").stat().st_ino,
        }, b""


def tell_limits() -> tuple[dict[str, Any], bytes]:
    return {"core": resource.getrlimit(resource.RLIMIT_CORE), "files": resource.getrlimit(resource.RLIMIT_NOFILE)}, b""


def spin() -> tuple[dict[str, Any], bytes]:
    while True:
        pass


def fail() -> tuple[dict[str, Any], bytes]:
    raise ValueError("the stream has no end")


def leave() -> tuple[dict[str, Any], bytes]:
    os._exit(0)


def babble() -> tuple[dict[str, Any], bytes]:
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\xff" * 4096)
        except OSError:
            continue
    os._exit(0)


def crash_when_used(mark: str) -> tuple[dict[str, Any], bytes]:
    if KEPT:
        return crash()
    KEPT.append(bytearray(1))
    return {"mark": mark}, b""


TASKS = {
    task.__name__: task
    for task in (
        echo,
        crash,
        read_null,
        hang,
        hang_with_grandchild,
        grow,
        grow_outside_python,
        fill_disk,
        call_home,
        tell_limits,
        spin,
        fail,
        leave,
        babble,
        crash_when_used,
    )
}
