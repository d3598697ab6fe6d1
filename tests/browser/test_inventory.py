"""The page of inventories: files in, every host judged in the browser, the answer out."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from calculators.catalog import Catalog
from calculators.inventory import replies
from macros.pages.inventory import sample_files
from macros.publish.extras import workbooks
from tests.browser.conftest import Visitor
from tests.browser.test_pages import barriers, prepare

pytestmark = pytest.mark.browser

HEADER = "VM,Powerstate,CPUs,Memory,Disks,Provisioned MiB,In Use MiB,Cluster,OS according to the VMware Tools,VM UUID"
HOSTILE = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://x")'
HOSTS = 3000
SMALL = f"""{HEADER}
db-1,poweredOn,4,8192,1,4096,2048,Prod,{HOSTILE},a-1
"=HYPERLINK(""http://x"")",poweredOn,1,1024,1,2048,1024,Prod,Debian 12,a-2
"""
TRACE = '"(PDH-CSV 4.0) (UTC)(0)","\\\\SQL1\\PhysicalDisk(_Total)\\Disk Write Bytes/sec"\n' + "".join(
    f'"11/23/2026 08:{minute:02}:00.000","{minute}"\n' for minute in range(30)
)


@pytest.fixture
def page(visitor: Visitor) -> Iterator[Page]:
    """The page, which must do everything with the Python that is there at once."""
    told: list[str] = []
    page = visitor.open("inventory/")
    page.on("console", lambda message: told.append(message.text))
    yield page
    assert not [text for text in told if "without the snapshot" in text]


def many() -> bytes:
    rows = (
        f"host-{place:05},poweredOn,2,4096,1,40960,20480,Cluster {place % 7},Debian 12,u-{place}"
        for place in range(HOSTS)
    )
    return "\n".join((HEADER, *rows)).encode()


def sample_workbook() -> bytes:
    """The sample as RVTools would write it into one workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in sample_files():
        sheet = book.create_sheet(name.removeprefix("RVTools_tab").removesuffix(".csv"))
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def give(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files and wait until all is read."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([FilePayload(name=name, mimeType="", buffer=content) for name, content in files])
    expect(page.get_by_role("button", name="Start over")).to_be_visible(timeout=120_000)


def download(page: Page, button: str) -> str:
    with page.expect_download() as saved:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(saved.value.path()).read_text("utf-8")


def test_a_workbook_gives_the_same_answer_as_on_the_command_line(page: Page, catalog: Catalog) -> None:
    content = sample_workbook()
    asked = json.dumps({"sheet": None, "file": "RVTools.xlsx", "letters": 10_000_000})
    text = json.loads(workbooks.answer(asked, content))["text"]
    expected = replies.written(replies.read([("inventory", text)], catalog), catalog, "json")
    give(page, ("RVTools.xlsx", content))
    assert json.loads(download(page, "Download JSON")) == json.loads(expected)


def test_nothing_is_asked_for_while_files_are_read_and_what_is_wrong_is_told(page: Page) -> None:
    give(page, ("first.csv", SMALL.encode()))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    give(page, ("trace.csv", TRACE.encode()), ("picture.bin", bytes(range(256)) * 9))
    assert asked == []
    summary = page.locator(".hb-inventory-summary")
    expect(summary).to_contain_text("The replay of change traces takes it.")
    said = page.locator("hb-inventory > .hb-inventory-said")
    expect(said).to_contain_text("picture.bin is a binary file, not a list of hosts.")
    expect(said).to_contain_text("trace.csv is a record of what was written when.")
    expect(page.locator(".hb-hosts-said")).to_have_text("2 hosts")


def test_hostile_names_are_words_and_no_formulas(page: Page) -> None:
    give(page, ("RVTools_tabvInfo.csv", SMALL.encode()))
    assert page.locator("hb-inventory img").count() == 0
    page.get_by_role("button", name=FORMULA).click()
    expect(page.get_by_role("dialog", name="Host")).to_contain_text("What is known of it")
    page.keyboard.press("Escape")
    cells = [cell for row in csv.reader(io.StringIO(download(page, "Download .csv"))) for cell in row]
    assert f"'{FORMULA}" in cells
    assert [cell for cell in cells if cell.startswith(("=", "@"))] == []
    assert download(page, "hosts_to_install.csv").startswith("ip,")


def test_thousands_of_hosts_are_looked_through_with_keys_while_few_rows_are_there(page: Page) -> None:
    give(page, ("RVTools_tabvInfo.csv", many()))
    table = page.locator(".hb-hosts-table")
    expect(table).to_have_attribute("aria-rowcount", str(HOSTS + 1))
    assert table.locator("tbody tr").count() < 100
    page.get_by_role("button", name="host-00000", exact=True).focus()
    page.keyboard.press("End")
    last = page.get_by_role("button", name=f"host-{HOSTS - 1:05}", exact=True)
    expect(last).to_be_focused()
    expect(table.locator("tr", has=last)).to_have_attribute("aria-rowindex", str(HOSTS + 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Host").get_by_role("heading", name=f"host-{HOSTS - 1:05}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(last).to_be_focused()
    page.get_by_text("Columns", exact=True).focus()
    for key in ("Enter", "Tab", "Space", "Escape"):
        page.keyboard.press(key)
    expect(page.get_by_text("Columns", exact=True)).to_be_focused()
    expect(page.get_by_role("columnheader", name="Verdict")).to_have_count(0)
    page.get_by_role("searchbox", name="Search the hosts").fill("host-0004")
    expect(page.locator(".hb-hosts-said")).to_contain_text("10 of 3")
    page.get_by_role("combobox", name="Group", exact=True).select_option("cluster")
    expect(table.locator(".hb-host-group").first).to_contain_text("Cluster 0: ")


def test_one_click_fills_a_project_and_another_takes_it_back(page: Page) -> None:
    give(page, *((name, text.encode()) for name, text in sample_files()))
    page.get_by_role("combobox", name="Groups of hosts").select_option("cluster")
    expect(page.locator(".hb-inventory-project")).to_contain_text("Production")
    page.locator(".hb-waves > summary").press("Enter")
    needed = page.get_by_role("combobox", name="What Production needs")
    needed.fill("Nobody")
    needed.press("Tab")
    expect(page.locator(".hb-waves-told")).to_contain_text("Production needs 'Nobody', and no group is called so.")
    needed.fill("Test")
    needed.press("Tab")
    expect(page.locator(".hb-waves-told li")).to_have_count(0)
    page.get_by_role("button", name="Put into a new project").click()
    expect(page.locator(".hb-project")).to_contain_text("hosts")
    page.locator(".hb-inventory-project").get_by_role("button", name="Undo").click()
    expect(page.locator(".hb-inventory-project")).to_contain_text("The new project is gone.")
    page.get_by_role("button", name="Put into a new project").click()
    page.get_by_role("link", name="What groups need stands in its takeover order.").click()
    names = page.locator(".hb-systems-table input[name=name]")
    expect(names).to_have_count(2)
    assert {names.nth(place).input_value() for place in range(2)} == {"Production", "Test"}


def test_a_decision_needs_a_reason_counts_at_once_and_holds_for_the_next_export(page: Page) -> None:
    give(page, ("RVTools_tabvInfo.csv", SMALL.encode()))
    page.get_by_role("button", name=FORMULA).click()
    drawer = page.get_by_role("dialog", name="Host")
    drawer.get_by_role("combobox", name="This host counts as").select_option("supported")
    drawer.get_by_role("button", name="Decide").click()
    expect(drawer).to_contain_text("A decision needs a reason.")
    drawer.get_by_role("textbox", name="Reason").fill("Tested last year")
    drawer.get_by_role("button", name="Decide").click()
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Put into a new project").click()
    expect(page.locator(".hb-inventory-project")).to_contain_text("values from this inventory")
    page.reload()
    give(page, ("later.csv", SMALL.encode()))
    page.get_by_role("button", name=FORMULA).click()
    expect(drawer).to_contain_text("Tested last year")


def test_a_text_is_decided_once_and_chosen_hosts_go_into_a_group_of_the_project(page: Page) -> None:
    give(page, *((name, text.encode()) for name, text in sample_files()))
    text = page.get_by_role("form", name="Ubuntu Linux (64-bit)")
    text.get_by_role("combobox", name="It means").fill("Ubuntu 22.04")
    text.get_by_role("textbox", name="Reason").fill("The customer's list")
    text.get_by_role("button", name="Decide for 6 hosts").click()
    expect(page.locator(".hb-texts")).to_contain_text("You decided: Ubuntu 22.04 (The customer's list).")
    page.get_by_role("checkbox", name="Choose web-01").check()
    page.get_by_role("checkbox", name="Choose web-03").click(modifiers=["Shift"])
    expect(page.get_by_role("group", name="Chosen hosts")).to_contain_text("3 hosts chosen")
    page.get_by_role("combobox", name="Group", exact=True).and_(page.locator("input")).fill("Web farm")
    page.get_by_role("button", name="Put into the group").click()
    project = page.locator(".hb-inventory-project")
    expect(project).to_contain_text("Web farm")
    page.get_by_role("button", name="Put into a new project").click()
    expect(project).to_contain_text("values from this inventory")
    page.reload()
    give(page, *((name, text.encode()) for name, text in sample_files()))
    expect(page.locator(".hb-texts")).to_contain_text("You decided: Ubuntu 22.04")
    expect(project).to_contain_text("Web farm")


def test_a_file_that_was_dropped_on_the_wrong_page_is_handed_to_the_right_one(visitor: Visitor) -> None:
    page = visitor.open("project/")
    page.evaluate(
        """([name, text]) => {
          const given = new DataTransfer();
          given.items.add(new File([text], name));
          document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
        }""",
        ["RVTools_tabvInfo.csv", SMALL],
    )
    page.get_by_role("button", name="Open it in the inventory assessment").click()
    expect(page.locator(".hb-hosts-said")).to_have_text("2 hosts", timeout=120_000)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([FilePayload(name="trace.csv", mimeType="", buffer=TRACE.encode())])
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open it in the replay of change traces").click()
    expect(opened.value.locator("[data-field=trace] .hb-taken")).to_contain_text("trace.csv", timeout=60_000)
    expect(page.locator(".hb-hosts-said")).to_have_text("2 hosts")


def test_the_page_with_an_answer_has_no_barrier(page: Page) -> None:
    give(page, *((name, text.encode()) for name, text in sample_files()))
    prepare(page)
    assert barriers(page, {}, [[".md-header"], [".md-sidebar"], [".md-footer"]]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_has_no_network_is_told_so_without_words_of_programmers(visitor: Visitor) -> None:
    page = visitor.open("inventory/")
    page.context.set_offline(True)
    page.get_by_label("Files of an inventory").set_input_files(
        {"name": "hosts.csv", "mimeType": "text/csv", "buffer": b"VM,OS\nweb-1,Ubuntu 22.04\n"}
    )
    expect(page.locator("hb-inventory")).to_contain_text("hosts.csv could not be read: there is no network connection.")
    assert "Python" not in page.locator("main").inner_text()
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
