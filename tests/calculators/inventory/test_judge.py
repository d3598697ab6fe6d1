"""Every host of the oracle, and what holds for any host."""

import dataclasses
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.catalog import Catalog
from calculators.inventory.judge import RANK, VERDICTS, Judged, assess
from calculators.inventory.model import Disk, Host
from tests.calculators.inventory.judged import GIB, Expected, complete, expected, inventory

WINDOWS = "a complete Windows machine"
LINUX = "a complete Linux machine"
# Fields that say nothing of how well a host can be protected, or whose name is the host's.
APART = {"name", "derived", "read_from", "tags"}


@pytest.mark.parametrize("case", expected(), ids=str)
def test_a_host_is_judged_as_a_person_judged_it(case: Expected, catalog: Catalog) -> None:
    (judged,) = assess(inventory(case.host), catalog).hosts
    found = {item.way: (item.verdict, frozenset(basis.id for basis in item.reasons)) for item in judged.ways}
    assert found == {way: case.way(way) for way in found}
    assert judged.best.way == case.best


def test_a_person_judged_a_host_by_every_rule(catalog: Catalog) -> None:
    used = {name for case in expected() for _, reasons in case.ways.values() for name in reasons}
    assert {basis.id for basis in catalog.assessment.bases} - used == set()


def test_every_reason_has_a_rule_a_remedy_and_a_source(catalog: Catalog) -> None:
    for basis in catalog.assessment.bases:
        assert basis.text and catalog.document(basis.source)
        assert basis.remedy or basis.outcome in ("supported", "conditional"), basis.id


def test_the_order_of_hosts_changes_nothing(catalog: Catalog) -> None:
    hosts = [case.host for case in expected()]
    there = assess(inventory(*hosts), catalog).hosts
    back = assess(inventory(*reversed(hosts)), catalog).hosts
    assert [verdicts(item) for item in there] == [verdicts(item) for item in reversed(back)]


def test_hosts_together_are_judged_as_each_alone(catalog: Catalog) -> None:
    hosts = [case.host for case in expected()]
    together = assess(inventory(*hosts), catalog).hosts
    assert [verdicts(item) for item in together] == [verdicts(one(host, catalog)) for host in hosts]


def test_no_host_is_left_out(catalog: Catalog) -> None:
    hosts = [case.host for case in expected()]
    judged = assess(inventory(*hosts), catalog).hosts
    assert [item.host for item in judged] == hosts
    assert sum(Counter(item.verdict for item in judged).values()) == len(hosts)


def test_without_a_value_no_host_is_better_than_with_the_good_one(catalog: Catalog) -> None:
    for name in (WINDOWS, LINUX):
        whole = complete(name)
        for field in dataclasses.fields(Host):
            if field.name in APART or getattr(whole, field.name) is None:
                continue
            less = dataclasses.replace(whole, **{field.name: None})
            for item in one(less, catalog).ways:
                known = one(whole, catalog).way(item.way)
                assert RANK[item.verdict] >= RANK[known.verdict] or not known.applies, (name, field.name, item.way)


@given(case=st.sampled_from(expected()), data=st.data())
def test_a_value_that_turns_up_makes_no_unsupported_host_supported(case: Expected, data: Any, catalog: Catalog) -> None:
    # Only the value that stands in the way can do that: a system, a kernel, a processor, a platform, a state, a disk.
    missing = [field for field in ("firmware", "secure_boot", "hardware_version", "encrypted", "cbt", "snapshots",
               "consolidation_needed", "fault_tolerance", "network_cards", "partitions", "tools")
               if getattr(case.host, field) is None]  # fmt: skip
    if not missing:
        return
    whole = complete(WINDOWS)
    field = data.draw(st.sampled_from(missing))
    more = dataclasses.replace(case.host, **{field: getattr(whole, field)})
    before, after = one(case.host, catalog), one(more, catalog)
    for way in before.ways:
        if way.verdict == "unsupported":
            assert after.way(way.way).verdict == "unsupported"


@given(case=st.sampled_from(expected()), more=st.integers(1, 70), size=st.sampled_from((1, 100, 3000, 70000)))
def test_more_and_larger_disks_are_never_better(case: Expected, more: int, size: int, catalog: Catalog) -> None:
    if case.host.disks is None:
        return
    added = Disk(size_bytes=size * GIB, mode="persistent", raw="none", sharing="none")
    larger = dataclasses.replace(case.host, disks=case.host.disks + (added,) * more)
    before, after = one(case.host, catalog), one(larger, catalog)
    for way in before.ways:
        assert RANK[after.way(way.way).verdict] >= RANK[way.verdict]


@given(case=st.sampled_from(expected()))
def test_the_best_way_is_the_mildest_that_reads_the_platform(case: Expected, catalog: Catalog) -> None:
    judged = one(case.host, catalog)
    assert judged.best.applies
    assert RANK[judged.best.verdict] == min(RANK[way.verdict] for way in judged.ways if way.applies)
    assert judged.verdict == judged.best.verdict
    for way in judged.ways:
        assert way.verdict == max((basis.outcome for basis in way.reasons), key=VERDICTS.index, default="supported")


def test_a_disk_that_two_hosts_have_is_shared_for_both(catalog: Catalog) -> None:
    quorum = Disk(size_bytes=GIB, mode="persistent", raw="none", sharing="none", identity="[san] quorum.vmdk")
    hosts = [complete(WINDOWS, name=name, disks=(quorum,)) for name in ("node-1", "node-2")]
    for item in assess(inventory(*hosts), catalog).hosts:
        assert "win-shared" in {basis.id for basis in item.way("agent").reasons}


def one(host: Host, catalog: Catalog) -> Judged:
    (judged,) = assess(inventory(host), catalog).hosts
    return judged


def verdicts(item: Judged) -> tuple[object, ...]:
    return item.host.name, item.verdict, item.best.way, [(way.way, way.verdict, way.reasons) for way in item.ways]
