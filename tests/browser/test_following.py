"""Pages that follow the reader's project: what applies to it is seen, the rest is counted and can be seen, too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.data.holding import holdings
from macros.data.loader import Data
from tests.browser.conftest import Visitor
from tests.browser.test_pages import AROUND, barriers, prepare
from tests.browser.test_project_forms import Opened, Project, call, opened, project

__all__ = ["opened"]
pytestmark = pytest.mark.browser

CONSOLE = "10.20.0.5"
CHECKLIST = "checklists/dr-huawei-vmware-block-vpn/"


def kept(**values: str) -> Project:
    """Return a project with further values; an empty one takes a value away."""
    found = project()
    for name, value in values.items():
        found["values"][name] = {"value": value, "origin": "typed", "since": "2026-01-31"}
    return found


def page_chip(page: Page) -> Locator:
    return page.get_by_role("group", name="Your project on this page")


def seen(page: Page, rows: str) -> int:
    """Return how many lines of a kind are seen."""
    shown: int = page.locator(rows).evaluate_all("rows => rows.filter((row) => row.checkVisibility()).length")
    return shown


def unfold(page: Page) -> None:
    """Unfold everything: what is folded is there, and no part of what is set aside."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


LISTS = "details[data-home]"
ROWS = ".hb-table[data-follow]:not([data-follow=columns]) tbody > tr"
COLUMNS = ".hb-table:has(th[data-for]) thead th"


def test_the_ports_of_a_project_are_seen_and_the_counts_add_up(opened: Opened, visitor: Visitor, data: Data) -> None:
    page = opened("ports/", kept(network="vpn"))
    chip = page_chip(page)
    expect(chip).to_contain_text("For ACME: VMware agentless → Huawei Cloud · Block storage · VPN")
    # One list stands open: that of the project.
    expect(page.locator(".hb-port-said")).to_contain_text("Chosen as in your project.")
    expect(page.locator("article details[open] h3")).to_have_text(["VMware agentless to block storage"])
    unfold(page)
    told = re.search(r"(\d+) of (\d+) lines, columns and lists", chip.inner_text())
    assert told
    assert int(told[1]) == seen(page, LISTS) + seen(page, ROWS) + seen(page, COLUMNS)
    assert int(told[2]) == page.locator(f"{LISTS}, {ROWS}, {COLUMNS}").count()
    lists = [
        f"list-{table.id}"
        for table in data.ports.tables
        for one in holdings(data, table)
        if (not one.source or "vmware-agentless" in one.source)
        and (not one.target or "huawei" in one.target)
        and (not one.storage or "block" in one.storage)
    ]
    shown = page.locator(LISTS).evaluate_all(
        "parts => parts.filter((part) => part.checkVisibility()).map((part) => part.querySelector('h3').id)"
    )
    assert sorted(shown) == sorted(lists)
    expect(chip.get_by_role("link", name="VMware to Huawei Cloud, block, VPN")).to_be_visible()
    # The filter of a table counts what is seen.
    tools = page.get_by_role("group", name=re.compile("^Tools for All .* connections"))
    connections = seen(page, "tr[id^=all-]")
    expect(tools).to_contain_text(f"{connections} rows")
    expect(page.locator(".hb-chip", has_text=f"{connections} of ")).to_be_visible()


def test_a_page_shows_all_when_asked_for_the_visit_by_keyboard(opened: Opened, visitor: Visitor) -> None:
    page = opened("ports/")
    chip = page_chip(page)
    expect(chip).to_be_visible()
    unfold(page)
    before = seen(page, ROWS)
    page.locator(".hb-chip:not(.hb-chip-page)").nth(1).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Your project in this list")).to_have_count(0)
    assert seen(page, ROWS) == page.locator(ROWS).count() > before
    expect(chip.get_by_role("button", name="Only for your project")).to_be_focused()
    page.reload()
    expect(chip).to_contain_text(" all ")
    unfold(page)
    chip.get_by_role("button", name="Only for your project").press("Enter")
    expect(chip.get_by_role("button", name="Show all")).to_be_focused()
    assert seen(page, ROWS) == before
    # A link to what is not seen shows it, and the list says so.
    page.evaluate("location.hash = 'list-dr-object-agent'")
    linked = page.locator("#list-dr-object-agent")
    expect(linked).to_be_in_viewport()
    expect(page.locator(".hb-chip", has_text="and the linked one")).to_have_count(1)
    page.emulate_media(media="print")
    expect(chip).to_contain_text("For ACME")
    expect(chip.get_by_role("button", name="Show all")).to_be_hidden()
    assert seen(page, ROWS) == before


