"""Nutanix Collector: a workbook with a sheet a subject, of a vCenter or of a cluster of its own kind."""

from collections.abc import Sequence

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects import vmware_parts
from calculators.inventory.dialects.one_table import have
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, sort_tables
from calculators.inventory.hosts import hosts_of, told_apart
from calculators.inventory.tables import Table, plain
from calculators.inventory.units import MIB
from calculators.inventory.words import flag, power, uuid
from calculators.traces.dialects.claim import Claim

ID = "nutanix-collector"
TITLE = "Nutanix Collector"
_COMMON: dict[str, Column] = {
    "name": text("vm name"),
    "object_id": text("moid"),
    "power": word(power, "power state"),
    "cluster": text("cluster name", "cluster"),
    "datacenter": text("datacenter name", "datacenter"),
    "hypervisor": text("host name", "host"),
}
_INFO = Sheet(
    kind="hosts",
    needs=("name", "power"),
    columns={
        **_COMMON,
        "os_configured": text("guest os", "operating system", "os"),
        "vcpus": count("vcpus", "number of vcpus"),
        "memory_bytes": size(MIB, "memory *", "memory size *"),
        "disk_bytes": size(MIB, "capacity *", "provisioned *", "provisioned storage *"),
        "in_use_bytes": size(MIB, "consumed *", "used *", "used storage *"),
        "instance_uuid": text("vm uuid", "uuid", word=uuid),
        "addresses": text("ip address", "ip addresses", word=lambda cell: told_apart(cell) or None),
        "template": word(flag, "template"),
    },
    others=frozenset({"thin provisioned", "annotation"}),
)
_LIST = Sheet(kind="memory", needs=("name",), columns=_INFO.columns, others=_INFO.others)
_MEMORY = Sheet(kind="memory", needs=("name",), columns={**_COMMON, "memory_bytes": size(MIB, "size *")})
_PROCESSORS = Sheet(kind="processors", needs=("name", "vcpus"), columns={**_COMMON, "vcpus": count("vcpus")})
_DISKS = Sheet(
    kind="disks",
    needs=("name", "size"),
    columns={
        **_COMMON,
        "disk": text("disk", "disk name", "name", "label"),
        "size": size(MIB, "capacity *"),
        "thin": word(flag, "thin provisioned", "thin"),
        "disk_path": text("disk path", "path"),
    },
)
_PARTITIONS = Sheet(
    kind="partitions",
    needs=("name", "capacity"),
    columns={
        **_COMMON,
        "partition": text("partition", "disk", "disk path", "path"),
        "capacity": size(MIB, "capacity *"),
        "used": size(MIB, "consumed *"),
        "free": size(MIB, "free *"),
    },
)
_SNAPSHOTS = Sheet(kind="snapshots", needs=("name",), columns={**_COMMON, "size": size(MIB, "size *")})
_BY_NAME = {
    "vinfo": _INFO, "vmlist": _LIST, "vmemory": _MEMORY, "vcpu": _PROCESSORS, "vdisk": _DISKS, "vdisks": _DISKS,
    "vpartition": _PARTITIONS, "vsnapshot": _SNAPSHOTS, "vsnapshots": _SNAPSHOTS,
}  # fmt: skip
SHEETS = (_INFO, _MEMORY, _PROCESSORS, _DISKS, _PARTITIONS, _SNAPSHOTS)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that the tables of a file are the collector's."""
    return Claim.SURE if have(tables, "vm name", "moid", "power state") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the sheets of machines, with what the other sheets tell of them."""
    with_info = {table.file for table in tables if plain(table.sheet) == "vinfo"}

    def sheet_of(table: Table) -> Sheet | None:
        sheet = _BY_NAME.get(plain(table.sheet))
        if sheet is _LIST and table.file not in with_info:
            sheet = _INFO
        if sheet is None and not table.sheet and _INFO.fits(table.names):
            sheet = _INFO
        return sheet if sheet is not None and sheet.fits(table.names) else None

    ordered = sort_tables(tables, sheet_of, findings)
    hosts = [hosts_of(taken, mark, findings) for taken, mark in ordered.of("hosts")]
    return vmware_parts.with_parts(hosts, ordered, findings, platform=None)
