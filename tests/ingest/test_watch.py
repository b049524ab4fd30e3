"""The watched folder: files that rest are read and moved on, whatever is wrong with one of them."""

import json
import os
import threading
from pathlib import Path

import pytest

from extractors.values import Document
from ingest.errors import EMPTY, PaperError
from ingest.record import Record, RecordSource
from ingest.settings import Settings, load_settings
from ingest.watch import Watcher


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def read(data: bytes, name: str) -> Record:
    if not data:
        raise PaperError(EMPTY, document=name, message_vi="tệp trống.", message_en="the file is empty.")
    if data == b"boom":
        raise RuntimeError("our own fault")
    return Record("8c", RecordSource("8c", name, "text/plain"), Document(subject="Khảo sát"), (), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vào"
    made.mkdir()
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watcher(folder: Path, clock: Clock) -> Watcher:
    settings: Settings = load_settings({}, watch_seconds=3)
    return Watcher(folder, read, settings=settings, clock=clock)


def test_file_is_read_once_it_rests(folder: Path, watcher: Watcher, clock: Clock) -> None:
    scan = folder / "Kế hoạch 12.pdf"
    scan.write_bytes(b"%PDF-")
    assert list(watcher.look()) == []
    clock.now += 2
    scan.write_bytes(b"%PDF-1.7 more")
    assert list(watcher.look()) == []
    clock.now += 2
    assert list(watcher.look()) == []
    clock.now += 1.5
    (outcome,) = watcher.look()
    assert outcome.state == "done"
    assert outcome.paper == folder / "done" / "Kế hoạch 12.pdf"
    record = json.loads(outcome.beside.read_text(encoding="utf-8"))
    assert record["document"]["subject"] == "Khảo sát"
    assert not scan.exists()
    assert list(watcher.look()) == []


def test_file_that_cannot_be_read_lies_beside_its_reason_and_the_rest_goes_on(
    folder: Path, watcher: Watcher, clock: Clock
) -> None:
    (folder / "a.pdf").write_bytes(b"")
    (folder / "b.pdf").write_bytes(b"boom")
    (folder / "c.pdf").write_bytes(b"%PDF-")
    list(watcher.look())
    clock.now += 3
    outcomes = {outcome.name: outcome for outcome in watcher.look()}
    assert {name: outcome.state for name, outcome in outcomes.items()} == {
        "a.pdf": "failed",
        "b.pdf": "failed",
        "c.pdf": "done",
    }
    assert "tệp trống" in outcomes["a.pdf"].beside.read_text(encoding="utf-8")
    assert "quản trị" in outcomes["b.pdf"].beside.read_text(encoding="utf-8")
    assert sorted(path.name for path in (folder / "failed").iterdir()) == ["a.pdf", "a.pdf.txt", "b.pdf", "b.pdf.txt"]


def test_same_name_again_gets_a_number(folder: Path, watcher: Watcher, clock: Clock) -> None:
    for _ in range(3):
        (folder / "quét.pdf").write_bytes(b"%PDF-")
        list(watcher.look())
        clock.now += 3
        assert len(list(watcher.look())) == 1
    assert sorted(path.name for path in (folder / "done").iterdir()) == [
        "quét (2).pdf",
        "quét (2).pdf.json",
        "quét (3).pdf",
        "quét (3).pdf.json",
        "quét.pdf",
        "quét.pdf.json",
    ]


def test_links_pipes_folders_and_unfinished_files_are_left_alone(
    folder: Path, watcher: Watcher, clock: Clock, tmp_path: Path
) -> None:
    secret = tmp_path / "bí mật"
    secret.write_bytes(b"%PDF-")
    (folder / "link.pdf").symlink_to(secret)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "thư mục.pdf").mkdir()
    for name in (".ẩn.pdf", "~$mở.docx", "tải.pdf.part", "tải.pdf.crdownload"):
        (folder / name).write_bytes(b"%PDF-")
    list(watcher.look())
    clock.now += 10
    assert list(watcher.look()) == []
    assert secret.exists()
    assert (folder / "link.pdf").is_symlink()


def test_link_put_in_the_place_of_a_seen_file_is_not_followed(
    folder: Path, watcher: Watcher, clock: Clock, tmp_path: Path
) -> None:
    secret = tmp_path / "bí mật"
    secret.write_bytes(b"mat khau")
    scan = folder / "a.pdf"
    scan.write_bytes(b"%PDF-")
    list(watcher.look())
    clock.now += 3
    resting = watcher._resting()
    scan.unlink()
    scan.symlink_to(secret)
    outcome = watcher._handled(resting[0])
    assert outcome.state == "failed"
    assert "mat khau" not in outcome.beside.read_text(encoding="utf-8")
    assert secret.read_bytes() == b"mat khau"


def test_file_that_is_gone_when_its_turn_comes_stops_nothing(folder: Path, clock: Clock) -> None:
    def read_and_take_away(data: bytes, name: str) -> Record:
        (folder / "b.pdf").unlink(missing_ok=True)
        return read(data, name)

    watcher = Watcher(folder, read_and_take_away, settings=load_settings({}, watch_seconds=0), clock=clock)
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (folder / name).write_bytes(b"%PDF-")
        os.utime(folder / name, (1, 1))
    assert [outcome.name for outcome in watcher.look()] == ["a.pdf", "c.pdf"]


def test_run_ends_when_told(folder: Path) -> None:
    watcher = Watcher(folder, read, settings=load_settings({}, watch_seconds=0))
    (folder / "a.pdf").write_bytes(b"%PDF-")
    stop, names = threading.Event(), []

    def note(outcome: object) -> None:
        names.append(outcome)
        stop.set()

    watcher.run(stop, note)
    assert len(names) == 1


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        Watcher(tmp_path / "không có", read, settings=load_settings({}))
