"""The charts of the recovery time calculator: the RTO as a timeline, and the hosts that run by then."""

import itertools
from collections.abc import Iterator
from typing import Literal

from calculators.answers.report import Chart, Lane, Marker, Series
from calculators.answers.report import Span as Part
from calculators.answers.ticks import LONG, time_axis
from calculators.answers.wording import number
from calculators.recovery_time.estimate import Span
from calculators.recovery_time.model import RESTORE, Inputs, Result, host_count, hosts_at_once
from calculators.recovery_time.words import START, clock, spell, stated
from calculators.replication.units import HOUR, MINUTE

# More waves than these are drawn as a straight line: nobody sees that many steps.
MOST_STEPS = 500
# More waves than these are no parts of their own on a timeline.
MOST_PARTS = 12
# From so many seconds on an axis counts in hours: below there would be no tick between its ends.
HOURS_FROM = 2 * HOUR
# How many wanted RTOs are marked.
MOST_MARKS = 4


def charts(inputs: Inputs, result: Result) -> tuple[Chart, ...]:
    """Return every part of the RTO where it lies, and with several waves how many hosts run when; none if unknown."""
    total = result.total
    if total is None:
        return ()
    wanted = sorted({item.wanted for item in result.outcome.groups})[:MOST_MARKS]
    name, unit = _axis(max(total.high, *wanted))
    x_label = f"{name} from {START[inputs.clock]}"
    markers = (
        *(Marker(x=each / unit, y=None, label=f"Wanted: {stated(each)}") for each in wanted),
        Marker(x=total.plan / unit, y=None, label=f"RTO to plan with: {clock(total.plan)}"),
    )
    summary = (
        f"The RTO is {spell(total)}, to plan with {clock(total.plan)}; all {number(host_count(inputs))} "
        f"hosts run after {clock(max(item.end.plan for item in result.outcome.groups))}."
    )
    timeline = Chart(
        id="timeline",
        title="The RTO as a timeline",
        summary=summary,
        x=(0.0,),
        x_label=x_label,
        y_label="Part",
        lanes=tuple(_lanes(result, total, unit)),
        markers=markers,
    )
    return (timeline, _hosts(inputs, result, timeline, total, unit)) if result.waves > 1 else (timeline,)


def _axis(longest: float) -> tuple[str, float]:
    """Return the unit of an axis that reaches to so many minutes, as the words have it, and the minutes of one."""
    if HOURS_FROM <= longest * MINUTE <= LONG * HOUR:
        return "Hours", HOUR / MINUTE
    name, seconds = time_axis(longest * MINUTE)
    return name.capitalize(), seconds / MINUTE


def _lanes(result: Result, total: Span, unit: float) -> Iterator[Lane]:
    """Yield each part with its time, waves apart where they are few, and all of them together."""
    for name, start, end, waves in spans(result):
        each = (end - start) / waves if 1 < waves <= MOST_PARTS else end - start
        count = waves if 1 < waves <= MOST_PARTS else 1
        said = clock(end - start) + (f", {number(waves)} waves" if waves > 1 else "")
        yield Lane(
            name=name,
            spans=tuple(
                Part(
                    start=(start + place * each) / unit,
                    end=(start + (place + 1) * each) / unit,
                    says=said if place == count - 1 else "",
                )
                for place in range(count)
            ),
        )
    longest = [Part(start=total.plan / unit, end=total.high / unit, label="At the latest", says=spell(total))]
    late = longest if total.high > total.plan else []
    planned = Part(start=0.0, end=total.plan / unit, says="" if late else spell(total))
    yield Lane(name="RTO", spans=(planned, *late))


def _hosts(inputs: Inputs, result: Result, timeline: Chart, total: Span, unit: float) -> Chart:
    """Return how many hosts run after how long: a step at the end of each wave."""
    plan, most = dict(_running(result, inputs, "plan")), dict(_running(result, inputs, "high"))
    x = tuple(sorted({*plan, *most, 0.0, total.plan, total.high}))
    waves = result.waves <= MOST_STEPS
    kind: Literal["step", "line"] = "step" if waves else "line"
    series = [Series(name="To plan with", values=_at(plan, x, waves), kind=kind)]
    if total.high > total.plan:
        series.append(Series(name="At the latest", values=_at(most, x, waves), kind=kind))
    ends = [
        clock(getattr(max(result.outcome.groups, key=lambda item: item.end.plan).end, end)) for end in ("plan", "high")
    ]
    latest = f", at the latest after {ends[1]}" if ends[0] != ends[1] else ""
    return Chart(
        id="hosts",
        title="Hosts that run, wave by wave",
        summary=f"All {number(host_count(inputs))} hosts run after {ends[0]}{latest}.",
        x=tuple(at / unit for at in x),
        x_label=timeline.x_label,
        y_label="Hosts that run",
        series=tuple(series),
        markers=timeline.markers,
    )


def spans(result: Result) -> Iterator[tuple[str, float, float, int]]:
    """Yield every part that takes time, as planned: what it is, when it starts and ends, in minutes, and its waves.

    The recovery of several groups is one part for each of them; those of one order may lie over each other.
    """
    passed = 0.0
    for part in result.parts:
        if not part.counted or part.span is None or not part.span.plan:
            continue
        groups = result.outcome.groups
        if part.id == RESTORE and len(groups) > 1:
            yield from ((item.group.name, item.start.plan, item.end.plan, item.waves) for item in groups)
        else:
            waves = result.waves if part.id == RESTORE else 1
            yield part.label, passed, passed + part.span.plan, waves
        passed += part.span.plan


def _running(result: Result, inputs: Inputs, end: str) -> Iterator[tuple[float, float]]:
    """Yield after how many minutes how many hosts run: at each end of a wave, or of a group where waves are many."""
    every, each = result.outcome.groups, hosts_at_once(inputs)
    passed, done = getattr(every[0].start, end), 0
    yield passed, 0.0
    few = result.waves <= MOST_STEPS
    for _, stage in itertools.groupby(every, key=lambda item: item.group.order):
        together = list(stage)
        hosts = sum(item.group.hosts for item in together)
        run = 0
        for item in together:
            for waves in [1] * item.waves if few else [item.waves] * bool(item.waves):
                passed += waves * getattr(item.wave, end)
                run = min(run + waves * (each or hosts), hosts)
                yield passed, float(done + run)
        done += hosts


def _at(found: dict[float, float], x: tuple[float, ...], steps: bool) -> tuple[float | None, ...]:
    """Return how many hosts run at each place: the last number that was reached, or a straight line to the next."""
    if steps:
        reached, values = 0.0, []
        for place in x:
            reached = found.get(place, reached)
            values.append(reached)
        return tuple(values)
    known = sorted(found.items())
    return tuple(_line(known, place) for place in x)


def _line(known: list[tuple[float, float]], place: float) -> float:
    for (start, low), (end, high) in itertools.pairwise(known):
        if start <= place <= end:
            return low + (high - low) * (place - start) / (end - start) if end > start else high
    return known[-1][1] if place > known[-1][0] else 0.0
