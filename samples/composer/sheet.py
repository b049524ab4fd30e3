"""What stands on a sheet of paper before anything is printed: words, rules, and the places that are signed by hand."""

from dataclasses import dataclass, field

WIDTH_PT, HEIGHT_PT = 595.28, 841.89  # A4
PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Ink:
    """A piece of text with its base line, in points from the top left corner; `pen` is written by hand on the scan."""

    x: float
    base: float
    text: str
    face: str
    size: float
    pen: bool = False
    color: tuple[float, float, float] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """A printed piece of reading text and the box it covers, `[left, top, right, bottom]` in points.

    `cell` is its place `[table, row, column, column span]`, each counted from 1 through the paper; the head is row 1 on
    every sheet.
    """

    text: str
    kind: str
    box: tuple[float, float, float, float]
    cell: tuple[int, int, int, int] | None = None


@dataclass(slots=True)
class Sheet:
    """One page. `signed_at` is the middle of the signature, when somebody signs here."""

    number: int
    inks: list[Ink] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    signed_at: tuple[float, float] | None = None
    sealed: bool = False
