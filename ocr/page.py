"""What a page reader hands on: `Page > Block > Line > Word`, in pixels of the stored page image.

The origin is the top left corner, boxes are half-open, pages count from 1. The stored page image is the page as
rendered, set upright by quarter turns and otherwise untouched; boxes of a page that was deskewed or flattened for
recognition are mapped back onto it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Self

BlockKind = Literal[
    "letterhead",  # issuer, motto, number, place and date at the head of page 1, one block a printed item
    "heading",
    "paragraph",
    "list_item",
    "cell",  # a table cell; `Block.cell` says which
    "footnote",
    "footer",
    "page_number",
    "recipients",  # the column at the left of the signature block
    "signature",
    "stamp",  # printed over the text by someone else: incoming mail, digital signature caption
]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page image in pixels; `right` and `bottom` lie just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.right - self.left

    @property
    def middle_x(self) -> int:
        """Where the middle between left and right lies."""
        return (self.left + self.right) // 2

    @property
    def middle_y(self) -> int:
        """Where the middle between top and bottom lies."""
        return (self.top + self.bottom) // 2

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> Self:
        """Return the smallest box that encloses all of `boxes`; at least one is needed."""
        every = list(boxes)
        return cls(
            min([box.left for box in every]),
            min([box.top for box in every]),
            max([box.right for box in every]),
            max([box.bottom for box in every]),
        )


@dataclass(frozen=True, slots=True)
class SymbolChoice:
    """One way the engine could read a symbol, with the engine's own weight between 0 and 1."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the engine read it, before any restoration.

    `choices` holds, per symbol of `text`, what else it could be, best first; empty when the engine gave none.
    `by_hand` says that a pen wrote it, all or in part: "70/KH-UBND" whose number was filled in.
    """

    text: str
    box: Box
    confidence: float
    choices: tuple[tuple[SymbolChoice, ...], ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words printed on one line, in reading order; never empty."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The box around all words."""
        return Box.around(word.box for word in self.words)

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: tables count from 1 within a page, rows and columns from 1 within a table."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. A cell without words is kept with no lines, so that rows stay whole."""

    kind: BlockKind
    lines: tuple[Line, ...]
    box: Box
    cell: CellPlace | None = None

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Unread:
    """Ink that was seen and not read, such as a handwritten number: marked, never guessed."""

    box: Box
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that was read from one page image.

    `turned` is the quarter turn in degrees clockwise that set the rendered page upright, `skew_deg` the remaining slope
    of the lines against the clock, `grade` the share of words expected to be right (0–1), `notes` machine-readable
    reasons such as `blank` or `engine_timeout`.
    """

    number: int
    width: int
    height: int
    dpi: int
    blocks: tuple[Block, ...]
    grade: float
    turned: Literal[0, 90, 180, 270] = 0
    skew_deg: float = 0.0
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    engine: str = ""

    def lines(self) -> Iterator[Line]:
        """Yield every line in reading order."""
        for block in self.blocks:
            yield from block.lines

    def words(self) -> Iterator[Word]:
        """Yield every word in reading order."""
        for line in self.lines():
            yield from line.words

    @property
    def text(self) -> str:
        """The page as the engine read it, one printed line a line."""
        return "\n".join(line.text for line in self.lines())
