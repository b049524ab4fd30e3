"""The command `boctach`: `boctach read ke-hoach.pdf` prints the record of a scanned plan."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata

import click

from api import terminal
from api.texts import Language, Texts
from ingest.errors import ExitCode, PaperError
from ingest.settings import SettingError

# In the order a newcomer needs them.
COMMANDS = ("read", "ocr", "restore", "serve", "watch", "worker", "link", "token", "settings")
STOPPED_BY_KEYBOARD = 130  # 128 + SIGINT, as shells report it


def group(language: Language) -> click.Group:
    """Return the program with all its commands, speaking `language`."""
    say = Texts(language)
    program = terminal.Group(say, "boctach", params=[_version_option(say)])
    for name in COMMANDS:
        program.add_command(import_module(f"api.commands.{name}").command(say))
    return program


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with an `ExitCode`; every error is one clear line on stderr."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit status."""
    language = terminal.chosen_language(arguments, os.environ)
    say = Texts(language)
    try:
        status = group(language).main(list(arguments), prog_name="boctach", standalone_mode=False)
        return int(status or ExitCode.OK)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return ExitCode.USAGE
    except click.UsageError as error:
        terminal.say_error(say, terminal.usage_message(say, error))
        return ExitCode.USAGE
    except SettingError as error:
        terminal.say_error(say, str(error))
        return ExitCode.USAGE
    except PaperError as error:
        terminal.say_error(say, error.message(language))
        return error.reason.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.error.stopped"), err=True)
        return STOPPED_BY_KEYBOARD
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; writing the rest of the buffer at exit would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:
        if os.environ.get("BOCTACH_DEBUG"):
            raise
        terminal.say_error(say, say("cli.error.unexpected", reason=f"{type(error).__name__}: {error}"))
        return ExitCode.FAILED


def _version_option(say: Texts) -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
        if is_asked and not context.resilient_parsing:
            click.echo(f"boctach {metadata.version('boctach')}")
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=say("cli.option.version")
    )


command = group("vi")
