"""Pages on paper, by the browser's own way and by their buttons, on A4 and on Letter."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, settle

pytestmark = pytest.mark.browser

PAPERS = ("A4", "Letter")


def sheets(page: Page, paper: str) -> int:
    """Return how many sheets a page takes within the margins that it asks for."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper)))


@pytest.mark.parametrize("path", ["", "zh/"])
def test_the_first_page_is_one_sheet(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)
    assert [sheets(page, paper) for paper in PAPERS] == [1, 1]


def test_what_is_folded_goes_on_from_sheet_to_sheet(visitor: Visitor) -> None:
    page = visitor.open("accept/")
    page.emulate_media(media="print")
    folds = page.locator("article details")
    assert set(folds.evaluate_all("(folds) => folds.map((fold) => getComputedStyle(fold).breakInside)")) == {"auto"}


@pytest.mark.parametrize("path", ["rpo-rto/", "replay/"])
def test_an_answer_by_its_button_is_two_sheets_and_names_the_project(visitor: Visitor, path: str) -> None:
    page = visitor.blank()
    page.goto(visitor.site + "project/#sample")
    name = page.locator(".hb-project-name b").inner_text()
    page.goto(visitor.site + path)
    settle(page)
    expect(page.locator(".hb-field .hb-from").first).to_be_visible()
    page.evaluate("window.print = () => {}")
    for paper in PAPERS:
        page.get_by_role("group", name="Share").get_by_role("button", name="Print").click()
        sheet = page.locator(".hb-paper")
        expect(sheet.locator(".hb-paper-of")).to_have_text(name)
        # The address takes no more than two lines, with what was typed or without it.
        assert len(sheet.locator(".hb-quiet").last.inner_text()) < 300
        assert sheets(page, paper) == 2
        expect(sheet).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator(".hb-project-name b")).to_be_visible()


def test_paper_has_no_rest_of_other_inputs(live: Callable[..., Page]) -> None:
    page = live("rpo-rto/", alone=True)
    page.locator(".hb-answer").evaluate("(answer) => answer.classList.add('hb-begun')")
    page.emulate_media(media="print")
    expect(page.locator(".hb-verdict").first).to_be_visible()
    expect(page.locator(".hb-short .hb-chart").first).to_be_hidden()
    expect(page.locator(".hb-more").first).to_be_hidden()
