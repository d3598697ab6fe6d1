"""Two inventories of one customer side by side."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.inventory.compare import compare
from calculators.inventory.model import Host, Partition
from tests.calculators.inventory.judged import GIB, inventory


def host(name: str, used: int | None = None, **values: Any) -> Host:
    parts = None if used is None else (Partition(name="/", capacity_bytes=100 * GIB, used_bytes=used * GIB),)
    return Host(name=name, partitions=parts, **values)


def test_hosts_are_matched_by_identifier_before_name() -> None:
    before = inventory(host("a", instance_uuid="1"), host("b", instance_uuid="2"))
    after = inventory(host("b", instance_uuid="1"), host("c", instance_uuid="2"), host("d", instance_uuid="3"))
    found = compare(before, after)
    assert [(item.before.name, item.after.name) for item in found.both] == [("a", "b"), ("b", "c")]
    assert [item.name for item in found.added] == ["d"]
    assert found.removed == ()


def test_without_identifiers_the_name_tells_as_long_as_one_host_has_it() -> None:
    found = compare(inventory(host("A"), host("x"), host("x")), inventory(host("a"), host("x")))
    assert [(item.before.name, item.by_name) for item in found.both] == [("A", True)]
    assert [item.name for item in found.unsure] == ["x"]
    assert (len(found.added), len(found.removed)) == (1, 2)


def test_a_host_of_the_same_name_that_was_made_anew_is_another_one() -> None:
    found = compare(inventory(host("a", smbios_uuid="1")), inventory(host("a", smbios_uuid="2")))
    assert (len(found.added), len(found.removed), found.both) == (1, 1, ())


def test_machines_of_two_servers_with_one_number_are_not_one() -> None:
    before = inventory(host("a", platform="vmware", object_id="vm-1", server_id="vc1"))
    after = inventory(host("b", platform="vmware", object_id="vm-1", server_id="vc2"))
    assert compare(before, after).both == ()


def test_changes_are_told_where_both_say_something() -> None:
    before = host("a", vcpus=2, memory_bytes=GIB, power="on")
    after = dataclasses.replace(before, vcpus=4, memory_bytes=None, power="off")
    (changed,) = compare(inventory(before), inventory(after)).changed
    assert [(item.field, item.before, item.after) for item in changed.changes] == [
        ("vcpus", 2, 4),
        ("power", "on", "off"),
    ]


def test_growth_is_that_of_hosts_in_both() -> None:
    before = inventory(host("a", 100), host("b", 50), host("gone", 500))
    after = inventory(host("a", 110), host("b", 55), host("new", 900))
    growth = compare(before, after, days=30).growth
    assert growth is not None
    assert (growth.basis, growth.hosts, growth.of) == ("partitions", 2, 2)
    assert growth.a_day == 15 * GIB / 30
    assert growth.a_month == pytest.approx(15 * GIB / 30 * 30.4375)
    assert growth.percent_a_year == pytest.approx((1.1 ** (365.25 / 30) - 1) * 100)


def test_growth_compares_one_measure_only() -> None:
    before = inventory(host("a", 10), host("b", in_use_bytes=7 * GIB), host("c", in_use_bytes=9 * GIB))
    after = inventory(
        host("a", in_use_bytes=90 * GIB), host("b", 5, in_use_bytes=8 * GIB), host("c", in_use_bytes=9 * GIB)
    )
    growth = compare(before, after, days=10).growth
    assert growth is not None
    assert (growth.basis, growth.hosts, growth.after - growth.before) == ("in use", 2, GIB)


@pytest.mark.parametrize("days", [None, 0, -3])
def test_without_a_time_there_is_no_growth(days: float | None) -> None:
    assert compare(inventory(host("a", 1)), inventory(host("a", 2)), days).growth is None


def test_data_that_was_deleted_is_no_growth_of_the_sizing() -> None:
    growth = compare(inventory(host("a", 10)), inventory(host("a", 5)), 30).growth
    assert growth is not None
    assert growth.a_day < 0 and growth.percent_a_year == 0


@given(names=st.lists(st.sampled_from("abcdef"), max_size=8), others=st.lists(st.sampled_from("abcdef"), max_size=8))
def test_every_host_is_somewhere_once(names: list[str], others: list[str]) -> None:
    found = compare(inventory(*map(host, names)), inventory(*map(host, others)))
    assert len(found.both) + len(found.removed) == len(names)
    assert len(found.both) + len(found.added) == len(others)


def test_an_inventory_beside_itself_has_no_changes() -> None:
    same = inventory(host("a", 1, instance_uuid="1"), host("b", 2), host("c"))
    found = compare(same, same, 1)
    assert (found.added, found.removed, found.changed) == ((), (), ())
