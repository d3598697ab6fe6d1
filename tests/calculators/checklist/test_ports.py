"""Which lists of ports belong to which checklist."""

import dataclasses

import pytest

from calculators.checklist.ports import port_tables
from macros.data.loader import Data

# By the direction, the source and the storage in the headings of the network planning page, its lists come first.
WHOLE = {
    "dr-huawei-vmware-block-vpn": ["dr-block-vmware"],
    "dr-huawei-agent-object-public": ["dr-object-agent"],
    "dr-huawei-aws-object-vpn": ["dr-object-aws"],
    "dr-tmcae-agent-block-vpn": ["dr-block-agent"],
    "fb-huawei-host-block": ["failback-block", "failback-block-nat"],
    "fb-tmcae-vmware-object": ["failback-object"],
}


@pytest.mark.parametrize(("name", "lists"), WHOLE.items())
def test_a_checklist_has_the_lists_of_its_scenario(data: Data, name: str, lists: list[str]):
    form = next(form for form in data.checklists.forms if form.id == name)
    found = list(port_tables(data.ports, form))
    assert [table.id for table in found if table.extent == "whole"] == lists
    assert [table.extent for table in found] == sorted((table.extent for table in found), reverse=True)


def test_every_checklist_has_a_list(data: Data):
    for form in data.checklists.forms:
        assert any(table.extent == "whole" for table in port_tables(data.ports, form)), form.id


def test_failback_to_vmware_has_the_policy_of_the_vmware_site_and_disaster_recovery_has_not(data: Data):
    forms = {form.id: form for form in data.checklists.forms}
    assert "failback-vmware-policy" in [table.id for table in port_tables(data.ports, forms["fb-huawei-vmware-object"])]
    for name in ("fb-huawei-host-object", "dr-huawei-vmware-object-vpn"):
        assert "failback-vmware-policy" not in [table.id for table in port_tables(data.ports, forms[name])]


def test_no_checklist_has_lists_of_the_saas_console_or_of_the_other_direction(data: Data):
    for form in data.checklists.forms:
        for table in port_tables(data.ports, form):
            assert table.console == "self-hosted"
            assert table.direction in (None, form.direction)
            assert table.storage in (None, form.storage)


def test_a_list_without_modes_is_for_every_checklist(data: Data):
    console = next(table for table in data.ports.tables if table.id == "sg-console")
    only = dataclasses.replace(data.ports, tables=(console,))
    for form in data.checklists.forms:
        assert list(port_tables(only, form)) == [console]


# --- figures of the source: the network planning page and the pages that its lists cite (commit of 2026-08-07) ---


@pytest.mark.parametrize(
    ("row", "sides", "ports", "flow"),
    [
        # dr-network-planning-recommendations.md, Block Storage > Agent, rows 2 and 3
        ("dr-block-agent-2", ("Agent", "Cloud Sync Gateway"), (3260, 13260), "data"),
        ("dr-block-agent-3", ("HyperBDR console", "Cloud Sync Gateway"), (22, 10729, 16100), "control"),
        # the same page, AWS Agentless, row 5: the cell for the type of flow is blank
        ("dr-block-aws-5", ("Cloud Sync Gateway", "HyperBDR console"), (10443, 30080), None),
        # saas-network-practices.md, Block Storage > Agentless, row 4
        ("saas-block-vmware-4", ("Sync Proxy", "Cloud Sync Gateway"), (13260,), "data"),
        # production-site.md, FusionCompute
        ("prod-fusioncompute-3", ("Sync Proxy", "Compute nodes of the virtualisation"), (21064,), "data"),
        # limitations/openstack-ceph-agentless.md names no port of the OpenStack API
        ("openstack-limitations-3", ("Sync Proxy", "OpenStack API"), (), "control"),
    ],
)
def test_a_connection_is_as_printed(data: Data, row, sides, ports, flow):
    found = {item.id: item for table in data.ports.tables for item in table.connections}[row]
    assert ((found.origin, found.destination), found.ports, found.flow) == (sides, ports, flow)
    assert (found.protocol, found.opened) == ("TCP", "one way")


@pytest.mark.parametrize(
    ("conflict", "rows"),
    {
        "fc-port": {"dr-block-fusioncompute-2", "prod-fusioncompute-3"},
        "oci-port": {"prod-oracle-3", "oracle-limitations-2"},
        "esxi-failback": {"failback-object-6", "failback-vmware-policy-2"},
    }.items(),
)
def test_disagreements_are_named_on_both_sides(data: Data, conflict: str, rows: set[str]):
    named = {row.id for table in data.ports.tables for row in table.connections if conflict in row.conflicts}
    assert named == rows
