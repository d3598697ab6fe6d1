"""The project of a reader: kept in the browser, filled into the forms, and sent nowhere."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from calculators.catalog import Catalog
from calculators.project import open_text, unpack, write
from macros.commands.serve import SiteHandler
from tests.browser.conftest import Visitor
from tests.browser.test_pages import prepare

pytestmark = pytest.mark.browser

type Project = dict[str, Any]
type Opened = Callable[..., Page]

STORE = "import(new URL('assets/project/store.mjs', SITE))"
KEPT = "from your project"
MEASURED = {"used": "14", "hosts": "120"}
TYPED = {
    "name": "ACME",
    "source": "vmware-agentless",
    "target": "huawei",
    "storage": "block",
    "capacity_unit": "TB",
    "change_percent": "3",
    "link_mbps": "200",
    "rpo_minutes": "60",
    "rto_minutes": "240",
}
ASSUMED = {"share_percent": "80"}

BARE = re.compile("^[^#]*#?$")
"""An address with no input in it: it follows an answer, a moment later."""


def project() -> Project:
    """Return a project as in its file."""
    origins = {"measured": MEASURED, "typed": TYPED, "assumed": ASSUMED}
    values = {
        name: {"value": value, "origin": origin, "since": "2026-01-31"}
        for origin, group in origins.items()
        for name, value in group.items()
    }
    head = {"format": "hyperbdr-guide-project", "version": 1, "id": "acme", "data": "2026-01-31"}
    return head | {"values": values, "inputs": {}, "traces": [], "decisions": []}


@pytest.fixture
def opened(visitor: Visitor) -> Opened:
    """Opens a page of the site on which a project is open, in a context of its own or in a given one."""

    def opened(path: str, kept: Project | None = None, context: BrowserContext | None = None, **options: Any) -> Page:
        if context is None:
            page = visitor.blank(**options)
            page.goto(visitor.site + "licences.txt")
            call(page, visitor, "add", kept or project())
        else:
            page = context.new_page()
        page.goto(visitor.site + path)
        expect(page.locator(".hb-project-name b")).to_be_visible()
        return page

    return opened


def call(page: Page, visitor: Visitor, name: str, *given: Any) -> Any:
    """Return what a function of the store does."""
    store = STORE.replace("SITE", json.dumps(visitor.site))
    return page.evaluate(f"async (given) => (await {store}).{name}(...given)", given)


def kept(page: Page, visitor: Visitor) -> Project:
    """Return the project that is open in a tab."""
    found: Project = call(page, visitor, "current")["project"]
    return found


def chip(page: Page, name: str) -> Any:
    """Return what stands at the label of a field about the project."""
    return page.locator(f"[data-field={name}] .hb-from")


def differs(page: Page, name: str) -> Any:
    """Return what a field says where it differs from the project."""
    return page.locator(f"[data-field={name}] .hb-differs")


def test_a_calculator_alone_fetches_the_smaller_memory_and_a_project_the_rest(visitor: Visitor) -> None:
    page = visitor.blank()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition(".")[0]))
    page.goto(visitor.site + "licences.txt")
    call(page, visitor, "add", project())
    call(page, visitor, "choose", None)
    page.goto(visitor.site + "rpo-rto/#rpo_minutes=30")
    verdict = page.locator(".hb-verdict")
    expect(page.locator(".hb-status-text")).to_have_text("Up to date")
    expect(verdict).to_contain_text("30 min")
    assert "snapshot" in asked
    assert "rest" not in asked
    # Python goes on with the larger memory once there is a project to ask about.
    page.get_by_label("Other projects").select_option("acme")
    expect(chip(page, "used")).to_contain_text(KEPT)
    expect(page.locator("[name=used]")).to_have_value("14")
    assert "rest" in asked


def test_without_a_project_a_page_says_that_it_is_an_example_until_the_first_change(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    bar = page.get_by_role("region", name="Project")
    expect(bar).to_contain_text("No project: pages show an example")
    for label in ("New project", "Open file", "Sample"):
        address = bar.get_by_role("link", name=label).get_attribute("href") or ""
        assert address.startswith(visitor.site + "project/"), label
    expect(page.locator(".hb-verdict-label")).to_have_text(re.compile("^Example: "))
    page.get_by_label("Link bandwidth").fill("60")
    expect(page.locator(".hb-verdict-label")).not_to_have_text(re.compile("Example"))
    expect(page.locator(".hb-from, .hb-differs")).to_have_count(0)


def test_the_strip_says_what_is_known_saves_it_and_makes_a_link_of_it(
    opened: Opened, visitor: Visitor, catalog: Catalog, tmp_path: Path
) -> None:
    page = opened("glossary/", permissions=["clipboard-read", "clipboard-write"])
    bar = page.get_by_role("region", name="Project")
    expect(bar).to_contain_text("Project: ACME")
    facts = bar.locator(".hb-project-facts")
    expect(facts).to_contain_text("Huawei Cloud · Block storage · 120 hosts · 14 TB · 3 % a day · 200 Mbit/s · RPO 1 h")
    with page.expect_download() as download:
        bar.get_by_role("button", name="Save file").click()
    file = tmp_path / "project.json"
    download.value.save_as(file)
    assert re.fullmatch(r"acme-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    saved = open_text(file.read_text("utf-8"), catalog)
    assert not saved.slips and json.loads(write(saved.project, catalog))["values"] == project()["values"]
    bar.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Enter")
    expect(bar.get_by_text("Copied", exact=True).first).to_be_visible()
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    assert link.path == "/project/" and not link.query
    assert unpack(link.fragment.partition("=")[2], catalog).project == saved.project
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()


def test_a_form_takes_what_the_project_knows_and_keeps_it_out_of_the_address(opened: Opened, visitor: Visitor) -> None:
    given = project()
    page = opened("rpo-rto/", given)
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    expect(page.locator("[name=capacity_unit]")).to_have_value("TB")
    expect(chip(page, "used")).to_have_text(KEPT)
    expect(chip(page, "used")).to_have_attribute("title", re.compile("^measured .* since 2026-01-31$"))
    expect(chip(page, "share_percent")).to_have_attribute("title", re.compile("^assumed"))
    expect(chip(page, "efficiency_percent")).to_have_count(0)
    expect(page.locator(".hb-verdict-label")).to_have_text(re.compile("^RPO of 60 min"))
    expect(page).to_have_url(BARE)
    # What another release worked out is worked out again.
    stored = call(page, visitor, "current")
    wrong = {"rpo_bandwidth": {"link_mbps": {"value": "999", "origin": "typed", "since": ""}}}
    call(page, visitor, "keepTaken", "acme", stored["revision"], wrong, "another-release")
    page.goto(visitor.site + "rpo-rto/#storage=object&link_mbps=50")
    page.reload()
    expect(differs(page, "link_mbps")).to_contain_text("Differs from the project (200 Mbit/s)")
    expect(page.get_by_label("Used data", exact=False).first).to_have_value("14")
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    expect(page.locator(".hb-differs")).to_have_count(0)
    expect(page).to_have_url(BARE)


def test_a_difference_stays_in_sight_until_it_is_for_the_project(opened: Opened, visitor: Visitor) -> None:
    page = opened("rpo-rto/")
    field = page.get_by_label("Link bandwidth")
    expect(field).to_have_value("200")
    field.fill("150")
    expect(differs(page, "link_mbps")).to_contain_text("Differs from the project (200 Mbit/s)")
    expect(page).to_have_url(re.compile("#link_mbps=150$"))
    assert kept(page, visitor)["values"]["link_mbps"]["value"] == "200"
    # By key alone: the ways follow the field.
    differs(page, "link_mbps").get_by_role("button", name="Back to 200").focus()
    page.keyboard.press("Enter")
    expect(field).to_have_value("200")
    expect(field).to_be_focused()
    expect(differs(page, "link_mbps")).to_have_count(0)
    field.fill("150")
    differs(page, "link_mbps").get_by_role("button", name="Only here").click()
    expect(differs(page, "link_mbps")).to_contain_text("Only here. The project says 200 Mbit/s.")
    expect(page).to_have_url(re.compile("rpo-rto/#?$"))
    assert kept(page, visitor)["inputs"]["rpo_bandwidth"]["link_mbps"]["value"] == "150"
    page.goto(visitor.site + "replay/")
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    page.goto(visitor.site + "rpo-rto/")
    expect(field).to_have_value("150")
    # Its ways stand where one is at work; elsewhere only the way back does.
    expect(differs(page, "link_mbps").get_by_role("button")).to_have_text("Back to 200")
    field.click()
    differs(page, "link_mbps").get_by_role("button", name="For the project").click()
    expect(chip(page, "link_mbps")).to_be_visible()
    found = kept(page, visitor)
    assert found["values"]["link_mbps"]["value"] == "150" and "rpo_bandwidth" not in found["inputs"]
    page.goto(visitor.site + "replay/")
    expect(page.get_by_label("Link bandwidth")).to_have_value("150")


def test_what_the_project_does_not_know_yet_is_kept_in_it_at_once(opened: Opened, visitor: Visitor) -> None:
    page = opened("rpo-rto/")
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    page.get_by_label("Synchronisation interval").press_sequentially("15")
    page.get_by_label("Synchronisation interval").fill("15")
    page.get_by_label("Outage to catch up from").fill("6")
    expect(chip(page, "interval_minutes")).to_have_text("kept in your project")
    expect(chip(page, "outage_hours")).to_have_text("kept in your project")
    expect(differs(page, "interval_minutes")).to_have_count(0)
    found = kept(page, visitor)
    assert found["values"]["interval_minutes"]["origin"] == "typed"
    assert found["inputs"]["rpo_bandwidth"]["outage_hours"]["value"] == "6"
    page.goto(visitor.site + "replay/")
    expect(page.get_by_label("Synchronisation interval")).to_have_value("15")
    page.go_back()
    expect(page.get_by_label("Outage to catch up from")).to_have_value("6")
    # Left at once after a key: nothing waits for it.
    page.get_by_label("Outage to catch up from").fill("7")
    page.goto(visitor.site + "rpo-rto/")
    expect(page.get_by_label("Outage to catch up from")).to_have_value("7")


def test_two_tabs_on_one_project_follow_and_never_overwrite_each_other(opened: Opened, visitor: Visitor) -> None:
    one = opened("rpo-rto/")
    two = opened("replay/", context=one.context)
    for page in (one, two):
        expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    two.get_by_label("RPO", exact=False).first.fill("90")
    one.get_by_label("Link bandwidth").fill("150")
    differs(one, "link_mbps").get_by_role("button", name="For the project").click()
    expect(two.get_by_label("Link bandwidth")).to_have_value("150")
    # What the reader changed there stays, and says so.
    expect(two.get_by_label("RPO", exact=False).first).to_have_value("90")
    differs(two, "rpo_minutes").get_by_role("button", name="For the project").click()
    expect(one.locator("[name=rpo_minutes]")).to_have_value("90")
    values = kept(one, visitor)["values"]
    assert (values["link_mbps"]["value"], values["rpo_minutes"]["value"]) == ("150", "90")
    call(two, visitor, "remove", "acme")
    expect(one.get_by_role("region", name="Project")).to_contain_text("No project")
    call(two, visitor, "restore")
    expect(two.get_by_role("region", name="Project")).to_contain_text("ACME")


def test_a_worker_that_dies_takes_nothing_of_what_is_typed(opened: Opened, visitor: Visitor) -> None:
    page = opened("rpo-rto/")
    page.locator("hb-calculator form").first.hover()
    page.locator(".hb-status[data-state=live]").wait_for(state="attached")
    # As when the browser ends it for want of memory.
    page.workers[0].evaluate("setTimeout(() => { throw new Error('out of memory'); })")
    page.get_by_label("Used data").first.fill("20")
    page.locator("[name=snapshot_minutes]").fill("5")
    page.get_by_label("Used data").first.click()
    page.get_by_role("button", name="For the project").first.click()
    expect(page.locator(".hb-verdict-label")).to_have_text(re.compile("^RPO of 60 min"))
    page.reload()
    for name, value in (("used", "20"), ("snapshot_minutes", "5")):
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    found = kept(page, visitor)["values"]
    assert (found["used"]["value"], found["snapshot_minutes"]["value"]) == ("20", "5")
    assert [fault for fault in visitor.faults if "out of memory" not in fault] == []
    visitor.faults.clear()


def test_no_request_holds_what_is_typed(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    log: list[str] = []

    def note(handler: SiteHandler, *_: object) -> None:
        log.append(f"{handler.requestline} {handler.headers.get('Referer', '')}")

    monkeypatch.setattr(SiteHandler, "log_request", note)
    page = visitor.open("rpo-rto/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Link bandwidth").fill("61.7")
    page.locator("[data-answer=usable] strong").wait_for()
    page.reload()
    expect(page.get_by_label("Link bandwidth")).to_have_value("61.7")
    page.get_by_role("button", name="Copy link").last.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "61.7" in urlsplit(copied).fragment
    page.goto("about:blank")
    page.goto(copied)
    expect(page.get_by_label("Link bandwidth")).to_have_value("61.7")
    page.locator(".hb-onward a").click()
    page.wait_for_url("**/replay/")
    assert len(log) > 10 and not [line for line in log if "61.7" in line]


@pytest.mark.parametrize("wait", [0.0, 1.0], ids=["a fast host", "a host that takes longer than the address"])
def test_what_was_typed_in_the_last_moment_survives_a_reload(visitor: Visitor, wait: float) -> None:
    page = visitor.open("rpo-rto/#storage=object")

    def answer(route: Route) -> None:
        time.sleep(wait)
        route.continue_()

    page.route("**/rpo-rto/", answer)
    page.get_by_label("Link bandwidth").evaluate("""(field) => {
      field.value = "61.7";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      location.reload();
    }""")
    expect(page.get_by_label("Link bandwidth")).to_have_value("61.7")
    expect(page).to_have_url(re.compile(r"link_mbps=61\.7"))
    # Who opens the address of before anew gets what it says.
    page.goto("about:blank")
    page.goto(f"{visitor.site}rpo-rto/#storage=object")
    expect(page.get_by_label("Target storage")).to_have_value("object")
    expect(page.get_by_label("Link bandwidth")).to_have_value("100")


def test_an_old_link_still_opens_and_is_cleaned_at_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visitor.open("recovery-time/?platform=huawei&wave_hosts=7&link_mbps=61.7")
    expect(page.get_by_label("Target platform")).to_have_value("huawei")
    expect(page.get_by_label("Hosts recovered at once")).to_have_value("7")
    address = urlsplit(page.url)
    assert address.query == "" and address.fragment == "target=huawei&recovered_hosts=7"
    log: list[str] = []
    monkeypatch.setattr(SiteHandler, "log_request", lambda handler, *_: log.append(handler.requestline))
    page.reload()
    expect(page.get_by_label("Hosts recovered at once")).to_have_value("7")
    assert log and not [line for line in log if "huawei" in line or "61.7" in line]
    # An address may have it behind the #, too.
    page.goto(visitor.site + "rpo-rto/#used_unit=GiB")
    expect(page.locator("[name=capacity_unit]")).to_have_value("GiB")


def test_a_long_text_is_kept_with_the_project_and_one_that_is_too_long_says_so(
    opened: Opened, visitor: Visitor
) -> None:
    page = opened("kernels/")
    text = "".join(f"host{number}.example 5.14.0-{number}.el9.x86_64\n" for number in range(3_200))
    assert len(text) > 110_000
    paste(page, "kernels", text)
    expect(chip(page, "kernels")).to_have_text("kept in your project")
    page.goto(visitor.site + "glossary/")
    page.goto(visitor.site + "kernels/")
    expect(chip(page, "kernels")).to_be_visible()
    assert kept(page, visitor)["inputs"]["kernels"]["kernels"]["value"] == text
    page.goto(visitor.site + "replay/")
    paste(page, "trace", "2026-01-01 00:00 1234.5\n" * 90_000)
    expect(differs(page, "trace")).to_have_text(re.compile("^Too long to be kept"))
    assert "replay" not in kept(page, visitor)["inputs"]


def paste(page: Page, name: str, text: str) -> None:
    """Paste a text into a field."""
    page.locator(f"textarea[name={name}]").evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.focus();
          field.select();
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          if (field.dispatchEvent(event)) {
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }""",
        text,
    )


