"""Printed lines into paragraphs: what belongs together is joined, and every character keeps its place on paper.

In a plain text a paragraph runs over several lines and blank lines mean little; where the layout is known, its blocks
decide. Furniture of the page (numbers, footers, footnotes) is taken out of the flow.
"""

import datetime as dt
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.folding import fold
from extractors.passage import Block, BlockKind, Cell, Label, Paper, Passage, Span

# A line of body text on A4 holds 65-100 characters at 13-14 pt; far longer lines are whole paragraphs.
LONGEST_PRINTED_LINE = 130
# A wrapped line stops short of the widest lines by less than its next word and the swing of letter widths.
FULL_LINE_SHARE = 0.86

_ENDED = re.compile(r"[.;:!?…”\"]\W*$|\./\W*$")
_CODE_AT_END = re.compile(r"[“\"(]\d{1,2}(?:\.\d{1,2})+[.:]?$")  # a quoted criterion's title stands on the next line
_FILE_FOOTER = re.compile(r"^[A-Za-z]:\\|^\\\\|\.docx?$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^[-–—\s]*\d{1,3}[-–—\s]*$")
_FOOTNOTE = re.compile(r"^(?:\d{1,2}|\[\d{1,2}\]) ?(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÉÈÍÌÓÒÚÙÝỦỨỪỬỮỰ])")
_PLAIN_HEADING = re.compile(r"(?:[IVX]+\.|\d{1,2}\.|[a-zđ]\)|-|Nơi nhận)\s")
_SECTION = re.compile(r"[IVX]+\.\s+\w")
_TABLE_HEAD = re.compile(
    r"(?:tt|stt|so tt)(?:$|\s+(?:noi dung|nhiem vu|ten|tieu chi|linh vuc|don vi|co quan|cong viec))"
)
_SPACES = re.compile(r"\s+")
# A note stands at the foot of the page that calls it; a page of small print has about this many lines.
NOTE_REACH_LINES = 60
_OUT_OF_FLOW = frozenset({"footer", "page_number", "stamp", "footnote"})


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: where its words stand, and what the layout knows of it."""

    span: Span
    text: str
    kind: BlockKind | None = None
    block: int | None = None
    page: int = 1
    cell: Cell | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines as one running text; `offsets[i]` is the place of its i-th character in the paper's text."""

    text: str
    offsets: Sequence[int]
    breaks: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> "Joined":
        """Return the part `start:end` without blanks at its ends."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        breaks = tuple(at - start for at in self.breaks if start <= at < end)
        return Joined(self.text[start:end], self.offsets[start:end], breaks)

    def passage(self, label: Label | None = None, year: int | None = None, issued_on: dt.date | None = None) -> Passage:
        """Return the text as a passage that fields read."""
        return Passage(self.text, self.offsets, year, issued_on, label, self.breaks)


def lines_of(paper: Paper) -> list[Line]:
    """Return the printed lines of a paper in order, blank ones too; a line lies in the block that holds its start."""
    lines: list[Line] = []
    start, blocks = 0, _BlockFinder(paper.blocks)
    for printed in paper.text.split("\n"):
        block, number = blocks.at(start, start + len(printed))
        bare = printed.strip()
        left = start + len(printed) - len(printed.lstrip()) if bare else start
        span = Span(left, left + len(bare))
        if block is None:
            lines.append(Line(span, bare))
        else:
            lines.append(Line(span, bare, block.kind, number, block.page, block.cell))
        start += len(printed) + 1
    return lines


class _BlockFinder:
    """Finds the block a line lies in; lines are asked for in order."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = sorted(enumerate(blocks), key=lambda item: (item[1].span.start, item[1].span.end))
        self._next = 0

    def at(self, start: int, end: int) -> tuple[Block | None, int | None]:
        while self._next < len(self._blocks) and self._blocks[self._next][1].span.end < start:
            self._next += 1
        # An empty cell is an empty line: its block is the empty span exactly there, and each stands for one line.
        if self._next < len(self._blocks):
            number, block = self._blocks[self._next]
            if block.span.start <= end and start <= block.span.end:
                if block.span.end <= end:
                    self._next += 1
                return block, number
        return None, None


def join(lines: Iterable[Line], *, keep_breaks: bool = False) -> Joined:
    """Join lines by single spaces, words broken with a hyphen at the line end without one.

    "63/KH-" and "UBND ngày" become "63/KH-UBND ngày"; "2022 -" and "2030" keep their spaces. With `keep_breaks`, lines
    are joined by line feeds instead.
    """
    parts: list[str] = []
    offsets: array[int] = array("L")
    breaks: list[int] = []
    length = 0
    for line in lines:
        if line.is_blank:
            continue
        if parts and (keep_breaks or not _is_hyphenated(parts[-1], line.text)):
            parts.append("\n" if keep_breaks else " ")
            offsets.append(offsets[-1] + 1)
            length += 1
        breaks.append(length)
        text, places = _collapsed(line)
        parts.append(text)
        offsets.extend(places)
        length += len(text)
    return Joined("".join(parts), offsets, tuple(breaks))


