"""What was read from one page, and where its text came from: what a page's reading hands to the rest of the way."""

from dataclasses import dataclass

from diacritics.restoration import Damage
from ingest.record import PageSource, TextOrigin
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as read, before restoration.

    `reason_code` says machine-readably why the text was taken from there ("no_layer", "wrong_language", "page_timeout"
    …), `reason_vi` and `reason_en` say it to people. `damage` is the damage of a text layer that was kept or repaired;
    None for pages that were recognised.
    """

    page: Page
    text_from: TextOrigin
    reason_code: str
    reason_vi: str
    reason_en: str
    damage: Damage | None = None
    is_failed: bool = False

    def source(self) -> PageSource:
        """Return what the record says of this page."""
        return PageSource(self.page.number, self.text_from, self.reason_code, self.page.grade, self.page.notes)


ENGINE_FAILED = "engine_failed"
FAILURES = {
    "crash": ("page_crash", "chương trình đọc bị dừng đột ngột ở trang này", "the page reader crashed on this page"),
    "timeout": ("page_timeout", "đọc trang này quá thời gian cho phép", "reading this page took too long"),
    "cpu": ("page_timeout", "đọc trang này quá thời gian cho phép", "reading this page took too long"),
    "memory": ("page_memory", "trang này cần quá nhiều bộ nhớ", "this page needs too much memory"),
    "engine_timeout": ("page_timeout", "đọc trang này quá thời gian cho phép", "reading this page took too long"),
    "engine_failed": (
        ENGINE_FAILED,
        "chương trình nhận dạng chữ Tesseract không chạy được",
        "the recognition program Tesseract did not run",
    ),
    "pixels": ("page_too_large", "trang này có quá nhiều điểm ảnh", "this page has too many pixels"),
}
UNREADABLE = ("page_unreadable", "trang này hỏng, không đọc được", "this page is damaged and cannot be read")


def unread_page(number: int, failure: str) -> PageReading:
    """Return the reading of a page that could not be read: an empty A4 page with the reason as its note."""
    code, message_vi, message_en = FAILURES.get(failure, UNREADABLE)
    page = Page(number, width=1240, height=1754, dpi=150, blocks=(), grade=0.0, notes=(code,))
    return PageReading(page, "ocr", code, message_vi, message_en, is_failed=True)


def recognised(page: Page, code: str, message_vi: str, message_en: str) -> PageReading:
    """Return the reading of a recognised page; one whose notes say that the engine gave up counts as failed."""
    for note in page.notes:
        if note in FAILURES:
            return PageReading(page, "ocr", *FAILURES[note], is_failed=True)
    return PageReading(page, "ocr", code, message_vi, message_en)


def text_page() -> PageReading:
    """Return the reading of a plain text's one page, which has neither picture nor boxes."""
    page = Page(1, width=0, height=0, dpi=0, blocks=(), grade=1.0)
    return PageReading(page, "plain_text", "plain_text", "tệp văn bản", "a text file")
