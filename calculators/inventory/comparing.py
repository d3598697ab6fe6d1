"""Two exports of one customer side by side, as tables."""

from calculators.answers.report import Answer, Report, Table, Verdict
from calculators.answers.wording import count, exact
from calculators.catalog import Catalog
from calculators.inventory.account import gib
from calculators.inventory.compare import Change, Comparison
from calculators.inventory.model import Host

_FIELDS = {
    "vcpus": "vCPU", "memory_bytes": "memory", "disk_count": "disks", "disk_bytes": "disk capacity",
    "provisioned_bytes": "provisioned", "in_use_bytes": "in use", "power": "power", "os_reported": "system",
}  # fmt: skip


def report(comparison: Comparison, catalog: Catalog) -> Report:
    """Return what came, what went and what grew."""
    added, removed, changed = comparison.added, comparison.removed, comparison.changed
    told = f"{exact(len(added))} added, {exact(len(removed))} removed, {exact(len(changed))} changed."
    return Report(
        calculator="inventory-comparison",
        title="Two exports side by side",
        verdict=Verdict(level="mixed", label=f"{count(len(comparison.both), 'host')} in both", text=told),
        given=(),
        answers=_growth(comparison),
        warnings=_unsure(comparison),
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
        data_date=catalog.date,
    )


def _growth(comparison: Comparison) -> tuple[Answer, ...]:
    growth = comparison.growth
    if growth is None:
        return ()
    return (
        Answer(
            id="growth",
            label="Growth of a year",
            value=f"{exact(round(growth.percent_a_year, 1))} %",
            detail=f"{gib(growth.before)} became {gib(growth.after)} in {exact(round(growth.days, 1))} days, of "
            f"{exact(growth.hosts)} of {count(growth.of, 'host')} in both.",
            amount=growth.percent_a_year,
            unit="%",
        ),
    )


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
