"""The way of one paper, one value to one value; this module reads like the picture of it in the README.

bytes ─ source ─▶ Source ─ page by page: verdict, text layer or recognition ─▶ PageReading
      ─ raw_text, restore, transcribe ─▶ Transcript ─ extract ─▶ Extraction ─ compose ─▶ Record
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import TypeAdapter

from diacritics.restoration import Damage, Restoration
from diacritics.restore import restore
from extractors.extract import extract
from extractors.register import default
from ingest.compose import compose
from ingest.errors import DAMAGED, ENCRYPTED, MISSING_PART, TOO_LARGE
from ingest.reading import ENGINE_FAILED, PageReading, unread_page
from ingest.rechecking import catalogue_at
from ingest.record import Record
from ingest.sandbox import Sandbox, SandboxFailure, new_sandbox
from ingest.settings import Settings
from ingest.source import TEXT, Source, decode, identify, refusal
from ingest.transcript import RawText, Transcript, plain_transcript, raw_text, transcribe

PROFILE = "3"  # the version of page reading: a page kept under another profile is read anew
LONG_PAPER_PAGES = 50  # the words of a page take 1 MB while they are restored, a process that read pages holds 80

_reading = TypeAdapter(PageReading)


@dataclass(frozen=True, slots=True)
class PageProgress:
    """A page has been read: `done` of `total` pages are now."""

    reading: PageReading
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a paper as read, and the pages behind it; a plain text has none."""

    source: Source
    readings: tuple[PageReading, ...]
    restoration: Restoration
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class ReadPaper(ReadText):
    """A paper as read: the record, and all that stands behind it."""

    record: Record


def read_paper(
    data: bytes,
    name: str,
    *,
    settings: Settings,
    sandbox: Sandbox | None = None,
    on_page: Callable[[PageProgress], None] | None = None,
    force_ocr: bool = False,
) -> ReadPaper:
    """Return what a paper says: its text as `read_text` gives it, and the record that is made of it."""
    read = read_text(data, name, settings=settings, sandbox=sandbox, on_page=on_page, force_ocr=force_ocr)
    return _with_record(read, settings)


def read_text(
    data: bytes,
    name: str,
    *,
    settings: Settings,
    sandbox: Sandbox | None = None,
    on_page: Callable[[PageProgress], None] | None = None,
    force_ocr: bool = False,
) -> ReadText:
    """Return the text of a paper. `on_page` hears of every page, in the order they are done.

    `PaperError` when the file cannot be read at all; a page that cannot be read is flagged and the rest goes on.
    Several papers read one after the other should share a `sandbox`, whose processes then start only once.
    """
    with _one_sandbox(sandbox, settings) as pool, on_disk(data) as path:
        source = look_into(data, name, path=path, settings=settings, sandbox=pool)
        if source.media_type == TEXT:
            return text_of_plain(source, decode(data, name))
        pages: list[PageReading] = []
        for reading in read_pages(source, path, settings=settings, sandbox=pool, force_ocr=force_ocr):
            pages.append(reading)
            if on_page is not None:
                on_page(PageProgress(reading, len(pages), source.page_count))
        if source.page_count >= LONG_PAPER_PAGES:
            pool.rest()  # the text of a long paper takes the memory that its pages took until now
    return text_of_pages(source, sorted(pages, key=lambda reading: reading.page.number))


def look_into(data: bytes, name: str, *, path: Path, settings: Settings, sandbox: Sandbox) -> Source:
    """Return what a file is and how many pages it has; `PaperError` when it cannot be read, with what to do instead."""
    source = identify(data, name, settings)
    if source.media_type == TEXT:
        return source
    try:
        asked = {"path": str(path), "media_type": source.media_type, "max_pixels": settings.max_pixels}
        found = sandbox.call("inspect", asked).values
    except SandboxFailure:
        found = {"refused": "damaged"}
    if found.get("refused") == "encrypted":
        raise refusal(
            ENCRYPTED,
            name,
            "tệp PDF có mật khẩu; hãy bỏ mật khẩu (mở tệp rồi in ra PDF mới) và gửi lại",
            "the PDF has a password; remove it (open it and print it to a new PDF) and hand that in",
        )
    if found.get("refused") == "pixels":
        raise refusal(
            TOO_LARGE,
            name,
            "ảnh có quá nhiều điểm ảnh; hãy quét lại ở 200–300 dpi",
            "the picture has too many pixels; scan it again at 200–300 dpi",
        )
    count = found.get("pages", 0)
    if "refused" in found or count < 1:
        raise refusal(
            DAMAGED,
            name,
            "tệp hỏng, không mở được; hãy quét hoặc tải lại từ nguồn",
            "the file is damaged and cannot be opened; scan or download it again",
        )
    if count > settings.max_pages:
        raise refusal(
            TOO_LARGE,
            name,
            f"tệp có {count} trang, quá mức {settings.max_pages} trang; hãy tách thành nhiều tệp",
            f"the file has {count} pages, more than {settings.max_pages}; split it",
        )
    return Source(source.sha256, source.media_type, name, count)


