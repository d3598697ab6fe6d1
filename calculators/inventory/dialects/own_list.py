"""A list of hosts that somebody keeps, with columns of their own naming.

What its header says in words that people use is read; a column of an unknown name whose values look like sizes, systems
or processors is asked about. It is never sure: any program's own list goes before it.
"""

import csv
import re
from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import Any

from calculators.inventory.columns import Column, Sheet, count, size, text, word
from calculators.inventory.dialects import own_apart
from calculators.inventory.dialects import own_words as own
from calculators.inventory.dialects.one_table import name_by_address
from calculators.inventory.dialects.own_asked import (
    NUMBER,
    SAMPLE,
    SIZES,
    asked,
    may_list_hosts,
    seen_in,
)
from calculators.inventory.findings import Findings
from calculators.inventory.found import Found, sort_tables
from calculators.inventory.hosts import Hosts, hosts_of, told_apart
from calculators.inventory.model import Disk, Partition
from calculators.inventory.several import MOST_DISKS
from calculators.inventory.tables import MOST_BEFORE, MOST_SIGNS_BEFORE, SEPARATORS, Table, plain
from calculators.inventory.taken import Taken
from calculators.inventory.texts import Part, lines_of
from calculators.inventory.words import architecture, firmware, power, uuid
from calculators.traces.dialects.claim import Claim

ID = "own-list"
TITLE = "A list of hosts of your own"
_ASKED = 0
"""A size without a unit is asked about."""
_FEWEST = 2
_CORES = re.compile(r"(\d{1,4})(?:\s*(?:v?cpus?|v?cores?|kerne|c|核))?", re.IGNORECASE)
_LINE = re.compile(r"[-=:_+ ]*")
"""What parts a header from its rows where a table was drawn with signs."""


def _processors(cell: str) -> int | None:
    found = _CORES.fullmatch(cell.strip())
    return int(found[1]) if found else None


def _sizes(*names: str) -> Column:
    return size(_ASKED, *names, *(name.removesuffix(" *") for name in names))


def _disk(number: int) -> Column:
    words = (
        "disk",
        "hdd",
        "drive",
        "festplatte",
        "platte",
        "disque",
        "disco",
        "ディスク",
        "디스크",
        "磁盘",
        "硬盘",
        "vmdk",
    )
    names = [f"{word}{gap}{number}" for word in words for gap in ("", " ", " #")]
    return _sizes(*(f"{name}{more}" for name in names for more in (" *", " size *", " capacity *")))


def _volume(letter: str) -> Column:
    return _sizes(*(f"{name} *" for name in (f"{letter}:", f"{letter}:\\", f"drive {letter}", f"laufwerk {letter}")))


_DISKS = {f"disk_{number}": _disk(number) for number in range(MOST_DISKS + 1)}
_VOLUMES = {f"volume_{letter}": _volume(letter) for letter in "cdefghijklmnopqrstuvwxyz"}
_HOSTS = Sheet(
    kind="hosts",
    needs=("name",),
    columns={
        "name": text(*own.SURE_NAMES, *own.NAMES),
        "dns_name": text(*own.DNS_NAMES),
        "os_reported": text(*own.SYSTEMS),
        "os_version": text(*own.VERSIONS),
        "vcpus": word(_processors, *own.PROCESSORS),
        "memory_bytes": _sizes(*own.MEMORY),
        "disk_bytes": _sizes(*own.DISKS),
        "in_use_bytes": _sizes(*own.USED),
        "disk_count": count(*own.DISK_COUNTS),
        "addresses": text(*own.ADDRESSES, word=lambda cell: told_apart(cell) or None),
        "power": word(power, *own.POWER),
        "kernel": text(*own.KERNELS),
        "architecture": text("architecture", "arch", word=architecture),
        "firmware": word(firmware, "firmware", "boot mode", "boot type"),
        "cluster": text(*own.CLUSTERS),
        "datacenter": text(*own.SITES),
        "vm_uuid": text(*own.IDENTIFIERS, word=uuid),
        **_DISKS,
        **_VOLUMES,
    },
    notes=own.NOTES,
    attributes=True,
)
SHEETS = (_HOSTS,)
_ABOUT_HOSTS = ("os_reported", "vcpus", "memory_bytes", "addresses")


def recognise(tables: Sequence[Table]) -> Claim:
    """Return whether a table looks like a list of hosts. Never sure: nobody said what its columns mean."""
    return Claim.LIKELY if any(map(lists_hosts, tables)) else Claim.NO


def lists_hosts(table: Table) -> bool:
    """Return whether a table has a column for names of hosts, and another one that says something of hosts."""
    chosen = _HOSTS.found(table.names)
    names = set(table.names)
    if "name" not in chosen:
        return any(field in chosen for field in _ABOUT_HOSTS) and len(chosen) > 1 and _names_systems(table)
    if any(field in chosen for field in _ABOUT_HOSTS) or _names_systems(table):
        return True
    return bool(names.intersection(own.SURE_NAMES)) and any(field in chosen for field in (*SIZES, *_DISKS, *_VOLUMES))


