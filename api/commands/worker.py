"""`boctach worker`: the reader alone, on the data of a server."""

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run() -> ExitCode:
        from api.logs import log_to_stderr
        from ingest.worker import run_worker

        log_to_stderr()
        click.echo(say("cli.worker.ready"), err=True)
        run_worker(load_settings())
        return ExitCode.OK

    return Command(say, "worker", callback=run)
