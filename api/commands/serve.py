"""`boctach serve`: pages, HTTP interface and one reader in one process."""

from pathlib import Path

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(
        files: tuple[Path, ...], host: str | None, port: int | None, data: Path | None, samples: bool, no_worker: bool
    ) -> ExitCode:
        from api.server import serve

        settings = load_settings(host=host, port=port, data=data, language=say.language)
        return serve(settings, files=files, samples=samples, has_worker=not no_worker, say=say)

    return Command(
        say,
        "serve",
        callback=run,
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                type=click.Path(path_type=Path),
                metavar=f"[{say('cli.metavar.file')}…]",
                help=say("cli.serve.files"),
            ),
            click.Option(["--host"], metavar=say("cli.metavar.address"), help=say("cli.serve.host")),
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                metavar=say("cli.metavar.number"),
                help=say("cli.serve.port"),
            ),
            click.Option(
                ["--data"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=say("cli.metavar.folder"),
                help=say("cli.serve.data"),
            ),
            click.Option(["--samples"], is_flag=True, help=say("cli.serve.samples")),
            click.Option(["--no-worker"], is_flag=True, help=say("cli.serve.no_worker")),
        ],
    )
