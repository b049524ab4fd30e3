"""The migrations make exactly the tables the program uses, from any state that was ever released."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from ingest.settings import Settings
from ingest.store import Store
from ingest.store.tables import metadata


def test_migrated_tables_are_those_the_program_uses(store: Store) -> None:
    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in metadata.tables


def test_opening_a_store_again_changes_nothing(any_settings: Settings) -> None:
    first = Store(any_settings)
    first.accounts.create("lan", "Lan", "reviewer")
    first.close()
    again = Store(any_settings)
    assert [account.name for account in again.accounts.list()] == ["lan"]
    assert set(metadata.tables) < set(inspect(again.database.engine).get_table_names())
    again.close()


def test_data_folder_is_for_its_owner_only(settings: Settings, sqlite_store: Store) -> None:
    assert settings.data.stat().st_mode & 0o077 == 0
