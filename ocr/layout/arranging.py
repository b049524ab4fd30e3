"""Words and rulings of a page to blocks in reading order; looks at where things stand, never at what they mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import mean

from ocr.layout.furniture import part_furniture
from ocr.layout.level import slope_of, turned
from ocr.layout.paragraphs import Margins, block_of, margins, paragraphs
from ocr.layout.rulings import Ruling
from ocr.layout.strips import Strip, joined, rows, strips, text_unit
from ocr.layout.tables import find_tables
from ocr.layout.zones import MIN_LETTERS, find_zones, letters
from ocr.page import Block, Box, Line, Word

EDGE_SHARE = 0.003  # of the page's height: under a millimetre of A4
EDGE_CONFIDENCE = 0.5  # edges read as letters have 0.0 to 0.4, text of a picture cropped too close 0.8 and more
SPECK_GAP = 3.8  # in units of the text height; a first-line indent has 3.4, punch holes lie 4 and more from the text


def arrange(
    words: Sequence[Word], rulings: Sequence[Ruling] = (), *, width: int, height: int, dpi: int
) -> tuple[Block, ...]:
    """Return the blocks of a page in reading order; every word stands in exactly one of them.

    Letterhead item by item, tables cell by cell along the rows, footnotes and footer last, recipients before the
    signature. `words` come in any order, boxes in pixels of an upright page.
    """
    if not words:
        return ()
    unit = text_unit(words, dpi=dpi)
    parts = strips(words, unit=unit)
    slope = slope_of(parts, unit=unit)
    if not slope:
        return _arranged(words, parts, rulings, width=width, height=height, dpi=dpi)
    level = [replace(word, box=turned(word.box, slope)) for word in words]
    printed = {id(new): old for new, old in zip(level, words, strict=True)}
    level_rulings = [Ruling(turned(ruling.box, slope)) for ruling in rulings]
    parts = strips(level, unit=text_unit(level, dpi=dpi))
    blocks = _arranged(level, parts, level_rulings, width=width, height=height, dpi=dpi)
    return tuple(_as_printed(block, printed, slope) for block in blocks)


def moved(blocks: Sequence[Block], move: Callable[[Sequence[Box]], Sequence[Box]]) -> tuple[Block, ...]:
    """Return the blocks with every box moved, such as back onto the page before it was deskewed."""
    boxes = [word.box for block in blocks for line in block.lines for word in line.words]
    boxes += [block.box for block in blocks]
    places = dict(zip(boxes, move(boxes), strict=True))
    return tuple(_moved(block, places) for block in blocks)


def _moved(block: Block, places: Mapping[Box, Box]) -> Block:
    lines = tuple(Line(tuple(replace(word, box=places[word.box]) for word in line.words)) for line in block.lines)
    return replace(block, lines=lines, box=Box.around([places[block.box], *(line.box for line in lines)]))


def _arranged(
    words: Sequence[Word], parts: Sequence[Strip], rulings: Sequence[Ruling], *, width: int, height: int, dpi: int
) -> tuple[Block, ...]:
    """Return the blocks of a page whose lines are level; `parts` are the strips of all its words."""
    unit = text_unit(words, dpi=dpi)
    tables, free = find_tables(words, rulings, width=width, height=height, dpi=dpi, unit=unit)
    if tables:
        parts = strips(free, unit=unit)
    shadows = [strip for strip in parts if _is_shadow(strip, width=width, height=height)]
    printed = [strip for strip in parts if strip not in shadows]
    furniture = part_furniture(rows(printed), rulings, width=width, height=height, unit=unit)
    placed = [(table.box.top, list(table.blocks)) for table in tables]
    placed += [(strip.box.top, [block_of("stamp", [strip])]) for strip in shadows]
    barriers = [table.box for table in tables if not table.is_stamp]
    placed += _running_text(furniture.text, barriers, width=width, height=height, unit=unit)
    placed.sort(key=lambda item: item[0])
    blocks = [block for _, group in placed for block in group]
    head = [block_of("page_number", [joined(row)]) for row in rows(furniture.page_number)]
    notes = _notes(furniture.footnotes, unit=unit)
    footer = [block_of("footer", [joined(row)]) for row in rows(furniture.footer)]
    return _renumbered([_or_speck(block) for block in (*head, *blocks, *notes, *footer)])


def _as_printed(block: Block, printed: Mapping[int, Word], slope: float) -> Block:
    """Return a levelled block with the words as they were given, and its box where it lies on the page."""
    lines = tuple(Line(tuple(printed[id(word)] for word in line.words)) for line in block.lines)
    boxes = [line.box for line in lines]
    if block.cell is not None:
        boxes.append(turned(block.box, -slope))
    return Block(block.kind, lines, Box.around(boxes), block.cell)


def _or_speck(block: Block) -> Block:
    """Return the block, as a stamp when it has not one letter or digit: dust, strokes of pens, rules read as dashes."""
    has_text = block.cell is not None or any(letter.isalnum() for letter in block.text)
    return block if has_text else replace(block, kind="stamp")


def _running_text(
    parts: Sequence[Strip], barriers: Sequence[Box], *, width: int, height: int, unit: float
) -> list[tuple[int, list[Block]]]:
    """Return the text outside of tables as groups of blocks with the height they stand at."""
    zones = find_zones(parts, barriers, width=width, height=height, unit=unit)
    taken = {id(strip) for zone in zones for strip in zone.strips}
    groups = [(zone.top, list(zone.blocks)) for zone in zones]
    free = [strip for strip in parts if id(strip) not in taken]
    spoken = [strip for strip in free if letters([strip]) >= MIN_LETTERS]
    frame = margins([joined(row) for row in rows(spoken or free)], unit=unit)
    specks = [strip for strip in free if _is_speck(strip, frame, unit=unit)]
    groups += [(strip.box.top, [block_of("stamp", [strip])]) for strip in specks]
    body = [joined(row) for row in rows([strip for strip in free if strip not in specks])]
    text_bottom = max((strip.base for strip in parts), default=0)
    edges = sorted([*(box.top for box in barriers), *(top for top, _ in groups)])
    for lines in _parted(body, edges):
        groups.append((lines[0].box.top, _body(lines, frame, last=lines[-1].base >= text_bottom, unit=unit)))
    return groups


def _is_shadow(strip: Strip, *, width: int, height: int) -> bool:
    """Return whether hardly read words are cut by the edge of the picture: a scan's black edges read as letters."""
    box, reach = strip.box, EDGE_SHARE * height
    at_edge = min(box.left, box.top, width - box.right, height - box.bottom) <= reach
    return at_edge and mean(word.confidence for word in strip.words) < EDGE_CONFIDENCE


