"""The RPO and bandwidth calculator's result as a report."""

import math

from calculators.catalog import Catalog
from calculators.inputs import Value, fields
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.report import Answer, Given, Report, Table, Verdict, Working
from calculators.rpo_bandwidth.model import FIGURES, NAME, Inputs, Result, form
from calculators.units import BITS, HOUR, MINUTE, rate_to_binary_mbps, rate_to_mbps
from calculators.wording import data, duration, mbps, number


def report(inputs: Inputs, result: Result, catalog: Catalog) -> Report:
    """Return the answer as it is shown."""
    every = fields(form(catalog))
    units = {field.unit_from for field in every}
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=_verdict(inputs, result),
        given=tuple(_given(field, inputs) for field in every if field.id not in units),
        answers=_answers(inputs, result),
        warnings=_warnings(inputs, result, catalog),
        tables=(_comparison(inputs, result), _limits(result)),
        working=_working(inputs, result),
        notes=_notes(inputs, result, every),
        sources=_sources(inputs, every, catalog),
        data_date=catalog.date,
    )


def _verdict(inputs: Inputs, result: Result) -> Verdict:
    rpo = f"RPO of {number(inputs.rpo_minutes)} minutes"
    if result.worst_age is None:
        change, sent = _rate(result.peak_change), _rate(result.usable.rate)
        text = f"In the busiest hour {change} change, and {sent} can be sent. {_link_advice(result, rpo)}"
        return Verdict(level="bad", label="The link cannot keep up", text=text)
    age = f"The newest recovery point is at most {duration(result.worst_age)} old in the busiest hour."
    if not result.held:
        return Verdict(level="bad", label=f"{rpo} is missed", text=f"{age} {_link_advice(result, rpo)}")
    if inputs.link_mbps < result.link_minimum:
        least = f"the published minimum of {mbps(result.link_minimum)} for {inputs.storage} storage"
        text = f"{age} But the link is below {least}."
        return Verdict(level="caution", label=f"{rpo} is held on paper only", text=text)
    if _snapshot_unknown(inputs) and result.snapshot_room is not None:
        room = duration(result.snapshot_room)
        text = f"{age} That is without the cloud snapshot, whose time is not measured: it may take {room} at most."
        return Verdict(level="good", label=f"{rpo} is held, before the snapshot", text=text)
    return Verdict(level="good", label=f"{rpo} is held", text=age)


def _snapshot_unknown(inputs: Inputs) -> bool:
    # Only block storage keeps its recovery points as snapshots of cloud disks.
    return inputs.storage == "block" and inputs.snapshot_minutes is None


def _rate(rate: float) -> str:
    return mbps(rate_to_mbps(rate))


def _link_advice(result: Result, rpo: str) -> str:
    if result.needed is None or result.needed_link is None:
        return f"No bandwidth holds an {rpo} with this interval: interval, transfer and snapshot must fit into it."
    if result.other_limit is not None:
        limit = f"{result.other_limit.label} ends at {_rate(result.other_limit.rate)}"
        return f"A faster link alone does not help: {limit}, and {_rate(result.needed)} are needed."
    return f"An {rpo} needs a link of {mbps(result.needed_link)}{_next_size(result)}."


def _next_size(result: Result) -> str:
    if result.link_step is None or result.link_step == result.needed_link:
        return ""
    return f" (next size sold: {mbps(result.link_step)})"


def _answers(inputs: Inputs, result: Result) -> tuple[Answer, ...]:
    never = f"{_rate(result.mean_change)} change on average, which is all the link carries or more."
    day = data(result.daily_change)
    return (
        Answer(
            id="worst_age",
            label="RPO that this link holds",
            value="none" if result.worst_age is None else duration(result.worst_age),
            detail="The recovery point ages without end while the busiest hour lasts."
            if result.worst_age is None
            else "Worst age of the newest recovery point: interval, transfer and snapshot.",
            amount=None if result.worst_age is None else result.worst_age / MINUTE,
            unit="minutes",
        ),
        Answer(
            id="needed_link",
            label="Link that this RPO needs",
            value="none" if result.needed_link is None else mbps(result.needed_link),
            detail=_needed_detail(inputs, result),
            amount=result.needed_link,
            unit="Mbit/s",
        ),
        Answer(
            id="usable",
            label="Usable rate",
            value=_rate(result.usable.rate),
            detail=f"Bound by {result.usable.label}.",
            amount=rate_to_mbps(result.usable.rate),
            unit="Mbit/s",
        ),
        Answer(
            id="seed",
            label="First synchronisation",
            value="never" if result.seed is None else duration(result.seed),
            detail=never if result.seed is None else f"{data(result.used)} while the data goes on changing.",
            amount=None if result.seed is None else result.seed / HOUR,
            unit="hours",
        ),
        Answer(
            id="catch_up",
            label=f"Catching up after {number(inputs.outage_hours)} h",
            value="never" if result.catch_up is None else duration(result.catch_up),
            detail=never if result.catch_up is None else "Until then the RPO is broken.",
            amount=None if result.catch_up is None else result.catch_up / HOUR,
            unit="hours",
        ),
        Answer(
            id="change",
            label="Change in a day",
            value=day.partition(" (")[0],
            detail=f"{day}; in the busiest hour {data(result.hourly_peak)}, {_rate(result.peak_change)}.",
            amount=result.daily_change,
            unit="bytes",
        ),
    )


