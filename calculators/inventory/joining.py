"""Which host a row of disks, partitions or snapshots belongs to: by identifiers, and by the name only without them."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculators.inventory.hosts import Hosts

type At = tuple[int, int]
"""The number of a table of hosts, and of a row in it."""

_SEVERAL: At = (-1, -1)
NOWHERE: At = (-2, -2)


@dataclass(slots=True)
class _Keys:
    """Where hosts are, by what they are called."""

    objects: dict[tuple[str | None, str], At] = field(default_factory=dict)
    uuids: dict[tuple[str | None, str], At] = field(default_factory=dict)
    names: dict[tuple[str | None, str], At] = field(default_factory=dict)

    def add(self, at: At, server: str | None, object_id: str | None, uuids: Sequence[str | None], name: str) -> None:
        """Note a host."""
        if object_id:
            self.objects.setdefault((server, object_id), at)
        for uuid in uuids:
            if uuid:
                _once(self.uuids, (server, uuid), at)
                if server is not None:
                    _once(self.uuids, (None, uuid), at)
        _once(self.names, (server, name), at)
        if server is not None:
            _once(self.names, (None, name), at)

    def find(self, server: str | None, object_id: str | None, uuid: str | None, name: str) -> At:
        """Return where a host is; `NOWHERE` when it is not there, and `_SEVERAL` when nothing tells which one it is."""
        by_id = False
        if object_id and self.objects:
            at = self.objects.get((server, object_id))
            if at is not None:
                return at
            by_id = server is not None
        if uuid and self.uuids:
            at = self.uuids.get((server, uuid))
            if at is None and server is not None:
                at = self.uuids.get((None, uuid))
            if at is not None and at != _SEVERAL:
                return at
            # Copies of a machine may share an identifier: then the name tells them apart.
            by_id = at is None
        if by_id:
            return NOWHERE
        at = self.names.get((server, name))
        if at is None:
            at = self.names.get((None, name)) if server is None or (None, name) in self.names else None
        return NOWHERE if at is None else at


def _once(places: dict[tuple[str | None, str], At], key: tuple[str | None, str], at: At) -> None:
    before = places.setdefault(key, at)
    if before != at:
        places[key] = _SEVERAL


class Directory:
    """The hosts of all tables of a dialect."""

    def __init__(self, tables: Sequence[Hosts]) -> None:
        """Note all hosts, those of a file for itself and all together."""
        self.tables = tables
        self._files: dict[str, _Keys] = {}
        self._all = _Keys()
        for number, hosts in enumerate(tables):
            mine = self._files.setdefault(hosts.file, _Keys())
            columns = [hosts.get(name) for name in ("server_id", "object_id")]
            uuids = [hosts.get(name) for name in ("vm_uuid", "instance_uuid", "smbios_uuid")]
            for row, (name, server, object_id, *ids) in enumerate(
                zip(hosts.get("name"), *columns, *uuids, strict=True)
            ):
                for keys in (mine, self._all):
                    keys.add((number, row), server, object_id, ids, name.casefold())

    def places(self, file: str, values: Mapping[str, Sequence[Any] | None], count: int) -> list[At]:
        """Return where the host of each row of a table is.

        `values` are the columns `name`, `server_id`, `object_id` and `vm_uuid` of the table, where it has them.
        """
        nothing = [None] * count
        names, servers, objects, uuids = (
            values.get(name) or nothing for name in ("name", "server_id", "object_id", "vm_uuid")
        )
        found: list[At] = []
        known: dict[tuple[Any, ...], At] = {}
        mine = self._files.get(file)
        for key in zip(servers, objects, uuids, names, strict=True):
            at = known.get(key)
            if at is None:
                server, object_id, uuid, name = key
                words = (server, object_id, uuid, (name or "").casefold())
                at = mine.find(*words) if mine else NOWHERE
                if at == NOWHERE:
                    at = self._all.find(*words)
                known[key] = at
            found.append(at)
        return found

    def grouped(self, places: Sequence[At]) -> tuple[dict[At, list[int]], "array[int]", "array[int]"]:
        """Return the rows of each host, those of no host, and those of which nothing tells the host."""
        groups: dict[At, list[int]] = {}
        homeless, unclear = array("l"), array("l")
        for row, at in enumerate(places):
            if at[0] >= 0:
                groups.setdefault(at, []).append(row)
            elif at == NOWHERE:
                homeless.append(row)
            else:
                unclear.append(row)
        return groups, homeless, unclear
