"""Accounts as the command line names them."""

from typing import cast

from api.texts import refusal
from ingest.errors import NOT_FOUND
from ingest.settings import Settings
from ingest.store import Store
from ingest.store.accounts import Account, Role

EVERYWHERE = {"0.0.0.0", "::"}  # what a server listens on to be reached through every network of its machine


def person(store: Store, name: str | None) -> Account:
    """Return the account of this name, an administrator when none is named; `PaperError(NOT_FOUND)` without one."""
    accounts = store.accounts.list()
    for account in accounts:
        if account.name == (name or "").strip().casefold() or (name is None and account.may("administrator")):
            return account
    names = ", ".join(account.name for account in accounts)
    if name is None or not names:
        raise refusal(NOT_FOUND, "cli.link.no_account", document="boctach")
    raise refusal(NOT_FOUND, "cli.link.nobody", document="boctach", name=name, names=names)


def way_in(store: Store) -> str | None:
    """Return a one-time sign-in token when there is no administrator yet, whom this makes; else None.

    A token for a program may have been made before the first start: its account is no administrator.
    """
    token = store.accounts.first_start()
    if token or any(account.may("administrator") for account in store.accounts.list()):
        return token
    administrator = store.accounts.create("admin", "Quản trị viên", "administrator")
    return store.accounts.new_link(administrator.id)


def machine(store: Store, name: str, role: str) -> Account:
    """Return the account a program signs in with, made with `role` when there is none of this name."""
    for account in store.accounts.list():
        if account.name == name.strip().casefold():
            return account
    return store.accounts.create(name, name, cast(Role, role))


def sign_in_url(settings: Settings, token: str) -> str:
    """Return the address that signs in with a one-time token."""
    return f"{address(settings)}/sign-in/{token}"


def address(settings: Settings) -> str:
    """Return the address people open; "any address" is no place to go to, so then it is this machine's own."""
    if settings.host in EVERYWHERE and not settings.public_url:
        return f"http://127.0.0.1:{settings.port}"
    return settings.url
