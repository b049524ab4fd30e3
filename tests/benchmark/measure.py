"""Read every measured file as a user would and sum the scores up per collection and origin."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ingest.pipeline import read_paper
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from tests.benchmark.field_score import FIELDS, Count, FieldScore, score_record
from tests.benchmark.papers import Measured
from tests.benchmark.text_score import TextScore, score_text
from tests.ingest.judging import judged

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """What one file scored: `misread` lists (gold, read) pieces that differ, `said` how sure and whether right."""

    measured: Measured
    pages: int
    text: TextScore | None
    fields: FieldScore | None
    misread: tuple[tuple[str, str], ...]
    said: tuple[tuple[float, bool], ...]


def measure(measured: Measured, settings: Settings, sandbox: Sandbox) -> Result:
    """Read one file through the whole pipeline and score its text and its record."""
    paper = read_paper(measured.file.read_bytes(), measured.file.name, settings=settings, sandbox=sandbox)
    record = json.loads(json.dumps(paper.record.to_json()))
    return Result(
        measured,
        pages=len(paper.record.source.pages),
        text=score_text(measured.text, paper.transcript.text) if measured.text is not None else None,
        fields=score_record(measured.record, record, without=measured.without) if measured.record else None,
        misread=tuple(_differences(measured.text, paper.transcript.text)) if measured.text is not None else (),
        said=tuple(judged(record, json.loads(json.dumps(measured.record)), without=measured.without))
        if measured.record
        else (),
    )


def summed_up(results: Sequence[Result]) -> dict[str, dict[str, Numbers]]:
    """Return {collection: {origin: numbers}}: text averaged over files, fields counted over all their items."""
    table: dict[str, dict[str, Numbers]] = {}
    for collection, origin in dict.fromkeys((r.measured.collection, r.measured.origin) for r in results):
        same = [r for r in results if (r.measured.collection, r.measured.origin) == (collection, origin)]
        table.setdefault(collection, {})[origin] = _numbers(same)
    return table


def _numbers(results: Sequence[Result]) -> Numbers:
    numbers: Numbers = {"files": len(results), "pages": sum(result.pages for result in results)}
    texts = [result.text for result in results if result.text]
    for name in ("cer", "wer", "syllables", "numbers") if texts else ():
        numbers[name] = _rounded(sum(getattr(text, name) for text in texts) / len(texts))
    fields = [result.fields for result in results if result.fields]
    if fields:
        for field in FIELDS:
            numbers |= _count(field, (score.counts[field] for score in fields))
        numbers |= _count("mission", (score.mission for score in fields))
    return numbers


def _count(field: str, counts: Iterable[Count]) -> Numbers:
    total = sum(counts, Count())
    return {
        f"{field}.precision": _rounded(total.precision),
        f"{field}.recall": _rounded(total.recall),
        f"{field}.f1": _rounded(total.f1),
    }


def _rounded(value: float) -> float:
    return round(value, 4)


def _differences(gold: str, read: str) -> Iterable[tuple[str, str]]:
    wanted, got = gold.split(), read.split()
    for step in Levenshtein.opcodes(wanted, got):
        if step.tag != "equal":
            yield (
                " ".join(wanted[step.src_start : step.src_end]),
                " ".join(got[step.dest_start : step.dest_end]),
            )
