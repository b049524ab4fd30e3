"""The store keeps papers, pages and records; alike on SQLite and on PostgreSQL."""

import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from extractors.values import Document, Flag, Group, Sample, Task
from ingest.corrections import Edit
from ingest.errors import PaperError
from ingest.reading import PageReading
from ingest.record import Record, RecordPlace, RecordSource, ValueEvidence
from ingest.settings import Settings
from ingest.source import Source
from ingest.store import Store
from ingest.store.accounts import Account
from ingest.store.documents import Failure
from ingest.store.work import Turn
from ocr.page import Block, Box, Line, Page, SymbolChoice, Word


def paper(content: bytes = b"%PDF-1.7 ke hoach", name: str = "Kế hoạch.pdf", pages: int = 3) -> tuple[Source, bytes]:
    return Source(hashlib.sha256(content).hexdigest(), "application/pdf", name, pages), content


def page_reading(number: int = 1) -> PageReading:
    choices = ((SymbolChoice("ộ", 0.8), SymbolChoice("ỏ", 0.2)),)
    word = Word("hộ", Box(10, 20, 60, 44), 0.93, choices)
    block = Block("paragraph", (Line((word,)),), Box(10, 20, 60, 44))
    return PageReading(Page(number, 1654, 2339, 200, (block,), 0.97), "ocr", "no_layer", "chỉ có ảnh", "image only")


def record(source: Source) -> Record:
    return Record(
        id=source.id,
        source=RecordSource(source.sha256, source.name, source.media_type),
        document=Document(
            kind="ke_hoach", number="12", symbol="KH-UBND", subject="Khảo sát Đồng Tháp", issuer="UBND xã"
        ),
        tasks=(Task("I.1", "Lập danh sách"), Task("I.2", "Phát phiếu")),
        samples=(),
        evidence={
            "/tasks/0/title": ValueEvidence(0.8, "extracted", "title", "Lap", "Lập", (RecordPlace(1, (1, 2, 3, 4)),))
        },
    )


def reviewer(store: Store) -> Account:
    return store.accounts.create("lan", "Nguyễn Thị Lan", "reviewer")


def kept(store: Store, executor: str = "worker-1") -> tuple[Source, Turn]:
    source, content = paper()
    store.documents.add(source, content)
    turn = Turn(source.id, 1)
    assert store.work.hold(turn, executor)
    assert store.records.keep(record(source), "văn bản", profile="1", held_by=executor)
    return source, turn


def test_same_bytes_are_the_same_paper(store: Store) -> None:
    source, content = paper()
    first, is_new = store.documents.add(source, content)
    again, is_new_again = store.documents.add(replace(source, name="bản sao.pdf"), content)
    assert (is_new, is_new_again) == (True, False)
    assert again == first
    assert store.documents.original(first.id) == content
    assert [page.state for page in store.pages.list(first.id)] == ["waiting"] * 3


def test_same_bytes_from_many_threads_are_one_paper(store: Store) -> None:
    source, content = paper()
    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(lambda _: store.documents.add(source, content), range(16)))
    assert sum(is_new for _, is_new in added) == 1
    assert len(store.documents.list().documents) == 1


def test_unknown_paper_is_not_found(store: Store) -> None:
    with pytest.raises(PaperError) as caught:
        store.documents.get("0" * 24)
    assert caught.value.reason.http_status == 404


