"""Performance counters of Windows and ESXi: which of them are data written, and which add up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calculators.traces.found import MOST_COLUMNS, listed, several, which_column
from calculators.traces.model import LeftOut, Notebook
from calculators.traces.words import DATA_WORD, PER_SECOND, READ, WRITTEN

_COUNTER = re.compile(r"\\\\([^\\]+)\\([^(\\]+?)\s*(?:\((.*)\))?\\([^\\]+)")
# A name of a counter has 1024 signs at most: PDH_MAX_COUNTER_NAME is 1024.
LONGEST_NAME = 1024
_PHYSICAL = frozenset(
    {
        "physicaldisk", "disco físico", "disco fisico", "disque physique", "physikalischer datenträger",
        "physischer datenträger", "fysisk disk", "fizikseldisk", "fiziksel disk", "fizikai lemez", "fysieke schijf",
        "dysk fizyczny", "fyzický disk", "физический диск", "fyysinen levy", "disc fizic", "φυσικός δίσκος",
        "物理磁盘", "實體磁碟", "物理ディスク", "실제 디스크", "물리 디스크",
    }
)  # fmt: skip
_LOGICAL = frozenset(
    {
        "logicaldisk", "disco lógico", "disco logico", "disque logique", "logischer datenträger", "logisk disk",
        "mantıksaldisk", "mantıksal disk", "logikai lemez", "logische schijf", "dysk logiczny", "logický disk",
        "логический диск", "looginen levy", "逻辑磁盘", "邏輯磁碟", "論理ディスク", "논리 디스크",
    }
)  # fmt: skip
# What machines write comes before what reaches a disk: a host's disks also carry what no machine wrote.
LEVELS = (
    "Virtual Disk",
    "Hyper-V Virtual Storage Device",
    "PhysicalDisk",
    "LogicalDisk",
    "Physical Disk Adapter",
    "Physical Disk SCSI Device",
)
NFS = "Physical Disk NFS Volume"
"""Writes to it pass neither an adapter nor a device."""
BELOW = ("Physical Disk Adapter", "Physical Disk SCSI Device")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter of data written."""

    place: int
    path: str
    host: str
    level: str
    instance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The counters that count."""

    used: tuple[Counter, ...]
    columns: tuple[str, ...]
    """What may be asked for: levels and counters."""
    left_out: tuple[LeftOut, ...]
    level: str
    offers: Mapping[str, Any]
    """What `Found` tells of what may be chosen, by name."""
    doubts: tuple[str, ...] = ()


def _level(name: str) -> str:
    folded = name.strip().casefold()
    if folded in _PHYSICAL:
        return "PhysicalDisk"
    if folded in _LOGICAL:
        return "LogicalDisk"
    return next((level for level in (*LEVELS, NFS) if level.casefold() == folded), name.strip())


def is_written(name: str) -> bool:
    """Return whether a counter counts the bytes written in a second, in a display language of Windows."""
    if not (WRITTEN.search(name) and DATA_WORD.search(name) and PER_SECOND.search(name)):
        return "mbytes written/sec" in name.casefold()
    return not READ.search(WRITTEN.sub("", name)) and "avg" not in name.casefold()


def counter(place: int, path: str) -> Counter | None:
    r"""Return the counter of a path if it is data written, as `\\host\PhysicalDisk(_Total)\Disk Write Bytes/sec` is."""
    match = _COUNTER.fullmatch(path) if len(path) <= LONGEST_NAME else None
    if not match or not is_written(match[4]) or "network" in match[2].casefold():
        return None
    return Counter(place=place, path=path, host=match[1], level=_level(match[2]), instance=match[3] or "")


def choose(
    counters: Sequence[Counter], first: dict[str, list[str]], *, column: str | None, notebook: Notebook
) -> Chosen:
    """Return the counters of one level that add up, or of what was asked for.

    `first` holds the first values of each path, for a question. Raises Unclear when no level is known as disks.
    """
    levels = sorted(
        dict.fromkeys(each.level for each in counters),
        key=lambda level: LEVELS.index(level) if level in LEVELS else len(LEVELS),
    )
    names = (*levels, *(each.path for each in counters))
    columns = names[:MOST_COLUMNS]
    usual = _usual(counters, levels)
    wanted = several(column, names, notebook, every=[each.path for each in usual])
    if wanted and not (len(wanted) == 1 and wanted[0] in levels) and set(wanted) != {each.path for each in usual}:
        return _picked(counters, set(wanted), columns=columns, usual=usual)
    if not wanted and levels[0] not in (*LEVELS, NFS):
        of_level = {each.level: first.get(each.path, []) for each in reversed(counters)}
        raise which_column(
            f"No counter here is one of disks: {listed(levels)}. Choose what counts, or log Disk Write Bytes/sec of "
            "PhysicalDisk(_Total).",
            [(level, of_level[level]) for level in levels],
        )
    level = wanted[0] if len(wanted) == 1 and wanted[0] in levels else levels[0]
    used, left_out = _of_level(counters, level)
    if not wanted and level in BELOW and NFS in levels:
        more, parts = _of_level(counters, NFS)
        used, left_out = [*used, *more], [*left_out, *parts]
    counted = {each.level for each in used}
    elsewhere = [name for name in levels if name not in counted]
    if not wanted and elsewhere:
        notebook.warning(
            "level",
            f"{level} is used. Levels show the same writes again and are never added. Also there: {listed(elsewhere)}.",
        )
    left_out += [LeftOut(name=name, reason="the same writes on another level") for name in elsewhere]
    return _chosen(counters, used, usual=usual, columns=columns, left_out=left_out)


def _usual(counters: Sequence[Counter], levels: Sequence[str]) -> list[Counter]:
    """Return the counters that count when nothing is chosen: those of the first level, and of NFS beside a host's."""
    used, _ = _of_level(counters, levels[0])
    return [*used, *_of_level(counters, NFS)[0]] if levels[0] in BELOW else used


