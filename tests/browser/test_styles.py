"""Style sheets of parts: a page links those that dress something on it."""

import pytest
from playwright.sync_api import Page, expect

from macros.publish.theme import OURS
from tests.browser.conftest import SITE, Visitor
from tests.conftest import LANGUAGES, ROOT

PARTS = ROOT / "docs" / "assets"

# Brought by scripts, together with what they make.
BROUGHT = {"calculator/profile.css", "charts/charts.css"}
# By path: for each page the sheets with a rule that some element of it matches, and those that it asks for. What only a
# pointer or a focus brings about is no reason; nor is a rule of `html:root`, which dresses the frame of pages that link
# the sheet, or gives it a size.
FIND = """async ([pages, sheets, frame]) => {
  const selectors = {};
  const walk = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText ? [rule.selectorText] : rule.cssRules ? walk(rule.cssRules) : []);
  for (const [name, text] of Object.entries(sheets)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    selectors[name] = walk(sheet.cssRules).filter((text) => !/^html:root( |$)/.test(text))
      // What stands for a part of an element comes with the element.
      .map((text) => text.replace(/(^|[\\s,(])::[\\w-]+/g, "$1*").replace(/::[\\w-]+(\\([^)]*\\))?/g, ""));
  }
  const found = {};
  for (const path of pages) {
    const text = path === location.href ? "" : await (await fetch(path)).text();
    const page = text ? new DOMParser().parseFromString(text, "text/html") : document;  // with what its scripts made
    const links = [...page.querySelectorAll("link[rel=stylesheet]")].flatMap((link) =>
      link.dataset.holds?.split(" ") ?? [link.getAttribute("href").split("assets/")[1]]);
    if (!links.length) continue;  // it only leads on
    found[path] = {
      matched: Object.keys(sheets).filter((name) => selectors[name].some((text) => page.querySelector(text))),
      linked: links.flatMap((name) => (/frame\\./.test(name) ? frame : [name])),
    };
  }
  return found;
}"""


def sheets_of(page: Page, pages: list[str]) -> dict[str, dict[str, list[str]]]:
    """Return by page which sheets dress something on it, after proof that it links them."""
    files = {file.relative_to(PARTS).as_posix(): file for file in sorted(PARTS.glob("*/*.css"))}
    sheets = {name: file.read_text("utf-8") for name, file in files.items() if name not in BROUGHT}
    found: dict[str, dict[str, list[str]]] = page.evaluate(FIND, [pages, sheets, list(OURS)])
    missing = {path: set(sheet["matched"]) - set(sheet["linked"]) for path, sheet in found.items()}
    assert {path: names for path, names in missing.items() if names} == {}
    return found


def test_a_page_links_every_style_sheet_that_dresses_something_on_it(visitor: Visitor) -> None:
    page = visitor.open("404.html")
    paths = (file.relative_to(SITE).as_posix() for file in SITE.rglob("*.html"))
    pages = sorted(visitor.site + path for path in paths if path.partition("/")[0] not in LANGUAGES)
    found = sheets_of(page, pages)
    assert len(found) > len(pages) / 2
    used = {name for sheet in found.values() for name in sheet["matched"]}
    assert used >= {"calculator/form.css", "tables/table.css", "checklists/checklists.css"}
    assert used >= set(OURS) - {"page/tokens.css"}


@pytest.mark.parametrize("path", ["offline/", "deploy/", "rpo-rto/", "ports/"])
def test_what_scripts_make_is_dressed_too(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)
    expect(page.locator(".hb-actions, .hb-tools").first).to_be_attached()
    assert sheets_of(page, [page.url]).keys() == {page.url}
