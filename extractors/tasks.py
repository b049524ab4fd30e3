"""Which parts of a paper are tasks, and which passages belong to each.

A task is a unit of work that names a time, a responsible unit or a criterion: a heading with labelled lines, a table row,
a bullet or an article that says so in prose, a unit's heading among the duties.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.findings import Findings, TaskReader
from extractors.folding import fold
from extractors.labels import labelled, parts
from extractors.outline import Node, outline
from extractors.passage import Found, Label
from extractors.passages import Joined, Line, join
from extractors.sections import Section, is_closing, section_of
from extractors.tables import Row
from extractors.values import Unit

WORK_LABELS: frozenset[Label | None] = frozenset({"time", "lead", "coordinate", "perform", "units"})
# "TP. Bình An" and "1.2. …" do not end a sentence; one that ends is followed by a capital.
_SENTENCE = re.compile(r"(?<![A-ZĐ])(?<!\d)(?<!TP)[.!?][”\"]?\s+(?=[A-ZĐÀ-Ỹ])")
_TITLE_END = re.compile(r"[\s.;:,/]+$")
_UNIT_START = re.compile(
    r"(?:(?:trach nhiem cua|doi voi|giao|phan cong|de nghi|yeu cau)\s+)?(?:cac\s+|nhung\s+)?(?:co quan|so(?! lieu|"
    r" luong| hoa| nguoi| diem)|phong(?!,? (?:chong|ngua|tranh))|"
    r"ban(?! hanh| giao| do| than| sac| chat| dau)|ubnd|uy ban|hdnd|hoi dong|van phong|vp|cong an|to(?= )(?! chuc|"
    r" trinh)|thanh vien|bo phan|cong chuc|can bo|vien chuc|"
    r"dai(?= (?:phat thanh|truyen thanh|truyen hinh|pt))|trung tam|truong(?! hop)|benh vien|tram|chi cuc|cuc|"
    r"chi nhanh|chu tich|pho chu tich|thu truong|giam doc|don vi|"
    r"doan(?= )|hoi(?= )(?! nghi| thao| thi| dap| hop)|lien doan|mttq|mat tran|ubmttq|vien(?= )|toa an|kho bac|"
    r"ngan hang|bao(?= )(?! cao| dam| gom| ve| ton| tri| mat)|cong ty|"
    r"tong cong ty|vnpt|viettel|vien thong|buu dien|doanh nghiep|to chuc(?= (?:doan the|chinh tri|hoi|xa hoi|"
    r"co lien quan|kinh te))|dang uy|huyen uy|thanh uy|tinh uy|tinh doan|"
    r"huyen doan|thuong truc|xa(?= )(?! hoi)|phuong(?! an| phap| tien| thuc| huong| cham)|thi tran|ap\b|thon\b|"
    r"khu pho|bch|ban chi huy|thanh tra|bao hiem|thue|"
    r"bo(?= )(?! tieu| chi so| sung| tri| may| nhiem| phieu| cau hoi| luat| du lieu)|nganh|lanh dao|nguoi dung dau|"
    r"dia phuong|bi thu|chanh|quy(?= (?:bao|dau|ho|phat))|ca nhan|tap the|"
    r"khoi(?= )(?! luong| phuc| dong)|tu phap|tai chinh|van hoa|noi vu|thong ke|dia chinh|ke toan|quan su|cac cap\b)\b"
)
_DUTY_VERB = re.compile(
    r"\b(?:chu tri|phoi hop|co trach nhiem|chiu trach nhiem|can cu|tham muu|huong dan|theo doi|don doc|tong hop|"
    r"xay dung|ban hanh|trien khai|to chuc thuc hien|"
    r"to chuc trien khai|thuc hien|tang cuong|day manh|chi dao|kiem tra|bao cao|ra soat|duoc giao|bo tri|dam bao|"
    r"bao dam|chu dong|hoan thanh|tuyen truyen|"
    r"van dong|can doi|cap nhat|cung cap|lap (?:du toan|ke hoach|danh sach)|phan anh|gui|tham gia|nghien cuu|"
    r"de xuat|dang tai|cong bo|cong khai|"
    r"tiep tuc|tiep nhan|giai quyet|xu ly|phan cong|chuan bi|cap phat|tham dinh|khan truong|niem yet|so hoa|nang cao)\b"
)
# Behind these words a verb names what a body is for ("Hội đồng thẩm định", "công chức được giao phụ trách").
_NAMING = re.compile(
    r"\b(?:to|doan|hoi dong|ban|bo phan|trung tam|to cong tac|to giup viec|co quan|phong|so|cong chuc|can bo|duoc|"
    r"phan cong|giao|phu trach|truc tiep|tiep nhan va|va)\s+$"
)
_SURVEY = re.compile(r"(?:doi tuong|so luong|co mau|tong so phieu|quy mo mau|thoi gian)\b")
_GIVEN = re.compile(r"\b(?:co trach nhiem|chiu trach nhiem|chu tri|phu trach)\b|^\W*(?:giao|phan cong)\b")
_FORCE = re.compile(r"\bco hieu luc\b")
# What may follow the time that closes a title, and the words that lead into it.
_TIME_CLOSES = re.compile(r"[*\s]*(?:[.;,)\]]|$)")
_RECURRENCE_CLOSES = re.compile(r"[*\s.)]*$")
_BEFORE_TIME = re.compile(
    r"[\s,;(*]+(?:(?:va\s+)?(?:phai\s+)?(?:hoan thanh|hoan tat|ket thuc|xong|bat dau|thuc hien|to chuc|dinh ky|vao|"
    r"truoc|trong|thoi gian|thoi han|han)\s*:?[\s*]*)*$"
)
_FIGURES = re.compile(r",?\s*\(?(?:bao gom|gom|trong do|cu the)(?:\s+nhu sau)?\s*:(?=.*\d)")
SHORTEST_TITLE = 12  # characters; a shorter rest would be no sentence
# Longer headings than this are sentences, however they begin.
LONGEST_UNIT_HEADING = 300


@dataclass(slots=True)
class Draft:
    """A task in the making: its place, its title and what was found for it; `scope` is all text that belongs to it."""

    path: str
    title: Joined
    findings: Findings = field(default_factory=Findings)

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
        if not paragraphs or node.tables or _has_work_lines(node):
            return False
        heading, run_on = _split_heading(paragraphs[0])
        return _is_unit_heading(heading.text) and bool(run_on or node.children or len(paragraphs) > 1)

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
        if section == "duties" and node.children and not _has_work_lines(node):
            yield from self._duties(node)
            return
        if not top and self._is_given_to(node):
            yield from self._duty(node, node.parent or node, [])
            return
        yield from self._tables(node, node)
        lines = [child for child in node.children if _is_label_line(child)]
        others = [child for child in node.children if not _is_label_line(child)]
        nested = [child for child in others if child.is_bullet and _has_work_lines(child)]
        if _repeats(lines) and any(child.is_bullet for child in others):
            yield from self._groups(node)
        elif _has_own_labels(node) or _works(lines) or (len(nested) == 1 and not any(child for child in others if not child.is_bullet)):
            yield from self._labelled_task(node, lines, others, leads)
        else:
            yield from self._unlabelled(node, others, leads, top=top)

    def _labelled_task(
        self, node: Node, lines: Sequence[Node], others: Sequence[Node], leads: list[Found[Unit]]
    ) -> Iterator[Draft]:
        """Yield the task of a heading with labelled lines, and those of its numbered parts that have lines of their own."""
        own = [child for child in others if not child.is_bullet and _has_work_lines(child)]
        draft = self._draft(node)
        for label, part in _own_parts(node):
            draft.findings.add(self._reader.read(part, label))
        for child in node.children:
            if child not in own:
                for label, part in _subtree_parts(child):
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
        heading = [child for child in node.children if not child.is_bullet and not _is_label_line(child)]
        for child in node.children:
            if child in heading:
                yield from self._content(child, [])
                continue
            is_line = _is_label_line(child)
            if not is_line and in_lines:
                if draft:
                    yield draft
                draft = self._draft(child)
            in_lines = is_line
            if draft:
                for label, part in _subtree_parts(child):
                    draft.findings.add(self._reader.read(part, label))
        if draft:
            yield draft

    def _unlabelled(
        self, node: Node, others: Sequence[Node], leads: list[Found[Unit]], *, top: bool
    ) -> Iterator[Draft]:
        """Yield the tasks of a heading without labelled lines: its parts, its bullets, or itself, as the prose says."""
        own = Findings()
        opening = Findings()
        for at, (label, part) in enumerate(_own_parts(node)):
            part = _in_force(part)
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
            if child.is_bullet and not _has_work_lines(child):
                bullet = self._bullet(child)
                if bullet:
                    drafts.append(bullet)
                else:
                    rest.append(child)
            else:
                drafts += self._content(child, below)
        if own.name_work and not (opening.leads() and drafts) and not (top and not own.units and not own.deadlines):
            draft = self._draft(node)
            draft.title = _without_time(draft.title, own)
            draft.findings.add(own)
            for child in rest:
                for label, part in _subtree_parts(child):
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
        for label, part in _subtree_parts(node):
            findings.add(self._reader.read(part, label))
        if not findings.name_work:
            return None
        draft = self._draft(node)
        draft.findings = findings
        draft.title = _without_time(draft.title, findings)
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
        if not node.is_bullet and _works([child for child in node.children if _is_label_line(child)]):
            yield from self._content(node, outer)
            return
        paragraphs = node.paragraphs()
        if not paragraphs:
            return
        heading, run_on = _split_heading(paragraphs[0])
        below = [text for text in paragraphs[1:] if not is_closing(text.text) and not self._begins_with_unit(text)]
        is_unit = _is_unit_heading(heading.text) and bool(run_on or node.children or below)
        draft = Draft(self._path(node), _title(heading if is_unit else _first_sentence(paragraphs[0])))
        own_time = Findings()
        stray: list[Joined] = []
        if is_unit:
            draft.findings.add(self._reader.read(heading, "unit"))
            if run_on:
                draft.findings.add(self._reader.read(run_on))
        else:
            for label, part in parts(paragraphs[0]):
                own_time.add(self._reader.read(part, label))
            draft.findings.add(own_time)
            draft.title = _without_time(draft.title, own_time)
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
        if draft.findings.name_work and not is_closing(paragraphs[0].text):
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
        split = _split_heading(paragraphs[0])
        if node.children and _is_unit_heading(split[0].text) and _duty_verb(split[0].text) is None:
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
            draft.title = _without_time(draft.title, findings)
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
        if not _UNIT_START.match(fold(paragraph.text)):
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
            title = _without_time(_title(_first_sentence(paragraph)), findings)
            yield Draft(self._path(section), title, findings)

    # ---- tables ---------------------------------------------------------------------------------------------------

    def _tables(self, node: Node, place: Node) -> Iterator[Draft]:
        for table in node.tables:
            for row in table.rows():
                yield self._row(row, place)

    def _row(self, row: Row, place: Node) -> Draft:
        above = self._path(place)
        content = row_outline(row)
        title = _row_title(content, row)
        draft = Draft(".".join(part for part in (above, row.label) if part), title)
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
            for part in _cell_parts(cell.lines):
                draft.findings.add(self._reader.read(part, label))
        return draft

    # ---- shared ---------------------------------------------------------------------------------------------------

    def _draft(self, node: Node) -> Draft:
        paragraphs = node.paragraphs()
        if not paragraphs:
            return Draft(self._path(node), Joined("", ()))
        heading = next(iter(parts(paragraphs[0])))[1]
        return Draft(self._path(node), _title(_first_sentence(_in_force(heading))))

    def _path(self, node: Node) -> str:
        path = node.path()
        return ".".join(part for part in (self._prefix, path) if part)


def row_outline(row: Row) -> Node:
    """Return a row's content cell as an outline of its bullets."""
    return outline([_free(line) for line in row.content], max((len(line.text) for line in row.content), default=1))


