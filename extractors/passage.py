"""What extractors read and what they hand back: text, spans, blocks, found values.

Offsets are half-open code points of an NFC text. Vietnamese in NFC stays inside the Basic Multilingual Plane, so they
equal the offsets a browser counts.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

BlockKind = Literal[
    "letterhead",
    "heading",
    "paragraph",
    "list_item",
    "cell",
    "footnote",
    "footer",
    "page_number",
    "recipients",
    "signature",
    "stamp",
]


# What a passage is to its task: a labelled line or a table column says it ("Thời gian thực hiện: …" is "time"), a
# heading has its own; `None` is plain prose. Header fields read zones of the paper ("front" is head and preamble).
Label = Literal[
    "title",
    "unit",
    "lead",
    "coordinate",
    "perform",
    "units",
    "time",
    "criterion",
    "target",
    "product",
    "place",
    "head",
    "subject",
    "preamble",
    "front",
    "foot",
    "appendix",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the paper's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of `text` under this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the place in the text it was read from, and the rule that read it ("deadlines.latest_day")."""

    value: T
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place: tables count from 1 within the paper, one over several pages is one; rows and columns from 1."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text that the page's layout sets apart."""

    kind: BlockKind
    span: Span
    page: int
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as extractors see it: restored text, one printed line a line, and blocks where the layout is known.

    A plain text has no blocks; everything must then be told from the lines alone.
    """

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the paper that a field is read from.

    `text` is the passage with printed line breaks joined by single spaces; `offsets[i]` is the position in the paper's
    text of its i-th character. `year` is the year the paper works in when it is known, `issued_on` the day of its
    issue. `label` says what the passage is to its task, `breaks` where in `text` printed lines begin.
    """

    text: str
    offsets: Sequence[int] = field(repr=False)
    year: int | None = None
    issued_on: dt.date | None = None
    label: Label | None = None
    breaks: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span in the paper's text of `text[start:end]`; empty ranges are refused with ValueError."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters in {start}:{end} of a passage of {len(self.text)}")
        # A code printed at the middle of its row stands behind the first lines of the name it is read before.
        places = self.offsets[start:end]
        return Span(min(places), max(places) + 1)
