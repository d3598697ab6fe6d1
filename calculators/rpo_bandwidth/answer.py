"""The RPO and bandwidth calculator's result as a report."""

import math
from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.report import Answer, PageLink, Report, Table, Verdict, Working, given
from calculators.answers.wording import (
    data,
    duration,
    duration_at_most,
    duration_given,
    exact,
    mbps,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.replication.calendar import WEEK
from calculators.replication.units import BITS, DAY, HOUR, MINUTE, MONTHS, rate_to_binary_mbps, rate_to_mbps
from calculators.rpo_bandwidth import tables
from calculators.rpo_bandwidth.engine import policy_step
from calculators.rpo_bandwidth.model import FIGURES, NAME, Inputs, Result, form
from calculators.rpo_bandwidth.pictures import charts
from calculators.rpo_bandwidth.seeding import progress

REPLAY = PageLink(page="replay.md#calculator", label="Replay a record or a drawn day over these hours")
MOST_SLIPS = 5
"""How many lines that were left out are repeated."""
MOST_WAVES = 10
"""How many waves the working shows; the table has all."""
NEARLY = 1e-9
COUNTED = {"waves", "folding", "growth_months"}
"""Inputs that say how to count, not how much there is."""


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    every = fields(form(catalog))
    units = {field.unit_from for field in every}
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=replace(_verdict(inputs, result, catalog), link=REPLAY if _is_throttled(result) else None),
        given=tuple(
            given(field, inputs)
            for field in every
            if field.id not in units and not (result.grouped and field.id == "used")
        ),
        answers=_answers(inputs, result),
        warnings=_warnings(inputs, result, catalog),
        tables=_tables(inputs, result, every),
        charts=(*charts(inputs, result), *progress(inputs, result)),
        working=_working(inputs, result),
        notes=_notes(inputs, result, every),
        sources=_sources(inputs, every, catalog),
        data_date=catalog.date,
    )


