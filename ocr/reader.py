"""The door of this package: a page image goes in, a Page with everything read on it comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engines import Engine, EngineError, EngineTimeoutError, Settings, engine_of
from ocr.figures import with_figures
from ocr.grade import grade_of
from ocr.handwriting import filled_in, lines_for_pen, needs_reading, read_again, without_pen, written_in
from ocr.image.pixels import Pixels
from ocr.image.preparing import Prepared, believable, prepared
from ocr.image.streaks import without_folds, without_streaks
from ocr.layout import Grid, Ruling, arrange, find_grids, find_rulings, lines_of_print, moved
from ocr.missed import missed
from ocr.noise import is_junk, without_noise, without_strays
from ocr.numerals import counted
from ocr.page import Block, Box, Page, Unread, Word
from ocr.parting import parted
from ocr.rereading import DOUBTFUL, doubt_of, gain_of, line_box, paler, picture, placed, voted, without_repeats
from ocr.tables import cell_images, is_edge, on_page, without_tables

ENGINE = "tesseract"
_SECOND_LOOK = (
    "script/Vietnamese",
    "Vietnamese",
)  # the model that errs differently, by the names it is installed under
_BUDGET = 0.4  # share of the page's print that may be read twice: on 11 worn pages all the lines do not gain more
_WELL_READ = 0.5  # grade of a page that cannot stand on its head: read upside down, full pages reach 0.21
_WELL_READ_FEW = 0.7  # the same for a few words: of six capital words read upside down three looked sure
_FEW_WORDS = 40
_LYING = 2  # letters from which on a word that is taller than wide was read from top to bottom (save a few: "ít")
_READABLE = 0.3  # grade below which a page is noise, or too far gone to be used
_FAILED = frozenset({"engine_timeout", "engine_failed"})  # an engine that fails is not asked again


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a page: with which engine, how long one call of it may take, and whether doubtful lines get two."""

    engine: str = ENGINE
    timeout_s: float = 60.0
    second_look: bool = True


def read_image(
    image: npt.NDArray[np.uint8], *, number: int, dpi: int, options: ReadOptions | None = None
) -> tuple[Page, Pixels]:
    """Return what was read on a page image (BGR or gray), and the image set upright that its boxes refer to.

    Never raises for a bad page: what went wrong stands in `notes` of the page, such as `engine_timeout`.
    """
    options = options or ReadOptions()
    try:
        image, believed_dpi = believable(image, dpi=dpi)
        return _best_way_up(image, number=number, dpi=believed_dpi, options=options)
    except (ValueError, cv2.error):
        blank = image if image.ndim in (2, 3) and image.size else np.full((1, 1), 255, np.uint8)
        height, width = blank.shape[:2]
        return Page(number, width, height, max(1, dpi), (), 0.0, notes=("image_failed",)), blank


def _best_way_up(image: Pixels, *, number: int, dpi: int, options: ReadOptions) -> tuple[Page, Pixels]:
    ready = prepared(image, dpi=dpi)
    page = _page(ready, number=number, dpi=dpi, options=options)
    best, upright = page, ready.upright
    for turn in ready.other_turns:
        if _reads_well(best) or _FAILED.intersection(page.notes):
            break
        # What was read badly may lie another way: the shape of a few lines, or of capitals, does not always show it.
        other = prepared(image, dpi=dpi, turn=turn)
        second = _page(other, number=number, dpi=dpi, options=options)
        if _amount(second) > _amount(best) and (best.blocks or _reads_well(second)):
            best, upright = second, other.upright
    return best, upright


def _reads_well(page: Page) -> bool:
    """Whether so much of a page was read that it lies right: dirt alone and a page on its head are not."""
    words = list(page.words())
    telling = [word for word in words if len(word.text) >= _LYING]
    if not words or 2 * sum(map(_lies, telling)) > len(telling):
        return False
    return page.grade >= (_WELL_READ_FEW if len(words) < _FEW_WORDS else _WELL_READ)