def _needed_detail(inputs: Inputs, result: Result) -> str:
    if result.needed is None or result.needed_link is None:
        spent = f"An interval of {number(inputs.interval_minutes)} minutes"
        if inputs.snapshot_minutes:
            spent += f" and a snapshot of {number(inputs.snapshot_minutes)} minutes"
        if result.least_needed is None:
            way_out = "No interval does better; accept a longer RPO."
        else:
            shorter = duration(result.least_interval)
            way_out = f"With an interval of {shorter} a usable rate of {_rate(result.least_needed)} holds it."
        return f"{spent} leaves no time to send within {number(inputs.rpo_minutes)} minutes. {way_out}"
    parts = [f"Usable rate needed: {_rate(result.needed)}"]
    if result.needed_link == result.link_minimum:
        parts.append(f"the published minimum of {mbps(result.link_minimum)} is more, so it counts")
    if result.link_step is not None and result.link_step != result.needed_link:
        parts.append(f"next size sold: {mbps(result.link_step)}")
    return "; ".join(parts) + "."


def _warnings(inputs: Inputs, result: Result, catalog: Catalog) -> tuple[str, ...]:
    storage, rpo = inputs.storage, number(inputs.rpo_minutes)
    latency = catalog.value(f"{storage}-latency-maximum")
    loss = catalog.value("loss-maximum")
    rules = (
        (
            inputs.interval_minutes >= inputs.rpo_minutes and result.needed is None,
            f"An interval of {number(inputs.interval_minutes)} minutes can never hold an RPO of {rpo} minutes: "
            "the transfer comes on top. Choose a shorter interval.",
        ),
        (
            inputs.rpo_minutes == catalog.value("rpo-minimum"),
            f"{rpo} minutes is both the smallest published RPO and the shortest interval, so an interval and its "
            "transfer do not fit into it. Promise more.",
        ),
        (
            _snapshot_unknown(inputs),
            "The time of the cloud snapshot is not measured. It adds to the age of every recovery point, and a "
            "first full snapshot can take more than an hour.",
        ),
        (
            result.starts is not None and result.starts > 1,
            "A synchronisation with its snapshot takes longer than the interval, so only one of "
            f"{result.starts} starts is used.",
        ),
        (
            result.long_cycles_last,
            "In the busiest hour, what changes in two intervals takes longer than one to send. A cycle that got "
            "long in an outage then stays long, and its recovery points get older, until the change falls.",
        ),
        (
            inputs.link_mbps < result.link_minimum,
            f"The link is below the published minimum of {mbps(result.link_minimum)} for {storage} storage.",
        ),
        (
            inputs.rtt_ms >= latency,
            f"The round trip must stay below {number(latency)} ms for {storage} storage.",
        ),
        (inputs.loss_percent >= loss, f"Packet loss must stay below {number(loss)} %."),
        (
            result.usable.id != "link",
            f"The link is not what limits: {result.usable.label} binds. More bandwidth changes nothing.",
        ),
    )
    return tuple(text for holds, text in rules if holds)


def _comparison(inputs: Inputs, result: Result) -> Table:
    interval = f"An interval of {number(inputs.interval_minutes)} minutes"
    return Table(
        title=f"Usable rate for an RPO of {number(inputs.rpo_minutes)} minutes, by three rules",
        columns=("Rule", "Usable rate", "What it says"),
        rows=(
            (
                "Cycles, as HyperBDR works",
                "not possible" if result.needed is None else _rate(result.needed),
                f"{interval}, transfer and snapshot fit into the RPO in the busiest hour.",
            ),
            (
                "Least of any method",
                _rate(result.burst),
                "Every write is sent at once, first in first out. No schedule can do with less.",
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
                "yes" if term is result.usable else "no",
            )
            for term in result.terms
        ),
    )


