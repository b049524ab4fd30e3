"""Figures written by hand into printed lines: "Số: [70] /KH-UBND", found by their size and read only when sure.

Pens write larger than 13 pt type: on a line of print a piece of ink clearly taller than its capitals is a pen's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image.pixels import Pixels, ink_of
from ocr.page import Box, Word

_TALLER = 1.28  # times the capitals of the line: figures of a pen are 1.4 to 2.3 times as tall, "(" and "/" 1.2 times
_TALLEST = 3.2  # taller is a signature or a seal
_WIDEST = 2.6  # times the capitals: wider is a stroke over several letters
_NARROW = 0.25  # times the capitals: thinner is a fold or a slash; a pen's "1" leans or is thick
_FIGURE = 0.9  # times the capitals: the lower figures of a number of which one is tall
_LEAST = 0.5  # times the capitals: smaller pieces beside a pen's figure are print's dots and commas
_JOIN_IN = 0.07  # figures of one number stand nearer to each other than this
_AROUND_IN = 0.09  # above and below the words of the line: where tall figures reach
_SURE = 0.90  # words of print that a pen's figure must not swallow
_TALL_QUARTILE = 75  # of the heights of a line's pieces: capitals and ascenders


_MOST_WIDE_IN = 0.85  # four figures of a generous pen; more is print that was not read
_PAGE_CAPITAL = 0.75  # of the median height of the page's words, which have marks: the least that a capital measures
_MERGED = 0.30  # share of a word beyond the pen's figures from which on it is print that was read together with them


@dataclass(frozen=True, slots=True)
class Written:
    """A line of print with places where a pen wrote: `cut` is the line on the page, `boxes` the places on the page."""

    cut: Box
    boxes: tuple[Box, ...]

    def touches(self, word: Word) -> bool:
        """Whether a word was made of what the pen wrote, all or in part."""
        return any(_shared(word.box, box) > _MERGED / 2 for box in self.boxes)

    def has_swallowed(self, word: Word) -> bool:
        """Whether a word was made of what the pen wrote and of print beside it."""
        return self.touches(word) and sum(_shared(word.box, box) for box in self.boxes) < 1 - _MERGED


def written_in(gray: Pixels, line: Sequence[Word], *, dpi: int, word_height: float) -> Written | None:
    """Return where a pen wrote in a line of print, or None; `word_height` is the median height of the page's words."""
    cut, around = _cut(gray, line, dpi=dpi)
    pieces = _pieces(gray, cut, around)
    sure = [word.box for word in line if word.confidence >= _SURE and len(word.text) > 1]
    print_heights = [piece.height for piece in pieces if any(_centre_in(piece, box) for box in sure)]
    if len(print_heights) < 2:
        return None
    capital = max(float(np.percentile(print_heights, _TALL_QUARTILE)), _PAGE_CAPITAL * word_height)
    free = [
        piece
        for piece in pieces
        if _LEAST * capital <= piece.height <= _TALLEST * capital
        and piece.width <= _WIDEST * capital
        and not any(_centre_in(piece, box) or _shared(piece, box) > _MERGED for box in sure)
    ]
    tall = [piece for piece in free if piece.height >= _TALLER * capital and piece.width >= _NARROW * capital]
    first = min(line, key=lambda word: word.box.left).box
    numbers = _numbers(tall, free, capital, join_px=round(_JOIN_IN * dpi))
    boxes = [
        box
        for box in numbers
        if box.left >= first.right - 2
        and box.width <= _MOST_WIDE_IN * dpi
        and not any(_is_plain(word, box) for word in line)
    ]
    return Written(cut, tuple(boxes)) if boxes else None


def without_pen(gray: Pixels, written: Written) -> Pixels:
    """Return the picture of the line with what the pen wrote painted over."""
    cut = written.cut
    line = gray[cut.top : cut.bottom, cut.left : cut.right].copy()
    paper = np.uint8(np.percentile(line, 70))
    for box in written.boxes:
        line[:, max(0, box.left - cut.left - 2) : box.right - cut.left + 2] = paper
    return line


def _cut(gray: Pixels, line: Sequence[Word], *, dpi: int) -> tuple[Box, Box]:
    around = Box.around(word.box for word in line)
    reach = round(_AROUND_IN * dpi)
    height, width = gray.shape
    left, top = max(0, around.left - reach), max(0, around.top - reach)
    return Box(left, top, min(width, around.right + reach), min(height, around.bottom + reach)), around


def _pieces(gray: Pixels, cut: Box, around: Box) -> list[Box]:
    ink = ink_of(np.ascontiguousarray(gray[cut.top : cut.bottom, cut.left : cut.right]))
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = [
        Box(int(x) + cut.left, int(y) + cut.top, int(x + w) + cut.left, int(y + h) + cut.top)
        for x, y, w, h, area in stats[1:]
        if area >= 12
    ]
    return [box for box in boxes if box.bottom > around.top and box.top < around.bottom]


def _numbers(tall: Sequence[Box], free: Sequence[Box], capital: float, *, join_px: int) -> list[Box]:
    """Return the tall pieces with the smaller figures beside them, each number in one box, none beyond a slash."""
    slashes = [piece.left for piece in free if _is_slash(piece, capital)]
    numbers: list[Box] = []
    for piece in sorted(tall, key=lambda box: box.left):
        wall = min((left for left in slashes if left > piece.left), default=1 << 30)
        own = [other for other in free if other.right <= wall + join_px and other.height >= _FIGURE * capital]
        number, before = piece, None
        while number != before:
            before = number
            near = (box for box in own if box.left < number.right + join_px and box.right > number.left - join_px)
            number = Box.around([number, *near])
        if numbers and number.left < numbers[-1].right + join_px:
            numbers[-1] = Box.around([numbers[-1], number])
        else:
            numbers.append(number)
    return numbers


def _is_slash(piece: Box, capital: float) -> bool:
    return piece.width < 0.45 * piece.height and piece.height < _TALLER * capital


def _centre_in(piece: Box, box: Box) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return box.left <= x <= box.right and box.top - 2 <= y <= box.bottom + 2


def _is_plain(word: Word, box: Box) -> bool:
    """Whether a word over the box is letters alone: print whose mark hangs together with it, no figure."""
    return word.text.isalpha() and len(word.text) > 2 and _shared(word.box, box) > _MERGED


def _shared(one: Box, other: Box) -> float:
    """Return which share of the width of one box lies over the other."""
    return max(0, min(one.right, other.right) - max(one.left, other.left)) / max(1, one.width)
