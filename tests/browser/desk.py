"""The pages as their users handle them."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.api.conftest import PLAN
from tests.browser.conftest import READ_TIMEOUT_MS


def hand_in(page: Page, path: Path | dict[str, object]) -> Locator:
    """Upload a file on the list page and return the line that says what became of it."""
    page.goto("/")
    lines = page.locator("#uploads li[data-state]").count()
    page.locator("#files").set_input_files(path)  # type: ignore[arg-type]
    line = page.locator("#uploads li[data-state]").nth(lines)
    expect(line).to_be_visible()
    return line


def plan_file(number: int) -> dict[str, object]:
    """Return a plan whose number makes it a paper of its own."""
    text = PLAN.replace("45/KH-UBND", f"{number}/KH-UBND")
    return {"name": f"ke-hoach-{number}.txt", "mimeType": "text/plain", "buffer": text.encode()}


def open_desk(page: Page, file: Path | dict[str, object]) -> None:
    """Hand a paper in and open it; the desk opens by itself when the paper has been read."""
    line = hand_in(page, file)
    line.get_by_role("link", name="Mở").click()
    ready(page)


def ready(page: Page) -> None:
    page.locator("#desk[data-ready]").wait_for(timeout=READ_TIMEOUT_MS)


def field(page: Page, pointer: str) -> Locator:
    return page.locator(f'[data-value="{pointer}"]')


def row(page: Page, pointer: str) -> Locator:
    return page.locator(f'.row[data-pointer="{pointer}"]')


def focused(page: Page) -> str | None:
    """Return the pointer of the field that has the focus."""
    pointer: str | None = page.evaluate("document.activeElement.dataset.value ?? null")
    return pointer


def wait_until_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile("Đã lưu lúc"))


def version(page: Page) -> int:
    """Return the version of the record as the server has it."""
    record = page.evaluate("fetch(`/v1/documents/${desk.dataset.document}/record`).then((answer) => answer.json())")
    return int(record["review"]["version"])
