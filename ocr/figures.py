"""Cells that hold one figure - "3", "II", "1.2.4", "1.260" - read three times and voted.

A lone figure gives the engine no neighbours to tell its size and its letters by: of 246 such cells on heavy scans it
reads 194 right within the cell, 224 when the cell is cut close, read by both models, and two readings agree.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engines import Engine, Settings
from ocr.image.pixels import Pixels
from ocr.numerals import stems_in
from ocr.page import Box, Word
from ocr.tables import CellImage

_SURE = 0.95  # of 110 whole numbers read as surely none was wrong
_ALONE = 0.90  # a reading that no other bears out counts from here on
_AGREED = 0.90  # at least: 95 % of the figures voted were right
_DOUBTED = 0.50  # at most: what no two readings agree on
_SHARE = 0.5  # of a column's cells that read like figures make it a column of figures
_LONGEST = 9  # letters; "1.234.567" is the longest figure in a table of a plan
_LEAST_CELLS = 2
_LINE_IN = 0.35  # the print of one line with air around it has 0.25; taller cells hold two figures or prose
_LONE_WIDTH_IN = 0.65  # a column as narrow as this holds numbers, whatever was read in it
_INK = 0.6  # of the way from ink to paper: darker is ink
_DIGIT = 0.7  # of the tallest piece's height: digits are as tall
_STOP = 0.3  # of it: stops are no larger
_FOOT = 0.15  # of it: stops stand within this of the digits' foot
_LOOK_ALIKE = {"l": "1", "|": "1", "]": "1", "!": "1", "O": "0", "o": "0"}
_ROMAN_LIKE = str.maketrans(
    {"H": "II", "Ì": "I", "Í": "I", "Î": "I", "ì": "I", "í": "I", "l": "I", "|": "I", "]": "I", "1": "I"}
)

_FIGURE = re.compile(r"\d{1,4}(?:[.,]\d{1,3}){0,3}")
_ROMAN = re.compile(r"I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XV")
_STOP_BETWEEN = re.compile(r"(?<=\d)[:;·\u2044'](?=\d)")  # a slash or a dash may be one: "15/3", "3-4"
_STOPS = re.compile(r"[.,]")
_END = re.compile(r"[.)]$")
_AROUND = " .,;:'\"-_()“”‘’`~^—\u02c6*°"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading of a cell says: the figure, how surely, and the mark behind it."""

    figure: str
    confidence: float
    end: str


def with_figures(
    cells: Sequence[CellImage],
    readings: Sequence[Sequence[Word]],
    engine: Engine,
    *,
    dpi: int,
    languages: tuple[str, ...],
    timeout_s: float,
) -> list[tuple[Word, ...]]:
    """Return the readings of a table's cells, those that hold a figure voted; words lie in the cells' pictures."""
    result = [tuple(reading) for reading in readings]
    chosen = [index for index in figure_cells(cells, result, dpi=dpi) if not _is_sure(result[index])]
    pictures = [cells[index].picture for index in chosen]
    settings = Settings(mode="line", timeout_s=timeout_s)
    line = engine.read(pictures, dpi=dpi, settings=settings)
    other = engine.read(pictures, dpi=dpi, settings=Settings("line", languages, timeout_s=timeout_s))
    for index, *again in zip(chosen, line, other, strict=True):
        result[index] = _voted(cells[index].picture, [result[index], *again])
    for indexes in _columns(cells).values():
        figures = {index: figure_of(_text(result[index])) for index in indexes}
        counts = Counter(figure.count(".") for figure in figures.values() if figure)
        usual = max(counts, key=lambda count: (counts[count], count), default=0)
        for index in {*chosen} & {*indexes}:
            if figures[index].count(".") < usual:
                result[index] = _with_stops(result[index], figures[index], cells[index].picture, usual)
    return result


def figure_cells(cells: Sequence[CellImage], readings: Sequence[Sequence[Word]], *, dpi: int) -> list[int]:
    """Return the indexes of the cells in columns of figures: at least half of their cells read like one."""
    chosen: list[int] = []
    for indexes in _columns(cells).values():
        body = [index for index in indexes if cells[index].place.row > 1]
        lines = [index for index in body if cells[index].at.height <= _LINE_IN * dpi]
        short = [index for index in lines if _is_short(readings[index])]
        like = sum(figure_of(_text(readings[index])) != "" for index in body)
        narrow = max((cells[index].at.width for index in indexes), default=0) <= _LONE_WIDTH_IN * dpi
        if (len(body) >= _LEAST_CELLS and like >= _SHARE * len(body)) or (narrow and like):
            chosen += short
    return sorted(chosen)


