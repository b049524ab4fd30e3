"""Sets type for the tests: lines of text as words with the boxes their ink would have, ruled lines, page pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ocr.layout import Ruling
from ocr.page import Block, Box, Word

ASCENDERS = set("bdfhklt0123456789")
DESCENDERS = set("gpqy,;()")
LOW_MARKS = set("ạặậẹệịọộợụựỵ")
FLAT = set("-–—.,;:'\"")


def ink(text: str, size: float) -> tuple[float, float]:
    """Return how far a word's ink reaches above and below its base line in a Times-like face of `size` pixels."""
    above = max(
        0.32 if letter in FLAT else 0.66 if letter in ASCENDERS or letter.isupper() or ord(letter) > 127 else 0.45
        for letter in text
    )
    if any(letter.isupper() and ord(letter) > 127 for letter in text):
        above = 0.88
    below = 0.21 if any(letter in DESCENDERS or letter in LOW_MARKS for letter in text) else 0.0
    return above * size, below * size


@dataclass
class Sheet:
    """A page of A4 at 200 dpi that lines are set on."""

    width: int = 1654
    height: int = 2339
    dpi: int = 200
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)

    def points(self, size: float) -> float:
        return size * self.dpi / 72

    def set(self, text: str, left: float, base: float, *, size: float = 14, right: float | None = None) -> float:
        """Set one line, justified to `right` when given; return where it ends."""
        pixels = self.points(size)
        widths = [sum(0.62 if c.isupper() else 0.30 if c in FLAT else 0.44 for c in word) for word in text.split()]
        natural = sum(widths) * pixels
        space = 0.25 * pixels
        if right is not None and len(widths) > 1:
            space = (right - left - natural) / (len(widths) - 1)
        x = left
        for word, width in zip(text.split(), widths, strict=True):
            above, below = ink(word, pixels)
            box = Box(
                round(x), round(base - above), max(round(x) + 1, round(x + width * pixels)), round(base + below) + 1
            )
            self.words.append(Word(word, box, 0.95))
            x += width * pixels + space
        return x - space

    def centre(self, text: str, middle: float, base: float, *, size: float = 14) -> None:
        probe = Sheet(dpi=self.dpi)
        self.set(text, middle - probe.set(text, 0, 0, size=size) / 2, base, size=size)

    def paragraph(
        self, lines: Sequence[str], base: float, *, left: float = 236, right: float = 1536, indent: float = 100
    ) -> float:
        """Set a justified paragraph with a first-line indent; return the base of the next line."""
        for index, line in enumerate(lines):
            is_last = index == len(lines) - 1
            self.set(line, left + (indent if index == 0 else 0), base, right=None if is_last else right)
            base += self.points(18)
        return base + self.points(6)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self.rulings.append(Ruling(Box(round(left), round(top), round(right) + 1, round(bottom) + 1)))

    def picture(self) -> npt.NDArray[np.uint8]:
        """Return the page as an image: words as rows of stems, ruled lines two pixels thick."""
        image = np.full((self.height, self.width), 245, np.uint8)
        for word in self.words:
            for x in range(word.box.left, word.box.right - 3, 7):
                image[word.box.top : word.box.bottom, x : x + 3] = 40
        for ruling in self.rulings:
            image[ruling.box.top : max(ruling.box.bottom, ruling.box.top + 2), ruling.box.left : ruling.box.right] = 60
            image[ruling.box.top : ruling.box.bottom, ruling.box.left : max(ruling.box.right, ruling.box.left + 2)] = 60
        return image


def kinds(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    return [(block.kind, block.text) for block in blocks]
