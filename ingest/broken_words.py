"""Numbers, codes and addresses that the end of a printed line broke in two: "10/2023-" / "12/2023" is one word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.page import Block, Box, Line, Word

RANGE = re.compile(r"\S*\d[-–]")  # "2021-" goes on with a digit
CODE = re.compile(r"\S*\d\S*/\S*-")  # "143/KH-" goes on with a letter
ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.\-_?=&]")  # and an address with anything


def whole_words(block: Block) -> Block:
    """Return the block with broken words put together where they begin, their boxes around both parts."""
    lines: list[list[Word]] = []
    for line in block.lines:
        words = list(line.words)
        if lines and words and _goes_on(lines[-1][-1].text, words[0].text):
            lines[-1][-1] = _joined((lines[-1][-1], words.pop(0)))
        if words:
            lines.append(words)
    if len(lines) == len(block.lines) and all(len(a) == len(b.words) for a, b in zip(lines, block.lines, strict=True)):
        return block
    return replace(block, lines=tuple(Line(tuple(words)) for words in lines))


def _goes_on(end: str, start: str) -> bool:
    return bool(
        (RANGE.fullmatch(end) and start[0].isdigit())
        or (CODE.fullmatch(end) and start[0].isupper())
        or ADDRESS.fullmatch(end)
    )


def _joined(parts: Sequence[Word]) -> Word:
    has_choices = any(part.choices for part in parts)
    return Word(
        "".join(part.text for part in parts),
        Box.around(part.box for part in parts),
        min(part.confidence for part in parts),
        tuple(symbol for part in parts for symbol in part.choices or ((),) * len(part.text)) if has_choices else (),
        any(part.by_hand for part in parts),
    )
