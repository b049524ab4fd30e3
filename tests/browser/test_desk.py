"""The reviewer's desk: keyboard, corrections, items, conflicts."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import field, focused, open_desk, plan_file, row, version, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

numbers = itertools.count(100)


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """A plain-text plan on the desk, a paper of its own for each test."""
    open_desk(page, plan_file(next(numbers)))
    yield page


def doubt(page: Page, *pointers: str) -> None:
    """Make exactly these values doubtful in the eyes of the page, whatever the machine thinks of them."""
    page.evaluate(
        """(pointers) => {
          for (const row of document.querySelectorAll(".row")) {
            row.dataset.mark = pointers.includes(row.dataset.pointer) ? "doubtful" : "auto";
          }
        }""",
        list(pointers),
    )


def test_groups_follow_the_paper(desk: Page) -> None:
    names = desk.locator("#groups .tab").all_inner_texts()
    assert [name.split("\n")[0].strip() for name in names] == [
        "Thông tin văn bản", "Căn cứ", "Nhiệm vụ", "Mẫu khảo sát", "Nơi nhận", "Cảnh báo",
    ]  # fmt: skip
    expect(field(desk, "/document/symbol")).to_have_value("KH-UBND")
    expect(field(desk, "/tasks/1/deadlines/0/end")).to_have_value("30/09/2024")


def test_tab_stops_only_at_values_to_check(desk: Page) -> None:
    field(desk, "/document/number").focus()
    doubt(desk, "/document/symbol", "/tasks/0/units/0", "/document/recipients/1")
    stops = []
    for _ in range(4):
        desk.keyboard.press("Tab")
        stops.append(focused(desk))
    assert stops == ["/document/symbol", "/tasks/0/units/0/name", "/document/recipients/1", "/document/symbol"]
    desk.keyboard.press("Shift+Tab")
    assert focused(desk) == "/document/recipients/1"


def test_every_field_is_reached_with_alt_and_arrows(desk: Page) -> None:
    field(desk, "/document/number").focus()
    desk.keyboard.press("Alt+ArrowDown")
    assert focused(desk) == "/document/symbol"
    desk.keyboard.press("Alt+ArrowUp")
    assert focused(desk) == "/document/number"


def test_nothing_happens_while_a_letter_is_being_composed(desk: Page) -> None:
    place = field(desk, "/document/place")
    place.focus()
    place.fill("Thuy Bien")
    before = version(desk)
    for options in ({"isComposing": True}, {"keyCode": 229}):
        desk.evaluate(
            """(options) => {
              for (const key of ["Enter", "Tab", "Escape", "?"]) {
                const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...options});
                document.activeElement.dispatchEvent(event);
                if (event.defaultPrevented) throw new Error(key + " was taken");
              }
            }""",
            options,
        )
    assert focused(desk) == "/document/place"
    expect(place).to_have_value("Thuy Bien")
    expect(desk.locator("#keys")).to_be_hidden()
    assert version(desk) == before


def test_letters_and_question_mark_are_typed_and_never_commands(desk: Page) -> None:
    place = field(desk, "/document/place")
    place.fill("")
    place.press_sequentially("Thuyr Bieenr? asdfjkl")
    expect(place).to_have_value("Thuyr Bieenr? asdfjkl")
    expect(desk.locator("#keys")).to_be_hidden()
    desk.keyboard.press("Escape")
    expect(place).to_have_value("Thủy Biển")
    desk.keyboard.press("F1")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.locator(".group h2").first.click()
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()


def test_day_is_typed_as_people_write_it(desk: Page) -> None:
    day = field(desk, "/document/issued_on")
    day.fill("7/2/2024")
    day.press("Control+s")
    wait_until_saved(desk)
    expect(day).to_have_value("07/02/2024")
    day.fill("31/2/2024")
    day.press("Control+s")
    expect(day).to_have_attribute("aria-invalid", "true")
    day.press("Escape")
    expect(day).to_have_value("07/02/2024")


def test_machine_value_is_shown_and_can_be_taken_back(desk: Page) -> None:
    place = field(desk, "/document/place")
    place.fill("Thủy Bình")
    place.press("Control+s")
    wait_until_saved(desk)
    expect(row(desk, "/document/place")).to_have_attribute("data-mark", "corrected")
    expect(desk.locator(".proof .machine s")).to_have_text("Thủy Biển")
    desk.get_by_role("button", name="Lấy lại giá trị máy đọc").click()
    expect(place).to_have_value("Thủy Biển")
    expect(desk.locator(".proof .machine")).to_have_count(0)


def test_item_is_added_removed_and_taken_back(desk: Page) -> None:
    units = desk.locator('[data-item="/tasks/0"] .row[data-pointer*="/units/"]')
    count = units.count()
    desk.locator('[data-item="/tasks/0"]').get_by_role("button", name="Thêm đơn vị").click()
    expect(units).to_have_count(count + 1)
    added = f"/tasks/0/units/{count}"
    assert focused(desk) == f"{added}/name"
    desk.keyboard.type("Công an xã")
    field(desk, f"{added}/role").select_option("coordinate")
    wait_until_saved(desk)
    row(desk, added).hover()
    row(desk, added).get_by_role("button", name="Xóa đơn vị").click()
    expect(units).to_have_count(count)
    desk.get_by_role("button", name="Lấy lại").click()
    expect(units).to_have_count(count + 1)
    expect(field(desk, f"{added}/name")).to_have_value("Công an xã")


def test_change_by_someone_else_is_not_overwritten(desk: Page) -> None:
    desk.evaluate(
        """async () => {
          const path = `/v1/documents/${desk.dataset.document}/record`;
          const etag = (await fetch(path)).headers.get("ETag");
          const csrf = document.querySelector('meta[name="csrf"]').content;
          const body = JSON.stringify([{op: "replace", path: "/document/place", value: "Hải Sơn"}]);
          const headers = {"Content-Type": "application/json", "If-Match": etag, "X-Boctach-CSRF": csrf};
          await fetch(path, {method: "PATCH", headers, body});
        }"""
    )
    field(desk, "/document/number").fill("999")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".toast.failed")).to_contain_text("Người khác vừa sửa")
    expect(field(desk, "/document/place")).to_have_value("Hải Sơn")
    expect(field(desk, "/document/number")).not_to_have_value("999")


def test_rejected_paper_keeps_the_reason_and_can_be_reopened(desk: Page) -> None:
    desk.get_by_role("button", name="Từ chối…").click()
    desk.get_by_label("Lý do").fill("Thiếu trang cuối")
    desk.locator("#ask-yes").click()
    expect(desk.locator("#paper-state")).to_have_text("Từ chối")
    expect(field(desk, "/document/number")).to_be_disabled()
    desk.get_by_role("button", name="Mở lại để sửa").click()
    expect(desk.locator("#paper-state")).to_have_text("Chờ duyệt")
    expect(field(desk, "/document/number")).to_be_enabled()


def test_plain_text_shows_the_words_a_value_was_read_from(desk: Page) -> None:
    expect(desk.locator("#plain")).to_be_visible()
    field(desk, "/tasks/0/units/0/name").focus()
    expect(desk.locator("#plain mark")).to_have_text("Văn phòng - Thống kê")


def test_every_field_has_a_name_and_nothing_overflows_the_screen(desk: Page) -> None:
    unnamed = desk.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, [role=region]")]
          .filter((element) => element.checkVisibility() && !element.ariaLabel && !element.textContent.trim()
            && !element.labels?.length).map((element) => element.outerHTML)"""
    )
    assert unnamed == []
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
