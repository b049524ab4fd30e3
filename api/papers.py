"""Files as the command line takes them in."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from api.terminal import progress
from api.texts import Texts, refusal
from ingest.errors import INVALID, NOT_FOUND, UNSUPPORTED
from ingest.pipeline import PageProgress, ReadPaper, ReadText, read_paper, read_text
from ingest.sandbox import Sandbox
from ingest.settings import Settings

_Read = TypeVar("_Read", bound=ReadText)


def read_bytes(path: Path) -> bytes:
    """Return what is in a file; a missing file, a folder or a missing right is a `PaperError` that says so."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal(NOT_FOUND, "cli.error.no_file", document=str(path)) from None
    except IsADirectoryError:
        raise refusal(UNSUPPORTED, "cli.error.is_folder", document=str(path), name=path) from None
    except PermissionError:
        raise refusal(NOT_FOUND, "cli.error.not_allowed", document=str(path)) from None


def read_with_progress(path: Path, *, settings: Settings, sandbox: Sandbox, say: Texts) -> ReadPaper:
    """Read one paper, with a bar over its pages on stderr while it takes long."""
    return _read(read_paper, path, settings=settings, sandbox=sandbox, say=say)


def read_text_with_progress(path: Path, *, settings: Settings, sandbox: Sandbox, say: Texts) -> ReadText:
    """Read the text of one paper in the same way: half the start, for no record is made of it."""
    return _read(read_text, path, settings=settings, sandbox=sandbox, say=say)


def _read(read: Callable[..., _Read], path: Path, *, settings: Settings, sandbox: Sandbox, say: Texts) -> _Read:
    data = read_bytes(path)
    with progress(None, unit=say("cli.progress.pages"), name=path.name) as bar:

        def moved(page: PageProgress) -> None:
            bar.total = page.total
            bar.update(page.done - bar.n)

        return read(data, path.name, settings=settings, sandbox=sandbox, on_page=moved)


def keep(content: bytes, target: Path, *, paper: Path, say: Texts) -> None:
    """Write a result and say where; never over the paper itself, and `PaperError` when it cannot be written."""
    if target.exists() and target.samefile(paper):
        raise refusal(INVALID, "cli.error.output_is_input", document=str(paper))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise refusal(INVALID, "cli.error.cannot_write", document=str(target), why=error.strerror) from error
    click.echo(say("cli.wrote", path=target), err=True)
