"""Block devices as `lsblk` prints them: as a tree of text with any of its columns, in bytes, and as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from calculators.proofs.texts import braced

HEAD = re.compile(r"^NAME(?: +[A-Z][A-Z:%#?-]*)+ *$", re.MULTILINE)
_COLUMNS = frozenset({"SIZE", "FSTYPE", "TYPE", "MOUNTPOINT", "MOUNTPOINTS", "MAJ:MIN"})
# Columns that hold something in every line, so that spaces alone part them.
_FILLED = frozenset({"NAME", "MAJ:MIN", "RM", "SIZE", "RO", "TYPE"})
_MOUNTS = ("MOUNTPOINT", "MOUNTPOINTS")
_WORD = re.compile(r"\S+")
# What stands before a name: branches of the tree, also when a terminal has spoiled them.
_BRANCH = re.compile(r"^[^A-Za-z0-9/\[]*")
_SIZE = re.compile(r"^(\d+(?:[.,]\d+)?)([BKMGTPE]?)i?B?$")
_POWERS = "BKMGTPE"
KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A disk, a partition, or what is built on them."""

    name: str
    kind: str
    """`disk`, `part`, `lvm` and so on; empty where the output does not say."""
    size: float | None
    """In bytes."""
    exact: bool
    """Whether the size is printed to the byte."""
    shown: str
    """The size as it is printed."""
    read_only: bool
    system: str
    """File system, or what else is on it; empty for none, or where the output does not say."""
    mounts: tuple[str, ...]
    depth: int
    """How far to the right it stands."""
    parent: bool
    """Whether something is built on it."""
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one run says of a host."""

    devices: tuple[Device, ...]
    columns: frozenset[str]

    @property
    def disks(self) -> tuple[Device, ...]:
        """Return the disks that hold something: not those in memory, and no empty drives."""
        return tuple(item for item in self.devices if item.kind == "disk" and item.size and not _memory(item.name))


@dataclass(slots=True)
class _Row:
    cells: dict[str, str]
    depth: int
    line: str
    mounts: list[str] = field(default_factory=list)


def is_listing(text: str) -> bool:
    """Return whether a text has the head of a list of block devices, or is its JSON."""
    return '"blockdevices"' in text or any(_COLUMNS & set(found[0].split()) for found in HEAD.finditer(text))


def read(text: str) -> tuple[Listing, ...]:
    """Return what each run in a text says; `lsblk` and `lsblk -f` of one host are put together.

    Raises ValueError with a sentence for what was cut.
    """
    if '"blockdevices"' in text:
        if HEAD.search(text):
            raise ValueError("There are several lists of disks in this text. Paste one host.")
        return (_of_json(text),)
    heads = [found for found in HEAD.finditer(text) if _COLUMNS & set(found[0].split())]
    ends = [*(found.start() for found in heads[1:]), len(text)]
    found: list[Listing] = []
    for head, end in zip(heads, ends, strict=True):
        listing = _of_table(head[0], text[head.end() : end].split("\n"))
        if found and (whole := _together(found[-1], listing)):
            found[-1] = whole
        elif listing.devices:
            found.append(listing)
    return tuple(found)


def _memory(name: str) -> bool:
    return re.match(r"zram|ram|loop|sr\d|fd\d|nbd", name) is not None


def _together(one: Listing, other: Listing) -> Listing | None:
    """Return two views of one host as one; None where they may be of two."""
    named = {item.name: item for item in other.devices}
    if [item.name for item in one.devices] != list(named) or ("FSTYPE" in one.columns) == ("FSTYPE" in other.columns):
        return None
    sized, formatted = (other, one) if "FSTYPE" in one.columns else (one, other)
    systems = {item.name: item for item in formatted.devices}
    devices = tuple(
        replace(
            item,
            system=systems[item.name].system,
            mounts=tuple({**dict.fromkeys(item.mounts), **dict.fromkeys(systems[item.name].mounts)}),
        )
        for item in sized.devices
    )
    return Listing(devices=devices, columns=one.columns | other.columns)


def _of_table(head: str, lines: Sequence[str]) -> Listing:
    spans = [(found[0], found.start(), found.end()) for found in _WORD.finditer(head)]
    names = [name for name, *_ in spans]
    rows: list[_Row] = []
    for line in lines[1:] if lines and not lines[0].strip() else lines:
        branch = _BRANCH.match(line)
        depth = branch.end() if branch else 0
        if not line.strip() or depth == len(line):
            if line.strip():
                continue
            break
        if rows and depth >= spans[1][1] and line[depth] in "/[":
            rows[-1].mounts.append(line[depth:].strip())
            continue
        cells = _cells(line, depth, spans, names)
        if cells is None:
            break
        rows.append(_Row(cells, depth, line))
    return _listing(rows, frozenset(names))


def _cells(line: str, depth: int, spans: Sequence[tuple[str, int, int]], names: Sequence[str]) -> dict[str, str] | None:
    """Return the cells of a line by the names of their columns; None for a line that is none of the list."""
    words = line[depth:].split(maxsplit=len(names) - 1)
    mounted = names[-1] in _MOUNTS
    if set(names[: -1 if mounted else None]) <= _FILLED:
        if len(words) < len(names) - mounted:
            return None
        return dict(zip(names, words, strict=False))
    cells = {"NAME": words[0]}
    for word in _WORD.finditer(line, depth + len(words[0])):
        # A word stands below the head of its column, or behind one that is as wide.
        name = min(spans[1:], key=lambda span: (max(span[1] - word.end() + 1, word.start() - span[2] + 1, 0), span[1]))[
            0
        ]
        cells[name] = f"{cells[name]} {word[0]}" if name in cells else word[0]
    return cells


def _listing(rows: Sequence[_Row], columns: frozenset[str]) -> Listing:
    devices = []
    for place, row in enumerate(rows):
        mounts = [row.cells.get(name, "") for name in _MOUNTS]
        below = place + 1 < len(rows) and rows[place + 1].depth > row.depth
        devices.append(_device(row.cells, [*mounts, *row.mounts], row.depth, below, row.line))
    return Listing(devices=tuple(devices), columns=columns)


def _device(cells: dict[str, str], mounts: Sequence[str], depth: int, parent: bool, line: str) -> Device:
    shown = cells.get("SIZE", "")
    size = _SIZE.match(shown)
    amount = float(size[1].replace(",", ".")) * KIB ** _POWERS.index(size[2] or "B") if size else None
    return Device(
        name=cells["NAME"],
        kind=cells.get("TYPE", ""),
        size=amount,
        exact=shown.isdigit(),
        shown=f"{shown} B" if shown.isdigit() else shown,
        read_only=cells.get("RO") == "1",
        system=cells.get("FSTYPE", ""),
        mounts=tuple(mount for mount in mounts if mount),
        depth=depth,
        parent=parent,
        line=line,
    )


def _of_json(text: str) -> Listing:
    try:
        told: Any = json.loads(braced(text))
        rows = list(_walk(told["blockdevices"], 0))
        columns = frozenset(name for cells, *_ in rows for name in cells)
        devices = tuple(_device(cells, mounts, depth, parent, cells["NAME"]) for cells, mounts, depth, parent in rows)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ValueError("The JSON is cut, or of several hosts. Paste the whole output of one `lsblk -J`.") from None
    return Listing(devices=devices, columns=columns)


def _walk(items: Any, depth: int) -> Iterator[tuple[dict[str, str], list[str], int, bool]]:
    for item in items:
        mounts = [str(mount) for mount in item.get("mountpoints") or [item.get("mountpoint")] if mount]
        flags = {True: "1", False: "0", None: ""}
        cells = {
            name.upper(): flags[value] if value is None or isinstance(value, bool) else str(value)
            for name, value in item.items()
            if name not in ("children", "mountpoint", "mountpoints")
        }
        below = item.get("children") or []
        yield cells, mounts, depth, bool(below)
        yield from _walk(below, depth + 1)
