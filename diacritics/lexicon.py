"""Words and names a site adds to what the model knows: its villages, people, offices, abbreviations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# How strongly an added entry counts: as if the paper itself had already used it this often.
DEFAULT_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries in the spelling they are to be restored to: "xã Thanh Xá", "UBND", "Phạm Thị Sọn"."""

    entries: frozenset[str] = field(default_factory=frozenset)
    weight: float = DEFAULT_WEIGHT

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Lexicon":
        """Return a lexicon of the given entries, blanks left out."""
        return cls(frozenset(" ".join(entry.split()) for entry in entries if entry.strip()))

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Return the entries of a UTF-8 text file, one a line; a line beginning with # is a remark."""
        lines = path.read_text(encoding="utf-8").splitlines()
        return cls.of(line for line in lines if not line.lstrip().startswith("#"))

    def with_entries(self, entries: Iterable[str]) -> "Lexicon":
        """Return this lexicon and more entries."""
        return Lexicon(self.entries | Lexicon.of(entries).entries, self.weight)
