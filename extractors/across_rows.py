"""Rows of a table read straight across: where each begins, told from its number, from capitals and from what goes on.

Rà soát văn bản            Tháng         Numbers stand at the middle of their row or at its top and count up; some
1 còn hiệu lực |           3/2025        are damaged ("S)", "» |"), some lost. All are decided together by dynamic
2 | Báo cáo kết quả        Quý IV        programming over the lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.across_words import bare, is_scrap, is_time_word, starts_time, waits
from extractors.folding import fold
from extractors.marks import ROMANS
from extractors.passages import Line

_MOST_ROW_LINES = 16
_TOKEN = re.compile(r"[_~—]*[|\[\]{}]+[_~—]*|[^\s|\[\]{}]+")
_FILE_NAME = re.compile(r"\S+\.(?:docx?|pdf)\W*$", re.IGNORECASE)
_DOTTED = re.compile(r"\W*\d{1,2}\.\d{1,2}\.?[\s|_]")
_SPECK = re.compile(r"[^\w&/]+$|_+$")
_MEDICAL = re.compile(r"\s+(?:te|si|duoc|hoc)\b")
_KEPT = frozenset("-–&/+")
_LETTER_WORDS = frozenset({"ở", "ý", "y"})
_EDGES = "_‘’`~*°^“\"'=<>\\{}"

# What a number of a row may be misread as, with what the reading costs.
_LIKE: dict[str, int] = {
    "l": 1, "i": 1, "ì": 1, "í": 1, "!": 1, "t": 1, "z": 2, "»": 2, "?": 2, ">": 2, "a": 2, "£": 4, "s": 5, "§": 5,
    "$": 5, "b": 6, "ó": 6, "&": 8, "g": 9, "q": 9,
}  # fmt: skip
_LIKE_COST = 0.4
_SHORT_COST = 1.0  # a short token that is no word of its own may be any number
_WORD_COST = 2.2
_OTHER_DIGITS_COST = 1.6
_NO_NUMBER_COST = 2.6
_WASTED_NUMBER_COST = 1.6  # a clear number that is not the one of its row
_LOOSE_NUMBER_COST = 0.8  # the same for a number before a small letter, which may be a figure of the text
_LONGEST_NUMBER = 2  # characters
_USUAL_ROW_LINES = 8
_LONG_ROW_COST = 0.25  # a further line
_OFF_MIDDLE_COST = 0.5  # a line
_OFF_TOP_COST = 1.5
_GROUP = -1.5  # a short line with the next letter or Roman numeral before a capital
_LOST_GROUP_COST = 1.0  # a group's row whose label was not read
_MOST_GROUP_WORDS = 8
_RESTART_IN_GROUP_COST = 0.3
_RESTART_COST = 2.5  # without a group's row
_LONGEST_GROUP_NAME = 70

# What speaks for and against a row that begins on a line.
_RULED = -0.8
_AFTER_BLANK = -0.25
_SMALL = 0.7
_CAPITAL = -0.3
_BULLETED = 1.0
_DIGITS_FIRST = 0.3
_SHORT_LINE = 10  # letters: a row's first line seldom holds as few
_SHORT_COST_FIRST = 0.5
_WAITING = 0.6
_ENDED = -0.3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a printed line at `start:end`, or a bar."""

    start: int
    end: int
    text: str
    is_bar: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A printed line of a table's body, its words and bars; what stood above it: a ruling, a blank line."""

    line: Line
    tokens: tuple[Token, ...]
    is_ruled: bool
    after_blank: bool

    def pieces(self, skip: int = 0) -> list[list[Token]]:
        """Return the words between bars, those before `skip` left out."""
        out: list[list[Token]] = [[]]
        for token in self.tokens[skip:]:
            if token.is_bar:
                out.append([])
            else:
                out[-1].append(token)
        return [piece for piece in out if piece]


@dataclass(frozen=True, slots=True)
class CutRow:
    """The strips `start:end` of one row; `at` is the strip with its number, a group row's label is `group`."""

    start: int
    end: int
    number: str = ""
    at: int | None = None
    group: str = ""


def strips_of(lines: Sequence[Line]) -> list[Strip]:
    """Return the lines of a table's body that hold words; specks and rulings only leave their trace."""
    strips: list[Strip] = []
    is_ruled = after_blank = False
    for line in lines:
        if line.is_blank:
            after_blank = True
            continue
        tokens = _tokens(line.text)
        specks = len(line.text.split()) - sum(not token.is_bar for token in tokens)
        words = sum(len(bare(token.text)) > 1 for token in tokens)
        if _FILE_NAME.match(line.text):
            continue
        if specks > words or not any(
            len(bare(token.text)) > 1 or token.text.isdigit() for token in tokens if not token.is_bar
        ):
            is_ruled = True
            continue
        strips.append(Strip(line, tuple(tokens), is_ruled, after_blank))
        is_ruled = after_blank = False
    return strips


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        printed = match.group()
        if "|" in printed or printed.strip("_~—") in ("[", "]", "{", "}"):
            found.append(Token(match.start(), match.end(), "|", is_bar=True))
            continue
        left = len(printed) - len(printed.lstrip(_EDGES))
        inner = printed.strip(_EDGES)
        if found and len(inner) == 1 and inner.isalpha() and inner.lower() not in _LETTER_WORDS:
            if inner in "Il" and not (found[-1].is_bar or fold(found[-1].text) in ("quy", "muc", "phan", "ky", "dot")):
                found.append(Token(match.start(), match.end(), "|", is_bar=True))
            if inner not in "IVX" or found[-1].is_bar:
                continue
        if inner == "y" and not _MEDICAL.match(fold(text), match.end()):
            continue
        if inner and (not _SPECK.match(inner) or inner in _KEPT or not found):
            found.append(Token(match.start() + left, match.start() + left + len(inner), inner))
    while found and (found[-1].is_bar or _SPECK.match(found[-1].text)) and found[-1].text != "-":
        found.pop()
    return found


