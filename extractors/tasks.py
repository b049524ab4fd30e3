"""Which parts of a paper are tasks, and which passages belong to each.

A task is a unit of work that names a time, a responsible unit or a criterion: a heading with labelled lines, a table
row, a bullet or an article that says so in prose, a unit's heading among the duties.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.findings import Findings, TaskReader
from extractors.folding import fold
from extractors.labels import parts
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
from extractors.passages import Joined
from extractors.rows import cell_parts, row_outline, row_title
from extractors.sections import Section, is_closing, section_of
from extractors.table_rows import Row
from extractors.titles import first_sentence, in_force, titled, without_time
from extractors.unit_headings import begins_with_unit, duty_verb, is_unit_heading, split_heading, unit_of
from extractors.values import Unit

_FIGURE = re.compile(r"[:=(]\s*\d[\d.]*\s+(?:nguoi|phieu|ho|to chuc|doanh nghiep|mau|luot|dai bieu|can bo)\b")
_GIVEN = re.compile(r"\b(?:co trach nhiem|chiu trach nhiem|chu tri|phu trach)\b|^\W*(?:giao|phan cong)\b")


@dataclass(slots=True)
class Draft:
    """A task in the making: its place, its title and what was found for it."""

    path: str
    title: Joined
    findings: Findings = field(default_factory=Findings)
    is_counted: bool = False  # the last number of the path was told by the rows around

    @property
    def start(self) -> int:
        """Return where the task begins in the paper's text."""
        return self.title.offsets[0]


