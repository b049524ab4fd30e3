"""Lines of one column to paragraphs, headings and list items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ocr.layout.strips import Strip
from ocr.page import Block, BlockKind, Box

# In units of the text's height, see strips.py.
MARGIN_SLACK = 0.8  # lines of one margin begin within this of each other
MARGIN_LINES = 0.15  # share of the lines that must begin at a margin; body text has more than half
INDENT = 0.9  # a first line is set in by 1 or 1.27 cm, at least 2.5 units
CENTRED_SLACK = 1.5
CENTRED_INDENT = 2.0
SPACE = 0.4
MIN_STEP = 1.4  # lines set solid
GAP_FACTOR = 1.3  # a step between lines this much above the usual one parts two paragraphs
SIZE_STEP = 1.4  # ink of 14 pt type is this much higher than of 9 pt; lines of one size differ by up to 1.3
HEADING_LINES = 4

BULLET = re.compile(r"[-–—+*•●▪■♦◦·]")
NUMBERING = re.compile(
    r"""(?: [IVXL]{1,6} | \d{1,2}(?:\.\d{1,2}){0,3} | [a-zđ] )   # II  1.2.3  b  đ
        [.)]\)?                                                    # the mark behind it
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, in pixels."""

    left: int
    right: int

    @property
    def middle(self) -> float:
        """The middle between the margins."""
        return (self.left + self.right) / 2


def margins(lines: Sequence[Strip], *, unit: float) -> Margins:
    """Return the outermost margins that a fair share of the lines keep to; specks at a scan's edge do not count."""
    if not lines:
        return Margins(0, 0)
    slack = MARGIN_SLACK * unit
    left = _edge([line.box.left for line in lines], slack)
    right = -_edge([-line.box.right for line in lines], slack)
    return Margins(left, max(right, left + 1))


def _edge(places: Sequence[int], slack: float) -> int:
    """Return the least place that enough others lie close behind."""
    enough = min(len(places), max(2, round(MARGIN_LINES * len(places))))
    ordered = sorted(places)
    pairs = zip(ordered, ordered[enough - 1 :], strict=False)
    return next((first for first, last in pairs if last - first <= slack), ordered[0])


def paragraphs(lines: Sequence[Strip], frame: Margins, *, unit: float) -> list[Block]:
    """Return the lines of a column, from top to bottom, as blocks of running text."""
    if not lines:
        return []
    step = max(_usual_step(lines), MIN_STEP * unit)
    groups: list[list[Strip]] = [[lines[0]]]
    for line in lines[1:]:
        if _begins(groups[-1], line, frame, step=step, unit=unit):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [block_of(_kind(group, frame, unit=unit), group) for group in groups]


def block_of(kind: BlockKind, lines: Sequence[Strip]) -> Block:
    """Return a block of `kind` around `lines`."""
    return Block(kind, tuple(line.line for line in lines), Box.around(line.box for line in lines))


def is_centred(line: Strip, frame: Margins, *, unit: float) -> bool:
    """Return whether a line keeps away from both margins by the same space."""
    left, right = line.box.left - frame.left, frame.right - line.box.right
    return min(left, right) > CENTRED_INDENT * unit and abs(left - right) < 2 * CENTRED_SLACK * unit


def _begins(group: Sequence[Strip], line: Strip, frame: Margins, *, step: float, unit: float) -> bool:
    """Return whether `line` begins a new paragraph after the lines of `group`."""
    above = group[-1]
    if line.base - above.base > GAP_FACTOR * step or _other_size(above, line):
        return True
    if is_centred(line, frame, unit=unit) or is_centred(above, frame, unit=unit):
        both = is_centred(line, frame, unit=unit) and is_centred(above, frame, unit=unit)
        return not both or above.text.isupper() != line.text.isupper()
    first_word = line.words[0].box.width
    if frame.right - above.box.right > first_word + SPACE * unit + MARGIN_SLACK * unit:
        return True  # the first word would still have found room above
    body_left = min((other.box.left for other in group[1:]), default=frame.left)
    if line.box.left - min(body_left, group[0].box.left) > INDENT * unit:
        return True
    # A dash or number at the margin itself may be a range or a date broken over two lines ("2021 / - 2025").
    return _is_item(line) and abs(line.box.left - group[0].box.left) <= MARGIN_SLACK * unit and _capital_follows(line)


def _other_size(one: Strip, other: Strip) -> bool:
    sizes = [median(word.box.height for word in line.words) for line in (one, other) if len(line.words) > 4]
    return len(sizes) == 2 and max(sizes) > SIZE_STEP * min(sizes)


def _usual_step(lines: Sequence[Strip]) -> float:
    steps = sorted(below.base - above.base for above, below in pairwise(lines) if below.base > above.base)
    # The lower third: between paragraphs steps are wider, and a page of short items has more of those.
    return float(steps[len(steps) // 3]) if steps else 0.0


def _is_item(line: Strip) -> bool:
    first = line.words[0].text
    return bool(BULLET.match(first) or NUMBERING.fullmatch(first))


def _capital_follows(line: Strip) -> bool:
    letters = [letter for word in line.words for letter in word.text if letter.isalpha()]
    first = line.words[0].text
    return bool(letters) and (letters[0].isupper() or bool(NUMBERING.fullmatch(first)))


def _kind(group: Sequence[Strip], frame: Margins, *, unit: float) -> BlockKind:
    first = group[0].words[0].text
    last = group[-1].text.rstrip()
    closed = last.endswith((".", ";", ",", ":")) and not NUMBERING.fullmatch(last)
    if BULLET.match(first) and any(letter.isalnum() for letter in group[0].text):
        return "list_item"
    if len(group) <= HEADING_LINES and not closed:
        if all(is_centred(line, frame, unit=unit) for line in group) or "".join(line.text for line in group).isupper():
            return "heading"
        if NUMBERING.fullmatch(first):
            return "heading"
    return "list_item" if NUMBERING.fullmatch(first) else "paragraph"
