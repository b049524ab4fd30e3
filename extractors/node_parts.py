"""What a part of the outline says of itself: its parts with their labels, and which of its lines are labelled ones."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.labels import labelled, parts
from extractors.nodes import Node
from extractors.passage import Label
from extractors.passages import Joined

WORK_LABELS: frozenset[Label | None] = frozenset({"time", "lead", "coordinate", "perform", "units"})


def own_parts(node: Node) -> Iterator[tuple[Label | None, Joined]]:
    """Yield the parts of a node's own paragraphs; its heading is a title unless it is a whole sentence."""
    label: Label | None = None
    for number, paragraph in enumerate(node.paragraphs()):
        for label, part in parts(paragraph):
            if number == 0 and label is None and not node.is_bullet and node.style != "article":
                yield "title", part
            else:
                yield label, part


def subtree_parts(node: Node) -> Iterator[tuple[Label | None, Joined]]:
    """Yield all parts under a node; what stands under a labelled line without a label of its own has the line's."""
    paragraphs = node.paragraphs()
    inherited: Label | None = None
    for paragraph in paragraphs:
        whole = labelled(paragraph)
        if whole:
            inherited = whole[0]
            if not whole[1].text:
                continue
        for label, part in parts(paragraph):
            yield label or inherited, part
    for child in node.children:
        for label, part in subtree_parts(child):
            yield label or inherited, part


def is_label_line(node: Node) -> bool:
    """Whether a bullet or lettered line is a labelled line: "- Thời gian: …", "d) Đơn vị chủ trì: …"."""
    paragraphs = node.paragraphs()
    return bool(paragraphs) and labelled(paragraphs[0]) is not None


def say_work(lines: Iterable[Node]) -> bool:
    """Whether labelled lines say when or who."""
    for node in lines:
        whole = labelled(node.paragraphs()[0])
        if whole and whole[0] in WORK_LABELS:
            return True
    return False


def has_own_labels(node: Node) -> bool:
    """Whether a part's own paragraphs say when or who."""
    return any(label in WORK_LABELS for paragraph in node.paragraphs() for label, _ in parts(paragraph))


def has_work_lines(node: Node) -> bool:
    """Whether a part has labelled lines of its own, itself or at any depth."""
    return has_own_labels(node) or any(has_work_lines(child) for child in node.children)


def repeat_labels(lines: Sequence[Node]) -> bool:
    """Whether one label stands twice among the lines of a heading, so that it heads several tasks."""
    seen = [whole[0] for node in lines if (whole := labelled(node.paragraphs()[0])) and whole[0] in WORK_LABELS]
    return len(seen) > len(set(seen)) and len(set(seen)) > 0 and seen.count("time") > 1
