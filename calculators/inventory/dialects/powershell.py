"""What `Get-VM | Export-Csv` writes: with VMware's PowerCLI, and on a host of Hyper-V."""

from collections.abc import Sequence

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects.one_table import have, read_hosts
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found
from calculators.inventory.hosts import Hosts
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import firmware, power, small, uuid
from calculators.traces.dialects.claim import Claim

ID = "powershell"
TITLE = "PowerShell, Get-VM"


def object_id(cell: str) -> str | None:
    """Return the identifier in what PowerCLI calls it, such as `VirtualMachine-vm-42`."""
    return cell.strip().removeprefix("VirtualMachine-") or None


_VMWARE = Sheet(
    kind="hosts",
    needs=("name", "vcpus"),
    columns={
        "name": text("name"),
        "power": word(power, "powerstate"),
        "vcpus": count("numcpu"),
        "memory_bytes": size(GIB, "memorygb", fixed=True),
        "memory_mb": size(MIB, "memorymb", fixed=True),
        "provisioned_bytes": size(GIB, "provisionedspacegb", fixed=True),
        "in_use_bytes": size(GIB, "usedspacegb", fixed=True),
        "hypervisor": text("vmhost"),
        "folder": text("folder"),
        "resource_pool": text("resourcepool"),
        "os_configured": text("guestid"),
        "object_id": text("id", word=object_id),
    },
    notes=("notes", "description"),
    others=frozenset({"corespersocket", "guest", "version", "hardwareversion", "harestartpriority"}),
)
_HYPER_V = Sheet(
    kind="hosts",
    needs=("name", "vcpus"),
    columns={
        "name": text("name", "vmname"),
        "power": word(power, "state"),
        "vcpus": count("processorcount"),
        "memory_bytes": size(1, "memorystartup", "memoryassigned", fixed=True),
        "generation": text("generation", word=small),
        "firmware": word(firmware, "firmware"),
        "hypervisor": text("computername"),
        "vm_uuid": text("vmid", "id", word=uuid),
    },
    notes=("notes",),
    others=frozenset({"cpuusage", "uptime", "status", "version", "memorydemand", "memorystatus", "vmmemoryassigned"}),
)
SHEETS = (_VMWARE, _HYPER_V)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that a table comes of Get-VM."""
    sure = (
        ("name", "numcpu", "memorygb"),
        ("name", "numcpu", "memorymb"),
        ("name", "processorcount", "memoryassigned"),
        ("name", "processorcount", "memorystartup"),
    )
    if any(have(tables, *names) for names in sure):
        return Claim.SURE
    return Claim.LIKELY if have(tables, "name", "numcpu") or have(tables, "name", "processorcount") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the machines."""
    return read_hosts(tables, SHEETS, findings, fixed={}, finish=_finish)


def _finish(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    values = hosts.values
    is_vmware = "numcpu" in taken.table.names
    values["platform"] = ["vmware" if is_vmware else "hyper-v"] * len(hosts)
    megabytes = values.pop("memory_mb", None)
    if megabytes is not None:
        values.setdefault("memory_bytes", megabytes)
    # One that is off has none assigned now.
    values["memory_bytes"] = [memory or None for memory in values.get("memory_bytes") or [None] * len(hosts)]
    generations = values.pop("generation", None)
    if generations is not None:
        known = {"1": "bios", "2": "efi"}
        values["firmware"] = [known.get(generation or "") for generation in generations]
