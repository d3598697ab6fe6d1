"""Live Optics: the sheet of virtual machines. What older files call MB was MiB."""

from collections.abc import Sequence

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects.one_table import have, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts, gathered
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import MIB
from calculators.inventory.words import flag, power, small, uuid
from calculators.traces.dialects.claim import Claim

ID = "live-optics"
TITLE = "Live Optics"
_DISK = ("virtual disk size *", "virtual disk used *", "guest vm disk capacity *", "guest vm disk used *")
SHEETS = (
    Sheet(
        kind="hosts",
        needs=("name", "vcpus"),
        columns={
            "name": text("vm name"),
            "dns_name": text("guest hostname", "guest host name"),
            "power": word(power, "power state", "powerstate"),
            "template": word(flag, "template"),
            "connection": text("connection state", word=small),
            "os_configured": text("vm os"),
            "os_reported": text("guest os"),
            "vcpus": count("virtual cpu", "virtual cpus"),
            "memory_bytes": size(MIB, "provisioned memory *"),
            "guest_capacity_bytes": size(MIB, "guest vm disk capacity *"),
            "guest_used_bytes": size(MIB, "guest vm disk used *"),
            "disk_bytes": size(MIB, "virtual disk size *"),
            "in_use_bytes": size(MIB, "virtual disk used *"),
            "unshared_bytes": size(MIB, "unshared *"),
            "disk_count": count("disks"),
            "network_cards": count("nics"),
            **{f"address_{number}": text(f"guest ip{number}", f"guest ip {number}") for number in range(1, 5)},
            "datacenter": text("datacenter"),
            "cluster": text("cluster"),
            "hypervisor": text("host"),
            "object_id": text("mob id", "mobid"),
            "instance_uuid": text("instanceuuid", "instance uuid", word=uuid),
            "smbios_uuid": text("uuid", word=uuid),
        },
        notes=("annotation", "notes"),
        others=frozenset({"isrunning", "used memory (active) *", "consumed memory *", "datastore"}),
    ),
)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table is Live Optics' list of machines."""
    if any(have(tables, "virtual cpu", name) for name in _DISK):
        return Claim.SURE
    return Claim.LIKELY if have(tables, "vm name", "vm os") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of the sheets."""
    return read_hosts(tables, SHEETS, findings, fixed={"platform": "vmware"}, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    addresses = [hosts.values.pop(name) for name in list(hosts.values) if name.startswith("address_")]
    if addresses:
        hosts.values["addresses"] = [found or None for found in gathered(addresses)]
