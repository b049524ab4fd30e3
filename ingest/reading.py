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
