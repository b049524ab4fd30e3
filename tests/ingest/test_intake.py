"""Papers are looked into, kept and queued before the hand-in is answered; refused ones leave nothing behind."""

from collections.abc import Iterator

import pytest

from ingest.errors import PaperError
from ingest.intake import accept
from ingest.sandbox import Sandbox, new_sandbox
from ingest.settings import Settings
from ingest.store import Store
from tests.ingest.papers import digital_pdf


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(lanes=1, memory_mb=2048, seconds=60) as pool:
        yield pool


def test_accepted_paper_is_kept_and_queued(sqlite_store: Store, settings: Settings, sandbox: Sandbox) -> None:
    lan = sqlite_store.accounts.create("lan", "Lan", "uploader")
    data = digital_pdf(3)
    document, is_new = accept(
        data, "Kế hoạch.pdf", store=sqlite_store, settings=settings, sandbox=sandbox, account_id=lan.id
    )
    assert (is_new, document.state, document.page_count, document.uploaded_by) == (True, "queued", 3, lan.id)
    assert sqlite_store.documents.original(document.id) == data
    assert [turn.document_id for turn in sqlite_store.work.waiting(9)] == [document.id]


def test_same_paper_again_is_said_to_be_there(sqlite_store: Store, settings: Settings, sandbox: Sandbox) -> None:
    data = digital_pdf()
    first, _ = accept(data, "a.pdf", store=sqlite_store, settings=settings, sandbox=sandbox)
    again, is_new = accept(data, "b.pdf", store=sqlite_store, settings=settings, sandbox=sandbox)
    assert (again.id, is_new) == (first.id, False)
    actions = [line.action for line in sqlite_store.audit.list(document_id=first.id)]
    assert actions == ["document.add", "document.add_again"]


@pytest.mark.parametrize("data", [b"", b"MZ", b"%PDF-1.7 no end", b"%PDF-1.7 nothing\n%%EOF"])
def test_refused_paper_leaves_nothing_behind(
    data: bytes, sqlite_store: Store, settings: Settings, sandbox: Sandbox
) -> None:
    with pytest.raises(PaperError):
        accept(data, "a.pdf", store=sqlite_store, settings=settings, sandbox=sandbox)
    assert sqlite_store.documents.list().documents == ()
    assert [path for path in settings.files.rglob("*") if path.is_file()] == []


def test_new_sandbox_has_a_lane_for_each_worker(settings: Settings) -> None:
    with new_sandbox(settings) as pool:
        assert pool.lanes == settings.workers
