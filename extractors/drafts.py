"""Tasks in the making: what is read for a part of the outline, its place and its title."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.findings import Findings, TaskReader
from extractors.labels import parts
from extractors.nodes import Node
from extractors.passage import Label
from extractors.passages import Joined
from extractors.rows import cell_parts, row_outline, row_title
from extractors.table_rows import Row
from extractors.titles import first_sentence, in_force, titled, without_time


@dataclass(slots=True)
class Draft:
    """A task in the making: its place, its title and what was found for it."""

    path: str
    title: Joined
    findings: Findings = field(default_factory=Findings)
    rule: str = "tasks.title"
    is_counted: bool = False  # the last number of the path was told by the rows around

    def drop_time(self, found: Findings) -> None:
        """Leave out the time that the title closes with; a title cut before its sentence ended has its own rule."""
        whole, self.title = self.title, without_time(self.title, found)
        rest = whole.text[len(self.title.text) :]
        if ";" in rest.rstrip(" .;"):
            self.rule = "tasks.cut"

    @property
    def start(self) -> int:
        """Return where the task begins in the paper's text."""
        return self.title.offsets[0]


class Desk:
    """Reads parts of one outline and begins the drafts of its tasks; `prefix` stands before all their paths."""

    def __init__(self, reader: TaskReader, prefix: str = "") -> None:
        self.reader = reader
        self._prefix = prefix

    def path(self, node: Node) -> str:
        """Return the path of a part: that of the outline behind the attachment's label."""
        path = node.path()
        return ".".join(part for part in (self._prefix, path) if part)

    def draft(self, node: Node) -> Draft:
        """Return an empty draft with the path of a part and its heading as title."""
        paragraphs = node.paragraphs()
        if not paragraphs:
            return Draft(self.path(node), Joined("", ()))
        heading = next(iter(parts(paragraphs[0])))[1]
        return Draft(self.path(node), titled(first_sentence(in_force(heading))))

    def read(self, pieces: Iterable[tuple[Label | None, Joined]]) -> Findings:
        """Return what the fields find in labelled pieces."""
        findings = Findings()
        for label, piece in pieces:
            findings.add(self.reader.read(piece, label))
        return findings

    def row(self, row: Row, place: Node) -> Draft:
        """Return the task of a table's row: its content, its criterion and its labelled cells."""
        above = self.path(place)
        content = row_outline(row)
        title = row_title(content, row)
        path = ".".join(part for part in (above, row.label) if part)
        draft = Draft(path, title, rule="tasks.row", is_counted=row.is_counted)
        for node in content.walk():
            for number, paragraph in enumerate(node.paragraphs()):
                first = node is content and number == 0
                for label, part in parts(paragraph):
                    draft.findings.add(self.reader.read(part, label or ("title" if first else None)))
        criterion = row.criterion()
        if criterion:
            draft.findings.add(self.reader.read(criterion, "criterion"))
        for label, cell in row.cells:
            if label == "criterion":
                continue
            for part in cell_parts(cell.lines):
                draft.findings.add(self.reader.read(part, label))
        return draft

    def rows(self, node: Node) -> Iterator[Draft]:
        """Yield the tasks of the tables of a part."""
        for table in node.tables:
            for row in table.rows():
                yield self.row(row, node)
