"""Makes each host once, with the values that follow from others, and finds the disks that several hosts share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.frozen import maker
from calculators.inventory.hosts import Hosts
from calculators.inventory.joining import At
from calculators.inventory.merging import together
from calculators.inventory.model import Derivation, Disk, Example, Host, Partition, Place
from calculators.inventory.units import MIB

_host = maker(Host)
_DISKS, _SYSTEMS = "the sum of its disks", "the sum of its file systems"


def make_hosts(tables: Sequence[Hosts], groups: Sequence[Sequence[At]], findings: Findings) -> list[Host]:
    """Return the hosts of groups of rows."""
    pool: dict[tuple[tuple[str, str], ...], tuple[Derivation, ...]] = {}
    rows = [_Rows(hosts) for hosts in tables]
    made = []
    for group in groups:
        number, row = group[0]
        values = rows[number].values(row) if len(group) == 1 else together(tables, group, findings)
        derived: dict[str, str] = {}
        for number, row in group:
            if tables[number].derived:
                derived |= _derived(tables[number], row, values)
        _work_out(values, derived)
        values["derived"] = _pooled(derived, pool)
        values["read_from"] = tuple([
            Place(file=tables[number].file, table=tables[number].table, row=tables[number].lines[row])
            for number, row in group
        ])  # fmt: skip
        host = _host(**values)
        if host.disks is not None:
            _compare(host, host.disks, findings)
        made.append(host)
    return made


def _derived(hosts: Hosts, row: int, values: dict[str, Any]) -> dict[str, str]:
    """Return which values of a host its table does not have as such."""
    return {
        name: source
        for name, source in hosts.derived.items()
        if values.get(name) is not None and row in hosts.derived_rows.get(name, (row,))
    }


class _Rows:
    """The rows of a table, as the values of a host each."""

    def __init__(self, hosts: Hosts) -> None:
        self._names = [name for name in hosts.values if name in _FIELDS]
        self._columns = [hosts.values[name] for name in self._names]

    def values(self, row: int) -> dict[str, Any]:
        return dict(zip(self._names, [column[row] for column in self._columns], strict=True))


_FIELDS = frozenset(Host.__dataclass_fields__)


def _pooled(
    derived: dict[str, str], pool: dict[tuple[tuple[str, str], ...], tuple[Derivation, ...]]
) -> tuple[Derivation, ...]:
    key = tuple(derived.items())
    found = pool.get(key)
    if found is None:
        found = pool[key] = tuple(Derivation(field=name, source=source) for name, source in key)
    return found


def _work_out(values: dict[str, Any], derived: dict[str, str]) -> None:
    """Fill what a file does not say and what follows from its disks and file systems."""
    found: dict[str, tuple[int | None, str]] = {}
    disks: tuple[Disk, ...] | None = values.get("disks")
    if disks is not None:
        if values.get("disk_count") is None:
            found["disk_count"] = len(disks), "the number of its disks"
        if values.get("disk_bytes") is None:
            found["disk_bytes"] = _sum([disk.size_bytes for disk in disks]), _DISKS
    partitions: tuple[Partition, ...] | None = values.get("partitions")
    if partitions is not None:
        if values.get("guest_capacity_bytes") is None:
            found["guest_capacity_bytes"] = _sum([system.capacity_bytes for system in partitions]), _SYSTEMS
        if values.get("guest_used_bytes") is None:
            found["guest_used_bytes"] = _sum([used_of(system) for system in partitions]), _SYSTEMS
    for name, (value, source) in found.items():
        if value is not None:
            values[name] = value
            derived[name] = source


def _sum(sizes: Sequence[int | None]) -> int | None:
    """Return the sum of sizes that are all known; None where there are none."""
    return None if None in sizes or not sizes else sum(size for size in sizes if size is not None)


def used_of(system: Partition) -> int | None:
    """Return how much a file system holds, from what is free where a file says only that."""
    if system.used_bytes is not None:
        return system.used_bytes
    if system.capacity_bytes is None or system.free_bytes is None:
        return None
    return max(0, system.capacity_bytes - system.free_bytes)


def _compare(host: Host, disks: Sequence[Disk], findings: Findings) -> None:
    """Tell where what a file says of a host's disks together is not what it says of them one by one."""
    if host.disk_count is not None and host.disk_count != len(disks):
        text = "A file counts another number of disks than are listed: some are missing from its list."
        findings.doubt("disks missing", text, _example(host, "disks", f"{len(disks)} of {host.disk_count}"))
        return
    listed = _sum([disk.size_bytes for disk in disks])
    if listed is None or host.disk_bytes is None:
        return
    if abs(listed - host.disk_bytes) > MIB * max(1, len(disks)):
        text = "A file has another total for a host's disks than their sum."
        found = f"{round(host.disk_bytes / MIB)} MiB, listed {round(listed / MIB)} MiB"
        findings.doubt("sizes differ", text, _example(host, "disk_bytes", found))


