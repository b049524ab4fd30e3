"""Where in a printed line a pen wrote, and what: the line is cut out of the page, looked at, and the words compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.handwriting.context import limits_of
from ocr.handwriting.cutting import FINENESS
from ocr.handwriting.decoding import Group, groups, read
from ocr.handwriting.network import STEP, look
from ocr.handwriting.opinions import cut_readings, weighed
from ocr.handwriting.strip import BASE_ROW, CAPITAL, ROWS, Strip, strip_of
from ocr.image.pixels import Pixels, ink_of
from ocr.page import Box, Word

_SURE = 0.90  # words of print by which a line's capitals are measured, and which no pen wrote
_TALL_QUARTILE = 75  # of the heights of a line's pieces: capitals and ascenders
_PAGE_CAPITAL = 0.75  # of the median height of the page's words, which have marks: the least that a capital measures
_LETTER = 0.5  # times the capitals: smaller pieces are marks, dots and commas
_BEFORE, _AFTER = 0.5, 2.5  # capitals beside the words of a line where a pen may have written
_AFTER_FEW = 8.0  # the same where a word or two were read of a line: "Số: [1095]/KH-UBND" read as "Số:"
_CUT = 2  # columns: a number that reaches the end of the strip may go on beyond it
_PRINT = (-1.5, 0.4)  # capitals from the base line: where a line's own print reaches, its marks too
_SHORTEST = 0.6  # capitals: lower than any figure, as dust, dots and dashes are
_INK = 0.35  # of a strip: where a figure's box ends
_MERGED = 0.15  # share of a word under the pen from which on it was made of the pen's ink
_SWALLOWED = 0.70  # share from which on nothing of the word is print
_HALF = 0.5  # share of a number from which on a word covers it
_PENNED = 0.8  # median odds of a pen below which figures that the engine read surely are print
_OVERRULES = 0.998  # a number surer than this stands against what the engine surely read there
_DASHES = frozenset("-–—")
SURE = 0.95  # readings as sure as this are given: 72 % of 923 on which it was chosen, and 2 % of these wrongly


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written by hand at its place on the page; `text` is None where it could not be read surely."""

    box: Box
    text: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Written:
    """A line of print with numbers that a pen wrote; `cut` is the line on the page."""

    cut: Box
    numerals: tuple[Numeral, ...]

    def touches(self, word: Word) -> bool:
        """Whether a word was made of what the pen wrote, all or in part."""
        return self._share(word) > _MERGED

    def covers(self, word: Word) -> bool:
        """Whether nothing of a word is print."""
        return self._share(word) >= _SWALLOWED

    def holds(self, word: Word) -> bool:
        """Whether a word stands where the pen wrote."""
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        return any(one.box.left <= x <= one.box.right and one.box.top <= y <= one.box.bottom for one in self.numerals)

    def _share(self, word: Word) -> float:
        return sum(_shared(word.box, numeral.box) for numeral in self.numerals)


def written_in(gray: Pixels, line: Sequence[Word], *, word_height: float, right: int | None = None) -> Written | None:
    """Return what a pen wrote into a line of print, or None.

    `word_height` is the median height of the page's words, `right` the column where something else begins.
    """
    base, capital = _measured(gray, line, word_height=word_height)
    around = Box.around(word.box for word in line)
    left = max(0, around.left - round(_BEFORE * capital))
    reach = around.right + round((_AFTER_FEW if len(line) <= 2 else _AFTER) * capital)
    reach = min(gray.shape[1], reach if right is None else max(around.right, min(reach, right)))
    strip = strip_of(gray, base=base, capital=capital, left=left, right=reach)
    seen = look(strip)
    numerals = []
    standing = groups(seen)
    fine = strip_of(gray, base=base, capital=capital, left=left, right=reach, fineness=FINENESS) if standing else strip
    for group in standing:
        box = _on_page(_box(strip, group), left, capital / CAPITAL, base)
        pen = float(np.median(seen.pen[group.start : group.end]))
        found = weighed(read(seen, group), cut_readings(fine, group))
        numeral = _numeral(box, found, [word for word in line if _shared(word.box, box) > _MERGED], pen, line)
        if box.height < _SHORTEST * capital:
            continue
        if numeral is not None and group.end > len(seen.pen) - _CUT:
            numeral = Numeral(box, None, 0.0)
        if numeral is not None:
            numerals.append(numeral)
    if not numerals:
        return None
    # Print behind the last number may not have been read at all.
    end = around.right if around.right > numerals[-1].box.right else reach
    above, below = (round(base + share * capital) for share in _PRINT)
    return Written(
        Box(left, max(0, above), min(gray.shape[1], end + round(_BEFORE * capital)), min(gray.shape[0], below)),
        tuple(numerals),
    )


