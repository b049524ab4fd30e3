"""Whole processes and what they cost, their children counted in."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command: what it printed, CPU seconds of it and all it waited for, wall-clock seconds."""

    output: str
    cpu_s: float
    wall_s: float


def run(command: Sequence[str]) -> Run:
    """Run a command with one OCR thread a process; subprocess.CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(output.decode(errors="replace"), usage.ru_utime + usage.ru_stime, time.perf_counter() - began)
