"""Which lines a pen may have filled in, and the line with the pen's figures in their places."""

import re
from collections.abc import Sequence

from ocr.handwriting.finding import Numeral, Written
from ocr.page import Box, Word
from ocr.rereading import voted

_DOUBTFUL = 0.85  # print beside a pen's figures that is less sure than this is read again without them
_LEAST = 0.50  # print beside a pen that only the second reading has, less sure than this, is crumbs of the pen
_TELLING = 3  # letters that no crumbs make
_UPPER = 0.3  # of the page: where a letterhead stands
_MOST_STRAY = 3  # lines looked at that layout did not take for the letterhead
_SYMBOL = re.compile(r"/\s?[A-ZĐ]{2}|[A-ZĐ]{2,}\s?-\s?[A-ZĐ]{2}")  # "/KH-UBND", and what is left of it
_NUMBER = re.compile(r"\W{0,3}[Ss5][ốôo6óồởổõỏ0òọộỗ]\s?[:.;]")
_YEAR = re.compile(r"\bn\wm\W{0,2}\S{0,5}\W*$")
_DAY = re.compile(r".{0,40}\bng\wy\b.*\bth\wng\b", re.IGNORECASE)


def lines_for_pen(lines: Sequence[Sequence[Word]], heads: Sequence[bool], *, height: int) -> list[int]:
    """Return which lines to look at: number and date of the letterhead, and strays that read like them.

    `heads` says of the first lines whether they stand in the letterhead; `height` is the page's.
    """
    texts = [" ".join(word.text for word in line) for line in lines]
    chosen = [index for index, head in enumerate(heads) if head and may_be_filled_in(texts[index])]
    strays = [
        index
        for index, line in enumerate(lines)
        if line
        and index not in chosen
        and Box.around(word.box for word in line).top < _UPPER * height
        and reads_like_head(texts[index])
    ]
    return chosen + strays[:_MOST_STRAY]


def may_be_filled_in(text: str) -> bool:
    """Whether a line of the letterhead may be its number or its date, however badly it was read."""
    return any(pattern.search(text) for pattern in (_NUMBER, _SYMBOL, _DAY, _YEAR))


def reads_like_head(text: str) -> bool:
    """Whether a line is a number line or a date line: "Số: /KH-UBND", "Bình An, ngày tháng 12 năm 2023"."""
    return bool(_NUMBER.match(text) or (_DAY.match(text) and _YEAR.search(text)))


def needs_reading(line: Sequence[Word], written: Written) -> bool:
    """Whether the print of a line is to be read again without the pen: the two were read as one word, or badly."""
    doubtful = (word for word in line if word.confidence < _DOUBTFUL and not written.covers(word))
    return any(written.touches(word) and not written.covers(word) for word in line) or any(doubtful)


def read_again(line: Sequence[Word], second: Sequence[Word], written: Written) -> tuple[Word, ...]:
    """Return the print of a line out of its first reading and a second one without the pen.

    Where the first took print and pen for one word, "/f0/KH-UBND", only the second knows what is printed.
    """
    mixed = [word.box for word in line if written.touches(word)]
    printed = [word for word in line if not written.touches(word)]
    fresh = [word for word in second if not written.touches(word)]
    taken = [word for word in fresh if any(_lies_in(word.box, box.box) for box in printed)]
    only = [word for word in fresh if word not in taken and any(_lies_in(word.box, box) for box in mixed)]
    both = voted(printed, [word for word in fresh if word not in only]) if printed else ()
    return tuple(sorted((*both, *filter(_is_print, only)), key=lambda word: word.box.left))


def filled_in(printed: Sequence[Word], written: Written) -> tuple[Word, ...]:
    """Return the printed words with what the pen wrote between them: "Số:", "/KH-UBND" is "Số:", "70/KH-UBND"."""
    words = list(printed)
    for numeral in written.numerals:
        if numeral.text is None:
            continue
        at = next((index for index, word in enumerate(words) if _middle(word.box) > _middle(numeral.box)), len(words))
        if at < len(words) and words[at].text.startswith("/"):
            words[at] = _glued(numeral, words[at])
        else:
            words.insert(at, Word(numeral.text, numeral.box, numeral.confidence, by_hand=True))
    return tuple(words)


def _glued(numeral: Numeral, word: Word) -> Word:
    """Return a number with the symbol printed behind it: the two are one word of the paper."""
    text = f"{numeral.text}{word.text}"
    return Word(text, Box.around([numeral.box, word.box]), min(numeral.confidence, word.confidence), by_hand=True)


def _is_print(word: Word) -> bool:
    """Whether a word of a line without its pen is print and not what painting over left behind."""
    letters = sum(map(str.isalnum, word.text))
    return "/" in word.text or letters >= _TELLING or (letters > 0 and word.confidence >= _LEAST)


def _lies_in(box: Box, other: Box) -> bool:
    return other.left <= _middle(box) <= other.right


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
