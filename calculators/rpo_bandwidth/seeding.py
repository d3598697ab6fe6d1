"""How far the first synchronisation is, hour by hour, as a picture."""

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from calculators.answers.report import Band, Chart, Marker, Series
from calculators.answers.wording import data, duration, number
from calculators.replication import curve, seeding
from calculators.replication.calendar import ALWAYS, MONDAY
from calculators.replication.curve import outline
from calculators.replication.hours import Start
from calculators.replication.seeding import Seeding
from calculators.replication.units import DAY, HOUR, from_bytes, to_bytes
from calculators.rpo_bandwidth.model import Inputs, Result

LONGEST = 3650 * DAY
"""A first synchronisation that takes longer is not drawn."""
MOST_POINTS = 300
MOST_NIGHTS = 21
MOST_BANDS = 60
MOST_MARKS = 4
"""More lines of labels would hide what is drawn."""
NIGHT = (22 * HOUR, 30 * HOUR)
"""When a night begins and ends, from midnight on. It is shaded to find one's way, and nothing is counted by it."""
STEPS = (HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY)
"""How far apart the points may stand that are drawn beside those at which the pace changes."""
FEW_STEPS = 24


def progress(inputs: Inputs, result: Result) -> tuple[Chart, ...]:
    """Return the data in sync over time, with waves, nights and throttled hours; nothing when no wave is ever in sync.

    The engine is `calculators.replication.seeding.seed`; without throttled hours its end is that of V / (B - c).
    """
    start = inputs.begin
    waves = [seeding.Wave(used=wave.used, change=own) for wave, own in zip(result.waves, _own(result), strict=True)]
    taken = math.fsum(wave.time for wave in result.waves if wave.time is not None)
    if not taken or taken > LONGEST:
        return ()
    done = seeding.seed(waves, result.usable.rate, start.at, result.week, result.solution.disk)
    end = max(moment for moment in done.finished if moment is not None)
    unit = "TB" if sum(wave.used for wave in waves) >= to_bytes(1, "TB") else "GB"
    times, synced, sent = _points(done, [wave.used for wave in waves], end)
    return (
        Chart(
            id="first_synchronisation",
            title="Progress of the first synchronisation",
            summary=_summary(result, start, end),
            x=times,
            x_label="Local time",
            x_kind="date" if start.dated else "weekday",
            y_label=unit,
            series=(
                Series(name=f"In sync ({unit})", values=tuple(from_bytes(size, unit) for size in synced), kind="area"),
                Series(name=f"Sent, changes included ({unit})", values=tuple(from_bytes(size, unit) for size in sent)),
            ),
            markers=(*_by_courier(result, start, end), *_marks(result, done, start)),
            bands=tuple(_bands(result, start.at, end)),
        ),
    )


def _own(result: Result) -> Iterator[float]:
    """Yield the change rate of each wave alone."""
    before = 0.0
    for wave in result.waves:
        yield wave.change - before
        before = wave.change


