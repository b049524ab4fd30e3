"""Accounts: the first administrator, links that work once, sessions that end, passwords that are never kept."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from ingest.errors import PaperError
from ingest.store import Store
from ingest.store.accounts import Account, csrf_of
from ingest.store.tables import accounts, sessions, sign_in_links, tokens

NOON = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)
PASSWORD = "tre xanh bên bờ ao"


def test_first_start_gives_one_link_that_works_once(store: Store) -> None:
    link = store.accounts.first_start()
    assert link is not None
    assert store.accounts.first_start() is None
    signed_in = store.accounts.redeem(link)
    assert signed_in is not None
    token, account = signed_in
    assert account.role == "administrator"
    assert store.accounts.redeem(link) is None
    session = store.accounts.session(token)
    assert session is not None
    assert session.account == account
    assert session.csrf == csrf_of(token) != token


def test_first_start_of_two_services_makes_one_account(store: Store) -> None:
    with ThreadPoolExecutor(6) as threads:
        links = list(threads.map(lambda _: store.accounts.first_start(), range(6)))
    assert sum(link is not None for link in links) == 1
    assert len(store.accounts.list()) == 1


def test_link_redeemed_by_many_at_once_signs_one_in(store: Store) -> None:
    link = store.accounts.first_start()
    assert link is not None
    with ThreadPoolExecutor(6) as threads:
        signed_in = list(threads.map(lambda _: store.accounts.redeem(link), range(6)))
    assert sum(each is not None for each in signed_in) == 1


def test_link_ends_after_a_day(sqlite_store: Store) -> None:
    link = sqlite_store.accounts.first_start()
    assert link is not None
    assert sqlite_store.accounts.redeem(link, now=dt.datetime.now(dt.UTC) + dt.timedelta(hours=25)) is None


def test_sign_in_needs_the_right_password(sqlite_store: Store) -> None:
    lan = sqlite_store.accounts.create("Lan", "Nguyễn Thị Lan", "reviewer", PASSWORD)
    signed_in = sqlite_store.accounts.sign_in("LAN", PASSWORD)
    assert signed_in is not None
    assert signed_in[1] == lan
    assert sqlite_store.accounts.sign_in("lan", PASSWORD + " ") is None
    assert sqlite_store.accounts.sign_in("không có", PASSWORD) is None


def test_account_without_password_cannot_sign_in_with_one(sqlite_store: Store) -> None:
    sqlite_store.accounts.create("lan", "Lan", "reviewer")
    assert sqlite_store.accounts.sign_in("lan", "") is None


@pytest.mark.parametrize(
    ("name", "password"), [("lan", "ngắn"), ("lan", "lan-2024-lan-2024"), ("", PASSWORD), ("lan", "x" * 2000)]
)
def test_weak_password_and_empty_name_are_refused(sqlite_store: Store, name: str, password: str) -> None:
    with pytest.raises(PaperError):
        sqlite_store.accounts.create(name, "Lan", "reviewer", password)


def test_name_is_taken_once(sqlite_store: Store) -> None:
    sqlite_store.accounts.create("lan", "Lan", "reviewer")
    with pytest.raises(PaperError):
        sqlite_store.accounts.create(" LAN ", "Lan khác", "uploader")


def test_session_lives_while_used_and_ends_when_not(sqlite_store: Store) -> None:
    sqlite_store.accounts.create("lan", "Lan", "reviewer", PASSWORD)
    signed_in = sqlite_store.accounts.sign_in("lan", PASSWORD, now=NOON)
    assert signed_in is not None
    token = signed_in[0]
    assert sqlite_store.accounts.session(token, now=NOON + dt.timedelta(hours=8)) is not None
    assert sqlite_store.accounts.session(token, now=NOON + dt.timedelta(hours=16)) is not None
    assert sqlite_store.accounts.session(token, now=NOON + dt.timedelta(hours=29)) is None


def test_sign_out_new_password_and_switching_off_end_sessions(sqlite_store: Store) -> None:
    lan = sqlite_store.accounts.create("lan", "Lan", "reviewer", PASSWORD)
    admin = sqlite_store.accounts.create("admin", "Admin", "administrator")
    for end in (
        lambda token: sqlite_store.accounts.sign_out(token),
        lambda token: sqlite_store.accounts.set_password(lan.id, PASSWORD),
        lambda token: sqlite_store.accounts.change(lan.id, active=False),
    ):
        signed_in = sqlite_store.accounts.sign_in("lan", PASSWORD)
        assert signed_in is not None
        assert sqlite_store.accounts.session(signed_in[0]) is not None
        end(signed_in[0])
        assert sqlite_store.accounts.session(signed_in[0]) is None
    assert sqlite_store.accounts.sign_in("lan", PASSWORD) is None
    assert not sqlite_store.accounts.get(lan.id).may("uploader")
    assert admin.may("approver")


def test_roles_include_those_below() -> None:
    approver = Account("1", "lan", "Lan", "approver", active=True)
    assert [approver.may(role) for role in ("uploader", "reviewer", "approver", "administrator")] == [
        True,
        True,
        True,
        False,
    ]


def test_last_administrator_stays(sqlite_store: Store) -> None:
    admin = sqlite_store.accounts.create("admin", "Admin", "administrator")
    with pytest.raises(PaperError):
        sqlite_store.accounts.change(admin.id, role="uploader")
    assert sqlite_store.accounts.get(admin.id).role == "administrator"


def test_machine_token_signs_its_account_in_until_it_ends(store: Store) -> None:
    machine = store.accounts.create("cham-diem", "Phần mềm chấm điểm", "uploader")
    secret, token = store.tokens.create("chấm điểm", machine.id, days=30)
    assert store.tokens.account(secret) == machine
    assert store.tokens.account(secret, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=31)) is None
    assert store.tokens.account(secret + "x") is None
    assert store.tokens.list() == (token,)
    store.tokens.drop(token.id)
    assert store.tokens.account(secret) is None


def test_nothing_that_signs_in_is_kept_readable(sqlite_store: Store) -> None:
    link = sqlite_store.accounts.first_start()
    assert link is not None
    lan = sqlite_store.accounts.create("lan", "Lan", "reviewer", PASSWORD)
    signed_in = sqlite_store.accounts.sign_in("lan", PASSWORD)
    assert signed_in is not None
    secret, _ = sqlite_store.tokens.create("máy", lan.id)
    with sqlite_store.database.read() as connection:
        kept = [
            str(value)
            for table in (accounts, sessions, sign_in_links, tokens)
            for row in connection.execute(select(table))
            for value in row
        ]
    for secret_value in (link, signed_in[0], secret, PASSWORD):
        assert not any(secret_value in value for value in kept)
    assert any(value.startswith("$argon2id$") for value in kept)
