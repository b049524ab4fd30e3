import copy
import json

import pytest

from tests.benchmark.confidence import reliability
from tests.conftest import REPOSITORY
from tests.ingest.judging import judged


def test_what_comes_true_as_often_as_was_said_has_no_calibration_error() -> None:
    found = reliability([(0.75, True)] * 3 + [(0.75, False)])
    assert (found.values, found.right, found.calibration_error) == (4, 0.75, 0)
    assert [(one.low, one.values, one.right) for one in found.bins] == [(0.7, 4, 0.75)]


def test_calibration_error_is_weighed_by_the_number_of_values() -> None:
    pairs = [(0.95, True)] * 3 + [(0.5, False)]
    assert reliability(pairs).calibration_error == pytest.approx((3 * 0.05 + 0.5) / 4)


def test_surest_values_are_untouched_until_more_than_half_a_percent_is_wrong() -> None:
    pairs = [(0.99, True)] * 399 + [(0.98, False)] + [(0.9, False)] * 100
    assert reliability(pairs).untouched == pytest.approx(400 / 500)


def test_values_of_one_confidence_are_accepted_together_or_not_at_all() -> None:
    assert reliability([(0.9, True)] * 50 + [(0.9, False)] * 50).untouched == 0


def test_curve_is_printed_a_bin_a_line() -> None:
    lines = str(reliability([(1.0, True), (0.31, False)])).splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["0.3", "0.9"]
    assert lines[-1] == "acceptable untouched at 0.5% error: 50.0%"
    assert str(reliability([])).startswith("     said")


def test_values_of_a_record_are_right_when_the_gold_has_them() -> None:
    gold = json.loads((REPOSITORY / "samples" / "gold" / "01.json").read_text(encoding="utf-8"))
    evidence = {"/document/issuer": 0.9, "/document/number": 0.8, "/tasks/0/title": 0.7, "/document/parent": 0.6}
    record = copy.deepcopy(gold) | {"evidence": {key: {"confidence": sure} for key, sure in evidence.items()}}
    record["document"]["number"] = "731"
    assert judged(record, gold) == [(0.9, True), (0.8, False), (0.7, True)]
