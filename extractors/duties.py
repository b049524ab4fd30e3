"""Duties, unit by unit: what stands under "1. Phòng Nội vụ:" is that unit's work, what has its own time is a task."""

import re
from collections.abc import Callable, Iterator, Sequence

from extractors.drafts import Desk, Draft
from extractors.findings import Findings
from extractors.folding import fold
from extractors.labels import parts
from extractors.node_parts import is_label_line, say_work
from extractors.nodes import Node
from extractors.passage import Found
from extractors.passages import Joined
from extractors.sections import is_closing, without_closing
from extractors.titles import first_sentence, titled
from extractors.unit_headings import begins_with_unit, duty_verb, is_unit_heading, split_heading, unit_of
from extractors.values import Unit

Leads = list[Found[Unit]]

_GIVEN = re.compile(r"\b(?:co trach nhiem|chiu trach nhiem|chu tri|phu trach)\b|^\W*(?:giao|phan cong)\b")


class DutyFinder:
    """Finds the tasks of sections that give duties to units; `content` finds those of headings that list work."""

    def __init__(self, desk: Desk, content: Callable[[Node, Leads], Iterator[Draft]]) -> None:
        self._desk = desk
        self._content = content

    def section(self, section: Node) -> Iterator[Draft]:
        """Yield the tasks of a section that gives duties to units."""
        yield from self._desk.rows(section)
        for paragraph in section.paragraphs()[1:]:
            yield from self._stray_duty(section, paragraph)
        for child in section.children:
            yield from self.unit(child, section, [])

    def unit(self, node: Node, section: Node, outer: Leads) -> Iterator[Draft]:
        """Yield the task of one unit's heading, and those of its duties that have a partner or a time of their own."""
        if not node.is_bullet and say_work([child for child in node.children if is_label_line(child)]):
            yield from self._content(node, outer)
            return
        paragraphs = node.paragraphs()
        if not paragraphs:
            return
        draft = self._headed(node, paragraphs)
        stray = self._rest(paragraphs[1:], draft.findings)
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

    def _headed(self, node: Node, paragraphs: Sequence[Joined]) -> Draft:
        """Return the task of a heading: a unit's, with the duty behind its colon, or that of a whole sentence."""
        heading, run_on = split_heading(paragraphs[0])
        below = [text for text in paragraphs[1:] if not is_closing(text.text) and not self._begins_with_unit(text)]
        if is_unit_heading(heading.text) and (run_on or node.children or below):
            draft = Draft(self._desk.path(node), titled(heading))
            draft.findings.add(self._desk.reader.read(unit_of(heading), "unit"))
            if run_on:
                draft.findings.add(self._desk.reader.read(run_on))
            return draft
        draft = Draft(self._desk.path(node), titled(first_sentence(paragraphs[0])))
        draft.findings = self._desk.read(parts(paragraphs[0]))
        draft.drop_time(draft.findings)
        return draft

    def _rest(self, paragraphs: Sequence[Joined], findings: Findings) -> list[Joined]:
        """Read the paragraphs under a heading; return those that give duties to units of their own."""
        stray: list[Joined] = []
        for paragraph in paragraphs:
            if is_closing(paragraph.text):
                stray += [rest] if (rest := without_closing(paragraph)) else []
                continue
            if self._begins_with_unit(paragraph):
                stray.append(paragraph)
            else:
                findings.add(self._desk.read(parts(paragraph)))
        return stray

    def _further(self, node: Node, section: Node, heading: Draft, leads: Leads, stray: list[Joined]) -> Iterator[Draft]:
        """Yield the tasks a duty makes of its own; what it adds besides goes to its heading's task."""
        paragraphs = node.paragraphs()
        if not paragraphs:
            return
        name, _ = split_heading(paragraphs[0])
        if node.children and is_unit_heading(name.text) and duty_verb(name.text) is None:
            yield from self.unit(node, section, [])
            return
        findings = self._desk.read(parts(paragraphs[0]))
        stray += self._rest(paragraphs[1:], findings)
        below: list[Draft] = []
        for child in node.children:
            own = Draft("", paragraphs[0])
            below += self._further(child, section, own, leads, stray)
            findings.add(own.findings)
        if findings.deadlines or findings.partners():
            draft = self._desk.draft(node)
            draft.drop_time(findings)
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
        found = self._desk.reader.read(paragraph)
        if not found.deadlines and not _GIVEN.search(fold(paragraph.text)):
            return False
        return any(unit.span.start <= paragraph.offsets[0] + len("Giao các ") for unit in found.leads())

    def _stray_duty(self, section: Node, paragraph: Joined) -> Iterator[Draft]:
        given = without_closing(paragraph) if is_closing(paragraph.text) else paragraph
        if given is None:
            return
        paragraph = given
        findings = self._desk.read(parts(paragraph))
        if findings.units or findings.deadlines:
            draft = Draft(self._desk.path(section), titled(first_sentence(paragraph)), findings)
            draft.drop_time(findings)
            yield draft
