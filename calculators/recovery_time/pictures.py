"""The chart of the recovery time calculator: the RTO as a timeline."""

import itertools
from collections.abc import Iterator

from calculators.answers.report import Band, Chart, Marker, Series
from calculators.answers.wording import number
from calculators.recovery_time.model import RESTORE, Inputs, Result, host_count, hosts_at_once
from calculators.recovery_time.words import HOUR_MINUTES, START, clock, spell, stated

# More waves than these are drawn as a straight line: nobody sees that many steps.
MOST_STEPS = 500
# How many wanted RTOs are marked.
MOST_MARKS = 4


def timeline(inputs: Inputs, result: Result) -> tuple[Chart, ...]:
    """Return how many hosts run after how long, with every part of the RTO where it lies; none where it is not known.

    Bands are the parts to plan with: they follow each other without a gap, from 0 to the RTO.
    """
    total = result.total
    if total is None:
        return ()
    hours = total.plan >= HOUR_MINUTES
    unit = HOUR_MINUTES if hours else 1
    plan, most = dict(_running(result, inputs, "plan")), dict(_running(result, inputs, "high"))
    x = tuple(sorted({*plan, *most, 0.0, total.plan, total.high}))
    waves = result.waves <= MOST_STEPS
    series = [Series(name="Hosts that run, to plan with", values=_at(plan, x, waves), kind="step" if waves else "line")]
    if total.high > total.plan:
        series.append(
            Series(name="Hosts that run, at the latest", values=_at(most, x, waves), kind="step" if waves else "line")
        )
    wanted = sorted({item.wanted for item in result.outcome.groups})[:MOST_MARKS]
    return (
        Chart(
            id="timeline",
            title="The RTO as a timeline",
            summary=f"The RTO is {spell(total)}, to plan with {clock(total.plan)}; all {number(host_count(inputs))} "
            f"hosts run after {clock(max(item.end.plan for item in result.outcome.groups))}.",
            x=tuple(at / unit for at in x),
            x_label=f"{'Hours' if hours else 'Minutes'} from {START[inputs.clock]}",
            y_label="Hosts that run",
            series=tuple(series),
            markers=(
                Marker(x=total.plan / unit, y=None, label="RTO to plan with"),
                *(Marker(x=each / unit, y=None, label=f"Wanted: {stated(each)}") for each in wanted),
            ),
            bands=tuple(Band(start=start / unit, end=end / unit, label=label) for label, start, end in spans(result)),
        ),
    )


def spans(result: Result) -> Iterator[tuple[str, float, float]]:
    """Yield every part that takes time, as planned: what it is, when it starts and when it ends, in minutes.

    The recovery of several groups is one part for each of them; those of one order may lie over each other.
    """
    passed = 0.0
    for part in result.parts:
        if not part.counted or part.span is None or not part.span.plan:
            continue
        groups = result.outcome.groups
        if part.id == RESTORE and len(groups) > 1:
            yield from ((item.group.name, item.start.plan, item.end.plan) for item in groups)
        else:
            yield part.label, passed, passed + part.span.plan
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
