"""Counting what is meant: an interpolated modified Kneser-Ney n-gram model of syllables, laid out as a trie.

Words are lower case in the classic tone style; every number is `<num>`, every sentence mark and paragraph end `<p>`,
every comma `<c>`. Chen & Goodman 1998, "An empirical study of smoothing techniques", gives the discounts. Cut-offs drop
rare n-grams after the statistics are taken; the mass they leave goes to the back-off weight of their context, so every
row still sums to 1.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diacritics.fold import fold
from diacritics.syllable import bare_inventory, classic, inventory

PARAGRAPH, NUMBER, UNKNOWN, COMMA = "<p>", "<num>", "<unk>", "<c>"
SPECIAL = (PARAGRAPH, NUMBER, UNKNOWN, COMMA)
ID_BITS = 16
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:]\d+)*|[.;:!?,]")

Ids = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


def tokens(line: str) -> Iterator[str]:
    """Yield the words of a line as the model counts them."""
    for found in _TOKEN.findall(line):
        yield found if found[0].isalpha() else COMMA if found == "," else PARAGRAPH if found in ".;:!?" else NUMBER


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in `lines`, lower case, classic style."""
    raw: Counter[str] = Counter()
    for line in lines:
        raw.update(_TOKEN.findall(line))
    counts: Counter[str] = Counter()
    for word, count in raw.items():
        if word[0].isalpha():
            counts[classic(word.lower())] += count
    return counts


def choose_vocabulary(counts: Counter[str], *, min_count_other: int, more: Iterable[str] = ()) -> list[str]:
    """Return the words of the model: possible syllables that were seen, and other words seen often enough.

    "quyêt" is no syllable, but its letters are one's: however often it stands in a corpus, it is a slip.
    """
    syllables, bare = inventory(), bare_inventory()
    chosen = {
        word
        for word, count in counts.items()
        if word in syllables
        or (count >= min_count_other and len(word) <= 12 and (word.isascii() or fold(word) not in bare))
    }
    chosen |= {word for word in more if word in syllables}
    return [*SPECIAL, *sorted(chosen)]


def encode(lines: Iterable[str], vocabulary: Sequence[str]) -> Ids:
    """Return the lines as one row of word numbers, a `<p>` after each line."""
    known = {word: number for number, word in enumerate(vocabulary)}
    paragraph, number, unknown, comma = (known[word] for word in SPECIAL)
    memory: dict[str, int] = {mark: paragraph for mark in ".;:!?"} | {",": comma}
    parts: list[Ids] = []
    buffer: list[int] = [paragraph]
    for line in lines:
        for token in _TOKEN.findall(line):
            code = memory.get(token)
            if code is None:
                code = known.get(classic(token.lower()), unknown) if token[0].isalpha() else number
                memory[token] = code
            if code != paragraph or buffer[-1] != paragraph:
                buffer.append(code)
        if buffer[-1] != paragraph:
            buffer.append(paragraph)
        if len(buffer) > 1_000_000:
            parts.append(np.array(buffer, np.uint16))
            buffer = [paragraph]
    parts.append(np.array(buffer, np.uint16))
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Level:
    """All n-grams of one length, sorted: last words, log probability, log back-off weight, number of longer n-grams."""

    words: Ids
    log_p: npt.NDArray[np.float32]
    log_backoff: npt.NDArray[np.float32]
    children: npt.NDArray[np.uint32]


def estimate(ids: Ids, size: int, *, order: int, cutoffs: Sequence[int]) -> list[Level]:
    """Return the levels of the trie, shortest first; `cutoffs[n - 1]` is the least count kept of n-grams."""
    grams = [_grams(ids, length) for length in range(1, order + 1)]
    keys: list[Keys] = []
    counts: list[Counts] = []
    for length in range(1, order + 1):
        if length == order:
            key, count = grams[-1]
        else:
            # Continuation counts: in how many different words' company the n-gram follows.
            tails = grams[length][0] & np.uint64((1 << (ID_BITS * length)) - 1)
            key, count = np.unique(tails, return_counts=True)
        keys.append(key)
        counts.append(count.astype(np.int64))
    kept = _kept(keys, grams, cutoffs)
    log_p: list[Reals] = []
    probabilities = _unigrams(keys[0], counts[0], size)
    backoffs: list[Reals] = []
    lower_keys, lower_p = np.arange(size, dtype=np.uint64), probabilities
    all_keys = [lower_keys]
    log_p.append(np.log(probabilities))
    for length in range(2, order + 1):
        key, count, keep = keys[length - 1], counts[length - 1], kept[length - 1]
        high, backoff = _interpolate(key, count, keep, lower_keys, lower_p, length)
        backoffs.append(np.log(backoff))
        lower_keys, lower_p = key[keep], high
        all_keys.append(lower_keys)
        log_p.append(np.log(high))
    backoffs.append(np.zeros(len(all_keys[-1])))
    return [_level(all_keys, log_p, backoffs, index) for index in range(order)]


