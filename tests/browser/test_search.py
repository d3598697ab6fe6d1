"""The search as a reader meets it: by keys, and only when it is asked for."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import AXE


def test_a_reader_searches_by_keys_alone_and_nothing_comes_before(visitor: Visitor) -> None:
    page = visitor.blank()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(visitor.site)))
    page.goto(visitor.site + "costs/")
    button, field = page.get_by_role("button", name="Search"), page.get_by_role("combobox", name="Search")
    button.focus()
    expect(field).to_have_count(0)
    assert [path for path in asked if "search" in path] == []

    page.keyboard.press("/")
    expect(field).to_be_focused()
    status = page.locator(".hb-search").get_by_role("status")
    expect(status).to_have_text("Or look it up in")
    page.keyboard.type("bandwdth calculator")
    chosen = page.locator("[aria-selected=true]")
    expect(chosen).to_have_attribute("href", f"{visitor.site}rpo-rto/")
    expect(status).to_contain_text("pages")
    page.evaluate(AXE.read_text("utf-8"))
    assert (
        page.evaluate(
            "axe.run('dialog').then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
        )
        == []
    )
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", "hb-search-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")  # from the first to the last
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")

    field.fill("zzzz")
    expect(status).to_contain_text("Nothing found for “zzzz”.")
    expect(page.get_by_role("option", name="Glossary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("s")
    field.fill("5.14.0-362.el9")
    expect(chosen).to_contain_text("5.14.0-362.el9")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kernels/#**")
    # No host is told what was looked for.
    assert not [path for path in asked if "5.14" in path or "zzzz" in path]
    expect(page.get_by_label("Kernels of your hosts")).to_have_value("5.14.0-362.el9")
