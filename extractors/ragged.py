"""Text copied from a web page, whose lines break wherever its source did: "QUYẾT" / "ĐỊNH", "Kon" / "Tum, ngày 08".

Word's own HTML puts the first words of each paragraph on a line of their own. A printed paper has no such lines; where
many stand, they are joined to the next, character for character, so that every place in the text stays what it was.
"""

import re
from collections.abc import Sequence

from extractors.folding import fold
from extractors.marks import marks_of
from extractors.zones import KINDS

# A text is ragged when at least this many lines, and this share of all, break off after a few words while the next is
# long; cells of a table printed one below the other have short lines behind short ones.
FEWEST_BREAKS = 4
LEAST_SHARE = 0.05
FEW_WORDS = 3
FRAGMENT_WORDS = 2  # what may be joined to a line that begins with a capital
LONG_LINE = 40  # characters

# Blanks that set columns apart: the lines of such a text are those of a page.
_COLUMNS = re.compile(r"\S {3,}\S[^\n]*\n[^\n]*\S {3,}\S")
_ENDED = re.compile(r"[.;:!?|_]\W*$")
_NUMBER_LINE = re.compile(r"\W*so\s*:$")
_NATION = "cong hoa xa hoi chu nghia viet nam"


def healed(text: str) -> str:
    """Return a ragged text with the line feeds inside its phrases as blanks; any other text comes back as it is."""
    if _COLUMNS.search(text):
        return text
    lines = text.split("\n")
    pairs = [(at, at + 1) for at in range(len(lines) - 1) if lines[at].strip() and lines[at + 1].strip()]
    # The border between the two columns of a letterhead comes out as a bar of its own.
    broken = sum(_breaks_off(lines[one], lines[two]) for one, two in pairs) + sum(line.strip() == "|" for line in lines)
    if broken < FEWEST_BREAKS or broken < LEAST_SHARE * sum(map(bool, map(str.strip, lines))):
        return text
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    parts = [lines[0]]
    begun = lines[0]  # the line as joined so far
    for line in lines[1:]:
        if _goes_on(begun, line):
            parts += (" ", line)
            begun = f"{begun} {line}"
        else:
            parts += ("\n", line)
            begun = line
    return "".join(parts)


def _breaks_off(line: str, after: str) -> bool:
    """Whether a line holds a few words and a long one goes on in the middle of the phrase."""
    text = after.strip()
    return _is_fragment(line, FEW_WORDS) and text[0].islower() and len(text) >= LONG_LINE and not marks_of(text)


def _is_fragment(line: str, most: int) -> bool:
    text = line.strip()
    marks = marks_of(text)
    words = text[marks[0].length if marks else 0 :].split()
    return 0 < len(words) <= most and not _ENDED.search(text) and any(map(str.isalpha, words[-1]))


def _goes_on(begun: str, line: str) -> bool:
    one, two = begun.strip(), line.strip()
    if not one or not any(map(str.isalnum, two)) or two[0] == "|":
        return False
    folded = fold(one)
    if _NUMBER_LINE.match(folded) and two[0].isdigit():
        return True
    if _ENDED.search(one):
        return False
    if two[0].islower():
        return not marks_of(two)
    if _NATION.startswith(folded) and _NATION.startswith(fold(f"{one} {two}")):
        return True
    if folded in KINDS or marks_of(two):
        return False
    return _is_fragment(one, FRAGMENT_WORDS) and one.isupper() == two.isupper()
