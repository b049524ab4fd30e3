"""A page reader for tests of the job engine: every page holds one line, and takes as long as the test wants.

It waits while a file named `wait` lies beside the paper's folder, which the test's environment names.
"""

import os
import time
from pathlib import Path
from typing import Any

from ingest.reading import PageReading
from ocr.page import Block, Box, Line, Page, Word


def inspect(path: str, media_type: str, max_pixels: int) -> tuple[dict[str, Any], bytes]:
    return {"pages": 10}, b""


def read_page(path: str, media_type: str, number: int, **_: Any) -> tuple[dict[str, Any], bytes]:
    gate = Path(os.environ["TEST_GATE"])
    while gate.exists() and number > int(gate.read_text(encoding="ascii") or 0):
        time.sleep(0.01)
    box = Box(10, 20, 400, 44)
    words = tuple(Word(text, box, 0.9) for text in f"Trang số {number}".split())
    page = Page(number, 1240, 1754, 150, (Block("paragraph", (Line(words),), box),), grade=0.9)
    reading = PageReading(page, "ocr", "no_layer", "chỉ có ảnh", "image only")
    return {"reading": reading}, f"picture {number}".encode()


TASKS = {"inspect": inspect, "read_page": read_page}
