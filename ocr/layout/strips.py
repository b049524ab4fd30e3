"""Words to strips: runs of words on one line with no wide gap, the bricks that lines and columns are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ocr.page import Box, Line, Word

# All distances are in units of the text's height: the median height of the ink of a page's words, about 0.75 em.
WIDE_GAP = 1.6  # justified lines stretch their spaces to 1.3 at most in the five papers and the samples
DOUBTFUL = 0.3  # words below this confidence are dust, pens and folds more often than print
DOUBTFUL_GAP = 0.7  # and bridge no more than the space between two words
SAME_LINE_OVERLAP = 0.5  # share of the lower of two words that must lie beside the other
FLAT = 0.35  # dashes and quotation marks have less than this share of a word's height
MIN_WORD_HEIGHT_PX = 4


@dataclass(frozen=True, slots=True)
class Strip:
    """Neighbouring words of one line; `base` is the height on the page at which their letters stand."""

    words: tuple[Word, ...]
    box: Box
    base: int

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def is_doubtful(self) -> bool:
        """Whether the strip is more likely dust than print."""
        return max(word.confidence for word in self.words) < DOUBTFUL

    @property
    def line(self) -> Line:
        """The strip as a line of the page."""
        return Line(self.words)

    @property
    def middle(self) -> float:
        """The middle between left and right."""
        return (self.box.left + self.box.right) / 2


@dataclass(slots=True)
class _Chain:
    """A strip while it grows: `left` and `right` of its last word, `top` and `bottom` of its last few."""

    words: list[Word]
    left: int
    right: int
    top: int
    bottom: int

    def add(self, word: Word) -> None:
        """Take a word on; a lone dash or full stop says little about where a line runs, so a few count together."""
        self.words.append(word)
        recent = [other.box for other in self.words[-3:]]
        self.left, self.right = word.box.left, word.box.right
        self.top, self.bottom = min([box.top for box in recent]), max([box.bottom for box in recent])


def strip_of(words: Sequence[Word]) -> Strip:
    """Return `words`, which stand on one line in this order, as a strip."""
    return Strip(tuple(words), Box.around(word.box for word in words), _base(words))


def _base(words: Sequence[Word]) -> int:
    """Return where the letters stand: the lower edge of words without g, p, ạ or a comma, which is nearly the least."""
    tallest = max(word.box.height for word in words)
    bottoms = sorted(word.box.bottom for word in words if word.box.height > FLAT * tallest)  # no dashes
    return bottoms[len(bottoms) // 5]


def text_unit(words: Iterable[Word], *, dpi: int) -> float:
    """Return the median height in pixels of the words' ink, or that of 14 pt type when there is nothing to measure."""
    heights = [word.box.height for word in words if len(word.text) > 1 and word.box.height >= MIN_WORD_HEIGHT_PX]
    return float(median(heights)) if heights else max(4.0, 14 * 0.75 * dpi / 72)


def strips(words: Sequence[Word], *, unit: float, gap: float = WIDE_GAP) -> list[Strip]:
    """Return the words as strips, parted at gaps wider than `gap` units, from top to bottom."""
    chains: list[_Chain] = []
    open_chains: list[_Chain] = []
    for word in sorted(words, key=lambda word: word.box.left):
        # Words come from left to right, so a chain that ends too far back for this one ends too far back for all.
        open_chains = [chain for chain in open_chains if word.box.left - chain.right <= gap * unit]
        box = word.box
        best, best_fit = None, 0.0
        for chain in open_chains:
            if chain.top >= box.bottom or box.top >= chain.bottom:
                continue
            doubtful = min(word.confidence, chain.words[-1].confidence) < DOUBTFUL
            if doubtful and box.left - chain.right > DOUBTFUL_GAP * unit:
                continue
            if (fit := _fit(chain, box, unit=unit)) > best_fit:
                best, best_fit = chain, fit
        if best is None:
            best = _Chain([], 0, 0, 0, 0)
            chains.append(best)
            open_chains.append(best)
        best.add(word)
    found = [strip_of(chain.words) for chain in chains]
    return sorted(found, key=lambda strip: (strip.box.top, strip.box.left))


def rows(parts: Sequence[Strip]) -> list[list[Strip]]:
    """Return strips that stand beside each other as rows, each from left to right, from top to bottom."""
    found: list[list[Strip]] = []
    for strip in sorted(parts, key=lambda strip: (strip.base, strip.box.left)):
        for row in reversed(found[-4:]):
            if _continues(row, strip):
                row.append(strip)
                break
        else:
            found.append([strip])
    for row in found:
        row.sort(key=lambda strip: strip.box.left)
    return found


def _continues(row: Sequence[Strip], strip: Strip) -> bool:
    """Return whether a strip stands beside all of a row and level with the print nearest to it.

    Handwritten figures are twice as high as print, so what is level with them need not be level with all the row.
    """
    box = strip.box
    if any(other.box.left < box.right and box.left < other.box.right for other in row):
        return False
    printed = [other for other in row if not other.is_doubtful] or row
    nearest = min(printed, key=lambda other: max(box.left - other.box.right, other.box.left - box.right))
    overlap = min(box.bottom, nearest.box.bottom) - max(box.top, nearest.box.top)
    return overlap >= SAME_LINE_OVERLAP * min(box.height, nearest.box.height)


def joined(row: Sequence[Strip]) -> Strip:
    """Return the strips of one row as one strip."""
    return strip_of([word for strip in sorted(row, key=lambda strip: strip.box.left) for word in strip.words])


def lines_of(words: Sequence[Word], *, unit: float) -> tuple[Strip, ...]:
    """Return the words of one column as whole lines from top to bottom."""
    return tuple(joined(row) for row in rows(strips(words, unit=unit)))


def _fit(chain: _Chain, box: Box, *, unit: float) -> float:
    """Return how well a word goes on the line of `chain`: 0 when not, 1 when it stands level and near."""
    # Engines now and then draw a word's box over the next word, so words of one line may stand one in the other.
    space = box.left - chain.right
    overlap = min(chain.bottom, box.bottom) - max(chain.top, box.top)
    share = overlap / max(1, min(chain.bottom - chain.top, box.height))
    if share < SAME_LINE_OVERLAP:
        return 0.0
    return share - 0.01 * max(0.0, space / unit)
