"""Inputs, result and calculation of the replay of a change trace."""

import functools
import itertools
import math
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from calculators.answers.inputs import InputError, InputProblem, Value
from calculators.answers.minimum import Part, least_links
from calculators.catalog import Catalog
from calculators.records.form import Form
from calculators.replication import sizing
from calculators.replication.added import added
from calculators.replication.calendar import ALWAYS, MONDAY, WEEK, Course, Period, Week, Zone
from calculators.replication.curve import Trace, contents
from calculators.replication.cycles import Policy, cycles, missed_time, synchronised
from calculators.replication.hours import read_hours, read_values
from calculators.replication.link import Link
from calculators.replication.partly import PARTS, Misses, missed_by
from calculators.replication.rates import EXCEEDED, SmallestRate, smallest_cycle_rate, smallest_rate
from calculators.replication.replay import Replay, continuous
from calculators.replication.units import DAY, MINUTE, mbps_to_rate, rate_to_mbps
from calculators.trace_replay.several import Record, parted
from calculators.traces import Contents, Note, Reading, read_profile, read_trace

NAME = "replay"
FIGURES = (
    "rpo-minimum",
    "interval-minimum",
    "interval-minutes-most",
    "block-bandwidth-minimum",
    "object-bandwidth-minimum",
)
SERIES = ("link-steps",)
CYCLES = "cycles"
AS_STATED = "stated"
"""The choice of a unit that leaves it to the text."""
PROFILE_UNIT = "MB/s"
DAYS_OF_PROFILE = 7
HOURS_OF_PROFILE = 24
MOST_TRIED = 20_000
"""Of a record with more intervals or starts the links for a part of the time are not worked out: it takes too long."""
MOST_CYCLES = 500_000
MOST_SHOWN = 3
"""How many problems of a text that cannot be used its message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as data/calculators/replay.yaml describes them."""

    trace: str | None
    profile: str | None
    unit: str
    column: str | None
    trace_seconds: float | None
    utc_offset_minutes: float
    rpo_minutes: float
    link_mbps: float
    share_percent: float
    efficiency_percent: float
    throttled: str | None
    way: str
    interval_minutes: float
    snapshot_minutes: float | None
    folding_percent: float
    storage: str

    @property
    def policy(self) -> Policy:
        """Return when synchronisations start."""
        return Policy(interval=self.interval_minutes * MINUTE, snapshot=(self.snapshot_minutes or 0) * MINUTE)

    @property
    def carried_part(self) -> float:
        """Return the part of the link's bandwidth that carries replication, 0 to 1."""
        return self.share_percent / 100 * (self.efficiency_percent / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Inputs):
    """Inputs with what was read from their texts."""

    change: Trace
    """What was written when."""
    has_clock: bool
    """Whether the trace has dates; without them it begins on a Monday at 00:00."""
    notes: tuple[Note, ...]
    """What the reader of the trace found."""
    format: str
    """What the text was recognised as, with its unit; empty for a profile."""
    doubts: tuple[str, ...]
    """Why the trace may not be what was written; with any of them no answer is sure."""
    contents: Contents | None
    """What of the text was read; None for a profile and for several records."""
    records: tuple[Record, ...]
    """The records whose sum `change` is, where the text holds several."""
    periods: tuple[Period, ...]
    """Throttled hours."""

    @property
    def zone(self) -> Zone:
        """Return the local time; a trace without dates is in local time already."""
        return Zone(offset=int(self.utc_offset_minutes) * MINUTE if self.has_clock else 0)

    @property
    def link(self) -> Link:
        """Return the line, which nothing but its bandwidth limits."""
        return Link(
            bandwidth=mbps_to_rate(self.link_mbps),
            part=self.carried_part,
            streams=1.0,
            window=math.inf,
            loss=math.inf,
            rtt=0.0,
            periods=self.periods,
            shared=self.share_percent / 100,
            zone=self.zone,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Inputs):
    """Inputs with a text that asks something back, instead of a trace."""

    reading: Reading
    """What was read, with its question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one of several records would get and need with the link for itself."""

    record: Record
    """The record."""
    replay: Replay
    """What becomes of it at the rate of the form's link."""
    link: float | None
    """Smallest link that holds the RPO, in Mbit/s, the published minimum included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rates in bytes a second, data in bytes, times in seconds; None where there is no such value."""

    rate: float
    """Rate that the link gives to replication outside throttled hours."""
    week: Week
    """Which share of it counts when."""
    replay: Replay
    """What becomes of the trace at that rate."""
    reached: float | None
    """The RPO that the rate holds; None when it does not catch up."""
    needed: float | None
    """Smallest rate that holds the RPO, the mean change included."""
    throttled_out: bool
    """Whether it is the throttled hours that keep every bandwidth from holding the RPO."""
    needed_binding: SmallestRate | None
    """What decides it."""
    needed_range: tuple[float | None, float | None]
    """Smallest rate for twice the RPO and for half of it."""
    needed_link: float | None
    """Link that gives this rate, in Mbit/s, the published minimum included."""
    alone: tuple[Alone, ...]
    """Each of several records with the link for itself."""
    partly: tuple[Part, ...]
    """What holds in a part of the record's time only, all of it first."""
    link_step: float | None
    """The next bandwidth that carriers sell, in Mbit/s."""
    minimum: float
    """Published minimum of the link, in Mbit/s."""


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/replay.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value]) -> Recorded | Asking:
    """Return checked values as inputs, without a trace where its text asks something back.

    Raises InputError when a text cannot be used.
    """
    given: dict[str, Any] = dict(values)
    problems: list[InputProblem] = []
    periods: tuple[Period, ...] = ()
    try:
        periods = read_hours(given["throttled"] or "", given["link_mbps"] * given["share_percent"] / 100)
        if not Week(periods=periods).mean:
            raise ValueError("no hour of the week is left to send anything. Leave some, or give one a share above 0%.")
    except ValueError as error:
        problems.append(InputProblem("throttled", str(error)))
    read: dict[str, Any] = {}
    try:
        if given["trace"] and not problems and (reading := _asking(given)):
            return Asking(**given, reading=reading)
        read = _traced(given) if given["trace"] else _profiled(given)
    except InputError as error:
        problems = [*error.problems, *problems]
    if read and given["way"] == CYCLES:
        length = read["change"].end - read["change"].start
        if length / (given["interval_minutes"] * MINUTE) > MOST_CYCLES:
            least = math.ceil(length / MINUTE / MOST_CYCLES)
            message = f"the trace is too long for this interval. Enter {least} minutes or more."
            problems.append(InputProblem("interval_minutes", message))
    if problems:
        raise InputError(problems)
    return Recorded(**given, **read, periods=periods)


