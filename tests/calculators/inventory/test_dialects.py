"""What is drawn, written as each version of RVTools does, and read back is the same."""

import io
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.inventory import read_inventory
from calculators.inventory.model import Host, Inventory
from tests.calculators.inventory.drawn import (
    HEADERS,
    INVENTORIES,
    MIB,
    STYLES,
    DrawnHost,
    tables,
    workbook_text,
    written,
)


def seen(host: Host) -> tuple[object, ...]:
    """What of a host every version of the export tells."""
    return (
        host.name, host.object_id, host.instance_uuid or host.smbios_uuid or host.vm_uuid, host.server_id, host.power,
        host.template, host.vcpus, host.memory_bytes, host.in_use_bytes, host.os_configured, host.os_reported,
        [(disk.size_bytes, disk.mode, disk.raw, disk.thin) for disk in host.disks or ()],
        [(system.capacity_bytes, system.used_bytes) for system in host.partitions or ()],
    )  # fmt: skip


def drawn(host: DrawnHost) -> tuple[object, ...]:
    return (
        host.name, f"vm-{host.number}", host.uuid, host.server, "on" if host.on else "off",
        host.template, host.cpus, host.memory_mib * MIB, host.used_mib * MIB, host.system, host.reported or None,
        [(disk.mib * MIB, disk.mode, "unknown" if disk.raw else "none", disk.thin) for disk in host.disks],
        [(capacity * MIB, used * MIB) for capacity, used in host.partitions],
    )  # fmt: skip


def assert_read(inventory: Inventory, hosts: list[DrawnHost]) -> None:
    assert inventory.questions == ()
    assert inventory.rejected == ()
    assert list(map(seen, inventory.hosts)) == list(map(drawn, hosts))
    counted = sum(
        disk.size_bytes or 0 for host in inventory.hosts for disk in host.disks or () if not disk.counted_elsewhere
    )
    assert counted == MIB * sum(disk.mib for host in hosts for disk in host.disks)


@given(hosts=INVENTORIES, header=st.sampled_from(list(HEADERS)), style=st.sampled_from(list(STYLES)), one=st.booleans())
def test_an_export_is_read_as_it_was_drawn(hosts: list[DrawnHost], header: str, style: str, one: bool) -> None:
    separator, number = STYLES[style]
    texts = {
        tab: written(rows, tab, header=header, separator=separator)
        for tab, rows in tables(hosts, number).items()
        if rows
    }
    files = (
        [("all.xlsx", "".join(f"==> all.xlsx / {tab} <==\n{text}" for tab, text in texts.items()))]
        if one
        else [(f"RVTools_tab{tab}.csv", text) for tab, text in texts.items()]
    )
    assert_read(read_inventory(files), hosts)


@given(hosts=INVENTORIES, seed=st.integers(0, 1000), noise=st.integers(0, 5))
def test_the_order_of_columns_and_further_ones_change_nothing(hosts: list[DrawnHost], seed: int, noise: int) -> None:
    shuffled = random.Random(seed)
    files = []
    for tab, rows in tables(hosts).items():
        if not rows:
            continue
        columns = [*rows[0], *(f"Noise {number}" for number in range(noise))]
        shuffled.shuffle(columns)
        further = [row | {f"Noise {number}": f"noise {number}" for number in range(noise)} for row in rows]
        files.append((f"{tab}.csv", written(further, tab, header="since 4.1.2", separator=",", columns=columns)))
    inventory = read_inventory(files)
    assert_read(inventory, hosts)
    assert all(len(host.tags) == noise for host in inventory.hosts)


@given(hosts=INVENTORIES)
def test_the_same_export_twice_counts_once(hosts: list[DrawnHost]) -> None:
    files = [
        (f"{copy}/{tab}.csv", written(rows, tab, header="since 4.1.2", separator=","))
        for copy in ("one", "two")
        for tab, rows in tables(hosts).items()
        if rows
    ]
    inventory = read_inventory(files)
    assert_read(inventory, hosts)
    assert [(merged.by, merged.count) for merged in inventory.merged] == [("identifier", len(hosts))]


@given(hosts=INVENTORIES)
def test_vcenters_in_files_of_their_own_are_one_inventory(hosts: list[DrawnHost]) -> None:
    files = [
        (f"vc{vcenter}/{tab}.csv", written(rows, tab, header="until 4.0", separator=","))
        for vcenter in (1, 2)
        for tab, rows in tables([host for host in hosts if host.vcenter == vcenter]).items()
        if rows
    ]
    ordered = sorted(hosts, key=lambda host: host.vcenter)
    assert_read(read_inventory(files), ordered)


@settings(max_examples=15)
@given(hosts=INVENTORIES)
def test_a_workbook_is_read_as_it_was_drawn(hosts: list[DrawnHost]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab, rows in tables(hosts, lambda value: value).items():
        sheet = book.create_sheet(tab)
        columns = list(rows[0]) if rows else ["VM"]
        sheet.append(columns)
        for row in rows:
            # A program for tables takes what begins with a sign of equality for a formula.
            sheet.append(
                [f" {cell}" if isinstance(cell, str) and cell.startswith("=") else cell for cell in row.values()]
            )
    file = io.BytesIO()
    book.save(file)
    assert_read(read_inventory([("export.xlsx", workbook_text("export.xlsx", file.getvalue()))]), hosts)


@pytest.mark.parametrize("header", HEADERS)
def test_the_unit_that_was_read_is_told(header: str) -> None:
    host = DrawnHost("a", 1, True, False, 1, 1024, 5, "Linux", "", (), ())
    text = written(tables([host])["vInfo"], "vInfo", header=header, separator=",")
    (file,) = read_inventory([("vInfo.csv", text)]).files
    units = dict(file.tables[0].units)
    assert len(units) == 2
    assert all(unit.startswith("MiB") for unit in units.values())
    assert any("says MB" in unit for unit in units.values()) == header.startswith("until")
