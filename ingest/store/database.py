"""One way to the database: SQLite (WAL) and PostgreSQL behind the same two doors, `read` and `write`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

# A writer holds SQLite's lock for milliseconds; half a minute means that something is really wrong.
BUSY_TIMEOUT_MS = 30_000
# A worker that stalls inside a transaction would lock others out of the rows it touched; ours last milliseconds.
STALLED_TIMEOUT_MS = 20_000
MIGRATION_LOCK = 0x626F63746163  # PostgreSQL advisory lock, "boctac" in ASCII: only one process migrates at a time


class Database:
    """An open database whose tables are up to date."""

    def __init__(self, url: str) -> None:
        """Open `url`, making the file's folder and the tables when they are not there."""
        address = make_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        if self.is_sqlite and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(url, is_sqlite=self.is_sqlite)
        _migrate(self.engine, is_sqlite=self.is_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for looking things up."""
        with self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside one transaction: kept when the block ends, undone when it raises."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there; return whether it was inserted, also when two do so at once."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key.columns)).first() is not None


def _engine(url: str, *, is_sqlite: bool) -> Engine:
    if not is_sqlite:
        options = f"-c idle_in_transaction_session_timeout={STALLED_TIMEOUT_MS}"
        return create_engine(url, pool_pre_ping=True, connect_args={"options": options})
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver would begin transactions at moments of its own choosing; `begin` below does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Taking the write lock at once: a transaction that reads first and writes later would fail when another wrote
        # in between.
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, *, is_sqlite: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        if not is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
