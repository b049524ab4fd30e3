"""What else each letter of a word could be, from the hOCR that Tesseract writes beside its table of words.

With `lstm_choice_mode=2` each letter of "Chi" lists the letters that the network considered there, with numbers that
are 100 less five times a rating: the negative log likelihood of the letter, cut off at twenty.
"""

import html
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence

from ocr.page import Box, SymbolChoice

# One look for the best rival of each letter: of 235 letters read wrong on worn pages the right one was the printed
# one's best rival in 157, among five rivals in 209; five looks cost 10 % of the engine's time, one costs 3 %.
OPTIONS = ("-c lstm_choice_mode=2", "-c lstm_choice_iterations=1", "-c tessedit_create_hocr=1")
Ratings = Sequence[Mapping[str, float]]  # per letter of a word: the letters it could be, and their ratings

_POINTS = 5.0  # of the printed number a nat of the rating: `lstm_rating_coefficient` as it comes
_FLATTER = 0.3  # nats of the odds a nat of the rating: the log odds of those letters fall by 0.28 a nat
_LEAST = 0.01  # weight below which a letter is left out: the channel itself holds that much for possible
_MOST = 3  # letters kept for a symbol, the printed one among them
_DIGITS = 3  # a weight is kept with: choices make the stored reading of a page 2 % larger
_PART = re.compile(
    r"(?P<page><div class='ocr_page')"
    r"|<span class='ocrx_word'[^>]*?bbox (?P<box>\d+ \d+ \d+ \d+)[;'\"]"
    r"|id='lstm_(?P<symbol>choices)_"
    r"|x_confs (?P<number>\d[\d.e+-]*)'>(?P<letter>[^<]*)<"
)


def ratings_by_place(hocr: str) -> dict[tuple[int, Box], Ratings]:
    """Return, for every word by its page (from 0) and box, what each of its symbols could be."""
    found: dict[tuple[int, Box], Ratings] = {}
    page = -1
    word: list[dict[str, float]] = []
    for part in _PART.finditer(hocr):
        if part["page"]:
            page += 1
        elif part["box"]:
            word = []
            found[page, Box(*map(int, part["box"].split()))] = word
        elif part["symbol"]:
            word.append({})
        elif word and (rating := _rating(part["number"])) is not None:
            letter = unicodedata.normalize("NFC", html.unescape(part["letter"]).strip())
            word[-1][letter] = min(rating, word[-1].get(letter, rating))
    return found


def _rating(number: str) -> float | None:
    try:
        value = float(number)
    except ValueError:
        return None
    return (100 - value) / _POINTS if 0 < value <= 100 else None


def choices_of(text: str, ratings: Ratings) -> tuple[tuple[SymbolChoice, ...], ...]:
    """Return the choices of a word, letter by letter: "Chi" may have (), () and i beside ỉ; none when all are sure.

    The blank in front of a word is a symbol of its own there. A word whose letters do not line up has no choices.
    """
    symbols = ratings[1:] if ratings and "" in ratings[0] else ratings
    if len(symbols) != len(text) or any(letter not in symbol for letter, symbol in zip(text, symbols, strict=True)):
        return ()
    choices = tuple(_choices(letter, symbol) for letter, symbol in zip(text, symbols, strict=True))
    return choices if any(choices) else ()


def _choices(printed: str, ratings: Mapping[str, float]) -> tuple[SymbolChoice, ...]:
    best = min(ratings.values())
    weights = {letter: math.exp((best - rating) * _FLATTER) for letter, rating in ratings.items() if len(letter) == 1}
    every = sum(weights.values())
    shares = {letter: round(weight / every, _DIGITS) for letter, weight in weights.items()}
    kept = sorted((letter for letter in shares if shares[letter] >= _LEAST), key=lambda letter: -shares[letter])[:_MOST]
    if kept in ([printed], []):
        return ()
    return tuple(SymbolChoice(letter, shares[letter]) for letter in kept)
