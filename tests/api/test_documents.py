from typing import Any
from urllib.parse import unquote

from starlette.testclient import TestClient

from ingest.store import Store
from ingest.store.documents import StoredDocument
from tests.api.conftest import PLAN, keep_read


def hand_in(client: TestClient, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    response = client.post("/v1/documents", files=[("files", file) for file in files])
    assert response.status_code == 202
    results: list[dict[str, Any]] = response.json()["results"]
    return results


def test_paper_is_accepted_kept_and_queued(machine: TestClient, store: Store) -> None:
    response = machine.post("/v1/documents", files={"files": ("Kế hoạch.txt", PLAN.encode())})
    assert response.status_code == 202
    (result,) = response.json()["results"]
    assert (result["status"], result["document"]["state"]) == ("accepted", "queued")
    assert response.headers["location"] == f"/v1/documents/{result['document']['id']}"
    assert store.documents.original(result["document"]["id"]) == PLAN.encode()


def test_same_bytes_are_the_same_paper_and_said_to_be(machine: TestClient) -> None:
    first = machine.post("/v1/documents", files={"files": ("a.txt", PLAN.encode())}).json()["results"][0]
    again = machine.post("/v1/documents", files={"files": ("b.txt", PLAN.encode())}).json()["results"][0]
    assert again["status"] == "known"
    assert again["document"]["id"] == first["document"]["id"]


def test_several_files_get_a_result_each(machine: TestClient) -> None:
    results = hand_in(machine, ("a.txt", PLAN.encode()), ("b.docx", b"PK\x03\x04word/"), ("c.txt", b"Thong bao\n"))
    assert [(result["name"], result["status"]) for result in results] == [
        ("a.txt", "accepted"),
        ("b.docx", "refused"),
        ("c.txt", "accepted"),
    ]
    assert results[1]["problem"]["code"] == "unsupported_file"


def test_all_files_refused_is_a_problem_with_each_result(machine: TestClient) -> None:
    response = machine.post("/v1/documents", files=[("files", ("a", b"")), ("files", ("b", b"PK\x03\x04word/"))])
    assert response.status_code == 422
    assert response.json()["code"] == "empty_file"
    assert [result["problem"]["code"] for result in response.json()["results"]] == ["empty_file", "unsupported_file"]


def test_path_in_a_name_is_never_kept(machine: TestClient) -> None:
    (result,) = hand_in(machine, ("../../etc/C:\\quet\\Kế hoạch.txt", PLAN.encode()))
    assert result["document"]["name"] == "Kế hoạch.txt"


def test_list_finds_words_with_and_without_marks(machine: TestClient, paper: StoredDocument, store: Store) -> None:
    keep_read(store, PLAN.replace("45/KH", "46/KH").replace("Cải cách", "Chuyển đổi"), "khac.txt")
    for words in ("cải cách", "cai cach", "CAI CACH 45", "45/KH-UBND"):
        found = machine.get("/v1/documents", params={"text": words}).json()["documents"]
        assert [document["id"] for document in found] == [paper.id], words


def test_list_goes_on_from_its_cursor(machine: TestClient) -> None:
    for number in range(5):
        hand_in(machine, (f"{number}.txt", f"Thông báo số {number}\n".encode()))
    names, after = [], None
    while True:
        body = machine.get("/v1/documents", params={"limit": 2, **({"after": after} if after else {})}).json()
        names += [document["name"] for document in body["documents"]]
        after = body["next"]
        if after is None:
            break
    assert names == ["4.txt", "3.txt", "2.txt", "1.txt", "0.txt"]
    assert body["counts"] == {"queued": 5}


def test_list_is_filtered_by_state_and_year(machine: TestClient, paper: StoredDocument) -> None:
    hand_in(machine, ("moi.txt", b"Thong bao\n"))
    reviewed = machine.get("/v1/documents", params={"state": "needs_review", "year": 2024}).json()["documents"]
    assert [document["id"] for document in reviewed] == [paper.id]
    assert machine.get("/v1/documents", params={"year": 2023}).json()["documents"] == []


def test_original_is_a_download_and_never_shown(machine: TestClient) -> None:
    content = b"Thong bao <script>alert(1)</script>\n"
    (result,) = hand_in(machine, ("Thông báo.txt", content))
    response = machine.get(f"/v1/documents/{result['document']['id']}/original")
    assert response.content == content
    assert unquote(response.headers["content-disposition"]) == "attachment; filename*=UTF-8''Thông báo.txt"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"] == "sandbox"


def test_text_and_assignments_are_served(machine: TestClient, paper: StoredDocument) -> None:
    here = f"/v1/documents/{paper.id}"
    assert "Rà soát thủ tục hành chính" in machine.get(f"{here}/text").text
    rows = machine.get(f"{here}/assignments").json()
    assert [row["path"] for row in rows] == ["I.1", "I.2"]
    sheet = machine.get(f"{here}/assignments", params={"format": "xlsx"})
    assert sheet.content.startswith(b"PK")
    assert unquote(sheet.headers["content-disposition"]).endswith("ke-hoach.xlsx")
    assert machine.get(f"{here}/assignments", params={"format": "csv"}).content.startswith(b"\xef\xbb\xbf")


def test_assignments_of_all_approved_papers_come_in_one_table(
    machine: TestClient, paper: StoredDocument, store: Store
) -> None:
    keep_read(store, PLAN.replace("45/KH", "46/KH"), "chua-duyet.txt")
    assert machine.get("/v1/assignments").json() == []
    machine.post(f"/v1/documents/{paper.id}/approve", headers={"If-Match": '"1"'})
    rows = machine.get("/v1/assignments", params={"year": 2024}).json()
    assert [(row["number"], row["path"], row["review_state"]) for row in rows] == [
        ("45", "I.1", "approved"),
        ("45", "I.2", "approved"),
    ]
    waiting = machine.get("/v1/assignments", params={"state": "needs_review", "format": "ndjson"})
    assert waiting.headers["content-type"] == "application/x-ndjson"
    assert len(waiting.text.splitlines()) == 2
    assert machine.get("/v1/assignments", params={"format": "xlsx"}).content.startswith(b"PK")


def test_events_of_a_read_paper_say_so_and_end(machine: TestClient, paper: StoredDocument) -> None:
    response = machine.get(f"/v1/documents/{paper.id}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [line for line in response.text.splitlines() if line.startswith("event:")]
    assert events == ["event: document", "event: end"]
    assert '"state":"needs_review"' in response.text


def test_paper_can_be_read_again_until_it_is_approved(machine: TestClient, paper: StoredDocument) -> None:
    here = f"/v1/documents/{paper.id}"
    assert machine.post(f"{here}/approve", headers={"If-Match": '"1"'}).status_code == 200
    assert machine.post(f"{here}/reread").json()["code"] == "version_conflict"
    assert machine.post(f"{here}/reopen", headers={"If-Match": '"2"'}).status_code == 200
    assert machine.post(f"{here}/reread").json()["state"] == "queued"


def test_openapi_describes_the_interface(machine: TestClient) -> None:
    description = machine.get("/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert "/v1/documents/{document_id}/record" in description["paths"]
    assert "/sign-in" not in description["paths"]


def test_health_is_for_everyone(stranger: TestClient) -> None:
    assert stranger.get("/healthz").json() == {"status": "ok"}
    assert stranger.get("/readyz").json() == {"status": "ready"}
