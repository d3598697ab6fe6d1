"""The columns of RVTools' tables in all versions: as shown, as named in its database, and as its copies write them.

Up to 4.0 the headers say MB; the numbers were MiB all along, and whole ones.
"""

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects.vmware_parts import LATE
from calculators.inventory.units import MIB
from calculators.inventory.words import (
    fault_tolerance,
    firmware,
    flag,
    hardware_version,
    power,
    small,
    uuid,
)


def _common(tab: str) -> dict[str, Column]:
    """Return the columns that every table of machines has; `tab` is the table's name in the database."""
    return {
        "name": text("vm", f"{tab}vmname", "vm name"),
        "power": word(power, "powerstate", f"{tab}powerstate", "power state"),
        "template": word(flag, "template", f"{tab}template"),
        "srm_placeholder": word(flag, "srm placeholder", f"{tab}srmplaceholder"),
        "datacenter": text("datacenter", f"{tab}datacenter"),
        "cluster": text("cluster", f"{tab}cluster"),
        "hypervisor": text("host", f"{tab}host"),
        "folder": text("folder", f"{tab}folder"),
        "os_configured": text("os according to the configuration file", f"{tab}os", "os"),
        "os_reported": text("os according to the vmware tools", f"{tab}ostools"),
        "object_id": text("vm id", f"{tab}objectid", "object id"),
        "vm_uuid": text("vm uuid", f"{tab}uuid", "uuid", word=uuid),
        "server_name": text("vi sdk server", f"{tab}visdkserver"),
        "server_id": text("vi sdk uuid", f"{tab}visdkuuid", "vcenter uuid", word=uuid),
    }


_ELSEWHERE = frozenset({"internal sort column", "annotation", "vi sdk server type", "vi sdk api version"})

INFO = Sheet(
    kind="hosts",
    needs=("name",),
    columns={
        **_common("vinfo"),
        "dns_name": text("dns name", "vinfoguesthostname"),
        "connection": text("connection state", "vinfoconnectionstate", word=small),
        "consolidation_needed": word(flag, "consolidation needed", "vinfoconsolidationneeded"),
        "vcpus": count("cpus", "vinfocpus"),
        "memory_bytes": size(MIB, "memory", "vinfomemory", "memory *", whole=True),
        "network_cards": count("nics", "vinfonics"),
        "disk_count": count("disks", "vinfonumvirtualdisks"),
        "disk_bytes": size(MIB, "total disk capacity *", "vinfototaldiskcapacitymib", whole=True),
        "cbt": word(flag, "cbt", "vinfocbt", "vinfochangetrackingenabled"),
        "address": text("primary ip address", "vinfoprimaryipaddress"),
        **{f"network_{number}": text(f"network #{number}", f"vinfonetwork{number}") for number in range(1, 9)},
        "resource_pool": text("resource pool", "vinforesourcepool"),
        "fault_tolerance": text("ft state", "vinfofaulttolerancestate", word=fault_tolerance),
        "provisioned_bytes": size(MIB, "provisioned *", "vinfoprovisioned", whole=True),
        "in_use_bytes": size(MIB, "in use *", "vinfoinuse", whole=True),
        "unshared_bytes": size(MIB, "unshared *", "vinfounshared", whole=True),
        "secure_boot": word(flag, "efi secure boot", "vinfoefisecureboot"),
        "firmware": word(firmware, "firmware", "vinfofirmware"),
        "hardware_version": word(hardware_version, "hw version", "vinfoversion", "vm version"),
        "smbios_uuid": text("smbios uuid", "vinfosmbiosuuid", word=uuid),
        "instance_uuid": text("vinfoinstanceuuid", word=uuid),
    },
    notes=("annotation", "vinfonotes", "vinfoannotation"),
    attributes=True,
    prefix="vinfo",
    others=_ELSEWHERE | {
        "config status", "guest state", "heartbeat", "poweron", "suspended to memory", "suspend time",
        "suspend interval", "creation date", "change version", "overall cpu readiness", "active memory",
        "fixed passthru hotplug", "min required evc mode key", "latency sensitivity", "op notification timeout",
        "enableuuid", "disk.enableuuid", "num monitors", "video ram *", "folder id", "vapp", "das protection",
        "ft role",
        "ft latency", "ft bandwidth", "ft sec. latency", "vm failover in progress", "ha restart priority",
        "ha isolation response", "ha vm monitoring", "cluster rule(s)", "cluster rule name(s)", "boot required",
        "boot delay", "boot retry delay", "boot retry enabled", "boot bios setup", "reboot poweroff",
        "hw upgrade status", "hw upgrade policy", "hw target", "path", "log directory", "snapshot directory",
        "suspend directory", "customization info", "guest detailed data",
    },
)  # fmt: skip

