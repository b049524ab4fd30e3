"""Zones of two columns told apart: the letterhead at the top, recipients and signature at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.layout.columns import Columns, find_columns
from ocr.layout.paragraphs import block_of
from ocr.layout.strips import Strip, joined, rows
from ocr.page import Block, Box

LETTERHEAD_SHARE = 0.45  # the letterhead begins in this upper share of the page
MIN_RECIPIENT_LETTERS = 8  # "Lưu: VT." and a name; punch holes are read as one or two letters
MAX_SIGNATURE_LINES = 14
SIGNATURE_SHARE = 0.6  # of the page's width
MIN_LETTERS = 4  # of a signature; specks beside the text are read as one or two letters
LOST_WORD = 8.0  # units of the text's height; the gutter beside a signature is wider
SMALL_TYPE = 0.72  # the caption of an electronic signature is 7 to 9 pt between lines of 14 pt


@dataclass(frozen=True, slots=True)
class Zone:
    """Strips that stand in two columns, and what they are."""

    strips: tuple[Strip, ...]
    blocks: tuple[Block, ...]

    @property
    def top(self) -> int:
        """Where the zone begins."""
        return min(strip.box.top for strip in self.strips)


def find_zones(parts: Sequence[Strip], barriers: Sequence[Box], *, width: int, height: int, unit: float) -> list[Zone]:
    """Return the letterhead and the end of a page's text; `barriers` are its tables."""
    zones: list[Zone] = []
    for columns, _ in find_columns(parts, width=width, unit=unit):
        kind = _zone_kind(columns, parts, barriers, width=width, height=height)
        if kind is not None and not _is_justified(columns, unit=unit):
            kept, blocks = (_letterhead if kind == "letterhead" else _ending)(columns, unit=unit)
            zones.append(Zone(tuple(kept), tuple(blocks)))
    return zones


def letters(parts: Sequence[Strip]) -> int:
    """Return how many letters and digits strips hold."""
    return sum(letter.isalnum() for strip in parts for letter in strip.text)


def _is_justified(columns: Columns, *, unit: float) -> bool:
    """Return whether most rows fill the zone from side to side: running text in which a word of each line is lost."""
    box = columns.box
    pairs = [(one, other) for one in columns.left for other in columns.right if _level(one, other)]
    filled = sum(
        one.box.left - box.left < unit
        and box.right - other.box.right < unit
        and other.box.left - one.box.right < LOST_WORD * unit
        for one, other in pairs
    )
    return filled >= 2 and filled * 2 > len(pairs)


def _zone_kind(
    zone: Columns, parts: Sequence[Strip], barriers: Sequence[Box], *, width: int, height: int
) -> str | None:
    """Return "letterhead" or "ending", or None for lines that merely happen to have gaps above each other."""
    members = {id(strip) for strip in zone.strips}
    box = zone.box
    outside = [strip for strip in parts if id(strip) not in members and letters([strip]) >= MIN_LETTERS]
    below = [strip for strip in outside if strip.box.top > box.bottom]
    tables_below = [barrier for barrier in barriers if barrier.top > box.bottom]
    if not below and not tables_below:
        return "ending" if _is_ending(zone, width=width) else None
    above = [strip for strip in outside if strip.base < box.top]
    tables_above = [barrier for barrier in barriers if barrier.top < box.top]
    if (
        box.top < LETTERHEAD_SHARE * height
        and len(above) <= 3
        and not tables_above
        and zone.pairs() >= 2
        and letters(zone.left) >= MIN_LETTERS
    ):
        return "letterhead"
    return None


def _is_ending(zone: Columns, *, width: int) -> bool:
    """Return whether both columns say something: recipients are two lines at least, a signature is short and narrow."""
    signature = Box.around(strip.box for strip in zone.right)
    return (
        len(rows(zone.left)) >= 2
        and letters(zone.left) >= MIN_RECIPIENT_LETTERS
        and letters(zone.right) >= MIN_LETTERS
        and len(rows(zone.right)) <= MAX_SIGNATURE_LINES
        and signature.width <= SIGNATURE_SHARE * width
    )


def _letterhead(zone: Columns, *, unit: float) -> tuple[list[Strip], list[Block]]:
    """Return issuer, motto, number, place and date, and what stands under the number, each a block."""
    left_lines = [joined(row) for row in rows(zone.left)]
    right_lines = [joined(row) for row in rows(zone.right)]
    paired = [one for one in right_lines if any(_level(one, other) for other in left_lines)]
    last_pair = paired[-1] if paired else right_lines[-1]
    right_lines = [line for line in right_lines if line.base <= last_pair.base + unit]
    date = last_pair if len(right_lines) > 1 else None
    number_at = next(
        (index for index, line in enumerate(left_lines) if date is not None and _level(line, date)), len(left_lines)
    )
    issuer, below = left_lines[:number_at], left_lines[number_at:]
    motto = [line for line in right_lines if line is not date]
    groups = [issuer, motto, below[:1], [date] if date is not None else [], below[1:]]
    kept_words = {id(word) for group in groups for line in group for word in line.words}
    kept = [strip for strip in zone.strips if id(strip.words[0]) in kept_words]
    return kept, [block_of("letterhead", group) for group in groups if group]


def _ending(zone: Columns, *, unit: float) -> tuple[list[Strip], list[Block]]:
    """Return the recipients, then the signature: role, caption of an electronic signature in tiny type, name."""
    left = [joined(row) for row in rows(zone.left)]
    right = [joined(row) for row in rows(zone.right)]
    tallest = max(_type_size(line) for line in right)
    groups: list[list[Strip]] = []
    for line in right:
        tiny = _type_size(line) < SMALL_TYPE * tallest
        if groups and (_type_size(groups[-1][-1]) < SMALL_TYPE * tallest) == tiny:
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = [block_of("recipients", left), *(block_of("signature", group) for group in groups)]
    return list(zone.strips), blocks


def _type_size(line: Strip) -> float:
    heights = sorted(word.box.height for word in line.words)
    return float(heights[len(heights) // 2])


def _level(one: Strip, other: Strip) -> bool:
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return overlap >= 0.3 * min(one.box.height, other.box.height)
