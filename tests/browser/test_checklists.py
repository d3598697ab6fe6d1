"""A checklist in the browser from the first tick to the report: kept, undone, in two tabs, over releases, in a file."""

import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from calculators.catalog import Catalog
from calculators.checklist.worklist import worklist
from calculators.project import open_text
from tests.browser.conftest import Visitor
from tests.browser.test_firefox import Firefox, firefox
from tests.browser.test_pages import AROUND, barriers, prepare
from tests.browser.test_project_forms import Opened, call, opened, project

__all__ = ["firefox", "opened"]
pytestmark = pytest.mark.browser

NAME = "dr-huawei-vmware-block-vpn"
PAGE = f"checklists/{NAME}/"
# The smallest picture there is.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)
THUMB = 44
# Python starts first, on a busy machine for long.
PATIENCE_MS = 90_000


def step(page: Page, name: str) -> Locator:
    return page.locator(f"#step-{name}")


def state(page: Page, name: str) -> Locator:
    return step(page, name).locator(".hb-work-step-state")


def saved(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save project file").click()
    return Path(download.value.path()).read_text("utf-8")


def enter_by_keyboard(page: Page) -> None:
    """Tick the first step; skip the second with a reason, a note of evidence, and a picture."""
    step(page, "inv-vmware").get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(state(page, "inv-vmware")).to_contain_text("AB")
    expect(state(page, "pre-vmuser")).to_contain_text("Cannot start yet: waits for Investigation")
    own = step(page, "inv-support")
    own.locator("summary").last.focus()
    page.keyboard.press("Enter")
    own.get_by_label("State", exact=True).select_option("skipped")
    expect(own.get_by_role("alert")).to_contain_text("Say why it is skipped")
    expect(own.get_by_label("Why it is skipped", exact=True)).to_be_focused()
    page.keyboard.type("done in spring")
    page.keyboard.press("Tab")
    expect(state(page, "inv-support")).to_contain_text("Skipped: done in spring")
    own.get_by_label("Evidence:").fill("18 ms")
    own.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(own.locator(".hb-evidence li")).to_contain_text("18 ms")
    picture: Any = {"name": "quota.png", "mimeType": "image/png", "buffer": PICTURE}
    own.get_by_label("Pictures as evidence").set_input_files(picture)
    expect(own.locator(".hb-evidence img")).to_have_attribute("src", re.compile("^data:image/"))
    expect(page.locator(".hb-work-next")).to_contain_text("Next: step 3")


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_checklist_is_worked_through_by_keyboard_and_nothing_is_lost(
    visitor: Visitor, catalog: Catalog, tmp_path: Path
) -> None:
    found = worklist(catalog, NAME)
    assert found
    phase = [item.id for item in found.items if item.phase == "production-pre-settings"]
    page = visitor.open(PAGE)
    expect(page.locator(".hb-work-kept")).to_contain_text("The first entry begins a project")
    expect(page.locator(".hb-work-next")).to_contain_text("Next: step 1")
    page.get_by_label("Your initials").fill("AB")
    enter_by_keyboard(page)
    expect(page.locator(".hb-project-name b")).to_have_text("VMware to Huawei Cloud, block, VPN")
    page.locator("#phase-production-pre-settings").get_by_role("button", name="Mark all done").press("Enter")
    expect(page.locator(".hb-work-count")).to_contain_text(f"{1 + len(phase)} of {len(found.items)} done · 1 skipped")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".hb-work-count")).to_contain_text(f"1 of {len(found.items)} done · 1 skipped")
    # A second tab and this one add up, on one step too; a reload has all of it.
    other = page.context.new_page()
    other.goto(visitor.site + PAGE)
    expect(state(other, "inv-support")).to_contain_text("Skipped: done in spring")
    step(other, phase[0]).get_by_role("checkbox").check()
    step(page, phase[0]).locator("summary").last.click()
    step(page, phase[0]).get_by_label("Note", exact=True).fill("user dr-sync")
    step(page, phase[0]).get_by_label("Note", exact=True).blur()
    expect(state(other, phase[0])).to_contain_text("user dr-sync")
    page.reload()
    expect(state(page, phase[0])).to_contain_text("user dr-sync")
    expect(step(page, phase[0]).get_by_role("checkbox")).to_be_checked()
    # The file has everything, pictures too, and Python reads it; the report counts what the page shows.
    text = saved(page)
    kept = open_text(text, catalog)
    assert kept.slips == ()
    entered = kept.project.work.steps[f"{NAME}/inv-support"]
    assert (entered.status, entered.reason, entered.by) == ("skipped", "done in spring", "AB")
    (pictured,) = (item for item in entered.evidence.values() if item.kind == "picture")
    assert json.loads(text)["pictures"][pictured.picture].startswith("data:image/")
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.get_by_role("button", name="Download .xlsx").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book["Summary"]["A3"].value == f"2 of {len(found.items)} steps done"
    # All steps in one sheet, to be sorted and filtered.
    head, *rows = book["2 Steps"].iter_rows(values_only=True)
    assert [row[head.index("Step number")] for row in rows] == list(range(1, len(found.items) + 1))
    assert rows[1][head.index("State")] == "skipped: done in spring"
    assert isinstance(rows[1][head.index("Date")], datetime)
    # Another browser that gets the file has the picture as well.
    file = tmp_path / "project.json"
    file.write_text(text, "utf-8")
    stranger = visitor.blank()
    stranger.goto(visitor.site + "project/")
    stranger.locator("hb-glance input[type=file]").set_input_files(file)
    expect(stranger.locator(".hb-told p")).to_contain_text("Opened from project.json")
    stranger.goto(visitor.site + PAGE)
    # What is through by then is folded.
    stranger.get_by_role("button", name="Show the steps: Investigation").click()
    step(stranger, "inv-support").locator("summary").last.click()
    expect(step(stranger, "inv-support").locator(".hb-evidence img")).to_be_visible()


