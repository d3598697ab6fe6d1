"""The components calculator: its cases, and what holds for any inputs."""

import csv
import io
import itertools
import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import components
from calculators.answers import render
from calculators.answers.inputs import InputError, fields, read
from calculators.answers.report import Report, Table
from calculators.answers.wording import number
from calculators.catalog import Catalog
from calculators.components import Inputs, Result
from calculators.components.model import AGENT, NO_TARGET, up
from calculators.registry import run
from tests import cases
from tests.calculators.agreement import disagreements
from tests.cases import Case

NAME = components.NAME
# What a float or a missing value would look like in a text.
NONSENSE = re.compile(r"(?i:\bnan\b|\binf(inity)?\b|\de\+\d)|\bNone\b|\d{20}")


@pytest.mark.parametrize("case", cases.load(NAME), ids=str)
def test_case(case: Case, catalog: Catalog) -> None:
    assert disagreements(case, catalog) == []


def result(raw: dict[str, Any], catalog: Catalog) -> Result:
    return components.calculate(given_inputs(raw, catalog), catalog)


def given_inputs(raw: dict[str, Any], catalog: Catalog) -> Inputs:
    return components.inputs(read(components.form(catalog), raw, catalog), catalog)


def table(report: Report, title: str) -> Table:
    (found,) = (item for item in report.tables if item.title.startswith(title))
    return found


def choices(name: str, catalog: Catalog) -> list[str]:
    (field,) = (field for field in fields(components.form(catalog)) if field.id == name)
    return [choice.id for choice in field.choices]


@st.composite
def projects(draw: st.DrawFn, catalog: Catalog) -> dict[str, Any]:
    """Draw inputs that do not contradict each other."""
    hosts = draw(st.integers(min_value=1, max_value=100_000))
    disks = draw(st.integers(min_value=hosts, max_value=hosts * 20))
    provisioned = draw(st.floats(min_value=0, max_value=1e8))
    return {
        "hosts": hosts,
        "disks": disks,
        "provisioned": provisioned,
        "used": provisioned * draw(st.floats(min_value=0, max_value=1)),
        "vcpu": draw(st.integers(0, 10**8)),
        "memory_gb": draw(st.floats(min_value=0, max_value=1e9)),
        "recovered_hosts": draw(st.one_of(st.none(), st.integers(min_value=1, max_value=hosts))),
        "failback_hosts": draw(st.integers(min_value=0, max_value=hosts)),
        "disks_at_once": draw(st.one_of(st.none(), st.integers(min_value=1, max_value=disks))),
        **{
            name: draw(st.sampled_from(choices(name, catalog)))
            for name in ("capacity_unit", "source", "storage", "target", "spare")
        },
    }


@settings(max_examples=25)
@given(chosen=st.data())
def test_any_inputs_that_fit_together_give_enough_machines_and_plain_words(
    chosen: st.DataObject, catalog: Catalog
) -> None:
    raw = chosen.draw(projects(catalog))
    found, report = result(raw, catalog), run(NAME, raw, catalog)
    for machines in (found.gateways, found.proxies):
        for ceiling in machines.ceilings:
            assert 0 <= ceiling.room < ceiling.each
            assert not ceiling.counted or ceiling.room_on(machines.needed) >= 0
        binding = machines.binding
        assert machines.needed == (binding.count if binding else 0)
    assert found.gateways.count == 0 or raw["storage"] == "block"
    assert found.proxies.count == 0 or raw["source"] != AGENT
    for quota in found.quotas:
        for needed in quota.needed:
            assert needed.amount <= needed.real
            mine = next(item for item in found.quota.needed if item.resource == needed.resource)
            assert needed.amount <= mine.real
    for text in (
        render.to_html(report, catalog, "../"),
        render.to_markdown(report, catalog),
        render.to_text(report, catalog),
    ):
        assert not NONSENSE.search(text)


