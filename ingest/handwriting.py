"""Warnings where a pen filled in the number or the date: what was read by hand, and what was not."""

from collections.abc import Iterator, Sequence

from extractors.values import Extraction, Flag
from ingest.reading import PageReading
from ingest.transcript import Transcript

_FILLED_IN = {"/document/number": "number", "/document/issued_on": "issued_on"}
_WHOLE = {"number": 1, "issued_on": len("2024-01-31")}  # shorter is a date whose day is missing


def hand_flags(readings: Sequence[PageReading], transcript: Transcript, extraction: Extraction) -> Iterator[Flag]:
    """Yield a warning for each value that a pen wrote, and for each that is missing because a pen was not read.

    Even a hand that was read surely deserves a glance: "Số: [70]/KH-UBND" warns at /document/number.
    """
    for pointer, evidence in extraction.evidence.items():
        text = " ".join(evidence.span.of(transcript.text).split())
        # The symbol behind a number is one word with it, and printed.
        if any(map(str.isdigit, text)) and any(place.by_hand for place in transcript.where(evidence.span)):
            yield Flag(
                pointer=pointer,
                code="handwritten",
                severity="warning",
                message=f"Số viết tay, máy đọc là “{text}”; hãy nhìn lại trên giấy.",
                message_en=f"Written by hand, read as “{text}”; look at the paper again.",
            )
    if any(unread.reason == "handwriting" for reading in readings for unread in reading.page.unread):
        for pointer, name in _FILLED_IN.items():
            if len(getattr(extraction.document, name) or "") < _WHOLE[name]:
                yield Flag(
                    pointer=pointer,
                    code="handwriting_unread",
                    severity="warning",
                    message="Có số viết tay mà máy đọc chưa chắc nên để trống; hãy xem giấy và điền vào.",
                    message_en="Something written by hand was not read surely and is left out; fill it in.",
                )
