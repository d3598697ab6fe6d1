"""Charts of a replay: change against the usable rate, and what waits with its age."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, pairwise
from operator import truediv
from typing import Literal

from calculators.answers.report import Band, Chart, Marker, Series
from calculators.answers.ticks import size_axis, time_axis
from calculators.answers.wording import duration, duration_given, mbps, number
from calculators.replication.curve import Series as Points
from calculators.replication.curve import outline
from calculators.replication.replay import Replay
from calculators.replication.units import DAY, HOUR, MINUTE, from_bytes, rate_to_mbps
from calculators.trace_replay import days
from calculators.trace_replay.model import Recorded, Result
from calculators.traces.times import zone_name

MOST_POINTS = 1000
MOST_BANDS = 60
STRETCHES = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY)
DAY_STRETCHES = (HOUR, 3 * HOUR, 6 * HOUR)
"""How long the stretches of a day may be whose highest values are drawn: a cycle fits."""
LEAST_DAYS = 2
# Two values at one moment are drawn one after the other.
STEP = 1e-3


def charts(inputs: Recorded, result: Result) -> tuple[Chart, ...]:
    """Return the change against the rate, the age of the recovery point with what waits or as a day, and the days."""
    return (_rates(inputs, result), _day(inputs, result) or _waiting(inputs, result), *days.chart(inputs, result))


def _rates(inputs: Recorded, result: Result) -> Chart:
    trace = inputs.change
    starts, lengths, sizes = trace.starts, trace.durations, trace.sizes
    if 0 in lengths:
        # A burst at one moment has no rate.
        starts, lengths, sizes = (list(compress(each, trace.durations)) for each in (starts, lengths, sizes))
    rates = list(map(truediv, sizes, lengths))
    kept = outline(Points(times=starts, values=rates), MOST_POINTS // 2)
    values: dict[float, float | None] = dict(zip(kept.times, kept.values, strict=True))
    for start, end in trace.gaps()[: MOST_POINTS // 4]:
        values.setdefault(start, None)
        values.setdefault(end - STEP, None)
    throttled = list(_throttled(inputs, result))
    for start, end, _ in throttled[: MOST_POINTS // 8]:
        for edge in (start, end):
            if trace.start < edge < trace.end:
                values.setdefault(edge, _before(kept, edge))
    values.setdefault(trace.end, None)
    times = sorted(values)
    shown = [values[time] for time in times]
    if len(shown) > 1 and shown[-1] is None:
        shown[-1] = shown[-2]
    bands = [Band(start=_x(inputs, start), end=_x(inputs, end), label=label) for start, end, label in throttled]
    left_out = ""
    if len(bands) > MOST_BANDS:
        bands, left_out = [], " The throttled hours are too many to be shaded; the usable rate shows them."
    return Chart(
        id="change",
        title="Change against the usable rate",
        summary=(
            f"The change is {_mbps(trace.mean)} on average and at most {_mbps(trace.peak)}; "
            f"the usable rate is {_mbps(result.usable.rate)} outside throttled hours.{left_out}"
        ),
        x=tuple(_x(inputs, time) for time in times),
        x_label=_x_label(inputs),
        x_kind=_x_kind(inputs),
        y_label="Mbit/s",
        series=(
            Series(
                name="Change (Mbit/s)",
                values=tuple(None if rate is None else rate_to_mbps(rate) for rate in shown),
                kind="step",
            ),
            Series(
                name="Usable rate (Mbit/s)",
                values=tuple(rate_to_mbps(result.usable.rate * result.week.share(time)) for time in times),
                kind="step",
            ),
        ),
        bands=tuple(bands),
    )


def _waiting(inputs: Recorded, result: Result) -> Chart:
    done = result.replay
    each = _stretch(done)
    if each:
        # Thinned points of many cycles would make equal days look unlike: the highest of equal stretches do not.
        times = [done.start + place * each for place in range(math.ceil((done.end - done.start) / each))] + [done.end]
        backlog, age = (_highest(points, times) for points in (done.backlog, done.age))
    else:
        times, backlog, age = _together(done.backlog, done.age, (done.start, done.end))
    rpo = inputs.rpo_minutes
    markers = []
    if done.max_age_at is not None and done.max_age:
        markers.append(Marker(x=_x(inputs, done.max_age_at), y=None, label=f"Oldest: {duration(done.max_age)}"))
    oldest = max(age, default=0.0)
    unit, length = time_axis(oldest)
    size = size_axis(done.max_backlog)
    most = f", most in {duration(each)}" if each else ""
    kind: Literal["step", "line"] = "step" if each else "line"
    filled: Literal["step", "area"] = "step" if each else "area"
    return Chart(
        id="recovery_point",
        title="What waits, and the age of the recovery point",
        summary=(
            f"At most {number(from_bytes(done.max_backlog, 'GB'))} GB wait, and the recovery point gets "
            f"{duration(oldest)} old in the record; the RPO is {duration_given(rpo * MINUTE)}."
        ),
        x=tuple(_x(inputs, time) for time in times),
        x_label=_x_label(inputs),
        x_kind=_x_kind(inputs),
        y_label=size,
        y2_label=unit.capitalize(),
        series=(
            Series(name=f"Waiting{most} ({size})", values=tuple(from_bytes(one, size) for one in backlog), kind=filled),
            Series(name=f"Age{most} ({unit})", values=tuple(one / length for one in age), axis="right", kind=kind),
            Series(name=f"RPO ({unit})", values=(rpo * MINUTE / length,) * len(times), axis="right"),
        ),
        markers=tuple(markers),
    )


def _day(inputs: Recorded, result: Result) -> Chart | None:
    """Return how old the recovery point gets in each hour of the day, from the best to the worst day of the record.

    None where the record has not two whole days by the clock, or what waits is carried from day to day.
    """
    done, offset = result.replay, inputs.zone.offset
    oldest = done.max_age or 0.0
    first, last = math.ceil((done.start + offset) / DAY), math.floor((done.end + offset) / DAY)
    each = next((each for each in DAY_STRETCHES if each >= inputs.interval_minutes * MINUTE), None)
    if each is None or last - first < LEAST_DAYS or oldest > DAY or (inputs.trace and not inputs.has_clock):
        return None
    count = int(DAY / each)
    highest = _highest(done.age, [first * DAY - offset + place * each for place in range((last - first) * count + 1)])
    by_hour = [highest[place:-1:count] for place in range(count)]
    unit, length = time_axis(max(oldest, inputs.rpo_minutes * MINUTE))
    markers = []
    if done.max_age_at is not None and done.max_age:
        at = (done.max_age_at + offset) % DAY / HOUR
        markers.append(Marker(x=at, y=None, label=f"Oldest: {duration(done.max_age)}"))
    return Chart(
        id="recovery_point",
        title="Age of the recovery point through the day",
        summary=(
            f"How old it gets in each hour, from the best to the worst of {number(last - first)} days. At most "
            f"{number(from_bytes(done.max_backlog, 'GB'))} GB wait, and the recovery point gets {duration(oldest)} "
            f"old; the RPO is {duration_given(inputs.rpo_minutes * MINUTE)}."
        ),
        x=tuple(place * each / HOUR for place in range(count + 1)),
        x_label="Hour of the day",
        x_kind="clock",
        y_label=unit.capitalize(),
        series=(
            Series(name=f"Worst day ({unit})", values=_ended(map(max, by_hour), length), kind="band"),
            Series(name=f"Best day ({unit})", values=_ended(map(min, by_hour), length), kind="step"),
            Series(name=f"RPO ({unit})", values=(inputs.rpo_minutes * MINUTE / length,) * (count + 1)),
        ),
        markers=tuple(markers),
    )


def _ended(values: Iterable[float], length: float) -> tuple[float, ...]:
    """Return values in the unit of an axis, the last one to the end of its stretch."""
    found = [value / length for value in values]
    return (*found, found[-1])


def _stretch(done: Replay) -> float:
    """Return how long the stretches are whose highest values are drawn; 0 where all points are."""
    if len(done.backlog.times) + len(done.age.times) <= MOST_POINTS // 2:
        return 0.0
    least = (done.end - done.start) / (MOST_POINTS // 2)
    return float(next((each for each in STRETCHES if each >= least), math.ceil(least / DAY) * DAY))


def _highest(points: Points, times: Sequence[float]) -> list[float]:
    """Return the highest value from each time to the next; the last time has that of the stretch before it."""
    found = []
    for start, end in pairwise(times):
        inside = points.values[bisect_right(points.times, start) : bisect_left(points.times, end)]
        edges = _value(points, start, after=True), _value(points, end, after=False)
        found.append(max(*edges, *inside))
    return [*found, found[-1]]


def _mbps(rate: float) -> str:
    return mbps(rate_to_mbps(rate)) if math.isfinite(rate) else "more than any line carries"


def _x(inputs: Recorded, at: float) -> float:
    """Return a moment as a chart takes it: on the clock of the reader's zone, of a week, or in hours."""
    return (at - inputs.change.start) / HOUR if _x_kind(inputs) == "number" else at + inputs.zone.offset


