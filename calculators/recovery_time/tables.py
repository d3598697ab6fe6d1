"""Tables of the recovery time calculator."""

from calculators.answers.report import Table
from calculators.answers.wording import exact, number
from calculators.catalog import Catalog
from calculators.records.flow import Level
from calculators.recovery_time.estimate import Span
from calculators.recovery_time.model import (
    Change,
    Inputs,
    Met,
    Part,
    Result,
    disk_type,
    hosts_at_once,
    memory_classes,
)
from calculators.recovery_time.words import START, between, cell, clock, spell, stated

# More waves than these are shown as the first ones, the last one and a row for those between.
MOST_WAVES = 12


def group_table(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """Return when each of several groups works again, in the order of the recovery."""
    if inputs.groups is None or not result.outcome.groups:
        return ()
    words: dict[Met, tuple[Level, str]] = {
        "yes": ("good", "met"), "by plan": ("caution", "met, with a doubt"), "no": ("bad", "missed")
    }  # fmt: skip
    rows, levels = [], []
    for item in result.outcome.groups:
        level, word = words[item.met]
        if level != "bad" and item.host.guessed:
            level, word = "caution", "met, but extrapolated"
        levels.append(level)
        rows.append(
            (
                item.group.name,
                word,
                stated(item.wanted),
                clock(item.total.plan),
                spell(item.total),
                number(item.group.order),
                number(item.group.hosts),
                clock(item.host.span.plan) if item.host.span else "not measured",
                clock(item.start.plan),
                clock(item.end.plan),
            )
        )
    columns = (
        "Group", "State", "Wanted RTO", "RTO to plan with", "Range", "Order", "Hosts", "One host", "Starts after",
        "Hosts run after",
    )  # fmt: skip
    title = f"Each group of hosts, counted from {START[inputs.clock]}"
    return (Table(title=title, columns=columns, rows=tuple(rows), badges=tuple(levels)),)


def change_table(result: Result) -> tuple[Table, ...]:
    """Return what single changes would bring, if any brings something."""
    if not result.changes:
        return ()
    current = result.total.plan if result.total else None
    together = result.together
    more = together is not None and together.plan < result.changes[0].plan
    changes = (*result.changes, together) if together and more else result.changes
    states = [_state(change) for change in changes]
    return (
        Table(
            title="What would change the RTO",
            columns=("What changes", "Wanted RTO", "RTO to plan with", "Shorter by"),
            rows=tuple(
                (
                    change.label,
                    word,
                    clock(change.plan),
                    "not known" if current is None else clock(current - change.plan, down=True),
                )
                for change, (_, word) in zip(changes, states, strict=True)
            ),
            badges=tuple(level for level, _ in states),
        ),
    )


def _state(change: Change) -> tuple[Level, str]:
    if not change.met:
        return "bad", "missed"
    return ("caution", "met, but extrapolated") if change.guessed else ("good", "met")


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
    return (clock(span.low, down=span.low < span.plan), clock(span.plan), clock(span.high))


def wave_table(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """Return when each wave starts and ends, counted from when the clock starts; groups have a table of their own."""
    if inputs.groups is not None or not result.outcome.groups:
        return ()
    (item,) = result.outcome.groups
    waves, hosts, start = result.waves, item.group.hosts, item.start.plan
    each = min(hosts_at_once(inputs) or hosts, hosts)
    spans = [(wave, wave) for wave in range(1, min(waves, MOST_WAVES) + 1)]
    if waves > MOST_WAVES:
        first = MOST_WAVES - 2
        spans = [*spans[:first], (first + 1, waves - 1), (waves, waves)]
    rows = tuple(
        (
            f"Wave {number(first)}" if first == last else f"Waves {number(first)} to {number(last)}",
            number(min(last * each, hosts) - (first - 1) * each),
            clock(start + (first - 1) * item.wave.plan),
            clock(start + last * item.wave.plan),
            between(start + last * item.wave.low, start + last * item.wave.high),
        )
        for first, last in spans
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
                    f"{exact(row.used_gb)} GB, {row.disks}",
                    cell(row.minutes),
                    f"{row.memory}, {row.bandwidth}",
                    row.disk_type,
                    "yes" if row.id in used else "asked for" if row.id in holes else "no",
                )
                for row in sorted(rows, key=lambda row: (row.memory != small, row.used_gb, row.disk_type != kind))
            ),
        ),
    )
