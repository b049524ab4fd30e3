"""What holds for every field that reads the passages of a task, and the invented passages in the shapes of plans.

`passages/open.jsonl` is for writing rules by; `held_out.jsonl` only tells how they do on what nobody looked at.
"""

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.fields import deadlines, example_passage, samples, targets, units
from extractors.folding import fold
from extractors.passage import Found, Passage

PASSAGES = Path(__file__).parent.parent / "passages"
FIELDS = {"deadlines": deadlines, "units": units, "targets": targets}
LEAST_F1 = {"open.jsonl": 0.97, "held_out.jsonl": 0.90}  # measured 1.00 and 0.95


def comparable(name: str, value: Any) -> list[Any]:
    if name == "deadlines":
        return [value.kind, value.start, value.end, value.every]
    if name == "units":
        return [value.role, value.name]
    return [value.op, value.value, value.unit]


def read(name: str, passage: Passage) -> list[list[Any]]:
    return [comparable(name, found.value) for found in FIELDS[name].extract(passage)]


@pytest.mark.parametrize("file", sorted(LEAST_F1))
def test_invented_passages_are_read(file: str) -> None:
    hits = wanted = got = 0
    for line in (PASSAGES / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passage = example_passage(row["passage"])
        for name in FIELDS:
            if name == "units" and passage.label in ("time", "target"):
                continue
            expected, found = row.get(name, []), read(name, passage)
            wanted, got = wanted + len(expected), got + len(found)
            hits += sum(1 for value in expected if value in found)
    assert 2 * hits / (wanted + got) >= LEAST_F1[file]


PIECES = st.sampled_from(
    [
        *(
            "trước ngày 10/01/2024",
            "Quý II",
            "tháng 12-02/2024",
            "hằng tháng",
            "chậm nhất",
            "từ",
            "đến hết",
            "năm 2025",
        ),
        *("các sở, ban, ngành", "UBND xã", "phối hợp với", "chủ trì", "Giao", "Phòng Văn hóa và Thông tin"),
        *(
            "có trách nhiệm",
            "tối thiểu 97%",
            "20 - 30%",
            "03 sáng kiến",
            "không quá",
            "8 giờ",
            "theo Kế hoạch số 1/KH-UBND",
        ),
        *("tổng số 90 phiếu, gồm:", "(03 người x 18 sở) = 54 phiếu", "- ", "; ", ": ", "\n", "và", ", ", "(", ")", "."),
        *("l0/01/2024", "1"),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))
LABELS = st.sampled_from([None, "time", "lead", "coordinate", "perform", "units", "unit", "title", "target"])


@settings(max_examples=120, deadline=None)
@given(TEXTS, LABELS, st.sampled_from([None, 2024]))
def test_any_text_gives_values_whose_spans_lie_in_it(text: str, label: Any, year: int | None) -> None:
    shift = 7
    passage = Passage(text, range(shift, shift + len(text)), year, dt.date(2024, 2, 16), label)
    for field in (*FIELDS.values(), samples):
        found: Found[Any]
        for found in field.extract(passage):
            assert shift <= found.span.start < found.span.end <= shift + len(text)
            assert found.rule.startswith(f"{field.NAME}.")
            if found.value is not None and hasattr(found.value, "text"):
                printed = " ".join(text[found.span.start - shift : found.span.end - shift].split())
                assert found.value.text == printed


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_parts_of_a_sample_stand_in_the_text(text: str) -> None:
    passage = Passage(text, range(len(text)))
    for found in samples.extract(passage):
        for place in samples.parts(found.value, passage).values():
            assert 0 <= place.start < place.end <= len(text)


EXAMPLES = [(name, key) for name, field in FIELDS.items() for key in field.EXAMPLES]


@pytest.mark.parametrize(("name", "key"), EXAMPLES)
def test_a_text_without_marks_gives_the_same_values_or_none(name: str, key: str) -> None:
    passage = example_passage(key)
    expected = [fold(json.dumps(value, ensure_ascii=False)) for value in read(name, passage)]
    bare = "".join(
        plain.upper() if letter.isupper() else plain
        for letter, plain in zip(passage.text, fold(passage.text), strict=True)
    )
    for value in read(name, Passage(bare, passage.offsets, passage.year, passage.issued_on, passage.label)):
        if name != "units":
            assert fold(json.dumps(value, ensure_ascii=False)) in expected


@pytest.mark.parametrize(("name", "key"), [pair for pair in EXAMPLES if pair[0] == "deadlines"])
def test_a_misread_digit_never_turns_a_date_into_another(name: str, key: str) -> None:
    """Scanners read 1 as l and 0 as O; what they leave must be missing, or the same."""
    passage = example_passage(key)
    expected = {tuple(value[1:3]) for value in read(name, passage)} | {(None, None)}
    choose = random.Random(key)
    for _ in range(8):
        letters = list(passage.text)
        places = [index for index, letter in enumerate(letters) if letter in "10"]
        if not places:
            return
        index = choose.choice(places)
        letters[index] = {"1": "l", "0": "O"}[letters[index]]
        noisy = Passage("".join(letters), passage.offsets, passage.year, passage.issued_on, passage.label)
        for value in read(name, noisy):
            assert (value[1], value[2]) in expected, noisy.text