@given(chosen=st.data())
def test_one_more_disk_never_needs_less_and_a_full_machine_needs_another(
    chosen: st.DataObject, catalog: Catalog
) -> None:
    raw = chosen.draw(projects(catalog)) | {"disks_at_once": None}
    if not raw["hosts"]:
        return
    before, after = result(raw, catalog), result(raw | {"disks": raw["disks"] + 1}, catalog)
    for old, new in ((before.gateways, after.gateways), (before.proxies, after.proxies)):
        full = any(
            ceiling.counted and ceiling.rule.unit == "disks" and ceiling.room_on(old.needed) == 0
            for ceiling in old.ceilings
        )
        assert new.count == old.count + full
    assert ("One more disk" in run(NAME, raw, catalog).verdict.text) == (
        before.listed and (before.gateways.count < after.gateways.count or before.proxies.count < after.proxies.count)
    )


@pytest.mark.parametrize(
    ("value", "whole"), [(0, 0), (3, 3), (3.0000001, 4), (3 + 1e-12, 3), (2.999, 3), (1e15, 10**15)]
)
def test_rounding_is_up_but_not_for_what_floats_add(value: float, whole: int) -> None:
    assert up(value) == whole


def test_every_platform_and_every_source_has_an_answer(catalog: Catalog) -> None:
    for target in choices("target", catalog):
        for storage in ("block", "object"):
            report = run(NAME, {"target": target, "storage": storage}, catalog)
            platform = next((item for item in catalog.parts.platforms if item.id == target), None)
            assert (report.verdict.level == "bad") == (platform is not None and storage not in platform.storages)
    assert {*choices("target", catalog)} == {NO_TARGET, *(item.id for item in catalog.parts.platforms)}
    for source in choices("source", catalog):
        assert run(NAME, {"source": source}, catalog).answers


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({"source": "aws-agentless"}, "What one sync proxy carries is not stated for AWS EC2 agentless."),
        (
            {"source": "hcs-dorado-agentless"},
            "No size of a sync proxy is stated for HCS 8.0.2 + OceanStor Dorado agentless.",
        ),
        ({"target": "zstack"}, "How many disks one gateway takes is not stated for ZStack."),
        ({"target": "zstack"}, "No size of a gateway is stated for ZStack."),
        ({"target": "azure"}, "No quota formula is stated for Microsoft Azure."),
        ({"target": "openstack"}, "The page of OpenStack asks for less quota"),
        ({"target": "huawei"}, "counts smaller gateways than those planned here"),
        ({"storage": "object", "used": 10, "provisioned": 10, "capacity_unit": "TiB"}, "steps of 1000 or 1024"),
        ({"storage": "object", "used": 5, "provisioned": 40}, "the provisioned capacity asks for 64 GB"),
        ({"storage": "object", "used": 51, "provisioned": 51}, "Set up a separate Redis node."),
        ({"storage": "object"}, "128 snapshots and increments below 5 %"),
        ({"spare": "yes"}, "How to run a second console is not stated"),
    ],
    ids=str,
)
def test_what_is_not_stated_or_doubtful_is_said(raw: dict[str, Any], word: str, catalog: Catalog) -> None:
    assert any(word in warning for warning in run(NAME, raw, catalog).warnings)


@pytest.mark.parametrize(
    ("target", "size"),
    [
        ("none", (4, 8, 50)),
        ("huawei", (4, 8, 40)),
        ("aws", (2, 4, 40)),
        ("aws-china", (2, 4, 40)),
        ("google", (2, 4, 50)),
        ("hcs", (4, 8, 50)),
        ("alibaba", (2, 4, 50)),
        ("zstack", (4, 8, 50)),
    ],
)
def test_a_gateway_has_the_size_of_its_platform(
    target: str, size: tuple[float, float, float], catalog: Catalog
) -> None:
    # data/conflicts.yaml, gateway-spec; Alibaba's guide names no disk.
    found = result({"target": target}, catalog).gateways.size
    assert (found.vcpu, found.memory_gb, found.disk_gb) == size


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("vmware-agentless", (4, 8, 100)),
        ("aws-agentless", (4, 8, 50)),
        ("huawei-cloud-agentless", (4, 8, 200)),
        ("fusioncompute-agentless", (4, 8, 50)),
    ],
)
def test_a_proxy_has_the_size_of_its_platform(source: str, size: tuple[float, float, float], catalog: Catalog) -> None:
    found = result({"source": source}, catalog).proxies.size
    assert (found.vcpu, found.memory_gb, found.disk_gb) == size


