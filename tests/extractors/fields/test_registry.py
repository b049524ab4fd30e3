"""The folder of fields is the registry: its examples are true, and a bad entry is refused by its name."""

import types
from typing import Any

import pytest

from extractors.fields import FieldError, example_passage, field_of, fields

EXAMPLES = [(name, key) for name, field in fields().items() for key in field.examples]


@pytest.mark.parametrize(
    ("name", "key"), EXAMPLES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(EXAMPLES)]
)
def test_example_is_read_as_written(name: str, key: str) -> None:
    field = fields()[name]
    assert [found.value for found in field.extract(example_passage(key))] == list(field.examples[key])


@pytest.mark.parametrize(
    ("name", "key"), EXAMPLES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(EXAMPLES)]
)
def test_spans_lie_in_the_text(name: str, key: str) -> None:
    passage = example_passage(key)
    for found in fields()[name].extract(passage):
        assert 0 <= found.span.start < found.span.end <= len(passage.text)
        assert found.rule.startswith(f"{name}."), found.rule


def test_every_part_of_the_record_has_its_field() -> None:
    header = {
        "kind", "number", "symbol", "issued_on", "place", "issuer", "parent", "subject", "signer", "legal_bases",
        "recipients", "appendices",
    }  # fmt: skip
    assert set(fields()) == header | {"criteria", "deadlines", "units", "targets", "samples"}


def module(**entries: Any) -> types.ModuleType:
    made = types.ModuleType("extractors.fields.stamp")
    whole = {"NAME": "stamp", "SCOPE": "task", "EXAMPLES": {"đã ký": []}, "extract": lambda passage: iter(())}
    for name, value in (whole | entries).items():
        if value is not None:
            setattr(made, name, value)
    return made


def test_good_module_becomes_a_field() -> None:
    field = field_of(module())
    assert (field.name, field.scope, field.wants("time"), field.wants(None)) == ("stamp", "task", True, True)


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ({"extract": None}, "extractors.fields.stamp is no field: it has no extract"),
        ({"NAME": None, "EXAMPLES": None}, "it has no NAME, EXAMPLES"),
        ({"SCOPE": "page"}, "SCOPE is 'page'"),
        ({"EXAMPLES": {}}, "EXAMPLES is empty"),
        ({"SCOPE": "header"}, "must say which zones it READS"),
        ({"READS": frozenset({"margin"})}, "unknown labels ['margin']"),
    ],
)
def test_bad_module_is_refused_by_name(entries: dict[str, Any], complaint: str) -> None:
    with pytest.raises(FieldError, match=r"extractors\.fields\.stamp") as refusal:
        field_of(module(**entries))
    assert complaint in str(refusal.value)


def test_example_tag_sets_label_year_and_day() -> None:
    passage = example_passage("[time 2024 2024-02-16] Quý II")
    assert (passage.text, passage.label, passage.year) == ("Quý II", "time", 2024)
    assert passage.issued_on is not None and passage.issued_on.isoformat() == "2024-02-16"
    assert example_passage("Quý II").label is None