def stacked(parts: Iterable[Joined], separator: str = "\n") -> Joined:
    """Return texts one under the other; a separator has the place behind the text before it."""
    return laid((separator, part) for part in parts)


def laid(pieces: Iterable[tuple[str, Joined]]) -> Joined:
    """Return texts one behind the other, each with the separator that stands before it."""
    texts: list[str] = []
    offsets: array[int] = array("L")
    breaks: list[int] = []
    length = 0
    for separator, part in pieces:
        if not part.text:
            continue
        if texts:
            texts.append(separator)
            offsets.extend([offsets[-1] + 1] * len(separator))
            length += len(separator)
        breaks.append(length)
        texts.append(part.text)
        offsets.extend(part.offsets)
        length += len(part.text)
    return Joined("".join(texts), offsets, tuple(breaks))


def _collapsed(line: Line) -> tuple[str, Sequence[int]]:
    start = line.span.start
    if "  " not in line.text and "\t" not in line.text and "\xa0" not in line.text:
        return line.text, range(start, start + len(line.text))
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(line.text):
        blank = letter.isspace()
        if blank and letters and letters[-1] == " ":
            continue
        letters.append(" " if blank else letter)
        places.append(start + at)
    return "".join(letters), places


def _is_hyphenated(before: str, after: str) -> bool:
    return len(before) > 1 and before[-1] in "-–" and before[-2].isalnum() and after[0].isalnum()


def text_width(lines: Sequence[Line]) -> float:
    """Return how many characters a full printed line holds; infinite where each line is a whole paragraph."""
    lengths = sorted(len(line.text) for line in lines if line.text and line.cell is None)
    if len(lengths) < 4:
        return float("inf")
    width = lengths[int(len(lengths) * 0.9)]
    return width if width <= LONGEST_PRINTED_LINE else float("inf")


def is_full(line: Line, following: Line, width: float) -> bool:
    """Whether `line` ends where the paper ends, so that `following` may go on with the same sentence."""
    first_word = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(first_word) >= FULL_LINE_SHARE * width


def goes_on(line: Line, following: Line, width: float) -> bool:
    """Whether `following`, which has no mark of its own, continues the paragraph that `line` stands in."""
    if following.text[0].islower() or following.text[0] in ",;)”":
        return True
    if _CODE_AT_END.search(line.text):
        return True
    if line.text[-1] in ",-–—(&/" or line.text.endswith((" và", " của", " với", " số", " các", " theo")):
        return True
    if line.text.count("(") > line.text.count(")") and is_full(line, following, width):
        return True
    ended = _ENDED.search(line.text) is not None
    if line.block is not None and line.block == following.block:
        return width == float("inf") or is_full(line, following, width) or not ended
    if line.block is not None and following.block is not None and line.page == following.page:
        return False  # the layout has set them apart
    return not ended and is_full(line, following, width)


def in_flow(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the running text: no page numbers, file names, stamps or footnotes."""
    flow: list[Line] = []
    note: Line | None = None
    for line in lines:
        if line.cell is not None:
            flow.append(line)
            continue
        if line.is_blank or line.kind in _OUT_OF_FLOW or _FILE_FOOTER.search(line.text):
            continue
        if line.kind is None and _PAGE_NUMBER.match(line.text) and not _follows_table_head(flow):
            continue
        if line.kind is None and (note is not None or _opens_note(line, flow)):
            # "1Quyết định số …" runs up to where the sentence above it goes on.
            if note is None or not _closes_note(note, line, flow[-1]):
                note = line
                continue
            note = None
        flow.append(line)
    return flow


def _opens_note(line: Line, flow: Sequence[Line]) -> bool:
    """Whether a line without layout begins a footnote: "1Quyết định …" inside a sentence, or called in the text."""
    mark = _FOOTNOTE.match(line.text)
    if mark is None or not flow:
        return False
    if not mark.group().endswith(" ") and _ENDED.search(flow[-1].text) is None:
        return True
    called = re.compile(rf"[^\W\d]{mark.group().strip()}(?=[\s,.;:)”]|$)")
    return any(called.search(above.text) for above in flow[-NOTE_REACH_LINES:])


def _closes_note(note: Line, line: Line, above: Line) -> bool:
    if _PLAIN_HEADING.match(line.text):
        return True
    if _ENDED.search(note.text) is None:
        return False
    return line.text[0].islower() or (_ENDED.search(above.text) is not None and not _FOOTNOTE.match(line.text))


def _follows_table_head(flow: Sequence[Line]) -> bool:
    """Whether a torn table's head ("TT Nội dung …") stands above, so that a lone number is a row's number."""
    for line in flow[:-80:-1]:
        if _TABLE_HEAD.match(fold(line.text)):
            return True
        if _SECTION.match(line.text):
            return False
    return False


def spaced(text: str) -> str:
    """Return `text` with whitespace collapsed to single spaces."""
    return _SPACES.sub(" ", text).strip()