def _free(line: Line) -> Line:
    return Line(line.span, line.text, line.kind, line.block, line.page)


def _row_title(content: Node, row: Row) -> Joined:
    """Return a row's content as one title: the first bullet mark dropped, survey figures and times left out."""
    kept: list[Line] = []
    for node in content.walk():
        for number, lines in enumerate(node.lines):
            text = join(lines)
            bare = fold(text.text[node.mark.length :] if node.mark and number == 0 else text.text)
            if kept and _SURVEY.match(bare):
                return _title(_unmarked(join(kept)))
            kept += lines
    return _title(_unmarked(join(kept or row.content)))


def _unmarked(text: Joined) -> Joined:
    match = re.match(r"[-–—+*•●▪\s]+", text.text)
    return text.cut(match.end()) if match else text


def _cell_parts(lines: Sequence[Line]) -> Iterator[Joined]:
    """Yield a labelled cell whole, or bullet by bullet when it lists its units so."""
    printed = [_free(line) for line in lines if line.text]
    starts = [at for at, line in enumerate(printed) if re.match(r"[-–+•*]\s*[A-ZĐÀ-Ỹ]", line.text)]
    if not starts or starts[0] != 0:
        yield join(printed)
        return
    for start, end in zip(starts, [*starts[1:], len(printed)], strict=True):
        yield _unmarked(join(printed[start:end]))


