"""Train the model: `python -m diacritics.train CORPORA`, a minute of counting and half an hour of reading worn pages.

CORPORA is a folder of `.txt.xz` files. Pages are typeset from it, worn and read with Tesseract unless PAIRS, what
`python -m diacritics.training.render` wrote before, is given. The same corpora and the same Tesseract give the same
model.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from diacritics.alphabet import COLUMN_NUMBERS, COLUMNS, MAX_CHUNK, pack
from diacritics.model import CHANNEL_STEP, CONFIDENCE_STEPS, DATA
from diacritics.syllable import classic
from diacritics.training import channel, language
from diacritics.training.channel import Table
from diacritics.training.corpus import is_held_out, read_lines
from diacritics.training.forbidden import forbidden_hashes, refuse
from diacritics.training.names import unit_lines, units, word_list
from diacritics.training.people import people_lines
from diacritics.training.phrases import with_abbreviations
from diacritics.training.reading import OWN_MODELS
from diacritics.training.render import CHANNELS, make_pages, paragraphs, write_pages
from diacritics.training.stock import stock_lines

ORDER = 4
CUTOFFS = (1, 1, 2, 2)
MIN_COUNT_OTHER = 25
LEGIBLE_SHARE = 0.55
SELF_SHARE = 0.02
# The channels saturate near 400,000 words; these pages hold about that many.
PAGES = 924
SEED = 1
STEP = 1 / 16
_PUNCTUATION = '.,;:!?()"“”…[]{}–—-/'
# Emissions nobody counted: a letter never left this chunk; by the chunk's length.
UNSEEN_NATS = (-9.5, -12.5, -16.0)


def corpus_lines(corpora: Path, forbidden: frozenset[int]) -> list[str]:
    """Return the distinct training lines of all corpora; lines of papers that measure us are left out."""
    lines: dict[str, None] = {}
    for path in sorted(corpora.glob("*.txt.xz")):
        for line in read_lines(path):
            if not is_held_out(line):
                lines[line] = None
    return refuse(lines, forbidden)


def read_pairs(path: Path, language_name: str) -> Counter[tuple[str, str]]:
    """Return how often each printed word was read as what, for words alone in their place."""
    pairs: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            if not line.endswith("}\n"):
                continue
            page = json.loads(line)
            if page["language"] != language_name:
                continue
            for printed, read, _, _ in page["pairs"]:
                if len(printed) == len(read) == 1:
                    meant, got = printed[0].strip(_PUNCTUATION), read[0].strip(_PUNCTUATION)
                    if meant.isalpha() and got:
                        pairs[meant, got] += 1
    return pairs


def channel_arrays(pairs: Mapping[tuple[str, str], int]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
    """Return the chunks known and the quantised table: a row per chunk, rows for unknown chunks, the erasing row."""
    counts = channel.learn(pairs)
    for letter, chunks in counts.items():
        # In mixed papers letters stand that the engine itself never prints: each may have left itself.
        chunks[letter] = chunks.get(letter, 0.0) + 1.0 + SELF_SHARE * sum(chunks.values())
    smoothed = channel.smooth(counts)
    seen: Counter[str] = Counter()
    for chunks in counts.values():
        seen.update(chunks)
    chunks_known = sorted((c for c, n in seen.items() if c and n >= channel.MIN_CHUNK_COUNT), key=pack)
    table = np.empty((len(chunks_known) + MAX_CHUNK + 1, COLUMNS), np.float32)
    for row, chunk in enumerate(chunks_known):
        table[row] = _column(smoothed, chunk, UNSEEN_NATS[len(chunk) - 1])
    for length in range(1, MAX_CHUNK + 1):
        table[len(chunks_known) + length - 1] = UNSEEN_NATS[length - 1] - 1.0
    table[-1] = _column(smoothed, channel.NOTHING, UNSEEN_NATS[1])
    quantised = np.clip(np.rint(table / -CHANNEL_STEP), 0, 255).astype(np.uint8)
    return np.array([pack(chunk) for chunk in chunks_known], np.uint64), quantised


def _column(smoothed: Table, chunk: str, unseen: float) -> npt.NDArray[np.float32]:
    values = np.full(COLUMNS, unseen, np.float32)
    for letter, column in COLUMN_NUMBERS.items():
        share = smoothed.get(letter, {}).get(chunk, 0.0)
        if share > 0:
            values[column] = max(unseen, float(np.log(share)))
    return values


def capital_habits(lines: Iterable[str], vocabulary: list[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int8]]:
    """Return for each word how often it begins with a capital, and how much likelier it is inside a name.

    The first is 255 for always, counted inside sentences; the second is a log ratio in sixteenths of a nat: the word's
    share right behind another capitalised word against its share anywhere.
    """
    numbers = {word: number for number, word in enumerate(vocabulary)}
    capital, every, in_name = np.zeros(len(vocabulary)), np.zeros(len(vocabulary)), np.zeros(len(vocabulary))
    raw: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for line in lines:
        if line.isupper():
            continue
        words = line.split()
        raw.update(words[1:])
        names.update(
            word for before, word in pairwise(words) if before.istitle() and before[-1].isalpha() and word.istitle()
        )
    for token, count in raw.items():
        word = token.strip(_PUNCTUATION)
        number = numbers.get(classic(word.lower()))
        if number is not None and not (word.isupper() and len(word) > 1):
            every[number] += count
            capital[number] += count * word[:1].isupper()
            in_name[number] += names.get(token, 0)
    title = np.rint(255 * (capital + 0.5) / (every + 2.5)).astype(np.uint8)
    ratio = np.log((in_name + 1.0) / (in_name.sum() + len(vocabulary))) - np.log(
        (every + 1.0) / (every.sum() + len(vocabulary))
    )
    return title, np.clip(np.rint(16 * ratio), -127, 127).astype(np.int8)


def write_language(lines: list[str], folder: Path) -> None:
    """Count, estimate and write the n-gram model."""
    counts = language.count_words(lines)
    vocabulary = language.choose_vocabulary(counts, min_count_other=MIN_COUNT_OTHER, more=word_list())
    ids = language.encode(lines, vocabulary)
    levels = language.estimate(ids, len(vocabulary), order=ORDER, cutoffs=CUTOFFS)
    title, names = capital_habits(lines, vocabulary)
    stored: dict[str, npt.ArrayLike] = {
        "order": ORDER,
        "step": STEP,
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "title_rate": title,
        "name_ratio": names,
    }
    for length, level in enumerate(levels, 1):
        stored[f"words{length}"] = level.words
        stored[f"log_p{length}"] = _quantised(level.log_p)
        stored[f"log_backoff{length}"] = _quantised(level.log_backoff) if length < ORDER else np.zeros(0, np.uint8)
        most = int(level.children.max(initial=0))
        stored[f"children{length}"] = level.children.astype(np.uint8 if most < 256 else np.uint16)
    np.savez_compressed(folder / "language.npz", **stored)  # type: ignore[arg-type]


def _quantised(logs: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    quantised: npt.NDArray[np.uint8] = np.clip(np.rint(logs / -STEP), 0, 255).astype(np.uint8)
    return quantised


def confidence_counts(path: Path) -> npt.NDArray[np.int64]:
    """Return per step of the engine's confidence (CONFIDENCE_STEPS) how many words were right, and how many in all."""
    counts = np.zeros((len(CONFIDENCE_STEPS) + 1, 2), np.int64)
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            page: dict[str, Any] = json.loads(line) if line.endswith("}\n") else {}
            if page.get("language") != "vie" or not _is_legible(page["pairs"]):
                continue
            for printed, read, confidence, _ in page["pairs"]:
                if len(printed) == len(read) == 1 and printed[0].strip(_PUNCTUATION).isalpha():
                    step = int(np.searchsorted(CONFIDENCE_STEPS, confidence, side="right"))
                    counts[step] += (printed[0].strip(_PUNCTUATION) == read[0].strip(_PUNCTUATION), 1)
    return counts


