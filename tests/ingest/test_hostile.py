"""Every hostile file ends in a clear refusal or in flagged pages; the sandbox serves the next one as if nothing was."""

import resource
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.errors import PaperError
from ingest.pipeline import read_paper
from ingest.sandbox import Sandbox, new_sandbox
from ingest.settings import load_settings
from tests.ingest.hostile import ENDLESS, FILES

MOST_MEMORY_OF_READER_MB = 700


LIMITS = load_settings(
    {}, workers=1, page_seconds=60, page_memory_mb=1500, max_pages=50, max_pixels=1_000_000, max_bytes=80_000_000
)
# Files that keep a reader busy for ever are given up on soon; the others may take their time on a busy machine.
IMPATIENT = replace(LIMITS, page_seconds=3)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[bool, Sandbox]]:
    with new_sandbox(LIMITS) as patient, new_sandbox(IMPATIENT) as impatient:
        yield {False: patient, True: impatient}


@pytest.mark.ocr
@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused_or_flagged(name: str, sandboxes: dict[bool, Sandbox]) -> None:
    make, ends = FILES[name]
    data = make()
    try:
        paper = read_paper(data, "tệp lạ", settings=LIMITS, sandbox=sandboxes[name in ENDLESS])
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
