"""Labels of points at the head of lines - "a.", "2)", "1.3." - mended where the count around them tells what they are.

Worn copies turn "a." into "d:" and "c." into "O", or lose them. A label is only changed when one is missing between
those before and after it, a line between them begins at the same indent, and what is seen there looks like the missing
one: as it was read, or as it is read again from its own ink.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr.counting import LETTERS, Counts, Head, Missing, head_of
from ocr.engines import Engine, Settings
from ocr.image.pixels import Pixels
from ocr.page import Box, Word
from ocr.pieces import EM, ink_in, unit_of
from ocr.rereading import picture

_WORN = re.compile(r"\W?(?P<parts>\d{1,2}\.\d{1,2}|[^\W_]{1,2}?)(?P<mark>[.,:;)\]J]{0,2})\W?")
_ROMAN = re.compile(r"(?P<numeral>[IVX]{1,4})[,:;]")  # before a heading in capitals it has a full stop
_OPENING = '“"(‘'

# In em of the page's type.
_INDENT = 0.8  # labels of one list begin within this of each other
_HEIGHT = (0.33, 0.95)  # of a letter of a label
_WIDTH = (0.25, 2.2)  # of a label with its mark
_GAP = (0.2, 1.6)  # between a label and its text
_REACH = 3.2  # so far before its text a label may stand
_SHOWN = 4.0  # so much of the line shows where its letters stand
_DUST = 0.08

_AIR_PX = 12
_PAPER = 255
_CHARACTERS = f"{LETTERS}0123456789.)"
_READ, _ALIKE = 0.85, 0.70  # confidence, at most, of a label read as what it must be, and of one that looks like it


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a missing label may stand: the line, the ink, and whether the line has a word for it."""

    line: int
    box: Box
    is_read: bool


def with_labels(
    lines: Sequence[Sequence[Word]],
    gray: Pixels,
    engine: Engine,
    *,
    dpi: int,
    languages: tuple[str, ...],
    timeout_s: float,
) -> list[tuple[Word, ...]]:
    """Return the lines of a page, in reading order, with the labels mended that the others tell."""
    result = [_with_numeral(line) for line in lines]
    em = EM * unit_of(result)
    if not em:
        return result
    heads = {index: head for index, line in enumerate(result) if (head := head_of(index, line))}
    counts = Counts(list(heads.values()))
    mended: set[int] = set()
    asked: list[tuple[Missing, _Place]] = []
    for one in counts.missing(len(result)):
        free = [index for index in one.among if index not in counts.settled | mended]
        worn = [index for index in free if _is_worn(result[index], one, em)]
        close = [index for index in worn if one.is_seen(_seen(result[index]))]
        if close:
            index = close[-1] if one.told else close[0]
            result[index] = _labelled(result[index], one, sure=_ALIKE)
            mended.add(index)
        else:
            strange = [index for index in worn if _is_strange(heads.get(index), _seen(result[index]), one, counts)]
            asked += [(one, place) for place in _places(result, free, strange, one, gray, em)]
    asked = [(one, place) for one, place in asked if place.line not in mended]
    settings = Settings(mode="line", languages=languages, characters=_CHARACTERS, timeout_s=timeout_s)
    read = _read_again([place.box for _, place in asked], gray, engine, dpi=dpi, settings=settings)
    for one, place in asked:
        found = _WORN.fullmatch(read[place.box])
        if found and place.line not in mended and one.is_seen(found["parts"]) and found["mark"] in ("", one.mark):
            line = result[place.line] if place.is_read else (Word("", place.box, _READ), *result[place.line])
            result[place.line] = _labelled(line, one, sure=_READ)
            mended.add(place.line)
    return result


def _read_again(boxes: Sequence[Box], gray: Pixels, engine: Engine, *, dpi: int, settings: Settings) -> dict[Box, str]:
    """Return what each piece of ink is read as by itself."""
    single = list(dict.fromkeys(boxes))
    pictures = [np.pad(picture(gray, box), _AIR_PX, constant_values=_PAPER) for box in single]
    readings = engine.read(pictures, dpi=dpi, settings=settings)
    return {box: "".join(word.text for word in words) for box, words in zip(single, readings, strict=True)}