def _given_reading(given: Mapping[str, Any]) -> "_Read":
    return _reading(
        given["trace"], int(given["utc_offset_minutes"]), _unit(given["unit"]), given["column"], given["trace_seconds"]
    )


def _asking(given: Mapping[str, Any]) -> Reading | None:
    """Return the reading of a text that asks something back; None for any other."""
    try:
        return next((reading for _, reading, _ in _given_reading(given) if reading.question), None)
    except ValueError as error:
        raise InputError([InputProblem("trace", f"{error}")]) from None


def _traced(given: Mapping[str, Any]) -> dict[str, Any]:
    parts = _given_reading(given)
    lost = [(name, reading) for name, reading, change in parts if change is None]
    if lost:
        shown = [
            f"{name}: {_sentence(note)}" if name else _sentence(note)
            for name, reading in lost
            for note in reading.notes
            if note.level == "problem"
        ]
        raise InputError([InputProblem("trace", " ".join(shown[:MOST_SHOWN]) or "there is no trace in this text.")])
    records = tuple(
        Record(name=name, contents=reading.contents, change=change) for name, reading, change in parts if change
    )
    name, reading, _ = parts[0]
    clocks = {reading.trace.has_clock for _, reading, _ in parts if reading.trace}
    if len(clocks) > 1:
        without = next(name for name, reading, _ in parts if reading.trace and not reading.trace.has_clock)
        message = f"{without} has no dates and others have, so nobody knows which times are the same. Add its dates."
        raise InputError([InputProblem("trace", message)])
    try:
        change = records[0].change if len(records) == 1 else added([record.change for record in records])
    except ValueError as error:
        raise InputError([InputProblem("trace", f"{error}: give records of the same days.")]) from None
    return {
        "change": change,
        "has_clock": clocks == {True},
        "notes": tuple(
            replace(note, message=f"{name}: {note.message}") if name else note
            for name, reading, _ in parts
            for note in reading.notes
        ),
        "format": "; ".join(dict.fromkeys(f"{reading.format}, in {reading.unit}" for _, reading, _ in parts)),
        "doubts": tuple(
            f"{name}: {doubt}" if name else doubt for name, reading, _ in parts for doubt in reading.doubts
        ),
        "contents": None if name else reading.contents,
        "records": records if name else (),
    }


