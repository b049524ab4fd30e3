import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from ingest.settings import Settings
from ingest.store import Store
from ingest.store.documents import StoredDocument
from tests.api.conftest import Person
from tests.conftest import REPOSITORY

STATIC = REPOSITORY / "api" / "static"
PAGE_LIMIT_BYTES = 300_000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", ["/", "/people", "/documents/{id}"])
def test_page_is_served_in_the_chosen_language_without_anything_inline(
    path: str, language: str, person: Person, paper: StoredDocument
) -> None:
    person.client.cookies.set("boctach_language", language)
    response = person.client.get(path.format(id=paper.id), headers={"Accept": "text/html"})
    assert response.status_code == 200
    html = response.text
    assert f'<html lang="{language}">' in html
    assert ("Đăng xuất" in html) == (language == "vi")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(src=|application/json))", html)
    assert re.findall(r'\s(?:src|href|action)="((?!/|#)[^"]*)"', html) == []


def test_every_label_and_button_of_a_page_has_a_name(person: Person, paper: StoredDocument) -> None:
    html = person.client.get(f"/documents/{paper.id}", headers={"Accept": "text/html"}).text
    for button in re.findall(r"<button[^>]*>.*?</button>", html, re.DOTALL):
        words = re.sub(r"<svg.*?</svg>|<[^>]+>", "", button, flags=re.DOTALL).strip()
        # Buttons of the dialogs are named by the script when they are asked.
        assert words or "aria-label=" in button or 'id="ask-yes"' in button, button


def test_language_switch_goes_back_to_our_own_pages_only(stranger: TestClient) -> None:
    response = stranger.get("/language/en", params={"next": "/documents/1"})
    assert response.headers["location"] == "/documents/1"
    assert "boctach_language=en" in response.headers["set-cookie"]
    for away in ("https://evil.test/", "//evil.test", "/\\evil.test"):
        assert stranger.get("/language/en", params={"next": away}).headers["location"] == "/"


def test_name_of_a_file_is_text_and_never_markup(person: Person) -> None:
    files = {"files": ("<img src=x onerror=alert(1)>.txt", b"Thong bao\n")}
    made = person.client.post("/v1/documents", files=files, headers=person.headers()).json()["results"][0]
    html = person.client.get(f"/documents/{made['document']['id']}", headers={"Accept": "text/html"}).text
    assert "<img" not in html
    assert "&lt;img" in html


def test_pages_are_light_and_local() -> None:
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert sum(path.stat().st_size for path in files) < PAGE_LIMIT_BYTES
    for path in files:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|innerHTML|eval\(", text), path.name


def test_pages_speak_the_language_of_the_settings_until_someone_switches(settings: Settings, store: Store) -> None:
    english = replace(settings, language="en")
    with TestClient(create_app(english, store=store), headers={"Accept": "text/html"}) as client:
        assert "Sign in" in client.get("/sign-in").text
        client.get("/language/vi")
        assert "Đăng nhập" in client.get("/sign-in").text
