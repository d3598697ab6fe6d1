"""The page of a project in the browser: what is typed, opened, saved, shared and printed is what Python says."""

import dataclasses
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from calculators.catalog import Catalog
from calculators.project import (
    Known,
    Project,
    ProjectError,
    lines,
    open_questions,
    open_text,
    pack,
    page,
    sample,
    unpack,
    write,
)
from calculators.project.sheets import sheets
from tests.browser.conftest import Visitor, until

pytestmark = pytest.mark.browser

TYPED = {"name": "ACME", "customer": "ACME Ltd", "hosts": "120", "disks": "360", "change_percent": "3"}


@pytest.fixture
def start(visitor: Visitor) -> Page:
    """The page without a project."""
    page = visitor.blank()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(visitor.site + "project/")
    return page


def typed(**values: str) -> dict[str, Known]:
    return {name: Known(value=value, origin="typed", since="2026-11-28") for name, value in values.items()}


def give(page: Page, name: str, text: str) -> None:
    page.locator(f"#project-{name}").fill(text)
    page.locator(f"#project-{name}").blur()


def choose(page: Page, text: str, name: str = "project.json") -> None:
    """Open a file with a text."""
    file: Any = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    page.locator("hb-glance input[type=file]").set_input_files(file)


def saved(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").last.click()
    return Path(download.value.path()).read_text("utf-8")


def shows(page: Page, project: Project, catalog: Catalog) -> None:
    """Prove that the page says of a project what Python says here."""
    for line in lines(project, catalog):
        row = page.locator(f'[data-calculator="{line.calculator}"]')
        assert line.report is not None
        expect(row.locator(".hb-badge")).to_have_text(
            "Not answered yet" if line.report.example else line.report.verdict.label
        )


def test_what_is_typed_is_kept_and_answered(start: Page, catalog: Catalog) -> None:
    for name, text in TYPED.items():
        give(start, name, text)
    give(start, "used", "14 TB")
    start.locator("[data-value=link_mbps] .hb-unknown").click()
    start.locator("[data-value=hosts] .hb-measured input").check()
    expect(start.locator("#project-used")).to_have_value("14")
    expect(start.locator("#project-link_mbps-then")).to_contain_text("100 Mbit/s")
    until(lambda: open_text(saved(start), catalog).project.values["hosts"].origin == "measured", start)
    project = open_text(saved(start), catalog).project
    wanted = {**TYPED, "used": "14", "capacity_unit": "TB", "link_mbps": ""}
    assert {name: known.value for name, known in project.values.items()} == wanted
    origins = {name: project.values[name].origin for name in ("hosts", "used", "link_mbps")}
    assert origins == {"hosts": "measured", "used": "typed", "link_mbps": "assumed"}
    shows(start, project, catalog)
    count = len(open_questions(project, catalog))
    expect(start.locator(".hb-open-questions summary")).to_contain_text(f"{count} questions are open")
    expect(start.locator(".hb-ask-next ol > li").first).to_contain_text("Assumed:")
    # A reader sees of each value how it is known, and since when.
    day = project.values["used"].since
    expect(start.locator("[data-value=used] .hb-origin")).to_have_text(f"typed since {day}")
    expect(start.locator("[data-value=hosts] .hb-origin")).to_have_text(f"since {day}")
    expect(start.locator("[data-value=link_mbps] .hb-origin")).to_have_text("")
    start.reload()
    shows(start, project, catalog)
    expect(start.locator("#project-used")).to_have_value("14")
    assert open_text(saved(start), catalog).project == project


def test_a_wrong_value_is_told_at_its_question_and_kept(start: Page) -> None:
    give(start, "hosts", "a dozen")
    problem = start.locator("#project-hosts-problem")
    expect(problem).to_contain_text("'a dozen' is not a number")
    expect(start.locator("#project-hosts")).to_have_attribute("aria-invalid", "true")
    start.locator(".hb-wrong .hb-turn").click()
    expect(start.locator("#project-hosts")).to_be_focused()
    expect(start.locator("#project-hosts")).to_have_value("a dozen")
    give(start, "hosts", "12")
    expect(problem).to_be_hidden()
    expect(start.locator(".hb-wrong")).to_be_empty()


def test_a_unit_stays_where_another_value_is_in_it(start: Page, catalog: Catalog) -> None:
    give(start, "used", "14 TB")
    give(start, "provisioned", "21000 GB")
    expect(start.locator("[name=capacity_unit]")).to_have_value("TB")
    give(start, "used", "14000 GB")
    expect(start.locator("[name=capacity_unit]")).to_have_value("TB")
    until(lambda: open_text(saved(start), catalog).project.value("used") == "14000 GB", start)
    assert open_text(saved(start), catalog).slips == ()


def test_a_file_opens_as_what_was_saved(start: Page, catalog: Catalog) -> None:
    project = sample(catalog).having(**typed(name="ACME", customer="Zoë <b>&", link_mbps="99.95"))
    choose(start, write(project, catalog))
    expect(start.locator("#project-link_mbps")).to_have_value("99.95")
    shows(start, project, catalog)
    again = open_text(saved(start), catalog).project
    assert (again.values, again.inputs) == (project.values, project.inputs)


def test_a_link_holds_what_was_shared_and_takes_nothing_away(visitor: Visitor, start: Page, catalog: Catalog) -> None:
    project = sample(catalog).having(**typed(name="ACME", customer="ACME", hosts="77"))
    choose(start, write(project, catalog))
    expect(start.locator("#project-hosts")).to_have_value("77")
    start.get_by_role("button", name="Copy link").last.click()
    start.get_by_role("button", name="Copied").wait_for()
    address = start.evaluate("navigator.clipboard.readText()")
    before, _, letters = address.partition("#project=")
    assert before == start.url
    assert unpack(letters, catalog).project.values == project.values

    other = visitor.blank()
    other.goto(visitor.site + "project/")
    give(other, "name", "Mine")
    other.get_by_text("1 project in this browser").wait_for()
    other.goto(address)
    expect(other.locator("#project-hosts")).to_have_value("77")
    expect(other.locator(".hb-told p")).to_have_text(re.compile(r"^Shared with you: ACME\."))
    assert "#" not in other.url
    other.get_by_role("button", name="Back to Mine").click()
    expect(other.locator("#project-name")).to_have_value("Mine")
    other.get_by_text("2 projects in this browser").wait_for()
    # Opened twice it is one project.
    other.goto(address)
    expect(other.locator(".hb-told")).to_contain_text("Shared with you: ACME. It was here already.")
    expect(other.locator("#project-hosts")).to_have_value("77")
    other.get_by_text("2 projects in this browser").wait_for()


# What mail programs and messengers do to a link on its way, without taking a letter of it.
WRAPPED: tuple[Callable[[str], str], ...] = (
    lambda link: link.replace("=", "%3D"),
    lambda link: f"{link[:200]}%0A{link[200:]}",
    lambda link: f"{link[:200]}%20{link[200:]}).",
)


@pytest.mark.parametrize("wrap", WRAPPED, ids=("encoded", "wrapped", "in brackets"))
def test_a_link_that_was_wrapped_or_encoded_on_its_way_opens_still(
    visitor: Visitor, catalog: Catalog, wrap: Callable[[str], str]
) -> None:
    page = visitor.blank()
    link = f"{visitor.site}project/#project={pack(sample(catalog).having(**typed(hosts='77')), catalog)}"
    page.goto(wrap(link))
    expect(page.locator("#project-hosts")).to_have_value("77")
    expect(page.locator(".hb-told p")).to_have_text(re.compile("^Shared with you"))


NO_PROJECTS = (
    " ",
    '{"format": "rvtools"}',
    '{"format": "hyperbdr-guide-project", "version": 9}',
    '{"format": "hyperbdr-guide-project", "version": 1, "values": {"hos',
)


def test_what_is_no_project_is_refused_with_pythons_reason(start: Page, catalog: Catalog) -> None:
    give(start, "name", "Mine")
    for place, text in enumerate(NO_PROJECTS):
        with pytest.raises(ProjectError) as refused:
            open_text(text, catalog)
        choose(start, text, f"stranger-{place}.json")
        expect(start.locator(".hb-told.hb-refused")).to_contain_text(f"stranger-{place}.json: {refused.value}")
        expect(start.locator("#project-name")).to_have_value("Mine")


def test_a_link_that_was_cut_and_a_file_that_is_too_large_are_refused(start: Page, catalog: Catalog) -> None:
    start.get_by_role("button", name="Open a shared link").click()
    start.get_by_label("Link to a project").fill(f"{start.url}#project={pack(sample(catalog), catalog)[:-9]}")
    start.keyboard.press("Enter")
    expect(start.locator(".hb-told")).to_contain_text("The link is cut or was changed on its way.")
    start.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(61_000_000)], "huge.json"));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(start.locator(".hb-told")).to_contain_text("huge.json: It has 61.0 MB, and a project has less than 60.0.")