def _amount(page: Page) -> float:
    """Return how much of a page was read, in letters that stand and are likely to be right."""
    return sum(len(word.text) * max(0.0, word.confidence - 0.5) for word in page.words() if not _lies(word))


def _lies(word: Word) -> bool:
    """Whether a word was read from top to bottom: the engine reads a line of print on a page that lies sideways."""
    return len(word.text) >= _LYING and word.box.height > word.box.width


def _page(ready: Prepared, *, number: int, dpi: int, options: ReadOptions) -> Page:
    height, width = ready.upright.shape[:2]
    page = Page(number, width, height, dpi, (), 0.0, turned=ready.turn, skew_deg=round(ready.slope_deg, 2))
    try:
        blocks, pen = _read(ready, options)
    except EngineTimeoutError:
        return replace(page, notes=("engine_timeout",))
    except EngineError:
        return replace(page, notes=("engine_failed",))
    if not any(block.lines for block in blocks):
        return replace(page, grade=1.0, notes=("blank",)) if ready.looks_blank else replace(page, notes=("unreadable",))
    grade = grade_of([word for block in blocks for line in block.lines for word in line.words])
    placed_blocks = moved(blocks, lambda boxes: ready.frame.page_boxes(boxes, width=width, height=height))
    unread = tuple(Unread(box, "handwriting") for box in ready.frame.page_boxes(pen, width=width, height=height))
    notes = (("handwriting",) if unread else ()) + (("unreadable",) if grade < _READABLE else ())
    return replace(page, blocks=placed_blocks, grade=grade, engine=options.engine, unread=unread, notes=notes)


def _read(ready: Prepared, options: ReadOptions) -> tuple[tuple[Block, ...], tuple[Box, ...]]:
    """Return the blocks of the page, and where a pen wrote what was not read, both in the prepared image."""
    engine = engine_of(options.engine)
    rulings = find_rulings(ready.gray, dpi=ready.dpi)
    rulings += tuple(lines_of_print(ready.gray, rulings, dpi=ready.dpi))
    size = {"width": ready.frame.width, "height": ready.frame.height, "dpi": ready.dpi}
    grids = find_grids(rulings, **size)
    loose = [ruling for ruling in rulings if not any(is_edge(ruling, grid) for grid in grids)]
    folds = [ruling.box for ruling in loose if ruling.is_horizontal]
    streaks = [ruling.box for ruling in loose if not ruling.is_horizontal]
    gray = without_streaks(without_folds(ready.gray, folds, dpi=ready.dpi), streaks, dpi=ready.dpi)
    words = without_noise(_recognised(engine, gray, rulings, grids, ready.dpi, options), ready.gray, dpi=ready.dpi)
    blocks = arrange(words, rulings, **size)
    if not words:
        return (), ()
    lines = [line.words for block in blocks for line in block.lines]
    heads = [block.kind == "letterhead" for block in blocks for _ in block.lines]
    spared = [block.cell is not None or block.kind == "letterhead" for block in blocks for _ in block.lines]
    if options.second_look:
        lines = _looked_at_again(engine, gray, lines, ready.dpi, options)
    spared += [False] * (len(lines) - len(spared))
    pen = _pen_read(engine, gray, lines, heads, ready.dpi, options)
    kept = [line for line, spare in zip(lines, spared, strict=True) if line and (spare or not is_junk(line))]
    mended = [word for line in kept for word in parted(counted(without_strays(line), gray), gray)]
    return arrange(mended, rulings, **size), pen


def _recognised(
    engine: Engine,
    gray: Pixels,
    rulings: Sequence[Ruling],
    grids: Sequence[Grid],
    dpi: int,
    options: ReadOptions,
) -> tuple[Word, ...]:
    (words,) = engine.read([without_tables(gray, grids)], dpi=dpi, settings=Settings(timeout_s=options.timeout_s))
    cells = cell_images(gray, rulings, grids, dpi=dpi)
    block = Settings(mode="block", timeout_s=options.timeout_s)
    readings = list(engine.read([cell.picture for cell in cells], dpi=dpi, settings=block))
    if options.second_look:
        readings = with_figures(cells, readings, engine, dpi=dpi, languages=_SECOND_LOOK, timeout_s=options.timeout_s)
    for cell, reading in zip(cells, readings, strict=True):
        words += on_page(reading, cell.at)
    return words


