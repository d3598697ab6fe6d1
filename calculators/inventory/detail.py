"""One host with everything that is known of it: what a file says, what was worked out, what is missing."""

from collections.abc import Callable

from calculators.answers.report import Table
from calculators.answers.wording import exact
from calculators.inventory.account import gib
from calculators.inventory.model import Disk, Host, Partition

NOT_SAID = "missing"


def _flag(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _number(value: int | None) -> str:
    return "" if value is None else exact(value)


_VALUES: tuple[tuple[str, str, Callable[[Host], str]], ...] = (
    ("os_reported", "System, as it reports it", lambda host: host.os_reported or ""),
    ("os_configured", "System, as configured", lambda host: host.os_configured or ""),
    ("kernel", "Kernel", lambda host: host.kernel or ""),
    ("architecture", "Architecture", lambda host: host.architecture or ""),
    ("firmware", "Firmware", lambda host: host.firmware or ""),
    ("secure_boot", "Secure boot", lambda host: _flag(host.secure_boot)),
    ("power", "Power", lambda host: host.power or ""),
    ("template", "Template", lambda host: _flag(host.template)),
    ("connection", "Connection", lambda host: host.connection or ""),
    ("vcpus", "vCPU", lambda host: _number(host.vcpus)),
    ("memory_bytes", "Memory", lambda host: gib(host.memory_bytes)),
    ("disk_count", "Disks", lambda host: _number(host.disk_count)),
    ("disk_bytes", "Disk capacity", lambda host: gib(host.disk_bytes)),
    ("provisioned_bytes", "Provisioned", lambda host: gib(host.provisioned_bytes)),
    ("in_use_bytes", "In use on the platform", lambda host: gib(host.in_use_bytes)),
    ("guest_used_bytes", "Used in the file systems", lambda host: gib(host.guest_used_bytes)),
    ("snapshots", "Snapshots", lambda host: _number(host.snapshots)),
    ("consolidation_needed", "Snapshots to be merged", lambda host: _flag(host.consolidation_needed)),
    ("cbt", "Changed block tracking", lambda host: _flag(host.cbt)),
    ("tools", "Tools", lambda host: host.tools or ""),
    ("hardware_version", "Hardware version", lambda host: _number(host.hardware_version)),
    ("encrypted", "Encrypted", lambda host: _flag(host.encrypted)),
    ("tpm", "Virtual TPM", lambda host: _flag(host.tpm)),
    ("fault_tolerance", "Fault tolerance", lambda host: _flag(host.fault_tolerance)),
    ("platform", "Platform", lambda host: host.platform or ""),
    ("server_name", "vCenter or account", lambda host: host.server_name or ""),
    ("datacenter", "Datacenter or region", lambda host: host.datacenter or ""),
    ("cluster", "Cluster", lambda host: host.cluster or ""),
    ("hypervisor", "Runs on", lambda host: host.hypervisor or ""),
    ("folder", "Folder", lambda host: host.folder or ""),
    ("resource_pool", "Resource pool", lambda host: host.resource_pool or ""),
    ("dns_name", "DNS name", lambda host: host.dns_name or ""),
    ("addresses", "Addresses", lambda host: ", ".join(host.addresses or ())),
    ("networks", "Networks", lambda host: ", ".join(host.networks or ())),
    ("instance_uuid", "Identifier of the platform", lambda host: host.instance_uuid or ""),
    ("smbios_uuid", "Identifier of the system", lambda host: host.smbios_uuid or ""),
)


def tables(host: Host) -> tuple[Table, ...]:
    """Return the values of a host with how each is known, then its disks and file systems where a file lists them."""
    found = [_values(host)]
    if host.disks:
        found.append(
            Table(
                title="Disks",
                columns=("Disk", "Capacity", "What it is"),
                rows=tuple(
                    (disk.name or "without a name", gib(disk.size_bytes) or NOT_SAID, _kind(disk))
                    for disk in host.disks
                ),
            )
        )
    if host.partitions:
        found.append(
            Table(
                title="File systems",
                columns=("Mounted at", "Capacity", "Used", "Free"),
                rows=tuple(map(_file_system, host.partitions)),
            )
        )
    return tuple(found)


def _values(host: Host) -> Table:
    rows = []
    for field, label, told in _VALUES:
        value, source = told(host), host.derivation(field)
        known = NOT_SAID if not value else f"derived: {source}" if source else "reported"
        rows.append((label, value, known))
    rows += [(f"`{name}`", value, "tag or attribute") for name, value in host.tags]
    return Table(title="What is known of it", columns=("Value", "It is", "How that is known"), rows=tuple(rows))


def _kind(disk: Disk) -> str:
    said = [disk.mode or ""]
    if disk.raw not in (None, "none"):
        said.append("raw device" if disk.raw == "unknown" else f"raw device, {disk.raw} mode")
    if disk.sharing not in (None, "none"):
        said.append(f"shared: {disk.sharing}")
    if disk.counted_elsewhere:
        said.append("counts at another host")
    if disk.thin:
        said.append("thin")
    return ", ".join(filter(None, said))


def _file_system(partition: Partition) -> tuple[str, ...]:
    amounts = (partition.capacity_bytes, partition.used_bytes, partition.free_bytes)
    return (partition.name or "without a name", *(gib(amount) or NOT_SAID for amount in amounts))


def places(host: Host) -> tuple[str, ...]:
    """Return where a host stands in the files, a sentence each."""
    return tuple(
        f"Read from {place.file}{f', {place.table}' if place.table else ''}, row {exact(place.row)}."
        for place in host.read_from
    )
