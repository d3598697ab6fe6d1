"""Two inventories of one customer: what came, what went, what grew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from calculators.inventory.amounts import USED, Amount, Basis, amount
from calculators.inventory.decisions import identifiers
from calculators.inventory.model import Host, Inventory

YEAR_DAYS = 365.25
MONTH_DAYS = YEAR_DAYS / 12
COMPARED = (
    "vcpus", "memory_bytes", "disk_count", "disk_bytes", "provisioned_bytes", "in_use_bytes", "power", "os_reported",
)  # fmt: skip
"""Fields whose changes are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value of a host that is another one now."""

    field: str
    """Name of the field of a host."""
    before: object
    """What it was."""
    after: object
    """What it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A host that stands in both."""

    before: Host
    """As it was."""
    after: Host
    """As it is."""
    changes: tuple[Change, ...]
    """What differs; a value that one of them does not have is not compared."""
    by_name: bool
    """Whether only the name shows that they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How the data of the hosts in both grew."""

    basis: Basis
    """What was compared: the same at both times."""
    hosts: int
    """How many hosts say it both times."""
    of: int
    """How many hosts stand in both."""
    before: int
    """Bytes then."""
    after: int
    """Bytes now; less where data was deleted."""
    days: float
    """How many days lie between."""

    @property
    def a_day(self) -> float:
        """Return how many bytes a day came."""
        return (self.after - self.before) / self.days

    @property
    def a_month(self) -> float:
        """Return how many bytes a month came."""
        return self.a_day * MONTH_DAYS

    @property
    def percent_a_year(self) -> float:
        """Return the growth of a year in % of what was there, as the sizing takes it: 0 or more, at the same pace."""
        if self.before <= 0 or self.after <= self.before:
            return 0.0
        grown = (self.after / self.before) ** (YEAR_DAYS / self.days) - 1
        return grown * 100 if grown < inf else inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two inventories side by side."""

    added: tuple[Host, ...]
    """Hosts that came."""
    removed: tuple[Host, ...]
    """Hosts that went."""
    both: tuple[Changed, ...]
    """Hosts that stand in both, in the order of the newer one."""
    unsure: tuple[Host, ...]
    """Hosts of the newer one of whose names there are several: nobody can tell which is which. They count as added."""
    growth: Growth | None
    """How their data grew; None where no size or no time can be compared."""

    @property
    def changed(self) -> tuple[Changed, ...]:
        """Return the hosts of which something is another."""
        return tuple(item for item in self.both if item.changes)


def compare(before: Inventory, after: Inventory, days: float | None = None) -> Comparison:
    """Return what changed from one inventory to the next. O(hosts of both). `days` lie between; None where unknown.

    A host is the same by an identifier, and only where there is none by its name, if one host has it.
    """
    ids, names = _by_identifier(before.hosts), _by_name(before.hosts)
    new_names = _by_name(after.hosts)
    matched: dict[int, int] = {}
    by_name = set()
    for place, host in enumerate(after.hosts):
        old = _first(ids, host, matched)
        if old is not None:
            matched[old] = place
    taken = set(matched.values())
    unsure = []
    for place, host in enumerate(after.hosts):
        if place in taken:
            continue
        found = [old for old in names.get(host.name.casefold(), ()) if old not in matched]
        found = [old for old in found if not _clash(before.hosts[old], host)]
        if len(found) == 1 and len(new_names[host.name.casefold()]) == 1:
            matched[found[0]] = place
            by_name.add(place)
        elif found:
            unsure.append(host)
    pairs = sorted((new, old) for old, new in matched.items())
    both = tuple(
        Changed(
            before=before.hosts[old],
            after=after.hosts[new],
            changes=_changes(before.hosts[old], after.hosts[new]),
            by_name=new in by_name,
        )
        for new, old in pairs
    )
    known = set(matched.values())
    return Comparison(
        added=tuple(host for place, host in enumerate(after.hosts) if place not in known),
        removed=tuple(host for place, host in enumerate(before.hosts) if place not in matched),
        both=both,
        unsure=tuple(unsure),
        growth=_growth(both, days),
    )


def _first(ids: Mapping[str, int], host: Host, matched: Mapping[int, int]) -> int | None:
    return next((ids[text] for text in identifiers(host) if text in ids and ids[text] not in matched), None)


def _clash(one: Host, other: Host) -> bool:
    """Return whether two hosts have identifiers of one kind, and none in common: then a name is no proof."""
    kinds = ("instance_uuid", "vm_uuid", "smbios_uuid")
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in kinds]
    both = [(old.casefold(), new.casefold()) for old, new in pairs if old and new]
    return bool(both) and all(old != new for old, new in both)


def _by_identifier(hosts: Iterable[Host]) -> dict[str, int]:
    """Return hosts by what tells them apart; an identifier that several have tells nothing."""
    found: dict[str, int] = {}
    several = set()
    for place, host in enumerate(hosts):
        for text in identifiers(host):
            if found.setdefault(text, place) != place:
                several.add(text)
    return {text: place for text, place in found.items() if text not in several}


def _by_name(hosts: Iterable[Host]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, host in enumerate(hosts):
        found.setdefault(host.name.casefold(), []).append(place)
    return found


def _changes(before: Host, after: Host) -> tuple[Change, ...]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in COMPARED)
    return tuple(
        Change(field=name, before=old, after=new)
        for name, old, new in pairs
        if old is not None and new is not None and old != new
    )


def _growth(both: Iterable[Changed], days: float | None) -> Growth | None:
    """Return the growth by the measure that most hosts have both times; of equal ones by the surer."""
    pairs = list(both)
    if days is None or days <= 0 or not pairs:
        return None
    best: Growth | None = None
    for basis in USED:
        sizes = [(amount(item.before, basis), amount(item.after, basis)) for item in pairs]
        whole = [(old.size, new.size) for old, new in sizes if _whole(old) and _whole(new) and old and new]
        if whole and (best is None or len(whole) > best.hosts):
            best = Growth(
                basis=basis,
                hosts=len(whole),
                of=len(pairs),
                before=sum(old for old, _ in whole),
                after=sum(new for _, new in whole),
                days=days,
            )
    return best


def _whole(found: Amount | None) -> bool:
    return found is not None and found.whole
