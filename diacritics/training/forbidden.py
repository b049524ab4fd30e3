"""Papers that measure the model never train it: their lines are known by hash and refused."""

from collections.abc import Iterable
from pathlib import Path

from diacritics.training.corpus import line_hash

REPOSITORY = Path(__file__).resolve().parents[2]
# Shorter lines are stock phrases ("KẾ HOẠCH", "Căn cứ") that every paper shares.
MIN_LETTERS = 40
_PLACES = ("samples", "../shared/seeds", "../shared/gold", "../shared/scans")


class ForbiddenTextError(ValueError):
    """A corpus is one of the papers the model is measured on."""


def forbidden_hashes(root: Path = REPOSITORY) -> frozenset[int]:
    """Return the hashes of all long lines of the sample papers and of the real papers beside the checkout."""
    found: set[int] = set()
    for place in _PLACES:
        for path in sorted((root / place).rglob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if is_telling(line):
                    found.add(line_hash(line))
    return frozenset(found)


def is_telling(line: str) -> bool:
    """Tell whether a line is long enough to be of one paper only."""
    return sum(letter.isalpha() for letter in line) >= MIN_LETTERS


# A line or two of law quoted by a paper also stands in the law; more than this share means the paper itself.
MOST_SHARED = 0.0005


def refuse(lines: Iterable[str], forbidden: frozenset[int]) -> list[str]:
    """Return the lines without forbidden ones; ForbiddenTextError when so many are that the corpus holds a paper."""
    kept, dropped = [], 0
    for line in lines:
        if is_telling(line) and line_hash(line) in forbidden:
            dropped += 1
        else:
            kept.append(line)
    if dropped > max(3, MOST_SHARED * len(kept)):
        raise ForbiddenTextError(
            f"{dropped} lines of the corpora stand in papers the model is measured on; take them out"
        )
    return kept
