"""The recovery time calculator's result as a report."""

from collections.abc import Iterator
from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.report import MOST_FIGURES, Answer, Report, Verdict, given
from calculators.answers.wording import exact, number, sentence
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.recovery_time.advice import reasons
from calculators.recovery_time.estimate import Estimate
from calculators.recovery_time.model import (
    FIGURES,
    NAME,
    RESTORE,
    Inputs,
    Result,
    disk_count,
    form,
    groups,
    has_times,
    host_count,
    hosts_at_once,
    largest_part,
    reads_table,
    stands_in,
    total_gb,
)
from calculators.recovery_time.pictures import charts
from calculators.recovery_time.steps import working
from calculators.recovery_time.tables import change_table, group_table, measured_table, part_table, wave_table
from calculators.recovery_time.words import STANDS_IN, START, clock, count, lower, size, spell, stated

MOST_CHANGES = 3
LIMIT = {
    "unknown": "what limits the hosts at once is not known yet",
    "quota": "the quota of the cloud account limits the hosts at once",
    "order": "the order in which applications start limits the hosts at once",
    "people": "the people who carry it out limit the hosts at once",
    "link": "the bandwidth of bucket or storage limits the hosts at once",
}


def stages(inputs: Inputs, result: Result, catalog: Catalog) -> Iterator[Report]:
    """Yield the answer as far as it is worked out: verdict and figures first, all of it last."""
    yield (told := _short(inputs, result, catalog))
    yield (told := replace(told, binds=_binds(inputs, result), change=_change(inputs, result)))
    yield (told := replace(told, reasons=reasons(inputs, result, catalog), charts=charts(inputs, result)))
    yield replace(
        told,
        warnings=_warnings(inputs, result, catalog),
        tables=(
            *group_table(inputs, result),
            *change_table(result),
            part_table(result),
            *wave_table(inputs, result),
            *measured_table(inputs, result, catalog),
        ),
        working=working(inputs, result, catalog),
        notes=_notes(inputs, result, catalog),
        sources=_sources(inputs, fields(form(catalog)), catalog),
    )


def _short(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    answers = _answers(inputs, result, catalog)
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result),
        given=tuple(given(field, inputs) for field in fields(form(catalog))),
        answers=answers,
        matter=min(len(answers), MOST_FIGURES),
        rests_on=_rests_on(inputs),
        data_date=catalog.date,
    )


def _rests_on(inputs: Inputs) -> tuple[str, ...]:
    """Return the inputs that decide whether an RTO is met; groups bring their own."""
    by_data = inputs.storage == "object" and inputs.host_minutes is None
    return () if inputs.groups else ("rto_minutes", "hosts", *(("largest_disk_gb",) if by_data else ()))


def _verdict(inputs: Inputs, result: Result) -> Verdict:
    several = len(result.outcome.groups) > 1
    wanted = "Every wanted RTO" if several else f"RTO of {stated(_wanted(inputs, result))}"
    if result.total is None:
        label = "Nobody measured this recovery"
        return Verdict(level="caution", label=label, text=f"{_why_unknown(inputs)} {_room(inputs, result)}")
    text = f"Plan with {clock(result.total.plan)}, counted from {START[inputs.clock]}. {_together(inputs)}"
    if stands_in(inputs):
        text = f"{text} {STANDS_IN}"
    missed = [item for item in result.outcome.groups if item.met == "no"]
    if missed:
        worst = max(missed, key=lambda item: item.total.plan - item.wanted)
        longer = clock(worst.total.plan - worst.wanted)
        over = f"That is {longer} too long."
        if result.outcome.guessed:
            text = f"{text} The time of a host is extrapolated: nobody measured this one."
        if several:
            over = f"{worst.group.name} takes {clock(worst.total.plan)}, {longer} too long."
            wanted = f"{number(len(missed))} of {count(len(result.outcome.groups), 'group')}: the wanted RTO"
        return Verdict(level="bad", label=f"{wanted} is missed", text=f"{text} {over} {_way_out(result)}")
    doubt = [item.total.high for item in result.outcome.groups if item.met == "by plan"]
    up_to = f" It may be up to {clock(max(doubt))}." if doubt else ""
    if result.outcome.guessed:
        more = f"The time of a host is extrapolated: nobody measured this one.{up_to} Measure it in a drill."
        return Verdict(level="caution", label=f"{wanted} is met, but extrapolated", text=f"{text} {more}")
    if doubt:
        more = f"But the sources allow up to {clock(max(doubt))}. Measure a host in a drill."
        return Verdict(level="caution", label=f"{wanted} is met, with a doubt", text=f"{text} {more}")
    if _limit_without_number(inputs):
        more = f"But {LIMIT[inputs.wave_limit]}. Enter how many go at once."
        return Verdict(level="caution", label=f"{wanted} is met if all hosts go at once", text=f"{text} {more}")
    if stands_in(inputs):
        more = "No other platform has published times. Choose the target, or measure a host in a drill."
        return Verdict(level="caution", label=f"{wanted} is met on Huawei Cloud", text=f"{text} {more}")
    spare = min(item.wanted - item.total.high for item in result.outcome.groups)
    return Verdict(level="good", label=f"{wanted} is met", text=f"{text} {clock(spare, down=True)} are left.")


