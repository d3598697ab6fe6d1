"""Systems as a reader gives them, each with what it needs, and what is wrong with any of them."""

import dataclasses
import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calculators.records.repeated import repeated
from calculators.recovery_time.groups import (
    LEAST_GB,
    MOST_DISKS,
    MOST_GB,
    MOST_HOSTS,
    MOST_MINUTES,
    MOST_ORDER,
    Group,
)
from calculators.replication.quantities import held_to, read_quantity, read_whole

MOST_SYSTEMS = 300
"""More of them nobody recovers one after the other in a night."""
LEAST_MINUTES = 0.1
NO_GROUP = "No group"

_TIER = re.compile(r"(?:tier|wave)[\s-]*", re.IGNORECASE)
_BETWEEN = re.compile("[,;\n\uff0c\uff1b\u3001]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSystem:
    """A system as it was typed, so that nothing is lost of what cannot be read."""

    id: str
    """A name of its own, which stays when its reader calls it otherwise."""
    name: str
    """What its reader calls it."""
    group: str = ""
    """Systems that have one recovery time together."""
    tier: str = ""
    """How important it is: the smallest number first."""
    needs: str = ""
    """Names of the systems that have to work before it starts, with commas."""
    hosts: str = ""
    """How many hosts it has; one where nobody says."""
    largest_disk: str = ""
    """Used data on its largest disk, in GB unless a unit stands behind it; that of the project where nobody says."""
    disks: str = ""
    """Disks of that host; those of the project where nobody says."""
    minutes: str = ""
    """From the start of its restore until it works, from a drill; worked out where nobody measured it."""
    rto: str = ""
    """Wanted recovery time in minutes unless a unit stands behind it; that of the project where nobody says."""
    restored_when: str = ""
    """What must hold so that its owner says that it works."""
    owner: str = ""
    """Who says that it works."""


COLUMNS = tuple(item.name for item in dataclasses.fields(TypedSystem))


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system that was read."""

    id: str
    """A name of its own."""
    name: str
    """What its reader calls it."""
    group: str
    """Its group."""
    tier: int | None
    """Its tier; None where nobody says."""
    needs: tuple[str, ...]
    """Ids of what it needs."""
    hosts: int
    """How many hosts it has."""
    largest_disk_gb: float | None
    """Used data on its largest disk; None for the project's."""
    disks: int | None
    """Disks of that host; None for the project's."""
    minutes: float | None
    """Measured time of it all; None where nobody measured it."""
    rto_minutes: float | None
    """Wanted recovery time; None for the project's."""
    restored_when: str = ""
    """What must hold so that it works."""
    owner: str = ""
    """Who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemProblem:
    """What is wrong with a system."""

    id: str
    """Id of the system."""
    field: str
    """Which column of it."""
    message: str
    """What is wrong, and what is allowed."""


def read(typed: Sequence[TypedSystem]) -> tuple[tuple[System, ...], tuple[SystemProblem, ...]]:
    """Return the systems, and everything that is wrong with any of them; with a problem they give no order."""
    problems: list[SystemProblem] = []
    named: dict[str, str] = {}
    if len(typed) > MOST_SYSTEMS:
        told = f"there are {len(typed)} systems, and at most {MOST_SYSTEMS} make an order. Put some of them into one."
        problems.append(SystemProblem(id=typed[MOST_SYSTEMS].id, field="name", message=told))
        typed = typed[:MOST_SYSTEMS]
    for item in typed:
        key = _key(item.name)
        if not key:
            problems.append(SystemProblem(id=item.id, field="name", message="this is empty. Give it a name."))
        elif key in named:
            told = f"another system is called {repeated(item.name)} too. Give one of them another name."
            problems.append(SystemProblem(id=item.id, field="name", message=told))
        else:
            named[key] = item.id
    found = []
    for item in typed:
        cells = _Cells(item)
        found.append(
            System(
                id=item.id,
                name=item.name.strip(),
                group=item.group.strip() or NO_GROUP,
                tier=cells.take("tier", lambda text: read_whole(_TIER.sub("", text, count=1), 0, MOST_ORDER)),
                needs=_needs(item, named, cells),
                hosts=cells.take("hosts", lambda text: read_whole(text, 1, MOST_HOSTS)) or 1,
                largest_disk_gb=cells.take("largest_disk", lambda text: _amount(text, "GB", LEAST_GB, MOST_GB)),
                disks=cells.take("disks", lambda text: read_whole(text, 1, MOST_DISKS)),
                minutes=cells.take("minutes", lambda text: _amount(text, "minutes", LEAST_MINUTES, MOST_MINUTES)),
                rto_minutes=cells.take("rto", lambda text: _amount(text, "minutes", 1, MOST_MINUTES)),
                restored_when=item.restored_when.strip(),
                owner=item.owner.strip(),
            )
        )
        problems += cells.problems
    return tuple(found), tuple(problems)


def of_groups(groups: Sequence[Group]) -> tuple[System, ...]:
    """Return the groups of a project as systems: those of an order need all of the order before it."""
    orders = sorted({group.order for group in groups})
    before = {order: orders[place - 1] if place else None for place, order in enumerate(orders)}
    ids = [f"g{place}" for place, _ in enumerate(groups, 1)]
    return tuple(
        System(
            id=ident,
            name=group.name,
            group=group.name,
            tier=group.order if len(orders) > 1 else None,
            needs=tuple(
                other for other, item in zip(ids, groups, strict=True) if item.order == before[group.order]
            ),
            hosts=group.hosts,
            largest_disk_gb=group.largest_disk_gb,
            disks=group.disks,
            minutes=None,
            rto_minutes=group.rto_minutes,
        )
        for ident, group in zip(ids, groups, strict=True)
    )  # fmt: skip


class _Cells:
    """Reads the cells of a system, and notes what cannot be read."""

    def __init__(self, item: TypedSystem) -> None:
        self.item = item
        self.problems: list[SystemProblem] = []

    def note(self, field: str, message: str) -> None:
        self.problems.append(SystemProblem(id=self.item.id, field=field, message=message))

    def take[Read](self, field: str, reader: Callable[[str], Read]) -> Read | None:
        text = getattr(self.item, field).strip()
        if not text:
            return None
        try:
            return reader(text)
        except ValueError as error:
            self.note(field, str(error))
            return None


def _needs(item: TypedSystem, named: dict[str, str], cells: _Cells) -> tuple[str, ...]:
    found: list[str] = []
    for name in filter(None, (part.strip() for part in _BETWEEN.split(item.needs))):
        other = named.get(_key(name))
        if other is None:
            close = difflib.get_close_matches(_key(name), named, n=1)
            advice = f" Did you mean {repeated(close[0])}?" if close else ""
            cells.note("needs", f"there is no system {repeated(name)}.{advice} Add it, or take it out.")
        elif other == item.id:
            cells.note("needs", "a system cannot wait for itself. Take it out.")
        else:
            found.append(other)
    return tuple(dict.fromkeys(found))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _amount(text: str, unit: str, least: float, most: float) -> float:
    return held_to(text, read_quantity(text, unit), least, most, unit)