def _own_parts(node: Node) -> Iterator[tuple[Label | None, Joined]]:
    """Yield the parts of a node's own paragraphs; its heading is a title unless it is a whole sentence."""
    label: Label | None = None
    for number, paragraph in enumerate(node.paragraphs()):
        for label, part in parts(paragraph):
            if number == 0 and label is None and not node.is_bullet and node.style != "article":
                yield "title", part
            else:
                yield label, part


def _subtree_parts(node: Node) -> Iterator[tuple[Label | None, Joined]]:
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
        for label, part in _subtree_parts(child):
            yield label or inherited, part


def _is_label_line(node: Node) -> bool:
    """Whether a bullet or lettered line is a labelled line: "- Thời gian: …", "d) Đơn vị chủ trì: …"."""
    paragraphs = node.paragraphs()
    return bool(paragraphs) and labelled(paragraphs[0]) is not None


def _works(lines: Iterable[Node]) -> bool:
    """Whether labelled lines say when or who."""
    for node in lines:
        whole = labelled(node.paragraphs()[0])
        if whole and whole[0] in WORK_LABELS:
            return True
    return False


def _has_own_labels(node: Node) -> bool:
    return any(label in WORK_LABELS for paragraph in node.paragraphs() for label, _ in parts(paragraph))


def _has_work_lines(node: Node) -> bool:
    """Whether a part has labelled lines of its own, itself or at any depth."""
    return _has_own_labels(node) or any(_has_work_lines(child) for child in node.children)


