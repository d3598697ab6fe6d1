"""Totals against sums that are made another way, and the reader's decisions."""

import dataclasses
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.catalog import Catalog, load
from calculators.inventory import read_inventory
from calculators.inventory.decisions import Decisions, HostDecision, SystemDecision
from calculators.inventory.judge import Assessed, assess
from calculators.inventory.model import Derivation, Disk, File, Host, Inventory, Partition, TableRead
from calculators.inventory.totals import NOWHERE, totals
from tests.calculators.inventory.drawn import INVENTORIES, MIB, DrawnHost, tables, written
from tests.calculators.inventory.judged import GIB, complete, expected, inventory

CATALOG = load()
WINDOWS = "a complete Windows machine"
LINUX = "a complete Linux machine"


def test_every_row_of_every_kind_adds_up_to_all_hosts(catalog: Catalog) -> None:
    hosts = [case.host for case in expected()]
    for way in (None, "agent", "vmware-agentless"):
        summed = totals(assess(inventory(*hosts), catalog), way)
        assert summed.all.hosts == len(hosts) == sum(summed.all.verdicts.values())
        for rows in summed.by.values():
            assert sum(row.hosts for row in rows) == len(hosts)
            assert sum(row.disks for row in rows) == summed.all.disks
            for verdict, amount in summed.all.verdicts.items():
                assert sum(row.verdicts[verdict] for row in rows) == amount
            for capacity, found in summed.all.capacities.items():
                assert sum(row.capacities[capacity].size for row in rows) == found.size
        by_verdict = {row.name: row.hosts for row in summed.by["verdict"]}
        assert by_verdict == {verdict: amount for verdict, amount in summed.all.verdicts.items() if amount}


def test_capacities_are_what_the_files_say(catalog: Catalog) -> None:
    hosts = [case.host for case in expected()]
    summed = totals(assess(inventory(*hosts), catalog)).all.capacities
    listed = [host for host in hosts if host.disks is not None]
    sizes = [disk.size_bytes for host in listed for disk in host.disks or () if not disk.counted_elsewhere]
    assert summed["disks"].size == sum(size for size in sizes if size is not None)
    assert summed["disks"].hosts + summed["disks"].partly + summed["disks"].missing == len(hosts)
    assert summed["provisioned"].size == 0 and summed["provisioned"].missing == len(hosts)


def test_what_is_missing_makes_a_lower_bound(catalog: Catalog) -> None:
    told = complete(WINDOWS, provisioned_bytes=5 * GIB, in_use_bytes=GIB)
    half = complete(WINDOWS, disks=(Disk(size_bytes=GIB), Disk()), partitions=None)
    found = totals(assess(inventory(told, half), catalog)).all.capacities
    assert (found["provisioned"].size, found["provisioned"].missing, found["provisioned"].whole) == (5 * GIB, 1, False)
    assert (found["disks"].size, found["disks"].partly, found["disks"].whole) == (101 * GIB, 1, False)
    assert (found["partitions"].hosts, found["partitions"].missing) == (1, 1)


def test_partitions_count_what_they_hold_also_where_only_the_rest_is_told(catalog: Catalog) -> None:
    parts = (
        Partition(name="/", capacity_bytes=10 * GIB, free_bytes=4 * GIB),
        Partition(name="/var", capacity_bytes=5 * GIB, used_bytes=GIB),
    )
    found = totals(assess(inventory(complete(LINUX, partitions=parts)), catalog)).all.capacities["partitions"]
    assert (found.size, found.whole) == (7 * GIB, True)


def test_a_shared_disk_counts_once(catalog: Catalog) -> None:
    shared = Disk(size_bytes=GIB, identity="quorum")
    hosts = (
        complete(WINDOWS, disks=(shared,)),
        complete(WINDOWS, disks=(dataclasses.replace(shared, counted_elsewhere=True),)),
    )
    summed = totals(assess(inventory(*hosts), catalog))
    assert (summed.all.disks, summed.shared_disks, summed.all.capacities["disks"].size) == (1, 1, GIB)


def test_what_is_there_is_counted(catalog: Catalog) -> None:
    worked_out = complete(WINDOWS, vcpus=2, derived=(Derivation(field="vcpus", source="sockets times cores"),))
    hosts = (worked_out, complete(WINDOWS, vcpus=4), complete(WINDOWS))
    (vcpus,) = [item for item in totals(assess(inventory(*hosts), catalog)).presence if item.field == "vcpus"]
    assert (vcpus.reported, vcpus.derived, vcpus.missing) == (1, 1, 1)


def test_units_are_those_that_were_read(catalog: Catalog) -> None:
    table = TableRead(name="vInfo", kind="hosts", rows=1, units=(("Provisioned MB", "MiB"),))
    files = (File(name="a.xlsx", dialect="rvtools", title="RVTools", tables=(table,)),)
    read = Inventory(hosts=(complete(WINDOWS),), files=files)
    assert totals(assess(read, catalog)).read_in == (("vInfo", "Provisioned MB", "MiB"),)


def test_hosts_that_are_no_machines_are_counted_apart(catalog: Catalog) -> None:
    hosts = (complete(WINDOWS, template=True), complete(WINDOWS, srm_placeholder=True), complete("vCLS (3)"))
    summed = totals(assess(inventory(*hosts), catalog))
    assert summed.apart == {"template": 1, "placeholder": 1, "service": 1}
    assert summed.all.hosts == 3


