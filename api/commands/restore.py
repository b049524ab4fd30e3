"""`boctach restore`: text with its Vietnamese marks brought back, line by line."""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.terminal import Command
from api.texts import Texts, refusal
from ingest.errors import UNSUPPORTED, ExitCode

if TYPE_CHECKING:
    from diacritics.restoration import Restoration

STANDARD_INPUT = Path("-")


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(file: Path, explain: bool) -> ExitCode:
        return restore_file(file, explain=explain, say=say)

    return Command(
        say,
        "restore",
        callback=run,
        params=[
            click.Argument(
                ["file"],
                required=False,
                default="-",
                type=click.Path(path_type=Path),
                metavar=f"[{say('cli.metavar.file')}|-]",
                help=say("cli.restore.file"),
            ),
            click.Option(["--explain"], is_flag=True, help=say("cli.restore.explain")),
        ],
    )


def restore_file(path: Path, *, explain: bool, say: Texts) -> ExitCode:
    """Print the restored text of a file or of standard input; with `explain` the changed words as a table instead."""
    if path == STANDARD_INPUT and sys.stdin.isatty():
        raise click.UsageError(say("cli.error.no_stdin"))
    text = _text(path)
    from diacritics.restore import restore

    restoration = restore(text)
    if explain:
        for row in _changes(restoration, say):
            click.echo(row)
    else:
        click.echo(restoration.text, nl=False)
    return ExitCode.OK


def _text(path: Path) -> str:
    if path == STANDARD_INPUT:
        data, name = sys.stdin.buffer.read(), "stdin"
    else:
        from api.papers import read_bytes

        data, name = read_bytes(path), str(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal(UNSUPPORTED, "cli.error.not_text", document=name, name=name) from None
    return unicodedata.normalize("NFC", text)


def _changes(restoration: "Restoration", say: Texts) -> Iterator[str]:
    """Yield a tab-separated table: line, seen, restored, probability, how, other readings."""
    yield say("cli.restore.columns")
    for word in restoration.changes():
        line = restoration.text.count("\n", 0, word.start) + 1
        others = ", ".join(f"{other.text} {other.probability:.2f}" for other in word.runners_up)
        yield "\t".join([str(line), word.raw, word.text, f"{word.probability:.3f}", word.rule or word.kind, others])