def _with_numeral(line: Sequence[Word]) -> tuple[Word, ...]:
    """Return a line with the stop of a Roman numeral before a heading in capitals: "I, CĂN CỨ" is "I. CĂN CỨ"."""
    found = _ROMAN.fullmatch(line[0].text) if len(line) > 1 else None
    if found is None or len(line[1].text) < 2 or not line[1].text.isupper():
        return tuple(line)
    return (replace(line[0], text=f"{found['numeral']}.", choices=()), *line[1:])


def _is_worn(line: Sequence[Word], missing: Missing, em: float) -> bool:
    """Return whether a line may begin with the missing label: something of its size at its indent, then a capital."""
    if len(line) < 2 or abs(line[0].box.left - missing.left) > _INDENT * em:
        return False
    return _seen(line) != "" and _is_begun(line[1])


def _seen(line: Sequence[Word]) -> str:
    found = _WORN.fullmatch(line[0].text)
    return found["parts"] if found else ""


def _is_begun(word: Word) -> bool:
    return word.text.lstrip(_OPENING)[:1].isupper()


def _is_strange(head: Head | None, seen: str, missing: Missing, counts: Counts) -> bool:
    """Return whether what a line begins with is no label, or one that has no place in the count it would belong to."""
    if head is None:
        return missing.told or missing.resembles(seen)
    is_figure = missing.parts[-1].isdigit()
    return not counts.has_place_for(head) and (head.last.isdigit(), head.mark) == (is_figure, missing.mark)


def _labelled(line: Sequence[Word], missing: Missing, *, sure: float) -> tuple[Word, ...]:
    """Return a line that begins with the missing label, in place of what was read for it."""
    if _seen(line) == ".".join(missing.parts):
        sure = _READ  # only its mark was worn
    return (replace(line[0], text=missing.text, confidence=sure, choices=()), *line[1:])


def _places(
    lines: Sequence[Sequence[Word]],
    free: Sequence[int],
    strange: Sequence[int],
    missing: Missing,
    gray: Pixels,
    em: float,
) -> list[_Place]:
    """Return where a label that no word looks like may stand: the place nearest to the label that tells of it."""
    found = [_Place(index, lines[index][0].box, is_read=True) for index in strange]
    for index in free:
        box = _unread(lines, index, gray, em)
        if box is not None and abs(box.left - missing.left) <= _INDENT * em:
            found.append(_Place(index, box, is_read=False))
    found.sort(key=lambda place: place.line)
    return found[-1:] if missing.told else found[:1]


def _unread(lines: Sequence[Sequence[Word]], index: int, gray: Pixels, em: float) -> Box | None:
    """Return where letters stand before a line's first word that nothing was read from; None without."""
    line = sorted(lines[index], key=lambda word: word.box.left)
    if not line or not _is_begun(line[0]):
        return None
    first = line[0].box
    like = Box.around([word.box for word in line if word.box.left < first.left + _SHOWN * em])
    cut = Box(max(0, first.left - round(_REACH * em)), like.top, min(gray.shape[1], like.right), like.bottom)
    part = ink_in(gray, cut, like=like)
    base = part.base(em)
    if base is None:
        return None
    beside = [word.box for each in lines for word in each if word.box.bottom > cut.top and word.box.top < cut.bottom]
    own = [
        piece
        for piece in part.pieces
        if piece.right <= first.left
        and base - _HEIGHT[1] * em < piece.top < base
        and piece.height < part.mask.shape[0]
        and max(piece.width, piece.height) >= _DUST * em
        and not any(piece.left < box.right and box.left < piece.right for box in beside)
    ]
    if not own:
        return None
    box = Box.around(own)
    has_letter = any(_HEIGHT[0] * em <= piece.height <= _HEIGHT[1] * em for piece in own)
    is_label = has_letter and _WIDTH[0] * em <= box.width <= _WIDTH[1] * em
    return box if is_label and _GAP[0] * em <= first.left - box.right <= _GAP[1] * em else None
