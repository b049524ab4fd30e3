"""Who may do what: accounts with passwords, one-time sign-in links, sessions and machine tokens.

Tokens are random, given out once and kept only as SHA-256; passwords are kept as argon2 hashes.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from pwdlib import PasswordHash
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from ingest.errors import INVALID, NOT_FOUND, PaperError
from ingest.store.database import Database, insert_new
from ingest.store.tables import accounts, sessions, sign_in_links

Role = Literal["uploader", "reviewer", "approver", "administrator"]

ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
TOKEN_BYTES = 32
LINK_HOURS = 24
LEAST_PASSWORD = 12  # characters; OWASP ASVS 5.0 asks for 8 at least and recommends 15
LONGEST_PASSWORD = 1024


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a machine that may sign in."""

    id: str
    name: str
    display_name: str
    role: Role
    active: bool

    def may(self, role: Role) -> bool:
        """Return whether this account may do what `role` may."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in account; `csrf` must come back with every change made from a page."""

    account: Account
    csrf: str


class Accounts:
    """The accounts in the store, and the ways to sign in."""

    def __init__(self, database: Database, *, session_hours: int) -> None:
        self._database = database
        self._session = dt.timedelta(hours=session_hours)

    def first_start(self) -> str | None:
        """Make the first administrator and return a one-time sign-in token; None when there are accounts already."""
        with self._database.write() as connection:
            if connection.execute(select(func.count()).select_from(accounts)).scalar():
                return None
            account = _insert(connection, "admin", "Quản trị viên", "administrator", None)
            # Of two services that start at the same moment only one makes the account.
            return None if account is None else self._link(connection, account.id)

    def create(self, name: str, display_name: str, role: Role, password: str | None = None) -> Account:
        """Make an account; a taken or empty name or a weak password raises `PaperError(INVALID)`."""
        chosen = name.strip().casefold()
        hashed = None if password is None else _hashed(password, chosen)
        with self._database.write() as connection:
            made = _insert(connection, chosen, display_name.strip() or chosen, role, hashed) if chosen else None
            if made is None:
                raise PaperError(
                    INVALID,
                    document=chosen or "tài khoản",
                    message_vi="tên đăng nhập để trống hoặc đã có người dùng; hãy chọn tên khác.",
                    message_en="the sign-in name is empty or taken; choose another.",
                )
            return made

    def get(self, account_id: str) -> Account:
        """Return an account; `PaperError(NOT_FOUND)` when there is none."""
        with self._database.read() as connection:
            return _found(connection, account_id)

    def list(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        with self._database.read() as connection:
            return tuple(_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name)))

    def change(self, account_id: str, *, role: Role | None = None, active: bool | None = None) -> Account:
        """Change what an account may do and return it; its sessions end. The last administrator stays (INVALID)."""
        values = {key: value for key, value in {"role": role, "active": active}.items() if value is not None}
        with self._database.write() as connection:
            _found(connection, account_id)
            if values:
                connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))
                connection.execute(delete(sessions).where(sessions.c.account_id == account_id))
            _refuse_without_administrator(connection)
            return _found(connection, account_id)

    def set_password(self, account_id: str, password: str) -> None:
        """Give an account a new password; all its sessions end. A weak password raises `PaperError(INVALID)`."""
        hashed = _hashed(password, self.get(account_id).name)
        with self._database.write() as connection:
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(password_hash=hashed))
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    def new_link(self, account_id: str) -> str:
        """Return a token that signs an account in once within a day."""
        with self._database.write() as connection:
            _found(connection, account_id)
            return self._link(connection, account_id)

    def redeem(self, token: str, *, now: dt.datetime | None = None) -> tuple[str, Account] | None:
        """Sign in with a one-time token: the session token and the account; None when it is used, late or unknown."""
        moment = now or dt.datetime.now(dt.UTC)
        with self._database.write() as connection:
            taken = connection.execute(
                update(sign_in_links)
                .where(
                    sign_in_links.c.token_hash == _digest(token),
                    sign_in_links.c.used_at.is_(None),
                    sign_in_links.c.expires_at > moment,
                )
                .values(used_at=moment)
                .returning(sign_in_links.c.account_id)
            ).scalar()
            if taken is None:
                return None
            account = _found(connection, taken)
            return (self._open(connection, account.id, moment), account) if account.active else None

    def sign_in(self, name: str, password: str, *, now: dt.datetime | None = None) -> tuple[str, Account] | None:
        """Sign in with name and password: the session token and the account; None when they do not fit.

        An unknown name takes as long as a wrong password, so that nobody learns which names exist.
        """
        moment = now or dt.datetime.now(dt.UTC)
        with self._database.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name.strip().casefold())).first()
        known = row.password_hash if row is not None and row.active and row.password_hash else None
        fits = _hasher().verify(password[:LONGEST_PASSWORD], known or _hash_of_nobody())
        if row is None or known is None or not fits:
            return None
        with self._database.write() as connection:
            return self._open(connection, row.id, moment), _account(row)

    def session(self, token: str, *, now: dt.datetime | None = None) -> Session | None:
        """Return who is signed in with a session token and keep the session alive; None when it has ended."""
        moment = now or dt.datetime.now(dt.UTC)
        key = _digest(token)
        query = (
            select(accounts, sessions.c.expires_at)
            .join(sessions, sessions.c.account_id == accounts.c.id)
            .where(sessions.c.token_hash == key, sessions.c.expires_at > moment, accounts.c.active)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if row.expires_at - moment < self._session * 0.9:  # not a write for every click
            with self._database.write() as connection:
                connection.execute(
                    update(sessions).where(sessions.c.token_hash == key).values(expires_at=moment + self._session)
                )
        return Session(_account(row), csrf_of(token))

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _digest(token)))

    def _link(self, connection: Connection, account_id: str) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires_at = dt.datetime.now(dt.UTC) + dt.timedelta(hours=LINK_HOURS)
        connection.execute(
            insert(sign_in_links).values(token_hash=_digest(token), account_id=account_id, expires_at=expires_at)
        )
        return token

    def _open(self, connection: Connection, account_id: str, now: dt.datetime) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
        connection.execute(
            insert(sessions).values(
                token_hash=_digest(token), account_id=account_id, created_at=now, expires_at=now + self._session
            )
        )
        return token


