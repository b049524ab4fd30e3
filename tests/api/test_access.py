import re

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.access import HEADERS, PUBLIC_PATHS, PUBLIC_PREFIXES
from api.app import ROUTERS
from ingest.store import Store
from ingest.store.documents import StoredDocument
from tests.api.conftest import Person, with_token


def routes() -> list[tuple[str, str]]:
    found = []
    for module in ROUTERS:
        for route in module.router.routes:
            assert isinstance(route, APIRoute)
            path = re.sub(r"\{\w+\}", "x", route.path.replace("{number}", "1"))
            found += [(method, path) for method in route.methods or ()]
    return found


def test_nothing_is_served_to_strangers(stranger: TestClient, paper: StoredDocument) -> None:
    asked = 0
    for method, path in [*routes(), ("GET", f"/v1/documents/{paper.id}/record"), ("GET", "/v1/openapi.json")]:
        if path in PUBLIC_PATHS or path.startswith(PUBLIC_PREFIXES):
            continue
        response = stranger.request(method, path)
        assert response.status_code == 401, (method, path)
        assert response.json()["code"] == "not_signed_in"
        asked += 1
    assert asked > 20


def test_stranger_in_a_browser_is_shown_the_way_in(stranger: TestClient) -> None:
    response = stranger.get("/", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/healthz", "/sign-in", "/v1/documents", "/static/boctach.css", "/nothing"])
def test_every_answer_carries_the_security_headers(path: str, stranger: TestClient) -> None:
    response = stranger.get(path)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    policy = response.headers["Content-Security-Policy"]
    assert "'unsafe" not in policy
    assert "http" not in policy


def test_one_time_link_lets_in_once_and_looking_does_not_use_it_up(stranger: TestClient, store: Store) -> None:
    token = store.accounts.first_start()
    for _ in range(2):
        assert stranger.get(f"/sign-in/{token}", headers={"Accept": "text/html"}).status_code == 200
    entered = stranger.post(f"/sign-in/{token}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    stranger.cookies.clear()
    again = stranger.post(f"/sign-in/{token}")
    assert again.status_code == 403
    assert "đã dùng" in again.text


def test_password_lets_in_and_a_wrong_one_does_not(stranger: TestClient, store: Store) -> None:
    store.accounts.create("lan", "Nguyễn Thị Lan", "reviewer", password="mùa lúa chín vàng")
    wrong = stranger.post("/sign-in", data={"name": "lan", "password": "mùa lúa chín"})
    assert wrong.status_code == 403
    assert "boctach_session" not in stranger.cookies
    right = stranger.post("/sign-in", data={"name": "lan", "password": "mùa lúa chín vàng"})
    assert right.status_code == 303
    assert "Nguyễn Thị Lan" in stranger.get("/").text


def test_signing_out_ends_the_session_on_the_server(person: Person) -> None:
    cookie = person.client.cookies["boctach_session"]
    assert person.client.post("/sign-out", headers=person.headers()).status_code == 204
    person.client.cookies.set("boctach_session", cookie)
    assert person.client.get("/v1/documents").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Boctach-CSRF": "0" * 64},
        {"Origin": "http://evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_change_without_proof_of_coming_from_our_page_is_refused(
    headers: dict[str, str], person: Person, paper: StoredDocument
) -> None:
    proof = person.headers() if "Origin" in headers or "Sec-Fetch-Site" in headers else {}
    path = f"/v1/documents/{paper.id}/approve"
    response = person.client.post(path, headers={**proof, **headers, "If-Match": '"1"'})
    assert (response.status_code, response.json()["code"]) == (403, "forged_request")
    assert person.client.get(f"/v1/documents/{paper.id}").json()["state"] == "needs_review"


def test_bad_token_is_no_token(stranger: TestClient) -> None:
    response = stranger.get("/v1/documents", headers={"Authorization": "Bearer boctach_nonsense"})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("role", "method", "action"),
    [("uploader", "PATCH", "record"), ("uploader", "POST", "approve"), ("reviewer", "POST", "approve")],
)
def test_role_limits_what_a_caller_may_do(
    role: str, method: str, action: str, stranger: TestClient, store: Store, paper: StoredDocument
) -> None:
    client = with_token(stranger, store, role)  # type: ignore[arg-type]
    body = [{"op": "replace", "path": "/document/number", "value": "1"}] if method == "PATCH" else None
    headers = {"If-Match": '"1"'}
    response = client.request(method, f"/v1/documents/{paper.id}/{action}", json=body, headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_administrator_adds_people_and_others_may_not(person: Person, store: Store) -> None:
    made = person.client.post("/v1/people", json={"name": "Hoa", "role": "reviewer"}, headers=person.headers())
    assert made.status_code == 201
    token = made.json()["url"].rpartition("/")[2]
    signed_in = store.accounts.redeem(token)
    assert signed_in is not None
    assert (signed_in[1].name, signed_in[1].role) == ("hoa", "reviewer")
    person.client.cookies.clear()
    person.client.cookies.set("boctach_session", signed_in[0])
    session = store.accounts.session(signed_in[0])
    assert session is not None
    headers = {"X-Boctach-CSRF": session.csrf}
    refused = person.client.post("/v1/people", json={"name": "Mai"}, headers=headers)
    assert refused.json()["code"] == "not_allowed"


def test_password_is_set_by_oneself_and_ends_the_sessions(person: Person) -> None:
    path = "/v1/people/me/password"
    weak = person.client.put(path, json={"password": "ngắn"}, headers=person.headers())
    assert weak.json()["code"] == "invalid_value"
    assert person.client.put(path, json={"password": "con đường làng xưa"}, headers=person.headers()).status_code == 204
    assert person.client.get("/v1/documents").status_code == 401
