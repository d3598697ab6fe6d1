"""Every page as it is shown: no fault, no request off the site, no barrier, on a desktop and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SITE, Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = sorted(
    str(path.parent.relative_to(SITE)).removeprefix(".") + "/"
    for path in SITE.rglob("index.html")
    if path.parent != SITE
)
SCREENS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.mark.parametrize("page_path", ["", *PAGES, "404.html"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_has_no_fault_and_no_barrier(visitor: Visitor, page_path: str, screen: str, scheme: str) -> None:
    page = visitor.open(page_path, viewport=SCREENS[screen], color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    page.evaluate(AXE.read_text("utf-8"))  # the site's policy refuses it as a script of the page
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [
        f"{item['id']}: {node['html'][:160]} {node['failureSummary']}"
        for item in found["violations"]
        for node in item["nodes"]
    ] == []


def test_there_are_pages() -> None:
    assert len(PAGES) >= 14


@pytest.mark.parametrize("page_path", ["rpo-rto/", "deploy/", "compatibility/windows-agent/"])
def test_narrow_screens_do_not_scroll_sideways(visitor: Visitor, page_path: str) -> None:
    page = visitor.open(page_path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(("words", "found"), {"KB4474419": "windows-agent", "lsblk": "investigate"}.items())
def test_search_finds_a_patch_and_a_command(visitor: Visitor, words: str, found: str) -> None:
    page = visitor.open("")
    page.get_by_role("textbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type(words)
    expect(page.locator(f".md-search-result__link[href*='{found}']").first).to_be_visible()


def test_print_shows_inputs_and_answer_and_no_controls(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    page.emulate_media(media="print")
    expect(page.locator(".hb-verdict")).to_be_visible()
    expect(page.get_by_label("Link bandwidth")).to_be_visible()
    for control in (".hb-actions", ".hb-status", ".md-header", ".hb-help >> nth=0"):
        expect(page.locator(control)).to_be_hidden()
