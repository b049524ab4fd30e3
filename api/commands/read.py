"""`boctach read`: papers in, records out, without server or database."""

from pathlib import Path

import click

from api.terminal import Command, say_error
from api.texts import Texts
from ingest.errors import ExitCode, PaperError
from ingest.settings import load_settings

FORMATS = ("json", "ndjson", "csv", "xlsx")


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(files: tuple[Path, ...], out: Path | None, format: str) -> ExitCode:
        return read(files, out=out, format=format, say=say)

    return Command(
        say,
        "read",
        callback=run,
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path),
                metavar=say("cli.metavar.file") + "…",
                help=say("cli.read.files"),
            ),
            click.Option(
                ["--out", "-o"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=say("cli.metavar.folder"),
                help=say("cli.read.out"),
            ),
            click.Option(
                ["--format", "-f"],
                type=click.Choice(FORMATS),
                default="json",
                help=say("cli.read.format"),
            ),
        ],
    )


def read(files: tuple[Path, ...], *, out: Path | None, format: str, say: Texts) -> ExitCode:
    """Read every paper; one that cannot be read is said on stderr and the others go on.

    The exit status is that of the first paper that could not be read.
    """
    from ingest.sandbox import new_sandbox

    settings = load_settings()
    to_files = out is not None or len(files) > 1 or format == "xlsx"
    taken: set[Path] = set()
    status = ExitCode.OK
    with new_sandbox(settings) as sandbox:
        if any(path.suffix.lower() != ".txt" and path.is_file() for path in files):
            sandbox.warm_up()  # its libraries load while the ones below do
        from api.formats import written
        from api.papers import keep, read_with_progress

        for path in files:
            try:
                record = read_with_progress(path, settings=settings, sandbox=sandbox, say=say).record
                content = written(record, format=format, language=say.language)
                if to_files:
                    keep(content, _free(path, out or Path(), format, taken), paper=path, say=say)
                else:
                    click.echo(content, nl=False)
            except PaperError as error:
                say_error(say, error.message(say.language))
                status = status or error.reason.exit_code
    return status


def _free(path: Path, folder: Path, format: str, taken: set[Path]) -> Path:
    """Return where the result of `path` goes: "ke-hoach.json", then "ke-hoach-2.json" for a second paper so called."""
    wanted, number = folder / f"{path.stem}.{format}", 1
    while wanted in taken:
        number += 1
        wanted = folder / f"{path.stem}-{number}.{format}"
    taken.add(wanted)
    return wanted
