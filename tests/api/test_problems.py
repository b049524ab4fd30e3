import pytest
from starlette.testclient import TestClient

from ingest.store.documents import StoredDocument
from tests.api.conftest import Person

PAPER_TEXT = "Kế hoạch\n"


def assert_problem(response: object, code: str, status: int) -> dict[str, object]:
    """Check the one shape of every error."""
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    body: dict[str, object] = response.json()  # type: ignore[attr-defined]
    assert response.status_code == status == body["status"]  # type: ignore[attr-defined]
    assert body["code"] == code
    assert body["type"] == f"urn:boctach:problem:{code}"
    assert body["instance"] == response.request.url.path  # type: ignore[attr-defined]
    messages = body["messages"]
    assert isinstance(messages, dict)
    assert set(messages) == {"vi", "en"}
    assert body["detail"] in messages.values()
    assert body["title"]
    return body


@pytest.mark.parametrize(
    ("method", "path", "options", "code", "status"),
    [
        ("GET", "/nothing", {}, "no_such_page", 404),
        ("DELETE", "/v1/documents", {}, "method_not_allowed", 405),
        ("GET", "/v1/documents/unknown", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/record", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/corrections", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/text", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/original", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/events", {}, "not_found", 404),
        ("GET", "/v1/documents/unknown/pages/1/image", {}, "not_found", 404),
        ("GET", "/v1/documents?limit=0", {}, "invalid_request", 422),
        ("GET", "/v1/documents?state=lost", {}, "invalid_request", 422),
        ("GET", "/v1/documents?after=nonsense", {}, "invalid_value", 422),
        ("POST", "/v1/documents", {}, "no_files", 422),
        ("POST", "/v1/documents", {"files": {"files": ("a.pdf", b"")}}, "empty_file", 422),
        ("POST", "/v1/documents", {"files": {"files": ("a.pdf", b"PK\x03\x04word/")}}, "unsupported_file", 415),
        ("POST", "/v1/documents", {"files": {"files": ("a.pdf", b"%PDF-1.7 cut")}}, "damaged_file", 422),
        ("POST", "/v1/documents/unknown/approve", {"headers": {"If-Match": '"1"'}}, "not_found", 404),
        ("POST", "/v1/documents/unknown/approve", {}, "version_missing", 428),
        ("POST", "/v1/documents/unknown/reread", {}, "not_found", 404),
        ("PATCH", "/v1/documents/unknown/record", {"json": {}}, "invalid_request", 422),
    ],
)
def test_every_error_has_the_one_shape(
    method: str, path: str, options: dict[str, object], code: str, status: int, machine: TestClient
) -> None:
    assert_problem(machine.request(method, path, **options), code, status)  # type: ignore[arg-type]


def test_detail_is_in_the_language_asked_for(machine: TestClient) -> None:
    vietnamese = machine.get("/v1/documents/unknown").json()
    english = machine.get("/v1/documents/unknown", headers={"Accept-Language": "en-GB,en;q=0.9"}).json()
    assert vietnamese["detail"] == vietnamese["messages"]["vi"]
    assert english["detail"] == english["messages"]["en"]
    assert english["messages"] == vietnamese["messages"]


def test_invalid_request_says_where(machine: TestClient) -> None:
    body = assert_problem(machine.get("/v1/documents?year=12"), "invalid_request", 422)
    assert isinstance(body["errors"], list)
    assert body["errors"][0]["where"] == "query/year"


def test_too_large_a_request_is_refused_before_it_is_read(machine: TestClient) -> None:
    headers = {"Content-Length": str(10**12), "Content-Type": "multipart/form-data; boundary=x"}
    assert_problem(machine.post("/v1/documents", content=b"", headers=headers), "request_too_large", 413)


def test_person_gets_a_page_and_not_a_document(person: Person, paper: StoredDocument) -> None:
    response = person.client.get("/documents/unknown", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Không có văn bản nào mang mã này" in response.text
