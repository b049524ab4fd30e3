"""Heads of tables that an engine read straight across, broken over lines and misread: which columns there are.

"Đơn vị chi | Hẹn giờ phối | Thời hạn" over "STT Nội dung công việc trì" heads number, content, lead, coordinate, time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from extractors.across_words import UNITS
from extractors.columns import WORK, Role
from extractors.folding import fold
from extractors.passages import Line

_MOST_LINES = 4
_FEWEST_ROLES = 3
_ALIKE_PERCENT = 82  # of a head's letters, blanks left out: "Mas@" is 86 like "Ma so", "Chitri" 91 like "Chu tri"
_LEAST_ALIKE_PERCENT = 45  # of each word's own
_LONGEST_HEAD_LINE = 110

# Words that tell a column, those that say it best first; a later one is not looked for inside an earlier one.
_WORDS: tuple[tuple[str, Role], ...] = (
    ("ten tieu chi", "name"), ("tieu chi thanh phan", "name"), ("noi dung cong viec", "content"),
    ("noi dung nhiem vu", "content"), ("noi dung", "content"), ("nhiem vu", "content"), ("viec phai lam", "content"),
    ("giai phap", "content"), ("cong viec", "content"), ("hoat dong", "content"), ("dau viec", "content"),
    ("thoi gian thuc hien", "time"), ("thoi gian hoan thanh", "time"), ("thoi gian", "time"), ("thoi han", "time"),
    ("tien do", "time"), ("hoan thanh", "time"), ("ma tieu chi", "criterion"), ("ma so", "criterion"),
    ("chu tri", "lead"), ("phu trach", "lead"), ("phoi hop", "coordinate"), ("nguoi thuc hien", "perform"),
    ("don vi thuc hien", "perform"), ("don vi thuc", "perform"), ("bo phan thuc hien", "perform"),
    ("to chuc thuc hien", "perform"), ("ket qua", "product"), ("san pham", "product"), ("yeu cau", "target"),
    ("chi tieu", "target"), ("muc tieu", "target"), ("tieu chi", "criterion"), ("ghi chu", "note"),
    ("diem", "note"), ("phoi", "coordinate"), ("tri", "lead"),
)  # fmt: skip
_ORDER: tuple[Role, ...] = (
    "number", "criterion", "name", "note", "target", "content", "product", "lead", "perform", "units", "coordinate",
    "time",
)  # fmt: skip
_NEAR_PERCENT = 60
_LONGEST_REST = 14  # letters
_NUMBER_AGAIN = re.compile(r"\W*(?:s?tt|sit|stt)\b")
_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_NUMBER = re.compile(r"\W*(?:s?tt|sit|sti|st[t1i]|so tt|tt|tr|tu)\b")
_FIRST_ROW = re.compile(r"\W*(?:1|A|I)(?:\s*[|.]|\s+[A-ZĐÀ-Ỹ]|_)")
_BODY = re.compile(r"\b(?:don vi|co quan|bo phan|nguoi|can bo)\b")
_MARK = re.compile(r"\s*(?:[-–+*•](?=\s*\w)|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,5}[.)])\s")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns a head announces, left to right, and the lines it stands on.

    `is_in_order` is whether one line holds them all; of those in two lines nobody knows which stands left.
    """

    roles: tuple[Role, ...]
    start: int
    end: int
    is_in_order: bool = True


def head_at(lines: Sequence[Line], at: int) -> Head | None:
    """Return the head whose first line is `at`, None when none begins there."""
    best: Head | None = None
    found: list[Sequence[tuple[int, Role]]] = []
    heads: list[str] = []
    has_number = is_barred = False
    told = 0
    for n in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[n]
        if line.cell is not None or len(line.text) > _LONGEST_HEAD_LINE or _MARK.match(line.text):
            break
        if n > at and _FIRST_ROW.match(line.text):
            break
        if line.is_blank:
            if not found:
                return None
            continue
        roles = roles_in(line.text)
        starts = _NUMBER.match(fold(line.text)) is not None
        if not roles and not starts:
            if n == at:
                return None
            continue
        has_number = has_number or starts
        is_barred = is_barred or "|" in line.text
        heads.append(fold(line.text))
        ordered = _with_body(_ordered([*found, roles]), heads)
        if best and len(ordered) + has_number == told:
            continue
        found.append(roles)
        if _is_head(ordered, has_number=has_number, barred=is_barred):
            best, told = (
                Head(("number", *ordered), at, n + 1, max(map(len, found)) == len(ordered)),
                len(ordered) + has_number,
            )
    return best


