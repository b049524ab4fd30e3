"""The outline of a paper: which printed label opens which part, and the path of every part.

A label counts when it follows its elder sibling or opens a new level, so "2023." at the start of a wrapped line opens
nothing, and "II." after "II." is a damaged "III.".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.capitals import is_capital
from extractors.folding import fold
from extractors.labels import labelled
from extractors.marks import (
    BULLETS,
    LETTERS,
    LIKE_A,
    LONGEST_BARE_HEADING,
    RANK,
    ROMANS,
    Mark,
    Style,
    is_bare_heading,
    is_roman_heading,
    marks_of,
    scrap_of,
    torn_label,
)
from extractors.mending import joined, part_lost_bullets, part_lost_siblings
from extractors.nodes import Node
from extractors.passages import Line, goes_on, is_full, join
from extractors.tables import Table
from extractors.unit_headings import begins_with_duty, is_unit_heading

# How many siblings may be missing between two labels (lost in a fold, skipped by the author) before a label is doubted.
WIDEST_GAP = 3
SECOND = 2
SHORTEST_SET_OFF = 10  # characters; shorter lines in capitals are words of a stamp or a letterhead
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
# A name that waits for its field: "Sở" / "Xây dựng".
_OPEN_NAME = re.compile(
    r"(?:\b(?:so|phong|ban|cuc|vu|chi cuc|bo|khoa|vien|truong|trung tam|cong ty|va|cac|cua)|[,;-])$"
)
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
        elif (
            self._last is not None
            and self._open[-1].lines
            and self._goes_on(self._last, line)
            and not _is_labelled(line)
        ):
            self._open[-1].lines[-1].append(line)
        else:
            if _is_labelled(line):
                self._close_listed_parts()
            self._open[-1].lines.append([line])
        self._last = line

    def _close_listed_parts(self) -> None:
        """Close the bullets of a list when a labelled line follows the last of them: it is said of the whole heading.

        A bullet alone, or one whose elders have labelled lines of their own, keeps the line.
        """
        bullet = next((node for node in self._open if node.is_bullet), None)
        if bullet is None or bullet.parent is None or bullet.parent.mark is None:
            return
        elders = [node for node in bullet.parent.children if node.is_bullet and node is not bullet]
        if not elders or any(
            _is_labelled(lines[0]) for elder in elders for node in elder.walk() for lines in node.lines
        ):
            return
        if any(labelled(text) for elder in [*elders, bullet] for text in elder.paragraphs()[:1]):
            return
        while self._open[-1] is not bullet.parent:
            self._open.pop()

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether an unmarked line continues the open paragraph; a criterion's heading ends where its unit begins."""
        if not goes_on(last, line, self._width):
            return False
        heading = self._open[-1].lines[-1]
        if _heads_duty(self._open[-1], line):
            return False
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
        names_part = self._open[-1].style == "part" and len(self._open[-1].lines) == 1  # "Phần II" / "NHIỆM VỤ"
        if (
            not candidates
            and not names_part
            and self._has_romans
            and (is_bare_heading(line.text) or self._is_set_off(line))
        ):
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

    def _is_set_off(self, line: Line) -> bool:
        """Whether the layout tells a heading in capitals whose label is lost, in a paper that counts its sections."""
        is_new = line.kind == "heading" and self._last is not None and line.block != self._last.block
        is_long_enough = SHORTEST_SET_OFF <= len(line.text) < LONGEST_BARE_HEADING
        return is_new and is_long_enough and is_capital(line.text) and self._elder_of("roman") is not None

    def _continues(self, line: Line, candidates: Sequence[Mark]) -> bool:
        """Whether a line that looks labelled is a sentence going on: "ngày" / "12. …", "Tài chính" / "- Kế toán"."""
        if self._last is None:
            return False
        before = fold(self._last.text)
        if candidates[0].style in BULLETS:
            behind = fold(line.text[candidates[0].length :])
            return _DASH_INSIDE.search(before) is not None and _BEHIND_DASH.match(behind) is not None
        before_number = _BEFORE.get(candidates[0].style)
        if before_number is None or not before_number.search(before):
            return False
        names_rule = before.endswith("quy") and not self._last.text.lower().endswith("quý")  # "theo quy" / "định"
        return not names_rule and is_full(self._last, line, self._width)

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
        self._open_missed_heading(mark)
        self._close_for(mark)
        mark = self._corrected(mark)
        node = Node(mark, self._open[-1], [[line]])
        self._open[-1].children.append(node)
        self._open.append(node)

    def _open_missed_heading(self, mark: Mark) -> None:
        """Open the section whose label was not read, when items begin again: "2. …", "GI. Nhiệm vụ", "1. …"."""
        restarts = mark.style == "arabic" and mark.numbers == (1,) and self._elder(mark) is not None
        node = self._open[-1]
        if not (restarts and self._has_romans and len(node.lines) > 1):
            return
        lines = node.lines[-1]
        scrap = scrap_of(lines[0].text)
        if scrap is None or sum(len(line.text) for line in lines) > LONGEST_BARE_HEADING * 2:
            return
        del node.lines[-1]
        heading = Mark("roman", 0, "", scrap, damaged=True)
        self._close_for(heading)
        section = Node(self._corrected(heading), self._open[-1], [lines])
        self._open[-1].children.append(section)
        self._open.append(section)

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
        # "+ Vòng sơ khảo:" holds the "*" lines below it whatever the marks usually stand for.
        if mark.style in BULLETS and self._open[-1].is_bullet and join(self._open[-1].lines[-1]).text.endswith(":"):
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
        nodes = [node for node in self._open[-1].children if node.style == mark.style and node.mark]
        elder = nodes[-1].mark if nodes else None
        if mark.style == "roman" and len(nodes) == 1 and elder and elder.ordinal == mark.ordinal == SECOND:
            # Of two sections "II." at the head the first has gained a stroke.
            nodes[0].mark = replace(elder, ordinal=1, label="I")
            return mark
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


def _heads_duty(node: Node, line: Line) -> bool:
    """Whether a unit's heading ends where a line begins with a duty's verb: "5. Mặt trận …" / "Tuyên truyền …"."""
    if len(node.lines) > 1 or node.mark is None or not (line.text[0].isupper() and begins_with_duty(line.text)):
        return False
    heading = join(node.lines[0]).cut(node.mark.length).text
    return is_unit_heading(heading) and not _OPEN_NAME.search(fold(heading))


def _is_labelled(line: Line) -> bool:
    """Whether a line without a mark is a labelled line of its own: "Thời gian tiến hành: Quý II"."""
    if not line.text[0].isupper():
        return False
    whole = labelled(join([line]))
    return whole is not None and whole[0] in ("time", "lead", "coordinate", "perform", "units")


def outline(lines: Sequence[Line], width: float) -> Node:
    """Return the tree of parts of running lines."""
    builder = OutlineBuilder(width, has_romans=any(is_roman_heading(line.text) for line in lines))
    for line in lines:
        builder.add(line)
    for node in builder.root.walk():
        node.tables = joined(node.tables)
    part_lost_siblings(builder.root)
    part_lost_bullets(builder.root)
    return builder.root
