import re
from pathlib import Path

import click

from api.cli import command
from tests import docs
from tests.benchmark import table
from tests.conftest import REPOSITORY

README_TEXT = table.README.read_text(encoding="utf-8")


def test_readme_shows_the_recorded_accuracy_and_every_setting() -> None:
    assert docs.written(README_TEXT) == README_TEXT


def test_readme_names_only_commands_and_options_that_exist() -> None:
    assert isinstance(command, click.Group)
    for name, rest in re.findall(r"boctach (\w+)([^\n|`]*)", README_TEXT):
        assert name in command.commands, name
        options = {option for parameter in command.commands[name].params for option in parameter.opts}
        for option in re.findall(r"--[a-z-]+", rest.split("#")[0]):
            assert option in options, f"boctach {name} {option}"


def test_readme_shows_every_command() -> None:
    assert isinstance(command, click.Group)
    for name in command.commands:
        assert f"boctach {name}" in README_TEXT, name


def test_files_named_in_the_readmes_exist() -> None:
    for readme in (REPOSITORY / "README.md", REPOSITORY / "README.vi.md"):
        text = readme.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (REPOSITORY / target).exists(), f"{readme.name}: {target}"
        for path in re.findall(r"`((?:api|ingest|ocr|diacritics|extractors|samples)/[\w./]*)`", text):
            assert (REPOSITORY / path).exists(), f"{readme.name}: {path}"


def test_nothing_in_the_repository_names_a_machine_or_a_registry_host() -> None:
    hosts = re.compile(r"/work/(?:main|shared)|pypi\.org|pythonhosted|npmjs|/root/")
    for path in _texts(REPOSITORY):
        assert not hosts.search(path.read_text(encoding="utf-8")), path


def _texts(folder: Path) -> list[Path]:
    named = [*folder.glob("*.md"), *folder.glob("*.toml"), *folder.glob("*.lock"), folder / "Makefile"]
    code = [
        path for top in ("api", "ingest", "ocr", "diacritics", "extractors") for path in (folder / top).rglob("*.py")
    ]
    return named + code