def _with_body(roles: list[Role], heads: Sequence[str]) -> list[Role]:
    """Return the roles with a column of units where a head names bodies and does not say what they do."""
    if UNITS & set(roles) or not any(_BODY.search(head) for head in heads):
        return roles
    place = next((n for n, role in enumerate(roles) if _ORDER.index(role) > _ORDER.index("perform")), len(roles))
    said = " ".join(heads)
    role: Role = "lead" if "co quan" in said and "thuc hien" not in said else "perform"
    return [*roles[:place], role, *roles[place:]]


def _is_head(roles: Sequence[Role], *, has_number: bool, barred: bool) -> bool:
    said = set(roles)
    if not said & WORK or len(said) < 2:
        return False
    return (len(said) >= _FEWEST_ROLES or has_number) and (has_number or barred)


@lru_cache(maxsize=2048)
def roles_in(text: str) -> tuple[tuple[int, Role], ...]:
    """Return the roles whose words a line holds, with their places."""
    words = [(match.start(), match.group()) for match in re.finditer(r"[^\s|_]+", fold(text))]
    taken: set[int] = set()
    found: list[tuple[int, Role]] = []
    for stock, role in _WORDS:
        count = len(stock.split())
        plain = stock.replace(" ", "")
        for size in (count, 1) if count == 2 else (count,):
            for first in range(len(words) - size + 1):
                span = range(first, first + size)
                if size == 0 or taken & set(span) or (role != "note" and any(role == other for _, other in found)):
                    continue
                printed = re.sub(r"\W", "", "".join(words[n][1] for n in span))
                if size < count and len(printed) < len(plain) - 1:
                    continue
                own = [words[n][1] for n in span]
                if size == count > 1 and any(
                    fuzz.ratio(one, other) < _LEAST_ALIKE_PERCENT for one, other in zip(own, stock.split(), strict=True)
                ):
                    continue
                if fuzz.ratio(printed, plain) >= (_ALIKE_PERCENT if count > 1 else 100):
                    taken |= set(span)
                    found.append((words[first][0], role))
    return tuple(sorted(found))


def _ordered(found: Sequence[Sequence[tuple[int, Role]]]) -> list[Role]:
    """Return the roles of all lines left to right: within a line as printed, between lines as tables have them."""
    lines = sorted(({role: None for _, role in line} for line in found), key=len, reverse=True)
    order: list[Role] = []
    for line in lines:
        behind = 0
        for role in line:
            if role in order:
                behind = max(behind, order.index(role) + 1)
                continue
            rank = _ORDER.index(role)
            place = next((n for n in range(behind, len(order)) if _ORDER.index(order[n]) > rank), len(order))
            order.insert(place, role)
            behind = place + 1
    return order


def without_heads(lines: Sequence[Line], head: Sequence[Line]) -> list[Line]:
    """Return the lines below a head with blank ones for what is left of it and for where it is printed again."""
    printed = [fold(line.text) for line in head if line.text]
    near = [max((fuzz.ratio(fold(line.text), each) for each in printed), default=0.0) for line in lines]
    again = [
        bool(line.text) and (near[at] >= _ALIKE_PERCENT or _is_head_line(line.text)) for at, line in enumerate(lines)
    ]
    out = set(_rest_of_head(lines, 0))
    for at in range(len(lines)):
        if not again[at]:
            continue
        out |= {at, *_rest_of_head(lines, at + 1)}
        above = [n for n in range(max(0, at - _MOST_LINES), at) if lines[n].text]
        # The upper lines of a broken head, and the number of the page above it.
        while above and (near[above[-1]] >= _NEAR_PERCENT or len(roles_in(lines[above[-1]].text)) > 1):
            out.add(above.pop())
        if above and _PAGE_NUMBER.fullmatch(lines[above[-1]].text):
            out.add(above[-1])
    return [replace(line, text="") if at in out else line for at, line in enumerate(lines)]


def _is_head_line(text: str) -> bool:
    """Whether a line says that much of a head: three columns, or "TT" and one."""
    return len(roles_in(text)) >= (1 if _NUMBER_AGAIN.match(fold(text)) else _FEWEST_ROLES)


def _rest_of_head(lines: Sequence[Line], at: int) -> Iterator[int]:
    """Yield the lines behind a head's that hold but a few small letters: "tri tham", "ung", "1 7"."""
    for n in range(at, min(at + _MOST_LINES - 1, len(lines))):
        text = lines[n].text
        if sum(c.isalnum() for c in text) > _LONGEST_REST or any(c.isupper() for c in text):
            return
        if any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
            return
        yield n
