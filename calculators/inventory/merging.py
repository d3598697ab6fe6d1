"""Which rows of all files are about one host: told by identifiers, and by the name only where there are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.hosts import Hosts
from calculators.inventory.joining import At
from calculators.inventory.model import MOST_EXAMPLES, Example, Host, Merged

_IDENTIFIERS = ("server_id", "object_id", "instance_uuid", "smbios_uuid", "vm_uuid")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row says of which host it is about."""

    at: At
    file: str
    name: str
    server: str | None
    object_id: str | None
    instance: str | None
    smbios: str | None
    either: str | None

    def keys(self) -> Iterator[tuple[str, ...]]:
        """Yield what another row about the same host has as well, the surest first."""
        if self.object_id:
            yield "object", self.server or "", self.object_id
        if self.instance:
            yield "instance", self.instance
        for uuid in (self.instance, self.smbios, self.either):
            if uuid:
                yield "uuid", uuid, self.name

    def differs(self, other: "_Known") -> bool:
        """Return whether two rows cannot be about one host."""
        if self.object_id and other.object_id and self.server == other.server:
            return self.object_id != other.object_id
        return _differ(self.instance, other.instance)

    def comparable(self, other: "_Known") -> bool:
        """Return whether identifiers would have shown that two rows are about one host."""
        if self.server and other.server and self.server != other.server:
            return True
        uuids = {self.instance, self.smbios, self.either} - {None}
        others = {other.instance, other.smbios, other.either} - {None}
        return bool(uuids and others) or bool(
            self.object_id and other.object_id and self.server and self.server == other.server
        )


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


@dataclass(slots=True)
class Groups:
    """The rows of each host, and how it shows that they are about one."""

    rows: list[list[At]]
    by_identifier: list[Example] = field(default_factory=list)
    by_name: list[Example] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"identifier": 0, "name": 0})

    def merged(self) -> tuple[Merged, ...]:
        """Return how many rows were merged, by what shows it."""
        found = []
        if self.counts["identifier"]:
            found.append(Merged(by="identifier", count=self.counts["identifier"], examples=tuple(self.by_identifier)))
        if self.counts["name"]:
            found.append(Merged(by="name", count=self.counts["name"], examples=tuple(self.by_name)))
        return tuple(found)


def merged(tables: Sequence[Hosts], findings: Findings) -> Groups:
    """Return which rows are about one host, in the order of the files."""
    if len(tables) == 1 and _distinct(tables[0]):
        return Groups(rows=[[(0, row)] for row in range(len(tables[0]))])
    groups = Groups(rows=[])
    members: list[list[_Known]] = []
    by_key: dict[tuple[str, ...], list[int]] = {}
    loose: list[_Known] = []
    for known in _all(tables):
        keys = list(known.keys())
        number = _match(keys, known, by_key, members)
        if number is None:
            number = len(members)
            members.append([])
            groups.rows.append([])
            loose.append(known)
        else:
            _note(groups, "identifier", tables, known.at)
        members[number].append(known)
        groups.rows[number].append(known.at)
        for key in keys:
            numbers = by_key.setdefault(key, [])
            if number not in numbers:
                numbers.append(number)
    _by_name(groups, members, tables, findings)
    groups.rows = [rows for rows in groups.rows if rows]
    return groups


def _distinct(hosts: Hosts) -> bool:
    """Return whether every row has an identifier that no other one has."""
    objects = hosts.get("object_id")
    return all(objects) and len(set(zip(hosts.get("server_id"), objects, strict=True))) == len(hosts)


def _all(tables: Sequence[Hosts]) -> Iterator[_Known]:
    for number, hosts in enumerate(tables):
        columns = [hosts.get(name) for name in _IDENTIFIERS]
        for row, (name, *ids) in enumerate(zip(hosts.get("name"), *columns, strict=True)):
            yield _Known((number, row), hosts.file, name.casefold(), *ids)


def _match(
    keys: Sequence[tuple[str, ...]],
    known: _Known,
    by_key: dict[tuple[str, ...], list[int]],
    members: Sequence[Sequence[_Known]],
) -> int | None:
    for key in keys:
        for number in by_key.get(key, ()):
            if not any(known.differs(other) for other in members[number]):
                return number
    return None


def _by_name(groups: Groups, members: list[list[_Known]], tables: Sequence[Hosts], findings: Findings) -> None:
    """Merge rows of different files that have a name in common and no identifiers that could be compared."""
    names: dict[str, list[int]] = {}
    for number, group in enumerate(members):
        names.setdefault(group[0].name, []).append(number)
    text = "Files have a name in common and no identifier: they are taken to be about one host. See that they are."
    for numbers in names.values():
        # Of three of a name nobody can tell which two are one.
        if len(numbers) != 2:  # noqa: PLR2004
            continue
        first, second = numbers
        pairs = [(one, other) for one in members[first] for other in members[second]]
        if any(one.file == other.file or one.comparable(other) for one, other in pairs):
            continue
        groups.rows[first] += groups.rows[second]
        groups.rows[second] = []
        for known in members[second]:
            _note(groups, "name", tables, known.at)
            findings.doubt("merged by name", text, tables[known.at[0]].example(known.at[1]))


def _note(groups: Groups, by: str, tables: Sequence[Hosts], at: At) -> None:
    groups.counts[by] += 1
    examples = groups.by_identifier if by == "identifier" else groups.by_name
    if len(examples) < MOST_EXAMPLES:
        examples.append(tables[at[0]].example(at[1]))


def together(tables: Sequence[Hosts], rows: Sequence[At], findings: Findings) -> dict[str, Any]:
    """Return the values of a host that several rows are about: of each field the first that there is."""
    values: dict[str, Any] = {"tags": ()}
    differing: set[str] = set()
    for number, row in rows:
        for name, column in tables[number].values.items():
            value = column[row]
            if value is None or name not in _FIELDS:
                continue
            before = values.get(name)
            if before is None or before in ((), False):
                values[name] = value
                continue
            if before != value and name in _COMPARED:
                differing.add(name)
    if differing:
        number, row = rows[-1]
        text = "Files differ about a host; what the first one says is used. Leave out the file that is out of date."
        findings.doubt("files differ", text, tables[number].example(row, ", ".join(sorted(differing))))
    return values


_FIELDS = frozenset(Host.__dataclass_fields__)
_COMPARED = frozenset({
    "vcpus", "memory_bytes", "disk_bytes", "disk_count", "provisioned_bytes", "in_use_bytes", "power", "os_reported",
    "firmware", "disks",
})  # fmt: skip
