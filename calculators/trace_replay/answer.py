"""The replay of a change trace as a report."""

import math
from collections.abc import Iterator
from dataclasses import replace

from calculators.answers.inputs import fields
from calculators.answers.links import as_counted, beyond, filled, limits, not_the_link, unpublished
from calculators.answers.report import Answer, Given, PageLink, Report, Table, Verdict, Working, given
from calculators.answers.wording import (
    NO_LINK,
    count,
    data,
    duration,
    duration_given,
    line_part,
    mbps,
    mbps_at_least,
    mbps_given,
    number,
)
from calculators.catalog import Catalog
from calculators.records.evidence import Source
from calculators.records.form import Field
from calculators.replication.limits import streams_of
from calculators.replication.units import BITS, DAY, HOUR, MINUTE, rate_to_mbps
from calculators.trace_replay.advice import binds, changes
from calculators.trace_replay.charts import charts
from calculators.trace_replay.engine import MOST_TRIED, is_long
from calculators.trace_replay.model import BY_ROUND_TRIP, CYCLES, FIGURES, NAME, Asking, Recorded, Result, form
from calculators.trace_replay.moments import Clock
from calculators.trace_replay.reading import alone_table, chosen, doubted, question, read_lines

WEEK_DAYS = 7
OF_STREAMS = frozenset({"loss_percent", "streams", "window_kib", "proxies"})
"""Inputs that count together with the round trip only."""
MOST_DAYS = 100
"""How many days with a missed RPO are listed."""
ONE_CALCULATOR = PageLink(page="rpo-rto.md#calculator", label="RPO and bandwidth without a record")


def stages(inputs: Recorded | Asking, result: Result | None, catalog: Catalog) -> Iterator[Report]:
    """Yield the answer as far as it is worked out, all of it last; or the question that the text asks back."""
    if isinstance(inputs, Asking) or result is None:
        assert isinstance(inputs, Asking)
        yield question(inputs, catalog)
        return
    clock = Clock(inputs)
    yield (told := _short(inputs, result, clock, catalog))
    yield (told := replace(told, binds=binds(inputs, result, clock), charts=charts(inputs, result)))
    yield (told := replace(told, change=tuple(change.text for change in changes(inputs, result, catalog))))
    yield (told := replace(told, warnings=_warnings(inputs, result, catalog)))
    yield (told := replace(told, tables=_tables(inputs, result, clock)))
    sources = _sources(inputs, fields(form(catalog)), catalog)
    yield replace(told, working=_working(inputs, result, clock), notes=_notes(inputs), sources=sources)


def _short(inputs: Recorded, result: Result, clock: Clock, catalog: Catalog) -> Report:
    return Report(
        calculator=NAME,
        title=form(catalog).title,
        verdict=doubted(chosen(_together(_verdict(inputs, result, clock), inputs), inputs), inputs.doubts),
        read=read_lines(inputs, clock),
        given=tuple(_given(field, inputs, catalog) for field in fields(form(catalog))),
        answers=_answers(inputs, result, clock),
        rests_on=("rpo_minutes", "link_mbps"),
        data_date=catalog.date,
    )


def _together(verdict: Verdict, inputs: Recorded) -> Verdict:
    """Return a verdict that says that it is about a sum, where it is."""
    if not inputs.records:
        return verdict
    every, some = len(inputs.files), len(inputs.records)
    told = f"{some} of {count(every, 'record')} added up" if some < every else f"{count(every, 'record')} added up"
    return replace(verdict, text=f"{told}. {verdict.text}")


def _left_out(inputs: Recorded) -> str:
    """Return which times of several records are not in their sum, because another one does not know them."""
    lost = [
        f"{record.name} {duration(left)}"
        for record in inputs.records
        if (left := record.change.end - record.change.start - (inputs.change.end - inputs.change.start)) >= MINUTE
    ]
    return f"Only the time that all records have in common counts. Left out: {', '.join(lost)}." if lost else ""


def _rpo(inputs: Recorded) -> str:
    return f"RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"


def _rate(rate: float) -> str:
    return mbps(rate_to_mbps(rate)) if math.isfinite(rate) else "no limit"


def _rate_at_least(rate: float) -> str:
    return mbps_at_least(rate_to_mbps(rate)) if math.isfinite(rate) else "no limit"


