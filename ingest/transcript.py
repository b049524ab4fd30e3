"""The restored text of a paper, and where each of its words stands on paper.

Only this module knows that characters 812–830 are three words on page 2: `raw_text` lays the words of all pages out as
one text, restoring works on that text, and `transcribe` ties the restored words back to their places.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diacritics.restoration import Restoration, Seen
from extractors.passage import Block, Cell, Paper, Span
from ingest.broken_words import whole_words
from ingest.page_tables import join_tables
from ocr.page import Block as PageBlock
from ocr.page import Box, Page, Word

LEFT_OUT = frozenset({"page_number", "stamp"})


@dataclass(frozen=True, slots=True)
class Place:
    """One restored word on paper, without `box` in plain text; engine's `confidence`, restorer's `probability`."""

    page: int
    box: Box | None
    raw: str
    confidence: float
    probability: float
    by_hand: bool = False


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
    """Lay the words of `pages` out as one text, line by line; page numbers and stamps are not the paper's text."""
    cells = join_tables(pages)
    writer = _Writer()
    every = ((page, block) for page in pages for block in page.blocks)
    for index, (page, block) in enumerate(every):
        if block.kind not in LEFT_OUT:
            writer.add(page.number, whole_words(block), cells.get(index))
    return writer.raw_text()


class _Writer:
    """Writes blocks one below the other and keeps where each word begins."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._starts: list[int] = []
        self._words: list[tuple[int, Word]] = []
        self._blocks: list[RawBlock] = []
        self._offset = 0

    def add(self, page: int, block: PageBlock, cell: Cell | None) -> None:
        first_line = len(self._lines)
        for line in block.lines:
            self._add_line(page, line.words)
        if not block.lines:
            self._add_line(page, ())
        self._blocks.append(RawBlock(block.kind, page, first_line, len(self._lines), cell))

    def _add_line(self, page: int, words: Sequence[Word]) -> None:
        cursor = self._offset
        for word in words:
            self._starts.append(cursor)
            self._words.append((page, word))
            cursor += len(word.text) + 1
        text = " ".join(word.text for word in words)
        self._lines.append(text)
        self._offset += len(text) + 1

    def raw_text(self) -> RawText:
        return RawText("\n".join(self._lines), tuple(self._starts), tuple(self._words), tuple(self._blocks))


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
                by_hand=any(seen.by_hand for _, seen in under),
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