def test_what_is_typed_is_kept_without_leaving_its_field_and_initials_without_giving_them_again(
    visitor: Visitor,
) -> None:
    page = visitor.open(PAGE)
    page.get_by_label("Your initials").fill("AB")
    page.get_by_label("Your initials").blur()
    own = step(page, "inv-vmware")
    own.locator("summary").last.click()
    note = own.get_by_label("Note", exact=True)
    note.press_sequentially("asked Chen")
    expect(state(page, "inv-vmware")).to_contain_text("asked Chen")
    expect(note).to_be_focused()
    # Before it rests: the page goes away under the hands.
    note.press_sequentially(" by phone")
    page.reload()
    expect(state(page, "inv-vmware")).to_contain_text("asked Chen by phone")
    other = page.context.new_page()
    other.goto(visitor.site + PAGE)
    expect(other.get_by_label("Your initials")).to_have_value("AB")
    step(other, "inv-support").get_by_role("checkbox").check()
    expect(state(other, "inv-support")).to_contain_text("AB")


def test_what_a_step_waits_for_is_no_reason_to_skip_it(opened: Opened) -> None:
    page = opened(PAGE, worked(**{"inv-vmware": {"status": "waiting", "reason": "the list"}}))
    own = step(page, "inv-vmware")
    expect(state(page, "inv-vmware")).to_contain_text("Waits for the list")
    own.locator("summary").last.click()
    own.get_by_label("State", exact=True).select_option("skipped")
    expect(own.get_by_role("alert")).to_contain_text("Say why it is skipped")
    expect(state(page, "inv-vmware")).to_contain_text("Waits for the list")
    page.keyboard.type("no VMware here")
    page.keyboard.press("Tab")
    expect(state(page, "inv-vmware")).to_contain_text("Skipped: no VMware here")


def test_the_report_on_paper_ends_with_lines_to_sign_on(opened: Opened) -> None:
    page = opened(PAGE, worked())
    page.evaluate("window.print = () => undefined")
    page.get_by_role("button", name="Print report").click()
    paper = page.locator(".hb-paper")
    page.emulate_media(media="print")
    signing = paper.locator(".hb-signing-table")
    expect(signing).to_be_visible(timeout=PATIENCE_MS)
    cells = signing.locator("tbody td").evaluate_all(
        "all => all.map(cell => [cell.getBoundingClientRect().height > 24, getComputedStyle(cell).borderBottomStyle])"
    )
    assert cells
    assert all(cell == [True, "solid"] for cell in cells)
    # Nothing but the date of the data comes behind it.
    assert paper.locator(".hb-signing-table ~ *").evaluate_all("all => all.map(one => one.tagName)") == ["P"]


