"""The outline of a paper: which printed label opens which part, and the path of every part.

A label counts when it follows its elder sibling or opens a new level, so "2023." at the start of a wrapped line opens
nothing, and "II." after "II." is a damaged "III.".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.labels import labelled
from extractors.marks import (
    BULLETS,
    LETTERS,
    LIKE_A,
    RANK,
    ROMANS,
    Mark,
    Style,
    is_bare_heading,
    is_roman_heading,
    marks_of,
    torn_label,
)
from extractors.passage import Label
from extractors.passages import Joined, Line, goes_on, is_full, join
from extractors.tables import Table


@dataclass(slots=True)
class Node:
    """A part of the paper: its label, its own paragraphs (the first is its heading) and the parts inside it."""

    mark: Mark | None
    parent: "Node | None" = None
    lines: list[list[Line]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def style(self) -> Style:
        """Return the style of the label, "root" for the whole."""
        return self.mark.style if self.mark else "root"

    @property
    def is_bullet(self) -> bool:
        """Whether the part is opened by a dash, plus, star or dot."""
        return self.style in BULLETS

    def paragraphs(self) -> list[Joined]:
        """Return the part's own paragraphs joined, the heading first and without its label."""
        joined = [join(lines) for lines in self.lines]
        if joined and self.mark:
            joined[0] = joined[0].cut(self.mark.length)
        return [paragraph for paragraph in joined if paragraph.text]

    def printed(self) -> list[Joined]:
        """Return the part's own paragraphs joined, labels and bullet marks as they are printed."""
        return [paragraph for paragraph in map(join, self.lines) if paragraph.text]

    def path(self) -> str:
        """Return the printed labels from the top down, "II.2.a"; bullets count among their heading's bullets."""
        labels: list[str] = []
        for node in self._line_of_ancestors():
            assert node.mark is not None
            if node.is_bullet:
                labels.append(str(node.position()))
                continue
            label = node.mark.label
            if node.style == "part" and labels == [] and not label.startswith("Phụ lục"):
                continue  # "Phần I", "Chương II" only frame the outline inside them
            labels.append(_undoubled(label, node))
        return ".".join(labels)

    def position(self) -> int:
        """Return the 1-based place of a bullet among the bullets of its heading."""
        assert self.parent is not None
        return 1 + sum(1 for sibling in _before(self.parent.children, self) if sibling.is_bullet)

    def walk(self) -> Iterator["Node"]:
        """Yield the part and all parts inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _line_of_ancestors(self) -> list["Node"]:
        line: list[Node] = []
        node: Node | None = self
        while node is not None and node.mark is not None:
            line.append(node)
            node = node.parent
        return line[::-1]


def _before(children: Sequence[Node], node: Node) -> Iterator[Node]:
    for child in children:
        if child is node:
            return
        yield child


def _undoubled(label: str, node: Node) -> str:
    """Return "1" for "2.1" inside 2, and for "2.1" inside II; other labels as they are."""
    assert node.mark is not None
    numbers, parent = node.mark.numbers, node.parent
    if len(numbers) < 2 or parent is None or parent.mark is None:
        return label
    if parent.mark.numbers and numbers[: len(parent.mark.numbers)] == parent.mark.numbers:
        return ".".join(map(str, numbers[len(parent.mark.numbers) :]))
    if parent.style in ("roman", "article") and numbers[0] == parent.mark.ordinal:
        return ".".join(map(str, numbers[1:]))
    return label


# How many siblings may be missing between two labels (lost in a fold, skipped by the author) before a label is doubted.
WIDEST_GAP = 3
# After these words a label at the start of the next line belongs to the sentence ("tháng" / "12. Đơn vị …").
_BEFORE: dict[Style, re.Pattern[str]] = {
    "arabic": re.compile(
        r"\b(?:ngay|thang|(?<!chi )so|dieu|(?<!tai )khoan|(?<!danh )muc|quy|tu|den|hoac|tieu chi|phu luc)$"
    ),
    "paren": re.compile(r"\b(?:(?<!chi )so|dieu|(?<!tai )khoan|(?<!danh )muc)$"),
    "letter": re.compile(r"\b(?:(?<!dia )(?<!cham )diem|(?<!tai )khoan)$"),
    "roman": re.compile(r"\b(?:quy|phu luc|chuong|phan|muc|loai|hang|cap|bac)$"),
}
_CRITERION_HEADING = re.compile(r"\W*(?:[a-z0-9][.)]\s*)?(?:cac\s+)?tieu chi(?:\s+thanh phan)?\s+\d{1,2}(?:\.\d{1,2})+")
_GIVEN_TO = re.compile(
    r"(?:giao|cong chuc|can bo|bo phan|phong|so|van phong|ubnd|uy ban|trung tam|ban|cac (?:phong|co quan|don vi|"
    r"cong chuc|bo phan|so)|don vi|co quan|to)\b"
)
_DASH_INSIDE = re.compile(
    r"\b(?:tai chinh|van phong|tu phap|van hoa|kinh te|dia chinh|lao dong|thuong binh|khoa hoc|quoc phong|giao duc|"
    r"thuong mai|y te|hanh chinh|nong nghiep|noi vu|thong tin|thong ke|xay dung|\d)$"
)


_BEHIND_DASH = re.compile(
    r"(?:ke hoach|ke toan|thong ke|ho tich|xa hoi|the thao|truyen thong|xay dung|tai nguyen|moi truong|thuong binh|"
    r"dao tao|cong nghe|ha tang|do thi|an ninh|nong nghiep|du lich|thuong mai|dich vu|thu ky|quoc phong|van hoa|\d)"
)


class OutlineBuilder:
    """Grows the tree of parts line by line."""

    def __init__(self, width: float, *, has_romans: bool) -> None:
        self.root = Node(None)
        self._has_romans = has_romans
        self._open: list[Node] = [self.root]
        self._width = width
        self._tables: dict[int, Table] = {}
        self._last: Line | None = None
        self._in_table = False

    def add(self, line: Line) -> None:
        """Put a line where it belongs: a new part, a new paragraph of the open part, or the paragraph going on."""
        if line.cell is not None:
            self._add_cell(line)
            return
        self._in_table = False
        mark = self._mark(line)
        if mark is not None:
            self._push(mark, line)
        elif self._last is not None and self._open[-1].lines and self._goes_on(self._last, line):
            self._open[-1].lines[-1].append(line)
        else:
            self._open[-1].lines.append([line])
        self._last = line

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether an unmarked line continues the open paragraph; a criterion's heading ends where its unit begins."""
        if not goes_on(last, line, self._width):
            return False
        heading = self._open[-1].lines[-1]
        if last.text[-1] == "," or not _CRITERION_HEADING.match(fold(heading[0].text)):
            return True
        text = " ".join(each.text for each in heading)
        is_quote_open = text.count("“") > text.count("”")
        return is_quote_open or not (line.text[0].isupper() and _GIVEN_TO.match(fold(line.text)))

    def _add_cell(self, line: Line) -> None:
        assert line.cell is not None
        table = self._tables.get(line.cell.table)
        if table is None:
            table = self._tables[line.cell.table] = Table(line.cell.table, follows=self._in_table)
            while self.top.is_bullet:
                self._open.pop()
            self.top.tables.append(table)
        table.add(line)
        self._last = None
        self._in_table = True

    def close_to(self, rank: int) -> None:
        """Close every open part of `rank` and below."""
        while len(self._open) > 1 and RANK[self._open[-1].style] >= rank:
            self._open.pop()

    @property
    def top(self) -> Node:
        """Return the part that lines are added to."""
        return self._open[-1]

    def _mark(self, line: Line) -> Mark | None:
        candidates = marks_of(line.text)
        if not candidates and self._has_romans and is_bare_heading(line.text):
            return Mark("roman", 0, "", 0, damaged=True)
        if candidates and self._continues(line, candidates):
            return None
        fitting = [mark for mark in candidates if self._fits(mark, line)]
        if not any(mark.style in ("roman", "capital", "arabic", "part") for mark in fitting):
            scrap = torn_label(line.text) if self._has_romans else None
            if scrap is not None:
                return Mark("roman", 0, "", scrap, damaged=True)
        if not fitting:
            return None
        return min(fitting, key=lambda mark: self._strangeness(mark, line))

    def _continues(self, line: Line, candidates: Sequence[Mark]) -> bool:
        """Whether a line that looks labelled is a sentence going on: "ngày" / "12. …", "Tài chính" / "- Kế toán"."""
        if self._last is None:
            return False
        before = fold(self._last.text)
        if candidates[0].style in BULLETS:
            behind = fold(line.text[candidates[0].length :])
            return _DASH_INSIDE.search(before) is not None and _BEHIND_DASH.match(behind) is not None
        before_number = _BEFORE.get(candidates[0].style)
        return (
            before_number is not None and bool(before_number.search(before)) and is_full(self._last, line, self._width)
        )

    def _fits(self, mark: Mark, line: Line) -> bool:
        if mark.style in BULLETS or mark.style in ("part", "article"):
            return True
        elder = self._elder(mark)
        if mark.style == "capital" and mark.ordinal > 1 and elder is None:
            return False
        if mark.style == "arabic" and len(mark.numbers) > 1:
            return self._fits_tree(mark, elder)
        if mark.style == "letter" and elder is None and mark.label in LIKE_A:
            return True
        if mark.style == "letter" and mark.damaged:
            expected = elder.mark.ordinal + 1 if elder and elder.mark else 1
            return mark.ordinal == expected or (mark.label == "d" and LETTERS[expected - 1 : expected] == "đ")
        if mark.style == "roman" and mark.damaged and not self._has_romans:
            return False
        if mark.style == "roman" and mark.ordinal == 0 and not is_capital(line.text[mark.length :]):
            return False
        if mark.style == "roman" and elder and elder.mark and is_capital(line.text[mark.length :]):
            return mark.damaged or mark.ordinal >= elder.mark.ordinal  # a heading in capitals is the next section
        if mark.damaged:
            return mark.ordinal in (0, elder.mark.ordinal + 1 if elder and elder.mark else 1)
        if mark.ordinal == 1 or elder is None or elder.mark is None:
            return mark.ordinal <= 1 + WIDEST_GAP + (mark.style == "letter") * 2
        return 0 <= mark.ordinal - elder.mark.ordinal <= 1 + WIDEST_GAP

    def _fits_tree(self, mark: Mark, elder: Node | None) -> bool:
        """Whether "1.2" stands in 1, follows 1.1, or repeats the number of its roman part."""
        if elder is not None and elder.mark is not None and len(elder.mark.numbers) == len(mark.numbers):
            gap = mark.numbers[-1] - elder.mark.numbers[-1]
            if elder.mark.numbers[:-1] == mark.numbers[:-1] and 0 < gap <= 1 + WIDEST_GAP:
                return True
        for node in self._open:
            if node.mark is None:
                continue
            if node.mark.numbers == mark.numbers[:-1] or (
                node.style == "roman" and len(mark.numbers) == 2 and node.mark.ordinal == mark.numbers[0]
            ):
                return mark.numbers[-1] <= 1 + WIDEST_GAP
        return len(mark.numbers) == 2 and mark.numbers[-1] == 1 and elder is None

    def _strangeness(self, mark: Mark, line: Line) -> tuple[int, int]:
        """Rank readings of one label: the one that comes next in its sequence first, damage last."""
        elder = self._elder(mark)
        expected = elder.mark.ordinal + 1 if elder and elder.mark else 1
        heading = line.text[mark.length :].isupper()
        unlikely = mark.style == "roman" and not heading and elder is None and self._elder_of("arabic") is not None
        return (abs(mark.ordinal - expected) + 2 * mark.damaged * (not heading) + 3 * unlikely, RANK[mark.style])

    def _elder(self, mark: Mark) -> Node | None:
        if mark.style == "arabic" and len(mark.numbers) > 1:
            same = [
                n for n in self._open if n.mark and len(n.mark.numbers) == len(mark.numbers) and n.style == "arabic"
            ]
            return same[-1] if same else None
        same = [n for n in self._open if n.style == mark.style and n.mark and len(n.mark.numbers) <= 1]
        return same[-1] if same else self._lost_elder(mark)

    def _elder_of(self, style: Style) -> Node | None:
        return next((node for node in reversed(self._open) if node.style == style), None)

    def _lost_elder(self, mark: Mark) -> Node | None:
        """Return the last closed sibling that a label may follow: "III." after "II." has been closed by an article."""
        if mark.style != "roman":
            return None
        return next((node for node in reversed(self.root.children) if node.style == "roman"), None)

    def _push(self, mark: Mark, line: Line) -> None:
        self._close_for(mark)
        mark = self._corrected(mark)
        node = Node(mark, self._open[-1], [[line]])
        self._open[-1].children.append(node)
        self._open.append(node)

    def _close_for(self, mark: Mark) -> None:
        if mark.style == "arabic" and len(mark.numbers) > 1:
            self._close_for_tree(mark)
            return
        same = next((n for n in self._open if n.style == mark.style and n.mark and len(n.mark.numbers) <= 1), None)
        if same is not None:
            while self._open[-1] is not same:
                self._open.pop()
            self._open.pop()
            return
        # A first "a)" under "1)" stays inside it although letters usually stand above bracketed numbers.
        rank = RANK[mark.style]
        if mark.style == "letter" and mark.ordinal == 1 and self._open[-1].style == "paren":
            return
        if mark.style == "arabic" and mark.ordinal == 1 and self._open[-1].style == "letter":
            return
        self.close_to(rank)

    def _close_for_tree(self, mark: Mark) -> None:
        while len(self._open) > 1:
            top = self._open[-1].mark
            assert top is not None
            if RANK[top.style] < RANK["arabic"]:
                return
            if top.style == "arabic" and len(top.numbers) < len(mark.numbers):
                return
            self._open.pop()

    def _corrected(self, mark: Mark) -> Mark:
        """Return the label as its sequence shows it: "II." after "II." has lost a stroke and is "III."."""
        siblings = [node.mark for node in self._open[-1].children if node.style == mark.style and node.mark]
        elder = siblings[-1] if siblings else None
        if mark.style == "roman" and elder and (mark.damaged or mark.ordinal <= elder.ordinal):
            number = max(elder.ordinal + 1, mark.ordinal)
            return Mark("roman", number, ROMANS.get(number, mark.label), mark.length)
        if mark.style == "roman" and mark.ordinal == 0:
            return Mark("roman", 1, "I", mark.length)
        if mark.style == "letter" and elder is None and mark.label in LIKE_A:
            return Mark("letter", 1, "a", mark.length)
        if mark.style == "letter" and fold(mark.label) == "d" and elder:
            # A stroke comes and goes in scans: "d)" follows "c)", "đ)" follows "d)".
            letter = {"c": "d", "d": "đ"}.get(elder.label, mark.label)
            return Mark("letter", LETTERS.index(letter) + 1, letter, mark.length)
        return mark


