"""Does a task name a criterion of the province's set without its code?"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.catalogue import CatalogueEntry
from extractors.checks.inspection import Inspection
from extractors.folding import fold
from extractors.values import Flag

NAME = "title_without_code"

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 5  # "Công tác kiểm tra" stands in any plan and names no criterion


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for the first task that names a criterion by its whole title when no task gives its code."""
    if inspection.catalogue is None:
        return
    entries = inspection.catalogue.valid_in(inspection.year)
    told = {criterion.code for _, _, criterion in inspection.criteria()}
    for entry, start, end in _named(entries, inspection.paper.text):
        task = re.match(r"/tasks/\d+", inspection.pointer_at(start, end) or "")
        # Who gives the code of a part may name the whole: "1.3.2" under the title of "1.3".
        if task is None or any(f"{code}.".startswith(f"{entry.code}.") for code in told):
            continue
        told.add(entry.code)
        yield Flag(
            task.group(),
            NAME,
            "warning",
            f"Nhiệm vụ nêu tiêu chí “{entry.title}” mà không ghi mã; bộ tiêu chí có mã {entry.code}.",
            f"The task names the criterion “{entry.title}” without its code; the set of criteria has {entry.code}.",
        )


def _named(entries: Sequence[CatalogueEntry], text: str) -> Iterator[tuple[CatalogueEntry, int, int]]:
    """Yield which titles stand where in a text, the longest of those that overlap, whatever the signs between words.

    A set has hundreds of titles of up to forty words: spaCy finds them all in one pass.
    """
    long = [entry for entry in entries if len(_WORD.findall(entry.title)) >= _FEWEST_WORDS]
    if not long:
        return
    import spacy  # half a second, which only papers that are held against a set of criteria pay
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    vocabulary = spacy.blank("xx").vocab

    def document(words: Sequence[str]) -> Any:
        return Doc(vocabulary, words=list(words))

    matcher = PhraseMatcher(vocabulary)
    for index, entry in enumerate(long):
        matcher.add(str(index), [document(_WORD.findall(fold(entry.title)))])
    words = list(_WORD.finditer(fold(text)))
    found = matcher(document([word.group() for word in words]), as_spans=True)
    for span in filter_spans(found):
        yield long[int(span.label_)], words[span.start].start(), words[span.end - 1].end()
