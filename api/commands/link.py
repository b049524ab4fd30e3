"""`boctach link`: a new one-time sign-in link."""

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import load_settings


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(name: str | None) -> ExitCode:
        from api.people import person, sign_in_url
        from ingest.store import Store

        settings = load_settings()
        store = Store(settings)
        try:
            account = person(store, name)
            url = sign_in_url(settings, store.accounts.new_link(account.id))
        finally:
            store.close()
        click.echo(say("cli.link.print", name=account.name, url=url))
        return ExitCode.OK

    return Command(
        say,
        "link",
        callback=run,
        params=[
            click.Argument(["name"], required=False, metavar=f"[{say('cli.metavar.name')}]", help=say("cli.link.name"))
        ],
    )