def _wanted(inputs: Inputs, result: Result) -> float:
    """Return the wanted RTO: that of the group where there is one, which may differ from the form's."""
    return result.outcome.groups[0].wanted if result.outcome.groups else inputs.rto_minutes


def _together(inputs: Inputs) -> str:
    """Return how many hosts go at once, and whether that is assumed."""
    hosts = count(host_count(inputs), "host")
    if inputs.recovered_hosts is None:
        if host_count(inputs) == 1:
            return "It is one host."
        ordered = len({group.order for group in groups(inputs)}) > 1
        return f"All of the {hosts}{' of an order' if ordered else ''} go at once: that is assumed."
    return f"{number(min(hosts_at_once(inputs) or 0, host_count(inputs)))} of {hosts} go at once."


def _limit_without_number(inputs: Inputs) -> bool:
    return inputs.recovered_hosts is None and inputs.wave_limit != "unknown" and host_count(inputs) > 1


def _why_unknown(inputs: Inputs) -> str:
    if not has_times(inputs):
        return "The published times are of Huawei Cloud only."
    return "The published table has no time for this recovery host and disk type."


def _room(inputs: Inputs, result: Result) -> str:
    if result.room <= 0:
        return f"The other parts alone take {clock(result.beside)}, all of the wanted {stated(inputs.rto_minutes)}."
    return f"For the wanted RTO one host may take {clock(result.room, down=True)} at most: measure it in a drill."


def _way_out(result: Result) -> str:
    enough = [f"{lower(change.label)} ({clock(change.plan)})" for change in result.changes if change.met]
    if enough:
        alone = "This alone is enough" if len(enough) == 1 else "Each of these alone is enough"
        return f"{alone}: {'; '.join(enough)}."
    if result.together is None:
        return "Nothing that this calculator knows makes it shorter. Accept a longer RTO or fewer hosts."
    if result.together.met:
        return f"No single change is enough. Everything listed below together gives {clock(result.together.plan)}."
    everything = f"Everything listed below together still takes {clock(result.together.plan)}."
    return f"{everything} Accept a longer RTO or fewer hosts."


def _change(inputs: Inputs, result: Result) -> tuple[str, ...]:
    """Return what to change so that the wanted RTO is met for sure, the best one first."""
    if result.met == "no" and result.total is not None:
        present, every = result.total.plan, result.changes
        if result.together is not None and not any(change.met for change in every):
            every = (*every, result.together)
        best = sorted(every, key=lambda change: (not change.met, change.plan))[:MOST_CHANGES]
        return tuple(
            f"{change.label}: {clock(change.plan)}, {clock(present - change.plan, down=True)} shorter. "
            + ("The wanted RTO is met." if change.met else "The wanted RTO is still missed.")
            for change in best
        )
    found = []
    if stands_in(inputs):
        found.append("Choose the target: for other platforms than Huawei Cloud nobody has published times.")
    if _limit_without_number(inputs):
        found.append("Enter how many hosts go at once: you named what limits them.")
    if result.total is None or result.met == "by plan" or result.outcome.guessed:
        most = "" if result.room <= 0 else f" It may take {clock(result.room, down=True)} at most."
        found.append(f"Recover the slowest host in a drill and enter its time.{most}")
    return tuple(found)