def _columns(cells: Sequence[CellImage]) -> dict[tuple[int, int], list[int]]:
    """Return the indexes of the cells of each column of each table, top down."""
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        if cell.place.column_span == 1:
            columns[cell.place.table, cell.place.column].append(index)
    return columns


def figure_of(text: str) -> str:
    """Return the figure that a reading of a cell means: "1:2." is "1.2", "HI" is "III"; empty when it means none."""
    bare = text.strip(_AROUND)
    roman = bare.translate(_ROMAN_LIKE)
    if not re.search(r"[0-9]", bare.replace("1", "")) and re.search(r"[IVXHÌÍÎ]", bare) and _ROMAN.fullmatch(roman):
        return roman
    stopped = _STOP_BETWEEN.sub(".", bare)
    if re.search(r"\d", stopped) or stopped in ("|", "l", "]", "!"):
        stopped = "".join(_LOOK_ALIKE.get(symbol, symbol) for symbol in stopped)
    return stopped if _FIGURE.fullmatch(stopped) else ""


def _voted(picture: Pixels, readings: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """Return the cell with the figure that two readings agree on, stops aside; else as first read, and in doubt."""
    heard = [
        _Reading(figure, min(word.confidence for word in words), _mark(text))
        for words in readings
        if (text := _text(words)) and (figure := figure_of(text))
    ]
    agreed: dict[str, list[_Reading]] = defaultdict(list)
    for reading in heard:
        agreed[_STOPS.sub("", reading.figure)].append(reading)
    best = max(agreed.values(), key=lambda group: (len(group), sum(each.confidence for each in group)), default=[])
    if len(best) < 2 and not (best and best[0].confidence >= _ALONE):
        return tuple(_doubted(readings[0]))
    written = Counter(reading.figure for reading in best)
    # Stops are lost more often than they are made of dust.
    figure = max(
        best, key=lambda each: (len(_STOPS.findall(each.figure)), written[each.figure], each.confidence)
    ).figure
    box = Box.around(word.box for words in readings for word in words)
    if set(figure) == {"I"} and (stems := stems_in(picture, box)):
        figure = "I" * stems
    end = best[0].end if len({each.end for each in best}) == 1 else ""
    sure = max(_AGREED if len(best) > 1 else 0.0, *(each.confidence for each in best))
    return (Word(figure + end, box, sure),)


def _with_stops(words: tuple[Word, ...], figure: str, picture: Pixels, usual: int) -> tuple[Word, ...]:
    """Return a code with the stops that are seen between its digits, when they are as many as usual in its column."""
    digits = figure.replace(".", "")
    places = stops_in(picture, len(digits))
    if len(words) != 1 or len(places) != usual or not digits.isdigit():
        return words
    text = "".join(f".{digit}" if at in places else digit for at, digit in enumerate(digits))
    return (Word(text, words[0].box, words[0].confidence),)


def stops_in(picture: Pixels, digits: int) -> tuple[int, ...]:
    """Return before which of a figure's digits a stop is seen: (1, 2) in "1.2.4"; none when the digits do not part."""
    dark, light = float(picture.min()), float(np.median(picture))
    ink = (picture < dark + _INK * (light - dark)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    pieces = [Box(left, top, left + wide, top + high) for left, top, wide, high, _ in stats[1:].tolist()]
    tallest = max((box.height for box in pieces), default=0)
    tall = sorted((box for box in pieces if box.height >= _DIGIT * tallest), key=lambda box: box.left)
    if len(tall) != digits:
        return ()
    foot = float(np.median([box.bottom for box in tall]))
    stops = [
        box.middle_x
        for box in pieces
        if max(box.width, box.height) <= _STOP * tallest and abs(box.bottom - foot) <= _FOOT * tallest
    ]
    return tuple(
        at for at in range(1, digits) if any(tall[at - 1].right <= x + 1 and x <= tall[at].left + 1 for x in stops)
    )


def _doubted(words: Iterable[Word]) -> Iterable[Word]:
    for word in words:
        yield Word(word.text, word.box, min(word.confidence, _DOUBTED), word.choices)


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _mark(text: str) -> str:
    found = _END.search(text.strip(" '\"-_—"))
    return found[0] if found else ""


def _is_short(words: Sequence[Word]) -> bool:
    return len(_text(words)) <= _LONGEST


def _is_sure(words: Sequence[Word]) -> bool:
    """Return whether a whole number or a code with its stops was read so surely that it needs no second look."""
    text = _text(words)
    plain = text.strip(".)")
    return (
        len(words) == 1
        and words[0].confidence >= _SURE
        and _FIGURE.fullmatch(plain) is not None
        and (len(plain) == 1 or _STOPS.search(plain) is not None)
    )