def _numeral(
    box: Box, found: Sequence[tuple[str, float]], under: Sequence[Word], pen: float, line: Sequence[Word]
) -> Numeral | None:
    """Return a number, or None where the words read `under` it show that it is print; `pen` is how likely one wrote."""
    sure = [word for word in under if word.confidence >= _SURE and _shared(box, word.box) > _HALF]
    if any(_is_plain(word.text) for word in sure):
        return None
    limits = limits_of(box, line)
    text, confidence = next(((text, odds) for text, odds in found if limits.allow(text)), (None, 0.0))
    printed = [word.text for word in sure if word.text.strip(".,;:").isdecimal()]
    if printed and pen < _PENNED:
        return None
    if printed and text not in printed and confidence < _OVERRULES:
        return Numeral(box, None, confidence)
    return Numeral(box, text if confidence >= SURE else None, confidence)


def without_pen(gray: Pixels, written: Written) -> Pixels:
    """Return the picture of the line with what the pen wrote painted over."""
    cut = written.cut
    line = gray[cut.top : cut.bottom, cut.left : cut.right].copy()
    paper = np.uint8(np.percentile(line, 70))
    for numeral in written.numerals:
        line[:, max(0, numeral.box.left - cut.left - 2) : numeral.box.right - cut.left + 2] = paper
    return line


def _measured(gray: Pixels, line: Sequence[Word], *, word_height: float) -> tuple[float, float]:
    """Return the row on which a line's print stands and the height of its capitals, by the pieces of its sure words."""
    around = Box.around(word.box for word in line)
    sure = [word.box for word in line if word.confidence >= _SURE and len(word.text) > 1] or [around]
    ink = ink_of(np.ascontiguousarray(gray[around.top : around.bottom, around.left : around.right]))
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = _PAGE_CAPITAL * word_height
    pieces = [
        (int(height), int(top + height) + around.top)
        for left, top, width, height, _ in stats[1:]
        if height >= _LETTER * least and any(box.left <= left + around.left + width / 2 <= box.right for box in sure)
    ]
    if not pieces:
        return around.bottom - 0.25 * word_height, least
    capital = max(float(np.percentile([height for height, _ in pieces], _TALL_QUARTILE)), least)
    return float(np.median([bottom for _, bottom in pieces])), min(capital, 1.4 * least)


def _box(strip: Strip, group: Group) -> Box:
    """Return the box of a group's ink in the strip."""
    left, right = group.start * STEP, min(group.end * STEP, strip.shape[1])
    rows = np.flatnonzero((strip[:, left:right] > _INK).any(axis=1))
    return Box(left, int(rows[0]), right, int(rows[-1]) + 1) if len(rows) else Box(left, 0, right, ROWS)


def _on_page(box: Box, left: int, scale: float, base: float) -> Box:
    return Box(
        round(left + box.left * scale),
        max(0, round(base + (box.top - BASE_ROW) * scale)),
        round(left + box.right * scale),
        max(1, round(base + (box.bottom - BASE_ROW) * scale)),
    )


def _is_plain(text: str) -> bool:
    """Whether a surely read word is letters alone, or a dash: print, whatever the network says."""
    return (text.isalpha() and len(text) > 2) or text in _DASHES


def _shared(one: Box, other: Box) -> float:
    """Return which share of the width of one box lies over the other."""
    return max(0, min(one.right, other.right) - max(one.left, other.left)) / max(1, one.width)