def test_a_choice_of_ports_stands_open_goes_into_the_address_and_onto_paper_alone(visitor: Visitor) -> None:
    page = visitor.open("ports/")
    opened = page.locator("article details[open] h3")
    expect(opened).to_have_text(["Agent to object storage"])
    expect(page.locator(".hb-port-said")).to_contain_text("An example choice")
    page.get_by_label("How hosts are read").select_option("openstack")
    expect(page.locator(".hb-port-said")).to_contain_text("No list is published for OpenStack with Ceph, agentless")
    page.get_by_label("Storage", exact=True).select_option("block")
    expect(opened).to_have_text(["OpenStack with Ceph agentless to block storage"])
    expect(page.locator(".hb-port-said")).to_be_hidden()
    # The others stand where they stood.
    order = "folds => folds.map((fold) => fold.querySelector('h3').id)"
    left = page.locator("#lists-dr > details").evaluate_all(order)
    fresh = visitor.open(page.url.removeprefix(visitor.site))
    expect(opened.and_(page.locator("#list-dr-block-openstack"))).to_have_count(1)
    expect(fresh.get_by_label("How hosts are read")).to_have_value("openstack")
    assert fresh.locator("#lists-dr > details").evaluate_all(order) == left
    # One that a link leads to is unfolded where it stands, and both are printed.
    fresh.locator(".hb-port-chosen").get_by_role("link", name="Network policy of the console").click()
    expect(fresh.locator("#list-sg-console")).to_be_in_viewport()
    fresh.emulate_media(media="print")
    printed = fresh.locator("article details h3").filter(visible=True)
    expect(printed).to_have_text(["OpenStack with Ceph agentless to block storage", "Network policy of the console"])
    expect(fresh.get_by_role("heading", name="All connections")).to_be_hidden()


def test_commands_have_the_console_of_the_project_and_nothing_that_is_no_host(opened: Opened, visitor: Visitor) -> None:
    page = opened(CHECKLIST, kept(network="vpn", console=CONSOLE), permissions=["clipboard-read", "clipboard-write"])
    step = page.locator("#step-net-con-proxy")
    expect(step).to_contain_text(f"ssh -v -p 10443 {CONSOLE}")
    expect(page.locator("#step-sto-block")).to_contain_text("start settings of Huawei Cloud")
    step.locator("code").first.evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()") == f"ssh -v -p 10443 {CONSOLE}"
    # A table that is copied has it, too; a project of somebody else's puts no other command into it.
    call(
        page, visitor, "edit", "acme", {"values": {"console": {"value": "a; rm -rf /", "origin": "typed", "since": ""}}}
    )
    expect(step).to_contain_text("ssh -v -p 10443 CONSOLE_ADDRESS")
    expect(step.locator("[data-value]").first).to_have_attribute("title", re.compile("no host name or IP address"))
    # The steps of another target keep their words.
    page.goto(visitor.site + CHECKLIST.replace("huawei", "tmcae"))
    expect(page_chip(page)).to_contain_text("about another target than that of your project")
    expect(page.locator("#step-sto-block")).to_contain_text("start settings of the target")


def test_what_a_project_does_not_say_hides_nothing_and_is_named(opened: Opened, visitor: Visitor) -> None:
    given = kept(storage="", source="abacus", target="none")
    given["values"]["network"] = {"value": "vpn", "origin": "assumed", "since": ""}
    page = opened("deploy/", given)
    chip = page_chip(page)
    expect(chip).to_contain_text("source not said: all of them are shown; target not said")
    expect(chip).to_contain_text("storage not said: both are shown; way of the data not said: both are shown")
    expect(chip.get_by_role("link", name="Say it in your project")).to_have_attribute("href", re.compile("/project/$"))
    parts = page.get_by_role("button", name="Show all parts")
    parts.click()
    assert seen(page, ROWS) == page.locator(ROWS).count()
    expect(page.get_by_label("Storage", exact=True)).to_have_value("")
    page.get_by_role("button", name="Hide all parts").click()
    expect(parts).to_have_attribute("aria-expanded", "false")
    assert seen(page, ROWS) == 0


def test_where_nothing_applies_the_nearest_is_shown(opened: Opened, visitor: Visitor) -> None:
    page = opened("deploy/#all-checklists", kept(target="aws", network="vpn"))
    nearest = page.locator(
        ".hb-chip", has_text="None of the 20 lines is for your project. Nearest, with another target: "
    )
    expect(nearest).to_be_visible()
    assert seen(page, "tr[id^=checklist-dr-]") == 2
    expect(page_chip(page)).to_contain_text("Your checklist: none is published; nearest, with another target: ")
    note = page.locator(".hb-finder-note")
    expect(note).to_have_text("Chosen as in your project.")
    expect(page.locator("hb-finder [role=status]")).to_contain_text("Composed from the data, not a published form.")
    expect(page.get_by_label("Production site", exact=True)).to_have_value("vmware")
    page.get_by_role("button", name="Start over").click()
    expect(note).to_be_hidden()


