"""`boctach token`: an access token with which another program may use the HTTP interface."""

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import load_settings

ROLES = ("uploader", "reviewer", "approver")  # what a machine may be given; no program needs to be the administrator


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(name: str, role: str) -> ExitCode:
        from api.people import machine
        from ingest.store import Store

        store = Store(load_settings())
        try:
            secret, _ = store.tokens.create(name, machine(store, name, role).id)
        finally:
            store.close()
        click.echo(secret)
        return ExitCode.OK

    return Command(
        say,
        "token",
        callback=run,
        params=[
            click.Argument(["name"], metavar=say("cli.metavar.name"), help=say("cli.token.name")),
            click.Option(["--role"], type=click.Choice(ROLES), default=ROLES[0], help=say("cli.token.role")),
        ],
    )