def _looked_at_again(
    engine: Engine, gray: Pixels, lines: list[tuple[Word, ...]], dpi: int, options: ReadOptions
) -> list[tuple[Word, ...]]:
    """Return the lines, the most doubtful ones voted from two readings, and lines that the first reading missed."""
    doubtful = _most_promising(lines)
    cuts = [line_box(lines[index], gray) for index in doubtful]
    cuts += missed(gray, [word for line in lines for word in line], dpi=dpi)
    settings = Settings(mode="line", languages=_SECOND_LOOK, timeout_s=options.timeout_s)
    readings = engine.read([picture(gray, cut) for cut in cuts], dpi=dpi, settings=settings)
    second = [without_noise(placed(reading, cut), gray, dpi=dpi) for cut, reading in zip(cuts, readings, strict=True)]
    for index, words in zip(doubtful, second, strict=False):
        lines[index] = voted(lines[index], words)
    return without_repeats(lines, second[len(doubtful) :])


def _pen_read(
    engine: Engine,
    gray: Pixels,
    lines: list[tuple[Word, ...]],
    heads: Sequence[bool],
    dpi: int,
    options: ReadOptions,
) -> tuple[Box, ...]:
    """Put into `lines` what a pen wrote in the letterhead, for what the engine made of it; return what stays unread."""
    word_height = float(np.median([word.box.height for line in lines for word in line]))
    found = {
        index: written
        for index in lines_for_pen(lines, heads, height=gray.shape[0])
        if (written := written_in(gray, lines[index], word_height=word_height, right=_next_column(lines, index)))
    }
    again = [index for index, written in found.items() if needs_reading(lines[index], written)]
    pictures = [without_pen(gray, found[index]) for index in again]
    settings = Settings(mode="line", languages=_SECOND_LOOK, timeout_s=options.timeout_s)
    readings = engine.read([paler(one) for one in pictures], dpi=dpi, settings=settings)
    second = {index: placed(reading, found[index].cut) for index, reading in zip(again, readings, strict=True)}
    for index, written in found.items():
        printed = [word for word in lines[index] if not written.touches(word)]
        lines[index] = filled_in(
            read_again(lines[index], second[index], written) if index in second else printed, written
        )
    # What the engine found of the pen's ink a second time, as a line of its own, is gone too.
    for index in set(range(len(heads), len(lines))) - set(found):
        lines[index] = tuple(word for word in lines[index] if not any(one.holds(word) for one in found.values()))
    return tuple(numeral.box for written in found.values() for numeral in written.numerals if numeral.text is None)


def _next_column(lines: Sequence[Sequence[Word]], index: int) -> int | None:
    """Return where, at the height of a line, something else begins to its right."""
    box = Box.around(word.box for word in lines[index])
    beside = (
        word.box.left
        for other, line in enumerate(lines)
        if other != index
        for word in line
        if word.box.left >= box.right and word.box.top < box.bottom and word.box.bottom > box.top
    )
    return min(beside, default=None)


def _most_promising(lines: Sequence[Sequence[Word]]) -> list[int]:
    """Return which lines deserve a second look, the most promising first, up to a share of the page's print."""
    widths = [sum(word.box.width for word in line) for line in lines]
    left = _BUDGET * sum(widths)
    chosen: list[int] = []
    for index in sorted(range(len(lines)), key=lambda index: -gain_of(lines[index])):
        if doubt_of(lines[index]) > 1 - DOUBTFUL and widths[index] <= left:
            left -= widths[index]
            chosen.append(index)
    return chosen
