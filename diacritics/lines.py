"""A line made ready for restoring: old encodings read, spaced letters joined, every character tied to the raw text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from diacritics.encodings import from_tcvn3, from_vni
from diacritics.restoration import Damage

_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """The text to be restored; `places` holds the raw offsets of its characters and end, None if equal."""

    text: str
    start: int
    places: tuple[int, ...] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the raw text behind characters `start` to `end` of this line."""
        if self.places is None:
            return self.start + start, self.start + end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


Segmenter = Callable[[str], list[int]]


def working_line(line: str, start: int, damage: Damage, segment: Segmenter) -> WorkingLine:
    """Return a raw line, which begins at offset `start` of the text, as it goes into the decoder.

    `segment` says where words begin in letters that stood apart with nothing to show the spaces between words.
    """
    if damage == "nfd":
        return _composed(line, start)
    if damage == "tcvn3":
        return _by_chunk(line, start, from_tcvn3)
    if damage == "vni":
        return _by_chunk(line, start, from_vni)
    if damage == "letter_spaced":
        return _joined(line, start, segment)
    return WorkingLine(line, start)


def _composed(line: str, start: int) -> WorkingLine:
    """Compose letter by letter: a base letter and the marks that follow it become one character, or few."""
    text: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(line):
        after = index + 1
        while after < len(line) and unicodedata.combining(line[after]):
            after += 1
        cluster = unicodedata.normalize("NFC", line[index:after])
        text.append(cluster)
        # The last character ends where the cluster ends, so that spans cover all of its marks.
        places += [start + index] * (len(cluster) - 1) + [start + after - 1]
        index = after
    return WorkingLine("".join(text), start, (*places, start + len(line)))


def _by_chunk(line: str, start: int, read: Callable[[str], str]) -> WorkingLine:
    """Transcode word by word; inside a word only its first and last character keep their exact raw place."""
    text: list[str] = []
    places: list[int] = []
    cursor = 0
    for chunk in _CHUNK.finditer(line):
        text.append(line[cursor : chunk.start()])
        places += range(start + cursor, start + chunk.start())
        fresh = read(chunk.group())
        text.append(fresh)
        shrink = len(chunk.group()) / max(1, len(fresh))
        places += [start + chunk.start() + int(index * shrink) for index in range(len(fresh))]
        if fresh:
            places[-1] = start + chunk.end() - 1
        cursor = chunk.end()
    text.append(line[cursor:])
    places += range(start + cursor, start + len(line) + 1)
    return WorkingLine("".join(text), start, tuple(places))


def _joined(line: str, start: int, segment: Segmenter) -> WorkingLine:
    """Join letters that stand apart; wider gaps are the spaces between words, where there are wider ones."""
    chunks = [(match.start(), match.group()) for match in _CHUNK.finditer(line)]
    if len(chunks) < 2:
        return WorkingLine(line, start)
    gaps = [after - before - len(text) for (before, text), (after, _) in pairwise(chunks)]
    narrow = min(gaps)
    has_wide = max(gaps) > narrow
    begins = {0} if has_wide else set(segment("".join(text for _, text in chunks)))
    text: list[str] = []
    places: list[int] = []
    letters = 0
    for number, (place, chunk) in enumerate(chunks):
        is_new = number > 0 and (gaps[number - 1] > narrow if has_wide else letters in begins)
        if is_new or (number == 0 and place):
            text.append(" ")
            places.append(start + place - 1)
        text.append(chunk)
        places += range(start + place, start + place + len(chunk))
        letters += len(chunk)
    return WorkingLine("".join(text), start, (*places, start + len(line)))
