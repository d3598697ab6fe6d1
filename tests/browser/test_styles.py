"""Style sheets of parts: a page links those that dress something on it."""

import json

from playwright.sync_api import Page

from tests.browser.conftest import SITE, Visitor

# Brought by scripts, together with what they make.
BROUGHT = {"calculator/profile.css", "charts/charts.css", "charts/uplot.css"}
# By path: for each page the sheets with a rule that some element of it matches, and the sheets that it links. What only
# a pointer or a focus brings about is no reason.
FIND = """async ([pages, sheets]) => {
  const selectors = {};
  const walk = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText ? [rule.selectorText] : rule.cssRules ? walk(rule.cssRules) : []);
  for (const [name, address] of Object.entries(sheets)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(address)).text());
    selectors[name] = walk(sheet.cssRules)
      // What stands for a part of an element comes with the element.
      .map((text) => text.replace(/(^|[\\s,(])::[\\w-]+/g, "$1*").replace(/::[\\w-]+(\\([^)]*\\))?/g, ""));
  }
  const found = {};
  for (const path of pages) {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    const links = [...page.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
    if (!links.length) continue;  // it only leads on
    found[path] = {
      matched: Object.keys(sheets).filter((name) => selectors[name].some((text) => page.querySelector(text))),
      linked: Object.keys(sheets).filter((name) => links.some((href) => href.endsWith(`assets/${name}`))),
    };
  }
  return found;
}"""


def test_a_page_links_every_style_sheet_that_dresses_something_on_it(visitor: Visitor) -> None:
    page: Page = visitor.open("404.html")
    assets = SITE / "assets"
    sheets = {file.relative_to(assets).as_posix() for file in assets.glob("*/*.css")} - BROUGHT
    sheets = {name for name in sheets if not name.startswith("stylesheets/")}
    pages = sorted(file.relative_to(SITE).as_posix() for file in SITE.rglob("*.html"))
    addresses = {name: f"{visitor.site}assets/{name}" for name in sorted(sheets)}
    found = page.evaluate(FIND, [[visitor.site + path for path in pages], addresses])
    assert len(found) > len(pages) / 2
    missing = {path: set(sheet["matched"]) - set(sheet["linked"]) for path, sheet in found.items()}
    assert {path: names for path, names in missing.items() if names} == {}, json.dumps(sorted(sheets))
    used = {name for sheet in found.values() for name in sheet["matched"]}
    assert used >= {"page/page.css", "calculator/form.css", "tables/table.css", "checklists/checklists.css"}