def _is_speck(strip: Strip, frame: Margins, *, unit: float) -> bool:
    """Return whether a letter or two stand alone far outside of the margins, or are hardly read: holes, seals, dust."""
    outside = strip.box.right < frame.left - SPECK_GAP * unit or strip.box.left > frame.right + SPECK_GAP * unit
    return (outside or strip.is_doubtful) and letters([strip]) < MIN_LETTERS


def _body(lines: Sequence[Strip], frame: Margins, *, last: bool, unit: float) -> list[Block]:
    """Return running text; a stack of lines alone at the right of its end is a signature without recipients."""
    start = len(lines)
    while last and start > 0 and lines[start - 1].box.left > frame.middle - 2 * unit:
        start -= 1
    blocks = paragraphs(lines[:start], frame, unit=unit)
    if start < len(lines):
        blocks.append(block_of("signature", lines[start:]))
    return blocks


def _notes(parts: Sequence[Strip], *, unit: float) -> list[Block]:
    lines = [joined(row) for row in rows(parts)]
    return [replace(block, kind="footnote") for block in paragraphs(lines, margins(lines, unit=unit), unit=unit)]


def _parted(lines: Sequence[Strip], edges: Sequence[int]) -> list[list[Strip]]:
    """Return the lines in groups that no table or zone stands between."""
    groups: dict[int, list[Strip]] = {}
    for line in sorted(lines, key=lambda line: (line.base, line.box.left)):
        groups.setdefault(sum(edge < line.box.bottom - line.box.height / 2 for edge in edges), []).append(line)
    return list(groups.values())


def _renumbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the tables counted from 1 in reading order."""
    numbers: dict[int, int] = {}
    counted: list[Block] = []
    for block in blocks:
        if block.cell is not None:
            table = numbers.setdefault(block.cell.table, len(numbers) + 1)
            block = replace(block, cell=replace(block.cell, table=table))
        counted.append(block)
    return tuple(counted)
