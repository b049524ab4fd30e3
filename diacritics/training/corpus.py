"""Lines of the corpora, told apart by a hash of their letters into what trains and what is held out."""

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

# One line in fifty never trains: held-out pages and held-out text for calibration are made of them.
HELD_OUT_ONE_IN = 50

_LETTERS = re.compile(r"[^\W_]+")
# Scans of the corpora write the Icelandic eth for đ.
_REPAIRS = str.maketrans({"ð": "đ", "Ð": "Đ", "\u00a0": " ", "\ufeff": "", "\u200b": ""})


def line_hash(line: str) -> int:
    """Return a number that is the same for a line however it is cased, spaced or punctuated."""
    letters = "".join(_LETTERS.findall(unicodedata.normalize("NFC", line).lower()))
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest(), "big")


def is_held_out(line: str) -> bool:
    """Tell whether a corpus line is kept from training."""
    return line_hash(line) % HELD_OUT_ONE_IN == 0


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of one corpus file (`.txt` or `.txt.xz`) in NFC, blanks left out."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            clean = " ".join(unicodedata.normalize("NFC", line).translate(_REPAIRS).split())
            if clean:
                yield clean