def _verdict(inputs: Recorded, result: Result, clock: Clock) -> Verdict:
    done, rpo = result.replay, _rpo(inputs)
    link = mbps_given(inputs.link_mbps)
    if not done.catches_up:
        text = (
            f"{_rate(inputs.change.mean)} change on average, which is all that the link carries or more. "
            f"{_advice(inputs, result)}"
        )
        return Verdict(level="bad", label="The link never catches up", text=text, link=ONE_CALCULATOR)
    if done.max_age is None:
        return Verdict(
            level="bad", label="The link never catches up", text=_advice(inputs, result), link=ONE_CALCULATOR
        )
    age = f"With {link} the newest recovery point gets at most {duration(done.max_age)} old"
    if not done.held:
        missed = f"{number(done.missed_minutes_a_day)} minutes a day"
        text = f"{age}, and the RPO is missed for {missed}. {_advice(inputs, result)}"
        return Verdict(level="bad", label=f"{rpo} is missed", text=text)
    if inputs.link_mbps < result.minimum:
        least = f"the published minimum of {mbps_given(result.minimum)} for {inputs.storage} storage"
        text = f"{age}. But the link is below {least}."
        return Verdict(level="caution", label=f"{rpo} is held on paper only", text=text)
    if inputs.way == CYCLES and inputs.snapshot_minutes is None:
        text = f"{age}. That is without the cloud snapshot, whose time is not measured."
        return Verdict(level="good", label=f"{rpo} is held, before the snapshot", text=text)
    return Verdict(level="good", label=f"{rpo} is held", text=f"{age}, at {_at(done.max_age_at, clock)}.")


def _at(at: float | None, clock: Clock) -> str:
    return "any time" if at is None else clock.moment(at)


def _advice(inputs: Recorded, result: Result) -> str:
    if result.other_limit is not None and result.needed is not None:
        streams = filled(result.other_limit, result.link, result.needed, result.most_streams)
        return f"A faster link alone does not help: {beyond(result.other_limit, result.needed)}.{streams}"
    if result.needed_link is None:
        return f"No bandwidth holds an {_rpo(inputs)} like this."
    step = ""
    if result.link_step is not None and result.link_step != result.needed_link:
        step = f" (next size sold: {mbps_given(result.link_step)})"
    return f"An {_rpo(inputs)} needs a link of {mbps_at_least(result.needed_link)}{step}."


def _answers(inputs: Recorded, result: Result, clock: Clock) -> tuple[Answer, ...]:
    done, trace = result.replay, inputs.change
    missed = done.missed_minutes_a_day
    first = done.missed[0][0] if done.missed else None
    never = "In the record alone it gets " + duration(max(done.age.values)) + " old; it does not stop there."
    over = None if not done.catches_up else done.over
    behind = None if done.caught_up is None or not done.catches_up else done.caught_up - done.end
    return (
        Answer(
            id="needed_link",
            label="Smallest link for this RPO",
            value=NO_LINK if result.needed_link is None else mbps_at_least(result.needed_link),
            detail=_needed_detail(inputs, result, clock),
            amount=result.needed_link,
            unit="Mbit/s",
        ),
        Answer(
            id="reached",
            label="RPO that this link holds",
            value="none" if result.reached is None else duration(result.reached),
            detail=never if result.reached is None else _worst(done.max_age_at, clock),
            amount=None if result.reached is None else result.reached / MINUTE,
            unit="minutes",
        ),
        Answer(
            id="missed",
            label="RPO missed",
            value=f"{number(missed)} min a day" if done.missed else "never",
            detail="In the whole record."
            if first is None
            else f"First at {clock.moment(first)}; {duration(done.missed_time)} in all.",
            amount=missed,
            unit="minutes a day",
        ),
        Answer(
            id="over",
            label="Missed by",
            value="without end" if over is None else duration(over) if over else "nothing",
            detail="By how much the oldest recovery point exceeds the RPO.",
            amount=None if over is None else over / MINUTE,
            unit="minutes",
        ),
        Answer(
            id="backlog",
            label="Largest backlog",
            value=data(done.max_backlog).partition(" (")[0],
            detail=f"{data(done.max_backlog)} that the recovery point lacks, at {_at(done.max_backlog_at, clock)}.",
            amount=done.max_backlog,
            unit="bytes",
        ),
        Answer(
            id="caught_up",
            label="Caught up",
            value="never" if behind is None or done.caught_up is None else clock.moment(done.caught_up),
            detail="The change goes on as fast as the link sends, or faster."
            if behind is None
            else f"{duration(behind)} after the end of the record, if nothing is written after it.",
            amount=None if behind is None else behind / HOUR,
            unit="hours",
        ),
        Answer(
            id="usable",
            label="Usable rate",
            value=mbps(rate_to_mbps(result.usable.rate)),
            detail=f"Bound by {result.usable.label}{', outside throttled hours' if result.link.periods else ''}.",
            amount=rate_to_mbps(result.usable.rate),
            unit="Mbit/s",
        ),
        Answer(
            id="mean",
            label="Mean change",
            value=_rate(trace.mean),
            detail=f"{data(trace.size)} in {duration(trace.end - trace.start)}.",
            amount=rate_to_mbps(trace.mean),
            unit="Mbit/s",
        ),
        Answer(
            id="peak",
            label="Peak change",
            value=_rate(trace.peak),
            detail="The fastest interval of the record; shorter bursts within an interval do not show.",
            amount=rate_to_mbps(trace.peak) if math.isfinite(trace.peak) else None,
            unit="Mbit/s",
        ),
    )