def test_list_goes_newest_first_through_its_cursor(store: Store) -> None:
    noon = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)
    ids = []
    for index in range(5):
        source, content = paper(f"%PDF {index}".encode(), f"{index}.pdf")
        ids.append(store.documents.add(source, content, now=noon + dt.timedelta(minutes=index // 2))[0].id)
    seen, cursor = [], None
    while True:
        listed = store.documents.list(limit=2, after=cursor)
        seen += [document.id for document in listed.documents]
        cursor = listed.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids)
    assert seen[0] == ids[4]
    with pytest.raises(PaperError):
        store.documents.list(after="không phải con trỏ")


def test_list_finds_words_with_and_without_marks(store: Store) -> None:
    kept(store)
    for text in ("đồng tháp", "DONG THAP", "khao sat", "12/kh-ubnd", "Kế hoạch", "thap 12"):
        assert len(store.documents.list(text=text).documents) == 1, text
    assert not store.documents.list(text="đồng nai").documents
    assert not store.documents.list(text="%").documents
    assert len(store.documents.list(states=["needs_review"], kind="ke_hoach").documents) == 1
    assert not store.documents.list(states=["approved"]).documents
    assert store.documents.counts() == {"needs_review": 1}


def test_page_reading_comes_back_as_it_was_kept(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    turn = Turn(source.id, 1)
    assert store.work.hold(turn, "worker-1")
    assert store.pages.begin(source.id, 2, held_by="worker-1")
    assert store.pages.finish(source.id, source.sha256, page_reading(2), b"picture", profile="1", held_by="worker-1")
    assert store.pages.reading(source.sha256, 2, "1") == page_reading(2)
    assert store.pages.reading(source.sha256, 2, "2") is None
    assert store.pages.image(source.id, 2) == b"picture"
    page = store.pages.list(source.id)[1]
    assert (page.state, page.attempts, page.grade, page.width) == ("done", 1, 0.97, 1654)
    assert store.documents.get(source.id).pages_done == 1


def test_late_worker_writes_nothing(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    turn = Turn(source.id, 1)
    assert store.work.hold(turn, "worker-1")
    assert not store.work.hold(turn, "worker-2")
    assert store.work.take_back(turn, "worker-1", most=3) == 1
    assert not store.work.hold(turn, "worker-1")
    assert store.work.hold(Turn(source.id, 2), "worker-2")
    assert not store.pages.begin(source.id, 1, held_by="worker-1")
    assert not store.pages.finish(source.id, source.sha256, page_reading(), None, profile="1", held_by="worker-1")
    assert not store.records.keep(record(source), "văn bản", profile="1", held_by="worker-1")
    assert store.pages.reading(source.sha256, 1, "1") is None
    assert store.documents.get(source.id).held_by == "worker-2"


def test_work_two_reapers_take_a_paper_back_once(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    turn = Turn(source.id, 1)
    store.work.hold(turn, "dead")
    assert store.work.held() == ((turn, "dead"),)
    with ThreadPoolExecutor(8) as threads:
        kills = list(threads.map(lambda _: store.work.take_back(turn, "dead", most=3), range(8)))
    assert [count for count in kills if count is not None] == [1]
    assert store.work.waiting(10) == (Turn(source.id, 2),)


def test_work_only_one_worker_hands_a_turn_on(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    turn = Turn(source.id, 1)
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(lambda n: store.work.hand_on(turn, f"worker-{n}"), range(8)))
    assert sum(won) == 1
    store.work.handed_on(turn, f"worker-{won.index(True)}")
    assert store.work.waiting(10) == ()
    assert store.work.handed(10) == (turn,)
    store.work.start_over(turn)
    assert store.work.handed(10) == ()
    assert store.work.waiting(10) == (Turn(source.id, 2),)


def test_work_errors_of_our_own_end_after_so_many(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    for run in (1, 2, 3):
        turn = Turn(source.id, run)
        assert store.work.hold(turn, "worker-1")
        store.work.set_back(turn, "worker-1", most=3)
    document = store.documents.get(source.id)
    assert document.state == "failed"
    assert document.failure is not None
    assert document.failure.code == "internal_error"


def test_failed_paper_says_why_and_can_be_read_again(store: Store) -> None:
    source, content = paper()
    store.documents.add(source, content)
    store.work.hold(Turn(source.id, 1), "worker-1")
    store.work.fail(Turn(source.id, 1), Failure("worker_killed", "đã cách ly", "quarantined"))
    assert store.documents.get(source.id).failure == Failure("worker_killed", "đã cách ly", "quarantined")
    again = store.documents.reread(source.id)
    assert (again.state, again.run, again.failure) == ("queued", 2, None)
    with pytest.raises(PaperError) as caught:
        store.documents.reread(source.id)
    assert caught.value.reason.code == "version_conflict"


def test_record_correction_is_kept_beside_the_machines_value(store: Store) -> None:
    source, _ = kept(store)
    lan = reviewer(store)
    edits = [Edit("replace", "/tasks/0/title", "Lập danh sách hộ"), Edit("confirm", "/document/number")]
    corrected = store.records.correct(source.id, edits, version=1, account_id=lan.id)
    assert corrected == store.records.get(source.id)
    assert corrected.tasks[0].title == "Lập danh sách hộ"
    assert corrected.evidence["/tasks/0/title"].status == "corrected"
    assert corrected.evidence["/tasks/0/title"].raw == "Lap"
    assert corrected.evidence["/document/number"].status == "confirmed"
    assert corrected.review.version == 2
    assert store.records.machine(source.id).tasks[0].title == "Lập danh sách"
    first, second = store.records.corrections(source.id)
    assert (first.pointer, first.machine_value, first.human_value) == (
        "/tasks/0/title",
        "Lập danh sách",
        "Lập danh sách hộ",
    )
    assert (first.account_id, first.version, second.action) == (lan.id, 2, "confirm")


def test_record_put_right_loses_its_flag_and_a_new_mistake_gets_one(sqlite_store: Store) -> None:
    source, content = paper()
    sqlite_store.documents.add(source, content)
    assert sqlite_store.work.hold(Turn(source.id, 1), "worker-1")
    groups = (Group("Xã An Hòa", 60, "phiếu"), Group("Xã Bình Minh", 30, "phiếu"))
    flag = Flag("/samples/0/total", "sum_mismatch", "error", "Cộng sai", "The sum is wrong")
    flagged = replace(record(source), tasks=(), samples=(Sample("I", 100, "phiếu", groups),), flags=(flag,))
    assert sqlite_store.records.keep(flagged, "văn bản", profile="1", held_by="worker-1")
    lan = reviewer(sqlite_store).id
    right = [Edit("replace", "/samples/0/groups/1/count", 40)]
    assert sqlite_store.records.correct(source.id, right, version=1, account_id=lan).flags == ()
    wrong = [Edit("replace", "/samples/0/groups/1/count", 41)]
    (found,) = sqlite_store.records.correct(source.id, wrong, version=2, account_id=lan).flags
    assert (found.pointer, found.code) == ("/samples/0/total", "sum_mismatch")
    sure = [Edit("confirm", "/samples/0/total")]
    assert sqlite_store.records.correct(source.id, sure, version=3, account_id=lan).flags == ()


def test_record_stale_version_is_refused_and_changes_nothing(store: Store) -> None:
    source, _ = kept(store)
    lan = reviewer(store)
    store.records.correct(source.id, [Edit("replace", "/document/number", "13")], version=1, account_id=lan.id)
    with pytest.raises(PaperError) as caught:
        store.records.correct(source.id, [Edit("replace", "/document/number", "14")], version=1, account_id=lan.id)
    assert caught.value.reason.http_status == 412
    assert store.records.get(source.id).document.number == "13"
    assert len(store.records.corrections(source.id)) == 1


def test_record_of_two_savers_at_once_one_wins(store: Store) -> None:
    source, _ = kept(store)
    lan = reviewer(store)

    def save(number: int) -> bool:
        try:
            store.records.correct(
                source.id, [Edit("replace", "/document/number", str(number))], version=1, account_id=lan.id
            )
        except PaperError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(save, range(6))) == 1
    assert store.records.get(source.id).review.version == 2


def test_record_is_approved_then_closed_then_reopened(store: Store) -> None:
    source, _ = kept(store)
    lan = reviewer(store)
    approved = store.records.decide(source.id, "approved", version=1, account_id=lan.id)
    assert approved.review.state == "approved"
    assert store.documents.get(source.id).state == "approved"
    with pytest.raises(PaperError):
        store.records.correct(source.id, [Edit("replace", "/document/number", "14")], version=2, account_id=lan.id)
    with pytest.raises(PaperError):
        store.documents.reread(source.id)
    store.records.decide(source.id, "needs_review", version=2, account_id=lan.id, reason="nhầm số")
    store.records.correct(source.id, [Edit("replace", "/document/number", "14")], version=3, account_id=lan.id)
    assert store.documents.get(source.id).number == "14"
    actions = [line.action for line in store.audit.list(document_id=source.id)]
    assert actions == ["record.approved", "record.needs_review"]


def test_record_read_again_counts_on_and_keeps_the_corrections(store: Store) -> None:
    source, _ = kept(store)
    lan = reviewer(store)
    store.records.correct(source.id, [Edit("replace", "/document/number", "13")], version=1, account_id=lan.id)
    store.documents.reread(source.id)
    assert store.work.hold(Turn(source.id, 2), "worker-2")
    assert store.records.keep(record(source), "văn bản", profile="1", held_by="worker-2")
    assert store.records.get(source.id).review.version == 3
    assert len(store.records.corrections(source.id)) == 1


def test_files_are_kept_once_and_only_digests_are_paths(sqlite_store: Store) -> None:
    digest = sqlite_store.files.put("ảnh".encode())
    assert sqlite_store.files.put("ảnh".encode()) == digest
    assert [path.name for path in sqlite_store.files.folder.rglob("*") if path.is_file()] == [digest]
    for name in ("../../etc/passwd", "", digest.upper(), digest + "/x"):
        with pytest.raises(ValueError, match="not the SHA-256"):
            sqlite_store.files.path(name)


def test_store_opened_twice_sees_the_same_papers(any_settings: Settings) -> None:
    source, content = paper()
    first, second = Store(any_settings), Store(any_settings)
    first.documents.add(source, content)
    assert second.documents.get(source.id).name == "Kế hoạch.pdf"
    first.close()
    second.close()
