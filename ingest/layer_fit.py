"""Whether the text laid over a scan belongs to it: print that no word covers stands for words the text lacks.

A layer shifted against its picture, one of another page, and one of a header or a page number alone all read as good
Vietnamese; only the picture tells them.
"""

import numpy as np

from ocr.image.letters import letters_of
from ocr.image.pixels import LOOK_DPI, Pixels, gray_of, ink_of
from ocr.page import Page

_AIR_PX = 2  # of the look, around a word: boxes of recognised words are tight, marks stick out


def uncovered_share(page: Page, picture: Pixels) -> float:
    """Return how much of the print on a page's picture, which is at LOOK_DPI, lies under no word, between 0 and 1."""
    letters = letters_of(ink_of(gray_of(picture))) > 0
    covered = np.zeros_like(letters)
    factor = LOOK_DPI / page.dpi
    for word in page.words():
        left, top = (max(0, int(edge * factor) - _AIR_PX) for edge in (word.box.left, word.box.top))
        right, bottom = (int(edge * factor) + 1 + _AIR_PX for edge in (word.box.right, word.box.bottom))
        covered[top:bottom, left:right] = True
    return int(np.count_nonzero(letters & ~covered)) / max(1, int(np.count_nonzero(letters)))
