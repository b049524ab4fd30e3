"""Every hostile file ends in a clear refusal or in flagged pages; the sandbox serves the next one as if nothing was."""

import resource
from collections.abc import Iterator

import pytest

from ingest.errors import PaperError
from ingest.pipeline import new_sandbox, read_paper
from ingest.sandbox import Sandbox
from ingest.settings import Settings, load_settings
from tests.ingest.hostile import FILES

MOST_MEMORY_OF_READER_MB = 700


@pytest.fixture(scope="module")
def limits() -> Settings:
    return load_settings(
        {}, workers=1, page_seconds=4, page_memory_mb=1500, max_pages=50, max_pixels=1_000_000, max_bytes=80_000_000
    )


@pytest.fixture(scope="module")
def sandbox(limits: Settings) -> Iterator[Sandbox]:
    with new_sandbox(limits) as pool:
        yield pool


@pytest.mark.ocr
@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused_or_flagged(name: str, limits: Settings, sandbox: Sandbox) -> None:
    make, ends = FILES[name]
    data = make()
    try:
        paper = read_paper(data, "tệp lạ", settings=limits, sandbox=sandbox)
    except PaperError as error:
        assert error.reason.code in ends, str(error)
        assert error.message("vi").startswith("tệp lạ: ")
        assert error.message_vi.endswith(".")
        assert error.message_en.endswith(".")
    else:
        assert "read" in ends, f"read as {paper.source.media_type} with {paper.source.page_count} pages"
        assert len(paper.readings) == max(paper.source.page_count, 1)
        for index, reading in enumerate(paper.readings):
            flags = [flag for flag in paper.record.flags if flag.pointer == f"/source/pages/{index}"]
            assert bool(flags) == reading.is_failed


def test_reading_process_stays_small() -> None:
    used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert used_mb < MOST_MEMORY_OF_READER_MB
