"""Rows of work: a row's content as an outline and as a title, its labelled cells as parts."""

import re
from collections.abc import Iterator, Sequence

from extractors.folding import fold
from extractors.nodes import Node
from extractors.outline import outline
from extractors.passages import Joined, Line, join
from extractors.table_rows import Row
from extractors.titles import titled

_SURVEY = re.compile(r"(?:doi tuong|so luong|co mau|tong so phieu|quy mo mau|thoi gian)\b")


def row_outline(row: Row) -> Node:
    """Return a row's content cell as an outline of its bullets."""
    return outline([_free(line) for line in row.content], max((len(line.text) for line in row.content), default=1))


def _free(line: Line) -> Line:
    return Line(line.span, line.text, line.kind, line.block, line.page)


def row_title(content: Node, row: Row) -> Joined:
    """Return a row's content as one title: the first bullet mark dropped, survey figures and times left out."""
    kept: list[Line] = []
    for node in content.walk():
        for number, lines in enumerate(node.lines):
            text = join(lines)
            bare = fold(text.text[node.mark.length :] if node.mark and number == 0 else text.text)
            if kept and _SURVEY.match(bare):
                return titled(_unmarked(join(kept)))
            kept += lines
    return titled(_unmarked(join(kept or row.content)))


def _unmarked(text: Joined) -> Joined:
    match = re.match(r"[-–—+*•●▪\s]+", text.text)
    return text.cut(match.end()) if match else text


def cell_parts(lines: Sequence[Line]) -> Iterator[Joined]:
    """Yield a labelled cell whole, or bullet by bullet when it lists its units so."""
    printed = [_free(line) for line in lines if line.text]
    starts = [at for at, line in enumerate(printed) if re.match(r"[-–+•*]\s*[A-ZĐÀ-Ỹ]", line.text)]
    if not starts or starts[0] != 0:
        yield join(printed)
        return
    for start, end in zip(starts, [*starts[1:], len(printed)], strict=True):
        yield _unmarked(join(printed[start:end]))