def _tables(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> tuple[Table, ...]:
    found = [_comparison(inputs, result), _limits(result)]
    if result.grouped:
        found.insert(0, tables.groups(inputs, result))
    if len(result.waves) > 1:
        found.append(tables.waves(inputs, result))
    found.append(tables.ranges(inputs, result, every))
    if result.moves:
        found.append(tables.sensitivity(inputs, result, every))
    return tuple(found)


def _verdict(inputs: Inputs, result: Result, catalog: Catalog) -> Verdict:
    if result.grouped:
        return _verdict_of_groups(inputs, result, catalog)
    rpo = f"RPO of {exact(inputs.rpo_minutes)} minutes"
    if result.worst_age is None:
        return _cannot_keep_up(result, rpo)
    age = f"The newest recovery point is at most {duration(result.worst_age)} old."
    if not result.held:
        missed = result.replay.missed_minutes_a_day if result.replay else 0.0
        text = f"{age[:-1]}, and the RPO is missed for {number(missed)} minutes a day. {_today(result)}"
        return Verdict(level="bad", label=f"{rpo} is missed", text=f"{text}{_link_advice(result, rpo)}")
    return _held(inputs, result, catalog, f"{rpo} is held", age)


def _cannot_keep_up(result: Result, rpo: str) -> Verdict:
    over = " over a week with its throttled hours" if _is_throttled(result) else ""
    text = f"{_rate(result.mean_change)} change on average, and {_rate(result.usable_mean)} can be sent{over}. "
    return Verdict(
        level="bad", label="The link cannot keep up", text=f"{text}{_today(result)}{_link_advice(result, rpo)}"
    )


def _today(result: Result) -> str:
    """Return that growth alone spoils the answer, with a space behind it; nothing where it does not."""
    if result.grown == 1 or result.held or not result.ungrown.held:
        return ""
    return "With today's data it is held. "


def _held(inputs: Inputs, result: Result, catalog: Catalog, label: str, text: str) -> Verdict:
    if inputs.link_mbps < result.link_minimum:
        least = f"the published minimum of {mbps_given(result.link_minimum)} for {inputs.storage} storage"
        return Verdict(level="caution", label=f"{label} on paper only", text=f"{text} But the link is below {least}.")
    if not _is_step(inputs, catalog):
        return Verdict(
            level="caution", label=f"{label} on paper only", text=f"{text} But {_no_such_interval(inputs, catalog)}"
        )
    if result.seed is None:
        return Verdict(
            level="bad", label=f"{label}, but nothing ever gets in sync", text=f"{text} {_seed_detail(inputs, result)}"
        )
    if inputs.seed_within_days is not None and result.seed > inputs.seed_within_days * DAY * (1 + NEARLY):
        seed = f"the first synchronisation takes {duration(result.seed)}, not {exact(inputs.seed_within_days)} days"
        link = "" if result.seed_link is None else f" It takes a link of {mbps_at_least(result.seed_link)}."
        return Verdict(level="caution", label=f"{label}, but {seed}", text=f"{text}{link}")
    if inputs.seed_within_days is None and result.seed > catalog.value("first-synchronisation-long") * DAY:
        seed = f"the first synchronisation takes {duration(result.seed)}"
        return Verdict(
            level="caution", label=f"{label}, but {seed}", text=f"{text} Until then there is nothing to recover from."
        )
    if _snapshot_unknown(inputs) and result.snapshot_room is not None:
        room = duration_at_most(result.snapshot_room)
        text = f"{text} That is without the cloud snapshot, whose time is not measured: it may take {room} at most."
        return Verdict(level="good", label=f"{label}, before the snapshot", text=text)
    return Verdict(level="good", label=label, text=text)


def _is_step(inputs: Inputs, catalog: Catalog) -> bool:
    interval = inputs.interval_minutes * MINUTE
    return policy_step(interval, catalog) == interval


def _no_such_interval(inputs: Inputs, catalog: Catalog) -> str:
    less = duration_given(policy_step(inputs.interval_minutes * MINUTE, catalog))
    return (
        f"no policy starts every {exact(inputs.interval_minutes)} minutes: it takes whole minutes up to "
        f"{exact(catalog.value('interval-minutes-most'))}, whole hours or whole days. {less} would do."
    )


def _verdict_of_groups(inputs: Inputs, result: Result, catalog: Catalog) -> Verdict:
    total = len(result.shares)
    missed = [share.load.name for share in result.shares if not share.held]
    rpo = "RPO of every group" if total > 1 else f"RPO of {result.shares[0].load.name}"
    if not missed:
        text = "All groups may be busy in the same hour." if total > 1 else ""
        return _held(inputs, result, catalog, f"The {rpo} is held", text)
    if result.usable_mean <= result.mean_change and len(missed) == total:
        return _cannot_keep_up(result, rpo)
    if result.apart is not None and result.usable_mean > result.mean_change and result.usable.rate >= result.apart:
        text = f"When all groups are busy in the same hour, {_names(missed)} miss theirs. {_link_advice(result, rpo)}"
        return Verdict(level="caution", label=f"The {rpo} may be held if their busiest hours differ", text=text)
    label = f"{len(missed)} of {total} RPOs are missed" if total > 1 else f"The {rpo} is missed"
    text = f"Missed: {_names(missed)}. {_today(result)}{_link_advice(result, rpo)}"
    return Verdict(level="bad", label=label, text=text)


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_SLIPS])
    return f"{shown} and {len(names) - MOST_SLIPS} more" if len(names) > MOST_SLIPS else shown


def _impossible(result: Result) -> list[str]:
    return [share.load.name for share in result.shares if share.needed is None]


def _snapshot_unknown(inputs: Inputs) -> bool:
    # Only block storage keeps its recovery points as snapshots of cloud disks.
    return inputs.storage == "block" and inputs.snapshot_minutes is None


def _is_throttled(result: Result) -> bool:
    return result.usable_mean < result.usable.rate


def _rate(rate: float) -> str:
    return mbps(rate_to_mbps(rate))


def _rate_at_least(rate: float) -> str:
    return mbps_at_least(rate_to_mbps(rate))


def _link_advice(result: Result, rpo: str) -> str:
    if result.grouped and _impossible(result):
        names = _names(_impossible(result))
        return f"No bandwidth holds the RPO of {names}: interval, transfer and snapshot must fit into it."
    if result.needed is None or result.needed_link is None:
        return f"No bandwidth holds an {rpo} with this interval: interval, transfer and snapshot must fit into it."
    if result.other_limit is not None:
        limit = f"{result.other_limit.label} ends at {_rate(result.other_limit.rate)}"
        needed = f"{_rate_at_least(result.needed)} are needed"
        return f"A faster link alone does not help: {limit}, and {needed}.{_filled(result)}"
    article = "The" if result.grouped else "An"
    return f"{article} {rpo} needs a link of {mbps_at_least(result.needed_link)}{_next_size(result)}."


