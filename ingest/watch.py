"""A folder that staff drop scans into: every file that has come to rest is read and moved on.

`done/` gets the paper with its record beside it, `failed/` the paper with the reason beside it. The folder is looked
at again and again rather than listened to, because network shares tell nobody of changes. Links, pipes and folders are
left alone, and no file that goes wrong stops the others.
"""

import contextlib
import json
import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import PaperError
from ingest.record import Record
from ingest.settings import Settings

LOOK_EVERY_S = 1.0
PASSED_OVER = (".", "~$", "~")  # hidden files and the lock files of office programs
UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".filepart")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: where it lies now, and what lies beside it."""

    name: str
    state: Literal["done", "failed"]
    paper: Path
    beside: Path


@dataclass(frozen=True, slots=True)
class _Sight:
    """A file as it was seen, and since when it has looked like that."""

    size: int
    changed_ns: int
    since: float


class Watcher:
    """Watches one folder. `read` makes a record of a file's bytes and name, or raises `PaperError`."""

    def __init__(
        self,
        folder: Path,
        read: Callable[[bytes, str], Record],
        *,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make `done` and `failed` in `folder`; NotADirectoryError when it is none."""
        if not folder.is_dir():
            raise NotADirectoryError(folder)
        self._folder = folder.resolve()
        self._read = read
        self._settings = settings
        self._clock = clock
        self._seen: dict[str, _Sight] = {}
        for name in ("done", "failed"):
            (self._folder / name).mkdir(exist_ok=True)

    def run(self, stop: threading.Event, on_outcome: Callable[[Outcome], None] | None = None) -> None:
        """Look until `stop` is set."""
        while not stop.is_set():
            for outcome in self.look(stop):
                if on_outcome is not None:
                    on_outcome(outcome)
            stop.wait(LOOK_EVERY_S)

    def look(self, stop: threading.Event | None = None) -> Iterator[Outcome]:
        """Read the files that have been still for long enough and yield what became of each."""
        for name in self._resting():
            if stop is not None and stop.is_set():
                return
            try:
                yield self._handled(name)
            except OSError:  # gone, locked or not ours to move; it is tried again when it changes
                log.exception("file could not be moved", extra={"file": name})

    def _resting(self) -> list[str]:
        """Return the names of files whose size and date have not changed for the time set, oldest first."""
        now = self._clock()
        sights: dict[str, _Sight] = {}
        with os.scandir(self._folder) as entries:
            for entry in entries:
                found = self._sight(entry, now)
                if found is not None:
                    sights[entry.name] = found
        self._seen = sights
        resting = [name for name, sight in sights.items() if now - sight.since >= self._settings.watch_seconds]
        return sorted(resting, key=lambda name: (sights[name].changed_ns, name))

    def _sight(self, entry: "os.DirEntry[str]", now: float) -> _Sight | None:
        if entry.name.startswith(PASSED_OVER) or entry.name.lower().endswith(UNFINISHED):
            return None
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        before = self._seen.get(entry.name)
        if before is not None and (before.size, before.changed_ns) == (status.st_size, status.st_mtime_ns):
            return before
        return _Sight(status.st_size, status.st_mtime_ns, now)

    def _handled(self, name: str) -> Outcome:
        # Whatever comes of it, the file is not looked at again before it changes.
        sight = self._seen[name]
        self._seen[name] = _Sight(sight.size, sight.changed_ns, float("inf"))
        try:
            record = self._read(self._bytes(name), name)
        except PaperError as error:
            return self._moved(name, "failed", f"{error.message('vi')}\n{error.message('en')}\n")
        except OSError as error:
            return self._moved(name, "failed", f"{name}: không mở được tệp ({error.strerror}).\n")
        except Exception:
            log.exception("reading failed", extra={"file": name})
            return self._moved(
                name,
                "failed",
                f"{name}: chương trình đọc gặp lỗi; hãy báo cho người quản trị.\n"
                f"{name}: the reading program failed; tell the administrator.\n",
            )
        return self._moved(name, "done", json.dumps(record.to_json(), ensure_ascii=False, indent=2) + "\n")

    def _bytes(self, name: str) -> bytes:
        """Return what is in a file; a link or pipe put in its place since it was seen is refused with OSError."""
        descriptor = os.open(self._folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(f"{name} is not a plain file")
            return file.read(self._settings.max_bytes + 1)

    def _moved(self, name: str, state: Literal["done", "failed"], beside: str) -> Outcome:
        folder = self._folder / state
        paper = _free(folder, name)
        note = folder / (f"{paper.name}.json" if state == "done" else f"{paper.name}.txt")
        draft = note.with_name(f".{note.name}.part")
        draft.write_text(beside, encoding="utf-8")
        draft.replace(note)
        try:
            (self._folder / name).rename(paper)
        except OSError:
            with contextlib.suppress(OSError):
                note.unlink()
            raise
        return Outcome(name, state, paper, note)


def _free(folder: Path, name: str) -> Path:
    """Return a path in `folder` that nothing has: "plan.pdf", then "plan (2).pdf"."""
    path, number = folder / name, 2
    while os.path.lexists(path):
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path