def _is_legible(pairs: list[list[object]]) -> bool:
    """Tell whether a page was read at all: on the others the engine's confidence means nothing."""
    return sum(printed == read for printed, read, *_ in pairs) > LEGIBLE_SHARE * len(pairs)


def write_channels(pairs: Path, folder: Path, channels: Sequence[str] = CHANNELS) -> None:
    """Learn and write the channels; those of the file that are not to be learnt stay as they are."""
    path = folder / "channels.npz"
    stored: dict[str, npt.NDArray[np.generic]] = {}
    if set(channels) != set(CHANNELS):
        with np.load(path, allow_pickle=False) as kept:
            stored = {name: kept[name] for name in kept.files}
    for name in channels:
        stored[f"{name}_keys"], stored[f"{name}_table"] = channel_arrays(read_pairs(pairs, name))
    if "vie" in channels:
        stored["vie_confidence"] = confidence_counts(pairs)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="python -m diacritics.train", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--pairs", type=Path, help="pairs of printed and read words; else pages are made and read")
    parser.add_argument("--pages", type=int, default=PAGES, help="how many pages to make")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--only", choices=("language", "channels"))
    parser.add_argument("--channel", action="append", choices=CHANNELS, help="learn this channel, keep the other")
    parser.add_argument("--own-models", type=Path, default=OWN_MODELS, help="folder of the model that reads papers")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.only != "channels":
        lines = corpus_lines(options.corpora, forbidden_hashes())
        write_language([*with_abbreviations(lines), *unit_lines(), *people_lines(), *stock_lines()], options.out)
    if options.only == "language":
        return
    channels = options.channel or CHANNELS
    if options.pairs:
        write_channels(options.pairs, options.out, channels)
        return
    pools = paragraphs(options.corpora, held_out=False)
    pages = make_pages(pools, units(), seed=SEED, channels=channels, own_models=options.own_models)
    with TemporaryDirectory() as folder:
        pairs = Path(folder) / "pairs.jsonl"
        write_pages(pairs, pages, options.pages)
        write_channels(pairs, options.out, channels)


if __name__ == "__main__":
    main()
