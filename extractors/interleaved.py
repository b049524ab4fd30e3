"""Tables of a plain text whose columns ran together: one printed line holds pieces of several cells.

"1 | ban, ngành tỉnh 5/2025 nhân dân Sở Nội vụ" is a number, a piece of the content, of the time and of two units. Text
that an engine read straight across a ruled table comes like this. What can be told apart is put back into cells; a
printed bar is a column's border, otherwise the width of the content column and the look of times and units decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.capitals import is_capital
from extractors.columns import Role
from extractors.folding import fold
from extractors.marks import marks_of
from extractors.passage import Cell, Span
from extractors.passages import Line
from extractors.unit_headings import begins_with_unit

# Fewer numbered rows than this do not show that a line like "TT Nội dung Thời gian" heads a table.
FEWEST_ROWS = 3
# A line longer than the content column by more than this many characters runs over into the next column.
OVERHANG = 2
# A line of a narrow column alone ("Văn phòng Ủy", "10/2025") is at most this long.
LONGEST_NARROW_LINE = 16
# The last line of a cell's paragraph is shorter than this share of the column.
SHORT_SHARE = 0.6

_HEAD = re.compile(r"(?:s?tt|so tt)\s+(?:noi dung|nhiem vu|cong viec)\b")
_HEAD_ROLES: tuple[tuple[str, Role], ...] = (
    ("thoi gian", "time"), ("tien do", "time"), ("thoi han", "time"), ("chu tri", "lead"), ("phoi hop", "coordinate"),
)  # fmt: skip
_HEAD_WORDS = re.compile(
    r"(?:\s*(?:s?tt|noi dung(?: cong viec)?|nhiem vu|thoi gian(?: thuc hien)?|co quan|don vi|chu tri|phoi hop|"
    r"tien do|ghi chu))+\s*$"
)
_ANCHOR = re.compile(r"(\d{1,2})(?:\s*\|\s*|\s+(?=[a-zà-ỹđ]))")
_TIME = re.compile(
    r"(?:từ\s+|trong\s+)?(?:tháng(?:\s+\d{1,2}(?:\s?[-,/]\s?\d{1,2})*)?(?:\s?[-/]\s?\d{0,4})*|quý\s+[ivx\d]+(?:/\d{4})?|"
    r"\d{1,2}\s?[-/]\s?(?:\d{1,2}\s?/\s?)?\d{4}(?:\s?-)?|\d{1,2}\s?-)(?=\s|$|[.;,|])",
    re.IGNORECASE,
)
_IN_SENTENCE = re.compile(r"(?:ngày(?:\s+\d{1,2})?|từ|năm|số)\s*$")
_ENDS = re.compile(r"[.:;]\W*$")
_AFTER = re.compile(r"\W*(?:noi nhan|phu luc)\b")


@dataclass(slots=True)
class _Row:
    """The pieces of a row by column."""

    number: Line | None = None
    pieces: dict[str, list[Line]] = field(default_factory=dict)

    def add(self, role: str, piece: Line) -> None:
        self.pieces.setdefault(role, []).append(piece)

    def drop_scraps(self) -> None:
        """Take out units that are torn too badly to be names: nothing is better than half a name."""
        for role in ("lead", "coordinate"):
            if role in self.pieces and (not begins_with_unit(self.pieces[role][0].text) or self.is_open(role)):
                del self.pieces[role]

    def is_open(self, role: str) -> bool:
        """Whether a unit's name in this column waits for its rest ("Ủy ban", "các sở,")."""
        pieces = self.pieces.get(role)
        if not pieces:
            return False
        return (
            re.search(
                r"(?:[,;]|\bvà|\bủy ban|\bủy|\bnhân dân|\bban nhân|\bcấp|\bcó|\bvăn phòng|\bhuyện, thị xã,)$",
                pieces[-1].text.lower(),
            )
            is not None
        )


def with_cells(lines: Sequence[Line], first_table: int) -> list[Line]:
    """Return the lines with the cells of interleaved tables in place; `first_table` numbers the first of them."""
    out: list[Line] = []
    at, table = 0, first_table
    while at < len(lines):
        roles = head_roles(lines[at])
        end = _end(lines, at + 1) if roles else at
        # A head printed again leaves a blank line: a page begins there, and maybe a row.
        body = [replace(line, text="") if _is_head(line) else line for line in lines[at:end]]
        anchors = _anchors(body) if roles else []
        if not roles or len(anchors) < FEWEST_ROWS:
            out.append(lines[at])
            at += 1
            continue
        while out and out[-1].cell is None and (out[-1].is_blank or _is_head(out[-1])):
            out.pop()
        out += _placed(body, roles, anchors, table, lines[at])
        at, table = end, table + 1
    return out


