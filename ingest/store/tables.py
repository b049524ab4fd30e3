"""The tables, as SQLAlchemy sees them; `ingest/migrations` makes and changes them."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; stored without zone so that SQLite and PostgreSQL compare it alike, read back with zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return `value` in UTC without its zone."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Return the stored moment with its zone, UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("kills", Integer, nullable=False),
    # the run of reading asked for, and the last one handed to the job engine
    Column("run", Integer, nullable=False),
    Column("enqueued_run", Integer, nullable=False),
    Column("held_by", Text),
    Column("error_code", Text),
    Column("error_vi", Text),
    Column("error_en", Text),
    Column("uploaded_by", Text, ForeignKey("accounts.id")),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    # what lists show and filter by, copied from the record whenever it changes
    Column("kind", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("issued_on", Text),
    Column("issuer", Text),
    Column("subject", Text),
    Column("folded", Text, nullable=False),
    Index("documents_by_state", "state", "created_at"),
    Index("documents_by_age", "created_at", "id"),
)

pages = Table(
    "pages",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("text_from", Text),
    Column("reason", Text),
    Column("grade", Float),
    Column("notes", JSON, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("image", Text),
    Column("updated_at", Moment, nullable=False),
)

page_readings = Table(
    "page_readings",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("profile", Text, primary_key=True),
    Column("reading", Text, nullable=False),
    Column("image", Text),
    Column("created_at", Moment, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("machine", JSON, nullable=False),
    Column("current", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("profile", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("pointer", Text, nullable=False),
    Column("machine_value", JSON),
    Column("human_value", JSON),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("corrections_of_a_document", "document_id", "id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("account_id", Text),
    Column("action", Text, nullable=False),
    Column("document_id", Text),
    Column("detail", JSON, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("executor_id", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("process_id", Integer, nullable=False),
    Column("process_born", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
)
