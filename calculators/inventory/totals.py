"""What all hosts come to: counts and sizes, by what tells them apart. No host is left out of any of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add, attrgetter
from typing import Literal

from calculators.inventory.amounts import CAPACITIES, Amount, Capacity, amount, disk_count
from calculators.inventory.judge import VERDICTS, Assessed, Judged
from calculators.records.assessment import Apart, HostVerdict

type Dimension = Literal["verdict", "way", "cluster", "system", "platform", "power"]
NOWHERE = "not told"
"""The row of hosts of which no file says it."""
ORDER: Mapping[str, int] = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
VALUES = (
    "os_reported", "os_configured", "kernel", "architecture", "firmware", "secure_boot", "power", "connection",
    "hardware_version", "tools", "vcpus", "memory_bytes", "disks", "disk_count", "disk_bytes", "partitions",
    "guest_used_bytes", "provisioned_bytes", "in_use_bytes", "snapshots", "encrypted", "cluster", "folder", "addresses",
)  # fmt: skip
"""Fields whose presence is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A size of several hosts."""

    size: int
    """Bytes of those that say it."""
    hosts: int
    """How many say all of it."""
    partly: int
    """How many say a part."""
    missing: int
    """How many say nothing: they count as nothing, so the sum is a lower bound."""
    derived: int
    """Of how many it was worked out from other values."""

    @property
    def whole(self) -> bool:
        """Whether every host says all of it; else the sum is a lower bound."""
        return not (self.missing or self.partly)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hosts that have something in common."""

    name: str
    """What it is."""
    hosts: int
    """How many."""
    disks: int
    """Their disks, as far as files count them; a shared disk once."""
    without_disks: int
    """Hosts whose disks no file counts."""
    capacities: Mapping[Capacity, Sum]
    """Their sizes."""
    verdicts: Mapping[HostVerdict, int]
    """How many of them have each verdict; together all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """For how many hosts a value is there."""

    field: str
    """Name of the field of a host."""
    reported: int
    """Hosts of which a file says it."""
    derived: int
    """Hosts of which it was worked out."""
    missing: int
    """Hosts of which nothing says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Everything counted."""

    all: Row
    """All hosts."""
    apart: Mapping[Apart, int]
    """Those that are no machines to protect, which `all` holds too."""
    excluded: int
    """Those that the reader left out."""
    decided: int
    """Those whose verdict is the reader's own."""
    shared_disks: int
    """Disks that are listed at a host and count at another one."""
    by: Mapping[Dimension, tuple[Row, ...]]
    """Rows that together are all hosts, the largest first; verdicts in their own order."""
    presence: tuple[Presence, ...]
    """Which values are there."""
    read_in: tuple[tuple[str, str, str], ...]
    """File or sheet, column and unit of every column of sizes."""


def totals(assessed: Assessed, way: str | None = None) -> Totals:
    """Return what all hosts come to, by their best way or by one that is named. O(hosts + disks + partitions)."""
    apart: dict[Apart, int] = {}
    alike: dict[tuple[str | None, ...], _Adding] = {}
    told = tuple(_DIMENSIONS.values())
    for judged in assessed.hosts:
        key = tuple([tell(judged, way) for tell in told])
        adding = alike.get(key)
        if adding is None:
            adding = alike[key] = _Adding("")
        host = judged.host
        adding.add(judged.verdict_for(way), disk_count(host), [amount(host, capacity) for capacity in CAPACITIES])
        if judged.apart is not None:
            apart[judged.apart] = apart.get(judged.apart, 0) + 1
    whole = _Adding("all hosts")
    rows: dict[Dimension, dict[str, _Adding]] = {name: {} for name in _DIMENSIONS}
    for key, adding in alike.items():
        whole.take(adding)
        for name, value in zip(_DIMENSIONS, key, strict=True):
            row = rows[name].setdefault(value or NOWHERE, _Adding(value or NOWHERE))
            row.take(adding)
    return Totals(
        all=whole.row(),
        apart=apart,
        excluded=sum(judged.excluded for judged in assessed.hosts),
        decided=sum(judged.decision is not None and judged.decision.verdict is not None for judged in assessed.hosts),
        shared_disks=sum(disk.counted_elsewhere for judged in assessed.hosts for disk in judged.host.disks or ()),
        by={name: _ordered(name, found.values()) for name, found in rows.items()},
        presence=_presence(assessed.hosts),
        read_in=tuple(
            (table.name or file.name, column, unit)
            for file in assessed.inventory.files
            for table in file.tables
            for column, unit in table.units
        ),
    )


_DIMENSIONS: Mapping[Dimension, Callable[[Judged, str | None], str | None]] = {
    "verdict": lambda judged, way: judged.verdict_for(way),
    "way": lambda judged, way: way or judged.best.way,
    "cluster": lambda judged, _: judged.host.cluster,
    "system": lambda judged, _: judged.placed.label or judged.placed.text,
    "platform": lambda judged, _: judged.host.platform,
    "power": lambda judged, _: judged.host.power,
}


@dataclass(slots=True)
class _Adding:
    name: str
    hosts: int = 0
    disks: int = 0
    without_disks: int = 0
    verdicts: dict[HostVerdict, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    sizes: list[list[int]] = field(default_factory=lambda: [[0, 0, 0, 0, 0] for _ in CAPACITIES])

    def add(self, verdict: HostVerdict, disks: int | None, sizes: Sequence[Amount | None]) -> None:
        self.hosts += 1
        self.verdicts[verdict] += 1
        if disks is None:
            self.without_disks += 1
        else:
            self.disks += disks
        for sums, found in zip(self.sizes, sizes, strict=True):
            if found is None:
                sums[3] += 1
                continue
            sums[0] += found.size
            sums[1 if found.whole else 2] += 1
            sums[4] += found.derived is not None

    def take(self, other: "_Adding") -> None:
        """Add the hosts of another one."""
        self.hosts += other.hosts
        self.disks += other.disks
        self.without_disks += other.without_disks
        for verdict, number in other.verdicts.items():
            self.verdicts[verdict] += number
        for sums, more in zip(self.sizes, other.sizes, strict=True):
            sums[:] = map(add, sums, more)

    def row(self) -> Row:
        return Row(
            name=self.name,
            hosts=self.hosts,
            disks=self.disks,
            without_disks=self.without_disks,
            capacities={
                capacity: Sum(size=size, hosts=hosts, partly=partly, missing=missing, derived=derived)
                for capacity, (size, hosts, partly, missing, derived) in zip(CAPACITIES, self.sizes, strict=True)
            },
            verdicts=dict(self.verdicts),
        )


def _ordered(name: Dimension, found: Iterable[_Adding]) -> tuple[Row, ...]:
    rows = [adding.row() for adding in found]
    if name == "verdict":
        return tuple(sorted(rows, key=lambda row: ORDER[row.name]))
    return tuple(sorted(rows, key=lambda row: (row.name == NOWHERE, -row.hosts, row.name.casefold())))


def _presence(hosts: Sequence[Judged]) -> tuple[Presence, ...]:
    derived = Counter(item.field for judged in hosts for item in judged.host.derived)
    columns = zip(*(_VALUES(judged.host) for judged in hosts), strict=True) if hosts else [()] * len(VALUES)
    found = []
    for name, values in zip(VALUES, columns, strict=True):
        there = len(values) - values.count(None)
        worked_out = derived[name]
        found.append(Presence(field=name, reported=there - worked_out, derived=worked_out, missing=len(hosts) - there))
    return tuple(found)


_VALUES = attrgetter(*VALUES)
