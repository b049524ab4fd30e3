"""Tokens with which machines sign in: shown once, kept as SHA-256, ended by a date or by hand."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from ingest.store.accounts import Account
from ingest.store.database import Database
from ingest.store.tables import accounts, tokens

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A machine token without its secret: what it is called, whose it is, until when it is good."""

    id: str
    name: str
    account_id: str
    created_at: dt.datetime
    expires_at: dt.datetime


class Tokens:
    """The machine tokens in the store; a token may do what its account may."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, account_id: str, *, days: int = 365) -> tuple[str, Token]:
        """Make a token and return its secret, which is not kept, and the token."""
        secret = f"boctach_{secrets.token_urlsafe(TOKEN_BYTES)}"
        now = dt.datetime.now(dt.UTC)
        token = Token(secrets.token_hex(8), name.strip(), account_id, now, now + dt.timedelta(days=days))
        with self._database.write() as connection:
            connection.execute(
                insert(tokens).values(
                    id=token.id,
                    token_hash=_digest(secret),
                    name=token.name,
                    account_id=account_id,
                    created_at=token.created_at,
                    expires_at=token.expires_at,
                )
            )
        return secret, token

    def account(self, secret: str, *, now: dt.datetime | None = None) -> Account | None:
        """Return the account a secret signs in; None when the token is unknown, late or its account switched off."""
        query = (
            select(accounts)
            .join(tokens, tokens.c.account_id == accounts.c.id)
            .where(
                tokens.c.token_hash == _digest(secret),
                tokens.c.expires_at > (now or dt.datetime.now(dt.UTC)),
                accounts.c.active,
            )
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else Account(row.id, row.name, row.display_name, row.role, row.active)

    def list(self) -> tuple[Token, ...]:
        """Return all tokens, newest first."""
        query = select(tokens).order_by(tokens.c.created_at.desc())
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(Token(**{name: getattr(row, name) for name in Token.__slots__}) for row in rows)

    def drop(self, token_id: str) -> None:
        """End a token at once."""
        with self._database.write() as connection:
            connection.execute(delete(tokens).where(tokens.c.id == token_id))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
