"""Settings come from one table, command line before environment before default."""

from dataclasses import fields
from pathlib import Path

import pytest

from ingest.settings import SETTINGS, SettingError, Settings, load_settings


def test_settings_table_and_type_name_the_same_settings() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_settings_every_row_is_explained_in_both_languages() -> None:
    for setting in SETTINGS:
        assert setting.help_vi.endswith("."), setting.name
        assert setting.help_en.endswith("."), setting.name


def test_settings_defaults_are_a_local_service_on_sqlite() -> None:
    settings = load_settings({})
    assert settings.data == Path("data").absolute()
    assert settings.database_url == f"sqlite:///{settings.data / 'boctach.sqlite'}"
    assert settings.url == "http://127.0.0.1:8000"
    assert settings.workers >= 1


def test_settings_environment_is_read_and_command_line_wins() -> None:
    environment = {"BOCTACH_PORT": "9000", "BOCTACH_LANGUAGE": "en"}
    assert load_settings(environment).port == 9000
    assert load_settings(environment, port=9001, language=None).port == 9001
    assert load_settings(environment, port=9001, language=None).language == "en"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_settings_postgres_address_means_psycopg(scheme: str) -> None:
    settings = load_settings({"BOCTACH_DATABASE_URL": f"{scheme}://boctach@db/papers"})
    assert settings.database_url == "postgresql+psycopg://boctach@db/papers"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BOCTACH_PORT", "http"),
        ("BOCTACH_MAX_PAGES", "-1"),
        ("BOCTACH_REVIEW_BELOW", "1.5"),
        ("BOCTACH_REVIEW_BELOW", "nhiều"),
        ("BOCTACH_LANGUAGE", "fr"),
        ("BOCTACH_DATABASE_URL", "mysql://x"),
    ],
)
def test_settings_wrong_value_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(SettingError, match=variable):
        load_settings({variable: value})


def test_settings_unknown_override_is_refused() -> None:
    with pytest.raises(SettingError, match="colour"):
        load_settings({}, colour="red")
