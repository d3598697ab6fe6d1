"""What a link makes of a record, and which link it takes."""

import functools
import itertools
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from calculators.answers.inputs import maximum
from calculators.answers.minimum import Part, least_links
from calculators.catalog import Catalog
from calculators.replication import sizing
from calculators.replication.calendar import ALWAYS, Course, Week
from calculators.replication.curve import Trace, contents
from calculators.replication.cycles import Policy, cycles, missed_time, synchronised
from calculators.replication.link import Link
from calculators.replication.partly import PARTS, Misses, missed_by
from calculators.replication.rates import EXCEEDED, SmallestRate, smallest_cycle_rate, smallest_rate
from calculators.replication.replay import Replay, continuous
from calculators.replication.units import MINUTE, rate_to_mbps
from calculators.trace_replay.model import CYCLES, NAME, Alone, Asking, Recorded, Result

MOST_TRIED = 20_000
"""Of a record with more intervals or starts the links for a part of the time are not worked out: it takes too long."""


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
    link = _link(line, needed, minimum)
    return Result(
        range_of=partial(_needed_range, inputs),
        partly_of=partial(_partly, inputs, done, needed, minimum),
        link=line,
        usable=line.usable,
        week=line.week,
        replay=done,
        reached=done.max_age if done.catches_up else None,
        needed=needed,
        throttled_out=needed is None and bool(line.periods) and _smallest(inputs, rpo, ALWAYS) is not None,
        needed_binding=None if needed is None else _smallest(inputs, rpo, bound.line_week),
        needed_link=link,
        other_limit=line.short_of(needed),
        most_streams=maximum(catalog.form(NAME), "streams"),
        link_step=None if link is None else sizing.next_step(link, catalog.values("link-steps")),
        alone=_alone(inputs, minimum),
        minimum=minimum,
    )


def _alone(inputs: Recorded, minimum: float) -> tuple[Alone, ...]:
    found = []
    for record in inputs.records:
        one = replace(inputs, change=record.change, records=())
        link = _link(one.link, _needed(one, one.rpo_minutes * MINUTE), minimum)
        found.append(Alone(record=record, replay=replayed(one), link=link))
    return tuple(found)


def _link(line: Link, needed: float | None, minimum: float) -> float | None:
    """Return the smallest link that gives a rate, in Mbit/s, the published minimum included; None where none does."""
    if needed is None or line.short_of(needed):
        return None
    return max(rate_to_mbps(needed) / line.part, minimum)


def replayed(inputs: Recorded) -> Replay:
    """Return what becomes of the record with the link of the form."""
    line, rpo = inputs.link, inputs.rpo_minutes * MINUTE
    rate, week = line.usable.rate, line.week
    if inputs.way != CYCLES:
        return continuous(inputs.change, rate, rpo, week)
    policy = inputs.policy
    return cycles(
        inputs.change,
        rate,
        rpo,
        interval=policy.interval,
        snapshot=policy.snapshot,
        folding=1 / inputs.folding,
        week=week,
    )


def _needed(inputs: Recorded, rpo: float) -> float | None:
    """Return the smallest rate that holds an RPO, the mean change included; None where none does."""
    return inputs.link.least(lambda week: _rate_of(_smallest(inputs, rpo, week)))


def _needed_range(inputs: Recorded) -> tuple[float | None, float | None]:
    """Return the smallest rate for twice the RPO and for half of it."""
    rpo = inputs.rpo_minutes * MINUTE
    return _needed(inputs, 2 * rpo), _needed(inputs, rpo / 2)


def _rate_of(found: SmallestRate | None) -> float | None:
    if found is None:
        return None
    # The mean change has to be exceeded.
    return found.rate * EXCEEDED if found.mean_rate >= found.interval_rate else found.rate


def _smallest(inputs: Recorded, rpo: float, week: Week) -> SmallestRate | None:
    policy = inputs.policy if inputs.way == CYCLES else None
    return _smallest_of(_Same(inputs.change), rpo, policy, 1 / inputs.folding, week)


class _Same:
    """A record, which is the same as itself alone: to compare two of a million intervals takes as long as to ask."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def __hash__(self) -> int:
        return id(self.trace)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.trace is self.trace


# What a record needs is the same with any link, and each answer asks for it twice. As few as one record asks for: each
# keeps the record, which may be large.
@functools.lru_cache(maxsize=4)
def _smallest_of(record: _Same, rpo: float, policy: Policy | None, folding: float, week: Week) -> SmallestRate | None:
    if policy is None:
        return smallest_rate(record.trace, rpo, week)
    return smallest_cycle_rate(
        record.trace, rpo, interval=policy.interval, snapshot=policy.snapshot, folding=folding, week=week
    )


def _partly(inputs: Recorded, done: Replay, needed: float | None, minimum: float) -> tuple[Part, ...]:
    """Return what holds in each part of the record's time; no links of a long record."""
    trace, line, rpo = inputs.change, inputs.link, inputs.rpo_minutes * MINUTE
    length = trace.end - trace.start
    caught = done.catches_up and done.max_age is not None
    ages: list[float | None] = [*done.met(PARTS)] if caught else [None] * len(PARTS)
    if is_long(inputs):
        links: tuple[float | None, ...] = (_link(line, needed, minimum),)
    else:
        folding = 1 / inputs.folding if inputs.way == CYCLES else 1.0
        change = trace.mean * folding
        mean = line.least(lambda week: change / week.mean if week.mean else None)
        links = (None,) * len(PARTS)
        if mean is not None:
            links = least_links(Misses(_missed(inputs, rpo)), length, mean, needed, line.part, most=line.ceiling.rate)
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
    sizes = contents(trace, policy.interval, 1 / inputs.folding)
    course = Course(line.line_week, trace.start)

    def missed(rate: float) -> float:
        hours = Course(week_at(rate), trace.start) if line.has_rates else course
        return missed_time(synchronised(sizes, rate, policy, hours), policy, trace.start, rpo, trace.end)

    return missed
