"""The record, put together from what the pages say, where it stands and what was read from it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extractors.values import Evidence, Extraction, Flag
from ingest.confidence import Surroundings, confidence
from ingest.handwriting import hand_flags
from ingest.reading import PageReading
from ingest.record import PageSource, Record, RecordPlace, RecordSource, ValueEvidence
from ingest.source import Source
from ingest.transcript import Place, Transcript
from ocr.page import Box


def compose(source: Source, readings: Sequence[PageReading], transcript: Transcript, extraction: Extraction) -> Record:
    """Return the record of a paper, with proof for every value and a flag for every page that could not be read."""
    pages = tuple(reading.source() for reading in readings) or (PageSource(1, "plain_text", "plain_text", 1.0),)
    flags = (*extraction.flags, *hand_flags(readings, transcript, extraction), *_page_flags(readings))
    around = surroundings(extraction, transcript)
    return Record(
        id=source.id,
        source=RecordSource(source.sha256, source.name, source.media_type, pages),
        document=extraction.document,
        tasks=extraction.tasks,
        samples=extraction.samples,
        evidence={
            pointer: _proof(evidence, transcript, [flag for flag in flags if flag.pointer == pointer], around(pointer))
            for pointer, evidence in extraction.evidence.items()
        },
        flags=flags,
    )


def surroundings(extraction: Extraction, transcript: Transcript) -> Callable[[str], Surroundings]:
    """Return a function from a value's pointer to what stands around it: "/tasks/3/units/0" has that task's heading."""
    readings = [place.confidence for place in transcript.places]
    whole = Surroundings(sum(readings) / len(readings) if readings else 1.0)
    headings: dict[str, Surroundings] = {}
    for number in range(len(extraction.tasks)):
        title = extraction.evidence.get(f"/tasks/{number}/title")
        if title is not None:
            headings[str(number)] = Surroundings(whole.paper_reading, transcript.where(title.span))

    def around(pointer: str) -> Surroundings:
        names = pointer.split("/")
        return headings.get(names[2], whole) if names[1:2] == ["tasks"] and len(names) > 2 else whole

    return around


def _proof(evidence: Evidence, transcript: Transcript, flags: Sequence[Flag], around: Surroundings) -> ValueEvidence:
    places = transcript.where(evidence.span)
    return ValueEvidence(
        confidence=confidence(places, evidence.rule, flags, around),
        status="extracted",
        rule=evidence.rule,
        raw=" ".join(raw for raw, _ in groupby(place.raw for place in places)),
        text=" ".join(evidence.span.of(transcript.text).split()),
        places=tuple(_spots(places)),
    )


def _spots(places: Sequence[Place]) -> Iterator[RecordPlace]:
    """Yield one box for each printed line that the words stand on, page by page."""
    for page, on_page in groupby(places, key=lambda place: place.page):
        line: list[Box] = []
        boxes = [place.box for place in on_page if place.box is not None]
        if not boxes:
            yield RecordPlace(page, None)
            continue
        for box in boxes:
            if line and not _continues(line[-1], box):
                yield _spot(page, line)
                line = []
            line.append(box)
        yield _spot(page, line)


def _continues(last: Box, box: Box) -> bool:
    """Return whether `box` follows on the same printed line: to the right of `last`, at much the same height."""
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    return shared > 0.5 * min(last.height, box.height) and box.left >= last.left


def _spot(page: int, line: Sequence[Box]) -> RecordPlace:
    box = Box.around(line)
    return RecordPlace(page, (box.left, box.top, box.right, box.bottom))


def _page_flags(readings: Sequence[PageReading]) -> Iterator[Flag]:
    for index, reading in enumerate(readings):
        if reading.is_failed:
            yield Flag(
                pointer=f"/source/pages/{index}",
                code=reading.reason_code,
                severity="error",
                message=f"Trang {reading.page.number}: {reading.reason_vi}; hãy quét lại trang này.",
                message_en=f"Page {reading.page.number}: {reading.reason_en}; scan this page again.",
            )