type _Read = list[tuple[str, Reading, Trace | None]]


# A reader who changes the link asks again about the same text, and reading it takes longer than its replay.
@functools.lru_cache(maxsize=1)
def _reading(text: str, utc_offset_minutes: int, unit: str | None, column: str | None, seconds: float | None) -> _Read:
    """Return what each record of a text was read as, with its name, and what is replayed of it; None where nothing is.

    One record without a name line has none. ValueError for more records than one text may hold.
    """
    found: _Read = []
    for name, part in parted(text) or [("", text)]:
        reading = read_trace(
            part, utc_offset_minutes=utc_offset_minutes, unit=unit, column=column, interval_seconds=seconds
        )
        trace = reading.trace
        if name and reading.question:
            asked = replace(reading.question, text=f"{name}: {reading.question.text}")
            reading = replace(reading, question=asked)
        later = 0.0 if trace is None or trace.has_clock else float(MONDAY + WEEK)
        moved = None if trace is None else _moved(trace.starts, trace.durations, trace.sizes, later)
        found.append((name, reading, moved))
    return found


def _unit(choice: str) -> str | None:
    """Return the unit of a choice, whose id has no slash; None when the text says it."""
    return None if choice == AS_STATED else choice.replace("-", "/")


def _moved(starts: "array[float]", durations: "array[float]", sizes: "array[float]", later: float) -> Trace:
    """Return intervals that were read as a trace to replay, so much later."""
    return Trace(
        starts=array("d", (start + later for start in starts)) if later else starts, durations=durations, sizes=sizes
    )


def _sentence(note: Note) -> str:
    return f"Line {note.line}: {note.message}" if note.line else note.message


def _profiled(given: Mapping[str, Any]) -> dict[str, Any]:
    if not given["profile"]:
        raise InputError([InputProblem("trace", "paste or drop a trace here, or enter the profile of a day below.")])
    try:
        day = read_profile(read_values(given["profile"], HOURS_OF_PROFILE), _unit(given["unit"]) or PROFILE_UNIT)
    except ValueError as error:
        raise InputError([InputProblem("profile", str(error))]) from None
    return {
        "change": Trace(
            starts=array("d", (start + DAY * more for more in range(DAYS_OF_PROFILE) for start in day.starts)),
            durations=day.durations * DAYS_OF_PROFILE,
            sizes=day.sizes * DAYS_OF_PROFILE,
        ),
        "has_clock": False,
        "notes": (),
        "format": "",
        "doubts": (),
        "contents": None,
        "records": (),
    }


def calculate(inputs: Recorded | Asking, catalog: Catalog) -> Result | None:
    """Return every answer, and none while the text asks something back. Formulas: calculators.replication."""
    return None if isinstance(inputs, Asking) else _calculated(inputs, catalog)


def _calculated(inputs: Recorded, catalog: Catalog) -> Result:
    line, rpo = inputs.link, inputs.rpo_minutes * MINUTE
    done = replayed(inputs)
    needed = _needed(inputs, rpo)
    # What binds is what binds on the line that is needed: a rate of throttled hours is another share of that one.
    bound = line.widened(needed / line.part) if needed and line.has_rates else line
    minimum = catalog.value(f"{inputs.storage}-bandwidth-minimum")
    link = None if needed is None else max(rate_to_mbps(needed) / line.part, minimum)
    return Result(
        rate=line.usable.rate,
        week=line.line_week,
        replay=done,
        reached=done.max_age if done.catches_up else None,
        needed=needed,
        throttled_out=needed is None and bool(inputs.periods) and _smallest(inputs, rpo, ALWAYS) is not None,
        needed_binding=None if needed is None else _smallest(inputs, rpo, bound.line_week),
        needed_range=(_needed(inputs, 2 * rpo), _needed(inputs, rpo / 2)),
        needed_link=link,
        link_step=None if link is None else sizing.next_step(link, catalog.values("link-steps")),
        alone=_alone(inputs, minimum),
        partly=_partly(inputs, done, needed, minimum),
        minimum=minimum,
    )