def worked(**steps: dict[str, str]) -> dict[str, Any]:
    """Return a project in which an earlier release was worked through."""
    return project() | {
        "work": {
            "steps": {f"{NAME}/{name}": entry for name, entry in steps.items()},
            "checklists": {NAME: {"steps": "inv-vmware old-step", "data": "2026-01-31"}},
        }
    }


def test_another_release_tells_what_changed_and_keeps_what_was_entered(opened: Opened, visitor: Visitor) -> None:
    given = worked(
        **{
            "inv-vmware": {"status": "done", "edition": "00000000", "action": "Ask for a list."},
            "old-step": {"status": "done", "note": "kept for ever", "action": "Draw a map."},
        }
    )
    page = opened(PAGE, given)
    expect(step(page, "inv-vmware")).to_contain_text("Its words have changed. Entered for: Ask for a list.")
    expect(step(page, "inv-support")).to_contain_text("New since the work on this checklist began.")
    expect(page.locator(".hb-work-gone li")).to_contain_text("Draw a map. Done · kept for ever")
    step(page, "inv-vmware").get_by_role("button", name="Seen").click()
    page.get_by_role("button", name="I have seen the new ones").click()
    expect(step(page, "inv-vmware").locator(".hb-work-step-news")).to_be_hidden()
    expect(page.locator(".hb-work-news")).to_be_empty()
    expect(page.locator(".hb-work-gone li")).to_contain_text("kept for ever")
    # Criteria are judged on any page that has them.
    page.goto(visitor.site + "accept/")
    choice = page.locator(".hb-judged select").first
    choice.select_option("met")
    page.locator(".hb-judged input").first.fill("seen by all")
    page.locator(".hb-judged input").first.blur()
    page.goto(visitor.site + PAGE)
    expect(page.locator(".hb-judged select").first).to_have_value("met")
    expect(page.locator(".hb-judged input").first).to_have_value("seen by all")
    (entry,) = call(page, visitor, "current")["project"]["work"]["criteria"].values()
    assert (entry["status"], entry["note"]) == ("met", "seen by all")


def test_a_browser_that_keeps_nothing_says_so_and_the_tab_keeps_the_work(visitor: Visitor) -> None:
    page = visitor.blank()
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto(visitor.site + PAGE)
    step(page, "inv-vmware").get_by_role("checkbox").check()
    expect(page.locator(".hb-work-told")).to_contain_text("This browser keeps nothing for this site")
    page.reload()
    expect(step(page, "inv-vmware").get_by_role("checkbox")).to_be_checked()


