"""What scans take out of an outline, given back by what stands around it: lost labels, lost dashes, parted tables."""

from extractors.labels import labelled
from extractors.marks import LETTERS, Mark
from extractors.nodes import Node
from extractors.passage import Label
from extractors.passages import join
from extractors.tables import Table
from extractors.unit_headings import is_unit_heading


def joined(tables: list[Table]) -> list[Table]:
    """Return tables with those joined that are one table's pages."""
    out: list[Table] = []
    for table in tables:
        if out and out[-1].takes(table):
            out[-1].append(table)
        else:
            out.append(table)
    return out


def part_lost_bullets(node: Node) -> None:
    """Give a bullet back to a paragraph that the layout sets apart between two bullets: its dash was not read."""
    at = 0
    while at < len(node.children):
        child = node.children[at]
        part_lost_bullets(child)
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


def part_lost_siblings(node: Node) -> None:
    """Give back items whose label was lost: a new paragraph among labelled lines, with the same lines again behind it.

    "b. …", "- Thời gian: …", "- Chủ trì: …", then a bare paragraph, "- Thời gian: …": the paragraph was "c. …".
    """
    at = 0
    while at < len(node.children):
        child = node.children[at]
        following = node.children[at + 1] if at + 1 < len(node.children) else None
        sibling = None if child.is_bullet or not child.mark else _lost_sibling(child) or _lost_unit(child, following)
        if sibling is not None:
            node.children.insert(at + 1, sibling)
        else:
            part_lost_siblings(child)
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


def _lost_unit(node: Node, following: Node | None) -> Node | None:
    """Cut out of "3." the unit's heading that "5." behind it shows to have been "4. Văn phòng xã"."""
    mark, after = node.mark, following.mark if following else None
    if mark is None or after is None or (mark.style, after.style) != ("arabic", "arabic"):
        return None
    if after.numbers[:-1] != mark.numbers[:-1] or after.ordinal != mark.ordinal + 2:
        return None
    tail = node
    while tail.children:
        tail = tail.children[-1]
    for at in range(1, len(tail.lines)):
        if tail.lines[at][0].block is not None and is_unit_heading(join(tail.lines[at]).text):
            sibling = Node(_next_label(mark), node.parent, tail.lines[at:])
            del tail.lines[at:]
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
