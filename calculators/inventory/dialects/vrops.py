"""vRealize or Aria Operations: a list of machines with the columns that somebody chose for it."""

from collections.abc import Sequence

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects.one_table import have, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import told_apart
from calculators.inventory.tables import Table
from calculators.inventory.words import flag, hardware_version, power, uuid
from calculators.traces.dialects.claim import Claim

ID = "vrops"
TITLE = "vRealize / Aria Operations, list of virtual machines"
_ASKED = 0
"""A column that names no unit may be shown in any: that is a setting of the one who chose it."""
_GROUPS = ("summary|", "cpu|", "memory|", "disk space|", "guest file system|", "configuration|", "config|", "mem|")


def _sizes(*names: str) -> Column:
    """Return a column of sizes under names with a unit or without one."""
    return size(_ASKED, *names, *(name.removesuffix(" *") for name in names))


SHEETS = (
    Sheet(
        kind="hosts",
        needs=("name",),
        columns={
            "name": text("name", "vm name", "virtual machine name", "virtual machine", "object name"),
            "power": word(power, "power state", "summary|runtime|power state", "system|power state"),
            "server_name": text("parent vcenter", "summary|parent vcenter", "vcenter", "vcenter name"),
            "datacenter": text("parent datacenter", "summary|parent datacenter", "datacenter"),
            "cluster": text("parent cluster", "summary|parent cluster", "cluster"),
            "hypervisor": text("parent host", "summary|parent host", "host"),
            "folder": text("parent folder", "summary|parent folder", "folder"),
            "os_configured": text(
                "guest os from vcenter", "guest os", "configuration|guest full name", "guest os full name",
                "summary|guest operating system|guest os full name",
                "summary|configuration|guest os from vcenter",
            ),
            "os_reported": text(
                "guest os from tools", "summary|guest operating system|guest os from tools",
                "guest tools|guest os full name",
            ),
            "vcpus": count(
                "number of vcpus", "cpu|number of vcpus", "cpu|number of cpus (vcpus)", "number of cpus", "vcpu",
                "vcpus", "configuration|hardware|number of cpus (vcpus)", "cpu|number of vcpus (vcpus)",
            ),
            "memory_bytes": _sizes(
                "memory *", "memory|total capacity *", "memory|provisioned memory *",
                "configuration|hardware|memory *", "configured memory *", "provisioned memory *",
            ),
            "disk_bytes": _sizes(
                "disk space|total capacity *", "disk space *", "configuration|hardware|disk space *",
                "virtual disk|total capacity *", "total disk space *",
            ),
            "provisioned_bytes": _sizes("disk space|provisioned space for vm *", "provisioned space *"),
            "in_use_bytes": _sizes(
                "disk space|utilization *", "disk space|virtual machine used *", "used space *",
                "disk space used *",
            ),
            "guest_capacity_bytes": _sizes(
                "guest file system|total capacity *", "guest file system|total guest file system capacity *"
            ),
            "guest_used_bytes": _sizes(
                "guest file system|utilization *", "guest file system|total guest file system usage *"
            ),
            "snapshot_bytes": _sizes("disk space|snapshot|virtual machine used *", "disk space|snapshot space *"),
            "addresses": text(
                "ip address", "summary|guest operating system|ip address", "network|ip address",
                word=lambda cell: told_apart(cell) or None,
            ),
            "dns_name": text("guest hostname", "summary|guest operating system|hostname", "hostname"),
            "tools": text(
                "summary|guest operating system|tools running status", "tools running status", "tools status"
            ),
            "instance_uuid": text("instance uuid", "summary|instance uuid", word=uuid),
            "smbios_uuid": text("uuid", "summary|uuid", "configuration|uuid", word=uuid),
            "object_id": text("moid", "summary|moid", "managed object id"),
            "hardware_version": word(hardware_version, "hardware version", "configuration|hardware version"),
            "template": word(flag, "is template", "summary|configuration|is template"),
        },
        notes=("notes", "annotation"),
    ),
)  # fmt: skip


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is a list of Operations."""
    for table in tables:
        there = set(table.names)
        if there & {"name", "vm name", "object name"} and any(name.startswith(_GROUPS) for name in there):
            return Claim.SURE
    if have(tables, "name", "parent vcenter") or have(tables, "name", "parent cluster"):
        return Claim.SURE
    return Claim.LIKELY if have(tables, "name", "number of vcpus") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the lists."""
    return read_hosts(tables, SHEETS, findings, fixed={"platform": "vmware"})
