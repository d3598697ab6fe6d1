"""Azure: virtual machines and disks, as `az vm list -d` and `az disk list` write them, or the portal in CSV.

What a machine's size means stands in neither: it comes from `az vm list-skus` or `az vm list-sizes`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects.clouds import Volume, instances, mapping, put_tags, put_types, records
from calculators.inventory.dialects.one_table import have
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, by_header, sort_tables
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.model import Disk
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import architecture, firmware, flag, os_family, power, small, uuid
from calculators.traces.dialects.claim import Claim

ID = "azure"
TITLE = "Azure, virtual machines and disks"


def _anywhere(columns: dict[str, Column]) -> dict[str, Column]:
    """Return columns that may also stand under `properties`, where the interface puts what the command line lifts."""
    return {
        field: replace(column, names=(*column.names, *(f"properties.{name}" for name in column.names)))
        for field, column in columns.items()
    }


_MACHINES = Sheet(
    kind="hosts",
    needs=("name", "type"),
    columns=_anywhere(
        {
            "name": text("name"),
            "object_id": text("id", "resource id", word=small),
            "vm_uuid": text("vmid", word=uuid),
            "type": text("hardwareprofile.vmsize", "size"),
            "power": word(
                power, "powerstate", "extended.instanceview.powerstate.displaystatus", "status", "power state"
            ),
            "datacenter": text("location"),
            "folder": text("resourcegroup", "resource group"),
            "server_name": text("subscription"),
            "address": text("privateips", "private ip address", "private ips"),
            "dns_name": text("osprofile.computername"),
            "family": text("storageprofile.osdisk.ostype", "operating system"),
            "offer": text("storageprofile.imagereference.offer"),
            "sku": text("storageprofile.imagereference.sku"),
            "os_reported": text("instanceview.osname"),
            "firmware": word(firmware, "instanceview.hypervgeneration", "hypervgeneration"),
            "architecture": text("architecture", word=architecture),
            "secure_boot": word(flag, "securityprofile.uefisettings.securebootenabled"),
            "tpm": word(flag, "securityprofile.uefisettings.vtpmenabled"),
            "encrypted": word(flag, "securityprofile.encryptionathost"),
            "system_disk": text("storageprofile.osdisk.manageddisk.id", word=small),
            "system_size": size(GIB, "storageprofile.osdisk.disksizegb"),
            "data_disks": text("storageprofile.datadisks", word=str),
            "tag_map": text("tags{}", word=str),
            "disk_count": count("disks"),
        }
    ),
    others=frozenset({"public ip address", "type"}),
)
_DISKS = Sheet(
    kind="disks",
    needs=("volume", "owner"),
    columns=_anywhere(
        {
            "volume": text("id", "resource id", word=small),
            "size": size(GIB, "disksizegb", "size *"),
            "owner": text("managedby", "owner", word=small),
            "owners": text("managedbyextended", word=str),
            "shares": count("maxshares"),
        }
    ),
    others=frozenset({"ostype", "disk state", "diskstate", "sku.name"}),
)
_SIZES = Sheet(
    kind="memory",
    needs=("type", "vcpus", "memory"),
    columns={
        "type": text("name", word=small),
        "vcpus": count("numberofcores"),
        "memory": size(MIB, "memoryinmb"),
    },
    others=frozenset({"maxdatadiskcount", "osdisksizeinmb", "resourcedisksizeinmb"}),
)
_SKUS = Sheet(
    kind="memory",
    needs=("type", "capabilities", "kind"),
    columns={
        "type": text("name", word=small),
        "capabilities": text("capabilities", word=str),
        "kind": text("resourcetype"),
    },
    others=frozenset({"tier", "family", "locations", "restrictions"}),
)
_CONSTRAINED = re.compile(r"standard_[a-z]+\d+-(\d+)")
"""How sizes are called of which fewer processors are used than they have."""
_SHORT = replace(_MACHINES, needs=("name", "power", "folder"))
"""Machines as the command line lists them in a table: without sizes."""
SHEETS = (_DISKS, _SIZES, _SKUS, _MACHINES, _SHORT)
_DECIMAL = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_OUTSIDE = frozenset({"name", "id", "managedby"})
"""What stands beside `properties` and not in it."""


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that tables are Azure's lists."""
    sure = [
        tuple(f"{under}{name}" if name not in _OUTSIDE else name for name in names)
        for names in (("name", "hardwareprofile.vmsize"), ("id", "managedby", "disksizegb"))
        for under in ("", "properties.")
    ]
    listed = (
        ("name", "resourcegroup", "powerstate"),
        ("name", "subscription", "resource group", "location", "operating system"),
        ("name", "numberofcores", "memoryinmb"),
        ("name", "capabilities", "resourcetype"),
    )
    if any(have(tables, *names) for names in (*sure, *listed)):
        return Claim.SURE
    return Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the machines with their disks, and with what their sizes mean where a list of sizes is there."""
    ordered = sort_tables(tables, by_header(SHEETS), findings)
    hosts = instances(ordered, findings, ID, finish=_finish, volumes=_volumes)
    sizes: dict[str, tuple[int | None, int | None]] = {}
    for taken, mark in ordered.of("memory"):
        sizes |= _sizes(taken, mark, findings)
    put_types(hosts, sizes, "the list of sizes")
    return Found(hosts=hosts, tables=ordered.read())


def _sizes(taken: Taken, mark: str | None, findings: Findings) -> dict[str, tuple[int | None, int | None]]:
    """Return the processors and the memory in bytes of each size of a list."""
    nothing = [None] * len(taken)
    names, vcpus, memory, capabilities = (
        taken.read(name, mark, findings) or nothing for name in ("type", "vcpus", "memory", "capabilities")
    )
    found = {}
    for row, name in enumerate(names):
        told = {str(entry.get("name")): str(entry.get("value")) for entry in records(capabilities[row])}
        constrained = _CONSTRAINED.match(name or "")
        cores = constrained[1] if constrained else told.get("vCPUsAvailable") or told.get("vCPUs", "")
        gigabytes = told.get("MemoryGB", "")
        if name and (vcpus[row] or cores.isdecimal()):
            size_bytes = round(float(gigabytes) * GIB) if _DECIMAL.fullmatch(gigabytes) else None
            found[name] = int(cores) if cores.isdecimal() else vcpus[row], memory[row] or size_bytes
    return found


def _finish(hosts: Hosts) -> None:
    values = hosts.values
    nothing: list[Any] = [None] * len(hosts)
    put_tags(hosts, [list(mapping(cell).items()) for cell in values.pop("tag_map", nothing)])
    values["addresses"] = [told_apart(cell) or None for cell in values.pop("address", nothing)]
    values["os_family"] = [os_family(family) for family in values.pop("family", nothing)]
    offers, skus = values.pop("offer", nothing), values.pop("sku", nothing)
    values["os_configured"] = [
        " ".join(word for word in pair if word) or None for pair in zip(offers, skus, strict=True)
    ]
    identifiers = values.get("object_id") or nothing
    values["server_id"] = [
        (identifier or "").split("/")[2] if (identifier or "").count("/") > 2 else None  # noqa: PLR2004
        for identifier in identifiers
    ]
    systems = zip(
        values.pop("system_disk", nothing),
        values.pop("system_size", nothing),
        values.pop("data_disks", nothing),
        strict=True,
    )
    values["disks"] = [_disks(identifier, size_bytes, cell) for identifier, size_bytes, cell in systems]


def _disks(identifier: str | None, size_bytes: int | None, cell: str | None) -> tuple[Disk, ...] | None:
    """Return the disks that a machine's own record names: the system's, and those for data."""
    found = [Disk(name="system disk", uuid=identifier, size_bytes=size_bytes)] if identifier or size_bytes else []
    for entry in records(cell):
        gigabytes = entry.get("diskSizeGb", entry.get("diskSizeGB"))
        managed = entry.get("managedDisk")
        found.append(
            Disk(
                name=str(entry.get("name") or "") or None,
                uuid=str(managed.get("id") or "").casefold() or None if isinstance(managed, dict) else None,
                size_bytes=gigabytes * GIB if isinstance(gigabytes, int) else None,
            )
        )
    return tuple(found) or None


def _volumes(taken: Taken, mark: str | None, findings: Findings) -> list[Volume]:
    nothing: list[Any] = [None] * len(taken)
    names, sizes, owner, owners, shares = (
        taken.read(name, mark, findings) or nothing for name in ("volume", "size", "owner", "owners", "shares")
    )
    found = []
    for row, name in enumerate(names):
        several = [word.strip().strip('"') for word in (owners[row] or "").strip("[]").split(",") if word.strip()]
        holders = dict.fromkeys([word for word in (owner[row], *several) if word])
        most = shares[row]
        found.append(
            Volume(
                identifier=name or "",
                size_bytes=sizes[row],
                attached=tuple((holder, (name or "").rpartition("/")[2] or None) for holder in holders),
                shared=None if most is None else most > 1,
                place=taken.place(row),
            )
        )
    return found
