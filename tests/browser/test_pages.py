"""Every page as it is shown: no fault, no request off the site, no barrier, on a desktop and on a phone."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SITE, Visitor

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Pages that one template makes from records: the longest and the shortest stand for the others.
MADE = ("checklists/*/", "kernels/*/", "targets/*/", "compatibility/*-agentless/")


def pages() -> Iterator[str]:
    """Yield the addresses of the pages to look at, without those that only lead to another one."""
    found = (file for file in SITE.rglob("index.html") if 'http-equiv="refresh"' not in file.read_text("utf-8"))
    files = {str(file.parent.relative_to(SITE)) + "/": file for file in found if file.parent != SITE}
    alike = [
        sorted((name for name in files if fnmatch(name, made)), key=lambda name: files[name].stat().st_size)
        for made in MADE
    ]
    left_out = {name for names in alike for name in names[1:-1]}
    yield from sorted(files.keys() - left_out)


PAGES = list(pages())
# What axe judges by colours; the rest is the same in both schemes.
BY_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
# A phone first: what a page does on one from the start matters more than what it does on a window that was made small.
SCREENS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = {"default": {}, "slate": BY_COLOUR}
# What the theme puts around every page is the same on all of them, so it is judged on these.
WHOLE = ("", "targets/", "404.html")
AROUND = [[".md-header"], [".md-sidebar"], [".md-footer"]]
# Parts of the theme glide to their place and colour in a window of another size.
FITS = """async () => {
  document.documentElement.getBoundingClientRect();  // lays the page out, which begins it
  const gliding = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(gliding.map(({ finished }) => finished));
  return document.documentElement.scrollWidth <= innerWidth;
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser, site: str) -> Iterator[tuple[Visitor, Page]]:
    """A tab that goes from page to page, for what every page is asked: in it scripts are compiled once."""
    visitor = Visitor(browser, site)
    page = visitor.blank(color_scheme="light")
    page.add_init_script("localStorage.clear()")  # each page begins in the light scheme
    yield visitor, page
    page.context.close()


@pytest.mark.parametrize("page_path", ["", *PAGES, "404.html"])
def test_page_has_no_fault_and_no_barrier(tab: tuple[Visitor, Page], page_path: str) -> None:
    visitor, page = tab
    visitor.faults.clear()
    page.set_viewport_size(SCREENS["phone"])
    page.goto(visitor.site + page_path)
    page.evaluate("new Promise((idle) => requestIdleCallback(idle))")  # every script has run
    page.evaluate(AXE.read_text("utf-8"))  # the site's policy refuses it as a script of the page
    around = [] if page_path in WHOLE else AROUND
    found = []
    for scheme, rules in SCHEMES.items():
        for screen, size in SCREENS.items():
            page.set_viewport_size(size)
            if not page.evaluate(FITS):
                found.append(f"{screen}: the page scrolls sideways")
            result = page.evaluate(
                "([exclude, rules]) => axe.run({ exclude }, { resultTypes: ['violations'], preload: false, ...rules })",
                [around, rules],
            )
            found += [
                f"{screen}, {scheme}: {item['id']}: {node['html'][:160]} {node['failureSummary']}"
                for item in result["violations"]
                for node in item["nodes"]
            ]
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        if scheme == "default":
            page.evaluate("document.querySelector('label[for=__palette_1]').click()")
    assert found + visitor.faults == []


@pytest.mark.parametrize(("preferred", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_scheme_is_the_one_that_the_reader_prefers(visitor: Visitor, preferred: str, scheme: str) -> None:
    page = visitor.open("", color_scheme=preferred)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 14


@pytest.mark.parametrize(
    "page_path", ["rpo-rto/", "deploy/", "compatibility/windows-agent/", "targets/", "targets/aws/", "kernels/ubuntu/"]
)
def test_narrow_screens_do_not_scroll_sideways(visitor: Visitor, page_path: str) -> None:
    page = visitor.open(page_path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


FINDS = {
    "KB4474419": "windows-agent",
    "lsblk": "investigate",
    "3.10.0-957.27.2.el7.x86_64": "#centos-7-x",
    "5.4.0-1151-azure_amd64": "#ubuntu-20-04",
    "LUKS": "linux-agent",
    "14.2.22": "openstack-ceph-agentless",
    "Volcengine": "targets/volcengine",
    "HuaweiCloud_UEFI_GenericImage.qcow2": "targets/otc",
    "16100": "targets/xhere",
    "ec2:ModifyInstanceAttribute": "targets/aws",
}


def test_search_finds_kernels_patches_commands_conditions_platforms_images_ports_and_rights(visitor: Visitor) -> None:
    page = visitor.open("")
    search = page.get_by_role("textbox", name="Search")
    search.click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    for words, found in FINDS.items():
        search.fill("")
        page.keyboard.type(words)
        expect(page.locator(f".md-search-result__link[href*='{found}']").first, words).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mark_opens_what_each_source_says(visitor: Visitor, scripts: bool) -> None:
    page = visitor.open("compatibility/windows-agent/", java_script_enabled=scripts)
    panel = page.locator("#sides-dyn-spanned")
    expect(panel).to_be_hidden()
    page.locator("#condition-win-dyn-spanned").get_by_role("button", name="sources disagree").click()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_print_shows_what_each_source_says(visitor: Visitor) -> None:
    page = visitor.open("compatibility/windows-agent/")
    page.emulate_media(media="print")
    expect(page.locator("#sides-dyn-spanned")).to_be_visible()


def test_a_count_of_the_matrix_leads_to_its_condition(visitor: Visitor) -> None:
    page = visitor.open("compatibility/matrix/")
    page.locator("#area-encryption").get_by_role("link", name="1 not supported").first.click()
    expect(page.locator("tr:target")).to_contain_text("LUKS")


def test_print_shows_inputs_and_answer_and_no_controls(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    page.emulate_media(media="print")
    expect(page.locator(".hb-verdict")).to_be_visible()
    expect(page.get_by_label("Link bandwidth")).to_be_visible()
    for control in (".hb-actions", ".hb-status", ".md-header", ".hb-help >> nth=0"):
        expect(page.locator(control)).to_be_hidden()
