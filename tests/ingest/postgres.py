"""A PostgreSQL server for tests: in a folder of its own, reached through a socket in it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
from itertools import count
from pathlib import Path


def find_programs() -> Path | None:
    """Return the folder of the newest installed server programs, None when there are none."""
    found = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    return Path(found).resolve().parent if found else None


class PostgresServer:
    """One server. It refuses to run as root, so root starts it as `postgres`, the user its package makes."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._names = count(1)

    def start(self) -> None:
        self._folder.mkdir(parents=True)
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "boctach", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "-D", self._data, "-l", str(self._folder / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop", check=False)

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"papers_{next(self._names)}"
        self._run("createdb", "-h", str(self._folder), "-U", "boctach", name)
        return f"postgresql://boctach@/{name}?host={self._folder}"

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        with (self._folder / "commands.log").open("a") as log:
            subprocess.run(
                [str(self._programs / program), *arguments],
                check=check,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                user=None if self._user is None else self._user.pw_uid,
                group=None if self._user is None else self._user.pw_gid,
                extra_groups=None if self._user is None else [],
            )
