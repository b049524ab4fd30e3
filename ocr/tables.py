"""Ruled tables, read cell by cell: the engine reads lines as letters, and cells that stand side by side as one line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.layout import Grid, Ruling
from ocr.page import Box, CellPlace, Word

_BESIDE_PX = 4  # a ruling this near to the edge of a cell is that edge
_RIM_PX = 2  # the grey rim of a line beside its dark core
_AIR_PX = 12  # white around a cell: the engine misses letters that touch the edge of its picture
_PRINT_LEVEL = 0.75  # of the paper's grey: pale print has 0.7 and less, what shines through 0.8 and more
_LEAST_PRINT_IN = 0.045  # 9 px at 200 dpi; the smallest letter and the dash of 11 pt are longer, dust has 5
_RIM_IN = 0.015  # 3 px at 200 dpi: so far from the side of a cell lies what is left of its line
_RIM_LONG = 3  # times as long as thick: a letter that touches the side is not
_MARKS_IN = 0.05  # above and below: marks of capitals that hang together with nothing
_BESIDE_IN = 0.03  # at either side: full stops
_GRAIN = 25  # grey levels: paper and its grain are no darker than this below the middle; pale strokes of print are
_PAPER = 255


@dataclass(frozen=True, slots=True)
class CellImage:
    """A cell with print: its place in its table, where on the page it was cut out, and what was cut out."""

    place: CellPlace
    at: Box
    picture: Pixels


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


def cell_images(gray: Pixels, rulings: Sequence[Ruling], grids: Sequence[Grid], *, dpi: int) -> tuple[CellImage, ...]:
    """Return the cells that hold print, each cut out as far as its print goes, without lines and in white."""
    if not grids:
        return ()
    clean = _without_lines(gray, rulings, grids)
    pictures = []
    for grid in grids:
        for cell in grid.cells:
            inside = np.ascontiguousarray(clean[cell.box.top : cell.box.bottom, cell.box.left : cell.box.right])
            printed = _print_in(inside, dpi=dpi) if inside.size else None
            if printed is None:
                continue
            air = ((_AIR_PX, _AIR_PX), (_AIR_PX, _AIR_PX))
            cut = inside[printed.top : printed.bottom, printed.left : printed.right]
            at = Box(
                cell.box.left + printed.left,
                cell.box.top + printed.top,
                cell.box.left + printed.right,
                cell.box.top + printed.bottom,
            )
            pictures.append(CellImage(cell.place, at, np.pad(_on_white(cut), air, constant_values=_PAPER)))
    return tuple(pictures)


def on_page(words: Sequence[Word], at: Box) -> tuple[Word, ...]:
    """Return words read in a cell's picture with their boxes on the page, kept inside of what was cut out."""
    placed = []
    for word in words:
        left = min(max(word.box.left - _AIR_PX, 0), at.width - 1) + at.left
        top = min(max(word.box.top - _AIR_PX, 0), at.height - 1) + at.top
        right = min(max(word.box.right - _AIR_PX + at.left, left + 1), at.right)
        bottom = min(max(word.box.bottom - _AIR_PX + at.top, top + 1), at.bottom)
        placed.append(replace(word, box=Box(left, top, right, bottom)))
    return tuple(placed)


def _on_white(cut: Pixels) -> Pixels:
    """Return what was cut out with its paper white: the edge between grey paper and white air makes a "3" an "8"."""
    return np.where(cut >= float(np.median(cut)) - _GRAIN, _PAPER, cut).astype(np.uint8)


def _print_in(inside: Pixels, *, dpi: int) -> Box | None:
    """Return where print stands in a cell, with air around it; None when there is none.

    What is left of a cell is grain and what shines through: the engine makes strokes of it.
    """
    ink = (inside < float(np.median(inside)) * _PRINT_LEVEL).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = inside.shape
    least, rim = round(_LEAST_PRINT_IN * dpi), round(_RIM_IN * dpi)
    boxes = [
        Box(left, top, left + wide, top + high)
        for left, top, wide, high, _ in stats[1:].tolist()
        if max(wide, high) >= least
        and not _is_rim(left, left + wide, width, wide, high, rim)
        and not _is_rim(top, top + high, height, high, wide, rim)
    ]
    if not boxes:
        return None
    around = Box.around(boxes)
    up, beside = round(_MARKS_IN * dpi), round(_BESIDE_IN * dpi)
    return Box(
        max(0, around.left - beside),
        max(0, around.top - up),
        min(width, around.right + beside),
        min(height, around.bottom + up),
    )


def _is_rim(start: int, end: int, size: int, thick: int, long: int, rim: int) -> bool:
    """Return whether a thin piece lies along the side of a cell: what is left of a line that leans."""
    return (start <= rim or end >= size - rim) and thick <= 2 * rim and long >= _RIM_LONG * thick


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
