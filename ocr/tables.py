"""Ruled tables, read cell by cell: the engine reads lines as letters, and cells that stand side by side as one line."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.image.pixels import Pixels
from ocr.layout import Grid, Ruling
from ocr.page import Box, Word

_BESIDE_PX = 4  # a ruling this near to the edge of a cell is that edge
_RIM_PX = 2  # the grey rim of a line beside its dark core
_AIR_PX = 12  # white around a cell: the engine misses letters that touch the edge of its picture
_EMPTY_INK = 0.0006  # of a cell's pixels: less is dust
_PAPER = 255


def without_tables(gray: Pixels, grids: Sequence[Grid]) -> Pixels:
    """Return the page with its tables painted over, to be read for what stands around them."""
    if not grids:
        return gray
    rest = gray.copy()
    for grid in grids:
        box = grid.box
        rest[max(0, box.top - _RIM_PX) : box.bottom + _RIM_PX, max(0, box.left - _RIM_PX) : box.right + _RIM_PX] = (
            _PAPER
        )
    return rest


def cell_images(gray: Pixels, rulings: Sequence[Ruling], grids: Sequence[Grid]) -> tuple[tuple[Box, Pixels], ...]:
    """Return the cells that hold ink: where each lies on the page, and its picture without lines, in white."""
    if not grids:
        return ()
    clean = _without_lines(gray, rulings, grids)
    pictures = []
    for grid in grids:
        for cell in grid.cells:
            inside = np.ascontiguousarray(clean[cell.box.top : cell.box.bottom, cell.box.left : cell.box.right])
            if inside.size and float(np.mean(inside < _ink_level(inside))) >= _EMPTY_INK:
                air = ((_AIR_PX, _AIR_PX), (_AIR_PX, _AIR_PX))
                pictures.append((cell.box, np.pad(inside, air, constant_values=_PAPER)))
    return tuple(pictures)


def on_page(words: Sequence[Word], cell: Box) -> tuple[Word, ...]:
    """Return words read in a cell's picture with their boxes on the page, kept inside the cell."""
    placed = []
    for word in words:
        left = min(max(word.box.left - _AIR_PX, 0), cell.width - 1) + cell.left
        top = min(max(word.box.top - _AIR_PX, 0), cell.height - 1) + cell.top
        right = min(max(word.box.right - _AIR_PX + cell.left, left + 1), cell.right)
        bottom = min(max(word.box.bottom - _AIR_PX + cell.top, top + 1), cell.bottom)
        placed.append(replace(word, box=Box(left, top, right, bottom)))
    return tuple(placed)


def _ink_level(inside: Pixels) -> float:
    return float(np.median(inside)) * 0.6


def _without_lines(gray: Pixels, rulings: Sequence[Ruling], grids: Sequence[Grid]) -> Pixels:
    clean = gray.copy()
    for ruling in rulings:
        if any(is_edge(ruling, grid) for grid in grids):
            box = ruling.box
            rows = slice(max(0, box.top - _RIM_PX), box.bottom + _RIM_PX)
            clean[rows, max(0, box.left - _RIM_PX) : box.right + _RIM_PX] = _PAPER
    return clean


def is_edge(ruling: Ruling, grid: Grid) -> bool:
    """Whether a ruling is one of the lines of a table."""
    box = ruling.box
    if not _overlaps(box, grid.box):
        return False
    if ruling.is_horizontal:
        middle = (box.top + box.bottom) / 2
        levels = {level for cell in grid.cells for level in (cell.box.top, cell.box.bottom)}
    else:
        middle = (box.left + box.right) / 2
        levels = {level for cell in grid.cells for level in (cell.box.left, cell.box.right)}
    return any(abs(middle - level) <= _BESIDE_PX + min(box.width, box.height) for level in levels)


def _overlaps(one: Box, other: Box) -> bool:
    return (
        one.left < other.right + _BESIDE_PX
        and other.left < one.right + _BESIDE_PX
        and one.top < other.bottom + _BESIDE_PX
        and other.top < one.bottom + _BESIDE_PX
    )