def _is_head(line: Line) -> bool:
    return bool(line.text) and _HEAD_WORDS.fullmatch(fold(line.text)) is not None


def head_roles(line: Line) -> list[Role] | None:
    """Return the columns behind the content that a line heads, None when it heads no interleaved table."""
    folded = fold(line.text)
    if line.cell is not None or not _HEAD.match(folded):
        return None
    found = sorted((folded.find(word), role) for word, role in _HEAD_ROLES if word in folded)
    return [role for _, role in found] if len(found) > 1 else None


def _end(lines: Sequence[Line], at: int) -> int:
    for n in range(at, len(lines)):
        text = lines[n].text
        marks = marks_of(text) if text else []
        heading = bool(marks) and marks[0].style in ("roman", "capital") and is_capital(text)
        if heading or (text and _AFTER.match(fold(text))) or lines[n].cell is not None:
            return n
    return len(lines)


def _anchors(body: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where numbers of rows stand: the line and the number, each number larger than the one above."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(body):
        match = _ANCHOR.match(line.text)
        number = int(match.group(1)) if match else 0
        last = found[-1][1] if found else 0
        if last < number <= last + FEWEST_ROWS:
            found.append((at, number))
    return found


def _placed(
    body: Sequence[Line], roles: list[Role], anchors: list[tuple[int, int]], table: int, head: Line
) -> Iterator[Line]:
    columns: dict[str, int] = {"number": 1, "content": 2, **{role: at for at, role in enumerate(roles, start=3)}}
    for column, text in ((1, "TT"), (2, "Nội dung"), *((columns[role], _NAMES[role]) for role in roles)):
        yield Line(head.span, text, "cell", -table * 1_000_000 - column, 1, Cell(table, 1, column))
    width = _content_width(body)
    starts = _row_starts(body, anchors, width)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(body)], strict=True), start=2):
        row = _row(body[start:end], width, dict(anchors), start)
        row.drop_scraps()
        numbers = {"number": [row.number]} if row.number else {}
        for role, pieces in (numbers | row.pieces).items():
            place = columns.get(role)
            for piece in pieces if place else ():
                assert place is not None
                block = -table * 1_000_000 - number * 100 - place
                yield replace(piece, kind="cell", block=block, cell=Cell(table, number, place))


_NAMES: dict[Role, str] = {"time": "Thời gian", "lead": "Chủ trì", "coordinate": "Phối hợp"}


def _content_width(body: Sequence[Line]) -> int:
    """Return how many characters a full line of the content column holds."""
    lengths = sorted(
        len(line.text) for line in body if line.text and "|" not in line.text and not _TIME.search(line.text)
    )
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _row_starts(body: Sequence[Line], anchors: list[tuple[int, int]], width: int) -> list[int]:
    """Return the line each row begins at: the last paragraph before its number, and the first ones for lost numbers."""
    starts: list[int] = []
    above, last = -1, 0
    for at, number in anchors:
        candidates = [n for n in range(above + 1, at + 1) if _opens_row(body, n, width)]
        own = candidates[-1] if candidates else at
        missing = number - last - 1
        starts += [n for n in candidates[:-1][:missing] if n > above]
        starts.append(own)
        above, last = at, number
    return sorted(set(starts))


def _opens_row(body: Sequence[Line], at: int, width: int) -> bool:
    """Whether a row's content may begin on a line: a capital after a sentence's end, a blank line or a page's head."""
    text = body[at].text
    if not text or _TIME.fullmatch(text.strip(" |")):
        return False
    if len(text) <= LONGEST_NARROW_LINE and begins_with_unit(text):
        return False
    bare = re.sub(r"^[-*•+]\s*", "", text)
    if not bare[:1].isupper() or text[0] in "+•":
        return False
    above = next((_content_of(line.text) for line in reversed(body[:at]) if line.text), "")
    after_blank = at > 0 and body[at - 1].is_blank
    ended = _ENDS.search(above) is not None and not above.rstrip().endswith(":")
    narrow = len(above) <= width * SHORT_SHARE
    return at == 0 or ended or (after_blank and not above.endswith(",") and text[0] not in "-") or narrow


