"""An inventory without names of the customer: stable words in their place, and the map back for whoever keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from calculators.inventory.decisions import HostDecision
from calculators.inventory.judge import Assessed
from calculators.inventory.model import Disk, Doubt, Example, File, Host, Inventory, Partition, Place, Rejected
from calculators.inventory.signs import SYSTEM_MOUNTS
from calculators.inventory.systems import Systems
from calculators.records.assessment import Assessment

KINDS = {
    "name": "host",
    "dns_name": "dns",
    "server_id": "server",
    "server_name": "server-name",
    "object_id": "object",
    "instance_uuid": "uuid",
    "smbios_uuid": "uuid",
    "vm_uuid": "uuid",
    "datacenter": "datacenter",
    "cluster": "cluster",
    "hypervisor": "hypervisor",
    "folder": "folder",
    "resource_pool": "pool",
}
"""Fields of a host that name something of the customer's, and what stands in their place."""
DISK_KINDS = {
    "name": "disk",
    "path": "path",
    "uuid": "disk-uuid",
    "identity": "disk-identity",
    "controller": "controller",
}
"""The same for a disk."""
NO_REASON = "The reader decided so; the reason is left out here."
LONGEST_DRIVE = 3
"""Letters of `C:` with its backslash."""


class Pseudonyms:
    """Words in the place of names. While this map is kept the same name has the same word; nothing else leads back.

    A word is a kind and a number in the order of appearance: nothing of the name is in it.
    """

    def __init__(self, known: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Start with a map that was kept: names by kind with their words. ValueError where two share a word."""
        self._words = {kind: dict(names) for kind, names in (known or {}).items()}
        self._taken = {kind: set(names.values()) for kind, names in self._words.items()}
        for kind, names in self._words.items():
            if len(self._taken[kind]) < len(names):
                raise ValueError(f"two names of the kind '{kind}' have one word in the map, so it leads nowhere.")

    def word(self, kind: str, name: str) -> str:
        """Return the word for a name."""
        words = self._words.setdefault(kind, {})
        if name not in words:
            taken = self._taken.setdefault(kind, set())
            place = len(words) + 1
            # A map that was kept may have been edited by hand.
            while f"{kind}-{place:04d}" in taken:
                place += 1
            words[name] = f"{kind}-{place:04d}"
            taken.add(words[name])
        return words[name]

    def back(self) -> dict[str, str]:
        """Return every word with its name: the way back, which only who keeps the map has."""
        return {word: name for names in self._words.values() for name, word in names.items()}

    def kept(self) -> dict[str, dict[str, str]]:
        """Return the map, to be kept and given to the next one."""
        return {kind: dict(names) for kind, names in self._words.items()}


def anonymised(inventory: Inventory, pseudonyms: Pseudonyms, assessment: Assessment) -> Inventory:
    """Return an inventory with words in the place of names. What hosts are judged by stays as it is.

    A text for an operating system that no rule knows may be a name of the customer's, so it gets a word, too.
    """
    systems = Systems(assessment)

    def system(text: str | None) -> str | None:
        if text is None or systems.place(text).status != "unplaced":
            return text
        return pseudonyms.word("system", text)

    word = pseudonyms.word
    return replace(
        inventory,
        hosts=tuple(_host(host, word, system) for host in inventory.hosts),
        files=tuple(_file(file, word) for file in inventory.files),
        rejected=tuple(_rejected(item, word) for item in inventory.rejected),
        doubts=tuple(_doubt(item, word) for item in inventory.doubts),
        questions=tuple(
            replace(
                item,
                key=word("question", item.key),
                file=word("file", item.file),
                table=_sheet(item.table, word),
                column="",
                choices=(),
            )
            for item in inventory.questions
        ),
        answered=(),
        merged=tuple(
            replace(item, examples=tuple(_example(example, word) for example in item.examples))
            for item in inventory.merged
        ),
    )


def anonymised_verdicts(assessed: Assessed, pseudonyms: Pseudonyms, assessment: Assessment) -> Assessed:
    """Return the same without names: each host is judged as it was, by rules or by the reader's decision.

    A reason that the reader wrote may name anything, so it is left out.
    """
    inventory = anonymised(assessed.inventory, pseudonyms, assessment)
    systems = Systems(assessment)

    def text(written: str) -> str:
        return pseudonyms.word("system", written) if systems.place(written).status == "unplaced" else written

    def decided(decision: HostDecision | None) -> HostDecision | None:
        if decision is None:
            return None
        name, uuid, system = decision.name, decision.uuid, decision.system
        return replace(
            decision,
            name=pseudonyms.word("host", name) if name else "",
            uuid=pseudonyms.word("uuid", uuid) if uuid else "",
            system=None if system is None else text(system),
            why=NO_REASON,
        )

    hosts = [
        replace(
            judged,
            host=host,
            placed=replace(judged.placed, text=text(judged.placed.text)) if judged.placed.text else judged.placed,
            decision=decided(judged.decision),
        )
        for judged, host in zip(assessed.hosts, inventory.hosts, strict=True)
    ]
    return replace(
        assessed,
        inventory=inventory,
        hosts=tuple(hosts),
        unplaced=tuple(replace(item, text=text(item.text)) for item in assessed.unplaced),
        unused=(),
        carried=(),
    )


type Word = Callable[[str, str], str]


def _host(host: Host, word: Word, system: Callable[[str | None], str | None]) -> Host:
    return replace(
        host,
        **_words(host, KINDS, word),
        tags=tuple((word("tag", key), word("value", value)) for key, value in host.tags),
        networks=None if host.networks is None else tuple(word("network", name) for name in host.networks),
        addresses=None if host.addresses is None else tuple(word("address", name) for name in host.addresses),
        os_configured=system(host.os_configured),
        os_reported=system(host.os_reported),
        disks=None if host.disks is None else tuple(_disk(disk, word) for disk in host.disks),
        partitions=None if host.partitions is None else tuple(_partition(item, word) for item in host.partitions),
        read_from=tuple(_place(place, word) for place in host.read_from),
    )


def _words(record: Host | Disk, kinds: Mapping[str, str], word: Word) -> dict[str, Any]:
    """Return the words for what a record names."""
    told = ((field, kind, getattr(record, field)) for field, kind in kinds.items())
    return {field: word(kind, value) for field, kind, value in told if value is not None}


def _disk(disk: Disk, word: Word) -> Disk:
    return replace(disk, **_words(disk, DISK_KINDS, word))


def _partition(item: Partition, word: Word) -> Partition:
    """Return a partition; mount points that every system has, and letters of drives, tell nothing."""
    name = item.name
    if name is None or name in SYSTEM_MOUNTS or (len(name) <= LONGEST_DRIVE and name[1:2] == ":"):
        return item
    return replace(item, name=word("mount", name))


def _place(place: Place, word: Word) -> Place:
    return replace(place, file=word("file", place.file), table=_sheet(place.table, word))


def _sheet(name: str, word: Word) -> str:
    return word("sheet", name) if name else ""


def _file(file: File, word: Word) -> File:
    tables = tuple(replace(table, name=_sheet(table.name, word)) for table in file.tables)
    return replace(file, name=word("file", file.name), tables=tables)


def _example(example: Example, word: Word) -> Example:
    host = word("host", example.host) if example.host else ""
    return replace(example, place=_place(example.place, word), host=host, column="", found="")


def _rejected(item: Rejected, word: Word) -> Rejected:
    examples = tuple(_example(example, word) for example in item.examples)
    return replace(item, file=word("file", item.file), table=_sheet(item.table, word), examples=examples)


def _doubt(item: Doubt, word: Word) -> Doubt:
    return replace(item, examples=tuple(_example(example, word) for example in item.examples))
