"""The pictures in the READMEs, taken from a real service: `python -m tests.browser.pictures`."""

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS, OFFICE_SCREEN, READ_TIMEOUT_MS, serving
from tests.browser.desk import ready
from tests.conftest import REPOSITORY

PICTURES = REPOSITORY / "samples" / "pictures"
SHOWN_READ = 10  # papers read when the list is taken: some ready, some under way
STEP = 2  # colours are rounded to this: no eye sees it, and the scan's grain packs smaller


def main() -> None:
    """Read the sample papers and take the pictures."""
    width, height = OFFICE_SCREEN
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "data", "--samples") as link,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGUMENTS))
        page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        page.goto(link)
        page.get_by_role("button", name="Vào Bóc Tách").click()
        take_list(page)
        take_review(page)
        browser.close()


def take_list(page: Page) -> None:
    """The list while papers are being read, some of them ready."""
    expect(page.locator("#papers .chip[data-state=needs_review]").nth(SHOWN_READ - 1)).to_be_visible(
        timeout=3 * READ_TIMEOUT_MS
    )
    expect(page.locator("#papers .chip[data-state=reading]").first).to_be_visible()
    _take(page, "list.png")


def take_review(page: Page) -> None:
    """The desk with a value in hand."""
    page.locator("#search").fill("Mộc Lâm")
    paper = page.locator("#papers tr", has_text="Mộc Lâm").first
    expect(paper.locator(".chip")).to_have_text("Chờ duyệt", timeout=3 * READ_TIMEOUT_MS)
    paper.locator(".what a").click()
    ready(page)
    page.locator("[data-tab=tasks]").click()
    page.locator('[data-value="/tasks/2/deadlines/0/text"]').click()
    expect(page.locator("#sheets .lit rect").first).to_be_visible()
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.locator(".lit").first.evaluate(
        "(group) => Promise.all(group.getAnimations({subtree: true}).map((one) => one.finished))"
    )
    _take(page, "review.png")


def _take(page: Page, name: str) -> None:
    path = PICTURES / name
    page.screenshot(path=path)
    with Image.open(path) as picture:
        rounded = picture.convert("RGB").point(lambda value: min(255, (value + STEP // 2) // STEP * STEP))
        rounded.save(path, optimize=True)


if __name__ == "__main__":
    main()
