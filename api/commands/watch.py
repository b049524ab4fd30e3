"""`boctach watch`: a folder that staff drop scans into."""

from pathlib import Path

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(folder: Path) -> ExitCode:
        from ingest.watch import watch

        click.echo(say("cli.watch.waiting", folder=folder), err=True)
        watch(folder, settings=load_settings(language=say.language))
        return ExitCode.OK

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