def _answers(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Answer, ...]:
    total, host = result.total, result.host.span
    of = f" of {result.slow_group}" if len(groups(inputs)) > 1 else ""
    answers = [
        Answer(
            id="rto",
            label="RTO",
            value="not measured" if total is None else spell(total),
            detail=f"From {START[inputs.clock]} until the applications are checked."
            + ("" if total is None else f" Plan with {clock(total.plan)}."),
            amount=None if total is None else total.plan,
            unit="minutes",
        ),
        Answer(
            id="host",
            label=f"Recovery of one host{of}",
            value="not measured" if host is None else spell(host),
            detail=_origin(result.host, catalog),
            amount=None if host is None else host.plan,
            unit="minutes",
        ),
        Answer(
            id="room",
            label="Time that one host may take",
            value="none" if result.room <= 0 else clock(result.room, down=True),
            detail=f"The wanted RTO less the other parts, shared by {count(result.waves, 'wave')} of hosts.",
            amount=None if result.room <= 0 else result.room,
            unit="minutes",
        ),
        Answer(
            id="waves",
            label="Waves of hosts",
            value=number(result.waves),
            detail=f"{_together(inputs)} {sentence(LIMIT[inputs.wave_limit])}",
            amount=float(result.waves),
            unit="waves",
        ),
    ]
    if inputs.storage == "object":
        disks, waves = count(disk_count(result.asked), "disk"), count(result.disk_waves, "wave")
        answers.append(
            Answer(
                id="disks_at_once",
                label="Disks restored at once",
                value=number(result.disks_at_once),
                detail=f"On one recovery host with {exact(inputs.recovery_memory_gb)} GB: {disks} in {waves}. "
                f"All at once need {number(result.recovery_host.memory_gb)} GB.",
                amount=float(result.disks_at_once),
                unit="disks",
            )
        )
    return tuple(answers)


def _binds(inputs: Inputs, result: Result) -> str:
    """Return which part of the RTO is the longest, and what makes it so."""
    largest = largest_part(result)
    if result.total is None:
        return "Nobody measured how long a host takes here, so what decides is not known."
    if largest is None or largest.span is None or not largest.span.plan:
        return "Nothing takes time here."
    minutes = largest.span.plan
    share = f"{round(100 * minutes / result.total.plan)} % of the RTO" if result.total.plan else "all of the RTO"
    more = f"{largest.label}: {clock(minutes)}, {share}."
    if largest.id != RESTORE:
        return more
    each = f"{count(result.waves, 'wave')} of hosts" + (
        f", {clock(result.host.span.plan)} for the slowest host" if result.host.span else ""
    )
    return f"{more} It is {each}{'; its largest disk decides' if reads_table(inputs) else ''}."


def _origin(host: Estimate, catalog: Catalog) -> str:
    if host.origin == "your own":
        return "Your own measurement."
    if host.origin == "stated":
        rows = catalog.recovery.block.rows
        low, high = min(row.minutes_min for row in rows), max(row.minutes_max for row in rows)
        measured = f"{number(low)} to {number(high)} minutes on {catalog.recovery.block.platform}"
        return f"Measured: {measured}. Plan with the stated bound. It does not grow with the data."
    if host.origin == "not measured":
        return "No published measurement. Measure it in a drill and enter it."
    where = {(row.memory, row.disk_type) for row in host.points}
    points = ("; " if len(where) > 1 else " and ").join(
        f"{size(row)} in {clock(row.minutes or 0)}"
        + (f" ({row.memory} of memory, {row.disk_type})" if len(where) > 1 else "")
        for row in host.points
    )
    told = {
        "measured": f"Measured on {catalog.recovery.object.platform}: {points}.",
        "interpolated": f"Interpolated between the measured {points}.",
        "extrapolated": f"Extrapolated from the measured {points}. Nobody measured it.",
    }
    if host.origin == "interpolated" and host.holes:
        return f"{told['interpolated']} Nobody measured it: the table leaves out a time between them."
    return told[host.origin]