def test_a_file_that_was_edited_by_hand_says_what_was_not_used(start: Page, catalog: Catalog) -> None:
    given = json.loads(write(sample(catalog), catalog))
    given["values"]["target"]["value"] = "moon"
    given["values"]["orbit"] = {"value": "low", "origin": "typed", "since": ""}
    # Of other types than pages read.
    given["values"]["rpo_minutes"] = 60
    given["values"]["rto_minutes"]["value"] = 240
    given["decisions"] = "none"
    choose(start, json.dumps(given))
    expect(start.locator(".hb-told li")).to_have_count(5)
    expect(start.locator(".hb-project-name")).to_contain_text(given["values"]["name"]["value"])
    expect(start.locator("#project-target-problem")).to_contain_text("'moon' is not allowed")
    give(start, "hosts", "121")
    expect(start.locator(".hb-wrong li")).to_have_count(2)
    again = json.loads(saved(start))
    assert again["values"]["target"] == given["values"]["target"]
    assert again["values"]["orbit"] == given["values"]["orbit"]
    assert again["unread"] == {f"values.{name}": given["values"][name] for name in ("rpo_minutes", "rto_minutes")}


# The program has a style of its own for cells without one.
@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_workbook_holds_the_sheets_of_python(start: Page, catalog: Catalog) -> None:
    project = sample(catalog).having(**typed(name='=HYPERLINK("x")', customer="ACME"))
    project = dataclasses.replace(project, inputs={"plan": typed(first_day="2027-01-11")})
    choose(start, write(project, catalog))
    expect(start.locator("#project-customer")).to_have_value("ACME")
    with start.expect_download() as download:
        start.get_by_role("button", name="Download .xlsx").click()
    assert download.value.suggested_filename.startswith("hyperlink-x-")
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    wanted = sheets(project, catalog)
    assert "Plan" in book.sheetnames
    # A tab holds 31 letters, and some signs never.
    tabs = [re.sub(r"[\[\]:*?/\\]", " ", sheet["name"])[:31].strip() for sheet in wanted]
    assert book.sheetnames == tabs
    for tab, sheet in zip(tabs, wanted, strict=True):
        columns, *rows = book[tab].iter_rows()
        assert [cell.value for cell in columns] == sheet["columns"]
        days = [sheet["columns"].index(name) for name in sheet["dates"]]
        assert [[cell.value for cell in row] for row in rows] == [
            [
                datetime.fromisoformat(value) if index in days and isinstance(value, str) else value
                for index, value in enumerate(item.replace("`", "") if isinstance(item, str) else item for item in row)
            ]
            for row in sheet["rows"]
        ]
        assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]