def test_a_browser_that_refuses_storage_says_so_once_and_the_tab_keeps_all(visitor: Visitor) -> None:
    page = visitor.blank()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); }")
    page.goto(visitor.site + "rpo-rto/")
    call(page, visitor, "add", project())
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    note = page.locator(".hb-project-note")
    expect(note).to_contain_text("in this tab only")
    page.get_by_label("Outage to catch up from").fill("6")
    expect(chip(page, "outage_hours")).to_be_visible()
    page.goto(visitor.site + "replay/")
    expect(page.get_by_label("Link bandwidth")).to_have_value("200")
    expect(note).to_have_count(0)
    page.goto(visitor.site + "rpo-rto/")
    expect(page.get_by_label("Outage to catch up from")).to_have_value("6")


def test_where_a_browser_wipes_storage_the_reader_is_told_once_until_there_is_a_file(visitor: Visitor) -> None:
    page = visitor.blank()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'vendor', { value: 'Apple Computer, Inc.' })")
    page.goto(visitor.site + "glossary/")
    expect(page.locator(".hb-project-name")).to_be_visible()
    expect(page.locator(".hb-project-note")).to_have_count(0)
    call(page, visitor, "add", project())
    note = page.locator(".hb-project-note")
    expect(note).to_contain_text("after seven days without a visit")
    with page.expect_download():
        note.get_by_role("button", name="Save file").click()
    page.reload()
    expect(page.locator(".hb-project-name b")).to_have_text("ACME")
    expect(note).to_have_count(0)