def _points(
    done: Seeding, used: list[float], end: float
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Return times, the data in sync and all that was sent: each point of the simulation, and steps between them."""
    sent, rest = done.sent, done.rest
    ends = [math.inf if moment is None else moment for moment in done.finished]
    # Where a wave ends, the next begins, and its point alone says what is in sync.
    places = [place for place, left in enumerate(rest.values) if left or place == len(rest.values) - 1]
    synced = curve.Series(
        times=[rest.times[place] for place in places],
        values=[_begun(used, ends, rest.times[place]) - rest.values[place] for place in places],
    )
    kept = outline(synced, MOST_POINTS)
    step = next((step for step in STEPS if (end - sent.times[0]) / step <= FEW_STEPS), STEPS[-1])
    first = math.floor((sent.times[0] - MONDAY) / step) + 1
    more = (MONDAY + step * number for number in range(first, math.ceil((end - MONDAY) / step)))
    times = tuple(sorted({*kept.times, *more}))
    return times, tuple(_at(synced, time) for time in times), tuple(_at(sent, time) for time in times)


def _begun(used: list[float], ends: list[float], time: float) -> float:
    """Return the data of all waves that have begun."""
    return math.fsum(used[: sum(end <= time for end in ends) + 1])


def _at(series: curve.Series, time: float) -> float:
    times, values = series.times, series.values
    index = bisect_left(times, time)
    if index == 0 or times[index] == time:
        return values[index]
    part = (time - times[index - 1]) / (times[index] - times[index - 1])
    return values[index - 1] + part * (values[index] - values[index - 1])


def _by_courier(result: Result, start: Start, end: float) -> Iterator[Marker]:
    """Yield when all is in sync by courier, where the line is not earlier."""
    moment = None if result.courier is None or result.courier.time is None else start.at + result.courier.time
    if moment is not None and moment < end:
        yield Marker(x=moment, y=None, label=f"By courier, if that is possible: {start.moment(moment)}")


def _marks(result: Result, done: Seeding, start: Start) -> tuple[Marker, ...]:
    ends = [
        (wave.name, moment)
        for wave, moment in zip(result.waves, done.finished, strict=True)
        if moment is not None and wave.used
    ]
    # Of many waves the last is worth more than the first.
    kept = ends if len(ends) <= MOST_MARKS else [*ends[: MOST_MARKS - 1], ends[-1]]
    return tuple(
        Marker(x=moment, y=None, label=f"{_named(name)} in sync: {start.moment(moment)}") for name, moment in kept
    )


def _named(name: str) -> str:
    return f"Wave {name}" if name[:1].isdigit() else name or "All"


def _bands(result: Result, begin: float, end: float) -> Iterator[Band]:
    nights = [
        (max(begin, midnight + NIGHT[0]), min(end, midnight + NIGHT[1]))
        for midnight in range(math.floor((begin - MONDAY) / DAY - 1) * DAY + MONDAY, math.ceil(end), DAY)
        if midnight + NIGHT[1] > begin and midnight + NIGHT[0] < end
    ]
    if len(nights) <= MOST_NIGHTS:
        yield from (Band(start=low, end=high, label="Night, 22:00 to 06:00", faint=True) for low, high in nights)
    slow = [
        Band(start=low, end=high, label=f"Throttled to {number(share * 100)} %")
        for low, high, share in _throttled(result, begin, end)
    ]
    if len(slow) <= MOST_BANDS:
        yield from slow


def _throttled(result: Result, begin: float, end: float) -> Iterator[tuple[float, float, float]]:
    """Yield from when to when which share of the usable rate is there, where that is not all of it."""
    at = begin
    for until, share in result.week.pieces(begin):
        if share < 1:
            yield at, min(until, end), share
        at = until
        if at >= end:
            return


def _summary(result: Result, start: Start, end: float) -> str:
    finished = [wave for wave in result.waves if wave.time is not None]
    sent, whole = math.fsum(wave.used for wave in finished), math.fsum(wave.used for wave in result.waves)
    size = data(sent / whole * result.used if whole else 0.0).partition(" (")[0]
    if whole < result.used:
        size += f" ({data(sent).partition(' (')[0]} on the wire)"
    text = f"{size} are in sync on {start.moment(end)}, {duration(end - start.at)} after the begin on "
    text += f"{start.moment(start.at)}."
    if len(finished) < len(result.waves):
        text += f" {len(result.waves) - len(finished)} of {len(result.waves)} waves never are."
    elif result.usable_mean < result.usable.rate:
        plain = seeding.wave_times(
            [(wave.used, own) for wave, own in zip(finished, _own(result), strict=True)],
            result.usable.rate,
            start.at,
            ALWAYS,
            None if result.solution.disk is None else replace(result.solution.disk, week=ALWAYS),
        )
        text += f" Without throttled hours it would take {duration(math.fsum(time or 0.0 for time in plain))}."
    return text
