"""What is noted of a page decides whether it counts as read."""

from dataclasses import replace

import pytest

from ingest.reading import FAILURES, recognised, text_page, unread_page
from ocr.page import Page

PAGE = Page(3, 1654, 2339, 200, (), grade=0.9)


def test_page_without_complaint_counts_as_read() -> None:
    reading = recognised(replace(PAGE, notes=("handwriting",)), "no_layer", "chỉ có ảnh", "image only")
    assert not reading.is_failed
    assert reading.source().reason == "no_layer"
    assert reading.source().notes == ("handwriting",)


@pytest.mark.parametrize(("note", "code"), [("engine_timeout", "page_timeout"), ("engine_failed", "engine_failed")])
def test_page_the_engine_gave_up_counts_as_failed(note: str, code: str) -> None:
    reading = recognised(replace(PAGE, notes=(note,)), "no_layer", "chỉ có ảnh", "image only")
    assert reading.is_failed
    assert reading.reason_code == code
    assert reading.page.number == 3


@pytest.mark.parametrize("failure", [*FAILURES, "something new"])
def test_page_that_was_never_read_says_why_in_both_languages(failure: str) -> None:
    reading = unread_page(7, failure)
    assert reading.is_failed
    assert reading.page.notes == (reading.reason_code,)
    assert reading.reason_vi
    assert reading.reason_en
    assert reading.source().number == 7


def test_plain_text_has_one_page_without_size() -> None:
    assert text_page().source().text_from == "plain_text"
    assert not text_page().is_failed
