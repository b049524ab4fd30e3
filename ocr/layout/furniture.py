"""What stands around the text of a page: page number, footer, footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ocr.layout.rulings import Ruling
from ocr.layout.strips import Strip

PAGE_NUMBER = re.compile(r"\W{0,2}\d{1,3}\W{0,2}(?:/\W?\d{1,3}\W?)?")
TOP_MARGIN = 0.09  # Nghị định 30 asks for 20–25 mm of 297, where the page number stands
PHOTO_MARGIN = 0.13  # where a photograph shows the desk around the sheet
BOTTOM_MARGIN = 0.92
FOOTER_SIZE = 0.8  # footers and footnotes are set in 10 pt or less, the text in 13 or 14
FOOTER_GAP = 2.0
NOTE_SIZE = 0.93
NOTE_RULE_WIDTH = (0.08, 0.45)  # share of the page's width; word processors draw 2 inches of 8.27
NOTE_RULE_TOP = 0.35


@dataclass(slots=True)
class Furniture:
    """The strips of a page, told apart; `text` is all the rest."""

    text: list[Strip] = field(default_factory=list)
    page_number: list[Strip] = field(default_factory=list)
    footnotes: list[Strip] = field(default_factory=list)
    footer: list[Strip] = field(default_factory=list)


def part_furniture(
    rows: Sequence[Sequence[Strip]], rulings: Sequence[Ruling], *, width: int, height: int, unit: float
) -> Furniture:
    """Return the rows of a page with page number, footer and footnotes taken out of the text."""
    parted = Furniture()
    rest = list(rows)
    numbers = [row for row in rest if _is_page_number(row, width=width, height=height, is_first=row is rest[0])]
    for row in numbers:
        rest.remove(row)
        parted.page_number += row
    while rest and _is_footer(rest, height=height, unit=unit):
        parted.footer = [*rest.pop(), *parted.footer]
    first_note = _first_note(rest, rulings, width=width, height=height)
    for index, row in enumerate(rest):
        (parted.text if index < first_note else parted.footnotes).extend(row)
    return parted


def _is_page_number(row: Sequence[Strip], *, width: int, height: int, is_first: bool) -> bool:
    if len(row) != 1 or not PAGE_NUMBER.fullmatch(row[0].text):
        return False
    box = row[0].box
    top_margin = PHOTO_MARGIN if is_first else TOP_MARGIN
    in_margin = box.bottom < top_margin * height or box.top > BOTTOM_MARGIN * height
    return in_margin and (abs(row[0].middle - width / 2) < 0.15 * width or row[0].middle > 0.8 * width)


def _is_footer(rows: Sequence[Sequence[Strip]], *, height: int, unit: float) -> bool:
    """Return whether the last row is small type that stands alone in the bottom margin."""
    row = rows[-1]
    if len(rows) < 3 or min(strip.box.top for strip in row) < (BOTTOM_MARGIN - 0.02) * height:
        return False
    gap = min(strip.box.top for strip in row) - max(strip.box.bottom for strip in rows[-2])
    return gap > FOOTER_GAP * unit and _size(row) < FOOTER_SIZE * unit


def _first_note(rows: Sequence[Sequence[Strip]], rulings: Sequence[Ruling], *, width: int, height: int) -> int:
    """Return the index of the first row of footnotes: what stands in smaller type under a short rule at the left."""
    for ruling in sorted(rulings, key=lambda ruling: ruling.box.top):
        box = ruling.box
        share = box.width / max(1, width)
        if not ruling.is_horizontal or not NOTE_RULE_WIDTH[0] <= share <= NOTE_RULE_WIDTH[1]:
            continue
        if box.top < NOTE_RULE_TOP * height or box.left > 0.3 * width:
            continue
        below = next((i for i, row in enumerate(rows) if max(strip.base for strip in row) > box.bottom), len(rows))
        if below == len(rows) or below == 0:
            continue
        note_size = median(_size(row) for row in rows[below:])
        text_size = median(_size(row) for row in rows[:below])
        starts_at_rule = min(strip.box.left for strip in rows[below]) < box.right
        if starts_at_rule and note_size < NOTE_SIZE * text_size:
            return below
    return len(rows)


def _size(row: Sequence[Strip]) -> float:
    """Return the height of the row's tall words, with capitals and tails: it varies least from row to row."""
    heights = sorted(word.box.height for strip in row for word in strip.words)
    return float(heights[len(heights) * 4 // 5])
