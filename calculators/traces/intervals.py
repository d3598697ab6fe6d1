"""Makes a trace of times and values: order, double times, gaps, and how long each value holds."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import le, lt

from calculators.answers import wording
from calculators.replication.units import HOUR
from calculators.traces.amounts import Unit
from calculators.traces.model import Notebook, Trace
from calculators.traces.times import clock_went_back, clock_went_forward

# An interval so many times the usual one is a gap,
GAP = 1.5
# unless as many like it follow each other: then somebody changed the interval.
RUN = 3
ALIKE = 0.1
# Beyond, a sum over all intervals could leave the range of a float.
MOST_BYTES = 1e30


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Values with their times."""

    times: Sequence[float]
    """Seconds since 1970 or since the start; none are NaN."""
    values: Sequence[float]
    """In the unit; none are NaN or negative."""
    unit: Unit
    at_end: bool
    """Whether a time is the end of its interval."""
    has_clock: bool
    local: bool
    """Whether the times are local ones without a zone."""
    doubles: bool
    """Whether the same time twice may be an error. If not, the values of one time have been summed."""
    lines: Sequence[int]
    """The line of each, the first one of a sum."""
    column: str
    """Name of the column of times."""
    begins: Sequence[float] = ()
    """Times at which an interval begins that no value ends at; for times at the end only."""
    whole: bool = False
    """Whether a value counts from the time before however long ago that is, as what a counter rose by does."""
    stated: float | None = None
    """How long an interval is by what the text says, in seconds; none lasts longer."""