def test_an_emptied_field_is_not_filled_again_and_edits_while_a_project_comes_back_are_kept(
    opened: Opened, visitor: Visitor
) -> None:
    page = opened("rpo-rto/")
    field = page.get_by_label("Link bandwidth")
    expect(field).to_have_value("200")
    field.fill("")
    note = differs(page, "link_mbps")
    expect(note).to_contain_text("Empty here. The project says 200 Mbit/s.")
    expect(note.get_by_role("button")).to_have_text(["For the project", "Back to 200"])
    expect(page.locator("[data-field=link_mbps] .hb-problem")).to_be_visible()
    assert kept(page, visitor)["values"]["link_mbps"]["value"] == "200"
    store = STORE.replace("SITE", json.dumps(visitor.site))
    found = page.evaluate(
        f"""async () => {{
          const store = await {store};
          await store.remove("acme");
          const edit = (value) =>
            store.edit("acme", {{ values: {{ [`${{value}}x`]: {{ value, origin: "typed" }} }} }});
          await Promise.all([store.restore(), edit("a"), edit("b")]);
          return (await store.current()).project.values;
        }}"""
    )
    assert (found["ax"]["value"], found["bx"]["value"]) == ("a", "b") and len(found) == len(project()["values"]) + 2
    expect(field).to_have_value("")
    expect(page.locator("[name=used]")).to_have_value("14")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_strip_is_one_line_and_no_barrier_stands_in_it_or_at_a_field(opened: Opened, scheme: str) -> None:
    page = opened("rpo-rto/", color_scheme=scheme)
    page.get_by_label("Used data").first.fill("15")
    expect(differs(page, "used")).to_be_visible()
    bar = page.get_by_role("region", name="Project")
    wide = bar.bounding_box()
    assert wide and wide["height"] < 40
    facts = bar.locator(".hb-project-facts")
    assert facts.evaluate("line => line.scrollWidth <= line.clientWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    narrow = bar.bounding_box()
    assert narrow and narrow["height"] < 40
    bar.get_by_role("button", name="More").focus()
    page.keyboard.press("Enter")
    expect(facts).to_be_visible()
    expect(bar.get_by_role("link", name="Open project page")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    prepare(page)
    found = page.evaluate("axe.run({ include: [['.hb-project'], ['[data-field=used]'], ['[data-field=hosts]']] })")
    assert [item["id"] for item in found["violations"]] == []


def test_a_recording_is_kept_under_a_name_used_and_measures(opened: Opened, visitor: Visitor, catalog: Catalog) -> None:
    table = "time,write MB/s\n" + "".join(
        f"2026-11-{23 + hour // 24}T{hour % 24:02}:00:00Z,{1 + hour % 7}\n" for hour in range(50)
    )
    page = opened("replay/", project())
    page.locator("#replay-trace").fill(table)
    name = page.get_by_label("Name of the recording in the project")
    name.fill("<b>week</b>")
    name.press("Enter")
    entries = page.locator(".hb-recordings li")
    expect(entries).to_contain_text("<b>week</b>")
    expect(page.locator(".hb-recordings [role=status]")).to_contain_text(
        "Kept in your project and in use: <b>week</b>."
    )
    page.get_by_label("Take Change per day into the project").click()
    expect(page.locator(".hb-recordings [role=status]")).to_contain_text("In your project, measured: Change per day")
    page.reload()
    expect(page.locator("#replay-trace")).to_have_value(table)
    expect(page.locator("[data-field=trace] .hb-from")).to_have_text(KEPT)
    page.locator("#replay-trace").fill("time,write MB/s\n2026-11-23T00:00:00Z,1\n2026-11-23T01:00:00Z,2\n")
    name.fill("<b>week</b>")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(entries.first).to_contain_text("<b>week</b> (2)")
    page.get_by_label("Use <b>week</b>", exact=True).click()
    expect(page.locator("#replay-trace")).to_have_value(table)
    page.get_by_label("Remove <b>week</b> (2) from the project").click()
    expect(entries).to_have_count(1)
    page.locator(".hb-recordings").get_by_role("button", name="Undo").click()
    expect(entries).to_have_count(2)
    found = open_text(json.dumps(kept(page, visitor)), catalog)
    assert found.slips == ()
    assert [item.name for item in found.project.traces] == ["<b>week</b>", "<b>week</b> (2)"]
    assert found.project.traces[0].text == table
    change = found.project.values["change_percent"]
    assert change.origin == "measured" and change.source.startswith("<b>week</b>, 2026-11-23 00:00 to ")
