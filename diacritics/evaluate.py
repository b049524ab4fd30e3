"""Measure the restorer: `python -m diacritics.evaluate PAGES.jsonl`, pages as `diacritics.training.render` writes them.

Figures are per word of the printed page: how many syllables are right, how many words were broken or repaired, how well
the probabilities are calibrated, and how many of the errors hide in the least probable words.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import Levenshtein

from diacritics import calibration
from diacritics.restoration import Damage, Restoration, Seen
from diacritics.restorer import Restorer
from diacritics.syllable import classic

_LETTERS = re.compile(r"[^\W\d_]+")
_CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as read and as printed, line by line."""

    raw: str
    meant: str
    language: Literal["eng", "vie"]
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave; shares are of words of the printed text, the last two of words on legible pages."""

    words: int
    syllables_right: float
    syllables_right_raw: float
    word_error_rate: float
    word_error_rate_raw: float
    fixed: int
    broken: int
    calibration_error: float
    caught_in_lowest_5_percent: float


def read_samples(path: Path) -> Iterator[Sample]:
    """Yield the pages of a file of pairs."""
    with path.open(encoding="utf-8") as handle:
        for row in handle:
            if not row.endswith("}\n"):
                continue
            page = json.loads(row)
            raw: dict[int, list[str]] = {}
            meant: dict[int, list[str]] = {}
            trust: dict[int, list[float]] = {}
            for printed, read, confidence, line in page["pairs"]:
                raw.setdefault(line, []).extend(read)
                meant.setdefault(line, []).extend(printed)
                trust.setdefault(line, []).extend([confidence] * len(read))
            yield Sample(
                "\n".join(" ".join(words) for words in raw.values()),
                "\n".join(" ".join(words) for words in meant.values()),
                page["language"],
                tuple(_seen(raw, trust)),
            )


def _seen(raw: Mapping[int, list[str]], trust: Mapping[int, list[float]]) -> Iterator[Seen]:
    start = 0
    for line, words in raw.items():
        for word, confidence in zip(words, trust[line], strict=True):
            yield Seen(start, start + len(word), confidence)
            start += len(word) + 1


def measure(samples: Sequence[Sample], restorer: Restorer, damage: Damage) -> Figures:
    """Return the figures of a restorer over samples of one kind of damage."""
    words = right = right_raw = errors = errors_raw = tokens = fixed = broken = 0
    judged: list[tuple[float, bool]] = []
    for sample in samples:
        restoration = restorer.restore(sample.raw, (damage,) * (sample.raw.count("\n") + 1), sample.seen)
        gold, got, was = (_syllables(text) for text in (sample.meant, restoration.text, sample.raw))
        words += len(gold)
        kept, kept_raw = _kept(gold, got), _kept(gold, was)
        right, right_raw = right + len(kept), right_raw + len(kept_raw)
        fixed, broken = fixed + len(kept - kept_raw), broken + len(kept_raw - kept)
        gold_tokens = _tokens(sample.meant)
        tokens += len(gold_tokens)
        errors += Levenshtein.distance(gold_tokens, _tokens(restoration.text))
        errors_raw += Levenshtein.distance(gold_tokens, _tokens(sample.raw))
        judged += _if_legible(judge(restoration, sample.meant))
    return Figures(
        words, right / words, right_raw / words, errors / tokens, errors_raw / tokens, fixed, broken,
        calibration_error(judged), caught(judged, share=0.05),
    )  # fmt: skip


def judge(restoration: Restoration, meant: str) -> list[tuple[float, bool]]:
    """Return each restored word's probability and whether it is right; words without letters are left out."""
    words = [word for word in restoration.words if _LETTERS.search(word.text)]
    got = [_plain(word.text) for word in words]
    gold = [token for token in map(_plain, meant.split()) if token]
    right: set[int] = set()
    for block in Levenshtein.opcodes(gold, got).as_matching_blocks():
        right |= set(range(block.b, block.b + block.size))
    return [(word.probability, index in right) for index, word in enumerate(words)]


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over bins that hold equally many words."""
    ordered = sorted(judged)
    size = max(1, len(ordered) // _CALIBRATION_BINS)
    total = 0.0
    for start in range(0, len(ordered), size):
        part = ordered[start : start + size]
        total += abs(sum(p for p, _ in part) - sum(ok for _, ok in part))
    return total / max(1, len(ordered))


def caught(judged: Sequence[tuple[float, bool]], *, share: float) -> float:
    """Return the share of all errors among the least probable `share` of the words."""
    ordered = sorted(judged)
    errors = sum(not ok for _, ok in ordered)
    low = sum(not ok for _, ok in ordered[: round(share * len(ordered))])
    return low / max(1, errors)


def _plain(token: str) -> str:
    return "".join(classic(word) for word in _LETTERS.findall(token.lower()))


def _syllables(text: str) -> list[str]:
    return [classic(word) for word in _LETTERS.findall(text.lower())]


def _tokens(text: str) -> list[str]:
    return text.split()


def _kept(gold: list[str], got: list[str]) -> set[int]:
    """Return which gold words the alignment keeps."""
    found: set[int] = set()
    for block in Levenshtein.opcodes(gold, got).as_matching_blocks():
        found |= set(range(block.a, block.a + block.size))
    return found


# Pages on which fewer words come out right are blots; nobody asks how sure a word of theirs is.
LEGIBLE_SHARE = 0.85


def posteriors(samples: Sequence[Sample], damage: Damage) -> list[tuple[float, bool]]:
    """Return the raw posterior and the rightness of each word of the legible pages, to fit the calibration on."""
    restorer = Restorer(calibrated=False)
    found: list[tuple[float, bool]] = []
    for sample in samples:
        restoration = restorer.restore(sample.raw, (damage,) * (sample.raw.count("\n") + 1), sample.seen)
        found += _if_legible(judge(restoration, sample.meant))
    return found


def _if_legible(judged: list[tuple[float, bool]]) -> list[tuple[float, bool]]:
    return judged if sum(right for _, right in judged) >= LEGIBLE_SHARE * len(judged) else []


def main() -> None:
    """Print the figures of a file of pages."""
    parser = argparse.ArgumentParser(prog="python -m diacritics.evaluate", description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--most", type=int, default=10**9, help="pages at most of each language")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change a weight")
    parser.add_argument(
        "--calibrate", action="store_true", help="fit the probabilities on every second page, write them"
    )
    options = parser.parse_args()
    changes = {name: float(value) for name, value in (pair.split("=") for pair in options.set)}
    samples = list(read_samples(options.pages))
    damages: tuple[tuple[str, Damage], ...] = (("eng", "wrong_language"), ("vie", "ocr"))
    if options.calibrate:
        curves = dict(calibration.load())
        for language, damage in damages:
            pages = [sample for sample in samples if sample.language == language][: options.most]
            judged = posteriors(pages[::2], damage)
            if judged:
                curves[language] = calibration.fit(judged)
        calibration.write(curves)
        calibration.load.cache_clear()
        samples = [s for language, _ in damages for s in [s for s in samples if s.language == language][1::2]]
    for language, damage in damages:
        chosen = [sample for sample in samples if sample.language == language][: options.most]
        if chosen:
            figures = measure(chosen, Restorer(changes=changes), damage)
            line = "  ".join(f"{field.name} {_shown(getattr(figures, field.name))}" for field in fields(figures))
            sys.stdout.write(f"{language}  {line}\n")


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"


if __name__ == "__main__":
    main()