def _worst(at: float | None, clock: Clock) -> str:
    return "Nothing ever waits." if at is None else f"The oldest recovery point is that of {clock.moment(at)}."


def _needed_detail(inputs: Recorded, result: Result, clock: Clock) -> str:
    found = result.needed_binding
    if result.other_limit is not None:
        return _advice(inputs, result)
    if found is None:
        if inputs.way == CYCLES and not result.throttled_out:
            return (
                "Interval, transfer and snapshot do not fit into the RPO, whatever the bandwidth. Shorten the interval."
            )
        return "The throttled hours let too little through for too long. Leave more in them, or accept a longer RPO."
    if not found.rate:
        return "Nothing is written."
    parts = [f"Usable rate: {_rate_at_least(found.rate)}"]
    if found.mean_rate > found.interval_rate:
        parts.append("the mean change binds: it must be exceeded, or nothing is ever caught up")
    else:
        size = data(found.size).partition(" (")[0]
        parts.append(f"binding: {size} from {clock.moment(found.start)} to {clock.moment(found.end)}")
    if result.needed_link == result.minimum:
        parts.append(f"the published minimum of {mbps_given(result.minimum)} is more, so it counts")
    if result.link_step is not None and result.link_step != result.needed_link:
        parts.append(f"next size sold: {mbps_given(result.link_step)}")
    return "; ".join(parts) + "."


def _warnings(inputs: Recorded, result: Result, catalog: Catalog) -> tuple[str, ...]:
    trace, done = inputs.change, result.replay
    length = trace.end - trace.start
    problems = sum(note.count for note in inputs.notes if note.level == "problem")
    rules = (
        (
            inputs.way == CYCLES and result.needed is None and not result.throttled_out,
            f"An interval of {duration_given(inputs.interval_minutes * MINUTE)} leaves no time to send within the RPO.",
        ),
        (
            inputs.way == CYCLES and inputs.snapshot_minutes is None,
            "The time of the cloud snapshot is not measured. With block storage it adds to the age of every recovery "
            "point.",
        ),
        (bool(_left_out(inputs)), _left_out(inputs)),
        (
            problems > 0,
            f"Not read as it stands: {number(problems)} of the text's lines or settings. The table below names them.",
        ),
        (
            done.gaps > 0,
            f"Nothing is known about {duration(done.unknown)} in {number(done.gaps)} "
            f"{'gap' if done.gaps == 1 else 'gaps'} of the record. They count as "
            "no change, so the answer may be too small.",
        ),
        (
            bool(inputs.trace) and length < WEEK_DAYS * DAY,
            f"The record covers {duration(length)}. A busy day, the end of a month or a backup may not be in it.",
        ),
        (
            bool(inputs.trace) and not inputs.has_clock and bool(result.link.periods),
            "The record has no dates. For the throttled hours it begins on a Monday at 00:00.",
        ),
        (
            math.isinf(trace.peak),
            "The record holds data without a duration. It counts as written in one moment.",
        ),
        (
            inputs.link_mbps < result.minimum,
            f"The link is below the published minimum of {mbps_given(result.minimum)} for {inputs.storage} storage.",
        ),
        *unpublished(inputs, catalog),
        not_the_link(result.link),
    )
    return tuple(text for holds, text in rules if holds)


def _tables(inputs: Recorded, result: Result, clock: Clock) -> tuple[Table, ...]:
    twice, half = result.needed_range
    rpo = inputs.rpo_minutes
    tables = [
        *([alone_table(inputs, result)] if inputs.records else []),
        Table(
            title="Smallest usable rate, and what it depends on",
            columns=("Case", "Usable rate", "What it says"),
            rows=(
                ("Mean change", _rate(inputs.change.mean), "No RPO can do with less in the long run."),
                (f"RPO of {duration_given(2 * rpo * MINUTE)}", _needed(twice), "Twice the RPO."),
                (f"RPO of {duration_given(rpo * MINUTE)}", _needed(result.needed), "The RPO that you asked for."),
                (f"RPO of {duration_given(rpo / 2 * MINUTE)}", _needed(half), "Half of the RPO."),
                ("Peak change", _rate(inputs.change.peak), "Sends every interval of the record while it is written."),
            ),
        ),
    ]
    if len(result.link.terms) > 1:
        tables.append(limits(result.link))
    if result.partly:
        tables.append(_partly(inputs, result))
    days = sorted(result.replay.missed_by_day(inputs.zone).items())[:MOST_DAYS]
    if days:
        rows = tuple((clock.day(day), duration(seconds)) for day, seconds in days)
        tables.append(Table(title="Time for which the RPO is missed, by day", columns=("Day", "Missed"), rows=rows))
    if inputs.notes:
        tables.append(
            Table(
                title="What was found when the text was read",
                columns=("Line", "Kind", "Column", "Times", "What was found"),
                rows=tuple(
                    (
                        number(note.line) if note.line else "all",
                        note.level,
                        note.column,
                        number(note.count),
                        note.message.replace("`", "'"),
                    )
                    for note in inputs.notes
                ),
                badges=tuple("bad" if note.level == "problem" else "caution" for note in inputs.notes),
            )
        )
    return tuple(tables)


