"""A line cut into the pieces that restoring weighs: words, numbers, stops, and what is not language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from diacritics.fold import fold

PieceKind = Literal["word", "number", "stop", "comma", "mark", "fixed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line: its letters and half-open offsets in the line; `is_code` inside "3395/QD-UBND"."""

    kind: PieceKind
    text: str
    start: int
    end: int
    is_code: bool = False


_CHUNK = re.compile(r"\S+")
# Addresses and file names are copied, never restored.
_FIXED = re.compile(
    r"""https?[:;]?/?/?\S* | [a-z]{3,6}[:;]//\w\S* | www[.,]\S+ | \S+@\S+\.\w+\S*
      | (?-i:[a-z][a-z\d-]*(?:\.[a-z\d-]+)+/\S*)
      | \S*\w[.,](?:vn|com|net|org|gov|edu|docx?|pdf|xlsx?|pptx?|html?|aspx?|php)\b\S*
      | [A-Z]:\\\S* | \S*\\\S+\\\S*""",
    re.VERBOSE | re.IGNORECASE,
)
# A line that begins with its number begins a paragraph: "2. Yêu cầu" does not go on with the line before.
_BEGINNING = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,4}\.)\s?[^\W\d_]")
_LONE_ROMAN = re.compile(r"[VX][.)]\Z")
# A cell or line that holds nothing else is a label: "V" of a group of rows, "H" as II may be read.
_LABEL = re.compile(r"\s*[IVXH1l|]{1,4}\s*\Z")
_EDGE = ' .,;:!?()"“”„…{}[]<>–—-_*+=•·«»~|/\\^'
# Signs that engines without Vietnamese print for letters.
_LETTER_LIKE = frozenset("&@¢€£$§©®")
_READABLE = re.compile(f"[^\\W_]|[{''.join(sorted(_LETTER_LIKE))}]")
_QUOTES = "'’‘`\u00b4"
_NUMBER = re.compile(r"\d[\d.,:/%-]*\Z")
_PATH = re.compile(r"\s*[A-Z]:[\\/]\S")
# A line of plain letters that ends in a file's name: where a paper's file lies, its strokes lost or read as letters.
_FILE = re.compile(r"\s*(?:[!-~]+\s+){2,}[!-~]*\w\s?\.(?:docx?|pdf|xlsx?|pptx?)\s*\Z", re.IGNORECASE)
# "a)", "@)", "b. ", "A. ": the letter of a list item or a part, at the beginning of a line.
_LIST_LETTER = re.compile(r"\s*[^\w\s]?\s*(?P<letter>[a-zA-ZđĐÐ@¢](?=\))|[a-hA-HđĐ](?=\.\s))[.)]")
# "b/c", "t/h": words of one letter each, abbreviated.
_INITIALS = re.compile(r"[^\W\d_]/[^\W\d_]\Z")
# "3395/QD-UBND", "16/BC-VP": a number, then capitals between strokes; the Party writes "77-KL/TU".
_CODE = re.compile(
    r"\d[\w.-]*\s{0,3}/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{1,12}[\w&]*(?:\s?[-/]\s?[A-ZĐ][\w&]*)*"
    r"|\d{1,4}\s?[-–]\s?[A-ZĐ][A-Za-zĐđ]{1,3}/[A-ZĐ]{2,8}\b"
)
# Marks that part words inside a chunk: between two letters on each side, or between letters and digits.
_INNER = re.compile(
    r"""( (?<=[^\W\d_]{2}) [.,;:("“”…–—/&-]+ (?=[^\W_]{2})
        | (?<=[^\W_]) (?: [–—/(“”"-]+ | [.,;:)]+ (?=[\d(]) ) (?=[^\W_])
        | (?<=\d) [.,;:|)]+ (?=[^\W\d_]) )""",
    re.VERBOSE,
)
_FOOTNOTE = re.compile(r"(\d{1,2})([A-ZĐ][^\W\d_]{3,})\Z")
# Roman numerals that are no syllables in capitals ("VI PHẠM", "XI MĂNG" begin with some that are).
ROMANS = frozenset(
    ("I", "II", "III", "IV", "VII", "VIII", "IX", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XIX", "XX")
)
_STOPS = frozenset(".;:!?")
_BULLETS = frozenset("-–—+*•·")


def pieces(line: str) -> list[Piece]:
    """Return the pieces of a line from left to right; white space belongs to none."""
    if is_path_line(line) or _LABEL.match(line):
        return [Piece("fixed", chunk.group(), *chunk.span()) for chunk in _CHUNK.finditer(line)]
    found: list[Piece] = []
    if _BEGINNING.match(line):
        found.append(Piece("stop", "", 0, 0))
    letter = _LIST_LETTER.match(line)
    codes = [match.span() for match in _CODE.finditer(line)] if "/" in line else []
    for chunk in _CHUNK.finditer(line):
        text, start = chunk.group(), chunk.start()
        if letter and start <= letter.start("letter") < chunk.end():
            found.append(Piece("stop", text[: letter.end() - start], start, letter.end()))
            if letter.end() < chunk.end():
                found.extend(_cut(text[letter.end() - start :], letter.end(), is_code=False))
        elif _LONE_ROMAN.match(text) and not line[:start].strip():
            found.append(Piece("number", text[:1], start, start + 1))
            found.extend(_marks(text[1:], start + 1))
        elif _FIXED.match(text):
            found.append(Piece("fixed", text, start, chunk.end()))
        elif text in _BULLETS and not line[:start].strip():
            found.append(Piece("stop", text, start, chunk.end()))
        else:
            inside = any(first <= start < last or start <= first < chunk.end() for first, last in codes)
            found.extend(_cut(text, start, is_code=inside))
    return found


def _cut(text: str, start: int, *, is_code: bool) -> Iterator[Piece]:
    core = _core(text)
    if not _READABLE.search(core):
        yield from _marks(text, start)
        return
    left = text.index(core)
    if left:
        yield from _marks(text[:left], start)
    begin = start + left
    if core in ROMANS or _NUMBER.match(core):
        yield Piece("number", core, begin, begin + len(core))
    elif _INITIALS.match(core):
        yield Piece("fixed", core, begin, begin + len(core))
    else:
        for number, part in enumerate(_INNER.split(core)):
            if number % 2:
                yield from _marks(part, begin)
            elif part:
                yield from _part(part, begin, is_code=is_code)
            begin += len(part)
    tail = text[left + len(core) :]
    if tail:
        yield from _marks(tail, start + left + len(core))


def _core(text: str) -> str:
    """Return a chunk without the punctuation around it; an apostrophe behind a letter may be part of it: "co'"."""
    core = text.strip(_EDGE)
    while core and core[-1] in _QUOTES and (len(core) < 2 or not core[-2].isalnum() or len(core) > 7):
        core = core[:-1].rstrip(_EDGE)
    while core and core[0] in _QUOTES:
        core = core[1:].lstrip(_EDGE)
    return core


def _marks(text: str, start: int) -> Iterator[Piece]:
    kind: PieceKind = "stop" if _STOPS & set(text) else "comma" if "," in text else "mark"
    yield Piece(kind, text, start, start + len(text))


def _part(part: str, start: int, *, is_code: bool) -> Iterator[Piece]:
    end = start + len(part)
    footnote = _FOOTNOTE.match(part)
    if footnote:
        middle = start + footnote.end(1)
        yield Piece("number", footnote.group(1), start, middle)
        yield Piece("word", footnote.group(2), middle, end)
    elif part in ROMANS or _NUMBER.match(part) or (is_code and part[:1].isdigit()):
        yield Piece("number", part, start, end, is_code)
    elif len(part) > 3 and sum(map(str.isdigit, part)) > len(part) / 2:
        yield Piece("fixed", part, start, end)
    else:
        yield Piece("word", part, start, end, is_code)


def is_file_line(line: str) -> bool:
    """Tell whether a line that an engine read which prints marks is a file's name: "E2Adulieu kh trong cay 1.docx"."""
    return _FILE.match(line) is not None


def is_path_line(line: str) -> bool:
    """Tell whether a line is the path of a file, as some papers print in their footer."""
    return _PATH.match(line) is not None or line.count("\\") > 2


def is_capital_line(line: str) -> bool:
    """Tell whether a line is printed in capitals, however badly read: most letters are capital."""
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.62 * len(letters)


def bare(text: str) -> str:
    """Return a form in lower case without marks."""
    return fold(text).lower()
