"""Makes each host once, with the values that follow from others, and finds the disks that several hosts share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from calculators.inventory.findings import Findings
from calculators.inventory.frozen import Maker
from calculators.inventory.hosts import Hosts
from calculators.inventory.joining import At
from calculators.inventory.merging import together
from calculators.inventory.model import Derivation, Disk, Example, Host, Partition, Place
from calculators.inventory.units import MIB

_hosts_made, _places_made = Maker(Host), Maker(Place)
_DISKS, _SYSTEMS = "the sum of its disks", "the sum of its file systems"
_FIELDS = frozenset(Host.__dataclass_fields__)

type _Pool = dict[tuple[tuple[str, str], ...], tuple[Derivation, ...]]


def make_hosts(tables: Sequence[Hosts], groups: Sequence[Sequence[At]], findings: Findings) -> list[Host]:
    """Return the hosts of groups of rows."""
    made: list[Host | None] = [None] * len(groups)
    pool: _Pool = {}
    alone: dict[int, list[int]] = {}
    several = []
    for place, group in enumerate(groups):
        if len(group) == 1:
            alone.setdefault(group[0][0], []).append(place)
        else:
            several.append(place)
    for number, places in alone.items():
        hosts = _alone(tables[number], [groups[place][0][1] for place in places], pool)
        for place, host in zip(places, hosts, strict=True):
            made[place] = host
    for place in several:
        made[place] = _of_several(tables, groups[place], findings, pool)
    whole = [host for host in made if host is not None]
    for host in whole:
        if host.disks is not None:
            _compare(host, host.disks, findings)
    return whole


def _alone(hosts: Hosts, rows: Sequence[int], pool: _Pool) -> list[Host]:
    """Return the hosts that stand in one row each."""
    whole = len(rows) == len(hosts)
    columns: dict[str, Sequence[Any]] = {
        name: column if whole else [column[row] for row in rows]
        for name, column in hosts.values.items()
        if name in _FIELDS
    }
    derived: dict[str, Sequence[str | None]] = {}
    for name, source in hosts.derived.items():
        if name in columns:
            of = hosts.derived_rows.get(name)
            derived[name] = [
                source if value is not None and (of is None or row in of) else None
                for row, value in zip(rows, columns[name], strict=True)
            ]
    return _made(columns, derived, [[(hosts, row)] for row in rows], pool)


def _of_several(tables: Sequence[Hosts], group: Sequence[At], findings: Findings, pool: _Pool) -> Host:
    """Return the host that several rows are about."""
    values = together(tables, group, findings)
    derived: dict[str, Sequence[str | None]] = {}
    for number, row in group:
        hosts = tables[number]
        for name, source in hosts.derived.items():
            if values.get(name) is not None and row in hosts.derived_rows.get(name, (row,)):
                derived[name] = [source]
    places = [[(tables[number], row) for number, row in group]]
    return _made({name: [value] for name, value in values.items()}, derived, places, pool)[0]


def _made(
    columns: dict[str, Sequence[Any]],
    derived: dict[str, Sequence[str | None]],
    places: Sequence[Sequence[tuple[Hosts, int]]],
    pool: _Pool,
) -> list[Host]:
    """Return hosts by their values, with what follows from them. `places` are the rows that each stands in."""
    _work_out(columns, derived)
    told = _derivations(derived, pool) if derived else None
    read_from = [
        tuple([_places_made.one(file=hosts.file, table=hosts.table, row=hosts.lines[row]) for hosts, row in own])
        for own in places
    ]
    return _hosts_made.many(len(places), {**columns, "derived": told, "read_from": read_from})


def _derivations(derived: dict[str, Sequence[str | None]], pool: _Pool) -> list[tuple[Derivation, ...]]:
    """Return what values of each host were worked out from: the same records for all that have the same."""
    names = tuple(derived)
    known: dict[tuple[str | None, ...], tuple[Derivation, ...]] = {}
    found = []
    for sources in zip(*derived.values(), strict=True):
        told = known.get(sources)
        if told is None:
            key = tuple((name, source) for name, source in zip(names, sources, strict=True) if source is not None)
            if key not in pool:
                pool[key] = tuple(Derivation(field=name, source=source) for name, source in key)
            told = known[sources] = pool[key]
        found.append(told)
    return found


def _work_out(columns: dict[str, Sequence[Any]], derived: dict[str, Sequence[str | None]]) -> None:
    """Fill what a file does not say and what follows from its disks and file systems."""
    disks: Sequence[tuple[Disk, ...] | None] | None = columns.get("disks")
    if disks is not None:
        _fill(
            "disk_count",
            "the number of its disks",
            [None if item is None else len(item) for item in disks],
            columns,
            derived,
        )
        _fill("disk_bytes", _DISKS, map(_disk_bytes, disks), columns, derived)
    partitions: Sequence[tuple[Partition, ...] | None] | None = columns.get("partitions")
    if partitions is not None:
        _fill("guest_capacity_bytes", _SYSTEMS, map(_capacity, partitions), columns, derived)
        _fill("guest_used_bytes", _SYSTEMS, map(_used, partitions), columns, derived)


def _fill(
    name: str,
    source: str,
    values: Iterable[int | None],
    columns: dict[str, Sequence[Any]],
    derived: dict[str, Sequence[str | None]],
) -> None:
    """Put values where a file says none, and note what they were worked out from."""
    own = columns.get(name)
    if own is not None and None not in own:
        return
    worked_out = list(values)
    before = [None] * len(worked_out) if own is None else own
    sources = derived.get(name) or [None] * len(worked_out)
    columns[name] = [value if value is not None else found for value, found in zip(before, worked_out, strict=True)]
    derived[name] = [
        source if value is None and found is not None else known
        for value, found, known in zip(before, worked_out, sources, strict=True)
    ]


def _disk_bytes(disks: tuple[Disk, ...] | None) -> int | None:
    return _sum([disk.size_bytes for disk in disks]) if disks else None


def _capacity(partitions: tuple[Partition, ...] | None) -> int | None:
    return _sum([system.capacity_bytes for system in partitions]) if partitions else None


def _used(partitions: tuple[Partition, ...] | None) -> int | None:
    return _sum([used_of(system) for system in partitions]) if partitions else None


def _sum(sizes: list[int | None]) -> int | None:
    """Return the sum of sizes that are all known; None where one is not."""
    return None if None in sizes else sum(cast("list[int]", sizes))


def used_of(system: Partition) -> int | None:
    """Return how much a file system holds, from what is free where a file says only that."""
    if system.used_bytes is not None:
        return system.used_bytes
    if system.capacity_bytes is None or system.free_bytes is None:
        return None
    return max(0, system.capacity_bytes - system.free_bytes)


def _compare(host: Host, disks: tuple[Disk, ...], findings: Findings) -> None:
    """Tell where what a file says of a host's disks together is not what it says of them one by one."""
    if host.disk_count is not None and host.disk_count != len(disks):
        text = "A file counts another number of disks than are listed: some are missing from its list."
        findings.doubt("disks missing", text, _example(host, "disks", f"{len(disks)} of {host.disk_count}"))
        return
    listed = _disk_bytes(disks)
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
