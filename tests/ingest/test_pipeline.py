"""The way of one paper, from bytes to record, on every kind of file."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from ingest.errors import PaperError
from ingest.pipeline import PageProgress, read_paper
from ingest.sandbox import Sandbox, new_sandbox
from ingest.settings import Settings, load_settings
from tests.ingest.papers import LINES, digital_pdf, first_line, picture, scanned_pdf

PLAN = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG LÂM
Số: 15/KH-UBND
Đồng Lâm, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Khảo sát mức độ hài lòng của người dân năm 2024
I. NỘI DUNG
1. Lập danh sách hộ được phỏng vấn
- Thời gian: Trước ngày 15/5/2024.
- Chủ trì: Văn phòng xã.
"""


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings({}, workers=2)


@pytest.fixture(scope="module")
def sandbox(settings: Settings) -> Iterator[Sandbox]:
    with new_sandbox(settings) as pool:
        yield pool


def test_digital_paper_keeps_its_own_text(settings: Settings, sandbox: Sandbox) -> None:
    heard: list[PageProgress] = []
    paper = read_paper(digital_pdf(3), "a.pdf", settings=settings, sandbox=sandbox, on_page=heard.append)
    assert [page.text_from for page in paper.record.source.pages] == ["text_layer"] * 3
    assert [(progress.done, progress.total) for progress in heard] == [(1, 3), (2, 3), (3, 3)]
    assert paper.transcript.text.splitlines().count(LINES[2]) == 3
    assert [reading.page.number for reading in paper.readings] == [1, 2, 3]


@pytest.mark.ocr
def test_scan_is_recognised(settings: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(scanned_pdf(3), "quét.pdf", settings=settings, sandbox=sandbox)
    assert [page.text_from for page in paper.record.source.pages] == ["ocr"] * 3
    lines = paper.transcript.text.splitlines()
    assert [line for line in lines if line.startswith("Danh sách hộ")] == [first_line(number) for number in (1, 2, 3)]
    assert lines.count(LINES[2]) == 3


@pytest.mark.ocr
@pytest.mark.parametrize(("kind", "pages"), [("PNG", 1), ("JPEG", 1), ("TIFF", 2)])
def test_image_file_is_recognised(kind: str, pages: int, settings: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(picture(kind, pages), "ảnh", settings=settings, sandbox=sandbox)
    assert paper.source.page_count == pages
    assert paper.transcript.text.splitlines().count(LINES[2]) == pages


@pytest.mark.ocr
def test_forced_recognition_does_not_use_the_text_layer(settings: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(digital_pdf(1), "a.pdf", settings=settings, sandbox=sandbox, force_ocr=True)
    (page,) = paper.record.source.pages
    assert (page.text_from, page.reason) == ("ocr", "forced")


def test_plain_text_goes_the_same_way(settings: Settings) -> None:
    paper = read_paper(PLAN.encode(), "a.txt", settings=settings)
    assert [page.text_from for page in paper.record.source.pages] == ["plain_text"]
    assert paper.record.document.number == "15"
    assert paper.record.document.symbol == "KH-UBND"
    assert paper.record.document.issued_on == "2024-03-05"
    assert paper.record.evidence["/document/number"].places[0].page == 1
    assert paper.record.evidence["/document/number"].places[0].box is None


def test_every_value_has_its_proof_on_the_page(settings: Settings, sandbox: Sandbox) -> None:
    paper = read_paper(digital_pdf(1, PLAN.splitlines()), "a.pdf", settings=settings, sandbox=sandbox)
    assert paper.record.document.symbol == "KH-UBND"
    assert paper.record.evidence
    page = paper.readings[0].page
    for pointer, proof in paper.record.evidence.items():
        assert proof.text, pointer
        assert 0 <= proof.confidence <= 1
        assert proof.status == "extracted"
        for place in proof.places:
            assert place.page == 1
            assert place.box is not None
            left, top, right, bottom = place.box
            assert 0 <= left < right <= page.width
            assert 0 <= top < bottom <= page.height


def test_evidence_over_two_lines_has_a_box_for_each(settings: Settings, sandbox: Sandbox) -> None:
    lines = [*PLAN.splitlines()[:5], "Khảo sát mức độ hài lòng của người dân", "trên địa bàn xã năm 2024"]
    paper = read_paper(digital_pdf(1, [*lines, "I. NỘI DUNG"]), "a.pdf", settings=settings, sandbox=sandbox)
    boxes = [place.box for place in paper.record.evidence["/document/subject"].places if place.box]
    assert len(boxes) == 2
    assert all(above[3] <= below[1] for above, below in pairwise(boxes))


def test_page_that_fails_is_flagged_and_the_rest_is_read(settings: Settings) -> None:
    with Sandbox(lanes=2, memory_mb=2048, seconds=30, tasks="tests.ingest.failing_page_tasks") as sandbox:
        paper = read_paper(digital_pdf(4), "a.pdf", settings=settings, sandbox=sandbox)
    assert [page.notes for page in paper.record.source.pages] == [(), ("page_crash",), (), ()]
    assert paper.transcript.text.splitlines().count(LINES[2]) == 3
    (flag,) = [flag for flag in paper.record.flags if flag.pointer.startswith("/source")]
    assert (flag.pointer, flag.code, flag.severity) == ("/source/pages/1", "page_crash", "error")
    assert "Trang 2" in flag.message


def test_paper_of_which_no_page_can_be_read_is_refused(settings: Settings) -> None:
    with (
        Sandbox(lanes=2, memory_mb=2048, seconds=30, tasks="tests.ingest.failing_page_tasks") as sandbox,
        pytest.raises(PaperError) as caught,
    ):
        read_paper(digital_pdf(1) + b"\n% fail all\n%%EOF", "a.pdf", settings=settings, sandbox=sandbox)
    assert caught.value.reason.code == "damaged_file"
    assert "không đọc được trang nào" in caught.value.message_vi


@pytest.mark.ocr
def test_missing_recognition_program_is_named_with_the_line_to_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with new_sandbox(settings) as sandbox, pytest.raises(PaperError, match="apt-get install tesseract-ocr") as caught:
        read_paper(scanned_pdf(1), "a.pdf", settings=settings, sandbox=sandbox)
    assert caught.value.reason.code == "missing_part"


def test_too_many_pages_are_refused(sandbox: Sandbox) -> None:
    with pytest.raises(PaperError, match="3 pages, more than 2"):
        read_paper(digital_pdf(3), "a.pdf", settings=load_settings({}, max_pages=2), sandbox=sandbox)


def test_same_paper_reads_the_same_twice(settings: Settings, sandbox: Sandbox) -> None:
    data = digital_pdf(2, PLAN.splitlines())
    first = read_paper(data, "a.pdf", settings=settings, sandbox=sandbox).record
    assert read_paper(data, "a.pdf", settings=settings, sandbox=sandbox).record == first
