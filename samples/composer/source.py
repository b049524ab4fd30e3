"""A paper's source: a TOML head and a body in a small markup, one paragraph a line.

```
# I. MỤC ĐÍCH            a heading in bold; `##` the same one level down, `###` bold italic
~ Căn cứ Luật …;         an italic paragraph
= PHỤ LỤC I              centred bold; `=~` centred italic, `=_` centred with the short rule under it
Nội dung[^1] …           a paragraph of the body, with the mark of footnote 1
^1 Văn bản số …          the text of footnote 1
%page                    a new sheet with its own page count, as attachments have
%close                   recipients and signature here instead of at the end
%table 6 44 16 17 17     a ruled table, column widths in percent; its first row is the head
%row                     a row; each `|` line opens a cell, lines indented by two blanks are its further paragraphs
| 1
|3 Nhiệm vụ chung        a cell over three columns
%end
```
Inside a line `**bold**`, `__italic__`, `{70}` for what is typed in the digital paper and written by hand on the scan,
and `{~~~}` for a gap that the pen never filled. `[[stamps]]` in the head are pressed on page 1 of scans.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARKUP = re.compile(r"\[\^\d+\]|\*\*|__|\{~+\}|[{}]")
_FILLED = re.compile(r"\{([^~}]*)\}")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of page 1; `issuer` and `motto` one printed line each, `about` the "V/v …" of a letter."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_date: str
    about: tuple[str, ...] = ()
    country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A rubber stamp set on page 1 by whoever got the paper; not part of its text. `at_mm` is its middle."""

    lines: tuple[str, ...]
    at_mm: tuple[float, float]
    height_mm: float
    degrees: float
    red: bool = True


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of the last page; `caption` is printed beside the seal by signing software."""

    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    name: str
    caption: tuple[str, ...] = ()
    seal: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is body, heading, subheading, point, basis, centre, centre_italic or centre_rule."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its paragraphs and how many columns it covers."""

    paragraphs: tuple[str, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `rows[0]` is the head, `widths` are shares of the text width."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A new sheet, or the place of the closing part; `what` is page or close."""

    what: str


Element = Paragraph | Table | Break


@dataclass(frozen=True, slots=True)
class Source:
    """A paper before it is typeset."""

    id: str
    slug: str
    seed: int
    shows: str
    letterhead: Letterhead
    kind: str | None
    subject: tuple[str, ...]
    addressees: tuple[str, ...]
    elements: tuple[Element, ...]
    footnotes: dict[int, str]
    closing: Closing
    body_pt: float = 14.0
    table_pt: float = 13.0
    leading: float = 1.15
    gap_pt: float = 6.0
    margins_mm: tuple[float, float, float, float] = (20.0, 18.0, 20.0, 30.0)
    footer: str | None = None
    stamps: tuple[Stamp, ...] = ()


_STYLES = {
    "### ": "point",
    "## ": "subheading",
    "# ": "heading",
    "~ ": "basis",
    "=_ ": "centre_rule",
    "=~ ": "centre_italic",
    "= ": "centre",
}


def read_source(path: Path) -> Source:
    """Return the paper written in a `.toml` file; ValueError names the line that cannot be understood."""
    head: dict[str, Any] = tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    body: str = head.pop("body")
    letterhead = Letterhead(**_tuples(head.pop("letterhead")))
    closing = Closing(**_tuples(head.pop("closing")))
    stamps = tuple(Stamp(**_tuples(stamp)) for stamp in head.pop("stamps", []))
    elements, footnotes = _read_body(body, path.name)
    slug = path.stem.partition("-")[2]
    values = {"kind": None, "subject": (), "addressees": (), **_tuples(head)}
    return Source(
        id=path.stem[:2],
        slug=slug,
        letterhead=letterhead,
        closing=closing,
        elements=elements,
        footnotes=footnotes,
        stamps=stamps,
        **values,
    )


def plain(text: str) -> str:
    """Return a line as it is read: "**Điều 1.** Ban hành[^2]" is "Điều 1. Ban hành2"."""
    bare = _MARKUP.sub(lambda mark: mark[0].strip("[^]") if mark[0].startswith("[") else "", text)
    return " ".join(bare.split())


def typed(text: str) -> str:
    """Return a line with what the pen adds typed instead: "Số: {70}/KH-UBND" is "Số: 70/KH-UBND"; gaps stay gaps."""
    return _FILLED.sub(r"\1", text)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _read_body(body: str, name: str) -> tuple[tuple[Element, ...], dict[int, str]]:
    elements: list[Element] = []
    footnotes: dict[int, str] = {}
    lines = iter(body.splitlines())
    for line in lines:
        if not line.strip():
            continue
        if note := re.fullmatch(r"\^(\d+) (.+)", line):
            footnotes[int(note[1])] = note[2]
        elif line.startswith("%table "):
            widths = tuple(float(width) for width in line.split()[1:])
            block = [row for row in iter(lambda: next(lines), "%end") if row.strip()]
            elements.append(Table(tuple(width / sum(widths) for width in widths), _read_rows(block, name)))
        elif line in ("%page", "%close"):
            elements.append(Break(line[1:]))
        elif line.startswith("%"):
            raise ValueError(f"{name}: unknown instruction {line!r}")
        else:
            prefix = next((prefix for prefix in _STYLES if line.startswith(prefix)), "")
            elements.append(Paragraph(_STYLES.get(prefix, "body"), line[len(prefix) :].strip()))
    return tuple(elements), footnotes


def _read_rows(block: list[str], name: str) -> tuple[tuple[Cell, ...], ...]:
    rows: list[list[Cell]] = []
    for line in block:
        if line == "%row":
            rows.append([])
        elif cell := re.fullmatch(r"\|(\d?) ?(.*)", line):
            rows[-1].append(Cell((cell[2].strip(),) if cell[2].strip() else (), int(cell[1] or 1)))
        elif line.startswith("  ") and rows and rows[-1]:
            last = rows[-1].pop()
            rows[-1].append(Cell((*last.paragraphs, line.strip()), last.span))
        else:
            raise ValueError(f"{name}: not a table line: {line!r}")
    return tuple(tuple(row) for row in rows)
