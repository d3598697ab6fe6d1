"""The recovery time calculator's result as a report."""

from calculators.answers.inputs import fields
from calculators.answers.report import Answer, Report, Verdict, given
from calculators.answers.wording import number
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.recovery_time.advice import reasons
from calculators.recovery_time.estimate import Estimate, Span
from calculators.recovery_time.model import (
    FIGURES,
    NAME,
    RESTORE,
    Inputs,
    Part,
    Result,
    disk_count,
    form,
    host_count,
    hosts_at_once,
    largest_part,
    reads_table,
    total_gb,
)
from calculators.recovery_time.steps import working
from calculators.recovery_time.tables import change_table, chart, measured_table, part_table, wave_table
from calculators.recovery_time.words import START, clock, count, lower, size, spell

LIMIT = {
    "unknown": "what limits the hosts at once is not known yet",
    "quota": "the quota of the cloud account limits the hosts at once",
    "order": "the order in which applications start limits the hosts at once",
    "people": "the people who carry it out limit the hosts at once",
    "link": "the bandwidth of bucket or storage limits the hosts at once",
}


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    every = fields(form(catalog))
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result),
        given=tuple(given(field, inputs) for field in every),
        answers=_answers(inputs, result, catalog),
        reasons=reasons(inputs, result, catalog),
        warnings=_warnings(inputs, result, catalog),
        tables=(
            *change_table(inputs, result),
            part_table(result),
            *wave_table(inputs, result),
            *measured_table(inputs, result, catalog),
        ),
        charts=(chart(inputs, result),),
        working=working(inputs, result, catalog),
        notes=_notes(inputs, result, catalog),
        sources=_sources(inputs, every, catalog),
        data_date=catalog.date,
    )


def _verdict(inputs: Inputs, result: Result) -> Verdict:
    wanted = f"RTO of {clock(inputs.rto_minutes)}"
    if result.total is None:
        label = "Nobody measured this recovery"
        return Verdict(level="caution", label=label, text=f"{_why_unknown(inputs, result)} {_room(inputs, result)}")
    text = f"Plan with {clock(result.total.plan)}, counted from {START[inputs.clock]}."
    if result.met == "yes":
        spare = inputs.rto_minutes - result.total.high
        return Verdict(level="good", label=f"{wanted} is met", text=f"{text} {clock(spare)} are left.")
    if result.met == "by plan":
        more = f"But the sources allow up to {clock(result.total.high)}. Measure a host in a drill."
        return Verdict(level="caution", label=f"{wanted} is met, with a doubt", text=f"{text} {more}")
    over = f"That is {clock(result.total.plan - inputs.rto_minutes)} too long."
    return Verdict(level="bad", label=f"{wanted} is missed", text=f"{text} {over} {_way_out(result)}")


def _why_unknown(inputs: Inputs, result: Result) -> str:
    if inputs.platform != "huawei":
        return "The published times are of Huawei Cloud only."
    if result.host.holes:
        hole = result.host.holes[0]
        return f"The published table has no time for {size(hole)}, {hole.memory} of memory, {hole.disk_type}."
    return "The published table has no time for this recovery host and disk type."


def _room(inputs: Inputs, result: Result) -> str:
    if result.room <= 0:
        return f"The other parts alone take {clock(result.beside)}, all of the wanted {clock(inputs.rto_minutes)}."
    return f"For the wanted RTO one host may take {clock(result.room)} at most: measure it in a drill."


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