def _repeats(lines: Sequence[Node]) -> bool:
    """Whether one label stands twice among the lines of a heading, so that it heads several tasks."""
    seen = [whole[0] for node in lines if (whole := labelled(node.paragraphs()[0])) and whole[0] in WORK_LABELS]
    return len(seen) > len(set(seen)) and len(set(seen)) > 0 and seen.count("time") > 1


def _labels(draft: Draft) -> bool:
    return any(found.rule == "units.label" for found in draft.findings.units)


def _is_given(draft: Draft) -> bool:
    return any(found.rule in ("units.lead", "units.assigned", "units.label") for found in draft.findings.units)


def _is_sentence(text: str) -> bool:
    return len(text) > 60 and not text.isupper()


def _split_heading(paragraph: Joined) -> tuple[Joined, Joined | None]:
    """Return a unit's heading and the duty that runs on behind its colon: "2. Các cơ quan: Phòng A, Phòng B: căn cứ …"."""
    text = paragraph.text
    for colon in [match.start() for match in re.finditer(":", text)][::-1]:
        head = text[:colon]
        if len(head) <= LONGEST_UNIT_HEADING and _is_unit_heading(head) and _duty_verb(head) is None:
            rest = paragraph.cut(colon + 1)
            return paragraph.cut(0, colon), rest if rest.text else None
    return paragraph, None


