"""Lines the corpora lack: abbreviations in the place of the long forms that law writes out, stock of the field."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from diacritics.training.corpus import line_hash

ABBREVIATIONS = Path(__file__).resolve().parent / "abbreviations.tsv"
PHRASES = Path(__file__).resolve().parent / "phrases.txt"
# Every second line that holds a long form is written a second time with the short one.
ONE_IN = 2
PHRASE_TIMES = 4
WINDOW = 14


def read_abbreviations() -> dict[str, str]:
    """Return long forms (lower case) and their abbreviations."""
    rows = (line.split("\t") for line in ABBREVIATIONS.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {long.lower(): short for short, long in rows}


def with_abbreviations(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, and windows of them with an abbreviation in the long form's place; then the phrases."""
    short = read_abbreviations()
    pattern = re.compile("|".join(sorted(map(re.escape, short), key=len, reverse=True)), re.IGNORECASE)
    for line in lines:
        yield line
        if line_hash(line) // 64 % ONE_IN == 0 and pattern.search(line):
            for found in pattern.finditer(line):
                before = line[: found.start()].split()[-WINDOW:]
                after = line[found.end() :].split()[:WINDOW]
                yield " ".join([*before, short[found.group().lower()], *after])
    for phrase in PHRASES.read_text(encoding="utf-8").splitlines():
        for _ in range(PHRASE_TIMES):
            if phrase:
                yield phrase
