"""Addresses that are none, as people and programs change them on their way: each leads to what was meant, or helps."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

LED = {
    "ports": "ports/",
    "Ports/#use-port-3260": "ports/#use-port-3260",
    "ports/%23use-port-3260": "ports/#use-port-3260",
    "kernels%23kernels=3.10.0-1160.el7": "kernels/#kernels=3.10.0-1160.el7",
    "zh/ports/%23use-port-3260": "zh/ports/#use-port-3260",
    "rpo-rto/).": "rpo-rto/",
    "rpo-rto/%E3%80%82": "rpo-rto/",
    "qualify.html": "qualify/",
    "ports.md": "ports/",
    "en/ports/": "ports/",
    "ZH/Targets/Azure": "zh/targets/azure/",
    "Checklist/DR-checklist.html": "deploy/#finder",
}


@pytest.fixture
def page(visitor: Visitor) -> Iterator[Page]:
    yield visitor.blank()
    # That is what an address is answered with that is none.
    visitor.faults[:] = [fault for fault in visitor.faults if "404 (Not Found)" not in fault]


def test_a_changed_address_leads_to_the_page_that_it_means(visitor: Visitor, page: Page) -> None:
    for asked, meant in LED.items():
        page.goto(visitor.site + asked, wait_until="commit")
        page.wait_for_url(visitor.site + meant)


def test_an_unknown_address_is_named_with_the_pages_nearest_to_it_and_a_search(visitor: Visitor, page: Page) -> None:
    page.goto(visitor.site + "targets/azur/")
    lost = page.locator(".hb-lost")
    expect(lost).to_contain_text("There is no page /targets/azur/. Did you mean:")
    expect(lost.get_by_role("link").first).to_have_attribute("href", "/targets/azure/")
    page.goto(visitor.site + "faq/failback/")
    page.get_by_role("button", name="Search for it").click()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("faq failback")


def test_an_unknown_address_in_a_language_is_answered_in_it(visitor: Visitor, page: Page) -> None:
    page.goto(visitor.site + "zh/targets/azur/")
    lost = page.locator(".hb-lost")
    expect(lost).to_contain_text("没有页面 /zh/targets/azur/。是否要找：")
    expect(lost.get_by_role("link").first).to_have_attribute("href", "/zh/targets/azure/")
    page.get_by_role("button", name="搜索", exact=True).last.click()
    page.get_by_role("combobox").fill("azure")
    expect(page.locator("[aria-selected=true]")).to_have_attribute("href", f"{visitor.site}zh/targets/azure/")
