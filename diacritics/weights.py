"""The numbers of the decoder, per kind of damage; `python -m diacritics.evaluate` measures what each is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs are nats: higher is rarer."""

    language: float = 0.95  # weight of the language model against the channel
    sharpness: float = 0.75  # scores are scaled by this before posteriors are taken
    prune: float = 13.0
    histories: int = 20
    beam: float = 10.0  # candidates this far below the likeliest are dropped; narrower loses on paper, not on renders
    give_up: float = 34.0
    most_candidates: int = 48
    unigram_rank: float = 0.5  # weight of the word's own frequency when candidates are ranked
    title: float = 0.5  # weight of how often the word is capitalised
    name: float = 0.9  # weight of how likely the word is as a later part of a name
    weak: float = -5.0  # a token whose best single word scores below may be two words, or half of one
    part: float = -12.5  # and each of its two words must score better than this
    split: float = 3.2  # cost of a word boundary the paper does not show
    merge: float = 4.5  # cost of one the paper shows and nobody meant
    keep_capitals: float = 5.5  # "HĐTĐ": keeping an unknown token, by its looks
    keep_title: float = 13.0
    keep_long: float = 15.0
    keep_short: float = 16.0
    keep_noise: float = 15.0
    keep_accent: float = 4.0  # more when it holds letters foreign words lack: "Théang"
    keep_digits: float = 15.0  # the same, with digits in it: "km20"
    keep_known: float = 14.0  # the same, when the vocabulary has it with its bars and marks
    code_letter: float = 5.0  # another letter than the one seen, bars and marks aside, in a code: "SNV-CCHC"
    keep_code: float = 2.5
    confidence: float = 1.0  # weight of the engine's confidence in what it read; 0.7 breaks as many and mends 2 % less
    digits_one: float = 3.5  # reading a single digit as a letter word
    digits_two: float = 1.0
    digit_letter: float = 1.5  # the same for "1y", which may be "lý" or a number with a letter
    own_pairs: float = 0.35  # share of the mixture that pairs of the paper itself get in the second pass
    own_least: int = 2
    pooled_letters: float = 0.8  # weight of what each other place of a repeated name shows of its letters
    pooled_around: float = 0.5  # weight of what the words around the other places say


WRONG_LANGUAGE = Weights()
MARKLESS = Weights(
    keep_capitals=6.0,
    language=1.0,
    keep_long=9.0,
    keep_short=9.0,
    keep_title=7.0,
    keep_noise=5.0,
    digits_one=99.0,
    digits_two=99.0,
    digit_letter=99.0,
)
OCR = Weights(
    name=0.8,
    language=0.9,
    keep_long=14.0,
    keep_title=12.0,
    keep_capitals=9.0,
    keep_noise=18.0,
    keep_digits=6.0,
    digits_one=99.0,
    digits_two=99.0,
    digit_letter=99.0,
)
