"""What the lists of public clouds have in common: volumes that are attached to instances, tags, sizes of machines."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculators.inventory.findings import Findings
from calculators.inventory.found import Sorted
from calculators.inventory.hosts import Hosts, hosts_of
from calculators.inventory.model import Disk, Example, Place, Sharing
from calculators.inventory.secrets import looks_like_password, names_password
from calculators.inventory.taken import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A disk of a cloud."""

    identifier: str
    size_bytes: int | None
    attached: tuple[tuple[str, str | None], ...]
    """The identifiers of the instances that it hangs on, each with its name there."""
    shared: bool | None = None
    encrypted: bool | None = None
    place: Place


def records(cell: str | None) -> list[dict[str, Any]]:
    """Return the records of a cell that holds a list of them as JSON."""
    if not cell or not cell.startswith("["):
        return []
    try:
        found = json.loads(cell)
    except ValueError:
        return []
    return [record for record in found if isinstance(record, dict)]


def mapping(cell: str | None) -> dict[str, Any]:
    """Return the keys and values of a cell that holds them as JSON."""
    if not cell or not cell.startswith("{"):
        return {}
    try:
        found = json.loads(cell)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def safe_tags(pairs: Sequence[tuple[str, Any]]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Return tags without those that look like a password, and whether there was one."""
    kept = []
    secret = False
    for name, value in pairs:
        text = str(value or "").strip()
        if not text:
            continue
        if names_password(name) or looks_like_password(text):
            secret = True
        else:
            kept.append((name, text))
    return tuple(kept), secret


def put_tags(hosts: Hosts, tags: Sequence[Sequence[tuple[str, Any]]]) -> None:
    """Give hosts their tags."""
    found = [safe_tags(pairs) for pairs in tags]
    hosts.values["tags"] = [kept for kept, _ in found]
    if any(secret for _, secret in found):
        hosts.values["password_in_notes"] = [secret for _, secret in found]


def attach(hosts: Sequence[Hosts], volumes: Sequence[Volume], findings: Findings) -> None:
    """Give hosts the disks that a list of volumes says are attached to them.

    A volume that hangs on no host in the files is told: it is no host's, and somebody pays for it.
    """
    places: dict[str, tuple[Hosts, int]] = {}
    for part in hosts:
        for row, identifier in enumerate(part.get("object_id")):
            if identifier:
                places.setdefault(identifier.casefold(), (part, row))
    disks: dict[tuple[int, int], list[Disk]] = {}
    encrypted: dict[tuple[int, int], list[bool | None]] = {}
    numbers = {id(part): number for number, part in enumerate(hosts)}
    for volume in volumes:
        found = [(places[name.casefold()], device) for name, device in volume.attached if name.casefold() in places]
        if not found:
            text = "Volumes hang on no host of the files: they count nowhere."
            findings.doubt("loose volumes", text, Example(place=volume.place, found=volume.identifier))
        for (part, row), device in found:
            key = numbers[id(part)], row
            sharing: Sharing | None = None if volume.shared is None else "multi-writer" if volume.shared else "none"
            disk = Disk(name=device, size_bytes=volume.size_bytes, uuid=volume.identifier.casefold(), sharing=sharing)
            disks.setdefault(key, []).append(disk)
            encrypted.setdefault(key, []).append(volume.encrypted)
    for number, part in enumerate(hosts):
        column = part.values.setdefault("disks", [None] * len(part))
        locked = part.values.setdefault("encrypted", [None] * len(part))
        for row in range(len(part)):
            listed = disks.get((number, row))
            if listed is None:
                continue
            known = {disk.uuid for disk in listed}
            rest = tuple(disk for disk in column[row] or () if disk.uuid not in known)
            column[row] = (*listed, *rest)
            told = encrypted[number, row]
            locked[row] = True if True in told else False if None not in told else locked[row]


def put_types(hosts: Sequence[Hosts], types: Mapping[str, tuple[int | None, int | None]], source: str) -> None:
    """Give hosts the processors and the memory in bytes of their types, where a list of these is there.

    `types` are by name in the case of the field `type`; in small letters they are found as well.
    """
    for part in hosts:
        kinds = part.values.pop("type", [None] * len(part))
        if not types:
            continue
        nothing = (None, None)
        found = [types.get(kind or "") or types.get((kind or "").casefold()) or nothing for kind in kinds]
        before = part.values.get("vcpus") or [None] * len(part)
        part.values["vcpus"] = [own or vcpus for own, (vcpus, _) in zip(before, found, strict=True)]
        part.values["memory_bytes"] = [memory for _, memory in found]
        part.derived["memory_bytes"] = source
        part.derived.setdefault("vcpus", source)


def instances(
    ordered: Sorted,
    findings: Findings,
    platform: str,
    *,
    finish: Callable[[Hosts], None],
    volumes: Callable[[Taken, str | None, Findings], Sequence[Volume]],
    prepare: Callable[[dict[str, list[Any]]], None] | None = None,
) -> list[Hosts]:
    """Return the instances of a cloud with the volumes that its tables of disks list.

    `finish` completes the hosts of a table, `volumes` reads a table of disks, `prepare` is that of `hosts_of`.
    """
    hosts = []
    for taken, mark in ordered.of("hosts"):
        part = hosts_of(taken, mark, findings, fixed={"platform": platform}, prepare=prepare)
        finish(part)
        hosts.append(part)
    found = [volume for taken, mark in ordered.of("disks") for volume in volumes(taken, mark, findings)]
    attach(hosts, found, findings)
    return hosts