def _picked(
    counters: Sequence[Counter], wanted: set[str], *, columns: tuple[str, ...], usual: Sequence[Counter]
) -> Chosen:
    """Return counters that a person chose one by one, or by their levels."""
    of_levels = {each.path for level in wanted for each in _of_level(counters, level)[0]}
    used = [each for each in counters if each.path in wanted or each.path in of_levels]
    left_out = [LeftOut(name=each.path, reason="not chosen") for each in counters if each not in used]
    found = _chosen(counters, used, usual=usual, columns=columns, left_out=left_out[:MOST_COLUMNS])
    twice = [left for level in {each.level for each in used} for left in _of_level(used, level)[1]]
    if twice or len({each.level for each in used} - {NFS}) > 1:
        doubt = "The counters that were chosen show the same writes more than once. Their sum is an upper bound."
        return replace(found, doubts=(doubt,))
    return found


def _chosen(
    counters: Sequence[Counter],
    used: Sequence[Counter],
    *,
    usual: Sequence[Counter],
    columns: tuple[str, ...],
    left_out: Sequence[LeftOut],
) -> Chosen:
    counted = {each.level for each in used}
    # Of what counts by itself every level stays in sight.
    by_itself = {each.level for each in usual}
    levels = by_itself if counted <= by_itself else counted
    several_hosts = len({each.host for each in counters}) > 1
    return Chosen(
        used=tuple(used),
        columns=columns,
        left_out=tuple(left_out),
        level=" and ".join(sorted(counted)),
        offers={
            "parts": tuple(each.path for each in counters if each.level in levels),
            "usual": tuple(each.path for each in usual),
            "others": tuple(dict.fromkeys(each.level for each in counters if each.level not in levels)),
            "labels_of": {
                each.path: f"{each.host} {each.instance}" if several_hosts else each.instance or each.path
                for each in counters
            },
        },
    )


def _of_level(counters: Sequence[Counter], level: str) -> tuple[list[Counter], list[LeftOut]]:
    """Return the counters of a level that add up without counting anything twice, and the others."""
    hosts: dict[str, list[Counter]] = {}
    for each in counters:
        if each.level == level:
            hosts.setdefault(each.host, []).append(each)
    kept: list[Counter] = []
    left_out: list[LeftOut] = []
    for mine in hosts.values():
        total = [each for each in mine if each.instance.casefold() == "_total"]
        machines = {each.instance for each in mine}
        for each in mine:
            if total:
                counts, reason = each in total, "a part of _Total"
            else:
                # The disk "vm:scsi0:0" is part of the machine "vm".
                counts = ":" not in each.instance or each.instance.split(":")[0] not in machines
                reason = "a disk of a machine that counts"
            if counts:
                kept.append(each)
            else:
                left_out.append(LeftOut(name=each.instance or each.path, reason=reason))
    return kept, left_out
