"""What a screen reader and a keyboard meet: names, descriptions, news, and nothing that has the focus out of sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

SPACED = """() => {
  const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
    * { word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(style);
}"""
COVERED = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return !there || there.closest("thead") !== null && document.activeElement.closest("thead") === null;
}"""


def described(page: Page, name: str) -> str:
    """Return what is read out after the name of a field."""
    field = page.get_by_role("radio", name=name, exact=True).or_(page.get_by_role("textbox", name=name, exact=True))
    words = "(field) => field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id))"
    seen = ".filter((part) => !part.hidden).map((part) => part.textContent).join(' ')"
    text: str = field.evaluate(words + seen)
    return text


def test_a_hint_is_no_part_of_a_name_and_a_unit_is_read_out(visitor: Visitor) -> None:
    page = visitor.open("qualify/")
    assert described(page, "x86, 64-bit") == "Intel or AMD."
    page = visitor.open("project/")
    assert described(page, "Used data on the largest disk").startswith("GB")


def test_a_page_with_a_project_says_nothing_of_its_lists_until_the_reader_turns_to_one(visitor: Visitor) -> None:
    page = visitor.blank()
    page.goto(visitor.site + "project/#sample")
    expect(page.locator(".hb-project-name b")).to_be_visible()
    page.goto(visitor.site + "compatibility/matrix/")
    chip = page.get_by_role("group", name="Your project in this list").first
    expect(chip).to_contain_text("columns for your project")
    said = (
        page.locator("article")
        .get_by_role("status")
        .filter(has_text="project")
        .or_(page.locator("article").get_by_role("status").filter(has_text="rows"))
    )
    expect(said).to_have_count(0)
    chip.get_by_role("button").focus()
    expect(said).to_have_count(1)


def test_wide_letters_and_words_make_no_page_scroll_sideways(visitor: Visitor) -> None:
    page = visitor.open("rpo-rto/")
    page.evaluate(SPACED)
    for width in (1280, 1240, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_no_head_of_a_table_covers_what_has_the_focus_at_400_percent(visitor: Visitor) -> None:
    page = visitor.open("compatibility/matrix/", viewport={"width": 320, "height": 256})
    page.get_by_role("link", name="Link to this row: CentOS").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        page.wait_for_timeout(100)
        assert page.evaluate(COVERED) is False


def test_the_way_back_to_the_top_is_no_stop_of_the_keys_while_it_is_not_seen(visitor: Visitor) -> None:
    page = visitor.open("glossary/")
    expect(page.locator(".md-top")).to_be_hidden()
    page.mouse.wheel(0, 3000)
    page.mouse.wheel(0, -200)
    expect(page.get_by_role("button", name="Back to top")).to_be_visible()


def test_a_found_word_is_seen_in_colours_of_the_reader(visitor: Visitor) -> None:
    page = visitor.open("", forced_colors="active")
    page.locator("#look-up").fill("bitlocker")
    page.locator("#look-up").press("Enter")
    mark = page.locator(".hb-search mark").first
    expect(mark).to_be_visible()
    colours = mark.evaluate("(mark) => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]")
    assert colours[0] != colours[1]
    around = mark.evaluate("(mark) => getComputedStyle(mark.closest('dialog') ?? document.body).backgroundColor")
    assert colours[0] != around
