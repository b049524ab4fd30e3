"""How much of a text was read right: characters, words, syllables, numbers."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

ONE_STYLE = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})
LETTERS = re.compile(r"[^\W\d_]+")
WITH_DIGIT = re.compile(r"\S*\d\S*")


@dataclass(frozen=True, slots=True)
class TextScore:
    """Error rates over the gold's characters and tokens; shares of its syllables and digit tokens that were kept."""

    cer: float
    wer: float
    syllables: float
    numbers: float


def score_text(gold: str, read: str) -> TextScore:
    """Return the score of `read` against `gold`; line breaks, dash and quote styles are evened out, marks are not."""
    gold, read = _even(gold), _even(read)
    return TextScore(
        cer=Levenshtein.distance(gold, read) / max(1, len(gold)),
        wer=Levenshtein.distance(gold.split(), read.split()) / max(1, len(gold.split())),
        syllables=_share_kept(LETTERS.findall(gold.lower()), LETTERS.findall(read.lower())),
        numbers=_share_kept(_numbers(gold), _numbers(read)),
    )


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(ONE_STYLE).split())


def _numbers(text: str) -> list[str]:
    return [token.strip(".,;:()\"'") for token in WITH_DIGIT.findall(text)]


def _share_kept(gold: list[str], read: list[str]) -> float:
    if not gold:
        return 1.0
    kept = sum(block.size for block in Levenshtein.opcodes(gold, read).as_matching_blocks())
    return kept / len(gold)
