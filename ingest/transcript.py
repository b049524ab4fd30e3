"""The restored text of a paper, and where each of its words stands on paper.

Only this module knows that characters 812–830 are three words on page 2: `raw_text` lays the words of all pages out as
one text, restoring works on that text, and `transcribe` ties the restored words back to their places.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diacritics.restoration import Restoration, Seen
from extractors.passage import Block, Cell, Paper, Span
from ocr.page import Box, CellPlace, Page, Word


@dataclass(frozen=True, slots=True)
class Place:
    """One restored word on paper; `box` is None for plain text. `confidence` is the engine's, `probability` the restorer's."""

    page: int
    box: Box | None
    raw: str
    confidence: float
    probability: float


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as a half-open range of lines of the raw text."""

    kind: str
    page: int
    first_line: int
    last_line: int
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class RawText:
    """The words of all pages as one text before restoring: one printed line a line, an empty cell an empty line."""

    text: str
    starts: tuple[int, ...]
    words: tuple[tuple[int, Word], ...]  # page number and word
    blocks: tuple[RawBlock, ...]

    def seen(self) -> list[Seen]:
        """Return what the engine knows of each word, as restoring takes it."""
        return [
            Seen(
                start,
                start + len(word.text),
                word.confidence,
                tuple(tuple((choice.text, choice.weight) for choice in symbol) for symbol in word.choices),
            )
            for start, (_, word) in zip(self.starts, self.words, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Transcript:
    """One text; per restored word its start and its place; blocks as spans."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    blocks: tuple[Block, ...]

    def where(self, span: Span) -> tuple[Place, ...]:
        """Return the places of the words under a span, in reading order."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        return self.places[first : bisect_left(self.starts, span.end)]

    def paper(self) -> Paper:
        """Return the text and blocks as extractors take them."""
        return Paper(self.text, self.blocks)


def raw_text(pages: Sequence[Page]) -> RawText:
    """Lay the words of `pages` out as one text, line by line."""
    lines: list[str] = []
    starts: list[int] = []
    words: list[tuple[int, Word]] = []
    blocks: list[RawBlock] = []
    offset = 0
    for page in pages:
        for block in page.blocks:
            first_line = len(lines)
            for line in block.lines or (None,):
                text = line.text if line else ""
                cursor = offset
                for word in line.words if line else ():
                    starts.append(cursor)
                    words.append((page.number, word))
                    cursor += len(word.text) + 1
                lines.append(text)
                offset += len(text) + 1
            blocks.append(RawBlock(block.kind, page.number, first_line, len(lines), _cell(block.cell)))
    return RawText("\n".join(lines), tuple(starts), tuple(words), tuple(blocks))


def transcribe(raw: RawText, restoration: Restoration) -> Transcript:
    """Tie each restored word to the raw words it was made from."""
    places: list[Place] = []
    for word in restoration.words:
        first = max(bisect_right(raw.starts, word.raw_start) - 1, 0)
        last = max(bisect_left(raw.starts, word.raw_end), first + 1)
        under = raw.words[first:last]
        places.append(
            Place(
                page=under[0][0],
                box=Box.around(seen.box for _, seen in under),
                raw=word.raw,
                confidence=min(seen.confidence for _, seen in under),
                probability=word.probability,
            )
        )
    line_spans = list(_line_spans(restoration.text))
    blocks = tuple(
        Block(
            block.kind,  # type: ignore[arg-type]  # the kinds of ocr.page and extractors.passage are the same words
            Span(line_spans[block.first_line].start, line_spans[block.last_line - 1].end),
            block.page,
            block.cell,
        )
        for block in raw.blocks
    )
    return Transcript(restoration.text, tuple(word.start for word in restoration.words), tuple(places), blocks)


def plain_transcript(restoration: Restoration) -> Transcript:
    """Return the transcript of a plain text: one page, no boxes, no blocks."""
    places = tuple(Place(1, None, word.raw, 1.0, word.probability) for word in restoration.words)
    return Transcript(restoration.text, tuple(word.start for word in restoration.words), places, ())


def _line_spans(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _cell(place: CellPlace | None) -> Cell | None:
    if place is None:
        return None
    return Cell(place.table, place.row, place.column, place.row_span, place.column_span)
