"""Huawei Cloud: elastic cloud servers and volumes, as the interface gives them in JSON or the console in a table."""

import re
from collections.abc import Sequence
from typing import Any

from calculators.inventory.columns import Sheet, count, size, text, word
from calculators.inventory.dialects.clouds import Volume, instances, mapping, put_tags, records
from calculators.inventory.dialects.one_table import have
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, by_header, sort_tables
from calculators.inventory.hosts import Hosts, told_apart
from calculators.inventory.model import Disk
from calculators.inventory.tables import Table
from calculators.inventory.taken import Taken
from calculators.inventory.units import GIB, MIB
from calculators.inventory.words import architecture, flag, os_family, power
from calculators.traces.dialects.claim import Claim

ID = "huawei"
TITLE = "Huawei Cloud, servers and volumes"
_FLAVOUR = re.compile(r"(\d{1,4})\s*(?:v?CPUs?|核)\s*[|,/ ]*\s*(\d{1,6})\s*(?:GiB|GB)", re.IGNORECASE)
_SERVERS = Sheet(
    kind="hosts",
    needs=("name", "flavour"),
    columns={
        "name": text("name", "ecs name", "名称", "云服务器名称"),
        "object_id": text("id", "ecs id", "云服务器id"),
        "power": word(power, "status", "状态"),
        "flavour": text("flavor.id", "specifications", "flavor", "规格"),
        "vcpus": count("flavor.vcpus"),
        "memory_bytes": size(MIB, "flavor.ram"),
        "datacenter": text("os-ext-az:availability zone", "az", "可用区"),
        "dns_name": text("os-ext-srv-attr:hostname"),
        "os_configured": text("metadata.image name", "image", "镜像"),
        "family": text("metadata.os type"),
        "architecture": text("metadata.os bit", word=architecture),
        "server_id": text("tenant id", "project id"),
        "networks_map": text("addresses{}", word=str),
        "address": text("private ip address", "private ip", "私有ip地址", "私有ip"),
        "volume_list": text("os-extended-volumes:volumes attached", word=str),
        "tag_list": text("tags", word=str),
    },
    others=frozenset({"eip", "created", "billing mode", "vpc", "弹性公网ip", "计费模式"}),
)
_VOLUMES = Sheet(
    kind="disks",
    needs=("volume", "size", "attachments"),
    columns={
        "volume": text("id", "disk id", "volume id"),
        "size": size(GIB, "size", "capacity *", "size *"),
        "attachments": text("attachments", word=str),
        "shared": word(flag, "multiattach", "shareable"),
        "encrypted": word(flag, "encrypted", "metadata.  system  encrypted"),
    },
    others=frozenset({"volume type", "bootable"}),
)
SHEETS = (_VOLUMES, _SERVERS)


def recognise(tables: Sequence[Table]) -> Claim:
    """Return how sure it is that tables are Huawei Cloud's lists."""
    sure = (
        ("id", "flavor.vcpus", "flavor.ram"),
        ("id", "size", "attachments", "volume type"),
        ("名称", "规格", "可用区"),
    )
    if any(have(tables, *names) for names in sure):
        return Claim.SURE
    return Claim.LIKELY if have(tables, "name", "specifications", "az") else Claim.NO


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the servers with their volumes."""
    ordered = sort_tables(tables, by_header(SHEETS), findings)
    hosts = instances(ordered, findings, ID, finish=_finish, volumes=_volumes)
    return Found(hosts=hosts, tables=ordered.read())


def _finish(hosts: Hosts) -> None:
    values = hosts.values
    nothing: list[Any] = [None] * len(hosts)
    flavours = [_FLAVOUR.search(cell or "") for cell in values.pop("flavour", nothing)]
    if "vcpus" not in values:
        values["vcpus"] = [int(found[1]) if found else None for found in flavours]
    if "memory_bytes" not in values:
        values["memory_bytes"] = [int(found[2]) * GIB if found else None for found in flavours]
    values["os_family"] = [os_family(family) for family in values.pop("family", nothing)]
    networks = [mapping(cell) for cell in values.pop("networks_map", nothing)]
    cells = values.pop("address", nothing)
    values["addresses"] = [
        _addresses(network) or told_apart(cell) or None for network, cell in zip(networks, cells, strict=True)
    ]
    tags = values.pop("tag_list", nothing)
    put_tags(hosts, [[_pair(entry) for entry in _words(cell)] for cell in tags])
    values["disks"] = [
        tuple(Disk(name=entry.get("device"), uuid=str(entry.get("id", "")).casefold()) for entry in records(cell))
        or None
        for cell in values.pop("volume_list", nothing)
    ]


def _addresses(networks: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        str(entry["addr"])
        for entries in networks.values()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict) and entry.get("addr") and entry.get("OS-EXT-IPS:type", "fixed") == "fixed"
    )


def _words(cell: str | None) -> list[str]:
    return [word.strip().strip('"') for word in (cell or "").strip("[]").split(",") if word.strip()]


def _pair(entry: str) -> tuple[str, str]:
    name, sign, value = entry.partition("=")
    return (name, value) if sign else ("tag", name)


def _volumes(taken: Taken, mark: str | None, findings: Findings) -> list[Volume]:
    nothing = [None] * len(taken)
    names, sizes, attachments, shared, encrypted = (
        taken.read(name, mark, findings) or nothing for name in ("volume", "size", "attachments", "shared", "encrypted")
    )
    return [
        Volume(
            identifier=name or "",
            size_bytes=sizes[row],
            attached=tuple((str(entry.get("server_id")), entry.get("device")) for entry in records(attachments[row])),
            shared=shared[row],
            encrypted=encrypted[row],
            place=taken.place(row),
        )
        for row, name in enumerate(names)
    ]