def _alone(inputs: Recorded, minimum: float) -> tuple[Alone, ...]:
    found = []
    for record in inputs.records:
        one = replace(inputs, change=record.change, records=())
        rate = _needed(one, one.rpo_minutes * MINUTE)
        link = None if rate is None else max(rate_to_mbps(rate) / one.carried_part, minimum)
        found.append(Alone(record=record, replay=replayed(one), link=link))
    return tuple(found)


def replayed(inputs: Recorded) -> Replay:
    """Return what becomes of the record with the link of the form."""
    rate, week, rpo = inputs.link.usable.rate, inputs.link.line_week, inputs.rpo_minutes * MINUTE
    if inputs.way != CYCLES:
        return continuous(inputs.change, rate, rpo, week)
    policy = inputs.policy
    return cycles(
        inputs.change,
        rate,
        rpo,
        interval=policy.interval,
        snapshot=policy.snapshot,
        folding=inputs.folding_percent / 100,
        week=week,
    )


def _needed(inputs: Recorded, rpo: float) -> float | None:
    """Return the smallest rate that holds an RPO, the mean change included; None where none does."""
    return inputs.link.least(lambda week: _rate_of(_smallest(inputs, rpo, week)))


def _rate_of(found: SmallestRate | None) -> float | None:
    if found is None:
        return None
    # The mean change has to be exceeded.
    return found.rate * EXCEEDED if found.mean_rate >= found.interval_rate else found.rate


def _smallest(inputs: Recorded, rpo: float, week: Week) -> SmallestRate | None:
    if inputs.way != CYCLES:
        return smallest_rate(inputs.change, rpo, week)
    return smallest_cycle_rate(
        inputs.change,
        rpo,
        interval=inputs.interval_minutes * MINUTE,
        snapshot=(inputs.snapshot_minutes or 0) * MINUTE,
        folding=inputs.folding_percent / 100,
        week=week,
    )


def _partly(inputs: Recorded, done: Replay, needed: float | None, minimum: float) -> tuple[Part, ...]:
    """Return what holds in each part of the record's time; no links of a long record."""
    trace, rpo = inputs.change, inputs.rpo_minutes * MINUTE
    length = trace.end - trace.start
    caught = done.catches_up and done.max_age is not None
    ages: list[float | None] = [*done.met(PARTS)] if caught else [None] * len(PARTS)
    if is_long(inputs):
        links: tuple[float | None, ...] = (None if needed is None else rate_to_mbps(needed) / inputs.carried_part,)
    else:
        folding = inputs.folding_percent / 100 if inputs.way == CYCLES else 1.0
        change = trace.mean * folding
        mean = inputs.link.least(lambda week: change / week.mean if week.mean else None)
        links = (None,) * len(PARTS)
        if mean is not None:
            links = least_links(Misses(_missed(inputs, rpo)), length, mean, needed, inputs.carried_part)
    return tuple(
        Part(part=part, age=age, link=None if link is None else max(link, minimum))
        for part, age, link in itertools.zip_longest(PARTS, ages, links)
    )


def is_long(inputs: Recorded) -> bool:
    """Return whether a record has too much in it for the links that hold the RPO in a part of the time."""
    trace = inputs.change
    steps = (trace.end - trace.start) / inputs.policy.interval if inputs.way == CYCLES else len(trace.starts)
    return steps > MOST_TRIED


def _missed(inputs: Recorded, rpo: float) -> Callable[[float], float]:
    """Return what tells the seconds of the record for which the RPO is missed at a rate."""
    trace, policy, line = inputs.change, inputs.policy, inputs.link

    def week_at(rate: float) -> Week:
        return line.widened(rate / line.part).line_week

    if inputs.way != CYCLES:
        always = missed_by(trace, rpo, line.line_week)
        return (lambda rate: missed_by(trace, rpo, week_at(rate))(rate)) if line.has_rates else always
    sizes = contents(trace, policy.interval, inputs.folding_percent / 100)
    course = Course(line.line_week, trace.start)

    def missed(rate: float) -> float:
        hours = Course(week_at(rate), trace.start) if line.has_rates else course
        return missed_time(synchronised(sizes, rate, policy, hours), policy, trace.start, rpo, trace.end)

    return missed
