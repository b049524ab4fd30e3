from starlette.testclient import TestClient

from ingest.store import Store
from ingest.store.documents import StoredDocument
from tests.api.conftest import Person
from tests.api.test_problems import assert_problem

Operations = list[dict[str, object]]


def patch(client: TestClient, paper: StoredDocument, version: int, operations: Operations) -> object:
    headers = {"If-Match": f'"{version}"'}
    return client.patch(f"/v1/documents/{paper.id}/record", json=operations, headers=headers)


def test_record_has_its_version_as_etag(machine: TestClient, paper: StoredDocument) -> None:
    path = f"/v1/documents/{paper.id}/record"
    response = machine.get(path)
    assert response.headers["etag"] == '"1"'
    assert response.json()["review"] == {"state": "needs_review", "version": 1}
    assert machine.get(path, headers={"If-None-Match": '"1"'}).status_code == 304


def test_correction_is_made_and_the_machine_value_kept_beside(person: Person, paper: StoredDocument) -> None:
    path = f"/v1/documents/{paper.id}"
    operations: Operations = [{"op": "replace", "path": "/document/number", "value": "54"}]
    headers = person.headers(**{"If-Match": '"1"'})
    response = person.client.patch(f"{path}/record", json=operations, headers=headers)
    assert response.headers["etag"] == '"2"'
    assert response.json()["document"]["number"] == "54"
    assert response.json()["evidence"]["/document/number"]["status"] == "corrected"
    (correction,) = person.client.get(f"{path}/corrections").json()
    assert (correction["machine_value"], correction["human_value"]) == ("45", "54")
    assert correction["by"] == "Quản trị viên"
    assert person.client.get(f"{path}/machine-record").json()["document"]["number"] == "45"


def test_value_is_confirmed_as_it_stands(machine: TestClient, paper: StoredDocument) -> None:
    operations: Operations = [
        {"op": "replace", "path": "/evidence/~1document~1number/status", "value": "confirmed"},
    ]
    record = patch(machine, paper, 1, operations).json()  # type: ignore[attr-defined]
    assert record["evidence"]["/document/number"]["status"] == "confirmed"
    assert record["document"]["number"] == "45"


def test_items_are_added_and_removed_and_their_proofs_move(machine: TestClient, paper: StoredDocument) -> None:
    before = machine.get(f"/v1/documents/{paper.id}/record").json()
    unit = {"name": "Công an xã", "role": "coordinate", "key": None}
    operations: Operations = [
        {"op": "remove", "path": "/tasks/0"},
        {"op": "add", "path": "/tasks/0/units/-", "value": unit},
    ]
    after = patch(machine, paper, 1, operations).json()  # type: ignore[attr-defined]
    assert [task["path"] for task in after["tasks"]] == ["I.2"]
    assert after["tasks"][0]["units"][-1] == unit
    assert after["evidence"]["/tasks/0/title"] == before["evidence"]["/tasks/1/title"]


def test_stale_version_is_refused_and_nothing_is_changed(machine: TestClient, paper: StoredDocument) -> None:
    operations: Operations = [{"op": "replace", "path": "/document/number", "value": "54"}]
    patch(machine, paper, 1, operations)
    assert_problem(patch(machine, paper, 1, operations), "version_conflict", 412)
    assert_problem(
        machine.patch(f"/v1/documents/{paper.id}/record", json=operations), "version_missing", 428
    )  # fmt: skip


def test_pointer_or_value_that_does_not_fit_is_refused(machine: TestClient, paper: StoredDocument) -> None:
    wrong: list[Operations] = [
        [{"op": "replace", "path": "/tasks/99/title", "value": "x"}],
        [{"op": "replace", "path": "/review/state", "value": "approved"}],
        [{"op": "replace", "path": "/tasks/0/units", "value": "Văn phòng"}],
        [{"op": "move", "path": "/tasks/0"}],
        [{"op": "replace", "path": "/tasks/0/title"}],
    ]
    for operations in wrong:
        assert_problem(patch(machine, paper, 1, operations), "invalid_value", 422)
    assert machine.get(f"/v1/documents/{paper.id}/record").headers["etag"] == '"1"'


def test_approved_paper_is_closed_until_it_is_reopened(machine: TestClient, paper: StoredDocument) -> None:
    path = f"/v1/documents/{paper.id}"
    approved = machine.post(f"{path}/approve", headers={"If-Match": '"1"'})
    assert approved.json()["review"] == {"state": "approved", "version": 2}
    assert machine.get(path).json()["state"] == "approved"
    operations: Operations = [{"op": "replace", "path": "/document/number", "value": "54"}]
    assert_problem(patch(machine, paper, 2, operations), "version_conflict", 412)
    assert machine.post(f"{path}/reopen", headers={"If-Match": '"2"'}).json()["review"]["version"] == 3
    assert patch(machine, paper, 3, operations).json()["document"]["number"] == "54"  # type: ignore[attr-defined]


def test_rejection_keeps_its_reason(machine: TestClient, paper: StoredDocument, store: Store) -> None:
    path = f"/v1/documents/{paper.id}/reject"
    response = machine.post(path, json={"reason": "Thiếu trang 2"}, headers={"If-Match": '"1"'})
    assert response.json()["review"]["state"] == "rejected"
    (line,) = [line for line in store.audit.list(document_id=paper.id) if line.action == "record.rejected"]
    assert line.detail["reason"] == "Thiếu trang 2"