def test_what_nobody_says_has_a_row_of_its_own_at_the_end(catalog: Catalog) -> None:
    hosts = (complete(WINDOWS, cluster="A"), complete(WINDOWS), complete(LINUX))
    rows = totals(assess(inventory(*hosts), catalog)).by["cluster"]
    assert [(row.name, row.hosts) for row in rows] == [("A", 1), (NOWHERE, 2)]


# --- decisions ---------------------------------------------------------------------------------------


def decided(catalog: Catalog, machines: tuple[Host, ...], /, **decisions: Any) -> Assessed:
    return assess(inventory(*machines), catalog, Decisions(**decisions))


def test_a_decision_is_found_by_identifier_and_then_by_name(catalog: Catalog) -> None:
    hosts = (
        complete(WINDOWS, instance_uuid="50-AA"),
        dataclasses.replace(complete(LINUX), name="other"),
    )
    by_id = HostDecision(name="renamed since", uuid="50-aa", verdict="unsupported", why="licence")
    by_name = HostDecision(name="OTHER", uuid="gone", excluded=True, why="decommissioned")
    found = decided(catalog, hosts, hosts=(by_id, by_name))
    assert [item.decision for item in found.hosts] == [by_id, by_name]
    assert (found.hosts[0].verdict, found.hosts[1].excluded, found.unused) == ("unsupported", True, ())
    assert totals(found).all.hosts == 2


def test_a_decision_that_matches_nothing_or_several_is_said(catalog: Catalog) -> None:
    hosts = (complete(WINDOWS), complete(WINDOWS))
    gone = HostDecision(name="gone", verdict="supported", why="tested")
    twice = HostDecision(name=WINDOWS, verdict="supported", why="tested")
    text = SystemDecision(text="ACME 5", means="CentOS 7", why="vendor says so")
    found = decided(catalog, hosts, hosts=(gone, twice), systems=(text,))
    assert [item.decision for item in found.hosts] == [None, None]
    assert len(found.unused) == 3 and "gone" in found.unused[0] and "2 hosts" in found.unused[1]


def test_a_text_that_the_reader_places_is_judged_as_what_it_means(catalog: Catalog) -> None:
    hosts = (complete(LINUX, os_reported="ACME Appliance 7"), complete(LINUX, os_reported="ACME Appliance 7"))
    before = assess(inventory(*hosts), catalog)
    assert [(item.text, item.hosts) for item in before.unplaced] == [("ACME Appliance 7", 2)]
    found = decided(
        catalog, hosts, systems=(SystemDecision(text="ACME Appliance 7", means="CentOS 7", why="asked the vendor"),)
    )
    assert [item.verdict for item in found.hosts] == ["supported"] * 2
    assert (found.unplaced, found.unused) == ((), ())


def test_a_decision_about_a_text_leaves_hosts_alone_of_which_a_better_text_is_known(catalog: Catalog) -> None:
    vague = "Other 3.x or later Linux (64-bit)"
    hosts = (complete(LINUX, os_configured=vague), complete(LINUX, os_configured=vague, os_reported=None))
    found = decided(catalog, hosts, systems=(SystemDecision(text=vague, means="Ubuntu 22.04", why="asked"),))
    assert [item.placed.system for item in found.hosts] == ["centos", "ubuntu"]


def test_a_system_of_one_host_can_be_decided(catalog: Catalog) -> None:
    host = complete(WINDOWS, os_reported="Microsoft Windows Server 2016 or later (64-bit)")
    found = decided(
        catalog, (host,), hosts=(HostDecision(name=WINDOWS, system="Windows Server 2022", why="looked at it"),)
    )
    assert (found.hosts[0].verdict, found.hosts[0].placed.system) == ("supported", "ws2022")


@pytest.mark.parametrize("values", [{"why": " ", "verdict": "supported"}, {"why": "no verdict"}])
def test_a_decision_without_a_reason_or_content_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="about 'a'"):
        HostDecision(name="a", **values)


def test_an_identifier_that_several_hosts_have_matches_none(catalog: Catalog) -> None:
    hosts = tuple(dataclasses.replace(complete(WINDOWS), name=name, smbios_uuid="42-1") for name in ("a", "b"))
    found = decided(catalog, hosts, hosts=(HostDecision(name="x", uuid="42-1", verdict="supported", why="tested"),))
    assert Counter(item.decision for item in found.hosts) == {None: 2}
    assert len(found.unused) == 1


@given(hosts=INVENTORIES, style=st.sampled_from((",", ";")))
def test_totals_are_the_sums_of_what_was_drawn(hosts: list[DrawnHost], style: str) -> None:
    texts = [
        (f"RVTools_tab{tab}.csv", written(rows, tab, header="since 4.1.2", separator=style))
        for tab, rows in tables(hosts).items()
        if rows
    ]
    found = totals(assess(read_inventory(texts), CATALOG))
    assert found.all.hosts == len(hosts)
    assert found.all.disks == sum(len(host.disks) for host in hosts)
    assert found.all.capacities["disks"].size == sum(disk.mib for host in hosts for disk in host.disks) * MIB
    assert found.all.capacities["in use"].size == sum(host.used_mib for host in hosts) * MIB
    for rows in found.by.values():
        assert sum(row.hosts for row in rows) == len(hosts)
        assert sum(row.capacities["disks"].size for row in rows) == found.all.capacities["disks"].size
    assert sum(found.all.verdicts.values()) == len(hosts)
