"""AWS: instances, volumes and instance types, as the command line writes them in JSON or the console in CSV."""

import re
from collections.abc import Sequence
from typing import Any

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects.clouds import Volume, instances, put_tags, put_types, records
from calculators.inventory.dialects.one_table import have
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, by_header, sort_tables
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.model import Disk
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import architecture, flag, power
from calculators.traces.dialects.claim import Claim

ID = "aws"
TITLE = "AWS, EC2 instances and volumes"
_SIZE = re.compile(r"(\d+)\s*(?:GiB)?", re.IGNORECASE)
_ATTACHED = re.compile(r"(i-[0-9a-f]+)(?:\s*\([^)]*\))?\s*:\s*(/?[\w/-]+)?")
_INSTANCES = Sheet(
    kind="hosts",
    needs=("object_id", "type"),
    columns={
        "object_id": text("instanceid", "instance id"),
        "name": text("name"),
        "type": text("instancetype", "instance type"),
        "power": word(power, "state.name", "instance state"),
        "server_id": text("ownerid", "owner id"),
        "datacenter": text("placement.availabilityzone", "availability zone"),
        "address": text("privateipaddress", "private ip address", "private ip", "private ipv4 address"),
        "os_configured": text("platformdetails", "platform details", "platform"),
        "architecture": text("architecture", word=architecture),
        "boot": text("currentinstancebootmode", "bootmode", "boot mode"),
        "tpm_support": text("tpmsupport"),
        "cores": count("cpuoptions.corecount"),
        "threads": count("cpuoptions.threadspercore"),
        "volumes": text("blockdevicemappings", word=str),
        "tag_list": text("tags", word=str),
        "dns_name": text("privatednsname", "private dns name"),
    },
    others=frozenset({"status check", "alarm status", "public ipv4 dns", "public ipv4 address", "monitoring"}),
)
_VOLUMES = Sheet(
    kind="disks",
    needs=("volume", "size"),
    columns={
        "volume": text("volumeid", "volume id"),
        "size": text("size"),
        "attachments": text("attachments", "attached resources", "attached instances", word=str),
        "encrypted": word(flag, "encrypted", "encryption"),
        "shared": word(flag, "multiattachenabled", "multi-attach enabled"),
    },
    others=frozenset({"volumetype", "iops", "throughput", "snapshot", "volume state"}),
)
_TYPES = Sheet(
    kind="memory",
    needs=("type", "memory"),
    columns={
        "type": text("instancetype"),
        "vcpus": count("vcpuinfo.defaultvcpus"),
        "memory": size(MIB, "memoryinfo.sizeinmib"),
    },
)
SHEETS = (_VOLUMES, _TYPES, _INSTANCES)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that tables are lists of EC2."""
    for names in (
        ("instanceid", "instancetype"),
        ("instance id", "instance type"),
        ("volumeid", "attachments"),
        ("volume id", "attached resources"),
        ("instancetype", "memoryinfo.sizeinmib"),
    ):
        if have(tables, *names):
            return Claim.SURE
    return Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the instances with their volumes, and with the memory of their types where a list of types is there."""
    ordered = sort_tables(tables, by_header(SHEETS), findings)
    hosts = instances(ordered, findings, ID, finish=_finish, volumes=_volumes, prepare=_prepare)
    types: dict[str, tuple[int | None, int | None]] = {}
    for taken, mark in ordered.of("memory"):
        columns = [taken.read(name, mark, findings) or [None] * len(taken) for name in ("type", "vcpus", "memory")]
        types |= {name: (vcpus, memory) for name, vcpus, memory in zip(*columns, strict=True) if name}
    put_types(hosts, types, "the list of instance types")
    return Found(hosts=hosts, tables=ordered.read())


def _prepare(values: dict[str, list[Any]]) -> None:
    lists = values.get("tag_list") or [None] * len(values["object_id"])
    named = [next((tag.get("Value") for tag in records(tags) if tag.get("Key") == "Name"), None) for tags in lists]
    names = values.get("name") or [None] * len(named)
    values["name"] = [
        name or tag or identifier for name, tag, identifier in zip(names, named, values["object_id"], strict=True)
    ]


def _finish(hosts: Hosts) -> None:
    values = hosts.values
    nothing = [None] * len(hosts)
    put_tags(
        hosts,
        [
            [(str(tag.get("Key")), tag.get("Value")) for tag in records(tags) if tag.get("Key") != "Name"]
            for tags in values.pop("tag_list", nothing)
        ],
    )
    values["addresses"] = [told_apart(cell) or None for cell in values.pop("address", nothing)]
    boots = values.pop("boot", nothing)
    values["firmware"] = ["efi" if boot == "uefi" else "bios" if boot == "legacy-bios" else None for boot in boots]
    values["tpm"] = [None if not tpm else True for tpm in values.pop("tpm_support", nothing)]
    cores, threads = values.pop("cores", nothing), values.pop("threads", nothing)
    values["vcpus"] = [
        None if core is None or thread is None else core * thread for core, thread in zip(cores, threads, strict=True)
    ]
    hosts.derived["vcpus"] = "its cores and their threads"
    systems = values.get("os_configured") or nothing
    values["os_family"] = [
        None if not system else "windows" if "windows" in system.casefold() else "linux" for system in systems
    ]
    mapped = values.pop("volumes", nothing)
    values["disks"] = [
        tuple(
            Disk(
                name=str(entry.get("DeviceName") or "") or None,
                uuid=str(entry["Ebs"].get("VolumeId", "")).casefold() or None,
            )
            for entry in records(cell)
            if isinstance(entry.get("Ebs"), dict)
        )
        or None
        for cell in mapped
    ]


def _volumes(taken: Taken, mark: str | None, findings: Findings) -> list[Volume]:
    nothing = [None] * len(taken)
    names, sizes, attachments, encrypted, shared = (
        taken.read(name, mark, findings) or nothing for name in ("volume", "size", "attachments", "encrypted", "shared")
    )
    found = []
    for row, name in enumerate(names):
        size_text = _SIZE.fullmatch(sizes[row] or "")
        cell = attachments[row] or ""
        attached = [(str(entry.get("InstanceId")), entry.get("Device")) for entry in records(cell)]
        attached = attached or [(found_at[1], found_at[2]) for found_at in _ATTACHED.finditer(cell)]
        found.append(
            Volume(
                identifier=name or "",
                size_bytes=int(size_text[1]) * GIB if size_text else None,
                attached=tuple(attached),
                shared=shared[row],
                encrypted=encrypted[row],
                place=taken.place(row),
            )
        )
    return found
