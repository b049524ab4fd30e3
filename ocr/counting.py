"""How the labels of a page count - "a." "b." "c.", "1)" "2)", "1.1." "1.2." - and which of them are missing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from ocr.page import Word

LETTERS = "abcdđeghiklmnopqrstuvxy"  # as points are counted; some offices leave "đ" out
_LABEL = re.compile(r"(?P<parts>\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])(?P<mark>[.)])")

# What copies turn the first of each into; marks of tone that dirt puts over it do not count.
_ALIKE = (
    *("a8dgqo@", "cGgOoeC0", "b6hk", "đd", "eco", "g9qs", "h6b", "iltj1", "mn", "nhu", "kh"),
    *("1lIitTf7", "2Z5z7", "35s8", "4A", "5S2s3", "6b8G", "7T1", "8B36", "9gq"),
)
_PLAIN = str.maketrans({
    accented: plain
    for plain, several in {
        "a": "áàảãạăắằẳẵặâấầẩẫậäå",
        "A": "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÄÅ",
        "e": "éèẻẽẹêếềểễệë",
        "i": "íìỉĩịï",
        "o": "óòỏõọôốồổỗộơớờởỡợöø",
        "O": "ÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÖØ",
        "u": "úùủũụưứừửữựü",
        "d": "đ",
    }.items()
    for accented in several
})  # fmt: skip

Style = tuple[tuple[str, ...], bool, str]


@dataclass(frozen=True, slots=True)
class Head:
    """A line that begins with a label: which line, the label's parts ("1.3" is 1 and 3), its mark, where it begins."""

    line: int
    parts: tuple[str, ...]
    mark: str
    left: int

    @property
    def last(self) -> str:
        """The part that counts on."""
        return self.parts[-1]

    @property
    def style(self) -> Style:
        """What the labels of one count share: all parts but the last, whether that is a figure, the mark."""
        return self.parts[:-1], self.last.isdigit(), self.mark


@dataclass(frozen=True, slots=True)
class Missing:
    """A label that a count lacks: what it must be, among which lines it stands, where it begins.

    `told` by the label behind it, it may be what only looks like it; told by the one before alone, it must be seen as
    itself.
    """

    parts: tuple[str, ...]
    mark: str
    among: range
    left: int
    told: bool

    @property
    def text(self) -> str:
        """The label as printed."""
        return ".".join(self.parts) + self.mark

    def is_seen(self, parts: str) -> bool:
        """Return whether what was seen may be taken for this label."""
        return self.resembles(parts) if self.told else parts == ".".join(self.parts)

    def resembles(self, parts: str) -> bool:
        """Return whether copies turn this label into what was seen: "8" may be "a", "O" may be "c"."""
        seen, last = parts.split("."), self.parts[-1]
        if len(seen) != len(self.parts):
            return False
        plain = seen[-1].translate(_PLAIN)
        return last in (seen[-1], plain) or any(
            group[0] == last and len(plain) == 1 and plain in group[1:] for group in _ALIKE
        )


class Counts:
    """The counts of a page. `settled` are the lines whose labels begin a count, follow in it, or are followed."""

    def __init__(self, heads: Sequence[Head]) -> None:
        styles: dict[Style, list[Head]] = defaultdict(list)
        for head in heads:
            styles[head.style].append(head)
        self._counts = [_without_strangers(each) for each in styles.values()]
        self._counted = {head for count in self._counts for head in count}
        self.settled: Set[int] = {head.line for count in self._counts for head in _settled(count)}

    def has_place_for(self, head: Head) -> bool:
        """Return whether a label stands in a count, be it alone."""
        return head in self._counted

    def missing(self, end: int) -> Iterator[Missing]:
        """Yield what is missing on a page of `end` lines: "b." between "a." and "c.", "1." before "2.", "3." after."""
        for count in self._counts:
            others = self.settled - {head.line for head in count}
            for before, head in zip([None, *count], [*count, None], strict=True):
                start = max((line for line in others if head and line < head.line), default=-1) + 1
                yield from _lacking(before, head, start, end)


def head_of(index: int, line: Sequence[Word]) -> Head | None:
    """Return the label that a line begins with; None when it begins with something else."""
    found = _LABEL.fullmatch(line[0].text) if len(line) > 1 else None
    return Head(index, tuple(found["parts"].split(".")), found["mark"], line[0].box.left) if found else None


def _lacking(before: Head | None, head: Head | None, start: int, end: int) -> Iterator[Missing]:
    """Yield what is lacking between two labels that stand next to each other in a count, or at its ends.

    The first label of a count stands behind `start`, the line after the last label of another count.
    """
    among = range(before.line + 1 if before else 0, head.line if head else end)
    following = _following(before.last) if before else ()
    if head is not None:
        stem, first = head.parts[:-1], _first(head.last)
        if head.last in following and not (head.last == "e" and before and before.last == "d"):
            return
        between = [each for each in following if head.last in _following(each)]
        if between:
            yield Missing((*stem, between[0]), head.mark, among, head.left, told=True)
            return
        if head.last in _following(first):
            yield Missing((*stem, first), head.mark, range(max(among.start, start), among.stop), head.left, told=True)
    if before is not None and (head is None or head.last == _first(head.last)):
        for each in (*following[:1], _first(before.last)):
            yield Missing((*before.parts[:-1], each), before.mark, among, before.left, told=False)


def _without_strangers(count: Sequence[Head]) -> list[Head]:
    """Return the labels of a count without those that neither begin it, nor follow, nor are followed: misread ones."""
    kept: list[Head] = []
    for head, after in zip(count, [*(each.last for each in count[1:]), ""], strict=True):
        first, before = _first(head.last), kept[-1].last if kept else ""
        near = _following(before) if kept else ()
        follows = any(head.last == each or head.last in _following(each) for each in near)
        begins = head.last == first or head.last in _following(first) or not (kept or after in _following(first))
        lost_its_bar = head.last == before == "d"  # "đ" behind "d"
        if (begins or follows or after in _following(head.last)) and not lost_its_bar:
            kept.append(head)
    return kept


def _settled(count: Sequence[Head]) -> Iterator[Head]:
    for before, head, after in zip([None, *count], count, [*count[1:], None], strict=False):
        follows = before is not None and head.last in _following(before.last)
        is_followed = after is not None and after.last in _following(head.last)
        if head.last == _first(head.last) or follows or is_followed:
            yield head


def _first(last: str) -> str:
    return "1" if last.isdigit() else "a"


def _following(last: str) -> tuple[str, ...]:
    """Return what may follow a part of a label in its count: "đ" and "e" after "d"."""
    if last.isdigit():
        return (str(int(last) + 1),)
    at = LETTERS.find(last)
    return () if at < 0 else tuple(LETTERS[at + 1 : at + (3 if last == "d" else 2)])
