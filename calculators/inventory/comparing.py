"""Two exports of one customer side by side, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from calculators.answers.report import Answer, Report, Table, Verdict
from calculators.answers.wording import count, exact
from calculators.catalog import Catalog
from calculators.inventory.account import gib, questions
from calculators.inventory.amounts import Basis, amount
from calculators.inventory.compare import YEAR_DAYS, Change, Comparison
from calculators.inventory.dates import exported_on
from calculators.inventory.model import Host, Inventory

CALCULATOR, FIELD = "rpo_bandwidth", "growth_percent"
"""The calculator and its input that take the growth of a year."""
LEAST_DAYS = 28
"""From so many days on growth counts as measured: a shorter time says more of single events than of a pace."""
MEANT: Mapping[Basis, str] = {
    "partitions": "what file systems hold",
    "in use": "what hosts take of the platform's storage",
    "disks": "the sizes of their disks",
}

_FIELDS = {
    "vcpus": "vCPU", "memory_bytes": "memory", "disk_count": "disks", "disk_bytes": "disk capacity",
    "provisioned_bytes": "provisioned", "in_use_bytes": "in use", "power": "power", "os_reported": "system",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The time between two exports."""

    days: float | None
    """How many days; None where nobody says it."""
    told: str
    """How that is known, as a sentence."""
    since: str = ""
    """The day of the newer one, as YYYY-MM-DD; empty where no file says it."""


def between(before: Inventory, after: Inventory, typed: float | None) -> Between:
    """Return the time between two exports: as the reader types it, or else as their files say."""
    old, new = exported_on(before), exported_on(after)
    since = new.day.isoformat() if new else ""
    if typed is not None and typed > 0:
        return Between(days=typed, told="You typed how many days lie between.", since=since)
    if old is None or new is None:
        lacking = "neither export says" if old is new else f"the {'newer' if old else 'older'} one does not say"
        return Between(days=None, told=f"How many days lie between is to be typed: {lacking} when it was made.")
    if new.day <= old.day:
        text = f"The older export is of {old.day}, as {old.source} says, and the newer one of {new.day}: type the days."
        return Between(days=None, told=text, since=since)
    text = f"From {old.day}, as {old.source} says, to {new.day}, as {new.source} says."
    return Between(days=float((new.day - old.day).days), told=text, since=since)


def report(comparison: Comparison, time: Between, catalog: Catalog, older: Inventory) -> Report:
    """Return what came, what went and what grew; questions of the older export are to be answered, too."""
    added, removed, changed = comparison.added, comparison.removed, comparison.changed
    told = f"{exact(len(added))} added, {exact(len(removed))} removed, {exact(len(changed))} changed."
    return Report(
        calculator="inventory-comparison",
        title="Two exports side by side",
        verdict=Verdict(level="mixed", label=f"{count(len(comparison.both), 'host')} in both", text=told),
        given=(),
        read=questions(older),
        answers=_growth(comparison),
        warnings=(*_unsure(comparison), *_doubts(comparison)),
        tables=tuple(
            table
            for table in (
                _hosts("Hosts that were added", added),
                _hosts("Hosts that were removed", removed),
                Table(
                    title="Hosts of which something is another",
                    columns=("Host", "What changed"),
                    rows=tuple((item.after.name, "; ".join(map(_change, item.changes))) for item in changed),
                ),
            )
            if table.rows
        ),
        listed=3,
        notes=(time.told, *_apart(comparison)),
        noted="What the growth is worked out from",
        data_date=catalog.date,
    )


def offer(comparison: Comparison, time: Between, catalog: Catalog) -> dict[str, str] | None:
    """Return the growth as the sizing takes it, with how it is known; None where there is none that it takes.

    It is measured where most hosts tell it over a month or longer, and else derived.
    """
    growth = comparison.growth
    if growth is None or growth.basis == "disks":
        return None
    value = round(growth.percent_a_year, 1)
    if not 0 < value <= _most(catalog):
        return None
    measured = growth.days >= LEAST_DAYS and 2 * growth.hosts > growth.of
    told = f"{growth.basis} of {exact(growth.hosts)} of {count(growth.of, 'host')} in two exports"
    return {
        "calculator": CALCULATOR,
        "field": FIELD,
        "value": exact_digits(value),
        "origin": "measured" if measured else "derived",
        "since": time.since,
        "source": f"{told}, {exact(round(growth.days))} days apart",
    }


def exact_digits(value: float) -> str:
    """Return a number as it would be typed."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _most(catalog: Catalog) -> float:
    """Return the largest growth that the sizing takes."""
    form = next(form for form in catalog.forms if form.id == CALCULATOR)
    field = next(field for group in form.groups for field in group.fields if field.id == FIELD)
    return inf if field.maximum is None else float(field.maximum)


def _growth(comparison: Comparison) -> tuple[Answer, ...]:
    growth = comparison.growth
    if growth is None:
        return ()
    a_year = growth.percent_a_year
    return (
        Answer(
            id="growth",
            label="Growth of a year",
            value=f"{exact(round(a_year, 1))} %" if a_year < inf else "beyond counting",
            detail=f"{gib(growth.before)} became {gib(growth.after)} in {exact(round(growth.days, 1))} days, by "
            f"{MEANT[growth.basis]}, of {exact(growth.hosts)} of {count(growth.of, 'host')} in both.",
            amount=a_year if a_year < inf else None,
            unit="%",
        ),
    )


def _doubts(comparison: Comparison) -> tuple[str, ...]:
    growth = comparison.growth
    if growth is None:
        return ()
    found = []
    if growth.basis == "disks":
        found.append("Only sizes of disks can be compared. Data may grow without them: this is no growth of data.")
    if growth.after < growth.before:
        found.append("There is less data than there was. The sizing is not told so: it plans for growth or for none.")
    if growth.days < LEAST_DAYS:
        times = exact(round(YEAR_DAYS / growth.days))
        found.append(f"A year is {times} times as long as what was observed: one copy may tell it all.")
    if 2 * growth.hosts <= growth.of:
        found.append(f"Only {exact(growth.hosts)} of {count(growth.of, 'host')} in both say their data both times.")
    return tuple(found)


def _apart(comparison: Comparison) -> tuple[str, ...]:
    """Return what hosts that came and went have: they are in no growth."""
    growth = comparison.growth
    if growth is None:
        return ()
    parts = []
    for hosts, what in ((comparison.added, "were added"), (comparison.removed, "were removed")):
        sizes = [found.size for host in hosts if (found := amount(host, growth.basis)) is not None]
        if hosts:
            parts.append(f"Hosts that {what} are not in it: {gib(sum(sizes))} of {exact(len(sizes))} that say it.")
    return tuple(parts)


def _unsure(comparison: Comparison) -> tuple[str, ...]:
    if not comparison.unsure:
        return ()
    return (f"Of {count(len(comparison.unsure), 'host')} nobody can tell which one it was: several have the name.",)


def _hosts(title: str, hosts: tuple[Host, ...]) -> Table:
    return Table(
        title=title,
        columns=("Host", "Cluster", "Disk capacity"),
        rows=tuple((host.name, host.cluster or "", gib(host.disk_bytes)) for host in hosts),
    )


def _change(change: Change) -> str:
    return f"{_FIELDS[change.field]}: {_value(change.field, change.before)} → {_value(change.field, change.after)}"


def _value(field: str, value: object) -> str:
    return gib(value) if field.endswith("_bytes") and isinstance(value, int) else str(value)