def _grams(ids: Ids, length: int) -> tuple[Keys, Counts]:
    key = np.zeros(len(ids) - length + 1, np.uint64)
    for offset in range(length):
        key = (key << np.uint64(ID_BITS)) | ids[offset : offset + len(key)].astype(np.uint64)
    # Nothing depends on what stood before a paragraph's end.
    if length > 2:
        paragraph = np.zeros(len(key), bool)
        for offset in range(1, length - 1):
            paragraph |= ids[offset : offset + len(key)] == 0
        key = key[~paragraph]
    found, count = np.unique(key, return_counts=True)
    return found, count.astype(np.int64)


def _kept(keys: list[Keys], grams: list[tuple[Keys, Counts]], cutoffs: Sequence[int]) -> list[npt.NDArray[np.bool_]]:
    """Return which n-grams stay: seen often enough, and with their beginnings and ends kept too."""
    kept = [np.ones(len(keys[0]), bool)]
    for length in range(2, len(keys) + 1):
        key = keys[length - 1]
        raw_keys, raw_counts = grams[length - 1]
        often = np.zeros(len(key), bool)
        often[:] = _lookup(raw_keys, raw_counts, key, 0) >= cutoffs[length - 1]
        if length > 2:
            shorter = keys[length - 2][kept[-1]]
            often &= _contains(shorter, key >> np.uint64(ID_BITS))
            often &= _contains(shorter, key & np.uint64((1 << (ID_BITS * (length - 1))) - 1))
        kept.append(often)
    return kept


def _lookup(keys: Keys, values: npt.NDArray, wanted: Keys, default: float) -> npt.NDArray:  # type: ignore[type-arg]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], default)


def _contains(keys: Keys, wanted: Keys) -> npt.NDArray[np.bool_]:
    if not len(keys):
        return np.zeros(len(wanted), bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: npt.NDArray[np.bool_] = keys[place] == wanted
    return found


def _unigrams(key: Keys, count: Counts, size: int) -> Reals:
    probabilities = np.zeros(size)
    probabilities[key.astype(np.int64)] = count
    discount = 0.5
    seen = probabilities > 0
    total = probabilities.sum()
    spare = discount * seen.sum() / total
    spread: Reals = np.where(seen, probabilities - discount, 0) / total + spare / size
    return spread


def _discounts(count: Counts) -> Reals:
    """Return the discounts of modified Kneser-Ney for counts 0, 1, 2, 3 and more."""
    n1, n2, n3, n4 = (max(1, int((count == times).sum())) for times in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    found = [0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    clipped: Reals = np.clip(np.array(found), [0, 0.1, 0.1, 0.1], [0, 0.95, 1.9, 2.9])
    return clipped


def _interpolate(
    key: Keys, count: Counts, keep: npt.NDArray[np.bool_], lower_keys: Keys, lower_p: Reals, length: int
) -> tuple[Reals, Reals]:
    """Return the probabilities of the kept n-grams and the back-off weight of every context of the level below."""
    context = key >> np.uint64(ID_BITS)
    discount = _discounts(count)[np.minimum(count, 3)]
    rest = (count - discount).astype(np.float64)
    contexts, begin = np.unique(context, return_index=True)
    totals = np.add.reduceat(count.astype(np.float64), begin)
    kept_mass = np.add.reduceat(np.where(keep, rest, 0.0), begin) / totals
    backoff_of = np.clip(1.0 - kept_mass, 1e-6, 1.0)
    tail = key[keep] & np.uint64((1 << (ID_BITS * (length - 1))) - 1)
    place = np.searchsorted(contexts, context[keep])
    low = _lookup(lower_keys, lower_p, tail, 1e-9)
    high = rest[keep] / totals[place] + backoff_of[place] * low
    backoff = np.ones(len(lower_keys))
    found = np.minimum(np.searchsorted(contexts, lower_keys), len(contexts) - 1)
    same = contexts[found] == lower_keys
    backoff[same] = backoff_of[found[same]]
    return high, backoff


def _level(keys: list[Keys], log_p: list[Reals], backoffs: list[Reals], index: int) -> Level:
    if index + 1 < len(keys):
        parents = keys[index + 1] >> np.uint64(ID_BITS)
        children = np.zeros(len(keys[index]), np.uint32)
        found, times = np.unique(np.searchsorted(keys[index], parents), return_counts=True)
        children[found] = times
    else:
        children = np.zeros(0, np.uint32)
    return Level(
        (keys[index] & np.uint64((1 << ID_BITS) - 1)).astype(np.uint16),
        log_p[index].astype(np.float32),
        backoffs[index].astype(np.float32),
        children,
    )
