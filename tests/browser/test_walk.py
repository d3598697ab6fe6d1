"""The walk of one engineer through all calculators with one project: 120 machines from VMware to Huawei Cloud."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators.__main__ import main
from calculators.catalog import Catalog
from calculators.project import lines, open_text
from tests.browser.conftest import Visitor
from tests.browser.test_pages import prepare

pytestmark = pytest.mark.browser

# What this engineer types, page by page, each fact where a page asks for it first. The list is the promise: a fact that
# a page asked for again would stand here twice, which the walk refuses.
WALK = {
    "project/": {"name": "Plant move", "customer": "ACME", "network": "vpn", "console": "bdr.example.com"},
    "rpo-rto/": {
        "storage": "block",
        "used": "14 TB",
        "change_percent": "3",
        "rpo_minutes": "1 h",
        "link_mbps": "200",
        "tunnel": "ipsec",
    },
    "replay/": {},
    "recovery-time/": {"target": "huawei", "hosts": "120", "rto_minutes": "4 h"},
    "components/": {"source": "vmware-agentless", "disks": "360"},
}
LIVE = ".hb-status[data-state=live], .hb-status[data-state=stale]"


def test_a_project_is_typed_once_and_every_page_answers_for_it(
    visitor: Visitor, catalog: Catalog, tmp_path: Path
) -> None:
    page = visitor.blank(permissions=["clipboard-read", "clipboard-write"])
    page.goto(visitor.site)
    page.get_by_role("link", name="Start a project").click()
    page.wait_for_url("**/project/")
    typed: dict[str, str] = {}
    for path, facts in WALK.items():
        if path != "project/":
            page.goto(visitor.site + path)
            page.locator("hb-calculator form").first.hover()
            page.locator(LIVE).first.wait_for(state="attached")
            # What is typed is the project's once the page knows which one it is about.
            expect(page.locator(".hb-project")).to_contain_text("Plant move")
        for name in asked(page) & set(typed):
            expect(page.locator(f"[data-field={name}] .hb-from")).to_have_text("from your project")
        assert not facts.keys() & typed.keys(), f"{path} asks again"
        for name, text in facts.items():
            say(page, name, text)
        typed |= facts
        if path != "project/":
            for name in facts:
                expect(page.locator(f"[data-field={name}] .hb-from")).to_have_text("kept in your project")
            expect(page.locator(".hb-verdict-label").first).not_to_contain_text("Example")
    page.goto(visitor.site + "objectives/")
    expect(page.locator(".hb-wide .hb-yours").filter(visible=True)).to_have_text(["yours: 1 h", "yours: 4 h"])
    for path in ("ports/", "deploy/"):
        page.goto(visitor.site + path)
        page.locator(".hb-chip a[href*='dr-huawei-vmware-block-vpn']").click()
        page.wait_for_url("**/checklists/dr-huawei-vmware-block-vpn/")
    expect(page.locator("code .hb-value").first).to_have_text("bdr.example.com")
    page.goto(visitor.site + "project/")
    file = tmp_path / "project.json"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save file").last.click()
    download.value.save_as(file)
    project = open_text(file.read_text("utf-8"), catalog).project
    assert set(project.values) - {"capacity_unit"} == set(typed)
    verdicts = [
        "Not answered yet" if line.report.example else line.report.verdict.label
        for line in lines(project, catalog)
        if line.report
    ]
    expect(page.locator("hb-glance [data-calculator] .hb-badge")).to_have_text(verdicts)
    prepare(page)
    found = page.evaluate("axe.run(document.querySelector('main'))")
    assert [(item["id"], item["nodes"][0]["html"]) for item in found["violations"]] == []
    # Another browser that gets the link, and a partner's script that gets the file, say the same.
    page.get_by_role("button", name="Copy link").last.click()
    expect(page.get_by_role("button", name="Copied").first).to_be_visible()
    other = visitor.blank()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(other.locator("hb-glance [data-calculator] .hb-badge")).to_have_text(verdicts)
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["project", str(file), "--format", "json"]) == 0
    answer = json.loads(printed.getvalue())
    for shown in (page, other):
        customers = shown.locator(".hb-customer")
        expect(customers.locator(".hb-verdict-label")).to_have_text(answer["verdict"]["label"])
        for figure in answer["answers"]:
            expect(customers.locator(f"[data-answer={figure['id']}] strong")).to_have_text(figure["value"])


def asked(page: Page) -> set[str]:
    """Return what the form of a page asks of the project."""
    fields: list[str] = page.locator("hb-calculator [data-project]").evaluate_all(
        "fields => fields.map((field) => field.dataset.project)"
    )
    return set(fields)


def say(page: Page, name: str, text: str) -> None:
    """Type into the form of a page, or choose there."""
    field = page.locator(f":is(hb-calculator, .hb-questions) [name={name}]").first
    fold = field.locator("xpath=ancestor::details[not(@open)]/summary")
    if fold.count():
        fold.first.click()
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(text)
    elif field.evaluate("field => field.type") == "radio":
        page.locator(f"hb-calculator [name={name}][value={text}]").check(force=True)
    else:
        field.fill(text)
    field.blur()
