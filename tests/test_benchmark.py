import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmark import ratchet
from tests.benchmark.field_score import Count, score_record
from tests.benchmark.text_score import score_text


def test_text_score_of_the_same_text_is_perfect_whatever_its_line_breaks() -> None:
    score = score_text("Số: 12/KH-UBND\nngày 05", "Số: 12/KH-UBND ngày\n\n05")
    assert (score.cer, score.wer, score.syllables, score.numbers) == (0, 0, 1, 1)


def test_text_score_counts_a_wrong_tone_and_a_wrong_digit() -> None:
    score = score_text("kế hoạch năm 2024", "kề hoạch năm 2021")
    assert score.wer == pytest.approx(2 / 4)
    assert score.cer == pytest.approx(2 / 17)
    assert score.syllables == pytest.approx(2 / 3)
    assert score.numbers == 0


def _task(**fields: Any) -> dict[str, Any]:
    return {"tasks": [{"path": "II.1", "title": "Rà soát thủ tục", **fields}]}


def test_field_score_matches_exact_parts_exactly_and_texts_nearly() -> None:
    gold = _task(units=[{"name": "Văn phòng - Thống kê xã", "role": "lead"}])
    near = _task(units=[{"name": "Văn phòng-Thống kê  xã", "role": "lead"}])
    other_role = _task(units=[{"name": "Văn phòng - Thống kê xã", "role": "perform"}])
    assert score_record(gold, near).counts["units"] == Count(1, 1, 1)
    score = score_record(gold, other_role)
    assert score.counts["units"] == Count(1, 1, 0)
    assert score.mission.f1 == 0
    assert [item.field for item in score.missed] == ["units"]


def test_field_score_leaves_out_the_header_keys_it_is_told_to() -> None:
    gold: dict[str, Any] = {"document": {"kind": "ke_hoach", "number": None}}
    read = {"document": {"kind": "ke_hoach", "number": "192"}}
    assert score_record(gold, read).counts["header"] == Count(1, 2, 1)
    assert score_record(gold, read, without=frozenset({"number"})).counts["header"] == Count(1, 1, 1)


def test_text_score_agrees_with_the_evaluation_of_the_real_papers(shared: Path) -> None:
    gold, read = shared / "gold" / "002.txt", next((shared / "seeds").glob("002_*.txt"))
    theirs = _evaluated(shared / "eval" / "score_text.py", gold, read)
    ours = score_text(gold.read_text(encoding="utf-8"), read.read_text(encoding="utf-8"))
    assert ours.cer == pytest.approx(theirs["cer"], abs=1e-4)
    assert ours.wer == pytest.approx(theirs["wer"], abs=1e-4)
    assert ours.syllables == pytest.approx(theirs["syllable_accuracy"], abs=1e-4)
    assert ours.numbers == pytest.approx(theirs["number_accuracy"], abs=1e-4)


def test_field_score_agrees_with_the_evaluation_of_the_real_papers(shared: Path, tmp_path: Path) -> None:
    gold = json.loads((shared / "gold" / "002.json").read_text(encoding="utf-8"))
    damaged = json.loads(json.dumps(gold))
    damaged["tasks"] = damaged["tasks"][1:] + damaged["tasks"][:2]
    damaged["tasks"][0]["units"][0]["role"] = "perform"
    damaged["document"]["number"] = "28"
    read = tmp_path / "damaged.json"
    read.write_text(json.dumps(damaged), encoding="utf-8")
    theirs = _evaluated(shared / "eval" / "score_record.py", shared / "gold" / "002.json", read)
    ours = score_record(gold, damaged)
    for field, count in ours.counts.items():
        assert (count.gold, count.read, count.right) == tuple(theirs[field][key] for key in ("gold", "got", "hits"))
    assert ours.mission.f1 == pytest.approx(theirs["mission"]["f1"], abs=1e-4)


def _evaluated(script: Path, gold: Path, read: Path) -> dict[str, Any]:
    command = [sys.executable, str(script), str(gold), str(read), "--json"]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result


def test_ratchet_calls_a_higher_error_rate_and_a_lower_f1_worse(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ratchet, "BASELINE", tmp_path / "baseline.json")
    ratchet.record({"samples": {"light": {"files": 2, "cer": 0.01, "mission.f1": 0.9}}})
    moved = {
        change.where.split(" / ")[-1]: change.is_worse
        for change in ratchet.changes({"samples": {"light": {"files": 2, "cer": 0.02, "mission.f1": 0.95}}})
    }
    assert moved == {"cer": True, "mission.f1": False}
    assert not list(ratchet.changes({"samples": {"light": {"files": 2, "cer": 0.0101, "mission.f1": 0.9}}}))
