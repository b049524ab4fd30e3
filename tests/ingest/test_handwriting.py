from dataclasses import replace

import pytest

from diacritics.restore import restore
from extractors.extract import extract
from extractors.values import Flag
from ingest.compose import compose
from ingest.reading import PageReading
from ingest.source import Source
from ingest.transcript import raw_text, transcribe
from ocr.page import Block, Box, Line, Page, Unread, Word


def word(text: str, left: int, top: int, *, by_hand: bool) -> Word:
    return Word(text, Box(left, top, left + 12 * len(text), top + 30), 0.97, by_hand=by_hand)


def page(*, number: str = "70/KH-UBND", day: str = "13", by_hand: bool = True, unread: int = 0) -> Page:
    """Return a first page of a number line and a date line; what is "" was not read."""
    lines = (
        ("letterhead", "ỦY BAN NHÂN DÂN XÃ SUỐI TRONG", ""),
        ("letterhead", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""),
        ("letterhead", f"Số: {number}", number),
        ("letterhead", f"Suối Trong, ngày {day} tháng 12 năm 2031", day),
        ("heading", "KẾ HOẠCH", ""),
        ("paragraph", "Ủy ban nhân dân xã ban hành kế hoạch trồng cây.", ""),
    )
    blocks = []
    for index, (kind, line, hand) in enumerate(lines):
        words, x = [], 100
        for text in line.split():
            words.append(word(text, x, 100 * index, by_hand=by_hand and text == hand))
            x = words[-1].box.right + 10
        row = Line(tuple(words))
        blocks.append(Block(kind, (row,), row.box))  # type: ignore[arg-type]
    marks = tuple(Unread(Box(300, 0, 340, 40), "handwriting") for _ in range(unread))
    return Page(1, 1654, 2339, 200, tuple(blocks), 0.97, unread=marks)


def flags_of(first: Page) -> list[Flag]:
    raw = raw_text([first])
    transcript = transcribe(raw, restore(raw.text, seen=raw.seen()))
    reading = PageReading(first, "ocr", "no_layer", "chỉ có ảnh", "image only")
    source = Source("0" * 64, "application/pdf", "a.pdf", 1)
    record = compose(source, [reading], transcript, extract(transcript.paper()))
    return [flag for flag in record.flags if flag.code.startswith("handw")]


def test_values_that_a_pen_wrote_are_warned_of() -> None:
    found = {flag.pointer: flag for flag in flags_of(page())}
    assert set(found) == {"/document/number", "/document/issued_on"}
    assert {flag.code for flag in found.values()} == {"handwritten"}
    assert {flag.severity for flag in found.values()} == {"warning"}
    assert "viết tay" in found["/document/number"].message
    assert "70" in found["/document/number"].message


def test_printed_values_are_not() -> None:
    assert flags_of(page(by_hand=False)) == []


def test_a_number_that_was_not_read_is_asked_for() -> None:
    found = {flag.pointer: flag.code for flag in flags_of(page(number="/KH-UBND", unread=1))}
    assert found["/document/number"] == "handwriting_unread"
    assert found["/document/issued_on"] == "handwritten"


def test_a_date_whose_day_was_not_read_is_asked_for() -> None:
    found = {flag.pointer: flag.code for flag in flags_of(page(day="", unread=1))}
    assert found["/document/issued_on"] == "handwriting_unread"


@pytest.mark.parametrize("number", ["", "/KH-UBND"])
def test_a_blank_number_is_not_asked_for(number: str) -> None:
    assert flags_of(page(number=number, day="", by_hand=False)) == []


def test_other_unread_marks_are_not_handwriting() -> None:
    first = replace(page(number="/KH-UBND", by_hand=False), unread=(Unread(Box(0, 0, 9, 9), "stamp"),))
    assert flags_of(first) == []