def test_the_largest_host_may_have_what_the_others_leave(catalog: Catalog) -> None:
    assert result({"largest_disks": 61, "storage": "object"}, catalog).transition.size.memory_gb == 61
    assert result({"largest_disks": 4, "storage": "object"}, catalog).transition.size.memory_gb == 4
    with pytest.raises(InputError, match="does not fit"):
        result({"largest_disks": 3, "disks": 80}, catalog)
    # Left empty, the disks are as many as the largest host allows.
    assert result({"largest_disks": 3}, catalog).gateways.count == 3
    assert result({"largest_disks": 100}, catalog).project.disks == 119


def test_the_bill_holds_every_machine_and_travels_as_csv(catalog: Catalog) -> None:
    report = run(NAME, {"failback_hosts": 2, "target": "aws"}, catalog)
    bill = table(report, "Bill of materials")
    counts = {row[0]: row[1] for row in bill.rows}
    assert counts == {
        "HyperBDR / HyperMotion Console": "1",
        "Sync Proxy": "2",
        "Cloud Sync Gateway (HyperGate)": "4",
        "Transition host": "20",
        "Failback Transition Host": "2",
        "DR licence": "20",
        "Failback licence": "2",
    }
    lines = list(csv.DictReader(io.StringIO(render.to_csv(report, catalog))))
    assert {line["label"]: line["value"] for line in lines if line["id"] == bill.title} == counts


def test_both_sides_of_a_disagreement_stand_side_by_side(catalog: Catalog) -> None:
    report = run(NAME, {"target": "huawei"}, catalog)
    rows = table(report, "Gateways, by each published number").rows
    assert sorted(int(row[0].rpartition(" ")[2]) for row in rows) == [20, 20, 23, 59]
    assert [row[1] for row in rows].count("decides") == 1
    cited = {source.document for source in report.sources}
    assert {"calculator", "dr-site-configuration-block-huawei"} <= cited
    links = [reason.link.page for reason in report.reasons]
    assert links == [
        "disagreements.md#gateway-disks",
        "disagreements.md#proxy-capacity",
        "disagreements.md#gateway-disk-quota",
    ]


def test_the_quota_lists_what_else_the_page_of_the_platform_asks_for(catalog: Catalog) -> None:
    resources = [row[0] for row in table(run(NAME, {"target": "openstack"}, catalog), "Quota").rows]
    assert resources[:5] == ["Instances", "vCPU", "Memory", "Disks", "Capacity"]
    assert {"Snapshots", "Networks", "Security groups"} <= set(resources[5:])
    assert len(table(run(NAME, {"target": NO_TARGET}, catalog), "Quota").rows) == 5


@pytest.mark.parametrize("disks", [1, 80, 101, 480, 10_000, 1_000_000])
def test_stairs_step_at_the_last_disk_that_fits(disks: int, catalog: Catalog) -> None:
    for chart in run(NAME, {"hosts": 1, "disks": disks, "target": "huawei"}, catalog).charts:
        assert list(chart.x) == sorted(set(chart.x)) and disks in chart.x
        for series in chart.series:
            each = int(series.name.partition(" ")[0])
            assert list(series.values) == [math.ceil(place / each) for place in chart.x]
            # Drawn as a step from each place to the next one, it says the truth about every disk between.
            for start, end in itertools.pairwise(chart.x):
                assert {math.ceil(disk / each) for disk in range(int(start), int(end))} == {math.ceil(start / each)}
    (gateways, _) = run(NAME, {"target": "huawei"}, catalog).charts
    assert [series.name for series in gateways.series] == ["20 disks on one", "23 disks on one", "59 disks on one"]
    assert {0, 1, 20, 21, 23, 24, 40, 41, 46, 47, 59, 60, 80, 160} <= {*gateways.x}
    assert len(gateways.x) < 50


