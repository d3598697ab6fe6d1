"""Disks, partitions, snapshots and the like of VMware's machines, brought to the hosts that they belong to."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, Sorted
from calculators.inventory.frozen import Maker
from calculators.inventory.hosts import Hosts
from calculators.inventory.joining import NOWHERE, SEVERAL, At, Directory
from calculators.inventory.model import Disk, Kind, Partition
from calculators.inventory.taken import Pool, Taken, take
from calculators.inventory.words import raw, sharing

KEYS = ("name", "object_id", "vm_uuid", "server_id")
_OF_HOSTS = (
    "name", "object_id", "vm_uuid", "server_id", "server_name", "power", "template", "srm_placeholder", "datacenter",
    "cluster", "hypervisor", "folder", "os_configured", "os_reported",
)  # fmt: skip
_disks_made, _partitions_made = Maker(Disk), Maker(Partition)
LATE = frozenset(_OF_HOSTS) - {"name", "object_id", "server_id"}
"""What tables of parts say of hosts, too: it is only asked for where what they begin with tells no host."""
_FILLED = frozenset({
    "tools", "memory_bytes", "vcpus", "os_configured", "os_reported", "disk_bytes", "in_use_bytes", "power", "cluster",
    "datacenter", "hypervisor",
})  # fmt: skip
PARTS: tuple[Kind, ...] = ("disks", "partitions", "snapshots", "tools", "memory", "processors")


def name_identifiers(values: dict[str, list[Any]], header: str) -> None:
    """Put identifiers where they belong: `VM UUID` is that of the vCenter only beside one of the system.

    `header` is what the table calls the column that was read as `vm_uuid`.
    """
    uuids = values.get("vm_uuid")
    if uuids is None:
        return
    if header.strip().casefold() == "uuid":
        # That is what it was called when there was one only.
        values.setdefault("smbios_uuid", values.pop("vm_uuid"))
    elif "smbios_uuid" in values and "instance_uuid" not in values:
        values["instance_uuid"] = values.pop("vm_uuid")
    elif "instance_uuid" in values and "smbios_uuid" not in values:
        values["smbios_uuid"] = values.pop("vm_uuid")


def with_parts(hosts: list[Hosts], tables: Sorted, findings: Findings, *, platform: str | None) -> Found:
    """Return the hosts with what tables of their parts tell; hosts that stand only there are added."""
    for part in hosts:
        part.values.setdefault("server_id", part.values.get("server_name") or [None] * len(part))
    for taken, _ in tables.of("hosts"):
        taken.forget()
    directory = Directory(hosts)
    for kind in PARTS:
        for taken, mark in tables.of(kind):
            part_of = _Part(taken, mark, tables.pool, findings)
            groups = _groups(part_of, directory)
            if (homeless := groups.pop(NOWHERE, None)) and _add_hosts(part_of, homeless, hosts, platform):
                directory = Directory(hosts)
                groups = _groups(part_of, directory)
                homeless = groups.pop(NOWHERE, None)
            _tell(taken, homeless or (), groups.pop(SEVERAL, ()), findings)
            _FILL[kind](taken, mark, groups, hosts, findings)
            taken.forget()
    found = Found(hosts=hosts)
    for taken, _ in tables.of("metadata"):
        file = taken.table.file
        for name, target in (("version", found.versions), ("exported", found.exported)):
            told = [cell for cell in taken.cells.get(name, ()) if cell]
            if told:
                target[file] = told[0]
    found.tables = tables.read()
    return found


@dataclass(slots=True)
class _Part:
    """A table of parts, with the columns that are only asked for now and then."""

    taken: Taken
    mark: str | None
    pool: Pool
    findings: Findings
    _whole: Taken | None = None

    def read(self, name: str) -> Sequence[Any]:
        """Return the values of a field, None for each where there is no such column."""
        if name == "server_id" and name not in self.taken.headers:
            # Without an identifier of the vCenter its name stands in.
            name = "server_name"
        if name not in self.taken.sheet.late:
            return self.taken.read(name, self.mark, self.findings) or [None] * len(self.taken)
        return self.whole.read(name, ".", Findings()) or [None] * len(self.taken)

    @property
    def whole(self) -> Taken:
        """The table with all its columns."""
        if self._whole is None:
            # What a row is not is told already.
            self._whole = take(self.taken.table, self.taken.sheet, Findings(), self.pool, late=True)
        return self._whole


def _groups(part: _Part, directory: Directory) -> dict[At, list[int]]:
    """Return the rows of a table by the host that they belong to."""
    groups: dict[At, list[int]] = {}
    for row, at in enumerate(directory.places(part.taken.table.file, part.read)):
        if at in groups:
            groups[at].append(row)
        else:
            groups[at] = [row]
    return groups


def _tell(taken: Taken, nameless: Sequence[int], unclear: Sequence[int], findings: Findings) -> None:
    for row in unclear:
        reason = "Several hosts have this name, and no identifier tells to which of them the row belongs."
        findings.reject("no host", reason, taken.example(row), whole_row=True)
    for row in nameless:
        reason = "The row has no name, so that nothing tells which host it is about."
        findings.reject("no name", reason, taken.example(row), whole_row=True)


def _add_hosts(part: _Part, rows: Sequence[int], hosts: list[Hosts], platform: str | None) -> bool:
    """Add the hosts that only a table of parts names, and return whether there are any.

    None is left out because the table of hosts is missing.
    """
    taken, findings = part.taken, part.findings
    nothing = [None] * len(taken)
    columns = {name: column for name in _OF_HOSTS if (column := part.read(name)) != nothing or name == "name"}
    keys = list(zip(*((columns.get(name) or nothing) for name in KEYS), strict=True))
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if columns["name"][row]:
            first.setdefault(keys[row], row)
    if not first:
        return False
    places = list(first.values())
    values = {name: [column[row] for row in places] for name, column in columns.items()}
    values["platform"] = [platform] * len(places)
    name_identifiers(values, part.whole.headers.get("vm_uuid", ""))
    added = Hosts(
        file=taken.table.file,
        table=taken.table.sheet,
        lines=array("l", (taken.lines[row] for row in places)),
        values=values,
    )
    hosts.append(added)
    text = f"Hosts stand in a table of {taken.sheet.kind} and in none of hosts: what only that one tells is missing."
    for row in range(len(added)):
        findings.doubt("only parts", text, added.example(row))
    return True


def _columns(name: str, hosts: Sequence[Hosts]) -> list[list[Any]]:
    """Return a field of all tables of hosts, to be filled."""
    for part in hosts:
        if name not in part.values:
            part.values[name] = [None] * len(part)
    return [part.values[name] for part in hosts]


def _disks(taken: Taken, mark: str | None, groups: dict[At, list[int]], hosts: list[Hosts], findings: Findings) -> None:
    count = len(taken)

    def read(name: str) -> Sequence[Any]:
        return taken.read(name, mark, findings) or [None] * count

    names, sizes, modes, thin, controllers = (read(name) for name in ("disk", "size", "mode", "thin", "controller"))
    uuids, luns = read("uuid"), read("lun")
    raws = list(map(raw, read("raw"), read("raw_mode")))
    shared = list(map(sharing, read("sharing"), read("bus")))
    disk_paths, paths = read("disk_path"), read("path")
    made = _disks_made.many(
        count,
        {
            "name": names,
            "size_bytes": sizes,
            "mode": modes,
            "raw": raws,
            "sharing": shared,
            "path": [one or other for one, other in zip(disk_paths, paths, strict=True)],
            "uuid": uuids,
            "thin": thin,
            "controller": controllers,
            "identity": _identities(luns, raws) if any(luns) else None,
        },
    )
    _give("disks", made, groups, hosts)


def _identities(luns: Sequence[str | None], raws: Sequence[str | None]) -> list[str | None]:
    return [f"lun {lun}" if lun and raw != "none" else None for lun, raw in zip(luns, raws, strict=True)]


def _give(name: str, made: Sequence[Any], groups: dict[At, list[int]], hosts: list[Hosts]) -> None:
    """Give hosts what a table has of them, unless another one came before."""
    columns = _columns(name, hosts)
    for (number, at), rows in groups.items():
        column = columns[number]
        if column[at] is None:
            column[at] = tuple([made[row] for row in rows])


def _partitions(
    taken: Taken, mark: str | None, groups: dict[At, list[int]], hosts: list[Hosts], findings: Findings
) -> None:
    nothing = [None] * len(taken)
    names, capacities, used, free = (
        taken.read(name, mark, findings) or nothing for name in ("partition", "capacity", "used", "free")
    )
    told = {"name": names, "capacity_bytes": capacities, "used_bytes": used, "free_bytes": free}
    _give("partitions", _partitions_made.many(len(taken), told), groups, hosts)


def _snapshots(
    taken: Taken, mark: str | None, groups: dict[At, list[int]], hosts: list[Hosts], findings: Findings
) -> None:
    sizes = taken.read("size", mark, findings)
    servers = {hosts[number].get("server_id")[at] for number, at in groups} - {None}
    counts, totals = _columns("snapshots", hosts), _columns("snapshot_bytes", hosts)
    for part, column in zip(hosts, counts, strict=True):
        # The table lists every snapshot of a vCenter: a host that it does not name has none.
        whole = part.file == taken.table.file
        for at, server in enumerate(part.get("server_id")):
            if column[at] is None and (whole or server in servers):
                column[at] = 0
    for (number, at), rows in groups.items():
        part = hosts[number]
        counts[number][at] = len(rows)
        if sizes is not None:
            known = [sizes[row] for row in rows if sizes[row] is not None]
            totals[number][at] = sum(known) if len(known) == len(rows) else None
        part.derived["snapshots"] = "the rows of the table of snapshots"
        part.derived["snapshot_bytes"] = "the sum of its snapshots"


def _values(
    taken: Taken, mark: str | None, groups: dict[At, list[int]], hosts: list[Hosts], findings: Findings
) -> None:
    """Fill fields of hosts from columns of the same name, where they are still empty."""
    for name in taken.cells:
        if name not in _FILLED:
            continue
        values = taken.read(name, mark, findings) or []
        columns = _columns(name, hosts)
        for (number, at), rows in groups.items():
            column = columns[number]
            if column[at] is None:
                column[at] = values[rows[0]]


_FILL: dict[Kind, Callable[..., None]] = {
    "disks": _disks,
    "partitions": _partitions,
    "snapshots": _snapshots,
    "tools": _values,
    "memory": _values,
    "processors": _values,
}
