"""Fit `ingest/confidence.json` on papers whose gold is known: python -m tests.ingest.confidence_fit [--keep FOLDER]

Every file of the samples and, where it lies beside the checkout, of ../shared/scans is read through the whole pipeline;
each value of its record is right or wrong against the gold record. A value under a task whose path was read wrong is
judged under the gold task of the same title: the path is another value's fault. What is printed at the end comes from
cross-validation by paper: no paper is judged by a model that has seen it.
"""

import argparse
import dataclasses
import json
import pickle
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from extractors.extract import extract
from extractors.register import default
from ingest.confidence import features, log_odds
from ingest.pipeline import new_sandbox, read_paper
from ingest.settings import load_settings
from ingest.transcript import Transcript
from tests.benchmark.confidence import reliability
from tests.conftest import REPOSITORY, SHARED

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

MODEL = REPOSITORY / "ingest" / "confidence.json"
WORDS = ("weakest_reading", "mean_reading", "weakest_restoring", "mean_restoring")
SIMILAR = 92  # percent, as record scores take two texts for one
NOT_IN_GOLD = ("/document/parent", "/document/appendices", "/document/signer/authority")
ALIKE = 80  # percent, from which on two titles are one task's
PRIOR = 8  # values: a rule seen less often is pulled towards the mean of all
OBJECTIONS = {"error": 1.5, "warning": 0.5}  # log-odds, set by hand: flags are too rare here to fit
ORIGINS = ("light", "medium", "heavy", "medium-badlayer", "digital", "fax", "phone", "turned")


@dataclasses.dataclass(frozen=True)
class Row:
    """One value of one reading: what is known of it, and whether it is right."""

    paper: str
    rule: str
    words: tuple[float, ...]
    right: bool


def papers() -> Iterator[tuple[Path, Path]]:
    """Yield files with their gold records."""
    for path in sorted((REPOSITORY / "samples" / "finished").iterdir()):
        number = path.name[:2]
        if path.suffix not in (".json", ".txt"):
            yield path, REPOSITORY / "samples" / "gold" / f"{number}.json"
    for number in ("000", "001", "002", "003", "004") if SHARED else ():
        for origin in ORIGINS:
            path = SHARED / "scans" / f"{number}-{origin}.pdf"  # type: ignore[operator]  # SHARED is there
            if path.exists():
                yield path, SHARED / "gold" / f"{number}.json"  # type: ignore[operator]


def transcripts(keep: Path, *, only_kept: bool) -> Iterator[tuple[Path, Path, Transcript]]:
    """Yield the transcript of every paper; what was read once is kept in a folder."""
    keep.mkdir(parents=True, exist_ok=True)
    settings = load_settings()
    sandbox = new_sandbox(settings)
    try:
        for path, gold in papers():
            kept = keep / f"{path.name}.pickle"
            if only_kept and not kept.exists():
                continue
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
        json.dumps({name: _plain(getattr(extraction, name)) for name in ("document", "tasks", "samples")})
    )
    truth = json.loads(gold.read_text(encoding="utf-8"))
    _align(record, truth)
    wanted = list(_values(truth))
    for pointer, evidence in extraction.evidence.items():
        value = _value(record, pointer)
        places = transcript.where(evidence.span)
        if value is None or not places or pointer.startswith(NOT_IN_GOLD):
            continue
        right = _is_right(value, wanted)
        seen = features(places)
        yield Row(path.name, evidence.rule, tuple(seen[name] for name in WORDS), right)


def _align(record: dict[str, Any], truth: dict[str, Any]) -> None:
    """Give the tasks of a record the paths of the gold tasks that have their titles."""
    for task in record["tasks"]:
        words = _comparable(task["title"])
        scores = [(fuzz.ratio(words, _comparable(other["title"])), other["path"]) for other in truth["tasks"]]
        same_path = any(path == task["path"] and score >= ALIKE for score, path in scores)
        best = max(scores, default=(0.0, task["path"]))
        if not same_path and best[0] >= ALIKE:
            task["path"] = best[1]
    paths = {sample["total"]: sample["path"] for sample in truth["samples"]}
    for sample in record["samples"]:
        sample["path"] = paths.get(sample["total"], sample["path"])


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value


def _values(record: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], str]]:
    pointers = [f"/document/{name}" for name in record["document"]]
    pointers += [f"/document/signer/{name}" for name in ("role", "name")]
    pointers += [f"/document/{name}/{i}" for name in ("legal_bases", "recipients") for i in range(99)]
    for task, item in enumerate(record["tasks"]):
        pointers.append(f"/tasks/{task}/title")
        for name in ("criteria", "deadlines", "units", "targets"):
            pointers += [f"/tasks/{task}/{name}/{index}" for index in range(len(item.get(name) or []))]
    for sample, item in enumerate(record["samples"]):
        pointers.append(f"/samples/{sample}/total")
        pointers += _groups(f"/samples/{sample}", item)
    for pointer in pointers:
        value = _value(record, pointer)
        if value is not None:
            yield value


def _groups(pointer: str, item: dict[str, Any]) -> Iterator[str]:
    for index, group in enumerate(item.get("groups") or []):
        yield f"{pointer}/groups/{index}"
        yield from _groups(f"{pointer}/groups/{index}", group)