def test_the_sample_is_copied_and_printed_on_two_sheets_and_is_called_one(start: Page, catalog: Catalog) -> None:
    start.get_by_role("button", name="Copy as Markdown").click()
    start.get_by_role("button", name="Copied").wait_for()
    text = start.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"# {page(sample(catalog), catalog).title}")
    assert "This is a sample" in text
    start.evaluate("window.print = () => {}")
    start.get_by_role("button", name="Print").click()
    paper = start.locator(".hb-paper")
    expect(paper).to_contain_text("This is a sample")
    report = page(sample(catalog), catalog)
    expect(paper).to_contain_text(report.title)
    expect(paper.locator("caption")).to_have_text([table.title for table in report.tables])
    # Before a browser that printed says so, the sheets stand ready for the other format, too.
    for paper_size in ("A4", "Letter"):
        pdf = start.pdf(format=paper_size, margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 2
        start.get_by_role("button", name="Print").click()
        expect(paper).to_have_count(1)


def test_projects_are_renamed_copied_deleted_and_brought_back(start: Page) -> None:
    give(start, "name", "One")
    # By key: answers that come meanwhile move what a pointer aims at.
    start.get_by_text("1 project in this browser").press("Enter")
    start.get_by_role("button", name="Rename One").press("Enter")
    start.get_by_label("New name of One").fill("Two")
    start.keyboard.press("Enter")
    expect(start.locator("#project-name")).to_have_value("Two")
    start.get_by_role("button", name="Copy Two").click()
    expect(start.locator("#project-name")).to_have_value("Two (copy)")
    start.get_by_role("button", name="Delete Two (copy)").click()
    start.get_by_text("1 project in this browser").wait_for()
    start.get_by_role("button", name="Undo").click()
    start.get_by_text("2 projects in this browser").wait_for()
    expect(start.locator("#project-name")).to_have_value("Two (copy)")


def test_decisions_are_added_corrected_removed_and_brought_back(start: Page, catalog: Catalog) -> None:
    hostile = "<img src=x onerror=alert(1)> *block*"
    adding = start.get_by_role("form", name="Add decision")
    adding.get_by_label("What was decided").fill(hostile)
    start.reload()
    expect(adding.get_by_label("What was decided")).to_have_value(hostile)
    adding.get_by_label("Why").fill("=1+1")
    adding.get_by_label("Who decided").fill("The board")
    adding.get_by_label("Date").fill("2027-01-04")
    adding.get_by_label("What was decided").press("Enter")
    entries = start.locator(".hb-decisions > ol > li")
    expect(entries.first).to_contain_text("Decided by The board, 2027-01-04")
    adding.get_by_role("button").click()
    expect(adding.locator(".hb-problem")).to_contain_text("Write what was decided")
    adding.get_by_label("What was decided").fill("Second")
    adding.get_by_role("button").click()
    expect(entries).to_have_count(2)
    expect(start.locator(".hb-customer")).to_contain_text(hostile)
    assert start.locator(".hb-decisions img, .hb-customer img").count() == 0
    start.get_by_role("button", name="Edit Second").press("Enter")
    correcting = start.get_by_role("form", name="Save decision")
    expect(correcting.get_by_label("What was decided")).to_be_focused()
    correcting.get_by_label("Why").fill("Less to carry")
    correcting.get_by_role("button", name="Save decision").click()
    expect(entries.last).to_contain_text("Less to carry")
    start.get_by_role("button", name=f"Remove {hostile}").click()
    expect(entries).to_have_count(1)
    start.get_by_role("button", name="Undo").click()
    expect(entries.first).to_contain_text(hostile)
    project = open_text(saved(start), catalog).project
    assert [(item.what, item.why, item.who, item.since) for item in project.decisions] == [
        (hostile, "=1+1", "The board", "2027-01-04"),
        ("Second", "Less to carry", "", ""),
    ]


def test_the_ways_of_the_home_page_lead_into_a_project(visitor: Visitor) -> None:
    page = visitor.open("")
    page.get_by_role("link", name="Start a project").click()
    expect(page.locator("#project-name")).to_be_focused()
    page.goto(visitor.site)
    page.get_by_role("link", name="See the sample").click()
    expect(page.locator("#project-name")).to_have_value(re.compile("^Sample: "))
    page.goto(visitor.site)
    page.get_by_role("link", name="Open a file").click()
    expect(page.get_by_role("button", name="Choose a file")).to_be_visible()


def test_without_javascript_the_sample_stands_there_and_is_called_one(visitor: Visitor) -> None:
    page = visitor.open("project/", java_script_enabled=False)
    expect(page.get_by_text("A project of your own needs JavaScript")).to_be_visible()
    expect(page.locator(".hb-glance .hb-verdict")).to_contain_text("This is a sample")
    expect(page.locator(".hb-questions")).to_be_hidden()
    expect(page.locator(".hb-customer")).to_contain_text("RPO that this link holds")