class TaskFinder:
    """Walks an outline and finds its tasks."""

    def __init__(self, reader: TaskReader, prefix: str = "") -> None:
        self._reader = reader
        self._prefix = prefix

    def find(self, root: Node) -> list[Draft]:
        """Return the tasks of an outline in the order of the text."""
        drafts = list(self._tables(root, root))
        tops = [child for child in root.children]
        framed = [top for top in tops if top.style == "part"]
        for top in tops:
            if top in framed and any(child.style in ("roman", "article", "arabic") for child in top.children):
                for child in top.children:
                    drafts += self._section(child)
            else:
                drafts += self._section(top)
        drafts = [draft for draft in drafts if draft.title.text]
        return sorted(drafts, key=lambda draft: draft.start)

    def _section(self, node: Node) -> Iterator[Draft]:
        section = self._purpose_of(node)
        if section == "purpose":
            return
        if section == "duties":
            yield from self._duties(node)
        elif section == "funding":
            yield from (draft for draft in self._content(node, []) if draft.findings.partners() or _is_given(draft))
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

    def _purpose_of(self, node: Node) -> Section:
        paragraphs = node.paragraphs()
        if not paragraphs or len(paragraphs[0]) > (80 if node.style == "article" else 200):
            return "content"
        return section_of(paragraphs[0].text)

    # ---- work listed under headings -------------------------------------------------------------------------------

    def _content(self, node: Node, leads: list[Found[Unit]], *, top: bool = False) -> Iterator[Draft]:
        """Yield the tasks of a heading that lists work."""
        section = "content" if top else self._purpose_of(node)
        if section == "purpose":
            return
        if section == "duties" and node.children and not has_work_lines(node):
            yield from self._duties(node)
            return
        if not top and self._is_given_to(node):
            yield from self._duty(node, node.parent or node, [])
            return
        yield from self._tables(node, node)
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
        draft = self._draft(node)
        for label, part in own_parts(node):
            draft.findings.add(self._reader.read(part, label))
        for child in node.children:
            if child not in own:
                for label, part in subtree_parts(child):
                    draft.findings.add(self._reader.read(part, label))
        if not draft.findings.leads() and not _labels(draft):
            draft.findings.units[:0] = leads
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
                draft = self._draft(child)
            in_lines = is_line
            if draft:
                for label, part in subtree_parts(child):
                    draft.findings.add(self._reader.read(part, label))
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
            found = self._reader.read(part, label)
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
            draft = self._draft(node)
            draft.title = without_time(draft.title, own)
            draft.findings.add(own)
            for child in rest:
                for label, part in subtree_parts(child):
                    draft.findings.add(self._reader.read(part, label))
            yield draft
        elif leads and not drafts and not top and not node.is_bullet:
            draft = self._draft(node)
            draft.findings.units += leads
            yield draft
        yield from drafts

    def _bullet(self, node: Node) -> Draft | None:
        """Return the task of a bullet whose sentence names a time, a unit or a criterion, or None."""
        findings = Findings()
        for label, part in subtree_parts(node):
            findings.add(self._reader.read(part, label))
        if not findings.name_work or _is_figure(node, findings):
            return None
        draft = self._draft(node)
        draft.findings = findings
        draft.title = without_time(draft.title, findings)
        return draft

    # ---- duties, unit by unit -------------------------------------------------------------------------------------

    def _duties(self, section: Node) -> Iterator[Draft]:
        """Yield the tasks of a section that gives duties to units."""
        yield from self._tables(section, section)
        for paragraph in section.paragraphs()[1:]:
            yield from self._stray_duty(section, paragraph)
        for child in section.children:
            yield from self._duty(child, section, [])

    def _duty(self, node: Node, section: Node, outer: list[Found[Unit]]) -> Iterator[Draft]:
        """Yield the task of one unit's heading, and those of its duties that have a partner or a time of their own."""
        if not node.is_bullet and say_work([child for child in node.children if is_label_line(child)]):
            yield from self._content(node, outer)
            return
        paragraphs = node.paragraphs()
        if not paragraphs:
            return
        heading, run_on = split_heading(paragraphs[0])
        below = [text for text in paragraphs[1:] if not is_closing(text.text) and not self._begins_with_unit(text)]
        is_unit = is_unit_heading(heading.text) and bool(run_on or node.children or below)
        draft = Draft(self._path(node), titled(heading if is_unit else first_sentence(paragraphs[0])))
        own_time = Findings()
        stray: list[Joined] = []
        if is_unit:
            draft.findings.add(self._reader.read(unit_of(heading), "unit"))
            if run_on:
                draft.findings.add(self._reader.read(run_on))
        else:
            for label, part in parts(paragraphs[0]):
                own_time.add(self._reader.read(part, label))
            draft.findings.add(own_time)
            draft.title = without_time(draft.title, own_time)
        for paragraph in paragraphs[1:]:
            if is_closing(paragraph.text):
                continue
            if self._begins_with_unit(paragraph):
                stray.append(paragraph)
                continue
            for label, part in parts(paragraph):
                draft.findings.add(self._reader.read(part, label))
        leads = draft.findings.leads() or outer
        further: list[Draft] = []
        for child in node.children:
            further += self._further(child, section, draft, leads, stray)
        if draft.findings.name_work and not is_closing(paragraphs[0].text, is_item=True):
            if not draft.findings.leads() and outer:
                draft.findings.units[:0] = outer
            yield draft
        yield from further
        for paragraph in stray:
            yield from self._stray_duty(section, paragraph)

    def _further(
        self, node: Node, section: Node, heading: Draft, leads: list[Found[Unit]], stray: list[Joined]
    ) -> Iterator[Draft]:
        """Yield the tasks a duty makes of its own; what it adds besides goes to its heading's task."""
        paragraphs = node.paragraphs()
        if not paragraphs:
            return
        split = split_heading(paragraphs[0])
        if node.children and is_unit_heading(split[0].text) and duty_verb(split[0].text) is None:
            yield from self._duty(node, section, [])
            return
        findings = Findings()
        for label, part in parts(paragraphs[0]):
            findings.add(self._reader.read(part, label))
        for paragraph in paragraphs[1:]:
            if is_closing(paragraph.text):
                continue
            if self._begins_with_unit(paragraph):
                stray.append(paragraph)
                continue
            for label, part in parts(paragraph):
                findings.add(self._reader.read(part, label))
        below: list[Draft] = []
        for child in node.children:
            own = Draft("", paragraphs[0])
            below += self._further(child, section, own, leads, stray)
            findings.add(own.findings)
        if findings.deadlines or findings.partners():
            draft = self._draft(node)
            draft.title = without_time(draft.title, findings)
            draft.findings = findings
            if not findings.leads():
                findings.units[:0] = leads
            yield draft
        else:
            findings.units.clear()
            heading.findings.add(findings)
        yield from below

    def _begins_with_unit(self, paragraph: Joined) -> bool:
        """Whether an unnumbered paragraph gives a duty to a unit of its own: "Văn phòng xã có trách nhiệm …"."""
        if not begins_with_unit(paragraph.text):
            return False
        found = self._reader.read(paragraph)
        if not found.deadlines and not _GIVEN.search(fold(paragraph.text)):
            return False
        return any(unit.span.start <= paragraph.offsets[0] + len("Giao các ") for unit in found.leads())

    def _stray_duty(self, section: Node, paragraph: Joined) -> Iterator[Draft]:
        if is_closing(paragraph.text):
            return
        findings = Findings()
        for label, part in parts(paragraph):
            findings.add(self._reader.read(part, label))
        if findings.units or findings.deadlines:
            title = without_time(titled(first_sentence(paragraph)), findings)
            yield Draft(self._path(section), title, findings)

    # ---- tables ---------------------------------------------------------------------------------------------------

    def _tables(self, node: Node, place: Node) -> Iterator[Draft]:
        for table in node.tables:
            for row in table.rows():
                yield self._row(row, place)

    def _row(self, row: Row, place: Node) -> Draft:
        above = self._path(place)
        content = row_outline(row)
        title = row_title(content, row)
        draft = Draft(".".join(part for part in (above, row.label) if part), title, is_counted=row.is_counted)
        for node in content.walk():
            for number, paragraph in enumerate(node.paragraphs()):
                first = node is content and number == 0
                for label, part in parts(paragraph):
                    draft.findings.add(self._reader.read(part, label or ("title" if first else None)))
        criterion = row.criterion()
        if criterion:
            draft.findings.add(self._reader.read(criterion, "criterion"))
        for label, cell in row.cells:
            if label == "criterion":
                continue
            for part in cell_parts(cell.lines):
                draft.findings.add(self._reader.read(part, label))
        return draft

    # ---- shared ---------------------------------------------------------------------------------------------------

    def _draft(self, node: Node) -> Draft:
        paragraphs = node.paragraphs()
        if not paragraphs:
            return Draft(self._path(node), Joined("", ()))
        heading = next(iter(parts(paragraphs[0])))[1]
        return Draft(self._path(node), titled(first_sentence(in_force(heading))))

    def _path(self, node: Node) -> str:
        path = node.path()
        return ".".join(part for part in (self._prefix, path) if part)


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


def _is_sentence(text: str) -> bool:
    return len(text) > 60 and not text.isupper()