def _value(record: dict[str, Any], pointer: str) -> tuple[tuple[Any, ...], str] | None:
    """Return a value as its exact parts and its words; None for what is not scored alone."""
    names = pointer.strip("/").split("/")
    value: Any = record
    try:
        for name in names:
            value = value[int(name)] if isinstance(value, list) else value[name]
    except (KeyError, IndexError, TypeError):
        return None
    if value is None or value == [] or (len(names) == 2 and isinstance(value, dict | list)):
        return None
    where = record[names[0]][int(names[1])]["path"] if names[0] != "document" else ""
    kind = (names[0], *(name for name in names[1:] if not name.isdecimal()), where)
    if not isinstance(value, dict):
        return (*kind, value if isinstance(value, int) else None), _comparable(value)
    text = value.get("name") or value.get("title") or ""
    parts = [
        value.get(name)
        for name in ("kind", "ref", "date", "code", "start", "end", "every", "role", "op", "value", "count")
    ]
    return (*kind, *parts), _comparable(text if "code" not in value else value.get("title") or "")


def _comparable(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return re.sub(r"[\W_]+", " ", text).strip()


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the model of rows; weights that come out negative are left out and the rest is fitted anew."""
    mean = sum(row.right for row in rows) / len(rows)
    counts: dict[str, list[int]] = {}
    for row in rows:
        count = counts.setdefault(row.rule, [0, 0])
        count[0] += row.right
        count[1] += 1
    rules = {rule: log_odds((right + PRIOR * mean) / (n + PRIOR)) for rule, (right, n) in sorted(counts.items())}
    table = np.array([[*row.words, rules[row.rule]] for row in rows])
    names = [*WORDS, "rule"]
    used = list(range(len(names)))
    while True:
        model = LogisticRegression(C=1.0, max_iter=1000).fit(table[:, used], [row.right for row in rows])
        if (model.coef_[0] >= 0).all():
            break
        used = [column for column, weight in zip(used, model.coef_[0], strict=True) if weight >= 0]
    weights = dict.fromkeys(names, 0.0)
    weights |= {names[column]: round(float(weight), 4) for column, weight in zip(used, model.coef_[0], strict=True)}
    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": weights,
        "rules": {rule: round(odds, 3) for rule, odds in rules.items()},
        "other_rules": round(log_odds(mean), 3),
        "objections": OBJECTIONS,
    }


def judged(record: dict[str, Any], truth: dict[str, Any]) -> list[tuple[float, bool]]:
    """Return (confidence, right) of each value of a record, as `Record.to_json` prints it, that the gold could have.

    The paths of the record's tasks are changed to the gold's where their titles agree.
    """
    _align(record, truth)
    wanted = list(_values(truth))
    pairs: list[tuple[float, bool]] = []
    for pointer, evidence in record["evidence"].items():
        value = None if pointer.startswith(NOT_IN_GOLD) else _value(record, pointer)
        if value is not None:
            pairs.append((float(evidence["confidence"]), _is_right(value, wanted)))
    return pairs


def _is_right(value: tuple[tuple[Any, ...], str], wanted: Sequence[tuple[tuple[Any, ...], str]]) -> bool:
    return any(value[0] == exact and fuzz.ratio(value[1], words) >= SIMILAR for exact, words in wanted)


def chances(model: dict[str, Any], rows: Sequence[Row]) -> FloatArray:
    """Return what a model says of rows."""
    odds = [
        model["intercept"]
        + sum(model["weights"][name] * value for name, value in zip(WORDS, row.words, strict=True))
        + model["weights"]["rule"] * model["rules"].get(row.rule, model["other_rules"])
        for row in rows
    ]
    said: FloatArray = 1 / (1 + np.exp(-np.array(odds)))
    return said


def untouched(said: FloatArray, right: BoolArray, *, error: float) -> float:
    """Return the largest share of values, surest first, of which at most `error` are wrong."""
    wrong = np.cumsum(~right[np.argsort(-said, kind="stable")])
    fine = np.nonzero(wrong <= error * np.arange(1, len(said) + 1))[0]
    return float((fine[-1] + 1) / len(said)) if len(fine) else 0.0


def main() -> None:
    """Fit, print what cross-validation says, write the model."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "boctach-confidence")
    arguments.add_argument("--only-kept", action="store_true", help="read no further paper")
    chosen = arguments.parse_args()
    kept = transcripts(chosen.keep, only_kept=chosen.only_kept)
    rows = [row for paper in kept for row in rows_of(*paper)]
    right = np.array([row.right for row in rows])
    said = np.zeros(len(rows))
    groups = [row.paper.split("-")[0] for row in rows]
    for seen, unseen in GroupKFold(min(7, len(set(groups)))).split(rows, groups=groups):
        said[unseen] = chances(fit([rows[i] for i in seen]), [rows[i] for i in unseen])
    curve = reliability([(float(chance), bool(is_right)) for chance, is_right in zip(said, right, strict=True)])
    card = {
        "what": "Chance that a value of a record is right; fitted by logistic regression, weights kept non-negative.",
        "values": len(rows),
        "papers": len({row.paper for row in rows}),
        "right": round(float(right.mean()), 4),
        "calibration_error_cross_validated": round(curve.calibration_error, 4),
        "share_untouched_at_half_percent_error": round(curve.untouched, 4),
        "share_untouched_at_two_percent_error": round(untouched(said, right, error=0.02), 4),
        "by_hand": "objections: flags are too rare in these papers to be fitted",
        "made_by": "python -m tests.ingest.confidence_fit",
    }
    print(curve)
    print(json.dumps(card, indent=1))
    MODEL.write_text(json.dumps({"card": card, **fit(rows)}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