def _example(host: Host, column: str, found: str) -> Example:
    return Example(place=host.read_from[0], column=column, host=host.name, found=found)


def with_shared_disks(hosts: Sequence[Host], findings: Findings) -> list[Host]:
    """Return the hosts with an identity for each disk that several of them have; it counts at the first one only."""
    first: dict[tuple[str | None, ...], int] = {}
    shared: dict[tuple[str | None, ...], list[int]] = {}
    for number, host in enumerate(hosts):
        for disk in host.disks or ():
            key = _key(host, disk)
            if key is not None and first.setdefault(key, number) != number:
                shared.setdefault(key, [first[key]]).append(number)
    changed = list(hosts)
    for number in sorted({number for numbers in shared.values() for number in numbers}):
        host = hosts[number]
        disks = tuple(_marked(host, disk, number, first, shared) for disk in host.disks or ())
        changed[number] = replace(host, disks=disks)
    text = "A disk belongs to several hosts. It counts once, at the first of them."
    for key, numbers in shared.items():
        host = hosts[numbers[0]]
        findings.doubt("shared disk", text, _example(host, "disks", " / ".join(word for word in key if word)))
    return changed


def _key(host: Host, disk: Disk) -> tuple[str | None, ...] | None:
    """Return what no other disk has: the unit of a storage system, the path of a file in a datacenter, or an id."""
    if disk.identity:
        return (disk.identity,)
    if disk.path and (host.platform != "vmware" or disk.path.endswith(".vmdk")):
        return host.server_id, host.datacenter, disk.path
    # A copied file keeps the identifier that a hypervisor wrote into it. That of a cloud's volume is its own.
    return (disk.uuid,) if disk.uuid and host.platform != "vmware" else None


def _marked(
    host: Host,
    disk: Disk,
    number: int,
    first: dict[tuple[str | None, ...], int],
    shared: dict[tuple[str | None, ...], list[int]],
) -> Disk:
    key = _key(host, disk)
    if key is None or key not in shared:
        return disk
    return replace(disk, identity=" / ".join(word for word in key if word), counted_elsewhere=first[key] != number)


def same_names(hosts: Sequence[Host], findings: Findings) -> None:
    """Tell the names that several hosts have: by name alone nobody can tell them apart."""
    seen: dict[str, int] = {}
    for host in hosts:
        name = host.name.casefold()
        seen[name] = seen.get(name, 0) + 1
    text = "Several hosts have the same name. Each counts; tell them apart by vCenter, folder or identifier."
    for host in _repeated(hosts, lambda host: seen[host.name.casefold()] > 1):
        findings.doubt("same name", text, _example(host, "name", host.server_name or host.folder or ""))


def _repeated(hosts: Sequence[Host], is_one: Callable[[Host], bool]) -> Iterator[Host]:
    return (host for host in hosts if is_one(host))
