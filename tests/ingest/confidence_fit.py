"""Fit `ingest/confidence.json` on papers whose gold is known: python -m tests.ingest.confidence_fit [--more FOLDER]

Every file of the samples, and of a folder of NN-origin.pdf with NN.json beside, is read through the whole pipeline;
each value of its record is right or wrong against the gold record. Boosted trees of scikit-learn, each made to rise
with every feature, are fitted to that and kept as plain numbers. What is printed comes from cross-validation by paper:
no paper is judged by a model that has seen it. `--held FOLDER` names papers that are judged and never fitted.
"""

import argparse
import dataclasses
import json
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from extractors.extract import extract
from extractors.register import default
from ingest.compose import surroundings
from ingest.confidence import features, log_odds, model_of
from ingest.pipeline import read_paper
from ingest.sandbox import new_sandbox
from ingest.settings import load_settings
from ingest.transcript import Transcript
from tests.benchmark.confidence import Reliability, reliability
from tests.benchmark.papers import WITHOUT_LETTERHEAD
from tests.conftest import REPOSITORY
from tests.ingest.judging import align, is_right, is_unjudged, plain, value_at, values_of

FloatArray = npt.NDArray[np.float64]

MODEL = REPOSITORY / "ingest" / "confidence.json"
WORDS = (
    *("weakest_reading", "mean_reading", "weakest_restoring", "mean_restoring", "weakest_digits", "paper_reading"),
    *("shortness", "heading_reading", "heading_restoring"),
)
PRIOR = 8  # values: a rule seen less often is pulled towards the mean of all
OBJECTIONS = {"error": 1.5, "warning": 0.5}  # log-odds, set by hand: flags are too rare here to fit
# Cross-validated calibration error and share untouched: 25 trees 0.6 % and 56 %, 30 0.9 % and 57 %, 35 1.1 % and 57 %,
# 50 of depth 2 1.1 % and 55 %; more say more than they know.
TREES, DEPTH, RATE, FEWEST_IN_LEAF = 25, 3, 0.05, 30
FOLDS = 7


@dataclasses.dataclass(frozen=True)
class Row:
    """One value of one reading: what is known of it, and whether it is right."""

    paper: str
    rule: str
    words: tuple[float, ...]
    right: bool


def sample_papers() -> Iterator[tuple[Path, Path]]:
    """Yield the finished files of the samples with their gold records."""
    for path in sorted((REPOSITORY / "samples" / "finished").iterdir()):
        if path.suffix not in (".json", ".txt"):
            yield path, REPOSITORY / "samples" / "gold" / f"{path.name[:2]}.json"


def papers_of(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the PDFs of a folder with their gold records, which lie beside or in ../gold: 04-light.pdf, 04.json."""
    for path in sorted(folder.glob("[0-9]*-*.pdf")):
        name = f"{path.name.split('-')[0]}.json"
        gold = next((place for place in (folder / name, folder.parent / "gold" / name) if place.exists()), None)
        if gold is not None:
            yield path, gold


def transcripts(papers: Sequence[tuple[Path, Path]], keep: Path) -> Iterator[tuple[Path, Path, Transcript]]:
    """Yield the transcript of every paper; what was read once is kept in a folder."""
    keep.mkdir(parents=True, exist_ok=True)
    settings = load_settings()
    sandbox = new_sandbox(settings)
    try:
        for path, gold in papers:
            kept = keep / f"{path.parent.name}-{path.name}.pickle"
            if not kept.exists():
                paper = read_paper(path.read_bytes(), path.name, settings=settings, sandbox=sandbox)
                kept.write_bytes(pickle.dumps(paper.transcript))
            yield path, gold, pickle.loads(kept.read_bytes())
    finally:
        sandbox.close()


def rows_of(path: Path, gold: Path, transcript: Transcript) -> Iterator[Row]:
    """Yield the values read from one transcript."""
    extraction = extract(transcript.paper(), register=default())
    record = json.loads(
        json.dumps({name: plain(getattr(extraction, name)) for name in ("document", "tasks", "samples")})
    )
    truth = json.loads(gold.read_text(encoding="utf-8"))
    align(record, truth)
    wanted = list(values_of(truth))
    around = surroundings(extraction, transcript)
    without = WITHOUT_LETTERHEAD.get(gold.stem, frozenset())
    for pointer, evidence in extraction.evidence.items():
        value = None if is_unjudged(pointer, without) else value_at(record, pointer)
        places = transcript.where(evidence.span)
        if value is None or not places:
            continue
        seen = features(places, around(pointer))
        paper = f"{path.parent.name}/{path.name.split('-')[0].split('.')[0]}"
        yield Row(paper, evidence.rule, tuple(seen[name] for name in WORDS), is_right(value, wanted))


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the model of rows as plain values."""
    mean = sum(row.right for row in rows) / len(rows)
    counts: dict[str, list[int]] = {}
    for row in rows:
        count = counts.setdefault(row.rule, [0, 0])
        count[0] += row.right
        count[1] += 1
    rules = {
        rule: round(log_odds((right + PRIOR * mean) / (n + PRIOR)), 3) for rule, (right, n) in sorted(counts.items())
    }
    table = np.array([[*row.words, rules[row.rule]] for row in rows])
    boosted = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_depth=DEPTH,
        learning_rate=RATE,
        min_samples_leaf=FEWEST_IN_LEAF,
        monotonic_cst=[1] * table.shape[1],
        early_stopping=False,
        random_state=0,
    ).fit(table, [row.right for row in rows])
    values = {
        "features": [*WORDS, "rule"],
        "baseline": round(float(boosted._baseline_prediction.ravel()[0]), 5),
        "trees": [_nodes(grown[0]) for grown in boosted._predictors],
        "rules": rules,
        "other_rules": round(log_odds(mean), 3),
        "objections": OBJECTIONS,
    }
    said, meant = chances(values, rows), boosted.predict_proba(table)[:, 1]
    assert float(np.abs(said - meant).max()) < 0.02, "the kept trees must say what the fitted ones do, but for rounding"
    return values


