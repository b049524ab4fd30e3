"""The door: a paper's text in, all that it says out, each value with its place and its rule."""

from extractors import across, aligned, figures, interleaved, piped, ragged, references, torn
from extractors.assemble import assemble_samples, assemble_tasks
from extractors.catalogue import Catalogue
from extractors.checks import check
from extractors.drafts import Draft
from extractors.fields import fields
from extractors.findings import TaskReader
from extractors.header import issued_day, read_header, working_year
from extractors.nodes import Node
from extractors.outline import outline
from extractors.passage import Paper
from extractors.passages import in_flow, lines_of, text_width
from extractors.register import Register
from extractors.surveys import read_samples
from extractors.tasks import TaskFinder
from extractors.values import Extraction
from extractors.zones import zones

# Tables told from the lines of a plain text are numbered apart from those with cells of their own, kind by kind.
PIPED_TABLE, ALIGNED_TABLE, INTERLEAVED_TABLE, FIGURES_TABLE, ACROSS_TABLE = 301, 401, 501, 701, 801


def extract(paper: Paper, *, catalogue: Catalogue | None = None, register: Register | None = None) -> Extraction:
    """Return what a paper says: "Chậm nhất đến ngày 10/01/2024" under II.2.c is a deadline of that task, by 2024-01-10.

    With a `register` units get their keys, with a `catalogue` criteria get their titles. Nothing found is an empty
    part, never an error.
    """
    lines = lines_of(paper if paper.blocks else Paper(ragged.healed(paper.text)))
    if not paper.blocks:
        lines = piped.with_cells(lines, first_table=PIPED_TABLE)
        lines = aligned.with_cells(lines, paper.text, first_table=ALIGNED_TABLE)
        lines = across.with_cells(lines, first_table=ACROSS_TABLE)
        lines = torn.with_cells(interleaved.with_cells(lines, first_table=INTERLEAVED_TABLE))
        lines = figures.with_cells(lines, first_table=FIGURES_TABLE)
    width = text_width(lines)
    parts = zones(in_flow(lines), width)
    known = fields().values()
    document, evidence = read_header(parts, width, known)
    year, issued_on = working_year(document, parts), issued_day(document)
    roots: list[tuple[str, Node]] = [("", outline(parts.body, width))]
    roots += [(attached.label or "", outline(attached.body, width)) for attached in parts.attachments]
    reader = TaskReader(known, year, issued_on)
    drafts: list[Draft] = []
    for prefix, root in roots:
        drafts += TaskFinder(reader, prefix).find(root)
    references.resolve(drafts)
    tasks, task_evidence = assemble_tasks(
        drafts, catalogue=catalogue, register=register, year=year, on=document.issued_on
    )
    samples, sample_evidence = assemble_samples(
        read_samples(roots, {draft.path for draft in drafts}, known, year, issued_on)
    )
    extraction = Extraction(document, tasks, samples, {**evidence, **task_evidence, **sample_evidence}, ())
    flags = check(extraction, paper, catalogue=catalogue, register=register)
    return Extraction(document, tasks, samples, extraction.evidence, flags)
