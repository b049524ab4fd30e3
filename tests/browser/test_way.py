"""The whole way in a real browser: a scan is dropped in, read, corrected against its picture, and approved."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import READ_TIMEOUT_MS, Service
from tests.browser.desk import field, focused, hand_in, ready, row, wait_until_saved
from tests.conftest import REPOSITORY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCAN = REPOSITORY / "samples" / "finished" / "11-jpeg.jpg"


@pytest.mark.ocr
def test_scan_is_uploaded_read_corrected_and_approved(page: Page) -> None:
    hand_in(page, SCAN)
    line = page.locator("#papers tr").filter(has_text="11-jpeg").or_(page.locator("#papers tr").first)
    chip = line.first.locator(".chip")
    expect(chip).to_have_text("Chờ duyệt", timeout=READ_TIMEOUT_MS)
    line.first.locator(".what a").click()
    ready(page)
    expect(page.locator("#sheets img").first).to_be_visible()

    # The focus of a field shows its place on the paper, and its cut-out beside the field.
    field(page, "/document/subject").focus()
    lit = page.locator("#sheets .lit rect").first
    expect(lit).to_be_visible()
    expect(page.locator(".proof .strip").first).to_be_visible()
    assert lit.bounding_box() is not None

    # A click on a box gives the focus to its field.
    box = page.locator('g.box[data-pointer="/document/kind"] rect').first
    box.scroll_into_view_if_needed()
    box.click()
    assert focused(page) == "/document/kind"

    # What is typed is saved, marked, and the machine's value stays beside it.
    subject = field(page, "/document/subject")
    before = subject.input_value()
    subject.fill(f"{before} (đã đối chiếu)")
    subject.press("Enter")
    wait_until_saved(page)
    expect(row(page, "/document/subject")).to_have_attribute("data-mark", "corrected")
    page.reload()
    ready(page)
    expect(field(page, "/document/subject")).to_have_value(f"{before} (đã đối chiếu)")
    field(page, "/document/subject").focus()
    expect(page.locator(".proof .machine s")).to_have_text(before)

    # Approving closes the paper.
    page.keyboard.press("Alt+Enter")
    sure = page.locator("#ask-yes")
    if page.locator("#count").get_attribute("data-left") != "0":
        sure.click()
    expect(page.locator("#paper-state")).to_have_text("Đã duyệt")
    expect(field(page, "/document/subject")).to_be_disabled()
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF tìm kiếm được").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.goto("/?state=approved")
    expect(page.locator("#papers tr .chip").first).to_have_text("Đã duyệt")


def test_stranger_sees_only_the_way_in(chromium: Browser, service: Service) -> None:
    context = chromium.new_context(base_url=service.url)
    page = context.new_page()
    page.goto("/")
    expect(page).to_have_url(re.compile("/sign-in$"))
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert context.cookies() == []
    refused = page.request.get("/v1/documents")
    assert refused.status == 401
    context.close()


def test_refused_file_says_what_to_do(page: Page) -> None:
    line = hand_in(page, {"name": "bao-cao.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04word/doc"})
    expect(line).to_have_attribute("data-state", "refused")
    expect(line).to_contain_text("Word")


def test_files_dropped_anywhere_on_the_page_are_taken_in(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          for (const name of ["mot.txt", "hai.txt"]) data.items.add(new File([`Thông báo ${name}\\n`], name));
          document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    lines = page.locator("#uploads li[data-state=accepted]")
    expect(lines).to_have_count(2)
    expect(page.locator("#papers tr").filter(has_text="hai.txt")).to_be_visible()
    again = hand_in(page, {"name": "ba.txt", "mimeType": "text/plain", "buffer": "Thông báo mot.txt\n".encode()})
    expect(again).to_have_attribute("data-state", "known")


def test_pages_speak_english_when_asked(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("heading", name="Papers")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="VI", exact=True).click()
    expect(page.get_by_role("heading", name="Văn bản")).to_be_visible()


def test_administrator_invites_someone_who_comes_in_by_the_link(page: Page, chromium: Browser) -> None:
    page.goto("/people")
    page.get_by_label("Tên đăng nhập").fill("thu")
    page.get_by_label("Họ và tên").fill("Lê Thị Thu")
    page.locator("#person select").select_option("reviewer")
    page.get_by_role("button", name="Thêm người").click()
    expect(page.locator("#invitation")).to_contain_text("/sign-in/")
    link = re.search(r"http\S+", page.locator("#invitation").inner_text())
    assert link is not None
    other = chromium.new_context()
    guest = other.new_page()
    guest.goto(link[0])
    guest.get_by_role("button", name="Vào Bóc Tách").click()
    expect(guest.get_by_text("Lê Thị Thu")).to_be_visible()
    other.close()