@settings(max_examples=30)
@given(hosts=st.integers(1, 100_000), target=st.sampled_from(["none", "huawei", "openstack"]))
def test_what_is_left_empty_grows_with_the_hosts(hosts: int, target: str, catalog: Catalog) -> None:
    one, found = (result({"hosts": count, "target": target}, catalog).project for count in (1, hosts))
    for name in ("disks", "provisioned", "used", "vcpu", "memory_gb"):
        assert getattr(found, name) == pytest.approx(hosts * getattr(one, name))
    report = run(NAME, {"hosts": hosts, "target": target}, catalog)
    given = {item.field: item for item in report.given}
    assert given["vcpu"].assumed and given["vcpu"].value.startswith(f"{number(found.vcpu)} vCPU")
    quota = {needed.resource: needed for needed in result({"hosts": hosts, "target": target}, catalog).quota.needed}
    assert quota["vcpu"].amount > 4 * hosts and quota["disks"].amount > 4 * hosts


@settings(max_examples=20)
@given(used=st.lists(st.one_of(st.floats(0.1, 200), st.sampled_from([10, 10.01, 30, 30.01, 50, 50.01])), min_size=2))
def test_more_used_data_never_needs_less_console(used: list[float], catalog: Catalog) -> None:
    found = [result({"storage": "object", "used": size}, catalog) for size in sorted(used)]
    memory = [(each.console.size.memory_gb or 0, each.redis_node) for each in found]
    assert memory == sorted(memory)


def test_a_redis_node_stands_beside_its_console(catalog: Catalog) -> None:
    report = run(NAME, {"storage": "object", "used": 50.01}, catalog)
    first, second, *_ = table(report, "Bill").rows
    assert first[0].endswith("Console") and "64 GB" in first[2] and second[0] == "Separate Redis node"
    console = next(answer for answer in report.answers if answer.id == "console")
    assert "64 GB" in console.detail and "Redis node" in console.detail
    assert report.verdict.level == "caution" and "Redis" in report.verdict.label


def test_the_quota_of_the_answer_is_the_safer_one_and_the_warning_names_its_column(catalog: Catalog) -> None:
    report = run(NAME, {"target": "openstack"}, catalog)
    quota = table(report, "Quota of the target account")
    (warning,) = (text for text in report.warnings if "smaller gateways" in text)
    column = quota.columns.index("With these gateways")
    assert f"'{quota.columns[column]}'" in warning and "'Quota of the target account'" in warning
    rows = {row[0]: row[column] for row in quota.rows}
    answers = {answer.id: answer.value for answer in report.answers}
    assert (answers["quota_disks"], answers["quota_capacity"]) == (rows["Disks"], rows["Capacity"])


def test_the_short_answer_holds_what_is_needed_and_what_would_need_less(catalog: Catalog) -> None:
    report = run(NAME, {"hosts": 120, "target": "huawei"}, catalog)
    short = [answer.id for answer in report.answers[: report.matter]]
    assert short == ["cloud_sync_gateway", "sync_proxy", "console", "quota_disks", "quota_capacity"]
    assert "24 gateways" in report.binds and "20 fit on one" in report.binds
    assert "9 gateways are enough instead of 24" in report.change[0]
    # A number of hosts on one does not help where disks bind.
    assert not any(text.startswith("Hosts") for text in report.change)
    untouched = run(NAME, {}, catalog)
    assert untouched.example and not report.example


def test_what_was_not_given_is_called_assumed(catalog: Catalog) -> None:
    def assumed(raw: dict[str, Any]) -> set[str]:
        return {item.field for item in run(NAME, raw, catalog).given if item.assumed}

    untouched = assumed({})
    assert {"hosts", "disks", "provisioned", "used", "months"} <= untouched
    assert assumed({"hosts": 7, "months": 3}) == untouched - {"hosts", "months"}