def from_samples(samples: Samples, *, interval: float | None, offset_minutes: int, notebook: Notebook) -> Trace | None:
    """Return the trace of samples; None when there is none, or a single one without an interval.

    `interval` in seconds only counts for a single one: several show theirs.
    """
    if not samples.times:
        return None
    times, values, lines = _in_order(samples, offset_minutes, notebook)
    steps = _steps(times)
    first = None
    if samples.begins and samples.at_end and _rising(times) and times[-1] == max(samples.times):
        first, steps = _since(times, samples.begins)
    if first is not None:
        interval = first
    if not steps and interval is None:
        notebook.problem(
            "one row", "There is one row only, which does not tell how long its interval is. State the interval."
        )
        return None
    every = steps if first is None else [first, *steps]
    usual = sorted(every)[(len(every) - 1) // 2] if every else interval or 0.0
    if samples.stated is not None:
        usual = min(usual, samples.stated)
    durations = _durations(steps, usual, samples.at_end, whole=samples.whole, stated=samples.stated)
    if first is not None and (first <= GAP * usual or samples.whole):
        durations[0] = first
    starts = array("d", map(float.__sub__, times, durations)) if samples.at_end else times
    trace = Trace(
        starts=starts,
        durations=durations,
        sizes=_sizes(values, durations, samples.unit),
        has_clock=samples.has_clock,
    )
    if not samples.has_clock and starts[0]:
        zero = starts[0]
        trace = Trace(
            starts=array("d", (start - zero for start in starts)),
            durations=durations,
            sizes=trace.sizes,
            has_clock=False,
        )
    _note_gaps(trace, usual, lines, samples.column, notebook)
    return trace


def from_values(values: Sequence[float], unit: Unit, interval: float) -> Trace | None:
    """Return the trace of values in equal intervals from 0; a value that is NaN is a gap."""
    places = [place for place, value in enumerate(values) if not math.isnan(value)]
    if not places:
        return None
    durations = array("d", [interval]) * len(places)
    return Trace(
        starts=array("d", (place * interval for place in places)),
        durations=durations,
        sizes=_sizes(array("d", (values[place] for place in places)), durations, unit),
        has_clock=False,
    )


def _sizes(values: "array[float]", durations: "array[float]", unit: Unit) -> "array[float]":
    if unit.period is None:
        factor = unit.size
        sizes = [value * factor for value in values]
    else:
        factor = unit.size / unit.period
        sizes = [value * factor * duration for value, duration in zip(values, durations, strict=True)]
    return array("d", sizes if max(sizes) <= MOST_BYTES else [min(size, MOST_BYTES) for size in sizes])


def _steps(times: "array[float]") -> list[float]:
    return [after - before for before, after in pairwise(times)]


def _since(times: "array[float]", begins: Sequence[float]) -> tuple[float | None, list[float]]:
    """Return how long after its begin each time is: the first one, None without a begin, and those after it."""
    begins = sorted(begins)
    place = bisect_left(begins, times[0])
    first = times[0] - begins[place - 1] if place else None
    steps = []
    for before, time in pairwise(times):
        place = bisect_left(begins, time)
        steps.append(time - max(before, begins[place - 1] if place else before))
    return first, steps


def _rising(times: Sequence[float]) -> bool:
    return all(map(le, times, islice(times, 1, None)))


def _in_order(
    samples: Samples, offset_minutes: int, notebook: Notebook
) -> tuple["array[float]", "array[float]", Sequence[int]]:
    """Return times, values and their lines, rising and each time once."""
    times, values, lines = array("d", samples.times), array("d", samples.values), samples.lines
    if all(map(lt, times, islice(times, 1, None))):
        return _with_summer_time(times, offset_minutes, notebook) if samples.local else times, values, lines
    if samples.local:
        times = _with_winter_time(times, offset_minutes, notebook)
    if not _rising(times):
        falls = [place for place, (before, after) in enumerate(pairwise(times), start=1) if after < before]
        notebook.warning(
            "order",
            "The lines are not in the order of time. They have been sorted.",
            line=lines[falls[0]],
            column=samples.column,
            count=len(falls),
        )
        order = sorted(range(len(times)), key=times.__getitem__)
        times = array("d", (times[place] for place in order))
        values = array("d", (values[place] for place in order))
        lines = array("l", (lines[place] for place in order))
    once = dict.fromkeys(times, 0.0)
    if len(once) == len(times):
        return _with_summer_time(times, offset_minutes, notebook) if samples.local else times, values, lines
    if samples.doubles:
        notebook.problem(
            "double",
            "The same time occurs more than once. The largest of its values is kept.",
            line=next(lines[place] for place, (one, two) in enumerate(pairwise(times), start=1) if one == two),
            column=samples.column,
            count=len(times) - len(once),
        )
    for time, value in zip(times, values, strict=True):
        once[time] = max(once[time], value)
    # Of equal times the first line stays: it is written last.
    first = dict(zip(reversed(times), reversed(lines), strict=True))
    return array("d", once), array("d", once.values()), array("l", (first[time] for time in once))


def _with_winter_time(times: "array[float]", offset_minutes: int, notebook: Notebook) -> "array[float]":
    every = _steps(times)
    if not every or min(every) > 0:
        return times
    steps = sorted(step for step in every if step > 0)
    if not steps:
        return times
    place = clock_went_back(times, steps[(len(steps) - 1) // 2], offset_minutes)
    if place is None:
        return times
    notebook.warning(
        "summer time",
        "The clock goes back by an hour, as at the end of summer time. What follows counts an hour later.",
    )
    return times[:place] + array("d", (time + HOUR for time in times[place:]))


def _with_summer_time(times: "array[float]", offset_minutes: int, notebook: Notebook) -> "array[float]":
    every = _steps(times)
    if not every or max(every) < HOUR:
        return times
    steps = sorted(every)
    place = clock_went_forward(times, steps[(len(steps) - 1) // 2], offset_minutes)
    if place is None:
        return times
    notebook.warning(
        "summer time",
        "The clock goes forward by an hour, as at the start of summer time. What follows counts an hour earlier.",
    )
    return times[:place] + array("d", (time - HOUR for time in times[place:]))


def _durations(
    steps: Sequence[float], usual: float, at_end: bool, *, whole: bool, stated: float | None
) -> "array[float]":
    """Return how long each value holds: to its neighbour, or as long as the one next to it at a gap and an open end."""
    if not steps:
        return array("d", [usual])
    held = array("d", steps)
    if max(steps) > GAP * usual and not whole:
        regular = _regular(steps, usual, bends=stated is None)
        # Next to a gap the interval is the one of the neighbour that has no gap.
        near = usual
        for place in reversed(range(len(steps))) if at_end else range(len(steps)):
            if regular[place]:
                near = steps[place]
            else:
                held[place] = min(near, steps[place])
    return held[:1] + held if at_end else held + held[-1:]


def _regular(steps: Sequence[float], usual: float, *, bends: bool) -> bytearray:
    """Return for each step whether it is an interval and no gap."""
    regular = bytearray(step <= GAP * usual for step in steps)
    place = 0
    while place < len(steps):
        end = place + 1
        if not regular[place]:
            while end < len(steps) and abs(steps[end] - steps[place]) <= ALIKE * steps[place]:
                end += 1
            if bends and end - place >= RUN:
                regular[place:end] = b"\1" * (end - place)
        place = end
    return regular


def _note_gaps(trace: Trace, usual: float, lines: Sequence[int], column: str, notebook: Notebook) -> None:
    gaps = list(trace.gaps())
    if gaps:
        start, longest = max(gaps, key=lambda gap: gap[1])
        unknown = sum(length for _, length in gaps)
        notebook.problem(
            "gaps",
            f"Nothing is known about {wording.duration(unknown)} in all, the longest gap being "
            f"{wording.duration(longest)}; the usual interval is {wording.duration(usual)}. "
            "Gaps count as no data, not as nothing written.",
            # The one before which the longest gap is.
            line=lines[bisect_right(trace.starts, start)],
            column=column,
            count=len(gaps),
        )
