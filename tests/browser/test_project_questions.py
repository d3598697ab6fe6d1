"""The qualification with a project: what it says is not asked again, and what the reader answers stays in it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_project_forms import KEPT, Opened, chip, differs, kept, opened

__all__ = ["opened"]

pytestmark = pytest.mark.browser


def test_the_qualification_takes_what_the_project_says_and_keeps_every_answer(opened: Opened, visitor: Visitor) -> None:
    page = opened("qualify/")
    for name in ("rpo", "closer"):
        expect(chip(page, name)).to_have_text(KEPT)
    vmware = page.get_by_role("checkbox", name="VMware without an agent")
    expect(vmware).to_be_checked()
    expect(page.get_by_text("Which of these do the virtual machines on VMware have?")).to_be_visible()
    expect(page.locator(".hb-verdict-label")).to_contain_text("3 of 4 questions are open")
    vmware.uncheck()
    page.get_by_role("radio", name="ARM").check()
    expect(differs(page, "closer")).to_contain_text("The project says VMware without an agent.")
    expect(page.locator(".hb-verdict-label")).to_have_text("Not suitable")
    page.reload()
    expect(differs(page, "closer")).to_be_visible()
    expect(vmware).not_to_be_checked()
    expect(chip(page, "architecture")).to_have_text("kept in your project")
    answers = kept(page, visitor)["inputs"]["qualification"]
    assert {name: known["value"] for name, known in answers.items()} == {"closer": "", "architecture": "arm"}
    differs(page, "closer").get_by_role("button", name="Back to").click()
    expect(vmware).to_be_checked()
    expect(chip(page, "closer")).to_have_text(KEPT)
    assert "closer" not in kept(page, visitor)["inputs"]["qualification"]


# What Firefox does where its reader blocks all cookies.
BLOCKED = """(() => {
  const refuse = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
  IDBFactory.prototype.open = refuse;
  CacheStorage.prototype.has = CacheStorage.prototype.open = async () => refuse();
  window.BroadcastChannel = class { constructor() { refuse(); } };
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: refuse });
})()"""


def test_where_all_cookies_are_blocked_every_answer_comes_and_the_reader_is_told_to_save(visitor: Visitor) -> None:
    page = visitor.blank()
    page.add_init_script(BLOCKED)
    page.goto(visitor.site + "project/")
    page.get_by_role("button", name="New project").first.click()
    page.locator("#project-name").fill("ACME")
    page.locator("#project-link_mbps").fill("55")
    expect(page.locator(".hb-project-name")).to_contain_text("ACME")
    expect(page.locator(".hb-project-note")).to_contain_text("It is gone when you leave this page: save the file now.")
    page.goto(visitor.site + "rpo-rto/")
    page.get_by_label("Link bandwidth").fill("20")
    expect(page.locator("[data-answer=usable] strong")).to_have_text("19 Mbit/s")
