"""The application over a store of its own, callers of each kind, and a paper that has been read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from ingest.pipeline import PROFILE, read_paper
from ingest.settings import Settings, load_settings
from ingest.source import identify
from ingest.store import Store
from ingest.store.accounts import Role
from ingest.store.documents import StoredDocument

BASE_URL = "http://boctach.test"

# A plan about an invented commune, short enough to be read in no time.
PLAN = """ỦY BAN NHÂN DÂN
XÃ THỦY BIỂN
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thủy Biển, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024

Căn cứ Quyết định số 88/QĐ-UBND ngày 20 tháng 12 năm 2023 của Ủy ban nhân dân huyện Hải Sơn về cải cách hành chính;
Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. NHIỆM VỤ
1. Rà soát thủ tục hành chính
- Thời gian: Quý II năm 2024.
- Đơn vị chủ trì: Văn phòng - Thống kê.
- Đơn vị phối hợp: Tư pháp - Hộ tịch.
2. Tập huấn cho công chức một cửa
- Thời gian: Chậm nhất ngày 30/9/2024.
- Đơn vị chủ trì: Văn hóa - Xã hội.

Nơi nhận:
- UBND huyện;
- Lưu: VT.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in browser: a client with its cookie, and the proof its pages send with changes."""

    client: TestClient
    csrf: str

    def headers(self, **more: str) -> dict[str, str]:
        return {"X-Boctach-CSRF": self.csrf, **more}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path / "data", workers=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.fixture
def stranger(settings: Settings, store: Store) -> Iterator[TestClient]:
    """A client that nobody has let in."""
    with TestClient(create_app(settings, store=store), base_url=BASE_URL, follow_redirects=False) as client:
        yield client


@pytest.fixture
def machine(stranger: TestClient, store: Store) -> TestClient:
    """A program with a token that may do all a machine may."""
    return with_token(stranger, store, "approver")


@pytest.fixture
def person(stranger: TestClient, store: Store) -> Person:
    """The administrator in a browser, come in through the one-time link."""
    token = store.accounts.first_start()
    assert token is not None
    stranger.post(f"/sign-in/{token}")
    session = store.accounts.session(stranger.cookies["boctach_session"])
    assert session is not None
    return Person(stranger, session.csrf)


@pytest.fixture
def paper(store: Store) -> StoredDocument:
    """A paper that has been read and waits for review."""
    return keep_read(store, PLAN, "ke-hoach.txt")


def with_token(client: TestClient, store: Store, role: Role) -> TestClient:
    account = store.accounts.create(f"machine-{role}", "", role)
    secret, _ = store.tokens.create("test", account.id)
    client.headers["Authorization"] = f"Bearer {secret}"
    return client


def keep_read(store: Store, text: str, name: str) -> StoredDocument:
    """Hand a text in and read it at once, as a worker would."""
    settings = load_settings({})
    data = text.encode()
    document, _ = store.documents.add(identify(data, name, settings), data)
    (turn,) = store.work.waiting(1)
    executor = store.leases.open()
    assert store.work.hold(turn, executor)
    read = read_paper(data, name, settings=settings)
    assert store.records.keep(read.record, read.transcript.text, profile=PROFILE, held_by=executor)
    return store.documents.get(document.id)
