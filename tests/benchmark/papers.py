"""The papers that are measured: our samples, and the real papers beside the checkout when they are there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY

SAMPLES = REPOSITORY / "samples"
IMAGE_ORIGINS = ("light", "medium", "heavy", "bitonal", "phone", "fax", "turned", "badlayer")
# The typeset scans of these two carry a letterhead that their source lacks.
WITHOUT_LETTERHEAD = {"001": frozenset({"number", "symbol", "issued_on", "place"})}


@dataclass(frozen=True, slots=True)
class Measured:
    """One file to read, with what it should say. `text` and `record` are None where there is no gold of that kind."""

    collection: str  # "samples" or "real"
    paper: str
    origin: str
    file: Path
    text: str | None
    record: dict[str, Any] | None
    without: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Name for reports: "samples/01 light"."""
        return f"{self.collection}/{self.paper} {self.origin}"


def sample_papers() -> Iterator[Measured]:
    """Yield every finished file of the sample papers, and their gold texts."""
    manifest = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))
    for paper in manifest["papers"]:
        reading = (SAMPLES / paper["reading"]).read_text(encoding="utf-8")
        record = json.loads((SAMPLES / paper["gold_record"]).read_text(encoding="utf-8"))
        yield Measured("samples", paper["id"], "gold text", SAMPLES / paper["gold_text"], None, record)
        for file in paper["files"]:
            yield Measured("samples", paper["id"], file["origin"], SAMPLES / file["path"], reading, record)


def real_papers(shared: Path) -> Iterator[Measured]:
    """Yield the five real papers in every origin: gold text, as they came, digital, scans."""
    for gold_text in sorted((shared / "gold").glob("[0-9][0-9][0-9].txt")):
        paper = gold_text.stem
        record = json.loads(gold_text.with_suffix(".json").read_text(encoding="utf-8"))
        text = gold_text.read_text(encoding="utf-8")
        yield Measured("real", paper, "gold text", gold_text, None, record)
        for source in sorted((shared / "seeds").glob(f"{paper}_*.txt")):
            yield Measured("real", paper, "text as it came", source, text, record)
        reading = (shared / "scans" / f"{paper}.reading.txt").read_text(encoding="utf-8")
        without = WITHOUT_LETTERHEAD.get(paper, frozenset())
        for scan in sorted((shared / "scans").glob(f"{paper}-*.pdf")):
            origin = scan.stem.split("-")[-1]
            yield Measured("real", paper, origin, scan, reading, record, without)
