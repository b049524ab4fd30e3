"""Words and rulings of a page to blocks in reading order; looks at where things stand, never at what they mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ocr.layout.alignment import implied_columns, implied_rows
from ocr.layout.columns import Columns, find_columns
from ocr.layout.furniture import part_furniture
from ocr.layout.grids import Grid, GridCell, find_grids
from ocr.layout.level import slope_of, turned
from ocr.layout.paragraphs import Margins, block_of, margins, paragraphs
from ocr.layout.rulings import Ruling
from ocr.layout.strips import Strip, joined, lines_of, rows, strips, text_unit
from ocr.page import Block, Box, Line, Word

LETTERHEAD_SHARE = 0.45  # the letterhead begins in this upper share of the page
FRAME_SHARE = 0.6  # a "cell" that holds this share of the page's words frames the page and is no table
MIN_RECIPIENT_LETTERS = 8  # "Lưu: VT." and a name; punch holes are read as one or two letters
MAX_SIGNATURE_LINES = 14
SIGNATURE_SHARE = 0.6  # of the page's width
MIN_LETTERS = 4  # of a signature; specks beside the text are read as one or two letters
STAMP_SHARE = 0.4  # of the page's width; stamps on incoming mail are 5 to 7 cm wide
MIN_WORDS_BESIDE = 4
SPECK_GAP = 3.8  # in units of the text height; a first-line indent has 3.4, punch holes lie 4 and more from the text
SMALL_TYPE = 0.72  # the caption of an electronic signature is 7 to 9 pt between lines of 14 pt


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
    slope = slope_of(strips(words, unit=unit), unit=unit)
    if not slope:
        return _arranged(words, rulings, width=width, height=height, dpi=dpi)
    level = [replace(word, box=turned(word.box, slope)) for word in words]
    printed = {id(new): old for new, old in zip(level, words, strict=True)}
    level_rulings = [Ruling(turned(ruling.box, slope)) for ruling in rulings]
    blocks = _arranged(level, level_rulings, width=width, height=height, dpi=dpi)
    return tuple(_as_printed(block, printed, slope) for block in blocks)


def moved(blocks: Sequence[Block], move: Callable[[Box], Box]) -> tuple[Block, ...]:
    """Return the blocks with every box moved, such as back onto the page before it was deskewed."""
    return tuple(_moved(block, move) for block in blocks)


def _moved(block: Block, move: Callable[[Box], Box]) -> Block:
    lines = tuple(Line(tuple(replace(word, box=move(word.box)) for word in line.words)) for line in block.lines)
    return replace(block, lines=lines, box=Box.around([move(block.box), *(line.box for line in lines)]))


def _arranged(
    words: Sequence[Word], rulings: Sequence[Ruling], *, width: int, height: int, dpi: int
) -> tuple[Block, ...]:
    """Return the blocks of a page whose lines are level."""
    unit = text_unit(words, dpi=dpi)
    grids = _tables(words, rulings, width=width, height=height, dpi=dpi, unit=unit)
    free, tables = _filled(grids, words, unit=unit)
    stamps = [index for index, (grid, _) in enumerate(tables) if _is_stamp(grid, free, width=width)]
    furniture = part_furniture(rows(strips(free, unit=unit)), rulings, width=width, height=height, unit=unit)
    placed = [
        (grid.box.top, _as_stamp(grid, blocks) if index in stamps else blocks)
        for index, (grid, blocks) in enumerate(tables)
    ]
    barriers = [grid.box for index, grid in enumerate(grids) if index not in stamps]
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


def _is_stamp(grid: Grid, free: Sequence[Word], *, width: int) -> bool:
    """Return whether a small frame stands beside or in the text, as the stamp on incoming mail does and no table."""
    if grid.box.width > STAMP_SHARE * width:
        return False
    beside = [word for word in free if grid.box.top <= (word.box.top + word.box.bottom) / 2 < grid.box.bottom]
    return len(beside) >= MIN_WORDS_BESIDE


def _as_stamp(grid: Grid, blocks: Sequence[Block]) -> list[Block]:
    lines = tuple(line for block in blocks for line in block.lines)
    return [Block("stamp", lines, Box.around([grid.box, *(line.box for line in lines)]))] if lines else []


def _tables(
    words: Sequence[Word], rulings: Sequence[Ruling], *, width: int, height: int, dpi: int, unit: float
) -> list[Grid]:
    """Return the ruled tables, then with the columns and rows that were not ruled."""
    lines = list(rulings)
    grids = _grids(words, lines, width=width, height=height, dpi=dpi)
    if columns := implied_columns(words, lines, grids, width=width, unit=unit):
        lines += columns
        grids = _grids(words, lines, width=width, height=height, dpi=dpi)
    if between := implied_rows(words, grids, unit=unit):
        grids = _grids(words, lines + between, width=width, height=height, dpi=dpi)
    return grids


def _grids(words: Sequence[Word], lines: Sequence[Ruling], *, width: int, height: int, dpi: int) -> list[Grid]:
    return [grid for grid in find_grids(lines, width=width, height=height, dpi=dpi) if not _is_frame(grid, words)]


def _is_frame(grid: Grid, words: Sequence[Word]) -> bool:
    if len(grid.cells) > 3:
        return False
    held = [sum(_holds(cell.box, word.box) for word in words) for cell in grid.cells]
    return max(held) >= FRAME_SHARE * len(words) or sum(held) == 0


def _filled(
    grids: Sequence[Grid], words: Sequence[Word], *, unit: float
) -> tuple[list[Word], list[tuple[Grid, list[Block]]]]:
    """Return the words outside of all tables, and each table's cells as blocks."""
    free: list[Word] = []
    inside: dict[int, dict[GridCell, list[Word]]] = {index: {} for index in range(len(grids))}
    for word in words:
        for index, grid in enumerate(grids):
            cell = next((cell for cell in grid.cells if _holds(cell.box, word.box)), None)
            if cell is not None:
                inside[index].setdefault(cell, []).append(word)
                break
        else:
            free.append(word)
    tables: list[tuple[Grid, list[Block]]] = []
    for index, grid in enumerate(grids):
        blocks = [
            Block(
                "cell",
                tuple(line.line for line in lines_of(inside[index].get(cell, []), unit=unit)),
                cell.box,
                cell.place,
            )
            for cell in grid.cells
        ]
        tables.append((grid, [_enclosing(block) for block in blocks]))
    return free, tables