def _warnings(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    left_out = [part.label for part in result.parts if part.counted and part.span and not part.span.high]
    published = reads_table(inputs)
    asked = result.asked
    biggest = max(row.used_gb for row in catalog.recovery.object.rows if row.disks == "multiple")
    rules = (
        (
            bool(left_out),
            f"Counted as 0, so not included: {', '.join(lower(label) for label in left_out)}. That time comes on top.",
        ),
        (
            _limit_without_number(inputs),
            f"All hosts at once is counted, though {LIMIT[inputs.wave_limit]}. Enter how many go at once.",
        ),
        (
            result.host.origin == "extrapolated",
            "Nobody measured this recovery. A smaller disk is planned with the time of the nearest measured one, and "
            "at best takes as long as at its rate; a larger disk is planned with the rate of the nearest measured one. "
            "Where a recovery host was not measured, it takes at most as long as one with less memory or slower disks.",
        ),
        (
            result.host.origin in ("interpolated", "extrapolated") and bool(result.host.holes),
            "The published table leaves out a time near this size, so the measured points are far apart: "
            + "; ".join(f"{size(row)}, {row.memory}, {row.disk_type}" for row in result.host.holes)
            + ".",
        ),
        (
            published and disk_count(asked) > 1 and total_gb(asked) > biggest,
            f"The disks hold {number(total_gb(asked))} GB together. No host with several disks and more than "
            f"{number(biggest)} GB was measured, and disks that restore at once share the recovery host.",
        ),
        (
            len(result.host.points) > 1 and result.host.points[-1].disks == "multiple",
            f"Published is a host with {' and '.join(size(row) for row in result.host.points[-1:])}. How large its "
            "disks were is not stated, so its time, in proportion to the data, is the upper end here.",
        ),
        (
            published and result.disk_waves > 1 and result.host.span is not None,
            f"The memory restores {count(result.disks_at_once, 'disk')} at once, so the disks of a host take "
            f"{number(result.disk_waves)} waves. Nobody measured that; the waves are added up.",
        ),
        (
            inputs.storage == "object" and not has_times(inputs) and inputs.host_minutes is None,
            "The measured times are shown as an orientation. They are of Huawei Cloud.",
        ),
        (
            inputs.storage == "block" and not has_times(inputs) and inputs.host_minutes is None,
            "Elsewhere the recovery from block storage varies. "
            "Published is only the start after an automated failback: "
            + "; ".join(
                f"about {number(item.minutes_max)} minutes on {', '.join(item.platforms)}"
                for item in catalog.recovery.starts
                if item.about and item.minutes_max is not None
            )
            + ".",
        ),
        (
            inputs.rto_minutes < result.tier.rto_minutes_min,
            f"The wanted RTO is shorter than what is usual for {result.tier.name}: {result.tier.rto}.",
        ),
        (
            inputs.rto_minutes > result.tier.rto_minutes_max,
            f"The wanted RTO is longer than what is usual for {result.tier.name}: {result.tier.rto}.",
        ),
    )
    return tuple(text for holds, text in rules if holds)


def _notes(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    notes = [f"The clock starts at {START[inputs.clock]} and stops when the applications are checked."]
    wanted = ["rto-published-host-only", *(["object-disks", "object-decrypt"] if inputs.storage == "object" else [])]
    notes += [fact.fact for name in wanted for fact in catalog.recovery.facts if fact.id == name]
    if inputs.groups is None:
        notes.append(
            "Every host takes as long as the one with the largest disk, and a wave ends with its slowest host."
        )
    else:
        notes.append(
            "Every host of a group takes as long as the one with its largest disk. The smallest order goes first, and "
            "the next one begins when all hosts of it run. Within an order the slowest hosts go first."
        )
    notes.append("Failures and repeats are not in it. A drill with the same hosts is the only proof.")
    return tuple(notes)


def _sources(inputs: Inputs, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    recovery = catalog.recovery
    tables = (
        (recovery.object.source, recovery.flavors.source) if inputs.storage == "object" else (recovery.block.source,)
    )
    block = inputs.storage == "block"
    figures = [catalog.figure(name).source for name in FIGURES if name.startswith("block") == block]
    found = [*tables, *figures, *(field.source for field in every), *(tier.source for tier in recovery.tiers)]
    return tuple(dict.fromkeys(source for source in found if source is not None))
