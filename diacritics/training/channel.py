"""How letters look after a bad reading: P(chunk | letter), from pairs of printed and read words.

Each printed letter leaves nothing or one to three characters. Which it left is hidden; Viterbi training finds it: align
every pair by the present table, count, repeat. The table stays flat on purpose: a letter's neighbours are not asked,
because what they add is the habit of the page renderer and not of paper.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping

from diacritics.alphabet import MAX_CHUNK
from diacritics.fold import fold

Table = dict[str, dict[str, float]]

ROUNDS = 5
# A word seen a thousand times tells little more about letters than one seen thirty times.
MOST_COUNTS_OF_A_PAIR = 30
# A chunk must have been left by some letter this often (weighted) to be known.
MIN_CHUNK_COUNT = 1.5
# Prior counts given to the two coarser distributions a letter is smoothed with.
BASE_PRIOR, CLASS_PRIOR = 25.0, 5.0
NOTHING = ""
_FAR = -1e9
# Costs of the first alignment, before anything was counted.
_FIRST_SAME, _FIRST_BASE, _FIRST_OTHER, _FIRST_LENGTH = -0.1, -0.7, -4.0, -3.0


def learn(pairs: Mapping[tuple[str, str], int]) -> Table:
    """Return counts of chunks by letter from (printed, read) pairs and how often each was met."""
    table: Table | None = None
    counts: Table = {}
    for _ in range(ROUNDS):
        counts = defaultdict(lambda: defaultdict(float))
        logs = _logs(table) if table else None
        for (printed, read), times in pairs.items():
            aligned = align(printed, read, logs)
            if aligned is None:
                continue
            for letter, chunk in zip(printed, aligned, strict=True):
                counts[letter][chunk] += min(times, MOST_COUNTS_OF_A_PAIR)
        table = {letter: dict(chunks) for letter, chunks in counts.items()}
    return table or {}


def align(printed: str, read: str, logs: Table | None) -> list[str] | None:
    """Return the chunk each printed letter left, or None when the lengths cannot fit."""
    n, m = len(printed), len(read)
    if m > MAX_CHUNK * n or n > m + 4:
        return None
    best = [[_FAR] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(printed):
        row = logs.get(letter) if logs else None
        for j in range(m + 1):
            here = best[i][j]
            if here <= _FAR:
                continue
            for k in range(min(MAX_CHUNK, m - j) + 1):
                chunk = read[j : j + k]
                score = here + (row.get(chunk, -9.0 - 3.0 * abs(k - 1)) if row else _first_cost(letter, chunk))
                if score > best[i + 1][j + k]:
                    best[i + 1][j + k] = score
                    back[i + 1][j + k] = k
    chunks = []
    j = m
    for i in range(n, 0, -1):
        k = back[i][j]
        chunks.append(read[j - k : j])
        j -= k
    return chunks[::-1]


def _first_cost(letter: str, chunk: str) -> float:
    if len(chunk) != 1:
        return _FIRST_OTHER + _FIRST_LENGTH * abs(len(chunk) - 1)
    if letter == chunk:
        return _FIRST_SAME
    return _FIRST_BASE if fold(letter).lower() == fold(chunk).lower() else _FIRST_OTHER


def _logs(table: Table) -> Table:
    return {
        letter: {chunk: math.log(count / sum(chunks.values())) for chunk, count in chunks.items()}
        for letter, chunks in table.items()
    }


def smooth(table: Table) -> Table:
    """Return P(chunk | letter): a letter's counts, filled up from letters of its base and of its class."""
    by_base, by_class = _pooled(table, _base), _pooled(table, _class)
    smoothed: Table = {}
    letters = set(table) | {letter.upper() for letter in table} | {letter.lower() for letter in table}
    for letter in letters:
        own = table.get(letter, {})
        base: Mapping[str, float] = by_base.get(_base(letter), {})
        wide: Mapping[str, float] = by_class.get(_class(letter), {})
        base_total, wide_total = sum(base.values()) or 1.0, sum(wide.values()) or 1.0
        total = sum(own.values()) + BASE_PRIOR + CLASS_PRIOR
        smoothed[letter] = {
            chunk: (
                own.get(chunk, 0.0)
                + BASE_PRIOR * base.get(chunk, 0.0) / base_total
                + CLASS_PRIOR * wide.get(chunk, 0.0) / wide_total
            )
            / total
            for chunk in {*own, *base, *wide}
        }
    return smoothed


def _pooled(table: Table, key: Callable[[str], str]) -> dict[str, dict[str, float]]:
    pools: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for letter, chunks in table.items():
        for chunk, count in chunks.items():
            pools[key(letter)][chunk] += count
    return pools


def _base(letter: str) -> str:
    """Letters of one base and case look alike: all of "aàáảãạăâ…"."""
    return fold(letter)


def _class(letter: str) -> str:
    kind = "vowel" if fold(letter).lower() in "aeiouy" else "consonant"
    return f"{kind}{'+' if not letter.isascii() else ''}{'^' if letter.isupper() else ''}"