def _names_systems(table: Table) -> bool:
    return any(seen.holds_systems for seen in seen_in(table))


def read(tables: Sequence[Table], findings: Findings) -> Found:
    """Return the hosts of all tables that list some; the others are left out and counted."""
    ordered = sort_tables(tables, lambda table: _sheet_of(table, findings), findings)
    hosts = []
    for taken, mark in ordered.takens:
        part = hosts_of(taken, mark, findings, prepare=partial(_prepare, taken, mark))
        _finish(part)
        _tell_counts(part, taken, findings)
        hosts.append(part)
    return Found(hosts=hosts, tables=ordered.read())


def apart(table: Table, findings: Findings) -> list[Table]:
    """Return the tables that stand where one was found, below or beside each other."""
    return own_apart.apart(table, _HOSTS, findings)


def guessed(part: Part) -> Table | None:
    """Return the table of a text whose header has no word that is known, where cells hold systems or sizes.

    Its header is the first line that is filled and is as wide as the lines below it.
    """
    first = list(islice(lines_of(part.text[:MOST_SIGNS_BEFORE]), MOST_BEFORE + SAMPLE))
    for separator in SEPARATORS:
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(first, delimiter=separator)]
        except csv.Error:
            continue
        for at, cells in enumerate(rows[:MOST_BEFORE]):
            below = [row for row in rows[at + 1 :] if len(row) == len(cells)]
            if len(cells) < _FEWEST or not all(cells) or len(set(cells)) < len(cells) or not below:
                continue
            table = Table(part=part, separator=separator, header=tuple(cells), header_line=at + 1)
            return table if not any(map(NUMBER.fullmatch, cells)) and may_list_hosts(table) else None
    return None


def _sheet_of(table: Table, findings: Findings) -> Sheet | None:
    is_sure = lists_hosts(table)
    if not is_sure and not may_list_hosts(table):
        return None
    if is_sure and not any(seen.holds_names for seen in seen_in(table)) and "addresses" in _HOSTS.found(table.names):
        # Hosts are called by their addresses where nothing else could be a name.
        return _HOSTS
    return asked(table, _HOSTS, findings, is_sure=is_sure)


def _prepare(taken: Taken, mark: str | None, values: dict[str, list[Any]]) -> None:
    if "disk_bytes" in values:
        # A column of disks may list those of a host in one cell, or the volumes on them.
        listed = taken.sizes("disk_bytes", mark)
        values["disks"] = [
            tuple(Disk(size_bytes=size) for times, size, _ in sizes for _ in range(times)) or None
            if not any(volume for _, _, volume in sizes)
            else None
            for sizes in listed
        ]
        values["partitions"] = [
            tuple(Partition(name=volume, capacity_bytes=size) for _, size, volume in sizes) or None
            if all(volume for _, _, volume in sizes)
            else None
            for sizes in listed
        ]
    values["name"] = [None if name and _LINE.fullmatch(name) else name for name in values["name"]]
    if not any(values["name"]):
        name_by_address(values)


def _tell_counts(hosts: Hosts, taken: Taken, findings: Findings) -> None:
    """Tell of rows that may stand for several hosts each."""
    for row, tags in enumerate(hosts.get("tags")):
        number = next((value for name, value in tags or () if plain(name) in own.COUNTS), "")
        if number.isascii() and number.isdigit() and int(number) > 1:
            text = (
                "A column counts hosts, and rows have more than one there. Each row is one host here: list them singly."
            )
            findings.doubt("rows of several hosts", text, hosts.example(row, found=number))


def _finish(hosts: Hosts) -> None:
    values = hosts.values
    nothing: list[str | None] = [None] * len(hosts)
    versions = values.pop("os_version", nothing)
    systems = values.get("os_reported") or nothing
    values["os_reported"] = [
        f"{system} {version}" if system and version and version not in system else system
        for system, version in zip(systems, versions, strict=True)
    ]
    disks = [(name, values.pop(name)) for name in _DISKS if name in values]
    if disks:
        before = values.get("disks", nothing)
        values["disks"] = [
            tuple(Disk(name=name.replace("_", " "), size_bytes=column[row]) for name, column in disks if column[row])
            or before[row]
            for row in range(len(hosts))
        ]
    volumes = [(name[-1].upper() + ":", values.pop(name)) for name in _VOLUMES if name in values]
    if volumes:
        before = values.get("partitions", nothing)
        values["partitions"] = [
            tuple(Partition(name=name, capacity_bytes=column[row]) for name, column in volumes if column[row])
            or before[row]
            for row in range(len(hosts))
        ]