def csrf_of(session_token: str) -> str:
    """Return the token that pages of a session send back with changes: bound to the session, useless without it."""
    return hmac.new(session_token.encode(), b"csrf", hashlib.sha256).hexdigest()


def _insert(
    connection: Connection, name: str, display_name: str, role: Role, password_hash: str | None
) -> Account | None:
    """Add an account; None when the name is taken."""
    account = Account(secrets.token_hex(8), name, display_name, role, active=True)
    values = {
        "id": account.id,
        "name": name,
        "display_name": display_name,
        "role": role,
        "active": True,
        "password_hash": password_hash,
        "created_at": dt.datetime.now(dt.UTC),
    }
    return account if insert_new(connection, accounts, values) else None


def _found(connection: Connection, account_id: str) -> Account:
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).first()
    if row is None:
        raise PaperError(
            NOT_FOUND,
            document=account_id,
            message_vi="không có tài khoản nào mang mã này.",
            message_en="there is no account with this id.",
        )
    return _account(row)


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.name, row.display_name, row.role, row.active)


def _refuse_without_administrator(connection: Connection) -> None:
    query = select(func.count()).select_from(accounts).where(accounts.c.role == "administrator", accounts.c.active)
    if not connection.execute(query).scalar():
        raise PaperError(
            INVALID,
            document="tài khoản",
            message_vi="phải còn ít nhất một quản trị viên; hãy cử người khác trước.",
            message_en="there must be an administrator; appoint another one first.",
        )


def _hashed(password: str, name: str) -> str:
    if not LEAST_PASSWORD <= len(password) <= LONGEST_PASSWORD or (name and name in password.casefold()):
        raise PaperError(
            INVALID,
            document=name,
            message_vi=f"mật khẩu cần ít nhất {LEAST_PASSWORD} ký tự và không chứa tên đăng nhập.",
            message_en=f"a password needs at least {LEAST_PASSWORD} characters and must not contain the sign-in name.",
        )
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(TOKEN_BYTES))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