def cut_rows(strips: Sequence[Strip]) -> list[CutRow]:
    """Return the rows of the strips, the cheapest way to share them out."""
    dotted = sum(_DOTTED.match(strip.line.text) is not None for strip in strips) > 1
    ways = [_Search(strips, top=top, dotted=each).best() for top in (False, True) for each in {False, dotted}]
    return list(min(ways, key=lambda way: way[0])[1])


@dataclass(frozen=True, slots=True)
class _State:
    """How far a search has come: the last number, the last group's place in its sequence and how groups count."""

    number: int = 0
    group: int = 0
    kind: str = ""


_Way = tuple[float, tuple[CutRow, ...]]


class _Search:
    """Dynamic programming over the strips of a table."""

    def __init__(self, strips: Sequence[Strip], *, top: bool, dotted: bool) -> None:
        self.strips = strips
        self.top = top
        self.dotted = dotted
        self._known: dict[tuple[int, int, int], float | None] = {}
        self.borders = [_border(strips, at) for at in range(len(strips))]
        self.clear = [_clarity(strip) for strip in strips]

    def best(self) -> _Way:
        count = len(self.strips)
        table: list[dict[_State, _Way]] = [{} for _ in range(count + 1)]
        table[0][_State()] = (0.0, ())
        for at in range(count):
            # A dozen states is far more than the numbers leave open at one line.
            for state, (cost, rows) in sorted(table[at].items(), key=lambda item: item[1][0])[:12]:
                for more, new, row in self._steps(at, state, is_under_group=bool(rows and rows[-1].group)):
                    total = cost + more + (min(0.0, self.borders[at]) if row.group else self.borders[at])
                    known = table[row.end].get(new)
                    if known is None or total < known[0]:
                        table[row.end][new] = (total, (*rows, row))
        return min(table[count].values(), key=lambda way: way[0], default=(float("inf"), ()))

    def _steps(self, at: int, state: _State, *, is_under_group: bool) -> list[tuple[float, _State, CutRow]]:
        steps = list(self._groups(at, state, may_be_lost=at > 0 and not is_under_group))
        numbers = [state.number + 1]
        if state.number and at and not self.dotted:
            numbers.append(1)
        for end in range(at + 1, min(at + _MOST_ROW_LINES, len(self.strips)) + 1):
            for number in numbers:
                cost, where = self._row_cost(at, end, number, state.group)
                if number == 1 and state.number:
                    cost += _RESTART_COST
                label = f"{state.group}.{number}" if self.dotted and state.group else str(number)
                steps.append((cost, _State(number, state.group, state.kind), CutRow(at, end, label, where)))
        return steps

    def _number_cost(self, at: int, number: int, group: int) -> float | None:
        key = (at, number, group)
        if key not in self._known:
            self._known[key] = _number_cost(self.strips[at], number, group)
        return self._known[key]

    def _row_cost(self, start: int, end: int, number: int, group: int) -> tuple[float, int | None]:
        clear = {n: self.clear[n] for n in range(start, end) if self.clear[n]}
        all_wasted = sum(clear.values())
        best: tuple[float, int | None] = (_NO_NUMBER_COST + all_wasted, None)
        for n in range(start, end):
            cost = self._number_cost(n, number, group if self.dotted else 0)
            if cost is None:
                continue
            if self.top:
                off = _OFF_TOP_COST * (n - start)
            else:
                off = _OFF_MIDDLE_COST * max(0.0, abs(n - (start + end - 1) / 2) - 0.5)
            wasted = all_wasted - clear.get(n, 0.0)
            if cost + off + wasted < best[0]:
                best = (cost + off + wasted, n)
        return best[0] + _LONG_ROW_COST * max(0, end - start - _USUAL_ROW_LINES), best[1]

    def _groups(self, at: int, state: _State, *, may_be_lost: bool) -> Iterator[tuple[float, _State, CutRow]]:
        """Yield the ways to read a line as the row that heads a group: its numbers go on or begin anew."""
        strip = self.strips[at]
        pieces = strip.pieces()
        words = [token.text for piece in pieces for token in piece]
        if len(pieces) > 2 or len(words) < 2 or len(strip.line.text) > _LONGEST_GROUP_NAME or waits(strip.line.text):
            return
        expected = state.group + 1
        label = words[0].strip(".)")
        if self.dotted:
            if label == str(expected) and words[1][:1].isupper() and not starts_time(words[1]):
                yield _GROUP, _State(0, expected), CutRow(at, at + 1, group=str(expected), at=at)
            return
        kind, cost = _group_kind(words, expected, state.kind)
        if kind and (may_be_lost or cost < 0):
            name = ROMANS.get(expected, "") if kind == "roman" else chr(ord("A") + expected - 1)
            row = CutRow(at, at + 1, group=name, at=at)
            yield cost, _State(state.number, expected, kind), row
            if state.number:
                yield cost + _RESTART_IN_GROUP_COST, _State(0, expected, kind), row


