"""The model as loaded: vocabulary, n-gram trie, channels. Data made of counts by `diacritics.train`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from diacritics.alphabet import COLUMN_NUMBERS, COLUMNS, LETTER_NUMBERS, pack
from diacritics.fold import fold
from diacritics.kernel import ChannelTable, Floats, LanguageTables, Trie
from diacritics.syllable import classic
from diacritics.tokens import ROMANS

DATA = Path(__file__).resolve().parent / "data"
ChannelName = Literal["eng", "vie", "markless"]
PARAGRAPH, NUMBER, UNKNOWN, COMMA = 0, 1, 2, 3
# Emissions and n-grams are kept as bytes: a byte is so many nats below zero.
CHANNEL_STEP = 0.08
# The engine's word confidence is counted between these; two words in three lie above the last.
CONFIDENCE_STEPS = (0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96)
# Nothing else can be behind a letter of text typed without marks; a wrong letter costs this much.
_IMPOSSIBLE = -30.0
# Log probability of a word behind another above which the two belong together: one time in twelve.
_COLLOCATION = -2.5
# Dirt read as a mark, as a thin letter, as another letter, inside a word.
INSERTIONS = (-5.0, -6.5, -9.0)


@dataclass(frozen=True, slots=True)
class Model:
    """What the decoder knows; arrays are shared and never written."""

    vocabulary: tuple[str, ...]
    numbers: dict[str, int]
    levels: tuple[dict[str, npt.NDArray[Any]], ...]
    step: float
    unigram: Floats
    channels: dict[str, ChannelTable]
    title_rate: Floats  # how often a word begins with a capital inside a sentence
    confidence_odds: Floats  # per step of the engine's confidence: log odds of a right word, against those of all
    name_ratio: Floats  # log ratio of a word's share behind a capitalised word to its share anywhere

    def is_collocation(self, before: str, word: str) -> bool:
        """Tell whether a word stands behind another as a matter of course: "Nam" behind "Việt"."""
        found = self.pair(before, word)
        return found is not None and found > _COLLOCATION

    def pair(self, before: str, word: str) -> float | None:
        """Return the log probability of a word behind another, None when the two were never met together."""
        first, second = self.numbers.get(before), self.numbers.get(word)
        if first is None or second is None:
            return None
        begin, end = self.levels[0]["first"][first : first + 2].tolist()
        words = self.levels[1]["words"][begin:end]
        place = int(np.searchsorted(words, second))
        if place == len(words) or words[place] != second:
            return None
        return -self.step * float(self.levels[1]["log_p"][begin + place])


@cache
def load(folder: Path = DATA) -> Model:
    """Return the model of a folder; loaded once."""
    with np.load(folder / "language.npz", allow_pickle=False) as stored:
        vocabulary = tuple(bytes(stored["vocabulary"]).decode().split("\n"))
        step = float(stored["step"])
        levels = tuple(_level(stored, length) for length in range(1, int(stored["order"]) + 1))
        title_rate = stored["title_rate"].astype(np.float32) / 255
        name_ratio = stored["name_ratio"].astype(np.float32) / 16
    channels = {"markless": markless_table()}
    with np.load(folder / "channels.npz", allow_pickle=False) as stored:
        for name in ("eng", "vie"):
            table = stored[f"{name}_table"].astype(np.float32) * -CHANNEL_STEP
            channels[name] = ChannelTable(stored[f"{name}_keys"], table[:-1], table[-1], INSERTIONS)
        counts = stored["vie_confidence"].astype(np.float64)
    wrong = counts[:, 1] - counts[:, 0]
    odds = np.log((counts[:, 0] + 1) / (wrong + 1)) - np.log((counts[:, 0].sum() + 1) / (wrong.sum() + 1))
    unigram = levels[0]["log_p"].astype(np.float32) * -step
    return Model(
        vocabulary,
        {word: number for number, word in enumerate(vocabulary)},
        levels,
        step,
        unigram,
        channels,
        title_rate,
        odds.astype(np.float32),
        name_ratio,
    )


def _level(stored: Any, length: int) -> dict[str, npt.NDArray[Any]]:
    children = stored[f"children{length}"]
    first = np.zeros(len(children) + 1 if len(children) else 0, np.uint32)
    if len(children):
        np.cumsum(children, out=first[1:], dtype=np.uint32)
    return {
        "words": stored[f"words{length}"],
        "log_p": stored[f"log_p{length}"],
        "log_backoff": stored[f"log_backoff{length}"],
        "first": first,
    }


def language_tables(model: Model, *, added: int = 0) -> LanguageTables:
    """Return the n-grams as the kernel takes them, with room for `added` words of a lexicon."""
    return LanguageTables(model.levels, step=model.step, added=added)


def trie(words: Sequence[str]) -> tuple[Trie, npt.NDArray[np.int32]]:
    """Return the search trie of a vocabulary and, for each of its entries, the word's number."""
    spelled = sorted(
        (bytes(LETTER_NUMBERS[letter] for letter in word), number)
        for number, word in enumerate(words)
        if word.upper() not in ROMANS  # numerals are grammar's
        and 0 < len(word) <= 14
        and all(letter in LETTER_NUMBERS for letter in word)
    )
    offsets = np.zeros(len(spelled) + 1, np.int32)
    np.cumsum([len(row) for row, _ in spelled], out=offsets[1:])
    letters = np.frombuffer(b"".join(row for row, _ in spelled), np.uint8)
    return Trie(offsets, letters), np.array([number for _, number in spelled], np.int32)


def markless_table() -> ChannelTable:
    """Return the channel of text typed without marks: each letter leaves its base letter, in its case."""
    bases = sorted({fold(letter) for letter in COLUMN_NUMBERS})
    emit = np.full((len(bases) + 3, COLUMNS), _IMPOSSIBLE, np.float32)
    for letter, column in COLUMN_NUMBERS.items():
        emit[bases.index(fold(letter)), column] = 0.0
    order = np.argsort([pack(base) for base in bases])
    emit[: len(bases)] = emit[order]
    emit[-2:] *= 3
    return ChannelTable(
        np.sort(np.array([pack(base) for base in bases], np.uint64)),
        emit,
        np.full(COLUMNS, _IMPOSSIBLE, np.float32),
        (_IMPOSSIBLE,) * 3,
    )


def spelled(word: str) -> str:
    """Return a word as the vocabulary spells it: lower case, classic tone placement."""
    return classic(word.lower())