def _filled(result: Result) -> str:
    """Return how many streams the needed rate takes, where streams are what binds."""
    if result.needed is None or result.other_limit is None or result.other_limit.id not in ("window", "loss"):
        return ""
    streams = math.ceil(result.needed / min(result.link.window, result.link.loss) - NEARLY)
    return f" It takes {number(streams)} streams."


def _next_size(result: Result) -> str:
    if result.link_step is None or result.link_step == result.needed_link:
        return ""
    return f" (next size sold: {mbps_given(result.link_step)})"


def _answers(inputs: Inputs, result: Result) -> tuple[Answer, ...]:
    day = data(result.daily_change)
    return (
        Answer(
            id="worst_age",
            label="RPO that this link holds",
            value="none" if result.worst_age is None else duration(result.worst_age),
            detail=_age_detail(result),
            amount=None if result.worst_age is None else result.worst_age / MINUTE,
            unit="minutes",
        ),
        Answer(
            id="needed_link",
            label="Link that all RPOs need" if result.grouped else "Link that this RPO needs",
            value="none" if _unreachable(result) else mbps_at_least(result.needed_link or 0.0),
            detail=_needed_detail(inputs, result) + _needed_today(result),
            amount=None if _unreachable(result) else result.needed_link,
            unit="Mbit/s",
        ),
        Answer(
            id="usable",
            label="Usable rate",
            value=_rate(result.usable.rate),
            detail=f"Bound by {result.usable.label}."
            + (f" Over a week with its throttled hours: {_rate(result.usable_mean)}." if _is_throttled(result) else ""),
            amount=rate_to_mbps(result.usable.rate),
            unit="Mbit/s",
        ),
        Answer(
            id="seed",
            label="First synchronisation",
            value="never" if result.seed is None else duration(result.seed),
            detail=_seed_detail(inputs, result),
            amount=None if result.seed is None else result.seed / HOUR,
            unit="hours",
        ),
        *_by_date(inputs, result),
        Answer(
            id="catch_up",
            label=f"Catching up after {exact(inputs.outage_hours)} h",
            value="never" if result.catch_up is None else duration(result.catch_up),
            detail=_catch_up_detail(inputs, result),
            amount=None if result.catch_up is None else result.catch_up / HOUR,
            unit="hours",
        ),
        Answer(
            id="catch_up_link",
            label=f"Link to catch up within {exact(inputs.caught_up_hours)} h",
            value="none" if result.catch_up_link is None else mbps_at_least(result.catch_up_link),
            detail=_catch_up_link_detail(inputs, result),
            amount=result.catch_up_link,
            unit="Mbit/s",
        ),
        Answer(
            id="change",
            label="Change in a day",
            value=day.partition(" (")[0],
            detail=f"{day}; in the busiest hour {data(result.hourly_peak)}, {_rate(result.peak_change)}.",
            amount=result.daily_change,
            unit="bytes",
        ),
        Answer(
            id="stored",
            label="Data at the target",
            value=data(result.stored).partition(" (")[0],
            detail=f"{data(result.stored)}: the first copy and {exact(inputs.snapshots_kept)} snapshots.",
            amount=result.stored,
            unit="bytes",
        ),
    )


def _by_date(inputs: Inputs, result: Result) -> list[Answer]:
    if inputs.seed_within_days is None or result.fits is None:
        return []
    by = f"{exact(inputs.seed_within_days)} days"
    batches = math.ceil(result.used / result.fits - NEARLY) if result.fits else None
    fits = f"This link has {data(result.fits)} in sync by then"
    if batches is not None and batches > 1:
        fits += f": {number(batches)} batches, each with {by} of its own"
    return [
        Answer(
            id="seed_link",
            label=f"Link for the first synchronisation within {by}",
            value="none" if result.seed_link is None else mbps_at_least(result.seed_link),
            detail=f"{fits}.",
            amount=result.seed_link,
            unit="Mbit/s",
        )
    ]


