"""How the command line speaks: help with translated headings, one clear line an error, progress on stderr."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import click

from api.texts import LANGUAGES, Language, Texts

HELP_WIDTH_COLUMNS = 100
# A paper of one page is read in about two seconds; a bar that comes and goes within that is only flicker.
BAR_DELAY_S = 1.0


class Formatter(click.HelpFormatter):
    """click's help layout with headings in the chosen language."""

    def __init__(self, say: Texts, **options: Any) -> None:
        super().__init__(**options)
        self._say = say

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write "Cách dùng: boctach read …"."""
        super().write_usage(prog, args, prefix or self._say("cli.heading.usage"))

    def write_heading(self, heading: str) -> None:
        """Write a heading, translated when it is one of click's own."""
        key = {"Options": "options", "Positional arguments": "arguments", "Commands": "commands"}.get(heading)
        super().write_heading(self._say(f"cli.heading.{key}") if key else heading)


class Context(click.Context):
    """A context whose help is written by `Formatter`; the texts travel in `obj`."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter for this context's language."""
        return Formatter(texts_of(self.command), max_width=HELP_WIDTH_COLUMNS)


class Command(click.Command):
    """A command that knows its language and has `--lang` and a translated `--help`."""

    context_class = Context

    def __init__(self, say: Texts, name: str, **options: Any) -> None:
        parameters = [*options.pop("params", ()), language_option(say)]
        super().__init__(
            name,
            params=parameters,
            help=say(f"cli.{name}.help").strip(),
            short_help=say(f"cli.{name}.short"),
            options_metavar=say("cli.metavar.options"),
            add_help_option=False,
            **options,
        )
        self.params.append(help_option(say))
        self.say = say


class Group(click.Group):
    """The program itself: the group of all commands."""

    context_class = Context

    def __init__(self, say: Texts, name: str, **options: Any) -> None:
        super().__init__(
            name,
            help=say("cli.group.help").strip(),
            options_metavar=say("cli.metavar.options"),
            subcommand_metavar=say("cli.metavar.command"),
            add_help_option=False,
            **options,
        )
        self.params += [language_option(say), help_option(say)]
        self.say = say

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order a newcomer needs them, not of the alphabet."""
        return list(self.commands)


def texts_of(command: click.Command) -> Texts:
    """Return the texts a command was built with."""
    return command.say if isinstance(command, Command | Group) else Texts("vi")


def language_option(say: Texts) -> click.Option:
    """Return `--lang vi|en`; the language itself is taken from the command line before click reads it."""
    return click.Option(
        ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, help=say("cli.option.lang")
    )


def help_option(say: Texts) -> click.Option:
    """Return `--help` with its help translated."""

    def show(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
        if is_asked and not context.resilient_parsing:
            click.echo(context.get_help(), color=context.color)
            context.exit()

    return click.Option(
        ["--help", "-h"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=say("cli.option.help")
    )


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of a call: `--lang en`, else BOCTACH_LANG, else BOCTACH_LANGUAGE, else "vi"."""
    ours = list(arguments)[: list(arguments).index("--")] if "--" in arguments else list(arguments)
    given = [environment.get("BOCTACH_LANG", ""), environment.get("BOCTACH_LANGUAGE", "")]
    for position, argument in enumerate(ours):
        if argument.startswith("--lang="):
            given.insert(0, argument.removeprefix("--lang="))
        elif argument == "--lang" and position + 1 < len(ours):
            given.insert(0, ours[position + 1])
    for language in given:
        if language.lower()[:2] in LANGUAGES:
            return cast(Language, language.lower()[:2])
    return "vi"


def say_error(say: Texts, message: str) -> None:
    """Write one line to stderr: "Lỗi: ke-hoach.pdf: …"."""
    click.echo(f"{say('cli.error.prefix')}: {message}", err=True)


def usage_message(say: Texts, error: click.UsageError) -> str:
    """Return what is wrong with a call, and where help is: click's errors in the chosen language."""
    where = error.ctx.command_path if error.ctx else "boctach"
    return f"{_usage_problem(say, error)}\n{say('cli.error.try', command=where)}"


def _usage_problem(say: Texts, error: click.UsageError) -> str:
    name = _parameter_name(error)
    if isinstance(error, click.NoSuchOption):
        return say("cli.error.no_option", name=error.option_name, hint=_hint(say, error.possibilities))
    if isinstance(error, click.exceptions.NoSuchCommand):
        return say("cli.error.no_command", name=error.command_name, hint=_hint(say, error.possibilities))
    if isinstance(error, click.MissingParameter):
        return say("cli.error.missing_argument", name=name)
    if isinstance(error, click.BadParameter):
        choices = error.param.type.choices if error.param and isinstance(error.param.type, click.Choice) else ()
        if choices:
            return say("cli.error.bad_choice", name=name, choices=", ".join(choices))
        return say("cli.error.bad_value", name=name) + (f" {error.message}" if say.language == "en" else "")
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return say("cli.error.missing_command")
    return say("cli.error.usage") + f" ({error.format_message()})"


def _parameter_name(error: click.UsageError) -> str:
    parameter = error.param if isinstance(error, click.BadParameter) else None
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name
    return "/".join(parameter.opts) if parameter else ""


def _hint(say: Texts, possibilities: Sequence[str] | None) -> str:
    return say("cli.error.hint", names=", ".join(possibilities)) if possibilities else ""


@contextmanager
def progress(total: int | None, *, unit: str, name: str) -> Iterator[Any]:
    """Give a progress bar on stderr (`.total`, `.update(1)`); silent when stderr is no terminal or work is short."""
    from tqdm import tqdm

    bar = tqdm(
        total=total,
        unit=f" {unit}",
        desc=name,
        file=sys.stderr,
        disable=None if "BOCTACH_DEBUG" not in os.environ else True,
        delay=BAR_DELAY_S,
        leave=False,
    )
    try:
        yield bar
    finally:
        bar.close()
