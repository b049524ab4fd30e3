"""Where samples are looked for: sections and table rows as lines of paragraphs, and the path a total stands at."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from extractors.fields import Field
from extractors.nodes import Node
from extractors.passage import Found, Passage, Span
from extractors.passages import Joined, laid, stacked
from extractors.rows import row_outline
from extractors.values import Evidence, Sample

_MAY_COUNT = ("target", "product")  # columns that may say how many are asked: "Yêu cầu", "Sản phẩm"


def read_samples(
    roots: Iterable[tuple[str, Node]],
    tasks: Collection[str],
    fields: Iterable[Field],
    year: int | None,
    issued_on: dt.date | None,
) -> list[tuple[Sample, dict[str, Evidence]]]:
    """Return the samples of the outlines, each with the evidence of its parts by pointer behind "/samples/N".

    A sample has the path of the task it stands in (`tasks` are their paths), or of its own place outside of tasks.
    """
    readers = [field for field in fields if field.scope == "section"]
    found: list[tuple[Sample, dict[str, Evidence]]] = []
    for prefix, root in roots:
        places = sorted(_places(prefix, root), key=lambda place: place[0])
        starts = [place[0] for place in places]
        for text in _sections(root):
            passage = text.passage(None, year, issued_on)
            for field in readers:
                for find in field.extract(passage):
                    at = bisect_right(starts, find.span.start) - 1
                    sample = replace(find.value, path=_path_at(places[at][1:] if at >= 0 else (prefix, prefix), tasks))
                    found.append((sample, _evidence(field, find, passage)))
    return sorted(found, key=lambda item: item[1][""].span.start)


def _path_at(place: tuple[str, str], tasks: Collection[str]) -> str:
    """Return the path of the innermost task around a place, or of its labelled part."""
    around, labelled = place
    while around:
        if around in tasks:
            return around
        around = around.rpartition(".")[0]
    return labelled


def _evidence(field: Field, find: Found[Sample], passage: Passage) -> dict[str, Evidence]:
    parts: dict[str, Span] = dict(field.parts(find.value, passage)) if field.parts else {}
    return {"": Evidence(find.span, find.rule), **{suffix: Evidence(span, find.rule) for suffix, span in parts.items()}}


def _sections(root: Node) -> Iterator[Joined]:
    """Yield the texts that samples are read from: each row of work, and each section with its tables of figures."""
    for section in [root, *root.children]:
        pieces: list[tuple[int, str, Joined]] = []
        for node in [root] if section is root else section.walk():
            pieces += [(text.offsets[0], "\n", text) for text in node.printed()]
            for table in node.tables:
                rows = table.rows()
                for row in rows:
                    yield stacked(text for part in row_outline(row).walk() for text in part.printed())
                    yield from (cell.joined() for label, cell in row.cells if label in _MAY_COUNT and not cell.is_empty)
                figures = [] if rows else table.counts()
                pieces += [(text.offsets[0], "\n+ ", text) for text in figures]
                if not rows and not figures:
                    lines = [stacked(cells, " | ") for cells in table.text_rows() if cells]
                    pieces += [(text.offsets[0], "\n", text) for text in lines]
        ordered = sorted(pieces, key=lambda piece: piece[0])
        whole = laid((separator, text) for _, separator, text in ordered)
        if whole.text:
            yield whole


def _places(prefix: str, root: Node) -> Iterator[tuple[int, str, str]]:
    """Yield where each part and table row begins, with its path and that of the labelled part around it."""
    for node in root.walk():
        labelled = ".".join(part for part in (prefix, _labelled(node).path()) if part)
        if node.lines:
            yield node.lines[0][0].span.start, ".".join(part for part in (prefix, node.path()) if part), labelled
        for table in node.tables:
            for row in table.rows():
                path = ".".join(part for part in (labelled, row.label) if part)
                if row.content:
                    yield row.content[0].span.start, path, path


def _labelled(node: Node) -> Node:
    while node.is_bullet and node.parent is not None:
        node = node.parent
    return node