def test_a_composed_checklist_says_so_and_an_unknown_one_leads_to_the_finder(
    visitor: Visitor, catalog: Catalog
) -> None:
    name = "dr.azure.vmware.block.vpn"
    found = worklist(catalog, name)
    assert found
    page = visitor.open("deploy/#direction=dr&platform=azure&site=vmware&storage=block&network=vpn")
    expect(page.locator("hb-finder [role=status]")).to_contain_text("Composed from the data, not a published form.")
    page.locator("hb-finder [role=status] a").click()
    expect(page.locator(".hb-work-step:visible")).to_have_count(len(found.items))
    step(page, "set-azure-app").get_by_role("checkbox").check()
    expect(page.locator(".hb-work-count")).to_have_text(f"1 of {len(found.items)} done")
    assert list(call(page, visitor, "current")["project"]["work"]["steps"]) == [f"{name}/set-azure-app"]
    for wrong, words in (
        ("", "Choose a combination"),
        ("dr.azure.vmware.object.vpn", "block storage only"),
        (NAME, "Choose"),
    ):
        page.goto(f"{visitor.site}checklists/composed/#{wrong}")
        page.reload()
        expect(page.locator(".hb-composed")).to_contain_text(words)
        expect(page.locator("hb-work")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_thumb_hits_everything_and_no_barrier_stands_in_it(opened: Opened, scheme: str) -> None:
    page = opened(PAGE, worked(), viewport={"width": 390, "height": 844}, color_scheme=scheme)
    step(page, "inv-vmware").locator("summary").last.click()
    expect(step(page, "inv-vmware").get_by_label("Note", exact=True)).to_be_visible()
    small = page.locator(
        "hb-work :is(button, select, textarea, summary, .hb-work-step-box, input:not([type=checkbox], [type=file]))"
    )
    sizes = small.evaluate_all(
        "all => all.filter((one) => one.checkVisibility())"
        ".map((one) => [one.textContent, one.getBoundingClientRect().height])"
    )
    assert [(words, height) for words, height in sizes if height < THUMB] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    prepare(page)
    assert barriers(page, {}, AROUND) == []


def test_without_scripts_paper_has_the_plain_list_with_empty_boxes(visitor: Visitor, catalog: Catalog) -> None:
    found = worklist(catalog, NAME)
    assert found
    page = visitor.open(PAGE, java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator(".hb-work-step .hb-tick:visible").count() == len(found.items)
    expect(page.locator(".hb-work-step-sign").last).to_be_visible()


def test_firefox_keeps_a_checklist_over_a_reload(firefox: Firefox, site: str) -> None:
    firefox.forget_projects(site)
    firefox.call("WebDriver:Navigate", url=site + PAGE)
    firefox.wait_for_text(".hb-work-next a", "Next: step 1")
    click = "document.querySelector('#step-inv-vmware input[type=checkbox]').click()"
    firefox.call("WebDriver:ExecuteScript", script=click)
    firefox.wait_for_text(".hb-work-next a", "Next: step 2")
    firefox.call("WebDriver:Refresh")
    firefox.wait_for_text(".hb-work-next a", "Next: step 2")


def test_firefox_works_through_a_checklist_in_two_tabs_and_opens_its_file_in_another_release(
    firefox: Firefox, site: str, catalog: Catalog, tmp_path: Path
) -> None:
    found = worklist(catalog, NAME)
    assert found
    every = len(found.items)
    count = ".hb-work-count"
    firefox.forget_projects(site)
    firefox.call("WebDriver:Navigate", url=site + PAGE)
    firefox.wait_for_text(".hb-work-next a", "Next: step 1")
    mark = "for (const way of document.querySelectorAll('.hb-phase-ways button:not(.hb-fold)')) way.click()"
    firefox.call("WebDriver:ExecuteScript", script=mark)
    firefox.wait_for_text(count, f"{every} of {every} done")
    first = firefox.call("WebDriver:GetWindowHandle")
    other = firefox.call("WebDriver:NewWindow", type="tab")["handle"]
    firefox.call("WebDriver:SwitchToWindow", handle=other)
    firefox.call("WebDriver:Navigate", url=site + PAGE)
    firefox.wait_for_text(count, f"{every} of {every} done")
    click = "document.querySelector('#step-uat input[type=checkbox]').click()"
    firefox.call("WebDriver:ExecuteScript", script=click)
    firefox.wait_for_text(count, f"{every - 1} of {every} done")
    firefox.call("WebDriver:SwitchToWindow", handle=first)
    firefox.wait_for_text(count, f"{every - 1} of {every} done")
    # Its file comes from a release that had one step less, and another one that is gone.
    kept = "return import(arguments[0]).then((store) => store.current()).then((kept) => JSON.stringify(kept.project))"
    address = f"{site}assets/project/store.mjs"
    project = json.loads(firefox.call("WebDriver:ExecuteScript", script=kept, args=[address]))
    work = project["work"]
    work["checklists"][NAME]["steps"] = " ".join(item.id for item in found.items if item.id != "uat")
    work["steps"][f"{NAME}/old-step"] = {"status": "done", "note": "kept for ever", "action": "Draw a map."}
    file = tmp_path / "older.json"
    file.write_text(json.dumps(project), "utf-8")
    firefox.call("WebDriver:Navigate", url=f"{site}project/")
    firefox.wait_for_text(".hb-project-name b", "VMware to Huawei Cloud, block, VPN")
    chooser = firefox.find("hb-glance input[type=file]")
    firefox.call("WebDriver:ElementSendKeys", id=chooser, text=str(file))
    opened = "Opened from older.json: VMware to Huawei Cloud, block, VPN. It is a project of its own here."
    firefox.wait_for_text(".hb-told p", opened)
    firefox.call("WebDriver:Navigate", url=site + PAGE)
    firefox.wait_for_text(count, f"{every - 1} of {every} done")
    assert "1 new" in firefox.text(".hb-work-news")
    assert "Draw a map. Done · kept for ever" in firefox.text(".hb-work-gone li")
