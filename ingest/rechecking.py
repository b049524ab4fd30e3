"""Checks run again on a record that people changed: a sum put right loses its flag, a new mismatch gets one."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from extractors.catalogue import Catalogue, read_catalogue
from extractors.checks import check
from extractors.passage import Paper
from extractors.register import Register
from extractors.values import Extraction
from ingest.record import Record

# These look at the words of the paper, which nobody changes: what they said once stays said.
ON_THE_WORDS = frozenset({"attachment_missing", "date_impossible", "number_not_padded"})


def rechecked(
    record: Record, text: str, *, catalogue: Catalogue | None = None, register: Register | None = None
) -> Record:
    """Return the record with the flags that its values deserve now; what a person confirmed is not flagged again."""
    extraction = Extraction(record.document, record.tasks, record.samples, {}, ())
    confirmed = {pointer for pointer, proof in record.evidence.items() if proof.status == "confirmed"}
    found = {
        flag
        for flag in check(extraction, Paper(text), catalogue=catalogue, register=register)
        if flag.code not in ON_THE_WORDS
    }
    stay = [
        flag
        for flag in record.flags
        if flag in found or flag.code in ON_THE_WORDS or flag.pointer.startswith("/source/")
    ]
    new = sorted(found.difference(stay), key=lambda flag: (flag.severity != "error", flag.pointer, flag.code))
    return replace(record, flags=tuple(flag for flag in (*stay, *new) if flag.pointer not in confirmed))


@lru_cache(maxsize=1)
def catalogue_at(path: str) -> Catalogue | None:
    """Return the criteria kept in a file, read once; None for the empty path."""
    return read_catalogue(Path(path)) if path else None