def _unreachable(result: Result) -> bool:
    return result.needed_link is None or result.other_limit is not None


def _age_detail(result: Result) -> str:
    if result.worst_age is None:
        return "More changes than can be sent: the recovery point ages without end."
    if result.cycle is None:
        return "Worst age of the newest recovery point of any group."
    text = "Worst age of the newest recovery point: interval, transfer and snapshot"
    if result.cycle.starts > 1:
        text += f", with {number(result.cycle.starts - 1)} of {number(result.cycle.starts)} starts missed"
    return f"{text}."


def _never(change: float, result: Result) -> str:
    """Return why what changes at a rate is never in sync, and what would have to change."""
    if not _is_throttled(result):
        return (
            f"{_rate(change)} change on average, which is all that can be sent or more. "
            f"It takes a usable rate of more than {_rate_at_least(change)}, or less change."
        )
    mean = result.usable_mean / result.usable.rate
    text = f"{_rate(change)} change on average, and over a week with its throttled hours {_rate(result.usable_mean)} "
    if change < result.usable.rate:
        text += "can be sent. Without throttled hours it would complete; with them it takes "
    else:
        text += "can be sent. It takes "
    if not mean:
        return f"{text}hours in which something is sent."
    return (
        f"{text}a usable rate of more than {_rate_at_least(change / mean)} outside them, milder hours, or less change."
    )


def _seed_detail(inputs: Inputs, result: Result) -> str:
    if result.seed is None:
        return _never(next(wave.change for wave in result.waves if wave.time is None), result)
    count = f" in {len(result.waves)} waves" if len(result.waves) > 1 else ""
    start = inputs.begin
    ends = f"Begun on {start.moment(start.at)}, it ends on {start.moment(start.at + result.seed)}."
    return f"{data(result.used)}{_on_the_wire(result)}{count} while the data goes on changing. {ends}"


def _on_the_wire(result: Result) -> str:
    """Return what is sent of the data, where compression makes that less."""
    sent = math.fsum(wave.used for wave in result.waves)
    return "" if sent >= result.used * (1 - NEARLY) else f", {data(sent)} on the wire,"


def _catch_up_detail(inputs: Inputs, result: Result) -> str:
    if not inputs.outage_hours:
        return "Without an outage there is nothing to catch up with."
    if result.catch_up is None:
        return _never(result.mean_change, result)
    return f"{'At most, whenever the outage ends. ' * _is_throttled(result)}Until then the RPO is broken."


def _catch_up_link_detail(inputs: Inputs, result: Result) -> str:
    if result.catch_up_link is None:
        return f"Throttled hours let nothing through for {exact(inputs.caught_up_hours)} h, whatever the bandwidth."
    if not result.catch_up_link:
        return "Nothing changes, so there is nothing to catch up with."
    parts = [f"After {exact(inputs.outage_hours)} h, by the mean change of {_rate(result.mean_change)}"]
    if _is_throttled(result):
        parts.append("in the slowest hours")
    if result.catch_up_link < result.link_minimum:
        parts.append(f"the published minimum of {mbps_given(result.link_minimum)} is more")
    elif result.catch_up_step is not None and result.catch_up_step != result.catch_up_link:
        parts.append(f"next size sold: {mbps_given(result.catch_up_step)}")
    return "; ".join(parts) + "."


def _needed_detail(inputs: Inputs, result: Result) -> str:
    if result.grouped and _impossible(result):
        shortest = _impossible_remedy(inputs)
        return f"{_names(_impossible(result))}: interval and snapshot leave no time to send within the RPO. {shortest}"
    if result.needed is None or result.needed_link is None:
        spent = f"An interval of {exact(inputs.interval_minutes)} minutes"
        if inputs.snapshot_minutes:
            spent += f" and a snapshot of {exact(inputs.snapshot_minutes)} minutes"
        if result.least_needed is None:
            way_out = "No interval does better; accept a longer RPO."
        else:
            shorter = duration_given(result.least_interval)
            way_out = f"With an interval of {shorter} a usable rate of {_rate_at_least(result.least_needed)} holds it."
        return f"{spent} leaves no time to send within {exact(inputs.rpo_minutes)} minutes. {way_out}"
    if result.other_limit is not None:
        return _link_advice(result, "RPO")
    slow = " outside throttled hours" if _is_throttled(result) else ""
    parts = [f"Usable rate needed: {_rate_at_least(result.needed)}{slow}"]
    if result.grouped and result.apart is not None and result.apart < result.needed:
        parts[0] += (
            f" when all are busy at once, {_rate_at_least(result.apart)} at least when their busiest hours differ"
        )
    if inputs.headroom_percent:
        parts.append(f"with {exact(inputs.headroom_percent)} % headroom")
    if result.needed_link == result.link_minimum:
        parts.append(f"the published minimum of {mbps_given(result.link_minimum)} is more, so it counts")
    if result.link_step is not None and result.link_step != result.needed_link:
        parts.append(f"next size sold: {mbps_given(result.link_step)}")
    return "; ".join(parts) + "."