def _content_of(text: str) -> str:
    """Return a line up to its first bar, the row's number left out."""
    anchor = _ANCHOR.match(text)
    return text[anchor.end() if anchor else 0 :].split("|", 1)[0].strip()


def _row(lines: Sequence[Line], width: int, anchors: dict[int, int], offset: int) -> _Row:
    row = _Row()
    last = "content"
    for at, line in enumerate(lines):
        rest = line
        if not line.text:
            continue
        if offset + at in anchors and row.number is None and (anchor := _ANCHOR.match(line.text)):
            row.number = _cut(line, 0, anchor.end(1))
            rest = _cut(line, anchor.end(), len(line.text))
        content, tails = _split(rest, width, row, last)
        if content and content.text:
            row.add("content", content)
            last = "content"
        for tail in tails:
            last = _add_tail(row, tail)
    return row


def _split(line: Line, width: int, row: _Row, last: str) -> tuple[Line | None, list[Line]]:
    """Return the content piece of a line and the pieces right of it."""
    text = line.text
    if "|" in text:
        bars = [match.start() for match in re.finditer(r"\|", text)]
        cuts = [0, *(bar + 1 for bar in bars)]
        pieces = [_cut(line, start, end) for start, end in zip(cuts, [*bars, len(text)], strict=True)]
        content, tails = _split(pieces[0], width, row, last)
        return content, tails + pieces[1:]
    time = next((m for m in _TIME.finditer(text) if not _IN_SENTENCE.search(text[: m.start()])), None)
    begins = text[:1].isupper() or text[:1].isdigit()
    if time and time.start() == 0 and begins and not _goes_on(row, text) and len(text) <= LONGEST_NARROW_LINE * 2:
        return None, [line]
    waits = row.is_open("lead") or row.is_open("coordinate") or last in ("lead", "coordinate")
    if _goes_on(row, text):
        return line, []
    if len(text) <= LONGEST_NARROW_LINE and (begins_with_unit(text) or (waits and not _ENDS.search(text))):
        return None, [line]
    if time and time.start() >= width // 3 and text[time.start()] not in "t":
        return _cut(line, 0, time.start()), [_cut(line, time.start(), len(text))]
    if len(text) > width + OVERHANG:
        for word in re.finditer(r"\s(?=\S)", text):
            behind = text[word.end() :]
            if word.start() >= width - 12 and behind[:1].isupper() and begins_with_unit(behind):
                return _cut(line, 0, word.start()), [_cut(line, word.end(), len(text))]
    return line, []


def _goes_on(row: _Row, text: str) -> bool:
    """Whether a short line is the content's: it holds a year of a name, or the rest of "tháng 10 -"."""
    content = row.pieces.get("content")
    return re.search(r"\bnăm \d{4}", text) is not None or (
        content is not None and content[-1].text.endswith(("-", "/"))
    )


def _add_tail(row: _Row, tail: Line) -> str:
    """Put what stands right of the content into its columns; return the last of them."""
    text, at, last = tail.text, 0, "time"
    time = _TIME.match(text)
    if time:
        row.add("time", _cut(tail, 0, time.end()))
        at = time.end()
    rest = _cut(tail, at, len(text))
    if not rest.text:
        return last
    second = next(
        (
            m.end()
            for m in re.finditer(r"\s(?=[A-ZĐÀ-Ỹ])", rest.text)
            if begins_with_unit(rest.text[m.end() :])
            and m.end() > 3
            and not rest.text[: m.start()].endswith((",", "và"))
        ),
        None,
    )
    waits = row.is_open("lead") or row.is_open("coordinate")
    if not waits and not begins_with_unit(rest.text) and not (rest.text[0].islower() and "lead" in row.pieces):
        return last
    if second is not None:
        row.add("lead", _cut(rest, 0, second))
        row.add("coordinate", _cut(rest, second, len(rest.text)))
        return "coordinate"
    if rest.text[0].islower() and "lead" in row.pieces:
        last = "coordinate" if row.is_open("coordinate") and not row.is_open("lead") else "lead"
    else:
        last = "lead" if "lead" not in row.pieces or row.is_open("lead") else "coordinate"
    row.add(last, rest)
    return last


def _cut(line: Line, start: int, end: int) -> Line:
    piece = line.text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    bare = piece.strip()
    return replace(line, span=Span(line.span.start + left, line.span.start + left + len(bare)), text=bare)