def read_pages(
    source: Source, path: Path, *, settings: Settings, sandbox: Sandbox, force_ocr: bool = False
) -> Iterator[PageReading]:
    """Yield the pages of a paper as they are done, as many read at a time as the sandbox has lanes."""
    numbers = iter(range(1, source.page_count + 1))
    with ThreadPoolExecutor(max_workers=sandbox.lanes, thread_name_prefix="page") as threads:

        def begin(number: int) -> Future[tuple[PageReading, bytes]]:
            return threads.submit(
                read_page, source, path, number, settings=settings, sandbox=sandbox, force_ocr=force_ocr
            )

        # Only as many calls as lanes wait at a time, so that a long paper is not a long queue of futures.
        under_way = {begin(number) for number in islice(numbers, sandbox.lanes)}
        while under_way:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            under_way |= {begin(number) for number in islice(numbers, len(done))}
            for future in done:
                yield future.result()[0]


def read_page(
    source: Source,
    path: Path,
    number: int,
    *,
    settings: Settings,
    sandbox: Sandbox,
    keep_picture: bool = False,
    force_ocr: bool = False,
) -> tuple[PageReading, bytes]:
    """Return one page as read, and its picture when it is to be kept; a page that failed says so in its notes."""
    arguments = {
        "path": str(path),
        "media_type": source.media_type,
        "number": number,
        "max_pixels": settings.max_pixels,
        "keep_picture": keep_picture,
        "force_ocr": force_ocr,
    }
    try:
        answer = sandbox.call("read_page", arguments)
    except SandboxFailure as failure:
        if failure.kind == "closed":
            raise
        return unread_page(number, failure.kind), b""
    return _reading.validate_python(answer.values.get("reading")), answer.blob


def understand(source: Source, readings: Sequence[PageReading], *, settings: Settings) -> ReadPaper:
    """Return the paper that its pages make up: one restored text, and the values read from it."""
    return _with_record(text_of_pages(source, readings), settings)


def understand_text(source: Source, text: str, *, settings: Settings) -> ReadPaper:
    """Return the paper that a plain text makes up: the same way without pages."""
    return _with_record(text_of_plain(source, text), settings)


def text_of_pages(source: Source, readings: Sequence[PageReading]) -> ReadText:
    """Return the one restored text that the pages of a paper make up.

    `PaperError` when not one page could be read: there is nothing to look at then.
    """
    if all(reading.is_failed for reading in readings):
        first = readings[0]
        if first.reason_code == ENGINE_FAILED and shutil.which("tesseract") is None:
            raise refusal(
                MISSING_PART,
                source.name,
                "chưa cài chương trình nhận dạng chữ; hãy chạy: "
                "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet",
                "the recognition program is not installed; run: "
                "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet",
            )
        raise refusal(
            DAMAGED,
            source.name,
            f"không đọc được trang nào ({first.reason_vi}); hãy quét hoặc tải lại từ nguồn",
            f"not one page could be read ({first.reason_en}); scan or download it again",
        )
    raw = raw_text([reading.page for reading in readings])
    restoration = restore(raw.text, damage=_damage_of_lines(raw, readings), seen=raw.seen())
    return ReadText(source, tuple(readings), restoration, transcribe(raw, restoration))


def text_of_plain(source: Source, text: str) -> ReadText:
    """Return the restored text of a plain text."""
    restoration = restore(text)
    return ReadText(source, (), restoration, plain_transcript(restoration))


@contextmanager
def on_disk(data: bytes) -> Iterator[Path]:
    """Give a file with `data` in it that is gone when the block ends: child processes open files, not bytes."""
    with tempfile.NamedTemporaryFile(prefix="boctach-") as file:
        file.write(data)
        file.flush()
        yield Path(file.name)


@contextmanager
def _one_sandbox(sandbox: Sandbox | None, settings: Settings) -> Iterator[Sandbox]:
    if sandbox is not None:
        yield sandbox
        return
    with new_sandbox(settings) as own:
        yield own


def _with_record(read: ReadText, settings: Settings) -> ReadPaper:
    extraction = extract(read.transcript.paper(), catalogue=catalogue_at(settings.catalogue), register=default())
    record = compose(read.source, read.readings, read.transcript, extraction)
    return ReadPaper(read.source, read.readings, read.restoration, read.transcript, record)


def _damage_of_lines(raw: RawText, readings: Sequence[PageReading]) -> list[Damage | None]:
    """Return what is known of the damage of each raw line: recognised pages have slips, layers what was judged."""
    by_page: dict[int, Damage | None] = {
        reading.page.number: "ocr" if reading.text_from == "ocr" else reading.damage for reading in readings
    }
    damage: list[Damage | None] = [None] * (raw.text.count("\n") + 1)
    for block in raw.blocks:
        for line in range(block.first_line, block.last_line):
            damage[line] = by_page[block.page]
    return damage