def _working(inputs: Inputs, result: Result) -> tuple[Working, ...]:
    usable, mean = _rate(result.usable.rate), _rate(result.mean_change)
    share = f"{number(inputs.change_percent)} % x {number(inputs.busiest_hour_percent)} %"
    line = f"{number(inputs.share_percent)} % x {number(inputs.efficiency_percent)} %"
    return (
        Working(
            label="Change in the busiest hour",
            formula="used data x change per day x share of the busiest hour / 1 h",
            numbers=f"{data(result.used)} x {share} / 1 h",
            result=f"{data(result.hourly_peak)} an hour, {_rate(result.peak_change)}",
        ),
        Working(
            label="Link",
            formula="bandwidth x share x efficiency",
            numbers=f"{mbps(inputs.link_mbps)} x {line}",
            result=_rate(result.terms[0].rate),
        ),
        *_cycle_working(inputs, result),
        Working(
            label="First synchronisation",
            formula="used data / (usable rate - mean change)",
            numbers=f"{data(result.used)} / ({usable} - {mean})",
            result="never" if result.seed is None else duration(result.seed),
        ),
        Working(
            label="Catching up",
            formula="mean change x outage / (usable rate - mean change)",
            numbers=f"{mean} x {number(inputs.outage_hours)} h / ({usable} - {mean})",
            result="never" if result.catch_up is None else duration(result.catch_up),
        ),
    )


def _cycle_working(inputs: Inputs, result: Result) -> list[Working]:
    steps = []
    if result.worst_age is not None and result.starts is not None:
        cycle = result.starts * inputs.interval_minutes * MINUTE
        size = result.peak_change * cycle
        transfer = duration(size / result.usable.rate)
        snapshot = "none" if inputs.storage == "object" else "not measured"
        if inputs.snapshot_minutes is not None:
            snapshot = duration(inputs.snapshot_minutes * MINUTE)
        steps += [
            Working(
                label="Transfer of one cycle",
                formula=f"change in {duration(cycle)} / usable rate",
                numbers=f"{data(size)} x {BITS} bit / {_rate(result.usable.rate)}",
                result=transfer,
            ),
            Working(
                label="Worst age of a recovery point",
                formula="interval + transfer + snapshot",
                numbers=f"{duration(cycle)} + {transfer} + {snapshot}",
                result=duration(result.worst_age),
            ),
        ]
    if result.needed and result.needed_starts is not None:
        size = result.peak_change * result.needed_starts * inputs.interval_minutes * MINUTE
        steps.append(
            Working(
                label="Usable rate for the RPO",
                formula="change of one cycle / time that is left for the transfer",
                numbers=f"{data(size)} x {BITS} bit / {duration(size / result.needed)}",
                result=_rate(result.needed),
            )
        )
    return steps


def _notes(inputs: Inputs, result: Result, every: tuple[Field, ...]) -> tuple[str, ...]:
    notes = [
        "A cycle carries each changed block once, so a day's writes are an upper bound of what is sent.",
        "Nothing is taken off for compression, and no growth is added.",
    ]
    if result.sensitive is not None:
        label = next(field.label for field in every if field.id == result.sensitive)
        how = (
            "no bandwidth is enough"
            if math.isinf(result.sensitive_percent)
            else f"the needed bandwidth moves by {number(result.sensitive_percent)} %"
        )
        notes.insert(0, f"Most sensitive to: {label}. When it grows by 10 %, {how}.")
    return tuple(notes)


def _given(field: Field, inputs: Inputs) -> Given:
    value: Value = getattr(inputs, field.id)
    unit = getattr(inputs, field.unit_from) if field.unit_from else field.unit
    if value is None:
        shown = f"empty: {field.empty_means}"
    elif isinstance(value, str):
        shown = next(choice.label for choice in field.choices if choice.id == value)
    else:
        shown = f"{number(value)} {unit}".rstrip()
    assumed = field.assumed if value == field.default else None
    return Given(field=field.id, label=field.label, value=shown, assumed=assumed)


def _sources(inputs: Inputs, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    figures = (
        catalog.figure(name) for name in FIGURES if inputs.storage in name or not name.startswith(("block-", "object-"))
    )
    found = [figure.source for figure in figures] + [field.source for field in every]
    return tuple(dict.fromkeys(source for source in found if source is not None))
