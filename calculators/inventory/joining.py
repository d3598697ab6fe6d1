"""Which host a row of disks, partitions or snapshots belongs to: by identifiers, and by the name only without them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from calculators.inventory.hosts import Hosts

type At = tuple[int, int]
"""The number of a table of hosts, and of a row in it."""
type _Key = tuple[str | None, str]

SEVERAL: At = (-1, -1)
NOWHERE: At = (-2, -2)
_UUIDS = ("vm_uuid", "instance_uuid", "smbios_uuid")


class _Keys:
    """Where hosts of some tables are, by what they are called. Each way is only worked out when it is asked for."""

    def __init__(self, tables: Sequence[tuple[int, Hosts]]) -> None:
        self._tables = tables

    def _rows(self, *names: str) -> Iterator[tuple[At, Any, Any]]:
        """Yield each host with its vCenter and the value of each of some fields."""
        for number, hosts in self._tables:
            for name in names:
                if name in hosts.values:
                    for row, (server, value) in enumerate(zip(hosts.get("server_id"), hosts.get(name), strict=True)):
                        if value:
                            yield (number, row), server, value

    @cached_property
    def objects(self) -> dict[_Key, At]:
        """By the identifier that a vCenter has for them: whoever has the same is the same."""
        found: dict[_Key, At] = {}
        for number, hosts in self._tables:
            for row, key in enumerate(zip(hosts.get("server_id"), hosts.get("object_id"), strict=True)):
                if key[1]:
                    found.setdefault(key, (number, row))
        return found

    @cached_property
    def uuids(self) -> dict[_Key, At]:
        """By any other identifier, in a vCenter and in all of them."""
        return _each_once(self._rows(*_UUIDS))

    @cached_property
    def names(self) -> dict[_Key, At]:
        """By name, in a vCenter and in all of them."""
        return _each_once((at, server, name.casefold()) for at, server, name in self._rows("name"))

    def find(self, server: str | None, object_id: str | None, uuid: str | None, name: str | None) -> At:
        """Return where a host is; `NOWHERE` when it is not there, and `SEVERAL` when nothing tells which one it is."""
        told = False
        if object_id and self.objects:
            at = self.objects.get((server, object_id))
            if at is not None:
                return at
            told = server is not None
        if uuid and self.uuids:
            at = self.uuids.get((server, uuid)) or self.uuids.get((None, uuid))
            if at is not None and at != SEVERAL:
                return at
            # Copies of a machine may share an identifier: then the name tells them apart.
            told = at is None
        if told or not name:
            return NOWHERE
        word = name.casefold()
        return self.names.get((server, word)) or self.names.get((None, word)) or NOWHERE


def _each_once(rows: Iterable[tuple[At, str | None, str]]) -> dict[_Key, At]:
    """Return where each key is, and that it is at several hosts."""
    found: dict[_Key, At] = {}
    for at, server, value in rows:
        for key in ((server, value), (None, value)) if server is not None else ((None, value),):
            if found.setdefault(key, at) != at:
                found[key] = SEVERAL
    return found


class Directory:
    """The hosts of all tables of a dialect."""

    def __init__(self, tables: Sequence[Hosts]) -> None:
        """Note all tables, those of a file for themselves and all together."""
        numbered = list(enumerate(tables))
        self._all = _Keys(numbered)
        files: dict[str, list[tuple[int, Hosts]]] = {}
        for number, hosts in numbered:
            files.setdefault(hosts.file, []).append((number, hosts))
        self._files = {file: _Keys(own) for file, own in files.items()} if len(files) > 1 else {}

    def places(self, file: str, read: Callable[[str], Sequence[Any]]) -> list[At]:
        """Return where the host of each row of a table is.

        `read` returns a column of the table: `name`, `server_id`, `object_id` or `vm_uuid`.
        """
        servers, objects = read("server_id"), read("object_id")
        mine = self._files.get(file)
        places: list[At | None] = [None] * len(objects)
        for keys in (mine, self._all) if mine else (self._all,):
            if None in places and keys.objects:
                found = map(keys.objects.get, zip(servers, objects, strict=True))
                places = [before or at for before, at in zip(places, found, strict=True)]
        missing = [row for row, at in enumerate(places) if at is None]
        if missing:
            uuids, names = read("vm_uuid"), read("name")
            for row in missing:
                words = (servers[row], objects[row], uuids[row], names[row])
                at = mine.find(*words) if mine else NOWHERE
                places[row] = self._all.find(*words) if at == NOWHERE else at
        return [at or NOWHERE for at in places]