def _nodes(grown: Any) -> list[list[float]]:
    """Return a grown tree as leaves [value] and branches [feature, threshold, left, right]."""
    return [
        [round(float(node["value"]), 5)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"])]
        for node in grown.nodes
    ]


def chances(values: dict[str, Any], rows: Sequence[Row]) -> FloatArray:
    """Return what a model says of rows."""
    model = model_of(values)
    odds = [
        model.odds(dict(zip(model.features, (*row.words, model.rules.get(row.rule, model.other_rules)), strict=True)))
        for row in rows
    ]
    said: FloatArray = 1 / (1 + np.exp(-np.array(odds)))
    return said


def curve(said: FloatArray, rows: Sequence[Row]) -> Reliability:
    """Return how well what was said of rows came true."""
    return reliability([(float(chance), row.right) for chance, row in zip(said, rows, strict=True)])


def cross_validated(rows: Sequence[Row]) -> FloatArray:
    """Return what models say of papers they have not seen."""
    said = np.zeros(len(rows))
    groups = [row.paper for row in rows]
    for seen, unseen in GroupKFold(min(FOLDS, len(set(groups)))).split(rows, groups=groups):
        said[unseen] = chances(fit([rows[i] for i in seen]), [rows[i] for i in unseen])
    return said


def main() -> None:
    """Fit, print what cross-validation says, write the model."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--more", type=Path, action="append", default=[], help="folder of further papers to fit on")
    arguments.add_argument("--held", type=Path, action="append", default=[], help="folder of papers only judged")
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "boctach-confidence")
    chosen = arguments.parse_args()
    papers = [*sample_papers(), *(paper for folder in chosen.more for paper in papers_of(folder))]
    rows = [row for paper in transcripts(papers, chosen.keep) for row in rows_of(*paper)]
    found = curve(cross_validated(rows), rows)
    card = {
        "what": "Chance that a value of a record is right; boosted trees, each rising with every feature.",
        "values": len(rows),
        "files": len(papers),
        "papers": len({row.paper for row in rows}),
        "right": round(found.right, 4),
        "calibration_error_cross_validated": round(found.calibration_error, 4),
        "share_untouched_at_half_percent_error": round(found.untouched, 4),
        "by_hand": "objections: flags are too rare in these papers to be fitted",
        "made_by": "python -m tests.ingest.confidence_fit",
    }
    values = fit(rows)
    print(found)
    for folder in chosen.held:
        held = [row for paper in transcripts(list(papers_of(folder)), chosen.keep) for row in rows_of(*paper)]
        print(f"\nheld out: {folder.name}\n{curve(chances(values, held), held)}")
    print(json.dumps(card, indent=1))
    text = json.dumps({"card": card, **values}, ensure_ascii=False, indent=1)
    MODEL.write_text(_trees_on_lines(text) + "\n", encoding="utf-8")


def _trees_on_lines(text: str) -> str:
    """Return JSON with each node of a tree on one line."""
    return "\n".join(_joined(text.split("\n")))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    open_node: list[str] = []
    for line in lines:
        if open_node or line == "   [":
            open_node.append(line.strip())
            if line.startswith("   ]"):
                yield "   " + " ".join(open_node)
                open_node = []
        else:
            yield line


if __name__ == "__main__":
    main()
