"""Stores on SQLite and on a real PostgreSQL server that these tests start themselves."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.settings import Settings, load_settings
from ingest.store import Store
from tests.ingest.postgres import PostgresServer, find_programs


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path / "data", heartbeat_seconds=1, workers=2)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    # Beside pytest's own folder, which only its user may enter: the server runs as another user when we are root.
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"boctach-postgres-{os.getpid()}"
    server = PostgresServer(programs, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database: "" is SQLite in the data folder."""
    if request.param == "sqlite":
        return ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def any_settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings once for each kind of database."""
    return load_settings({}, data=tmp_path / "data", database_url=database_url or None, heartbeat_seconds=1, workers=2)


@pytest.fixture
def store(any_settings: Settings) -> Iterator[Store]:
    """A store once on each kind of database."""
    opened = Store(any_settings)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()
