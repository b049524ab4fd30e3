"""A real server in its own process and real Chromium, with every request that leaves a page on record."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import REPOSITORY

CHROMIUM_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
OFFICE_SCREEN = (1366, 768)
READ_TIMEOUT_MS = 120_000  # a one-page scan takes some seconds; a busy machine many more


@dataclass(frozen=True, slots=True)
class Service:
    """A running server and the session of its administrator."""

    url: str
    cookies: list[dict[str, object]]


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[str]:
    """Run `boctach serve` on any free port and give its one-time sign-in address; the process is ended afterwards."""
    with subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0", "--data", str(data), *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "BOCTACH_WORKERS": "1", "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        link = _sign_in_link(process.stderr)
        rest = threading.Thread(target=process.stderr.read)
        rest.start()
        try:
            yield link
        finally:
            process.terminate()
            process.wait(timeout=30)
            rest.join()


def _sign_in_link(said: IO[str]) -> str:
    lines = []
    for line in said:
        lines.append(line)
        found = re.search(r"http://\S+/sign-in/\S+", line)
        if found:
            return found[0]
    raise AssertionError(f"the server ended before it was ready:\n{''.join(lines)}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service") / "data") as link:
        url = link.partition("/sign-in/")[0]
        context = chromium.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Vào Bóc Tách").click()
        page.wait_for_url(f"{url}/")
        cookies = context.cookies()
        context.close()
        yield Service(url, cookies)  # type: ignore[arg-type]  # playwright's Cookie is a dict of its own


@pytest.fixture
def context(chromium: Browser, service: Service) -> Iterator[BrowserContext]:
    """A signed-in browser window whose requests all have to go to our own server, and whose pages make no errors."""
    width, height = OFFICE_SCREEN
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN", base_url=service.url)
    context.add_cookies(service.cookies)  # type: ignore[arg-type]
    strangers: list[str] = []
    errors: list[str] = []
    context.on(
        "request", lambda request: strangers.append(request.url) if _is_elsewhere(request.url, service) else None
    )
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    yield context
    context.close()
    assert strangers == []
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def _is_elsewhere(url: str, service: Service) -> bool:
    return not url.startswith((f"{service.url}/", "data:", "blob:"))