def _needed_today(result: Result) -> str:
    if result.grown == 1 or result.ungrown.needed_link is None:
        return ""
    return f" Today {mbps_at_least(result.ungrown.needed_link)} would do."


def _impossible_remedy(inputs: Inputs) -> str:
    if inputs.snapshot_minutes:
        return "Agree on a longer RPO, or on another way to recover that needs no snapshot in between."
    return "Agree on a longer RPO."


def _slips(result: Result) -> tuple[str, ...]:
    told = [f"{str(slip)[0].upper()}{str(slip)[1:]} It was left out." for slip in result.slips[:MOST_SLIPS]]
    rest = result.slips[MOST_SLIPS:]
    if rest:
        lines = ", ".join(str(slip.line) for slip in rest[: 4 * MOST_SLIPS])
        told.append(
            f"{len(rest)} further lines were left out: {lines}{' and more' if len(rest) > 4 * MOST_SLIPS else ''}."
        )
    return tuple(told)


def _warnings(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    storage, rpo, alone = inputs.storage, exact(inputs.rpo_minutes), not result.grouped
    smallest = catalog.value("rpo-minimum")
    below = [share.load.name for share in result.shares if share.load.rpo < smallest * MINUTE]
    latency = catalog.value(f"{storage}-latency-maximum")
    loss = catalog.value("loss-maximum")
    rules = (
        (
            bool(below),
            f"{_names(below)}: the RPO is below the smallest published one, {exact(smallest)} minutes. No bandwidth "
            "changes that; agree on more, or replicate within the application.",
        ),
        (
            alone and inputs.interval_minutes >= inputs.rpo_minutes and result.needed is None,
            f"An interval of {exact(inputs.interval_minutes)} minutes can never hold an RPO of {rpo} minutes: "
            "the transfer comes on top. Choose a shorter interval.",
        ),
        (
            alone and inputs.rpo_minutes == smallest,
            f"{rpo} minutes is both the smallest published RPO and the shortest interval, so an interval and its "
            "transfer do not fit into it. Promise more.",
        ),
        (
            _snapshot_unknown(inputs),
            "The time of the cloud snapshot is not measured. It adds to the age of every recovery point, and a "
            "first full snapshot can take more than an hour.",
        ),
        (
            result.cycle is not None and result.cycle.starts > 1,
            "A synchronisation with its snapshot takes longer than the interval, so only one of "
            f"{result.cycle.starts if result.cycle else 1} starts is used.",
        ),
        (not _is_step(inputs, catalog), _sentence(_no_such_interval(inputs, catalog))),
        (
            result.seed is not None and result.seed > catalog.value("first-synchronisation-long") * DAY,
            f"The first synchronisation takes {duration(result.seed or 0.0)}. Until then there is nothing to recover "
            "from.",
        ),
        (
            inputs.link_mbps < result.link_minimum,
            f"The link is below the published minimum of {mbps_given(result.link_minimum)} for {storage} storage.",
        ),
        (
            inputs.rtt_ms >= latency,
            f"The round trip must stay below {exact(latency)} ms for {storage} storage.",
        ),
        (inputs.loss_percent >= loss, f"Packet loss must stay below {exact(loss)} %."),
        (
            result.usable.id != "link",
            f"The link is not what limits: {result.usable.label} binds. More bandwidth changes nothing.",
        ),
    )
    return (*_slips(result), *(text for holds, text in rules if holds))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _comparison(inputs: Inputs, result: Result) -> Table:
    interval = "Interval" if result.grouped else f"An interval of {exact(inputs.interval_minutes)} minutes"
    rpo = "the RPOs of all groups" if result.grouped else f"an RPO of {exact(inputs.rpo_minutes)} minutes"
    return Table(
        title=f"Usable rate for {rpo}, by three rules",
        columns=("Rule", "Usable rate", "What it says"),
        rows=(
            (
                "Cycles, as HyperBDR works",
                "not possible" if result.needed is None else _rate_at_least(result.needed),
                f"{interval}, transfer and snapshot fit into the RPO, with the busiest hour where it is worst.",
            ),
            (
                "Least of any method" if inputs.folding == 1 else "Continuous",
                _rate_at_least(result.burst),
                "Every write is sent at once, first in first out. No schedule can do with less."
                if inputs.folding == 1
                else "Every write is sent at once, first in first out, also those that a cycle saves.",
            ),
            (
                "Published planning rule",
                f"{_rate(result.published)} ({number(rate_to_binary_mbps(result.published))} in its own, "
                "1024-based Mbps)",
                "All of the change within one RPO, whatever the RPO is; network time only, no interval, no snapshot.",
            ),
        ),
    )


def _limits(result: Result) -> Table:
    return Table(
        title="Limits of the usable rate",
        columns=("Limit", "Rate", "Binds"),
        rows=tuple(
            (
                term.label[0].upper() + term.label[1:],
                _rate(term.rate),
                "yes" if term == result.usable else "no",
            )
            for term in result.link.terms
        ),
    )


def _working(inputs: Inputs, result: Result) -> tuple[Working, ...]:
    line = f"{exact(inputs.share_percent)} % x {exact(inputs.efficiency_percent)} %"
    if inputs.tunnel != "none":
        plain = inputs.share_percent / 100 * (inputs.efficiency_percent / 100)
        line += f" x {number(result.link.part / plain * 100)} % that the tunnel leaves"
    return (
        *_growth_working(inputs, result),
        _busiest_working(inputs, result),
        *_wire_working(inputs, result),
        Working(
            label="Link",
            formula="bandwidth x share x efficiency",
            numbers=f"{mbps_given(inputs.link_mbps)} x {line}",
            result=_rate(result.link.terms[0].rate),
        ),
        *_cycle_working(inputs, result),
        *_link_working(inputs, result, line),
        *_week_working(result),
        *_seed_working(inputs, result),
        *_catch_up_working(inputs, result, line),
        Working(
            label="Data at the target",
            formula="first copy + snapshots kept x change between two of them",
            numbers=f"{data(result.first_copy)} + {exact(inputs.snapshots_kept)} x "
            + (data((result.stored - result.first_copy) / inputs.snapshots_kept) if inputs.snapshots_kept else "0"),
            result=data(result.stored),
        ),
    )


def _growth_working(inputs: Inputs, result: Result) -> list[Working]:
    if result.grown == 1:
        return []
    return [
        Working(
            label="Growth",
            formula="(1 + growth a year) ^ (months / 12)",
            numbers=f"(1 + {exact(inputs.growth_percent)} %) ^ ({exact(inputs.growth_months)} / {MONTHS})",
            result=f"x {number(result.grown)}",
        )
    ]


def _busiest_working(inputs: Inputs, result: Result) -> Working:
    grown = "" if result.grown == 1 else f" x {number(result.grown)}"
    if result.grouped:
        written = data(sum(share.load.daily for share in result.shares))
        formula, numbers = "sum of the groups' change per day", f"{written}{grown}"
    else:
        formula = "used data x change per day"
        numbers = f"{data(result.used)} x {exact(inputs.change_percent)} %{grown}"
    return Working(
        label="Change in the busiest hour",
        formula=f"{formula}{' x growth' if grown else ''} x share of the busiest hour / 1 h",
        numbers=f"{numbers} x {exact(inputs.busiest_hour_percent)} % / 1 h",
        result=f"{data(result.hourly_peak)} an hour, {_rate(result.hourly_peak / HOUR)}",
    )


def _wire_working(inputs: Inputs, result: Result) -> list[Working]:
    if not inputs.compression_percent and inputs.folding == 1:
        return []
    saved = f"(1 - {exact(inputs.compression_percent)} %)"
    return [
        Working(
            label="Busiest hour on the wire",
            formula="change in the busiest hour x (1 - saved by compression) / writes of a block in a cycle",
            numbers=f"{_rate(result.hourly_peak / HOUR)} x {saved} / {exact(inputs.folding)}",
            result=_rate(result.peak_change),
        )
    ]


def _link_working(inputs: Inputs, result: Result, line: str) -> list[Working]:
    if not result.needed or result.planned_link is None:
        return []
    room = f" x (1 + {exact(inputs.headroom_percent)} %)" if inputs.headroom_percent else ""
    return [
        Working(
            label="Link for the RPO",
            formula=f"usable rate{' x (1 + headroom)' if room else ''} / (share x efficiency)",
            numbers=f"{_rate_at_least(result.needed)}{room} / ({line})",
            result=mbps_at_least(result.planned_link),
        )
    ]


def _week_working(result: Result) -> list[Working]:
    if not _is_throttled(result):
        return []
    hours = result.week.sums[-1] / HOUR
    return [
        Working(
            label="Usable rate over a week",
            formula="usable rate x hours of a week, each counted by the share that remains / 168 h",
            numbers=f"{_rate(result.usable.rate)} x {number(hours)} h / {number(WEEK / HOUR)} h",
            result=_rate(result.usable_mean),
        )
    ]


def _seed_working(inputs: Inputs, result: Result) -> list[Working]:
    usable = _rate(result.usable.rate)
    start = inputs.begin
    several = len(result.waves) > 1
    change = "change of all that are in sync or in this wave" if several else "mean change"
    formula = f"{'data to send' if several else 'used data'} / (usable rate - {change})"
    steps = []
    passed = start.at
    for wave in result.waves[:MOST_WAVES]:
        numbers = f"{data(wave.used)} / ({usable} - {_rate(wave.change)})"
        if _is_throttled(result):
            formula = f"the time in which the usable rate of each hour, less {change}, carries the data"
            numbers = f"{data(wave.used)} from {start.moment(passed)} on, {_rate(wave.change)} change"
        passed += wave.time or 0.0
        steps.append(
            Working(
                label=" ".join(("First synchronisation", wave.name)).strip(),
                formula=formula,
                numbers=numbers,
                result="never" if wave.time is None else duration(wave.time),
            )
        )
    return steps


def _catch_up_working(inputs: Inputs, result: Result, line: str) -> list[Working]:
    usable, mean = _rate(result.usable.rate), _rate(result.mean_change)
    outage, within = f"{exact(inputs.outage_hours)} h", f"{exact(inputs.caught_up_hours)} h"
    formula, numbers = "mean change x outage / (usable rate - mean change)", f"{mean} x {outage} / ({usable} - {mean})"
    link_formula, link_numbers = "mean change x (1 + outage / time)", f"{mean} x (1 + {outage} / {within})"
    if _is_throttled(result):
        formula = "the longest time in which the usable rate of each hour, less the mean change, carries the backlog"
        numbers = f"{mean} x {outage}, at {usable} outside throttled hours"
        link_formula = "mean change x (outage + time) / time at the full rate in the slowest hours"
        link_numbers = (
            f"{mean} x ({outage} + {within}) / {duration(result.link.line_week.least(inputs.caught_up_hours * HOUR))}"
        )
    return [
        Working(
            label="Catching up",
            formula=formula,
            numbers=numbers,
            result="never" if result.catch_up is None else duration(result.catch_up),
        ),
        Working(
            label="Link to catch up in time",
            formula=f"{link_formula} / (share x efficiency)",
            numbers=f"{link_numbers} / ({line})",
            result="none" if result.catch_up_link is None else mbps_at_least(result.catch_up_link),
        ),
    ]


def _cycle_working(inputs: Inputs, result: Result) -> list[Working]:
    steps = []
    slowest = " of its hours" if _is_throttled(result) else ""
    if result.worst_age is not None and result.cycle is not None:
        cycle = result.cycle
        transfer = duration(cycle.transfer)
        snapshot = "none" if inputs.storage == "object" else "not measured"
        if inputs.snapshot_minutes is not None:
            snapshot = duration_given(inputs.snapshot_minutes * MINUTE)
        steps += [
            Working(
                label="Transfer of one cycle",
                formula=f"change in {duration_given(cycle.length)} with the busiest hour / usable rate{slowest}",
                numbers=f"{data(cycle.size)} x {BITS} bit / {_rate(result.usable.rate)}{slowest}",
                result=transfer,
            ),
            Working(
                label="Worst age of a recovery point",
                formula="time since the start before + transfer + snapshot",
                numbers=f"{duration_given(cycle.length)} + {transfer} + {snapshot}",
                result=duration(result.worst_age),
            ),
        ]
    if result.needed and result.needed_cycle is not None:
        steps.append(_needed_working(result, slowest))
    return steps


def _needed_working(result: Result, slowest: str) -> Working:
    cycle = result.needed_cycle
    if cycle is None or result.needed_by_mean or not result.needed:
        return Working(
            label="Usable rate for the RPO",
            formula="more than the mean change, or the recovery point ages without end",
            numbers=_rate(result.mean_change),
            result=_rate_at_least(result.needed or 0.0),
        )
    left = f"time{' at the full rate' if slowest else ''} that is left for the transfer"
    return Working(
        label="Usable rate for the RPO",
        formula=f"change of one cycle, {duration_given(cycle.length)} with the busiest hour / {left}",
        numbers=f"{data(cycle.size)} x {BITS} bit / {duration(cycle.transfer)}",
        result=_rate_at_least(result.needed),
    )


def _notes(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> tuple[str, ...]:
    notes = [
        "A cycle carries each changed block once, so a day's writes are an upper bound of what is sent."
        if inputs.folding == 1
        else f"A cycle carries each changed block once: of {exact(inputs.folding)} writes one is sent.",
        *_left_out(inputs),
        "What stays at the target is an upper bound: a block that is rewritten between two snapshots stays once.",
    ]
    if result.grouped:
        notes.append(
            "The busiest hour, the interval and the snapshot are the form's for every group; one whose RPO is short "
            "gets an interval of half of it. Groups that send at the same time share the link in proportion to what "
            "each needs; one that sends alone has all of it."
        )
        notes.append(
            "How the busiest hours of the groups fall together is not known without a trace, so the bandwidth is a "
            "range: at least the largest group's or the mean of all, at most what all need when they are busy at once."
        )
    if result.place is not None:
        notes.append(
            f"The busiest hour is one hour of each day, from {_clock(result.place)} on: there it makes the recovery "
            "point oldest. A week is replayed from a Monday on."
        )
    moved = tables.follows_most(result)
    if moved is not None:
        label = next(field.label for field in every if field.id == result.moves[0].field)
        notes.insert(0, f"Most sensitive to: {label}. A fifth less and a fifth more of it move the link by {moved}.")
    still = [field.label for field in every if _moves_nothing(field, inputs, result)]
    if still:
        notes.append(f"These move none of the answers as they are: {', '.join(still)}.")
    return tuple(notes)


def _clock(seconds: float) -> str:
    return f"{int(seconds // HOUR):02}:{int(seconds % HOUR // MINUTE):02}"


def _left_out(inputs: Inputs) -> list[str]:
    if not inputs.compression_percent and not inputs.growth_percent:
        return ["Nothing is taken off for compression, and no growth is added."]
    notes = []
    if inputs.compression_percent:
        ratio = number(1 / (1 - inputs.compression_percent / 100))
        notes.append(
            f"Compression saves {exact(inputs.compression_percent)} % ({ratio} to 1) on the wire only; the target "
            "holds the data in full."
        )
    else:
        notes.append("Nothing is taken off for compression.")
    if inputs.growth_percent:
        notes.append(
            f"All answers but the first synchronisation are for the data in {exact(inputs.growth_months)} months; "
            "that one is for today's."
        )
    else:
        notes.append("No growth is added.")
    return notes


def _moves_nothing(field: Field, inputs: Inputs, result: Result) -> bool:
    value = getattr(inputs, field.id)
    return isinstance(value, float) and value != 0 and field.id not in {move.field for move in result.moves} | COUNTED


def _sources(inputs: Inputs, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    figures = (
        catalog.figure(name) for name in FIGURES if inputs.storage in name or not name.startswith(("block-", "object-"))
    )
    found = [figure.source for figure in figures] + [field.source for field in every]
    return tuple(dict.fromkeys(source for source in found if source is not None))