DISKS = Sheet(
    kind="disks",
    late=LATE,
    needs=("name", "size"),
    columns={
        **_common("vdisk"),
        "disk": text("disk", "vdiskname"),
        "uuid": text("disk uuid", "vdiskdiskuuid", word=uuid),
        "size": size(MIB, "capacity *", "vdiskcapacitymib", whole=True),
        "raw": word(flag, "raw", "vdiskraw"),
        "raw_mode": text("raw comp. mode", "raw com. mode", "vdiskrawcompmode"),
        "lun": text("raw lun id", "vdiskrawlunid", word=small),
        "mode": text("disk mode", "vdiskmode", "vdiskdiskmode", word=small),
        "sharing": text("sharing mode", "vdisksharingmode"),
        "bus": text("shared bus", "sharedbus", "vdisksharedbus"),
        "thin": word(flag, "thin", "vdiskthin"),
        "controller": text("controller", "vdiskcontroller"),
        "disk_path": text("disk path", "vdiskdiskpath"),
        "path": text("path", "vdiskpath"),
    },
    others=_ELSEWHERE,
)

PARTITIONS = Sheet(
    kind="partitions",
    late=LATE,
    needs=("name", "capacity"),
    columns={
        **_common("vpartition"),
        "partition": text("disk", "vpartitiondisk"),
        "capacity": size(MIB, "capacity *", "vpartitioncapacitymib", whole=True),
        "used": size(MIB, "consumed *", "vpartitionconsumedmib", whole=True),
        "free": size(MIB, "free *", "vpartitionfreemib", whole=True),
    },
    others=_ELSEWHERE | {"free %", "disk key"},
)

SNAPSHOTS = Sheet(
    kind="snapshots",
    late=LATE,
    needs=("name",),
    columns={
        **_common("vsnapshot"),
        "size": size(MIB, "size * (total)", "vsnapshotsizemib", "size *", whole=True),
    },
    others=_ELSEWHERE | {"description", "quiesced", "filename", "size * (vmsn)", "date / time", "state"},
)

TOOLS = Sheet(
    kind="tools",
    late=LATE,
    needs=("name", "tools"),
    columns={**_common("vtools"), "tools": text("tools", "vtoolsstatus", "vtoolstools")},
    others=_ELSEWHERE | {"tools version", "required version", "upgradeable", "upgrade policy", "sync time"},
)

MEMORY = Sheet(
    kind="memory",
    late=LATE,
    needs=("name", "memory_bytes"),
    columns={**_common("vmemory"), "memory_bytes": size(MIB, "size *", "vmemorysizemib", whole=True)},
    others=_ELSEWHERE | {"reservation", "ballooned", "swapped", "consumed", "active", "overhead"},
)

PROCESSORS = Sheet(
    kind="processors",
    late=LATE,
    needs=("name", "vcpus"),
    columns={**_common("vcpu"), "vcpus": count("cpus", "vcpucpus")},
    others=_ELSEWHERE | {"sockets", "cores p/s"},
)

METADATA = Sheet(
    kind="metadata",
    needs=("version",),
    columns={
        "version": text("rvtools version", "rvtools major version"),
        "exported": text("xlsx creation datetime", "csv creation datetime"),
    },
)

TABS = {
    "info": INFO, "disk": DISKS, "partition": PARTITIONS, "snapshot": SNAPSHOTS, "tools": TOOLS, "memory": MEMORY,
    "cpu": PROCESSORS, "metadata": METADATA,
}  # fmt: skip
"""The tables that are read, by the ends of their names."""
LEFT_OUT = frozenset({
    "network", "cd", "floppy", "usb", "source", "rp", "cluster", "host", "hba", "nic", "switch", "port", "dvswitch",
    "dvport", "sc", "datastore", "multipath", "license", "fileinfo", "health",
})  # fmt: skip
"""Those that tell nothing of hosts that is asked here."""
EVIDENCE = frozenset({
    "powerstate", "vi sdk server", "vi sdk uuid", "os according to the configuration file",
    "os according to the vmware tools", "srm placeholder", "vinfovmname", "vdiskvmname", "vpartitionvmname",
    "vsnapshotvmname", "vmemoryvmname", "vtoolsvmname", "vcpuvmname",
})  # fmt: skip
"""Names that no other program writes beside a column `VM`, or writes at all."""