def _enclosing(block: Block) -> Block:
    """Return the cell with its box widened to letters that reach over the lines."""
    return replace(block, box=Box.around([block.box, *(line.box for line in block.lines)]))


def _running_text(
    parts: Sequence[Strip], barriers: Sequence[Box], *, width: int, height: int, unit: float
) -> list[tuple[int, list[Block]]]:
    """Return the text outside of tables as groups of blocks with the height they stand at."""
    zones = find_columns(parts, width=width, unit=unit)
    text_bottom = max((strip.base for strip in parts), default=0)
    groups: list[tuple[int, list[Block]]] = []
    taken: set[int] = set()
    for zone, _ in zones:
        kind = _zone_kind(zone, parts, barriers, width=width, height=height)
        if kind is None:
            continue
        kept, blocks = (_letterhead if kind == "letterhead" else _ending)(zone, unit=unit)
        taken.update(id(strip) for strip in kept)
        groups.append((min(strip.box.top for strip in kept), blocks))
    free = [strip for strip in parts if id(strip) not in taken]
    spoken = [strip for strip in free if _letters([strip]) >= MIN_LETTERS]
    frame = margins([joined(row) for row in rows(spoken or free)], unit=unit)
    specks = [strip for strip in free if _is_speck(strip, frame, unit=unit)]
    groups += [(strip.box.top, [block_of("stamp", [strip])]) for strip in specks]
    body = [joined(row) for row in rows([strip for strip in free if strip not in specks])]
    edges = sorted([*(box.top for box in barriers), *(top for top, _ in groups)])
    for lines in _parted(body, edges):
        groups.append((lines[0].box.top, _body(lines, frame, last=lines[-1].base >= text_bottom, unit=unit)))
    return groups


def _is_speck(strip: Strip, frame: Margins, *, unit: float) -> bool:
    """Return whether a letter or two stand by themselves far outside of the margins: punch holes, pieces of seals."""
    outside = strip.box.right < frame.left - SPECK_GAP * unit or strip.box.left > frame.right + SPECK_GAP * unit
    return outside and _letters([strip]) < MIN_LETTERS


def _body(lines: Sequence[Strip], frame: Margins, *, last: bool, unit: float) -> list[Block]:
    """Return running text; a stack of lines alone at the right of its end is a signature without recipients."""
    start = len(lines)
    while last and start > 0 and lines[start - 1].box.left > frame.middle - 2 * unit:
        start -= 1
    blocks = paragraphs(lines[:start], frame, unit=unit)
    if start < len(lines):
        blocks.append(block_of("signature", lines[start:]))
    return blocks


def _zone_kind(
    zone: Columns, parts: Sequence[Strip], barriers: Sequence[Box], *, width: int, height: int
) -> str | None:
    members = {id(strip) for strip in zone.strips}
    box = zone.box
    above = [strip for strip in parts if id(strip) not in members and strip.base < box.top]
    below = [strip for strip in parts if id(strip) not in members and strip.box.top > box.bottom]
    tables_below = [barrier for barrier in barriers if barrier.top > box.bottom]
    if not below and not tables_below:
        return "ending" if _is_ending(zone, width=width) else None
    tables_above = [barrier for barrier in barriers if barrier.top < box.top]
    if (
        box.top < LETTERHEAD_SHARE * height
        and len(above) <= 3
        and not tables_above
        and zone.pairs() >= 2
        and _letters(zone.left) >= MIN_LETTERS
    ):
        return "letterhead"
    return None


def _is_ending(zone: Columns, *, width: int) -> bool:
    """Return whether both columns say something: recipients are two lines at least, a signature is short and narrow."""
    signature = Box.around(strip.box for strip in zone.right)
    return (
        len(rows(zone.left)) >= 2
        and _letters(zone.left) >= MIN_RECIPIENT_LETTERS
        and _letters(zone.right) >= MIN_LETTERS
        and len(rows(zone.right)) <= MAX_SIGNATURE_LINES
        and signature.width <= SIGNATURE_SHARE * width
    )


def _letters(parts: Sequence[Strip]) -> int:
    return sum(letter.isalnum() for strip in parts for letter in strip.text)


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


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _level(one: Strip, other: Strip) -> bool:
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return overlap >= 0.3 * min(one.box.height, other.box.height)
