"""Azure Migrate: its list of discovered or assessed machines, and the table by which machines are given to it."""

from collections.abc import Sequence

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects import vmware_parts
from calculators.inventory.dialects.one_table import have
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, by_header, sort_tables
from calculators.inventory.hosts import Hosts, hosts_of, told_apart
from calculators.inventory.model import Disk
from calculators.inventory.tables import Table
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import architecture, firmware, power, small, uuid
from calculators.traces.dialects.claim import Claim

ID = "azure-migrate"
TITLE = "Azure Migrate"
_MOST_DISKS = 64
_HYPERVISORS = {"vmware": "vmware", "hyper-v": "hyper-v", "hyperv": "hyper-v", "physical": "physical"}
_DISK_COLUMNS = {
    f"disk_{number}": size(GIB, f"disk {number} size *", f"disk {number} size") for number in range(1, _MOST_DISKS + 1)
}
_MACHINES = Sheet(
    kind="hosts",
    needs=("name", "vcpus"),
    columns={
        "name": text("server name", "machine name", "machinename", "machine", "display name"),
        "dns_name": text("fqdn"),
        "addresses": text("ip addresses", "ip address", "ipaddresses", word=lambda cell: told_apart(cell) or None),
        "vcpus": count("cores", "number of cores", "numberofcores", "cpu cores"),
        "memory_bytes": size(MIB, "memory *", "allocated memory *", "allocatedmemoryinmb", "memoryinmb"),
        "os": text("os name", "operating system", "operatingsystem", "osname"),
        "os_version": text("os version", "operating system version"),
        "architecture": text("os architecture", "operating system architecture", word=architecture),
        "firmware": word(firmware, "boot type", "boottype"),
        "kind": text("hypervisor", "server type", word=small),
        "hypervisor": text("vm host", "hypervisor host", "host"),
        "disk_count": count("number of disks", "disks", "numberofdisks"),
        "disk_bytes": size(GIB, "storage allocated *", "storage *", "allocated storage *"),
        "guest_used_bytes": size(GIB, "storage in use *"),
        "network_cards": count("network adapters", "number of network adapters"),
        "power": word(power, "power status", "power state", "powerstatus"),
        "instance_uuid": text("server id", "instance uuid", word=uuid),
        "smbios_uuid": text("bios guid", "biosguid", "bios id", word=uuid),
        "server_name": text("vcenter server", "vcenter server name", "vcenter", "source"),
        **_DISK_COLUMNS,
    },
    others=frozenset({
        "cpu utilization percentage", "memory utilization percentage", "azure vm readiness", "azure readiness issues",
        "recommended size", "operating system support", "cpu usage(%)", "memory usage(%)", "confidence rating",
        "dependencies", "software inventory",
    }),
)  # fmt: skip
_DISKS = Sheet(
    kind="disks",
    needs=("name", "disk", "size"),
    columns={
        "name": text("machine", "machine name", "server name"),
        "disk": text("disk name", "source disk name"),
        "size": size(GIB, "source disk size *", "provisioned disk size *", "disk size *", "size *"),
    },
    others=frozenset({"azure disk readiness"}),
)
SHEETS = (_DISKS, _MACHINES)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that the tables of a file are Azure Migrate's."""
    sure = (
        ("server name", "cores", "os name"),
        ("machine", "azure vm readiness"),
        ("machine", "azure disk readiness"),
        ("machine name", "cores", "dependencies"),
    )
    if any(have(tables, *names) for names in sure):
        return Claim.SURE
    likely = (("machine name", "cores"), ("machinename", "numberofcores"), ("machine", "cores"))
    return Claim.LIKELY if any(have(tables, *names) for names in likely) else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the machines, with their disks where those are listed."""
    ordered = sort_tables(tables, by_header(SHEETS), findings)
    hosts = []
    for taken, mark in ordered.of("hosts"):
        part = hosts_of(taken, mark, findings)
        _finish(part)
        hosts.append(part)
    return vmware_parts.with_parts(hosts, ordered, findings, platform=None)


def _finish(hosts: Hosts) -> None:
    values = hosts.values
    nothing = [None] * len(hosts)
    systems, versions = values.pop("os", nothing), values.pop("os_version", nothing)
    values["os_reported"] = [
        " ".join(word for word in pair if word) or None for pair in zip(systems, versions, strict=True)
    ]
    values["platform"] = [_HYPERVISORS.get(kind or "") for kind in values.pop("kind", nothing)]
    columns = [(name, values.pop(name)) for name in _DISK_COLUMNS if name in values]
    if columns:
        values["disks"] = [
            tuple(
                Disk(name=name.replace("_", " "), size_bytes=size_bytes)
                for (name, _), size_bytes in zip(columns, sizes, strict=True)
                if size_bytes
            )
            or None
            for sizes in zip(*(column for _, column in columns), strict=True)
        ]
