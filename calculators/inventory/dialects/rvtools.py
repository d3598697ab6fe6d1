"""RVTools: a workbook with a sheet a table, or a CSV a table, of one vCenter or of several."""

import re
from collections.abc import Collection, Sequence

from calculators.inventory.columns import Sheet
from calculators.inventory.dialects import vmware_parts
from calculators.inventory.dialects.rvtools_columns import (
    EVIDENCE,
    INFO,
    LEFT_OUT,
    METADATA,
    TABS,
)
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, sort_tables
from calculators.inventory.hosts import Hosts, gathered, hosts_of
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.traces.dialects.claim import Claim

ID = "rvtools"
TITLE = "RVTools"
SHEETS = tuple(TABS.values())
_TAB = re.compile(r"(?:^|[^a-z])(?:tab)?v([a-z]+)", re.IGNORECASE)
# From the most particular to the least: every table has what the last one needs.
_BY_HEADER = ("partition", "disk", "snapshot", "tools", "memory", "info", "cpu")
_MARKS = {
    "partition": {"consumed *", "free *", "vpartitionconsumedmib", "free %"},
    "disk": {"disk mode", "raw", "thin", "controller", "vdiskmode", "vdiskraw", "vdiskcapacitymib", "disk path"},
    "snapshot": {"quiesced", "size * (vmsn)", "vsnapshotvmname"},
    "tools": {"tools version", "upgradeable", "vtoolsvmname"},
    "memory": {"ballooned", "swapped", "vmemorysizemib"},
    "cpu": {"cores p/s", "sockets", "vcpuvmname"},
}


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that tables of a file are RVTools'."""
    names = [set(table.names) for table in tables]
    if any(EVIDENCE & there and ("vm" in there or any(name.endswith("vmname") for name in there)) for there in names):
        return Claim.SURE
    marks = {"vm id"}.union(*_MARKS.values())
    return Claim.LIKELY if any("vm" in there and marks & there for there in names) else Claim.NO


def leaves_out(sheet: str, sheets: Collection[str]) -> bool:
    """Return whether a sheet of RVTools' says nothing of hosts, by its name, in a workbook with all these sheets."""
    return "vinfo" in map(_tab, sheets) and _tab(sheet).removeprefix("v") in LEFT_OUT


def _tab(name: str) -> str:
    return name.casefold().removeprefix("tab")


def sheet_of(table: Table) -> Sheet | None:
    """Return the kind of a table: by its name, or by its columns where it has none that RVTools gives."""
    there = set(table.names)
    for name in (table.sheet, table.file.replace("\\", "/").rpartition("/")[2]):
        for found in _TAB.findall(name):
            word = found.casefold()
            if word in TABS and TABS[word].fits(table.names):
                return TABS[word]
            if word in LEFT_OUT:
                return None
    for word in _BY_HEADER:
        if TABS[word].fits(table.names) and (word == "info" or _MARKS[word] & there):
            if word == "info" and "cpus" in there and _MARKS["cpu"] & there:
                continue
            return TABS[word]
    return METADATA if METADATA.fits(table.names) else None


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of all tables, with what the other tables tell of them."""
    sorted_tables = sort_tables(tables, sheet_of, findings)
    hosts = [_hosts(taken, mark, findings) for taken, mark in sorted_tables.of("hosts")]
    return vmware_parts.with_parts(hosts, sorted_tables, findings, platform="vmware")


def _hosts(taken: Taken, mark: str | None, findings: Findings) -> Hosts:
    assert taken.sheet is INFO
    hosts = hosts_of(taken, mark, findings, fixed={"platform": "vmware"})
    values = hosts.values
    networks = [values.pop(name) for name in list(values) if name.startswith("network_") and name != "network_cards"]
    if networks:
        values["networks"] = gathered(networks)
    if "address" in values:
        values["addresses"] = [(address,) if address else None for address in values.pop("address")]
    vmware_parts.name_identifiers(values, taken.headers.get("vm_uuid", ""))
    return hosts
