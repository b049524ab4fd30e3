"""The tables of a page filled with its words; a small frame beside the text is a stamp and no table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.layout.alignment import implied_columns, implied_rows
from ocr.layout.grids import Grid, GridCell, find_grids
from ocr.layout.rulings import Ruling
from ocr.layout.strips import lines_of
from ocr.page import Block, Box, Word

FRAME_SHARE = 0.6  # a "cell" that holds this share of the page's words frames the page and is no table
STAMP_SHARE = 0.4  # of the page's width; stamps on incoming mail are 5 to 7 cm wide
MIN_WORDS_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a stamp: where it stands, and its blocks."""

    box: Box
    blocks: tuple[Block, ...]
    is_stamp: bool


def find_tables(
    words: Sequence[Word], rulings: Sequence[Ruling], *, width: int, height: int, dpi: int, unit: float
) -> tuple[list[Table], list[Word]]:
    """Return the tables and stamps of a page from top to bottom, and the words outside of them."""
    grids = _tables(words, rulings, width=width, height=height, dpi=dpi, unit=unit)
    free, filled = _filled(grids, words, unit=unit)
    found: list[Table] = []
    for grid, blocks in filled:
        is_stamp = _is_stamp(grid, free, width=width)
        found.append(Table(grid.box, tuple(_as_stamp(grid, blocks) if is_stamp else blocks), is_stamp))
    return found, free


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


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom
