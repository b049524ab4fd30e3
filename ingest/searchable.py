"""The paper as a PDF that can be searched: its own pages, with the restored words laid over them unseen."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from ingest.errors import UNSUPPORTED
from ingest.exports.restored import restored_pages
from ingest.pipeline import ReadText, on_disk, text_of_pages
from ingest.sandbox import Sandbox, SandboxFailure
from ingest.settings import Settings
from ingest.source import TEXT, Source, refusal
from ingest.store import Store
from ingest.transcript import raw_text
from ocr.page import Page

SECONDS_A_PAGE = 2  # laying words over a page takes milliseconds, encoding a picture of one a tenth of a second

_pages = TypeAdapter(tuple[Page, ...])


def searchable(data: bytes, paper: ReadText, *, settings: Settings, sandbox: Sandbox) -> bytes:
    """Return the searchable PDF of a paper read from `data`; `PaperError` for plain text, which has no pages."""
    with on_disk(data) as path:
        return _searchable(path, paper, settings=settings, sandbox=sandbox)


def searchable_document(document_id: str, *, store: Store, settings: Settings, sandbox: Sandbox) -> bytes:
    """Return the searchable PDF of a stored paper, as the machine read it; `PaperError` before it has been read."""
    profile = store.records.profile(document_id)  # of its own day: the program may have learnt to read since
    document = store.documents.get(document_id)
    source = Source(document.sha256, document.media_type, document.name, document.page_count)
    numbers = range(1, document.page_count + 1)
    kept = [store.pages.reading(document.sha256, number, profile) for number in numbers]
    readings = [reading for reading in kept if reading is not None]
    if source.media_type == TEXT:
        raise _no_pages(source.name)
    paper = text_of_pages(source, readings)
    return _searchable(store.files.path(document.sha256), paper, settings=settings, sandbox=sandbox)


def _searchable(path: Path, paper: ReadText, *, settings: Settings, sandbox: Sandbox) -> bytes:
    if paper.source.media_type == TEXT:
        raise _no_pages(paper.source.name)
    read = [reading.page for reading in paper.readings]
    pages: Sequence[Page] = restored_pages(read, raw_text(read), paper.restoration)
    arguments = {
        "path": str(path),
        "media_type": paper.source.media_type,
        "pages": _pages.dump_python(tuple(pages), mode="json"),
        "kept": [reading.page.number for reading in paper.readings if reading.text_from == "text_layer"],
        "max_pixels": settings.max_pixels,
    }
    try:
        return sandbox.call("searchable", arguments, seconds=settings.page_seconds + SECONDS_A_PAGE * len(pages)).blob
    except SandboxFailure as failure:
        raise refusal(
            UNSUPPORTED,
            paper.source.name,
            "không tạo được PDF tra cứu từ tệp này; hãy dùng tệp gốc",
            f"no searchable PDF can be made from this file ({failure.kind}); use the original",
        ) from failure


def _no_pages(name: str) -> Exception:
    return refusal(
        UNSUPPORTED,
        name,
        "tệp văn bản không có trang ảnh nên không tạo được PDF tra cứu; hãy tải văn bản gốc",
        "a text file has no pages to make a searchable PDF of; download the text",
    )
