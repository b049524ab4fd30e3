"""`boctach settings`: every setting, its value and its meaning."""

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import SETTINGS, load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run() -> ExitCode:
        settings = load_settings()
        for setting in SETTINGS:
            click.echo(f"{setting.variable}={getattr(settings, setting.name)}")
            click.echo(f"    {setting.help_en if say.language == 'en' else setting.help_vi}")
        return ExitCode.OK

    return Command(say, "settings", callback=run)
