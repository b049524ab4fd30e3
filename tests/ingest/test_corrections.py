"""Corrections change a record by pointer and keep the proof of every value with its value."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values import Criterion, Deadline, Document, Flag, Group, Sample, Task, Unit
from ingest.corrections import Edit, correct, record_from_json
from ingest.errors import PaperError
from ingest.record import Record, RecordPlace, RecordSource, Review, ValueEvidence


def proof(raw: str, confidence: float = 0.9) -> ValueEvidence:
    return ValueEvidence(confidence, "extracted", "tasks.title", raw, raw, (RecordPlace(2, (10, 20, 300, 44)),))


def record(titles: tuple[str, ...] = ("Lập danh sách", "Phát phiếu", "Tổng hợp")) -> Record:
    tasks = tuple(
        Task(
            path=f"II.{number}",
            title=title,
            criteria=(Criterion("1.3.2", None),),
            deadlines=(Deadline("tháng 5", "within", "2024-05-01", "2024-05-31"),),
            units=(Unit("Văn phòng", "lead"), Unit("Tổ chuyên môn", "coordinate")),
        )
        for number, title in enumerate(titles, 1)
    )
    evidence = {"/document/number": proof("12")}
    for index, title in enumerate(titles):
        evidence[f"/tasks/{index}"] = proof(title)
        evidence[f"/tasks/{index}/title"] = proof(title)
        evidence[f"/tasks/{index}/units/0"] = proof("Văn phòng")
        evidence[f"/tasks/{index}/units/1"] = proof("Tổ chuyên môn")
    return Record(
        id="8c",
        source=RecordSource("8c" * 32, "Kế hoạch.pdf", "application/pdf"),
        document=Document(kind="ke_hoach", number="12", recipients=("Như trên", "Lưu: VT")),
        tasks=tasks,
        samples=(Sample("III", 100, "phiếu", (Group("Xã An Hòa", 60, "phiếu"), Group("Xã Bình Minh", 40, "phiếu"))),),
        evidence=evidence,
        flags=(Flag("/tasks/1/units/1", "unknown_unit", "warning", "lạ", "unknown"),),
        review=Review("needs_review", 4),
    )


def test_record_comes_back_from_its_json() -> None:
    assert record_from_json(record().to_json()) == record()


def test_replace_changes_the_value_and_marks_its_proof() -> None:
    corrected, changes = correct(record(), [Edit("replace", "/document/number", "21")])
    assert corrected.document.number == "21"
    proven = corrected.evidence["/document/number"]
    assert (proven.status, proven.confidence, proven.raw) == ("corrected", 1.0, "12")
    assert [(change.pointer, change.before, change.after) for change in changes] == [("/document/number", "12", "21")]


def test_replace_of_a_value_never_found_has_a_proof_without_place() -> None:
    corrected, changes = correct(record(), [Edit("replace", "/document/signer/name", "Trần Văn Bình")])
    assert corrected.document.signer.name == "Trần Văn Bình"
    assert corrected.evidence["/document/signer/name"].places == ()
    assert changes[0].before is None


def test_replace_of_a_whole_item_drops_the_proof_of_its_parts() -> None:
    new = {"path": "II.1", "title": "Rà soát", "criteria": [], "deadlines": [], "units": [], "targets": []}
    corrected, _ = correct(record(), [Edit("replace", "/tasks/0", new)])
    assert corrected.tasks[0].title == "Rà soát"
    assert "/tasks/0/title" not in corrected.evidence
    assert corrected.evidence["/tasks/0"].status == "corrected"
    assert corrected.evidence["/tasks/1/title"].status == "extracted"


def test_remove_moves_the_proof_and_the_flags_of_what_follows() -> None:
    corrected, changes = correct(record(), [Edit("remove", "/tasks/0")])
    assert [task.title for task in corrected.tasks] == ["Phát phiếu", "Tổng hợp"]
    assert corrected.evidence["/tasks/0/title"].raw == "Phát phiếu"
    assert corrected.evidence["/tasks/1/title"].raw == "Tổng hợp"
    assert "/tasks/2/title" not in corrected.evidence
    assert [flag.pointer for flag in corrected.flags] == ["/tasks/0/units/1"]
    assert changes[0].before["title"] == "Lập danh sách"


def test_remove_of_a_flagged_value_drops_its_flag() -> None:
    corrected, _ = correct(record(), [Edit("remove", "/tasks/1/units/1")])
    assert corrected.flags == ()
    assert len(corrected.tasks[1].units) == 1


def test_remove_of_a_plain_field_makes_it_empty() -> None:
    corrected, _ = correct(record(), [Edit("remove", "/document/number")])
    assert corrected.document.number is None


def test_add_before_an_item_and_at_the_end() -> None:
    unit = {"name": "Công an xã", "role": "coordinate", "key": None}
    corrected, changes = correct(
        record(), [Edit("add", "/tasks/0/units/0", unit), Edit("add", "/document/recipients/-", "Đài truyền thanh")]
    )
    assert [each.name for each in corrected.tasks[0].units] == ["Công an xã", "Văn phòng", "Tổ chuyên môn"]
    assert corrected.evidence["/tasks/0/units/0"].rule == "human"
    assert corrected.evidence["/tasks/0/units/1"].raw == "Văn phòng"
    assert corrected.document.recipients[-1] == "Đài truyền thanh"
    assert changes[1].pointer == "/document/recipients/2"


def test_add_of_a_whole_task_and_sample_group() -> None:
    task = {"path": "II.4", "title": "Báo cáo"}
    group = {"name": "Xã Cẩm Sơn", "count": 20, "unit": "phiếu"}
    corrected, _ = correct(record(), [Edit("add", "/tasks/-", task), Edit("add", "/samples/0/groups/1", group)])
    assert corrected.tasks[3].units == ()
    assert [each.name for each in corrected.samples[0].groups] == ["Xã An Hòa", "Xã Cẩm Sơn", "Xã Bình Minh"]


def test_confirm_leaves_the_value_and_changes_the_status() -> None:
    corrected, changes = correct(record(), [Edit("confirm", "/tasks/0/title")])
    assert corrected.tasks == record().tasks
    assert corrected.evidence["/tasks/0/title"].status == "confirmed"
    assert corrected.evidence["/tasks/0/title"].confidence == 0.9
    assert changes[0].before == changes[0].after == "Lập danh sách"


def test_patch_is_read_as_edits() -> None:
    patch: list[dict[str, Any]] = [
        {"op": "replace", "path": "/document/number", "value": "21"},
        {"op": "remove", "path": "/tasks/2"},
        {"op": "replace", "path": "/evidence/~1tasks~10~1title/status", "value": "confirmed"},
    ]
    assert Edit.from_patch(patch) == (
        Edit("replace", "/document/number", "21"),
        Edit("remove", "/tasks/2"),
        Edit("confirm", "/tasks/0/title"),
    )


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "move", "path": "/tasks/0", "from": "/tasks/1"},
        {"op": "replace", "path": "/document/number"},
        {"op": "replace", "path": 5, "value": 1},
        {"path": "/document/number", "value": "1"},
    ],
)
def test_patch_of_another_kind_is_refused(operation: dict[str, Any]) -> None:
    with pytest.raises(PaperError) as caught:
        Edit.from_patch([operation])
    assert caught.value.reason.code == "invalid_value"


@pytest.mark.parametrize(
    "edit",
    [
        Edit("replace", "/document/colour", "red"),
        Edit("replace", "/tasks/3/title", "x"),
        Edit("replace", "/tasks/-/title", "x"),
        Edit("replace", "/tasks/-", {}),
        Edit("remove", "/tasks/-1"),
        Edit("add", "/tasks/4", {"path": "1", "title": "x"}),
        Edit("replace", "/review/version", 9),
        Edit("replace", "/source/name", "x"),
        Edit("replace", "/id", "x"),
        Edit("replace", "", {}),
        Edit("replace", "/", {}),
        Edit("replace", "/document/number", 21),
        Edit("replace", "/tasks/0/units/0/role", "boss"),
        Edit("replace", "/tasks/0/deadlines/0", {"text": "mai"}),
        Edit("replace", "/samples/0/total", "nhiều"),
        Edit("remove", "/tasks/0/title"),
        Edit("replace", "/tasks/0/title/0", "x"),
        Edit("confirm", "/tasks/9"),
        Edit("replace", "/tasks", "none"),
    ],
)
def test_edit_that_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(PaperError) as caught:
        correct(record(), [edit])
    assert caught.value.reason.code == "invalid_value"


@given(st.lists(st.integers(0, 4), max_size=4))
def test_proof_stays_with_its_value_whatever_is_removed(indices: list[int]) -> None:
    titles = tuple(f"Việc {letter}" for letter in "ABCDE")
    corrected = record(titles)
    for index in indices:
        if index < len(corrected.tasks):
            corrected, _ = correct(corrected, [Edit("remove", f"/tasks/{index}")])
    for index, task in enumerate(corrected.tasks):
        assert corrected.evidence[f"/tasks/{index}/title"].raw == task.title
    pointers = [pointer for pointer in corrected.evidence if pointer.endswith("/title")]
    assert len(pointers) == len(corrected.tasks)