def test_a_hostile_name_is_only_words_and_without_a_project_all_is_as_before(opened: Opened, visitor: Visitor) -> None:
    name = "<img src=x onerror=alert(1)>"
    page = opened("targets/", kept(name=name))
    expect(page_chip(page).locator("b")).to_have_text(name)
    expect(page.locator(".hb-chip img")).to_have_count(0)
    rows = page.locator(".hb-table[data-follow=first] tbody tr")
    expect(rows.first).to_have_attribute("id", "target-huawei")
    expect(rows.first.locator(".hb-yours")).to_be_visible()
    assert seen(page, ".hb-table[data-follow=first] tbody tr") == rows.count()
    # Another tab chooses another target, and then removes the project: everything stands where the page has it.
    other = opened("glossary/", context=page.context)
    call(other, visitor, "edit", "acme", {"values": {"target": {"value": "aws", "origin": "typed", "since": ""}}})
    expect(rows.first).to_have_attribute("id", "target-aws")
    call(other, visitor, "remove", "acme")
    expect(page.locator(".hb-chip, .hb-yours, [data-aside]")).to_have_count(0)
    fresh = visitor.open("targets/")
    order = "rows => rows.map(({ id }) => id)"
    assert rows.evaluate_all(order) == fresh.locator(".hb-table[data-follow=first] tbody tr").evaluate_all(order)


def test_columns_and_parts_that_are_not_for_a_project_are_neither_seen_nor_taken_along(
    opened: Opened, visitor: Visitor
) -> None:
    page = opened("compatibility/matrix/", kept(network="vpn"), permissions=["clipboard-read", "clipboard-write"])
    matrix = page.get_by_role("group", name="Features by source type", exact=True)
    expect(matrix.locator("thead th:visible")).to_have_text(["Feature", "VMware"])
    tools = page.get_by_role("group", name="Tools for Features by source type")
    tools.get_by_role("searchbox").fill("powered off")
    expect(tools).to_contain_text(re.compile(r"1 of \d+ rows"))
    tools.get_by_role("button", name="Copy").click()
    expect(tools).to_contain_text("Copied 1 row")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert [line.split("\t")[0] for line in copied][:1] == ["Feature"]
    assert copied[1].startswith("Powered off, suspended or hibernated")
    assert {len(line.split("\t")) for line in copied} == {2}
    # Another column comes beside the project's own, also while links within the page are followed.
    tools.get_by_role("searchbox").fill("")
    tools.get_by_role("button", name=re.compile("^Columns: 1 of")).click()
    tools.get_by_role("checkbox", name="Linux Agent").check()
    expect(matrix.locator("thead th:visible")).to_have_text(["Feature", "Linux Agent", "VMware"])
    page.evaluate("location.hash = 'source-types-and-features'")
    expect(matrix.locator("thead th:visible")).to_have_text(["Feature", "Linux Agent", "VMware"])
    page_chip(page).get_by_role("button", name="Show all").click()
    assert seen(page, "#feature-fc-hibernated > *") == matrix.locator("thead th").count() > 2
    page.goto(visitor.site + "network/")
    expect(page.get_by_role("heading", name="Same network over a private line")).to_be_visible()
    expect(page.get_by_role("heading", name="Public network")).to_be_hidden()
    expect(page.locator("#public-network ~ p:visible", has_text="over the internet")).to_have_count(0)
    # What the project's own is stays first in the order of the list.
    page.goto(visitor.site + "targets/")
    rows = page.locator(".hb-table[data-follow=first] tbody tr")
    expect(rows.first).to_have_attribute("id", "target-huawei")
    sort = page.locator(".hb-table[data-follow=first] .hb-sort").first
    for _ in range(3):
        sort.click()
    expect(page.locator(".hb-table[data-follow=first] [aria-sort]")).to_have_count(0)
    expect(rows.first).to_have_attribute("id", "target-huawei")
    page.goto(visitor.site + "components/")
    expect(page.locator(".hb-advised").first).to_be_attached()
    unfold(page)
    assert seen(page, ".hb-table:has(.hb-yours) tr:not(:has(.hb-yours)) .hb-advised") == 0 < seen(page, ".hb-advised")


@pytest.mark.parametrize("path", ["ports/", CHECKLIST])
def test_a_page_that_follows_a_project_has_no_barrier(opened: Opened, visitor: Visitor, path: str) -> None:
    page = opened(path, kept(network="vpn", console=CONSOLE))
    expect(page_chip(page)).to_be_visible()
    prepare(page)
    assert barriers(page, {}, AROUND) == []
