"""A paper as a PDF that can be searched: its own pages, the restored words laid over them unseen.

The file's bytes are opened in a sandbox of its own only; `TASKS` is what the sandbox's children may do.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from pydantic import TypeAdapter

from ingest.errors import DAMAGED, UNSUPPORTED
from ingest.exports import restored_pages, searchable_pdf, searchable_pictures
from ingest.pipeline import ReadPaper
from ingest.render import image_picture
from ingest.sandbox import Sandbox, SandboxFailure
from ingest.settings import Settings
from ingest.source import PDF, TEXT, refusal
from ingest.transcript import raw_text
from ocr.page import Page

JPEG_QUALITY = 82  # as page pictures are kept
TASK = "searchable"

_pages = TypeAdapter(tuple[Page, ...])


def searchable(paper: ReadPaper, path: Path, *, settings: Settings) -> bytes:
    """Return the paper at `path` as a searchable PDF; `PaperError` for plain text and for files that fight back."""
    source = paper.source
    if source.media_type == TEXT:
        raise refusal(
            UNSUPPORTED,
            source.name,
            "văn bản thuần không có trang để làm PDF",
            "plain text has no pages to make a PDF of",
        )
    seen = [reading.page for reading in paper.readings]
    arguments = {
        "path": str(path),
        "media_type": source.media_type,
        "pages": _pages.dump_python(restored_pages(seen, raw_text(seen), paper.restoration), mode="json"),
        "kept": [reading.page.number for reading in paper.readings if reading.text_from == "text_layer"],
        "max_pixels": settings.max_pixels,
    }
    seconds = settings.page_seconds
    with Sandbox(lanes=1, memory_mb=settings.page_memory_mb, seconds=seconds, tasks=__name__) as sandbox:
        try:
            return sandbox.call(TASK, arguments).blob
        except SandboxFailure:
            raise refusal(
                DAMAGED,
                source.name,
                "không làm được PDF tìm kiếm từ tệp này",
                "no searchable PDF can be made of this file",
            ) from None


def _make(
    path: str, media_type: str, pages: Sequence[Any], kept: Sequence[int], max_pixels: int
) -> tuple[dict[str, Any], bytes]:
    restored = _pages.validate_python(pages)
    if media_type == PDF:
        return {}, searchable_pdf(Path(path).read_bytes(), restored, kept=kept)
    pictures = [_upright(Path(path), page, max_pixels) for page in restored]
    return {}, searchable_pictures(pictures, restored)


def _upright(path: Path, page: Page, max_pixels: int) -> bytes:
    """Return a page of an image file as JPEG, turned as it was for reading."""
    picture, _ = image_picture(path, page.number, max_pixels=max_pixels)
    turned = np.ascontiguousarray(np.rot90(picture, k=-(page.turned // 90)))
    _, encoded = cv2.imencode(".jpg", turned, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return encoded.tobytes()


TASKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {TASK: _make}
