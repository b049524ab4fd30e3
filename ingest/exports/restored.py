"""The pages of a paper with restored words in the place of the words that were seen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diacritics.restoration import Restoration, RestoredWord
from ingest.broken_words import whole_words
from ingest.transcript import LEFT_OUT, RawText
from ocr.page import Block, Box, Line, Page, Word


def restored_pages(pages: Sequence[Page], raw: RawText, restoration: Restoration) -> tuple[Page, ...]:
    """Return `pages` with the words of `restoration` in their boxes; "Ké hoach" becomes "Kế hoạch".

    A word that was split shares its box out by letters, words that were merged become one in the box around them.
    Blocks that are not part of the paper's text, such as page numbers, stay as they were seen.
    """
    words = _words_by_seen(raw, restoration)
    return tuple(replace(page, blocks=tuple(_block(block, words) for block in page.blocks)) for page in pages)


def _words_by_seen(raw: RawText, restoration: Restoration) -> Iterator[tuple[Word, ...]]:
    """Yield for each seen word, in order, what stands in its place: nothing when it was merged into the one before."""
    pending = sorted(restoration.words, key=lambda word: (word.raw_start, word.start))
    ends = [start + len(word.text) for start, (_, word) in zip(raw.starts, raw.words, strict=True)]
    cursor = 0
    for index, (start, end) in enumerate(zip(raw.starts, ends, strict=True)):
        found: list[RestoredWord] = []
        while cursor < len(pending) and pending[cursor].raw_start < end:
            found.append(pending[cursor])
            cursor += 1
        seen = raw.words[index][1]
        if not found:
            covered = any(
                word.raw_start < end and word.raw_end > start for word in pending[max(0, cursor - 1) : cursor]
            )
            yield () if covered else (seen,)
            continue
        last = index
        while last + 1 < len(ends) and raw.starts[last + 1] < max(word.raw_end for word in found):
            last += 1
        box = Box.around(word.box for _, word in raw.words[index : last + 1])
        yield tuple(_shared(seen, box, found))


def _shared(seen: Word, box: Box, found: Sequence[RestoredWord]) -> Iterator[Word]:
    total = sum(len(word.text) for word in found) or 1
    done = 0
    for word in found:
        left = box.left + box.width * done // total
        done += len(word.text)
        right = max(left + 1, box.left + box.width * done // total)
        yield Word(word.text, Box(left, box.top, right, box.bottom), min(seen.confidence, word.probability))


def _block(block: Block, words: Iterator[tuple[Word, ...]]) -> Block:
    if block.kind in LEFT_OUT:
        return block
    block = whole_words(block)
    lines = tuple(tuple(new for _ in line.words for new in next(words)) for line in block.lines)
    return replace(block, lines=tuple(Line(line) for line in lines if line))