def _x_kind(inputs: Recorded) -> Literal["number", "weekday", "date"]:
    if inputs.has_clock:
        return "date"
    return "number" if inputs.trace else "weekday"


def _x_label(inputs: Recorded) -> str:
    if inputs.has_clock:
        return f"Time ({zone_name(int(inputs.utc_offset_minutes))})"
    return "Hours since the begin" if inputs.trace else "Time"


def _before(points: Points, at: float) -> float | None:
    index = bisect_right(points.times, at)
    return points.values[index - 1] if index else None


def _throttled(inputs: Recorded, result: Result) -> Iterator[tuple[float, float, str]]:
    """Yield from when to when less than the full share may be used, up to the end of the trace."""
    at, end = inputs.change.start, inputs.change.end
    if not result.link.periods:
        return
    for until, share in result.week.pieces(at):
        if at >= end:
            return
        if share < 1:
            yield at, min(until, end), f"Throttled to {number(share * 100)} %"
        at = until


def _together(
    one: Points, other: Points, ends_of_record: tuple[float, float]
) -> tuple[list[float], list[float], list[float]]:
    """Return two series at the times of both; a jump becomes two points."""
    places: list[float] = []
    columns: tuple[list[float], list[float]] = ([], [])
    for time in sorted({*one.times, *other.times, *ends_of_record}):
        ends = [(_value(points, time, after=False), _value(points, time, after=True)) for points in (one, other)]
        jumps = any(before != after for before, after in ends)
        for place in range(2 if jumps else 1):
            places.append(time + place * STEP)
            for column, pair in zip(columns, ends, strict=True):
                column.append(pair[place])
    rising = [place for place in range(len(places)) if place == 0 or places[place] > places[place - 1]]
    return (
        [places[place] for place in rising],
        [columns[0][place] for place in rising],
        [columns[1][place] for place in rising],
    )


def _value(points: Points, at: float, *, after: bool) -> float:
    """Return the value just before or just after a time; the first and the last one beyond the ends."""
    times, values = points.times, points.values
    index = bisect_right(times, at)
    if index == 0:
        return values[0]
    if times[index - 1] == at:
        return values[index - 1] if after else values[_first(times, at)]
    if index == len(times):
        return values[-1]
    part = (at - times[index - 1]) / (times[index] - times[index - 1])
    return values[index - 1] + part * (values[index] - values[index - 1])


def _first(times: Sequence[float], at: float) -> int:
    index = bisect_right(times, at) - 1
    while index and times[index - 1] == at:
        index -= 1
    return index
