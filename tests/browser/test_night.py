"""A night worked through, once by keys alone and once by thumb: nothing is lost, and the log has every press."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

SLIP_MS = 350
"""A second press within less is taken for a slip."""
LEAST_PX = 48


def step(page: Page) -> int:
    """Return the number of the step that is shown; 0 when the night is over."""
    words = page.locator(".hb-night header b").inner_text().split()
    return int(words[1]) if words[0] == "Step" else 0


def press(page: Page, key: str) -> None:
    page.wait_for_timeout(SLIP_MS)
    page.keyboard.press(key)


def log_of(page: Page) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download JSON").click()
    log: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return log


def test_a_night_by_keys_alone_with_a_reload_and_a_second_tab(visitor: Visitor) -> None:
    page = visitor.open("runbook/")
    page.get_by_role("button", name="Start the clock").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hb-night header b")).to_have_text("Step 1 of 18")
    press(page, "f")
    expect(page.locator(".hb-night-fallback")).to_contain_text("Call the deputies")
    press(page, "d")
    expect(page.locator(".hb-night header b")).to_have_text("Step 2 of 18")
    press(page, "s")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-night-reason .hb-problem")).to_contain_text("Write a reason")
    page.keyboard.type("Judged by telephone")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-night header b")).to_have_text("Step 3 of 18")
    press(page, "d")
    expect(page.locator(".hb-night header b")).to_have_text("Step 4 of 18")
    press(page, "u")
    expect(page.locator(".hb-night header b")).to_have_text("Step 3 of 18")
    page.reload()
    expect(page.locator(".hb-night header b")).to_have_text("Step 3 of 18")

    other = page.context.new_page()
    other.goto(visitor.site + "runbook/")
    other.get_by_role("button", name="Go on").click()
    press(other, "d")
    expect(page.locator(".hb-night header b")).to_have_text("Step 4 of 18")
    other.close()

    for number in range(4, 19):
        expect(page.locator(".hb-night header b")).to_have_text(f"Step {number} of 18")
        press(page, "d")
    expect(page.locator(".hb-night h2")).to_have_text("Restored")
    page.keyboard.press("Escape")
    expect(page.locator(".hb-night")).not_to_be_visible()
    log = log_of(page)
    assert [item["outcome"] for item in log["steps"]] == ["failed", "done", "skipped", *["done"] * 16]
    assert log["steps"][2]["note"] == "Judged by telephone"
    assert [item["id"] for item in log["steps"] if item["outcome"] == "done"] == [
        item["id"] for item in log["planned"] if item["id"] != "takeover-assess"
    ]


def test_a_night_by_thumb_that_is_given_up_while_the_storage_is_full(visitor: Visitor) -> None:
    page = visitor.blank(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page.goto(visitor.site + "runbook/")
    page.get_by_role("button", name="Start the clock").tap()
    page.get_by_text("Who, notes, log").tap()
    page.get_by_label("Who", exact=True).fill("KL")
    page.get_by_label("Note", exact=True).fill("Alarm at 21:58")
    page.get_by_role("button", name="Add note").tap()
    expect(page.locator(".hb-night-said")).to_contain_text("The storage of this browser is full")
    page.get_by_text("Who, notes, log").tap()
    small = page.evaluate(
        "least => [...document.querySelectorAll('.hb-night :is(button, summary, input)')]"
        ".filter(item => item.checkVisibility())"
        ".map(item => [item.textContent, item.getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < least - 0.5).map(([name]) => name)",
        LEAST_PX,
    )
    assert small == []
    width = page.evaluate("document.querySelector('.hb-night').scrollWidth")
    assert width <= page.viewport_size["width"] if page.viewport_size else False
    while (number := step(page)) and page.get_by_role("button", name="Give up").count() == 0:
        page.wait_for_timeout(SLIP_MS)
        page.locator(".hb-night-done").tap()
        expect(page.locator(".hb-night header b")).to_have_text(f"Step {number + 1} of 18")
    page.get_by_role("button", name="Give up").tap()
    page.get_by_label("Why is it given up?").fill("Production is back")
    page.get_by_role("button", name="Note it").tap()
    expect(page.locator(".hb-night h2")).to_have_text("Stood down")
    page.get_by_role("button", name="Leave").tap()
    log = log_of(page)
    assert (log["steps"][0]["outcome"], log["steps"][0]["note"], log["steps"][0]["by"]) == (
        "note",
        "Alarm at 21:58",
        "KL",
    )
    assert (log["steps"][-1]["outcome"], log["steps"][-1]["note"]) == ("given up", "Production is back")


def test_steps_unfold_at_once_and_by_address_and_stay_so_in_another_answer(visitor: Visitor) -> None:
    page = visitor.open("runbook/")
    steps = page.locator(".hb-runbook-steps .hb-instruction")
    shown = page.locator(".hb-runbook-steps .hb-instruction dl:visible")
    expect(shown).to_have_count(0)
    steps.first.locator("summary").click()
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Show all steps").click()
    expect(shown).to_have_count(steps.count())
    page.get_by_role("button", name="Hide all steps").click()
    expect(shown).to_have_count(0)
    page.goto(visitor.site + "runbook/#" + (steps.nth(3).locator("dl").get_attribute("id") or ""))
    expect(shown).to_have_count(1)


def test_a_phone_shows_a_line_of_each_system_and_opens_what_is_edited(visitor: Visitor) -> None:
    page = visitor.open("runbook/", viewport={"width": 390, "height": 844})
    lines = page.locator(".hb-system")
    fields = page.locator(".hb-systems-table input:visible")
    expect(lines.first).to_have_text("Directory and DNS4 hosts · Base services")
    expect(fields).to_have_count(0)
    line = page.get_by_role("button", name="Everything else 70 hosts · RTO 24 h · Office")
    line.press("Enter")
    expect(line).to_have_attribute("aria-expanded", "true")
    hosts = page.get_by_role("textbox", name="Hosts")
    hosts.fill("71")
    expect(lines.last).to_contain_text("71 hosts")
    # What cannot be read stays in sight.
    hosts.fill("many")
    told = page.locator(".hb-systems .hb-problem:visible")
    expect(told).to_have_count(1)
    lines.last.press("Enter")
    expect(fields).to_have_count(0)
    lines.first.press("Enter")
    page.get_by_role("textbox", name="Hosts").fill("5")
    expect(told).to_have_count(1)
    page.get_by_role("button", name="Add a system").click()
    expect(page.get_by_role("textbox", name="System").last).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(lines.first).to_be_hidden()
    expect(page.locator(".hb-systems-table [name=name]:visible")).to_have_count(lines.count())


def test_paper_has_every_step(visitor: Visitor) -> None:
    page = visitor.open("runbook/")
    page.emulate_media(media="print")
    expect(page.locator(".hb-runbook-steps .hb-instruction dd").last).to_be_visible()
