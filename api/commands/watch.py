"""`boctach watch`: a folder that staff drop scans into."""

import signal
import threading
from pathlib import Path

import click

from api.terminal import Command
from api.texts import Texts, refusal
from ingest.errors import NOT_FOUND, ExitCode
from ingest.settings import load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(folder: Path) -> ExitCode:
        return watch(folder, say=say)

    return Command(
        say,
        "watch",
        callback=run,
        params=[
            click.Argument(
                ["folder"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=say("cli.metavar.folder"),
                help=say("cli.watch.folder"),
            )
        ],
    )


def watch(folder: Path, *, say: Texts) -> ExitCode:
    """Read every paper put into `folder` until SIGINT or SIGTERM comes; what became of each is one line on stderr."""
    from api.logs import log_to_stderr
    from ingest.pipeline import read_paper
    from ingest.record import Record
    from ingest.sandbox import new_sandbox
    from ingest.watch import Outcome, Watcher

    log_to_stderr()
    settings = load_settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())

    def told(outcome: Outcome) -> None:
        click.echo(say(f"cli.watch.{outcome.state}", name=outcome.name, beside=outcome.beside), err=True)

    with new_sandbox(settings) as sandbox:

        def read(data: bytes, name: str) -> Record:
            return read_paper(data, name, settings=settings, sandbox=sandbox).record

        try:
            watcher = Watcher(folder, read, settings=settings)
        except NotADirectoryError:
            raise refusal(NOT_FOUND, "cli.error.no_folder", document=str(folder)) from None
        click.echo(say("cli.watch.waiting", folder=folder), err=True)
        watcher.run(stop, told)
    return ExitCode.OK
