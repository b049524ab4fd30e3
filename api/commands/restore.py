"""`boctach restore`: text with its Vietnamese marks brought back, line by line."""

import sys
import unicodedata
from pathlib import Path

import click

from api.terminal import Command
from api.texts import Texts, refusal
from ingest.errors import UNSUPPORTED, ExitCode

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
    """Print the restored text of a file or of standard input; with `explain` the changed words instead."""
    if path == STANDARD_INPUT and sys.stdin.isatty():
        raise click.UsageError(say("cli.error.no_stdin"))
    text = _text(path)
    from diacritics.restore import restore

    restoration = restore(text)
    if explain:
        from diacritics.explain import explain as explained

        click.echo(explained(restoration, language=say.language))
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
