"""A part of a paper: its label, its own paragraphs, its tables and the parts inside it, and its path."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.marks import BULLETS, Mark, Style
from extractors.passages import Joined, Line, join
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
