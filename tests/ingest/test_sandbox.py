"""The sandbox gives an answer or a typed failure, whatever its children do, and leaves nothing running."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.sandbox import Sandbox, SandboxFailure
from tests.conftest import REPOSITORY

TASKS = "tests.ingest.misbehaving_tasks"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(lanes=2, memory_mb=1024, seconds=30, tasks=TASKS) as pool:
        yield pool


def is_running(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(process_id: int) -> None:
    deadline = time.monotonic() + 20
    while is_running(process_id):
        assert time.monotonic() < deadline, f"process {process_id} is still there"
        time.sleep(0.01)


def test_call_returns_values_and_bytes(sandbox: Sandbox) -> None:
    answer = sandbox.call("echo", {"subject": "Kế hoạch"})
    assert answer.values["subject"] == "Kế hoạch"
    assert answer.blob == b"picture"


def test_child_is_used_again(sandbox: Sandbox) -> None:
    first = sandbox.call("echo", {}).values["process_id"]
    assert sandbox.call("echo", {}).values["process_id"] == first


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        ("crash", "crash"),
        ("read_null", "crash"),
        ("leave", "crash"),
        ("babble", "crash"),
        ("grow", "memory"),
        ("grow_outside_python", "crash"),
        ("fill_disk", "error"),
        ("fail", "error"),
        ("no_such_task", "error"),
    ],
)
def test_failure_is_typed_and_the_next_call_works(sandbox: Sandbox, task: str, kind: str) -> None:
    with pytest.raises(SandboxFailure) as caught:
        sandbox.call(task, {})
    assert caught.value.kind == kind
    assert sandbox.call("echo", {"n": 1}).values["n"] == 1


def test_child_cannot_call_anyone(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = sandbox.call("call_home", {"port": server.getsockname()[1]}).values
    if answer["network"] == Path("/proc/self/ns/net").stat().st_ino:
        pytest.skip("this machine does not let a program leave the network")
    assert answer["refused"]


def test_plain_user_reads_and_writes_his_files_without_a_network() -> None:
    code = (
        "from ingest.confinement import leave_network\n"
        "from pathlib import Path\n"
        "import os, sys\n"
        "leave_network()\n"
        "Path(sys.argv[1]).write_text(str(os.getuid()))\n"
        "print(Path(sys.argv[1]).read_text())\n"
    )
    with tempfile.NamedTemporaryFile() as note:
        Path(note.name).chmod(0o666)
        command = [sys.executable, "-c", code, note.name]
        user = 65534 if os.getuid() == 0 else None
        try:
            told = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, user=user, check=True).stdout
        except PermissionError:
            pytest.skip("this program may not become a plain user")
        assert told.strip() == str(user or os.getuid())


def test_child_leaves_no_core_and_opens_few_files(sandbox: Sandbox) -> None:
    limits = sandbox.call("tell_limits", {}).values
    assert limits["core"] == [0, 0]
    assert 0 < limits["files"][1] <= 1024


def test_hanging_child_is_killed_with_what_it_started(sandbox: Sandbox, tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    with pytest.raises(SandboxFailure) as caught:
        sandbox.call("hang_with_grandchild", {"note": str(note)}, seconds=2)
    assert caught.value.kind == "timeout"
    wait_until_gone(int(note.read_text(encoding="ascii")))


def test_error_message_names_the_task_and_the_cause(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxFailure, match="fail: ValueError: the stream has no end"):
        sandbox.call("fail", {})


def test_call_is_tried_again_when_an_older_child_crashes() -> None:
    with Sandbox(lanes=1, memory_mb=1024, seconds=30, tasks=TASKS) as pool:
        assert pool.call("crash_when_used", {"mark": "a"}).values == {"mark": "a"}
        assert pool.call("crash_when_used", {"mark": "b"}).values == {"mark": "b"}


def test_resting_children_are_gone_and_the_next_call_has_a_fresh_one() -> None:
    with Sandbox(lanes=2, memory_mb=1024, seconds=30, tasks=TASKS) as pool:
        first = pool.call("echo", {}).values["process_id"]
        pool.rest()
        wait_until_gone(first)
        pool.rest()
        assert pool.call("echo", {}).values["process_id"] != first
        with ThreadPoolExecutor(2) as threads:
            assert len(list(threads.map(lambda _: pool.call("echo", {}), range(4)))) == 4


def test_many_threads_share_the_lanes(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: sandbox.call("echo", {"n": n}).values, range(64)))
    assert [answer["n"] for answer in answers] == list(range(64))
    assert len({answer["process_id"] for answer in answers}) <= 2


def test_close_ends_children_and_calls_under_way() -> None:
    pool = Sandbox(lanes=2, memory_mb=1024, seconds=60, tasks=TASKS)
    process_id = pool.call("echo", {}).values["process_id"]
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(pool.call, "hang", {})
        while not hanging.running():
            os.sched_yield()
        pool.close()
        with pytest.raises(SandboxFailure) as caught:
            hanging.result(timeout=20)
    assert caught.value.kind == "closed"
    wait_until_gone(process_id)
    with pytest.raises(SandboxFailure):
        pool.call("echo", {})


def test_spinning_child_is_stopped_by_the_clock(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxFailure) as caught:
        sandbox.call("spin", {}, seconds=1)
    assert caught.value.kind in {"timeout", "cpu"}


def test_children_die_with_a_program_that_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    code = (
        "from ingest.sandbox import Sandbox\n"
        f"pool = Sandbox(lanes=2, memory_mb=1024, seconds=60, tasks={TASKS!r})\n"
        "print(pool.call('echo', {}).values['process_id'], flush=True)\n"
        f"pool.call('hang_with_grandchild', {{'note': {str(note)!r}}})\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        deadline = time.monotonic() + 20
        while not (note.exists() and note.read_text(encoding="ascii")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        program.kill()
    wait_until_gone(child)
    wait_until_gone(int(note.read_text(encoding="ascii")))
