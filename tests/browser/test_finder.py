"""The finder in a browser, the pages it leads to, and what they are on paper."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculators.checklist.steps import steps_of
from macros.data.loader import Data
from tests.browser.conftest import SITE, Visitor
from tests.cases.reading import read_yaml

pytestmark = pytest.mark.browser

# Steps of every published checklist, with the place that they were read from.
PUBLISHED: dict[str, Any] = read_yaml(
    (Path(__file__).parents[1] / "calculators" / "checklist" / "sequences.yaml").read_text("utf-8")
)


def choose(page: Page, **choices: str) -> None:
    for label, option in choices.items():
        page.get_by_label(label.replace("_", " "), exact=True).select_option(option)


def test_five_choices_lead_to_the_checklist(visitor: Visitor, data: Data) -> None:
    forms = {form.id: form for form in data.checklists.forms}
    steps = len(steps_of(data.checklists, forms["dr-huawei-vmware-object-vpn"]))
    page = visitor.open("deploy/")
    answer = page.locator("hb-finder [role=status]")
    expect(answer).to_contain_text(f"{len(forms)} checklists match")
    choose(page, Direction="dr", Cloud="huawei", Production_site="vmware", Storage="object", Network="vpn")
    expect(answer).to_contain_text(f"has {steps} steps")
    answer.get_by_role("link").click()
    page.wait_for_url("**/checklists/dr-huawei-vmware-object-vpn/")
    expect(page.locator(".hb-phase .hb-work-step")).to_have_count(steps)


def test_a_copied_address_restores_the_choices_and_unknown_ones_are_dropped(visitor: Visitor, data: Data) -> None:
    (form,) = (form for form in data.checklists.forms if form.id == "fb-tmcae-host-block")
    page = visitor.open("deploy/")
    choose(page, Direction="failback", Cloud="tm-cae", Production_site="host", Storage="block")
    expect(page.locator("hb-finder [role=status]")).to_contain_text("Network: VPN or dedicated line")
    address = page.url.removeprefix(visitor.site)
    assert address == "deploy/#direction=failback&platform=tm-cae&site=host&storage=block"
    other = visitor.open(address + "&network=carrier-pigeon&x=1")
    expect(other.get_by_label("Storage", exact=True)).to_have_value("block")
    expect(other.get_by_label("Network", exact=True)).to_have_value("")
    expect(other.locator("hb-finder [role=status]")).to_contain_text(
        f"has {len(steps_of(data.checklists, form))} steps"
    )


def test_choices_narrow_each_other(visitor: Visitor) -> None:
    page = visitor.open("deploy/?direction=failback")
    network = page.get_by_label("Network", exact=True)
    expect(network.locator("option[value=public]")).to_have_text("Public network – not supported")
    expect(network.locator("option[value=vpn]")).to_have_text("VPN or dedicated line")
    assert page.url.removeprefix(visitor.site) == "deploy/#direction=failback"  # a reload tells no host
    page.get_by_role("button", name="Start over").click()
    expect(network.locator("option[value=public]")).to_have_text("Public network")
    assert "direction" not in page.url


def test_a_combination_that_is_not_supported_says_why_and_names_the_nearest(visitor: Visitor) -> None:
    # The list has failback over a VPN only.
    page = visitor.open("deploy/?direction=failback&platform=tm-cae&site=vmware&storage=block&network=public")
    answer = page.locator("hb-finder [role=status]")
    expect(answer).to_contain_text("Not supported. Every published failback runs over a VPN or a dedicated line.")
    expect(answer).to_contain_text("network: VPN or dedicated line instead of Public network")
    expect(answer.locator("a[href='../checklists/fb-tmcae-vmware-block/']").first).to_be_visible()


def test_a_source_without_a_checklist_leads_to_its_ports(visitor: Visitor) -> None:
    page = visitor.open("deploy/?site=openstack&storage=block")
    page.get_by_role("link", name="OpenStack with Ceph agentless to block storage").click()
    expect(page.locator("#list-dr-block-openstack")).to_be_in_viewport()


def test_without_javascript_the_matrix_leads_to_every_checklist(visitor: Visitor) -> None:
    page = visitor.open("deploy/", java_script_enabled=False)
    expect(page.locator("hb-finder form")).to_have_count(0)
    for name in PUBLISHED:
        expect(page.locator(f"a[href='../checklists/{name}/']").first).to_be_visible()


def test_every_page_of_the_site_has_the_published_number_of_steps() -> None:
    for name, found in PUBLISHED.items():
        html = (SITE / "checklists" / name / "index.html").read_text("utf-8")
        assert [html.count(f'id="step-{step}"') for step in found["steps"]] == [1] * found["count"]
        assert html.count('id="step-') == found["count"]


@pytest.mark.parametrize("path", ["ports/", "checklists/dr-huawei-aws-object-vpn/", "steps/"])
def test_narrow_screens_do_not_scroll_sideways(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
