"""Components, quotas, licences and published costs, against the numbers of the public documentation."""

import re

import pytest

from calculators.records.components import QuotaTerm
from macros.pages import components, costs
from macros.pages.view import View
from tests.macros.pages.test_pages import arguments_of, rows
from tests.site.page import read_page, squeezed

# Number of published sizes of each component, counted in the documentation.
SIZES = {
    "console": 10,
    "sync-proxy": 9,
    "cloud-sync-gateway": 11,
    "transition-host": 2,
    "failback-transition-host": 1,
    "batch-host": 1,
    "prophet": 2,
}
# What calculators will size with: id of the rule and its values, from the pages that the rules name.
VALUES = {
    "gateway-disks-default": (20,),
    "gateway-volumes-huawei": (23, 59),
    "gateway-disks-hcs-scsi": (60,),
    "proxy-disks-default": (50,),
    "proxy-disks-max-recommended": (150,),
    "proxy-disks-8c16g": (100,),
    "proxy-hosts": (100,),
    "proxy-disks-hcs": (23,),
    "proxy-disks-oci": (31,),
    "proxy-threads-advised": (30,),
    "retention-range": (1, 129),
    "policy-interval-min": (5, 59),
    "fc-snapshots": (32,),
    "script-length": (4096,),
}


def test_every_component_keeps_all_of_its_published_sizes(data):
    assert {item.id: len(item.sizes) for item in data.sizing.components} == SIZES


def test_rules_hold_the_published_numbers(data):
    rules = {rule.id: rule.values for rule in data.sizing.rules}
    assert {name: rules[name] for name in VALUES} == VALUES


def test_every_component_rule_and_example_has_its_place_on_a_page(data):
    assert arguments_of("component") == set(SIZES)
    assert arguments_of("sizing_rules") == {rule.topic for rule in data.sizing.rules}
    assert arguments_of("calculator_inputs") == {item.part for item in data.costs.calculator.inputs}
    assert arguments_of("cost_example") == {item.id for item in data.costs.examples}


@pytest.mark.parametrize("name", SIZES)
def test_a_component_shows_every_size_and_marks_one_at_most(view: View, name):
    found = next(item for item in view.data.sizing.components if item.id == name)
    html = components.component(view, name)
    assert rows(read_page(html), f"{name}-") == [size.id for size in found.sizes]
    assert html.count("plan with this") == (found.plan_with is not None)


def test_the_marked_sizes_are_those_that_the_disagreements_name(view: View):
    marked = {
        item.id: next(size for size in item.sizes if size.id == item.plan_with)
        for item in view.data.sizing.components
        if item.plan_with
    }
    sizes = {name: (size.vcpu, size.memory_gb, size.disk_gb) for name, size in marked.items()}
    # See console-disk, proxy-spec and gateway-spec in data/conflicts.yaml.
    assert sizes["console"] == (8, 16, 500)
    assert sizes["sync-proxy"] == (4, 8, 100)
    assert sizes["cloud-sync-gateway"] == (4, 8, 50)


def test_minimums_and_sizes_are_told_apart(view: View):
    page = read_page(components.component(view, "cloud-sync-gateway"))
    assert "HuaweiCloud≥4≥8GB40GB>1Gbit/s" in page.words
    assert "Gatewaypre-settings22GB40GB" in page.words


def test_a_column_without_a_value_is_left_out(view: View):
    assert "Carries" in components.component(view, "sync-proxy")
    assert "Carries" not in components.component(view, "console")


def test_console_memory_grows_with_the_protected_data(view: View):
    page = read_page(components.console_memory(view))
    for line in ("128snapshots", "below5%", "upto10TB16GB8", "10to30TB32GB", "30to50TB64GB", "over50TB"):
        assert line in page.words


def needed(terms: tuple[QuotaTerm, ...], totals: dict[str, float], gateways: int) -> dict[str, float | None]:
    """Return what a formula asks of each resource."""
    return {
        term.resource: None
        if term.per_gateway is None
        else term.per_source * totals[term.resource] + gateways * term.per_gateway
        for term in terms
    }


def test_quota_formulas_give_the_published_sums(data):
    # 10 hosts with 2 disks of 100 GB, 4 vCPU and 8 GB each, and 1 gateway.
    totals = {"instances": 10, "vcpu": 40, "memory": 81920, "disks": 20, "capacity": 2000}
    quotas = {item.id: item.terms for item in data.sizing.quotas}
    assert needed(quotas["object"], totals, 0) == totals
    assert needed(quotas["block"], totals, 1) == {
        "instances": 11, "vcpu": 42, "memory": 83968, "disks": 41, "capacity": 4040,
    }  # fmt: skip
    assert needed(quotas["block-openstack"], totals, 1) == {
        "instances": 11, "vcpu": None, "memory": None, "disks": 21, "capacity": None,
    }  # fmt: skip


def test_quotas_are_written_as_formulas(view: View):
    words = read_page(components.quotas(view)).words
    assert squeezed("2 × disks + gateways") in words
    assert squeezed("2 × capacity + 40 × gateways") in words
    assert squeezed("vCPU + vCPU of the gateways") in words
    assert squeezed("hosts vCPU memory disks capacity") in words


def test_licences_show_their_numbers(view: View):
    page = read_page(costs.licences(view))
    assert len(rows(page, "licence-")) == len(view.data.costs.licences)
    for number in ("35 USD for each host and month", "3 months", "5 business days"):
        assert squeezed(number) in page.words


def test_the_comparison_adds_up_what_is_shown(view: View):
    html = costs.cost_comparison(view)
    columns = list(zip(*re.findall(r"<td[^>]*>([\d\u202f.]+)[^<]*</td><td[^>]*>([\d\u202f.]+)", html), strict=True))
    sums = [f"{sum(float(cell.replace(chr(0x202F), '')) for cell in column):.2f}" for column in columns]
    assert sums == ["13780.48", "13369.59"]
    assert "13\u202f780.48 USD" in html
    assert "13\u202f369.59 USD" in html


def test_the_parts_of_an_example_give_its_total(data):
    # Public page of the AWS agentless mode, section Summary.
    (example,) = (item for item in data.costs.examples if item.id == "aws-agentless")
    price = {item.id: item.value for item in example.results if item.unit == "USD"}
    total = price.pop("total-cost")
    assert sum(price.values()) == pytest.approx(total, abs=1e-9)


def test_an_amount_is_shown_as_printed_and_with_its_value(view: View):
    words = read_page(costs.cost_example(view, "huawei-agentless")).words
    assert squeezed("all servers 23 h 20 min (1 400 minutes)") in words
