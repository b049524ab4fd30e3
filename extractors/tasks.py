"""Which parts of a paper are tasks, and which passages belong to each.

A task is a unit of work that names a time, a responsible unit or a criterion: a heading with labelled lines, a table
row, a bullet or an article that says so in prose, a unit's heading among the duties.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.drafts import Desk, Draft
from extractors.duties import DutyFinder
from extractors.findings import Findings, TaskReader
from extractors.folding import fold
from extractors.node_parts import (
    has_own_labels,
    has_work_lines,
    is_label_line,
    own_parts,
    repeat_labels,
    say_work,
    subtree_parts,
)
from extractors.nodes import Node
from extractors.passage import Found
from extractors.sections import Section, is_closing, section_of
from extractors.titles import in_force
from extractors.unit_headings import is_unit_heading, split_heading, unit_of
from extractors.values import Unit

_FIGURE = re.compile(r"[:=(]\s*\d[\d.]*\s+(?:nguoi|phieu|ho|to chuc|doanh nghiep|mau|luot|dai bieu|can bo)\b")


class TaskFinder:
    """Walks an outline and finds its tasks."""

    def __init__(self, reader: TaskReader, prefix: str = "") -> None:
        self._desk = Desk(reader, prefix)
        self._duties = DutyFinder(self._desk, self._content)

    def find(self, root: Node) -> list[Draft]:
        """Return the tasks of an outline in the order of the text."""
        drafts = list(self._desk.rows(root))
        tops = [child for child in root.children]
        framed = [top for top in tops if top.style == "part"]
        for top in tops:
            if top in framed and any(section_of(text.text) == "duties" for text in top.paragraphs()[:1]):
                drafts += self._duties.section(top)
            elif top in framed and any(child.style in ("roman", "article", "arabic") for child in top.children):
                for child in top.children:
                    drafts += self._section(child)
            else:
                drafts += self._section(top)
        drafts = [draft for draft in drafts if draft.title.text]
        return sorted(drafts, key=lambda draft: draft.start)

    def _section(self, node: Node) -> Iterator[Draft]:
        section = self._purpose_of(node)
        if section == "purpose" and not has_work_lines(node):
            return
        if section == "duties":
            yield from self._duties.section(node)
        elif section == "funding":
            yield from (draft for draft in self._content(node, []) if _is_work_of_funding(draft))
        elif node.style == "article" or node.is_bullet:
            yield from self._content(node, [])
        else:
            yield from self._content(node, [], top=not self._is_given_to(node))

    def _is_given_to(self, node: Node) -> bool:
        """Whether a heading outside the duties names the unit that the work under it is given to."""
        paragraphs = node.paragraphs()
        if not paragraphs or node.tables or has_work_lines(node):
            return False
        heading, run_on = split_heading(paragraphs[0])
        return is_unit_heading(heading.text) and bool(run_on or node.children or len(paragraphs) > 1)

    def _named_by_heading(self, node: Node) -> list[Found[Unit]]:
        """Return the unit a heading names: "2. Văn phòng xã" over a duty with "thời gian hoàn thành: …"."""
        heading = node.paragraphs()[0] if node.paragraphs() else None
        if heading is None or not is_unit_heading(heading.text):
            return []
        return self._desk.reader.read(unit_of(heading), "unit").leads()

    def _purpose_of(self, node: Node) -> Section:
        paragraphs = node.paragraphs()
        if not paragraphs or len(paragraphs[0]) > (80 if node.style == "article" else 200):
            return "content"
        return section_of(paragraphs[0].text)

    # ---- work listed under headings -------------------------------------------------------------------------------

    def _content(self, node: Node, leads: list[Found[Unit]], *, top: bool = False) -> Iterator[Draft]:
        """Yield the tasks of a heading that lists work."""
        section = "content" if top else self._purpose_of(node)
        if section == "purpose" and not has_work_lines(node):
            return
        if section == "duties" and node.children and not has_work_lines(node):
            yield from self._duties.section(node)
            return
        if not top and self._is_given_to(node):
            yield from self._duties.unit(node, node.parent or node, [])
            return
        yield from self._desk.rows(node)
        lines = [child for child in node.children if is_label_line(child)]
        others = [child for child in node.children if not is_label_line(child)]
        nested = [child for child in others if child.is_bullet and has_work_lines(child)]
        if repeat_labels(lines) and any(child.is_bullet for child in others):
            yield from self._groups(node)
        elif (
            has_own_labels(node)
            or say_work(lines)
            or (len(nested) == 1 and not has_own_labels(nested[0]) and all(child.is_bullet for child in others))
        ):
            yield from self._labelled_task(node, lines, others, leads)
        else:
            yield from self._unlabelled(node, others, leads, top=top)

    def _labelled_task(
        self, node: Node, lines: Sequence[Node], others: Sequence[Node], leads: list[Found[Unit]]
    ) -> Iterator[Draft]:
        """Yield the task of a heading with labelled lines, and those of its numbered parts with lines of their own."""
        own = [child for child in others if not child.is_bullet and has_work_lines(child)]
        draft = self._desk.draft(node)
        draft.findings.add(self._desk.read(own_parts(node)))
        for child in node.children:
            if child not in own:
                draft.findings.add(self._desk.read(subtree_parts(child)))
        if not draft.findings.leads() and not _labels(draft):
            draft.findings.units[:0] = self._named_by_heading(node) or leads
        yield draft
        for child in own:
            yield from self._content(child, leads)

    def _groups(self, node: Node) -> Iterator[Draft]:
        """Yield one task for each bullet that is followed by labelled lines of its own."""
        draft: Draft | None = None
        in_lines = True
        heading = [child for child in node.children if not child.is_bullet and not is_label_line(child)]
        for child in node.children:
            if child in heading:
                yield from self._content(child, [])
                continue
            is_line = is_label_line(child)
            if not is_line and in_lines:
                if draft:
                    yield draft
                draft = self._desk.draft(child)
            in_lines = is_line
            if draft:
                draft.findings.add(self._desk.read(subtree_parts(child)))
        if draft:
            yield draft

    def _unlabelled(
        self, node: Node, others: Sequence[Node], leads: list[Found[Unit]], *, top: bool
    ) -> Iterator[Draft]:
        """Yield the tasks of a heading without labelled lines: its parts, its bullets, or itself, as the prose says."""
        own = Findings()
        opening = Findings()
        for at, (label, part) in enumerate(own_parts(node)):
            part = in_force(part)
            found = self._desk.reader.read(part, label)
            if top and at == 0 and not _is_sentence(part.text):
                continue
            if is_closing(part.text):
                continue
            own.add(found)
            if part.text.rstrip().endswith(":"):
                opening.add(found)
        below = opening.leads() or leads
        drafts: list[Draft] = []
        rest: list[Node] = []
        for child in others:
            if child.is_bullet and not has_work_lines(child):
                bullet = self._bullet(child)
                if bullet:
                    drafts.append(bullet)
                else:
                    rest.append(child)
            else:
                drafts += self._content(child, below)
        if (
            own.name_work
            and not _is_figure(node, own)
            and not (opening.leads() and drafts)
            and not (top and not own.units and not own.deadlines)
        ):
            draft = self._desk.draft(node)
            draft.drop_time(own)
            draft.findings.add(own)
            for child in rest:
                draft.findings.add(self._desk.read(subtree_parts(child)))
            yield draft
        elif leads and not drafts and not top and not node.is_bullet:
            draft = self._desk.draft(node)
            draft.findings.units += leads
            yield draft
        yield from drafts

    def _bullet(self, node: Node) -> Draft | None:
        """Return the task of a bullet whose sentence names a time, a unit or a criterion, or None."""
        findings = self._desk.read(subtree_parts(node))
        if not findings.name_work or _is_figure(node, findings):
            return None
        draft = self._desk.draft(node)
        draft.findings = findings
        draft.drop_time(findings)
        return draft


def _is_figure(node: Node, findings: Findings) -> bool:
    """Whether a line only counts a part of a sample: "a) Xã vùng cao: 2.880 người (32 xã x 90 người)"."""
    given = any(found.rule != "units.subject" for found in findings.units)
    if given or findings.deadlines or findings.criteria:
        return False
    return any(_FIGURE.search(fold(paragraph.text)) for paragraph in node.paragraphs()[:1])


def _labels(draft: Draft) -> bool:
    return any(found.rule == "units.label" for found in draft.findings.units)


def _is_given(draft: Draft) -> bool:
    return any(found.rule in ("units.lead", "units.assigned", "units.label") for found in draft.findings.units)


def _is_work_of_funding(draft: Draft) -> bool:
    """Whether a paragraph about money gives work: to a unit, with partners, or with a last day."""
    found = draft.findings
    return bool(found.partners()) or _is_given(draft) or any(due.value.kind == "by" for due in found.deadlines)


def _is_sentence(text: str) -> bool:
    return len(text) > 60 and not text.isupper()
