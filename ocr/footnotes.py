"""Marks of footnotes: the small raised figure behind a word, and the same figure before the note at the page's foot.

The engine makes "!", a quotation mark or nothing of them. They are found by where they stand, read as figures, and
believed when the notes at the foot and the marks in the text count on together: 3, 4, 5 above and 3, 4, 5 below.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.engines import Engine, Settings
from ocr.image.pixels import Pixels
from ocr.noting import counted
from ocr.page import Block, BlockKind, Box, Line, Word
from ocr.pieces import unit_of
from ocr.raised import Raised, raised_before, raised_behind, read_raised

_TEXT: frozenset[BlockKind] = frozenset({"heading", "paragraph", "list_item", "cell"})
_GUESSED = 0.60  # confidence, at most, of a word whose mark was not read itself: its partner was
_FIGURES = 2  # at most: no page has a hundred notes

_ODD = "!¡'’‘`\u00b4\"“”„*°º^|¹²³⁴⁵⁶⁷⁸⁹?"  # what the engine makes of marks
_MARK = rf"(?:[{re.escape(_ODD)}]{{1,2}}|(?<=[^\W\d_])\d{{1,2}}|(?<=[)\]])\d{{1,2}}|(?<=[^\W\d_A-Z])[lIÌÍJ])?"
_BEFORE_STOP = re.compile(rf"(?P<word>.*?\S)(?P<mark>{_MARK})(?P<stop>[.,;:/]+)")
_BEHIND = re.compile(rf"(?P<word>.*?\S)(?P<mark>{_MARK})(?P<stop>)")
_FIRST = re.compile(rf"[{re.escape(_ODD)}\d]{{0,3}}(?P<word>.*)")
_READ_AT_WORD = re.compile(r"(?:.*[^\W\d_]|.*[)\]])?(?P<number>\d{1,2})[.,;:]*")
_QUOTES = {"”": "“", '"': '"', "’": "‘"}


def with_footnotes(
    blocks: Sequence[Block], gray: Pixels, engine: Engine, *, dpi: int, timeout_s: float
) -> tuple[Block, ...]:
    """Return the blocks of a page with the marks of its footnotes as figures: "ra!." is "ra1.".

    A page without notes, or whose notes and marks do not count on together, stays as it was read.
    """
    notes = [place for place in _places(blocks) if blocks[place[0]].kind == "footnote"]
    if not notes:
        return tuple(blocks)
    lines = {place: blocks[place[0]].lines[place[1]].words for place in _places(blocks)}
    text = [place for place in lines if blocks[place[0]].kind in _TEXT]
    unit, note_unit = unit_of(lines[place] for place in text), unit_of(lines[place] for place in notes)
    heads = [(at, mark) for at in notes if (mark := raised_before(lines[at], gray, unit=note_unit))]
    if not heads:
        return tuple(blocks)
    marks = [(at, mark) for at in text for mark in raised_behind(lines[at], gray, unit=unit)]
    settings = Settings(mode="line", characters="0123456789", timeout_s=timeout_s)
    read = read_raised(gray, [mark.box for _, mark in (*heads, *marks)], engine, dpi=dpi, settings=settings)
    readings = [
        _heard(seen, lines[at], mark, at in notes) for seen, (at, mark) in zip(read, (*heads, *marks), strict=True)
    ]
    numbers = counted(readings[: len(heads)], readings[len(heads) :])
    for (at, mark), number, heard in zip((*heads, *marks), numbers, readings, strict=True):
        if number is not None:
            put = put_before if at in notes else put_behind
            words = put(lines[at], mark, str(number))
            surest = 1.0 if str(number) in heard else _GUESSED
            lines[at] = tuple(
                word if word in lines[at] else replace(word, confidence=min(word.confidence, surest)) for word in words
            )
    return tuple(
        _with_lines(block, [lines[index, row] for row in range(len(block.lines))]) for index, block in enumerate(blocks)
    )


def _heard(seen: str, words: Sequence[Word], mark: Raised, is_note: bool) -> tuple[str, ...]:
    """Return the figures a mark was read as: by itself, and before that within its line ("tỉnh2", "13 Kinh phí")."""
    if is_note:
        first = "".join(word.text for word in words if word.box.middle_x <= mark.box.right)
        again = first if first.isdecimal() else ""
    else:
        word = next((word for word in words if word.box.left <= mark.box.middle_x < word.box.right), None)
        found = _READ_AT_WORD.fullmatch(word.text) if word else None
        again = found["number"] if found else ""
    return tuple({figure for figure in (seen, again) if figure.isdecimal() and len(figure) <= _FIGURES})


def put_behind(words: Sequence[Word], mark: Raised, number: str) -> tuple[Word, ...]:
    """Return a line with a mark put to its word, in place of what was made of it: "ra!." with 1 is "ra1.".

    Nothing is put behind a figure: "2024" stays a year.
    """
    line = list(words)
    index = max((i for i, word in enumerate(line) if word.box.left < mark.box.middle_x), default=None)
    if index is None:
        return tuple(words)
    word = line[index]
    if index and word.box.left >= mark.box.left - mark.box.width // 2 and not any(map(str.isalpha, word.text)):
        # The mark was read as a word of its own.
        before = line[index - 1]
        if before.text[-1].isdigit():
            return tuple(words)
        stop = re.sub(rf"[\d{re.escape(_ODD)}]", "", word.text)
        box, sure = Box.around((before.box, word.box)), min(before.confidence, word.confidence)
        line[index - 1 : index + 1] = [Word(before.text + number + stop, box, sure)]
        return tuple(line)
    changed = _joined(word, mark, number, opened=_opened(line[: index + 1]))
    if changed is None:
        return tuple(words)
    line[index] = changed
    return tuple(line)


def _joined(word: Word, mark: Raised, number: str, *, opened: str) -> Word | None:
    """Return a word with its mark; None when it ends in a figure."""
    found = _BEFORE_STOP.fullmatch(word.text)
    is_quote = found is not None and _QUOTES.get(found["mark"], "-") in opened  # it closes what was opened before
    if found is None or not (mark.stuck or (found["mark"] and not is_quote)):
        found = _BEHIND.fullmatch(word.text)
    if found is None:
        return None
    bare, stood = found["word"], found["mark"]
    if stood and _QUOTES.get(stood, "-") in opened:
        bare += stood
    if bare[-1].isdigit():
        return None
    return replace(word, text=bare + number + found["stop"], box=Box.around((word.box, mark.box)), choices=())


def _opened(words: Sequence[Word]) -> str:
    """Return the quotation marks that were opened in a line and not closed before its last sign."""
    text = " ".join(word.text for word in words).rstrip(".,;:/")[:-1]
    return "".join(
        begin
        for end, begin in _QUOTES.items()
        if (text.count(begin) % 2 if begin == end else text.count(begin) > text.count(end))
    )


def put_before(words: Sequence[Word], mark: Raised, number: str) -> tuple[Word, ...]:
    """Return a note with its mark before its first word, in place of what was made of it: "!Quyết" is "1Quyết"."""
    rest = [word for word in words if word.box.middle_x > mark.box.right]
    lost = [word for word in words if word not in rest]
    if not rest:
        return tuple(words)
    first = rest[0]
    if first.box.left < mark.box.right:
        first = replace(first, text=_FIRST.sub(r"\g<word>", first.text), choices=())
    if not first.text:
        return tuple(words)
    confidence = min(word.confidence for word in (*lost, first))
    if mark.stuck:
        box = Box.around((mark.box, first.box))
        return (replace(first, text=number + first.text, box=box, choices=()), *rest[1:])
    box = Box(max(first.box.left, mark.box.right), *(first.box.top, first.box.right, first.box.bottom))
    return (Word(number, mark.box, confidence), replace(first, box=box), *rest[1:])


def _places(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the lines of a page in reading order, each as its block's index and its own."""
    return [(index, row) for index, block in enumerate(blocks) for row in range(len(block.lines))]


def _with_lines(block: Block, lines: Sequence[Sequence[Word]]) -> Block:
    if all(line.words == words for line, words in zip(block.lines, lines, strict=True)):
        return block
    new = tuple(Line(tuple(words)) for words in lines)
    return replace(block, lines=new, box=Box.around([block.box, *(line.box for line in new)]))
