"""The working of the recovery time calculator, with the numbers in place."""

from calculators.answers.report import Working
from calculators.answers.wording import exact, number
from calculators.catalog import Catalog
from calculators.recovery_time.model import (
    RESTORE,
    Inputs,
    Result,
    disk_type,
    groups,
    host_count,
    hosts_at_once,
    memory_class,
    other_disk_gb,
    reads_table,
    tightest,
)
from calculators.recovery_time.words import count, lower

# How many terms a sum shows.
MOST_TERMS = 12


def working(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Working, ...]:
    """Return every formula with its numbers; of a host those of the slowest group."""
    steps = []
    if reads_table(inputs):
        per_disk = catalog.figure("recovery-memory-per-disk")
        steps.append(
            Working(
                label="Disks restored at once",
                formula="memory of the recovery host / memory for each disk, rounded down",
                numbers=f"{exact(inputs.recovery_memory_gb)} GB / {exact(per_disk.value)} GB",
                result=count(result.disks_at_once, "disk"),
            )
        )
        steps += _disk_working(result.asked, result, catalog)
    rto_minutes, waves_of = tightest(inputs, result.beside)
    orders = len({group.order for group in groups(inputs)})
    steps.append(
        Working(
            label="Waves of hosts",
            formula="hosts / hosts at once, rounded up",
            numbers=f"{number(host_count(inputs))} / {number(hosts_at_once(inputs) or host_count(inputs))}"
            if orders == 1
            else f"in each of {number(orders)} orders",
            result=count(result.waves, "wave"),
        )
    )
    if result.total is not None:
        counted = [part.span.plan for part in result.parts if part.counted and part.span]
        restore = next(part.span for part in result.parts if part.id == RESTORE)
        waves = [f"{number(item.waves)} x {number(item.wave.plan)} min" for item in result.outcome.groups if item.waves]
        shown = waves[:MOST_TERMS] + [f"{number(len(waves) - MOST_TERMS)} more"] * (len(waves) > MOST_TERMS)
        steps += [
            Working(
                label="Recover the hosts",
                formula="waves x time of their slowest host, to plan with",
                numbers=" + ".join(shown),
                result=f"{number(restore.plan if restore else 0)} min",
            ),
            Working(
                label="RTO",
                formula=" + ".join(lower(part.label) for part in result.parts if part.counted),
                numbers=" + ".join(f"{number(minutes)} min" for minutes in counted),
                result=f"{number(result.total.plan)} min",
            ),
        ]
    steps.append(
        Working(
            label="Time that one host may take",
            formula="(wanted RTO - parts beside the recovery) / waves"
            + (", of the group that has the least" if len(groups(inputs)) > 1 else ""),
            numbers=f"({exact(rto_minutes)} min - {number(result.beside)} min) / {number(waves_of)}",
            result="none" if result.room <= 0 else f"{number(result.room)} min",
        )
    )
    return tuple(steps)


def _disk_working(inputs: Inputs, result: Result, catalog: Catalog) -> list[Working]:
    found = result.slowest
    if found.span is None:
        return []
    size, single = inputs.largest_disk_gb, [row for row in found.points if row.disks == "single"]
    host = f"{memory_class(inputs, catalog)} of memory, {disk_type(inputs, catalog)}"
    if found.origin == "interpolated":
        low, high = single[:2]
        formula = "time of the smaller point + difference of the times x part of the way between the sizes"
        numbers = (
            f"{exact(low.minutes or 0)} min + ({exact(high.minutes or 0)} - {exact(low.minutes or 0)}) min x "
            f"({exact(size)} - {exact(low.used_gb)}) / ({exact(high.used_gb)} - {exact(low.used_gb)})"
        )
    elif found.origin == "extrapolated" and len(single) == 1:
        (point,) = single
        if size > point.used_gb:
            formula = "time of the nearest measured size x size / nearest measured size"
            numbers = f"{exact(point.minutes or 0)} min x {exact(size)} / {exact(point.used_gb)}"
        else:
            formula = "time of the nearest measured size, which a smaller disk does not exceed"
            numbers = f"{exact(point.minutes or 0)} min for {exact(point.used_gb)} GB"
    elif found.origin == "extrapolated":
        formula = "at most as long as on a recovery host that is no better"
        numbers = "; ".join(f"{exact(row.minutes or 0)} min for {exact(row.used_gb)} GB" for row in single)
    else:
        formula = "measured time of this size"
        numbers = f"{exact(size)} GB, {host}"
    steps = [
        Working(
            label="Largest disk", formula=f"{formula} ({host})" if found.origin != "measured" else formula,
            numbers=numbers, result=f"{number(found.span.plan)} min, {found.origin}",
        )
    ]  # fmt: skip
    if result.disk_waves > 1 and result.host.span is not None:
        rest = (result.host.span.plan - found.span.plan) / (result.disk_waves - 1)
        steps.append(
            Working(
                label="Waves of disks",
                formula=f"largest disk + further waves x time of another disk of {exact(other_disk_gb(inputs))} GB",
                numbers=f"{number(found.span.plan)} min + {number(result.disk_waves - 1)} x {number(rest)} min",
                result=f"{number(result.host.span.plan)} min",
            )
        )
    return steps
