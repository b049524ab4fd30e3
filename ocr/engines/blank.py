"""The engine that reads nothing: for pages that shall only be looked at, and for tests that need no program."""

from collections.abc import Sequence

from ocr.engines.contract import Settings
from ocr.image.pixels import Pixels
from ocr.page import Word

NAME = "blank"


def is_available() -> bool:
    """Whether it can be used: always."""
    return True


def read(images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
    """Return no words for every image."""
    return tuple(() for _ in images)
