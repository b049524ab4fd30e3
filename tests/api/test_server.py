import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.cli import run
from ingest.errors import ExitCode
from tests.api.conftest import PLAN
from tests.conftest import REPOSITORY


def _hear_interrupts() -> None:
    """Undo what a test run in the background of a shell inherits: interrupts ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_server_stopped_with_an_open_stream_ends_in_order(tmp_path: Path) -> None:
    arguments = [
        sys.executable,
        "-m",
        "api",
        "serve",
        "--lang",
        "vi",
        "--port",
        "0",
        "--no-worker",
        "--data",
        str(tmp_path / "data"),
    ]
    with subprocess.Popen(
        arguments, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_interrupts
    ) as process:
        assert process.stderr is not None
        link = next(found[0] for line in process.stderr if (found := re.search(r"http://\S+/sign-in/\S+", line)))
        address = urlsplit(link)
        connection = http.client.HTTPConnection(address.netloc)
        connection.request("POST", address.path)
        entered = connection.getresponse()
        entered.read()
        cookie = (entered.getheader("set-cookie") or "").partition(";")[0]
        connection.request("GET", "/v1/events", headers={"Cookie": cookie})
        stream = connection.getresponse()
        assert stream.readline() == b": open\n"
        process.send_signal(signal.SIGINT)
        assert stream.read() == b"\n"
        connection.close()
        said = process.stderr.read()
        assert process.wait(timeout=30) == 130
    assert " ".join(said.split()) == "Nhấn Ctrl+C để dừng. Đã dừng theo yêu cầu."


def test_taken_port_is_said_and_nothing_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOCTACH_LANG", raising=False)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["serve", "--port", str(port), "--data", str(tmp_path / "data")]) == ExitCode.FAILED
    assert f"cổng {port}" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_watched_folder_says_what_became_of_each_file_until_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "bang.xlsx").write_bytes(b"PK\x03\x04xl/workbook.xml")
    environment = {**os.environ, "BOCTACH_WATCH_SECONDS": "0", "BOCTACH_WORKERS": "1"}
    arguments = [sys.executable, "-m", "api", "watch", "--lang", "vi", str(tmp_path)]
    with subprocess.Popen(
        arguments, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        said = sorted(process.stderr.readline() for _ in range(3))
        process.terminate()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 0
    assert said[0].startswith("bang.xlsx: không đọc được, lý do ở ")
    assert said[1].startswith("ke-hoach.txt: đã đọc xong, bản ghi ở ")
    assert (tmp_path / "done" / "ke-hoach.txt.json").exists()
    assert "Excel" in (tmp_path / "failed" / "bang.xlsx.txt").read_text(encoding="utf-8")