def outline(lines: Sequence[Line], width: float) -> Node:
    """Return the tree of parts of running lines."""
    builder = OutlineBuilder(width, has_romans=any(is_roman_heading(line.text) for line in lines))
    for line in lines:
        builder.add(line)
    for node in builder.root.walk():
        node.tables = _joined(node.tables)
    _part_lost_siblings(builder.root)
    _part_lost_bullets(builder.root)
    return builder.root


def _joined(tables: list[Table]) -> list[Table]:
    """Return tables with those joined that are one table's pages."""
    out: list[Table] = []
    for table in tables:
        if out and out[-1].takes(table):
            out[-1].append(table)
        else:
            out.append(table)
    return out


def _part_lost_bullets(node: Node) -> None:
    """Give a bullet back to a paragraph that the layout sets apart between two bullets: its dash was not read."""
    at = 0
    while at < len(node.children):
        child = node.children[at]
        _part_lost_bullets(child)
        following = node.children[at + 1] if at + 1 < len(node.children) else None
        if (
            child.is_bullet
            and not child.children
            and len(child.lines) > 1
            and following
            and following.style == child.style
        ):
            lost = child.lines[1:]
            if all(lines[0].block is not None and lines[0].text[0].isupper() for lines in lost):
                assert child.mark is not None
                bare = Mark(child.mark.style, 0, child.mark.label, 0)
                node.children[at + 1 : at + 1] = [Node(bare, node, [lines]) for lines in lost]
                del child.lines[1:]
                at += len(lost)
        at += 1