def _group_kind(words: Sequence[str], expected: int, kind: str) -> tuple[str, float]:
    """Return how a group's label counts ("roman", "letter", or "" when a line heads none), and what that costs."""
    label = bare(words[0])
    is_name = words[1][:1].isupper() and not starts_time(words[1])
    is_roman = re.fullmatch(r"[IVX1l]{2,4}", words[0].strip(".)")) is not None
    if words[0][:1].isupper() and len(label) <= 3 and (is_name or is_roman):
        roman, letter = ROMANS.get(expected, "-").lower(), chr(ord("a") + expected - 1)
        if kind != "letter" and (label == roman or (expected < 4 and re.fullmatch(r"[il1t]+", label))):
            return "roman", _GROUP
        # "B |" may have come back as a word, "Bộ |".
        if kind != "roman" and (label == letter or (kind and label[:1] == letter)):
            return "letter", _GROUP
    is_short = len(words) <= _MOST_GROUP_WORDS and not any(c.isdigit() for word in words for c in word)
    return (kind, _LOST_GROUP_COST) if kind and is_short else ("", 0.0)


def _border(strips: Sequence[Strip], at: int) -> float:
    """Return what speaks against a row that begins on a line."""
    strip = strips[at]
    if at == 0:
        return 0.0
    cost = (_RULED if strip.is_ruled else 0.0) + (_AFTER_BLANK if strip.after_blank else 0.0)
    skip = 1 if _clarity(strip) else 0
    for piece in strip.pieces(skip):
        first = next((token.text for token in piece if len(bare(token.text)) > 1 or token.text in _LETTER_WORDS), "")
        if first[:1].islower():
            cost += 0.0 if is_scrap(first) else _SMALL
        elif first[:1].isdigit():
            cost += _DIGITS_FIRST
        elif first[:1].isupper():
            cost += _CAPITAL
    if sum(len(token.text) for token in strip.tokens) < _SHORT_LINE:
        cost += _SHORT_COST_FIRST
    if strip.line.text.startswith(("- ", "+ ")):
        cost += _BULLETED
    for piece in strips[at - 1].pieces():
        text = " ".join(token.text for token in piece)
        if waits(text):
            cost += _WAITING
        elif text.endswith((".", ";")):
            cost += _ENDED
    return cost


def _clarity(strip: Strip) -> float:
    """Return what it costs to take a line's first word for no number of a row: most before a bar, a code, a capital."""
    words = [token for token in strip.tokens if not token.is_bar]
    first = words[0].text.rstrip(".)")
    if _DOTTED.match(strip.line.text):
        return _WASTED_NUMBER_COST
    behind = words[1].text if len(words) > 1 else ""
    barred = any(token.is_bar for token in strip.tokens[:2])
    if not re.fullmatch(r"[1-9]\d?", first) or len(strip.tokens) < 2:
        is_damaged = barred and len(first) <= _LONGEST_NUMBER and behind[:1].isupper()
        return _LOOSE_NUMBER_COST if is_damaged else 0.0
    if barred or (behind[:1].isupper() and not is_time_word(behind)) or re.match(r"\d+\.\d", behind):
        return _WASTED_NUMBER_COST
    return 0.0 if is_time_word(behind) else _LOOSE_NUMBER_COST


def _number_cost(strip: Strip, number: int, group: int) -> float | None:
    """Return what it costs to read a line's first word as the number of its row, None when it cannot be one."""
    words = [token for token in strip.tokens[:2] if not token.is_bar]
    if not words:
        return None
    printed = words[0].text.strip(".,:;)(")
    wanted = f"{group}.{number}" if group else str(number)
    barred = len(strip.tokens) > 1 and strip.tokens[1].is_bar and strip.tokens[0] is words[0]
    if printed == wanted:
        return -0.3 if barred else 0.0
    if group and printed == f"{group}{number}":
        return 0.1
    if printed.isdigit():
        return _OTHER_DIGITS_COST if len(printed) <= len(wanted) else None
    plain = printed.lower()
    if len(plain) > 3 or (len(plain) == 3 and not (group or barred)):
        return None
    if not plain or (_LIKE.get(plain) == number and printed != "I"):
        return _LIKE_COST - (0.2 if barred else 0.0)
    if len(plain) <= 2 and (barred or not plain.isalpha() or is_scrap(plain)):
        return _SHORT_COST
    return _SHORT_COST + 0.4 if barred else (_WORD_COST if len(plain) <= 2 else None)
