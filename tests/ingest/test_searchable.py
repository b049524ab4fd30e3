"""A searchable PDF holds the restored words over the paper's own pages, whatever kind of file it was."""

import hashlib
from collections.abc import Iterator

import pypdfium2
import pytest

from ingest.errors import PaperError
from ingest.pipeline import read_paper
from ingest.sandbox import Sandbox, new_sandbox
from ingest.searchable import searchable, searchable_document
from ingest.settings import Settings, load_settings
from ingest.source import Source
from ingest.store import Store
from ingest.store.work import Turn
from tests.ingest.papers import LINES, digital_pdf, picture, scanned_pdf


@pytest.fixture(scope="module")
def limits() -> Settings:
    return load_settings({}, workers=2)


@pytest.fixture(scope="module")
def sandbox(limits: Settings) -> Iterator[Sandbox]:
    with new_sandbox(limits) as pool:
        yield pool


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.ocr
@pytest.mark.parametrize("data", [scanned_pdf(2), picture("PNG"), picture("TIFF", 2)], ids=["pdf", "png", "tiff"])
def test_searchable_pdf_holds_the_words_read(data: bytes, limits: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(data, "quét", settings=limits, sandbox=sandbox)
    made = searchable(data, paper, settings=limits, sandbox=sandbox)
    assert len(pypdfium2.PdfDocument(made)) == paper.source.page_count
    for line in paper.transcript.text.splitlines():
        assert line in words(made)


def test_searchable_digital_pdf_keeps_its_text_once(limits: Settings, sandbox: Sandbox) -> None:
    data = digital_pdf()
    paper = read_paper(data, "a.pdf", settings=limits, sandbox=sandbox)
    assert words(searchable(data, paper, settings=limits, sandbox=sandbox)).count(LINES[2]) == 1


def test_plain_text_has_no_pages(limits: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(b"K", "a.txt", settings=limits)
    with pytest.raises(PaperError) as caught:
        searchable(b"K", paper, settings=limits, sandbox=sandbox)
    assert caught.value.reason.code == "unsupported_file"


def test_stored_paper_is_made_searchable_once_it_is_read(
    sqlite_store: Store, limits: Settings, sandbox: Sandbox
) -> None:
    data = digital_pdf()
    source = Source(hashlib.sha256(data).hexdigest(), "application/pdf", "a.pdf", 1)
    sqlite_store.documents.add(source, data)
    with pytest.raises(PaperError):
        searchable_document(source.id, store=sqlite_store, settings=limits, sandbox=sandbox)
    paper = read_paper(data, "a.pdf", settings=limits, sandbox=sandbox)
    sqlite_store.work.hold(Turn(source.id, 1), "worker-1")
    for reading in paper.readings:
        sqlite_store.pages.finish(source.id, source.sha256, reading, None, profile="1", held_by="worker-1")
    sqlite_store.records.keep(paper.record, paper.transcript.text, profile="1", held_by="worker-1")
    made = searchable_document(source.id, store=sqlite_store, settings=limits, sandbox=sandbox)
    assert LINES[2] in words(made)
