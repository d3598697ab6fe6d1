"""Tables and the chart of the recovery time calculator."""

from calculators.answers.report import Chart, Series, Table
from calculators.answers.wording import number
from calculators.catalog import Catalog
from calculators.recovery_time.estimate import Span
from calculators.recovery_time.model import (
    RESTORE,
    Inputs,
    Part,
    Result,
    disk_type,
    host_count,
    hosts_at_once,
    largest_part,
    memory_classes,
)
from calculators.recovery_time.words import START, between, cell, clock, lower, spell

# More waves than these are shown as the first ones, the last one and a row for those between.
MOST_WAVES = 12


def change_table(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """Return what single changes would bring, if any brings something."""
    if not result.changes:
        return ()
    current = result.total.plan if result.total else None
    together = result.together
    more = together is not None and together.plan < result.changes[0].plan
    changes = (*result.changes, together) if together and more else result.changes
    return (
        Table(
            title="What would change the RTO",
            columns=("Change", "Wanted RTO", "RTO to plan with", "Shorter by"),
            rows=tuple(
                (
                    change.label,
                    "met" if change.met else "missed",
                    clock(change.plan),
                    "not known" if current is None else clock(round(current) - round(change.plan)),
                )
                for change in changes
            ),
            badges=tuple("good" if change.met else "bad" for change in changes),
        ),
    )


def part_table(result: Result) -> Table:
    """Return every part with its range."""
    rows = [(part.label, _counted(part), *_cells(part.span)) for part in result.parts]
    return Table(
        title="Parts of the RTO",
        columns=("Part", "In the RTO", "At least", "Plan with", "At most"),
        rows=(*rows, ("RTO", "", *_cells(result.total))),
    )


def _counted(part: Part) -> str:
    if not part.counted:
        return "no, before the clock starts"
    return "no, counted as 0" if part.span and not part.span.high else "yes"


def _cells(span: Span | None) -> tuple[str, str, str]:
    if span is None:
        return ("not measured", "not measured", "not measured")
    return (clock(span.low), clock(span.plan), clock(span.high))


def wave_table(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """Return when each wave starts and ends, counted from when the clock starts."""
    host = result.host.span
    if host is None:
        return ()
    at = [part.id for part in result.parts].index(RESTORE)
    before = sum(part.span.plan for part in result.parts[:at] if part.counted and part.span)
    waves, hosts, each = result.waves, host_count(inputs), hosts_at_once(inputs)
    groups = [(wave, wave) for wave in range(1, waves + 1)]
    if waves > MOST_WAVES:
        first = MOST_WAVES - 2
        groups = [*groups[:first], (first + 1, waves - 1), (waves, waves)]
    rows = tuple(
        (
            f"Wave {number(start)}" if start == end else f"Waves {number(start)} to {number(end)}",
            number(min(end * each, hosts) - (start - 1) * each),
            clock(before + (start - 1) * host.plan),
            clock(before + end * host.plan),
            between(before + end * host.low, before + end * host.high),
        )
        for start, end in groups
    )
    columns = ("Wave", "Hosts", "Starts after", "Hosts run after", "Range")
    return (Table(title=f"Waves of hosts, counted from {START[inputs.clock]}", columns=columns, rows=rows),)


def measured_table(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Table, ...]:
    """Return the measurements of the same disk type or the same size, with what was read from them."""
    if inputs.storage != "object":
        return ()
    kind = disk_type(inputs, catalog)
    used = {row.id for row in (*result.slowest.points, *result.host.points)}
    holes = {row.id for row in (*result.slowest.holes, *result.host.holes)}
    rows = [
        row
        for row in catalog.recovery.object.rows
        if row.disk_type == kind or (holes and row.used_gb in {hole.used_gb for hole in result.host.holes})
    ]
    small, _ = memory_classes(catalog)
    return (
        Table(
            title=f"Measured recoveries from object storage, {catalog.recovery.object.platform}",
            columns=("Used data, disks", "Time", "Recovery host", "Target disks", "Used here"),
            rows=tuple(
                (
                    f"{number(row.used_gb)} GB, {row.disks}",
                    cell(row.minutes),
                    f"{row.memory}, {row.bandwidth}",
                    row.disk_type,
                    "yes" if row.id in used else "asked for" if row.id in holes else "no",
                )
                for row in sorted(rows, key=lambda row: (row.memory != small, row.used_gb, row.disk_type != kind))
            ),
        ),
    )


def chart(inputs: Inputs, result: Result) -> Chart:
    """Return the parts on each other: at least, to plan with, at most, with the wanted RTO as a line."""
    counted = [part for part in result.parts if part.counted and (part.span is None or part.span.high)]
    if result.total is None:
        summary = (
            f"The parts beside the recovery of the hosts take {clock(result.beside)}; the recovery is not measured."
        )
    else:
        largest = largest_part(result)
        plan = "" if result.total.low == result.total.high else f", to plan with {clock(result.total.plan)}"
        summary = (
            f"The RTO is {spell(result.total)}{plan}, of a wanted "
            f"{clock(inputs.rto_minutes)}; the largest part is: {lower(largest.label if largest else 'nothing')}."
        )
    return Chart(
        id="parts",
        title="Parts of the RTO",
        summary=summary,
        x=(0.0, 1.0, 2.0),
        x_label="RTO",
        x_kind="category",
        x_names=("At least", "Plan with", "At most"),
        y_label="Minutes",
        series=(
            *(
                Series(
                    name=part.label,
                    values=(None, None, None) if part.span is None else (part.span.low, part.span.plan, part.span.high),
                    kind="bar",
                )
                for part in counted
            ),
            Series(name="Wanted RTO", values=(inputs.rto_minutes,) * 3, kind="line"),
        ),
        stacked=True,
    )
