"""What a project takes from an inventory."""

import dataclasses
from typing import Any

import pytest

from calculators.answers.columns import rows
from calculators.catalog import Catalog
from calculators.inventory.decisions import Decisions, HandGroup, HostDecision
from calculators.inventory.grouping import ALL_HOSTS, MOST_GROUPS, NO_GROUP, Filled, Grouped, fill
from calculators.inventory.judge import assess
from calculators.inventory.model import Disk, Host
from calculators.recovery_time.groups import read_groups as read_recovery
from calculators.rpo_bandwidth.groups import read_groups as read_bandwidth
from tests.calculators.inventory.judged import GIB, complete, inventory

WINDOWS = "a complete Windows machine"


def machine(name: str, **values: Any) -> Host:
    return dataclasses.replace(complete(WINDOWS), name=name, vcpus=2, memory_bytes=8 * GIB, **values)


def filled(
    catalog: Catalog, *hosts: Host, grouped: Grouped | None = None, decisions: Decisions | None = None
) -> Filled:
    return fill(assess(inventory(*hosts), catalog, decisions), grouped)


def values(found: Filled) -> dict[str, str]:
    return {item.id: item.value for item in found.values}


def test_values_are_sums_of_protected_hosts(catalog: Catalog) -> None:
    found = filled(catalog, machine("a"), machine("b", disks=(Disk(size_bytes=50 * GIB), Disk(size_bytes=30 * GIB))))
    assert values(found) == {
        "hosts": "2",
        "used": "85.899 GB",
        "provisioned": "193.274 GB",
        "disks": "3",
        "largest_disks": "2",
        "largest_disk_gb": "42.95",
        "vcpu": "4",
        "memory_gb": "16",
    }
    assert [item.id for item in found.values if not item.whole] == ["largest_disk_gb"]
    assert found.bases == {"partitions": 2}


def test_what_is_not_protected_is_left_out_and_counted(catalog: Catalog) -> None:
    gone = HostDecision(name="left", excluded=True, why="replaced")
    found = filled(
        catalog,
        machine("a"),
        machine("left"),
        machine("template", template=True),
        machine("vCLS-1"),
        machine("open", os_reported="ACME 5", os_configured=None),
        decisions=Decisions(hosts=(gone,)),
    )
    assert values(found)["hosts"] == "1"
    assert found.left_out == {"left out by a decision": 1, "template": 1, "service": 1, "decision": 1}
    assert len(found.protected) + sum(found.left_out.values()) == 5


def test_a_sum_with_a_gap_is_called_a_lower_bound(catalog: Catalog) -> None:
    found = filled(catalog, machine("a"), dataclasses.replace(machine("b"), vcpus=None))
    (vcpu,) = [item for item in found.values if item.id == "vcpu"]
    assert (vcpu.value, vcpu.whole) == ("2", False)
    assert "1 of 2 hosts" in vcpu.source and "lower bound" in vcpu.source


@pytest.mark.parametrize(
    ("grouped", "names"),
    [
        (Grouped(), [ALL_HOSTS]),
        (Grouped(by="folder"), ["ERP", NO_GROUP]),
        (Grouped(by="cluster"), ["C1", NO_GROUP]),
        (Grouped(by="tag", tag="App"), ["Shop", NO_GROUP]),
        (Grouped(by="name", patterns=(("DB*", "Databases"),)), ["Databases", NO_GROUP]),
        (Grouped(by="none", hand=(HandGroup(name="DB1", group="Mine"),)), ["Mine", NO_GROUP]),
        (Grouped(by="folder", hand=(HandGroup(name="DB1", group="Mine"),)), ["Mine", NO_GROUP]),
    ],
)
def test_hosts_are_grouped(grouped: Grouped, names: list[str], catalog: Catalog) -> None:
    one = machine("db1", folder="ERP", cluster="C1", tags=(("App", "Shop"),))
    found = filled(catalog, one, machine("web"), grouped=grouped)
    assert sorted(group.name for group in found.groups) == sorted(names)
    assert sum(group.hosts for group in found.groups) == 2


def test_the_table_is_read_by_the_project_and_both_calculators(catalog: Catalog) -> None:
    hosts = [machine(f"h{number}", folder=f"F{number % 3}", tags=(("Tier", "Tier 1"),)) for number in range(7)]
    found = filled(catalog, *hosts, grouped=Grouped(by="folder", tier_tag="Tier"))
    table = rows(found.table)
    assert table is not None
    assert [row.cells["name"] for row in table] == [group.name for group in found.groups]
    assert sum(int(row.cells["hosts"]) for row in table) == 7
    assert {row.cells["tier"] for row in table} == {"1"}
    bandwidth = read_bandwidth(found.table)
    assert bandwidth.slips == ()
    assert [group.used for group in bandwidth.groups] == pytest.approx(
        [group.used_gb.value * 10**9 for group in found.groups], rel=1e-3
    )
    recovery = read_recovery(found.table)
    assert [(group.hosts, group.disks, group.order) for group in recovery] == [
        (group.hosts, group.most_disks.value, 1) for group in found.groups
    ]


@pytest.mark.parametrize("name", ["a;b\tc|d", "# no comment", "// path", '"quoted"', "line\nbreak", "=cmd|x", " "])
def test_a_name_that_a_table_cannot_hold_stays_in_its_cell(name: str, catalog: Catalog) -> None:
    found = filled(catalog, machine("a", folder=name), grouped=Grouped(by="folder"))
    table = rows(found.table)
    assert table is not None and len(table) == 1
    assert not table[0].longer
    assert table[0].cells["hosts"] == "1"


def test_more_groups_than_the_table_takes_go_together(catalog: Catalog) -> None:
    hosts = [machine(f"h{number}", folder=f"F{number}") for number in range(MOST_GROUPS + 10)]
    found = filled(catalog, *hosts, grouped=Grouped(by="folder"))
    assert len(found.groups) == MOST_GROUPS + 1
    assert found.groups[-1].name == "10 smaller groups"
    assert sum(group.hosts for group in found.groups) == len(hosts)


def test_nothing_to_protect_fills_nothing(catalog: Catalog) -> None:
    found = filled(catalog, machine("a", template=True))
    assert (found.groups, found.values) == ((), ())


def test_a_group_by_hand_finds_its_host_by_identifier_then_by_name(catalog: Catalog) -> None:
    hosts = [machine("a", instance_uuid="1"), machine("b", instance_uuid="2"), machine("twin"), machine("twin")]
    hand = tuple(
        HandGroup(name=name, uuid=uuid, group=group)
        for name, uuid, group in (("old name", "1", "X"), ("b", "9", "Y"), ("twin", "", "Z"), ("gone", "", "Z"))
    )
    found = filled(catalog, *hosts, grouped=Grouped(by="none", hand=hand))
    assert {group.name: group.hosts for group in found.groups} == {"X": 1, "Y": 1, NO_GROUP: 2}
    assert found.told == (
        "'b' has another identifier than it had, and is taken for the same host by its name (group Y).",
        "'twin' is the name of 2 hosts: say which one (group Z).",
        "No host is 'gone' any more (group Z).",
    )