def _answers(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[Answer, ...]:
    total, host = result.total, result.host.span
    largest = largest_part(result)
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
            label="Recovery of one host",
            value="not measured" if host is None else spell(host),
            detail=_origin(result.host, catalog),
            amount=None if host is None else host.plan,
            unit="minutes",
        ),
        Answer(
            id="room",
            label="Time that one host may take",
            value="none" if result.room <= 0 else clock(result.room),
            detail=f"The wanted RTO less the other parts, shared by {count(result.waves, 'wave')} of hosts.",
            amount=None if result.room <= 0 else result.room,
            unit="minutes",
        ),
        Answer(
            id="waves",
            label="Waves of hosts",
            value=number(result.waves),
            detail=f"{count(host_count(inputs), 'host')}, {number(hosts_at_once(inputs))} at once; "
            f"{LIMIT[inputs.wave_limit]}.",
            amount=float(result.waves),
            unit="waves",
        ),
        Answer(
            id="binds",
            label="What binds",
            value="not measured" if largest is None or total is None else largest.label,
            detail="" if largest is None or total is None else _binding(inputs, result, largest, total),
        ),
    ]
    if inputs.storage == "object":
        disks, waves = count(disk_count(inputs), "disk"), count(result.disk_waves, "wave")
        answers.append(
            Answer(
                id="disks_at_once",
                label="Disks restored at once",
                value=number(result.disks_at_once),
                detail=f"On one recovery host with {number(inputs.memory_gb)} GB: {disks} in {waves}. "
                f"All at once need {number(result.recovery_host.memory_gb)} GB.",
                amount=float(result.disks_at_once),
                unit="disks",
            )
        )
    return tuple(answers)


def _binding(inputs: Inputs, result: Result, part: Part, total: Span) -> str:
    minutes = part.span.plan if part.span else 0
    share = number(100 * minutes / total.plan) if total.plan else "0"
    more = f"{share} % of the RTO. A tenth more of it is {clock(minutes / 10)} more."
    if part.id != RESTORE:
        return more
    decides = "; the largest disk decides" if reads_table(inputs) else ""
    return f"{more} {count(result.waves, 'wave')} of {clock(minutes / result.waves)}{decides}."


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
    points = " and ".join(f"{size(row)} in {clock(row.minutes or 0)}" for row in host.points)
    told = {
        "measured": f"Measured on {catalog.recovery.object.platform}: {points}.",
        "interpolated": f"Interpolated between the measured {points}.",
        "extrapolated": f"Extrapolated from the measured {points}. Nobody measured it.",
    }
    return told[host.origin]


def _warnings(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    left_out = [part.label for part in result.parts if part.counted and part.span and not part.span.high]
    published = reads_table(inputs)
    biggest = max(row.used_gb for row in catalog.recovery.object.rows if row.disks == "multiple")
    rules = (
        (
            bool(left_out),
            f"Counted as 0, so not included: {', '.join(lower(label) for label in left_out)}. That time comes on top.",
        ),
        (
            result.host.origin == "extrapolated",
            "Nobody measured this size. A smaller disk is planned with the time of the nearest measured one, and at "
            "best takes as long as at its rate; a larger disk is planned with the rate of the nearest measured one.",
        ),
        (
            result.host.origin in ("interpolated", "extrapolated") and bool(result.host.holes),
            "The published table leaves out a time near this size, so the measured points are far apart: "
            + "; ".join(f"{size(row)}, {row.memory}, {row.disk_type}" for row in result.host.holes)
            + ".",
        ),
        (
            published and disk_count(inputs) > 1 and total_gb(inputs) > biggest,
            f"The disks hold {number(total_gb(inputs))} GB together. No host with several disks and more than "
            f"{number(biggest)} GB was measured, and disks that restore at once share the recovery host.",
        ),
        (
            len(result.host.points) > 1 and result.host.points[-1].disks == "multiple",
            f"A published host with {' and '.join(size(row) for row in result.host.points[-1:])} took longer than the "
            "largest disk here. How large its disks were is not stated, so its time is the upper end.",
        ),
        (
            published and result.disk_waves > 1 and result.host.span is not None,
            f"The memory restores {count(result.disks_at_once, 'disk')} at once, so the disks of a host take "
            f"{number(result.disk_waves)} waves. Nobody measured that; the waves are added up.",
        ),
        (
            inputs.storage == "object" and inputs.platform != "huawei" and inputs.host_minutes is None,
            "The measured times are shown as an orientation. They are of Huawei Cloud.",
        ),
        (
            inputs.storage == "block" and inputs.platform != "huawei" and inputs.host_minutes is None,
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
    largest = largest_part(result)
    if largest is not None and result.total is not None:
        notes.insert(0, f"Most sensitive to: {lower(largest.label)}.")
    wanted = ["rto-published-host-only", *(["object-disks", "object-decrypt"] if inputs.storage == "object" else [])]
    notes += [fact.fact for name in wanted for fact in catalog.recovery.facts if fact.id == name]
    notes.append("Every host takes as long as the one with the largest disk, and a wave ends with its slowest host.")
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