def _is_unit_heading(text: str) -> bool:
    """Whether a heading is the name of units and no sentence: "Phòng Nội vụ huyện:", "Sở Nội vụ có trách nhiệm:"."""
    folded = fold(text).strip()
    if len(folded) > LONGEST_UNIT_HEADING or not _UNIT_START.match(folded):
        return False
    if re.search(r"\d[\d.]|%", folded):
        return False
    verb = _duty_verb(text.strip())
    return verb is None or folded[verb:].rstrip(" :.") in ("co trach nhiem", "chiu trach nhiem", "chu tri", "thuc hien")


def _duty_verb(text: str) -> int | None:
    """Return where the first verb of a duty begins; in "Sở Xây dựng" and "Tổ thẩm định" the verb is part of a name."""
    folded = fold(text)
    for verb in _DUTY_VERB.finditer(folded):
        in_name = verb.start() > 0 and text[verb.start()].isupper()
        if not in_name and not _NAMING.search(folded[: verb.start()]):
            return verb.start()
    return None


def _in_force(text: Joined) -> Joined:
    """Return an article without the sentence that only says from when it is in force, when more follows."""
    end = _SENTENCE.search(text.text)
    if end and _FORCE.search(fold(text.text[: end.start()])):
        return text.cut(end.end())
    return Joined("", ()) if not end and _FORCE.search(fold(text.text)) else text


def _first_sentence(text: Joined) -> Joined:
    end = _SENTENCE.search(text.text)
    return text.cut(0, end.start() + 1) if end else text


def _without_time(title: Joined, findings: Findings) -> Joined:
    """Return a title without the time it closes with: "… gửi về UBND huyện chậm nhất ngày 19/4/2024"; what follows a
    time behind a semicolon goes with it, a sentence that runs on keeps it.
    """
    for found in sorted(findings.deadlines, key=lambda found: found.span):
        if not title.offsets[0] < found.span.start <= title.offsets[-1] or found.span.end < title.offsets[0]:
            continue
        start = next(at for at, place in enumerate(title.offsets) if place >= found.span.start)
        end = next((at for at, place in enumerate(title.offsets) if place >= found.span.end), len(title))
        closes = _TIME_CLOSES if found.value.kind != "recurring" else _RECURRENCE_CLOSES
        if start < SHORTEST_TITLE or not closes.match(title.text, end):
            continue
        before = title.cut(0, start)
        closing = _BEFORE_TIME.search(fold(before.text))
        cut = closing.start() if closing else len(before)
        if cut >= SHORTEST_TITLE:
            return _title(before.cut(0, cut))
    return title


def _title(text: Joined) -> Joined:
    """Return a heading without its end mark and without the figures it leads to ("…, gồm: 120 phiếu …")."""
    figures = _FIGURES.search(fold(text.text))
    if figures and figures.start() >= SHORTEST_TITLE:
        text = text.cut(0, figures.start())
    end = _TITLE_END.search(text.text)
    return text.cut(0, end.start()) if end else text