def _part_lost_siblings(node: Node) -> None:
    """Give back items whose label was lost: a new paragraph among labelled lines, with the same lines again behind it.

    "b. …", "- Thời gian: …", "- Chủ trì: …", then a bare paragraph, "- Thời gian: …": the paragraph was "c. …".
    """
    at = 0
    while at < len(node.children):
        child = node.children[at]
        sibling = None if child.is_bullet or not child.mark else _lost_sibling(child)
        if sibling is not None:
            node.children.insert(at + 1, sibling)
        else:
            _part_lost_siblings(child)
        at += 1


def _lost_sibling(node: Node) -> Node | None:
    """Cut the lost item out of `node` and return it."""
    assert node.mark is not None
    seen: set[Label] = set()
    for at, child in enumerate(node.children):
        whole = labelled(child.paragraphs()[0]) if child.is_bullet and child.paragraphs() else None
        if whole:
            seen.add(whole[0])
        if not child.is_bullet or len(child.lines) < 2 or not seen:
            continue
        below = [*child.children, *node.children[at + 1 :]]
        behind = {found[0] for each in below if each.paragraphs() and (found := labelled(each.paragraphs()[0]))}
        if not seen & behind & {"time", "lead"}:
            continue
        label = _next_label(node.mark)
        if label is None:
            return None
        sibling = Node(label, node.parent, child.lines[1:], below)
        del child.lines[1:], child.children[:], node.children[at + 1 :]
        for moved in sibling.children:
            moved.parent = sibling
        return sibling
    return None


def _next_label(mark: Mark) -> Mark | None:
    """Return the label that follows, with no characters on the line; None for labels that are not counted."""
    number = mark.ordinal + 1
    if mark.style == "letter" and number <= len(LETTERS):
        return Mark("letter", number, LETTERS[number - 1], 0)
    if mark.style == "arabic":
        numbers = (*mark.numbers[:-1], number)
        return Mark("arabic", number, ".".join(map(str, numbers)), 0, numbers)
    return None