def _partly(inputs: Recorded, result: Result) -> Table:
    return Table(
        title=f"{_rpo(inputs)}, where it has to hold for a part of the time only",
        columns=("Of the time", "Smallest link", "Age at most with this link"),
        rows=tuple(
            (
                f"{number(one.part * 100)} %",
                f"not worked out for more than {number(MOST_TRIED)} intervals"
                if one.part < 1 and is_long(inputs)
                else "none"
                if one.link is None
                else mbps_at_least(one.link),
                "grows without end" if one.age is None else duration(one.age),
            )
            for one in result.partly
        ),
    )


def _needed(rate: float | None) -> str:
    return "not possible" if rate is None else _rate_at_least(rate)


def _working(inputs: Recorded, result: Result, clock: Clock) -> tuple[Working, ...]:
    trace, found = inputs.change, result.needed_binding
    line = line_part(inputs.share_percent, inputs.efficiency_percent, result.link.part / inputs.untunnelled_part)
    steps = [
        Working(
            label="Usable rate" if result.usable.id == "link" else "Rate of the line",
            formula="bandwidth x share x efficiency, outside throttled hours",
            numbers=f"{mbps_given(inputs.link_mbps)} x {line}",
            result=_rate(result.link.terms[0].rate),
        ),
        Working(
            label="Mean change",
            formula="all data of the record / its length",
            numbers=f"{data(trace.size)} x {BITS} bit / {duration(trace.end - trace.start)}",
            result=_rate(trace.mean),
        ),
    ]
    if found and found.size and found.interval_rate:
        formula = "data of the binding interval / hours at the full rate until one RPO after it"
        if inputs.way == CYCLES:
            formula = "data of the binding cycle / hours at the full rate that are left for the transfer"
        steps.append(
            Working(
                label="Binding interval",
                formula=f"{formula} ({clock.moment(found.start)} to {clock.moment(found.end)})",
                numbers=f"{data(found.size)} x {BITS} bit / {duration(found.size / found.interval_rate)}",
                result=_rate_at_least(found.interval_rate),
            )
        )
    if found and result.needed_link is not None:
        steps.append(
            Working(
                label="Link for the RPO",
                formula="the larger of binding interval and mean change / share / efficiency",
                numbers=f"{_rate_at_least(found.rate)} / ({line})",
                result=mbps_at_least(result.needed_link),
            )
        )
    return tuple(steps)


def _notes(inputs: Recorded) -> tuple[str, ...]:
    notes = [
        "Before the record everything is in sync, and the same is written whatever the link does.",
        "Nothing is taken off for compression, and no growth is added.",
    ]
    if not inputs.trace:
        notes.append("The profile is repeated for a week, Monday to Sunday, each day like the other.")
    if inputs.format:
        notes.append(f"The text was read as: {inputs.format}.")
    return tuple(notes)


def _given(field: Field, inputs: Recorded, catalog: Catalog) -> Given:
    shown = given(field, inputs)
    # A record replaces the assumed profile, and without a round trip nothing of the streams counts.
    if (field.id == "profile" and inputs.trace) or (field.id in OF_STREAMS and inputs.rtt_ms is None):
        return replace(shown, assumed=None)
    return as_counted(shown, field, inputs, streams_of(inputs, catalog.value))


def _sources(inputs: Recorded, every: tuple[Field, ...], catalog: Catalog) -> tuple[Source, ...]:
    """Return where the figures stand that count for this storage, and for streams where they limit."""
    other = "object" if inputs.storage == "block" else "block"
    names = [name for name in FIGURES if not name.startswith(other) and (inputs.rtt_ms or name not in BY_ROUND_TRIP)]
    found = [catalog.figure(name).source for name in names]
    found += [field.source for field in every if inputs.rtt_ms or field.id not in OF_STREAMS]
    return tuple(dict.fromkeys(source for source in found if source is not None))
