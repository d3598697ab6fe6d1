"""Every page as it is shown: no fault, no request off the site, no barrier, on a desktop and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SITE, Visitor
from tests.conftest import LANGUAGES, one_of_each_kind

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def pages() -> list[str]:
    """Return the addresses of the pages to look at, without those that only lead to another one."""
    found = (file for file in SITE.rglob("index.html") if 'http-equiv="refresh"' not in file.read_text("utf-8"))
    names = ((str(file.parent.relative_to(SITE)) + "/", file) for file in found if file.parent != SITE)
    return one_of_each_kind(
        {name: file.stat().st_size for name, file in names if name.partition("/")[0] not in LANGUAGES}
    )


PAGES = pages()
# A phone first: what a page does on one from the start matters more than what it does on a window that was made small.
SCREENS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
# What axe judges by colours; the rest is the same in both schemes.
BY_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
# In this order a page is laid out anew once. A page has the same colours on both screens, but for what scripts add.
LOOKS = (("phone", "default"), ("phone", "slate"), ("desktop", "slate"), ("desktop", "default"))
SCRIPTED = "hb-calculator, hb-glance, hb-inventory, hb-finder, hb-offline"
# What the theme puts around every page is the same on all of them, so it is judged on these.
WHOLE = ("", "targets/", "404.html")
AROUND = [[".md-header"], [".md-overlay"], [".md-sidebar"], [".md-footer"], [".hb-project"]]
# Parts of the theme glide to their place and colour at every change of the scheme, and some never rest.
AT_ONCE = """() => {
  const style = new CSSStyleSheet();
  style.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets.push(style);
}"""
# What is folded away is no barrier, so axe leaves it out; but only after it has asked for the style of each element.
FOLDED = """() => {
  for (const part of document.querySelectorAll("details:not([open]) > :not(summary)")) part.remove();
}"""
# Most of axe's time goes into the contrast of texts, and most texts of a long table look like the one above. What the
# contrast follows from is how an element and all that it stands in look. Of those that are alike in that, axe is given
# the first and the last that show a text, besides every field. What comes back is how every element looks, or that it
# is not seen: where that is the same in another window, axe would say the same once more.
ALIKE = """(around) => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-judged]" }] });
  const look = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow",
    "filter", "mixBlendMode", "position", "visibility"];
  const kinds = new Map([["", 0]]), known = new Map(), ends = new Map(), looks = [];
  const outside = new Set(around.flatMap(([part]) => [...document.querySelectorAll(`${part}, ${part} *`)]));
  for (const element of document.querySelectorAll("*")) {
    delete element.dataset?.judged;
    known.set(element, known.get(element.parentElement));
    const isSeen = element.checkVisibility();
    if (!isSeen && !outside.has(element)) looks.push("-");
    if (!isSeen) continue;
    const style = getComputedStyle(element);
    const own = [element.matches(":disabled, [aria-disabled=true], label"), ...look.map((name) => style[name])].join();
    const kind = `${known.get(element)} ${own}`;
    if (!kinds.has(kind)) kinds.set(kind, kinds.size);
    known.set(element, kinds.get(kind));
    if (!outside.has(element)) looks.push(own);
    const isField = element.matches("input, select, textarea, button");
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (isField) ends.set(element, [element]);
    else if (hasText) {
      const [first = element] = ends.get(known.get(element)) ?? [];
      ends.set(known.get(element), [first, element]);
    }
  }
  for (const element of [...ends.values()].flat()) element.dataset.judged = "";
  return looks.join(";");
}"""
# Rows of a table, steps of a list: of the parts of one place that are built alike down to their last element, with the
# same classes, roles, states and empty attributes, axe says the same. The first and the last of them stay. What depends
# on all of them, such as ids and what refers to them, tests/site asks of every page.
BUILT_ALIKE = """() => {
  const telling = new Set(["class", "role", "style", "type", "scope", "tabindex", "colspan", "rowspan", "open"]);
  const sign = (element) => {
    const marks = [...element.attributes].map(({ name, value }) =>
      telling.has(name) || (name.startsWith("aria-") && value.length < 8) || !value ? `${name}=${value}` : name);
    const parts = [...element.childNodes].map((node) =>
      node instanceof Element ? sign(node) : node instanceof Text && node.data.trim() ? "t" : "");
    return `${element.localName}[${marks.sort()}](${parts.join("")})`;
  };
  const thin = (element) => {
    const alike = Map.groupBy(element.children, sign);
    for (const same of alike.values()) for (const part of same.slice(1, -1)) part.remove();
    for (const part of element.children) thin(part);
  };
  thin(document.querySelector("article"));
}"""
# The one thing that axe judges by sizes.
BY_SIZE = {"runOnly": ["scrollable-region-focusable"]}
JUDGE = "([exclude, rules]) => axe.run({ exclude }, { resultTypes: ['violations'], preload: false, ...rules })"


@pytest.fixture(scope="module")
def tab(browser: Browser, site: str) -> Iterator[tuple[Visitor, Page]]:
    """A tab that goes from page to page, for what every page is asked: in it scripts are compiled once."""
    visitor = Visitor(browser, site)
    page = visitor.blank(color_scheme="light")
    page.add_init_script("localStorage.clear()")  # each page begins in the light scheme
    yield visitor, page
    page.context.close()


def prepare(page: Page) -> None:
    """Wait until a page has come to rest, and put axe into it."""
    page.evaluate("new Promise((idle) => requestIdleCallback(idle))")  # every script has run
    page.evaluate(AT_ONCE)
    page.evaluate(FOLDED)
    page.evaluate(AXE.read_text("utf-8"))  # the site's policy refuses it as a script of the page


def barriers(page: Page, rules: dict[str, list[str]], around: list[list[str]]) -> list[str]:
    """Return what axe finds on a page as it is shown."""
    result = page.evaluate(JUDGE, [around, rules])
    return [
        f"{item['id']}: {node['html'][:160]} {node['failureSummary']}"
        for item in result["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("page_path", ["", *PAGES, "404.html"])
def test_page_has_no_fault_and_no_barrier(tab: tuple[Visitor, Page], page_path: str) -> None:
    visitor, page = tab
    visitor.faults.clear()
    page.set_viewport_size(SCREENS["phone"])
    page.goto(visitor.site + page_path)
    prepare(page)
    around = [] if page_path in WHOLE else AROUND
    found = []
    # What was laid out for the other screen takes a moment to follow.
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        for _ in range(20):
            if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                break
            page.wait_for_timeout(50)
        else:
            found.append(f"{screen}: the page scrolls sideways")
        found += [f"{screen}: {barrier}" for barrier in barriers(page, BY_SIZE, around)]
    page.evaluate(BUILT_ALIKE)
    shown = "default"
    judged = set()
    is_scripted = page_path in WHOLE or page.locator(SCRIPTED).count() > 0
    for screen, scheme in LOOKS if is_scripted else (*LOOKS[:1], *LOOKS[2:]):
        page.set_viewport_size(SCREENS[screen])
        if scheme != shown:
            page.evaluate("document.querySelector('.hb-scheme').click()")
            shown = scheme
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        looks = page.evaluate(ALIKE, around)
        if looks not in judged:
            rules = {} if scheme == "default" else BY_COLOUR
            found += [f"{screen}, {scheme}: {barrier}" for barrier in barriers(page, rules, around)]
        judged.add(looks)
    assert found + visitor.faults == []


@pytest.mark.parametrize("place", [0, 40, -1])
def test_one_pale_text_among_many_that_are_alike_is_found(tab: tuple[Visitor, Page], place: int) -> None:
    visitor, page = tab
    page.goto(visitor.site + "glossary/")
    prepare(page)
    page.locator("dd").nth(place).evaluate("(text) => { text.style.color = '#999'; }")
    page.evaluate(ALIKE, AROUND)
    (barrier,) = barriers(page, BY_COLOUR, AROUND)
    assert barrier.startswith("color-contrast: <dd")


@pytest.mark.parametrize(("preferred", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_scheme_is_the_one_that_the_reader_prefers(visitor: Visitor, preferred: str, scheme: str) -> None:
    page = visitor.open("", color_scheme=preferred)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


# What has the focus in the page itself, and whether an outline tells it, on it or on its frame: of all ways to tell it,
# the one that is left where the reader's colours replace all others. Links of drawings get a thicker line instead.
OUTLINED = """() => {
  const focused = document.activeElement;
  if (!focused.closest(".md-content") || focused.closest("svg")) return true;
  const places = [focused, focused.parentElement];
  const isTold = places.some((place) => getComputedStyle(place).outlineStyle !== "none");
  return isTold || `${focused.tagName} ${focused.className} ${focused.name ?? ""}`;
}"""


@pytest.mark.parametrize(
    "page_path", ["", "rpo-rto/", "qualify/", "runbook/", "project/", "deploy/", "inventory/", "compatibility/matrix/"]
)
def test_keys_show_where_they_are_in_colours_of_the_reader_too(visitor: Visitor, page_path: str) -> None:
    page = visitor.open(page_path, forced_colors="active")
    page.locator("h1").click()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED) is True


def test_menu_and_stages_say_where_one_is(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    here = page.locator("[aria-current]")
    assert here.evaluate_all("(all) => all.map((each) => [each.textContent.trim(), each.ariaCurrent])") == [
        ["Size", "page"],
        ["RPO and bandwidth", "page"],
    ]
    page.goto(visitor.site + "components/")
    assert here.evaluate_all("(all) => all.map((each) => [each.textContent.trim(), each.ariaCurrent])") == [
        ["Size", "true"],
        ["Components, quotas, licences", "page"],
    ]


def test_there_are_pages() -> None:
    assert len(PAGES) >= 14


@pytest.mark.parametrize(
    "page_path", ["rpo-rto/", "deploy/", "compatibility/windows-agent/", "targets/", "targets/aws/", "kernels/ubuntu/"]
)
def test_narrow_screens_do_not_scroll_sideways(visitor: Visitor, page_path: str) -> None:
    page = visitor.open(page_path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_of_a_project_is_no_wider_than_its_window(visitor: Visitor, width: int) -> None:
    page = visitor.open("project/", viewport={"width": width, "height": 900})
    expect(page.locator(".hb-questions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


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


def test_a_value_of_the_matrix_says_why_and_leads_to_its_row(visitor: Visitor) -> None:
    page = visitor.open("compatibility/matrix/", viewport={"width": 390, "height": 800})
    tools = page.get_by_role("group", name="Tools for Features by source type")
    matrix = page.get_by_role("group", name="Features by source type", exact=True)
    expect(matrix.locator("thead th:visible")).to_have_text(["Feature", "Linux Agent"])
    tools.get_by_label("Column").select_option("Windows Agent")
    expect(matrix.locator("thead th:visible")).to_have_text(["Feature", "Windows Agent"])
    tools.get_by_role("searchbox").fill("bitlocker")
    row = matrix.locator("tbody tr:visible")
    expect(row).to_have_count(1)
    row.locator("summary:visible").click()
    row.get_by_role("link", name="Source and row").locator("visible=true").click()
    expect(page.locator("tr:target")).to_contain_text("A host encrypted with BitLocker")


def test_print_shows_inputs_and_answer_and_no_controls(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    page.emulate_media(media="print")
    expect(page.locator(".hb-verdict")).to_be_visible()
    expect(page.get_by_label("Link bandwidth")).to_be_visible()
    for control in (".hb-share", ".hb-actions >> nth=1", ".hb-status", ".md-header", ".hb-help >> nth=0"):
        expect(page.locator(control)).to_be_hidden()


def test_paper_has_all_lines_of_a_drawing_and_no_signs_to_press(visitor: Visitor) -> None:
    page = visitor.open("network/")
    page.emulate_media(media="print")
    drawing = page.locator(".hb-diagram svg:visible").first
    lines = drawing.locator("path")
    assert lines.count() > 0
    assert lines.evaluate_all("(lines) => lines.filter((line) => !line.checkVisibility()).length") == 0
    signs = "[...document.querySelectorAll('article summary')].map((each) => getComputedStyle(each, '::after').display)"
    assert set(page.evaluate(signs)) == {"none"}
    expect(page.locator(".md-path")).to_be_hidden()
