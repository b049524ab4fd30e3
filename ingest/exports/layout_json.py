"""Pages as plain JSON values: what `boctach ocr --layout` prints."""

from collections.abc import Sequence
from typing import Any

from ocr.page import Block, Box, Line, Page, Word

SCHEMA = "boctach.layout/1"


def layout_json(pages: Sequence[Page]) -> dict[str, Any]:
    """Return pages, blocks, lines and words with boxes `[left, top, right, bottom]` in pixels and confidences 0–1."""
    return {"schema": SCHEMA, "pages": [_page(page) for page in pages]}


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "turned": page.turned,
        "skew_deg": page.skew_deg,
        "grade": page.grade,
        "engine": page.engine,
        "notes": list(page.notes),
        "unread": [{"box": _box(unread.box), "reason": unread.reason} for unread in page.unread],
        "blocks": [_block(block) for block in page.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": block.kind, "box": _box(block.box)}
    if block.cell is not None:
        values["cell"] = {
            "table": block.cell.table,
            "row": block.cell.row,
            "column": block.cell.column,
            "row_span": block.cell.row_span,
            "column_span": block.cell.column_span,
        }
    values["lines"] = [_line(line) for line in block.lines]
    return values


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "box": _box(line.box), "words": [_word(word) for word in line.words]}


def _word(word: Word) -> dict[str, Any]:
    values: dict[str, Any] = {
        "text": word.text,
        "box": _box(word.box),
        "confidence": round(word.confidence, 4),
    }
    return {**values, "by_hand": True} if word.by_hand else values


def _box(box: Box) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]
