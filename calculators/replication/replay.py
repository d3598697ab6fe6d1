"""What becomes of a recorded change when it is sent at a rate: exact between the points of the record, in one pass.

Times are seconds since 1970-01-01 UTC, data is bytes, rates are bytes a second. The rate may be throttled by the hour:
calculators.replication.calendar. Nothing is sampled: what waits and how old it is run in straight lines between the
points where the change, the share of the rate or the interval of the oldest waiting byte changes, and these points are
visited.
"""

import math
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import sub, truediv
from typing import Self

from calculators.replication.calendar import ALWAYS, Week, Zone
from calculators.replication.units import DAY, MINUTE

# What takes longer than this to send is never sent.
CENTURY = 36525 * DAY
# Less than this part of all data is a rounding error, not data that waits.
NOTHING = 1e-12
# Times of today are exact to a quarter of a microsecond: an RPO or a start missed by less than this is not missed.
INSTANT = 1e-5
# Values that differ by less than this part are the same, but for rounding.
NEARLY = 1e-9
# The ends, and the smallest and the greatest value between them.
LEAST_OUTLINE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Change over time: `sizes[i]` bytes written evenly in `durations[i]` seconds from `starts[i]` on.

    A duration of 0 is a burst at one moment. Times between intervals are unknown: they count as no change.
    ValueError where intervals overlap, are not in order, or hold less than nothing.
    """

    starts: Sequence[float]
    """Begin of each interval, earliest first."""
    durations: Sequence[float]
    """Length of each interval."""
    sizes: Sequence[float]
    """Bytes written in each interval."""

    size: float = field(init=False, repr=False, compare=False)
    """All bytes."""
    peak: float = field(init=False, repr=False, compare=False)
    """Greatest change rate of an interval: infinity with a burst at one moment, 0 of an empty trace."""
    intervals: tuple[list[float], list[float], list[float]] = field(init=False, repr=False, compare=False)
    """Begins, ends and sizes without a break: gaps are intervals, and one without end follows."""

    def __post_init__(self) -> None:
        starts, durations, sizes = self.starts, self.durations, self.sizes
        if not len(starts) == len(durations) == len(sizes):
            raise ValueError("a trace needs as many durations and sizes as starts")
        if not all(map(math.isfinite, starts)):
            raise ValueError("a start is not a number")
        for values in (durations, sizes):
            if values and not (min(values) >= 0 and math.isfinite(sum(values))):
                raise ValueError("a duration or a size is less than nothing, or not a number")
        ends = list(map(float.__add__, map(float, starts), map(float, durations)))
        meets = ends[:-1] == list(starts[1:])
        if not meets and any(end > start + INSTANT for end, start in zip(ends, starts[1:], strict=False)):
            raise ValueError("intervals overlap or are not in order")
        # A frozen class has no other way to keep what it worked out, and each question to a trace needs it.
        object.__setattr__(self, "size", math.fsum(sizes))
        object.__setattr__(self, "peak", _peak(durations, sizes))
        object.__setattr__(self, "intervals", _met(self, ends) if meets else _intervals(self))

    @classmethod
    def regular(cls, start: float, step: float, sizes: Sequence[float]) -> Self:
        """Return a trace of equal intervals without gaps."""
        return cls(
            starts=[start + index * step for index in range(len(sizes))], durations=[step] * len(sizes), sizes=sizes
        )

    @property
    def start(self) -> float:
        """Begin of the first interval, 0 of an empty trace."""
        return self.starts[0] if self.starts else 0.0

    @property
    def end(self) -> float:
        """End of the last interval, 0 of an empty trace."""
        return self.starts[-1] + self.durations[-1] if self.starts else 0.0

    @property
    def mean(self) -> float:
        """Change rate from the start to the end, with no change in the gaps."""
        length = self.end - self.start
        return self.size / length if length > 0 else 0.0

    def gaps(self) -> list[tuple[float, float]]:
        """Return from when to when nothing is known."""
        if len(self.intervals[0]) == len(self.starts) + 1:
            return []
        following = iter(self.starts)
        next(following, None)
        return [
            (start + length, later)
            for start, length, later in zip(self.starts, self.durations, following, strict=False)
            if later > start + length + INSTANT
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points to connect by straight lines. Two points of one time are a jump."""

    times: Sequence[float]
    """Times, earliest first."""
    values: Sequence[float]
    """Bytes or seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a rate makes of a trace. Seconds and bytes."""

    max_age: float | None
    """Greatest age of the recovery point; None when the rate never sends everything."""
    max_age_at: float | None
    """When it is reached first."""
    over: float | None
    """By how much the greatest age exceeds the RPO; 0 when the RPO is held, None with `max_age`."""
    held: bool
    """Whether the RPO is held all the time."""
    missed: tuple[tuple[float, float], ...]
    """From when to when the age exceeds the RPO; no later than the end of the trace when the rate never sends all."""
    max_backlog: float
    """Most bytes that the recovery point lacked."""
    max_backlog_at: float | None
    """When that was first."""
    caught_up: float | None
    """When everything is sent if nothing is written after the trace; None when that never happens."""
    catches_up: bool
    """Whether the rate exceeds the mean change: only then does it catch up while the change goes on like this."""
    start: float
    """Begin of the trace."""
    end: float
    """End of the trace."""
    gaps: int
    """Number of times of which nothing is known."""
    unknown: float
    """Length of these times."""
    backlog: Series
    """Bytes that the recovery point lacks."""
    age: Series
    """Age of the recovery point; it stays at the last value."""

    @property
    def missed_time(self) -> float:
        """Seconds for which the age exceeds the RPO."""
        return math.fsum(end - start for start, end in self.missed)

    @property
    def missed_minutes_a_day(self) -> float:
        """Minutes a day for which the age exceeds the RPO, from the start until all is sent, at least over one day."""
        length = max(self.end, self.caught_up or self.end) - self.start
        return self.missed_time / MINUTE / max(length / DAY, 1.0)

    def missed_by_day(self, zone: Zone) -> dict[int, float]:
        """Return the seconds for which the age exceeds the RPO by local day, as days since 1970-01-01."""
        days: dict[int, float] = {}
        for start, end in self.missed:
            at = start
            for until, offset in zone.spans(start):
                while at < min(until, end):
                    day = math.floor((at + offset) / DAY)
                    stop = min((day + 1) * DAY - offset, until, end)
                    days[day] = days.get(day, 0.0) + stop - at
                    at = stop
                if at >= end:
                    break
        return days


# One long loop on purpose: a function or an object for each point would take several times as long.
def continuous(  # noqa: PLR0912, PLR0915
    trace: Trace, rate: float, rpo: float, week: Week = ALWAYS
) -> Replay:
    """Return what continuous replication makes of a trace: first in first out, every byte as soon as the rate allows.

    The recovery point is as old as the oldest byte that is not sent; with nothing to send its age is 0.
    O(intervals + hours at which the share changes). ValueError for a rate or an RPO below 0.
    """
    _check(rate, rpo)
    begins, ends, sizes = trace.intervals
    total = trace.size
    nothing = total * NOTHING
    mean_rate = rate * week.mean
    last = len(begins) - 1
    pieces = week.pieces(trace.start)
    until, share = next(pieces)
    capacity = rate * share
    waiting = 0.0
    # The oldest waiting byte is in interval `oldest`; if that is an earlier one, `left` of it wait.
    oldest, left, left_rate = 0, 0.0, math.inf
    born = 0.0
    caught_up: float | None = trace.start
    backlog_times, backlog_values = array("d", [trace.start]), array("d", [0.0])
    age_times, age_values = array("d", [trace.start]), array("d", [0.0])
    add_backlog_time, add_backlog = backlog_times.append, backlog_values.append
    add_age_time, add_age = age_times.append, age_values.append
    for index in range(last + 1):
        at, end, size = begins[index], ends[index], sizes[index]
        if at == end:
            if size:
                if not waiting:
                    oldest, left, left_rate, born = index, size, math.inf, at
                    add_backlog_time(at)
                    add_backlog(0.0)
                    add_age_time(at)
                    add_age(0.0)
                waiting += size
                add_backlog_time(at)
                add_backlog(waiting)
            continue
        arriving = size / (end - at)
        if index == last and waiting and (not mean_rate or waiting / mean_rate > CENTURY):
            caught_up = None
            break
        while at < end:
            while until <= at:
                until, share = next(pieces)
                capacity = rate * share
            if not waiting:
                if arriving <= capacity:
                    if index == last:
                        break
                    at = end if end < until else until
                    continue
                oldest, born = index, at
                add_backlog_time(at)
                add_backlog(0.0)
                add_age_time(at)
                add_age(0.0)
            stop = end if end < until else until
            gain = arriving - capacity
            gone = False
            if oldest < index:
                if capacity:
                    moment = at + left / capacity
                    if moment <= stop:
                        stop, gone = moment, True
                    else:
                        left -= capacity * (stop - at)
                        gone = left <= nothing
                waiting += gain * (stop - at)
                if gone:
                    born = ends[oldest]
                else:
                    waiting = max(waiting, left)
                    born = ends[oldest] - left / left_rate
            else:
                after = waiting + gain * (stop - at)
                if gain < 0 and after <= nothing:
                    stop = min(at - waiting / gain, stop)
                    waiting, born = 0.0, stop
                else:
                    waiting = after
                    born = stop - waiting / arriving
            aged = stop - born
            at = stop
            add_age_time(at)
            add_age(aged)
            if gone:
                oldest += 1
                while oldest < index and not sizes[oldest]:
                    oldest += 1
                if oldest < index:
                    length = ends[oldest] - begins[oldest]
                    left = sizes[oldest]
                    left_rate = left / length if length else math.inf
                    born = begins[oldest]
                    waiting = max(waiting, left)
                else:
                    # All that waits is what this interval has brought so far: said anew, without rounding errors.
                    born = begins[index] if arriving else at
                    waiting = arriving * (at - born)
                    if not waiting:
                        born = at
                if at - born != aged:
                    aged = at - born
                    add_age_time(at)
                    add_age(aged)
            add_backlog_time(at)
            add_backlog(waiting)
            if not waiting:
                caught_up = at
        if oldest == index:
            left, left_rate = waiting, arriving
    if caught_up is not None:
        caught_up = max(caught_up, trace.end)
    return _replay(
        trace=trace,
        rate=mean_rate,
        rpo=rpo,
        change=trace.mean,
        caught_up=caught_up,
        backlog=Series(times=backlog_times, values=backlog_values),
        age=Series(times=age_times, values=age_values),
    )


def _check(rate: float, rpo: float) -> None:
    if not (rate >= 0 and rpo >= 0):
        raise ValueError("a rate and an RPO are 0 or more")


def _peak(durations: Sequence[float], sizes: Sequence[float]) -> float:
    if durations and min(durations) > 0:
        most: float = max(map(truediv, sizes, durations))
        return most
    rates = (size / length if length else math.inf for size, length in zip(sizes, durations, strict=True) if size)
    return max(rates, default=0.0)


def _met(trace: Trace, ends: list[float]) -> tuple[list[float], list[float], list[float]]:
    """Return the same as `_intervals` of a trace in which each interval begins where the one before ends."""
    return [*trace.starts, trace.end], [*ends, math.inf], [*trace.sizes, 0.0]


def _intervals(trace: Trace) -> tuple[list[float], list[float], list[float]]:
    """Return begins, ends and sizes: gaps are intervals, and one without end follows."""
    begins: list[float] = []
    ends: list[float] = []
    sizes: list[float] = []
    at = trace.start
    for start, length, size in zip(trace.starts, trace.durations, trace.sizes, strict=True):
        if start > at:
            begins.append(at)
            ends.append(start)
            sizes.append(0.0)
            at = start
        # Starts that were rounded may lie a little before the end of the interval before.
        end = max(start + length, at) if length else at
        begins.append(at)
        ends.append(end)
        sizes.append(size)
        at = end
    begins.append(at)
    ends.append(math.inf)
    sizes.append(0.0)
    return begins, ends, sizes


def _replay(
    *,
    trace: Trace,
    rate: float,
    rpo: float,
    change: float,
    caught_up: float | None,
    backlog: Series,
    age: Series,
) -> Replay:
    gaps = trace.gaps()
    sent = caught_up is not None
    oldest, most = max(age.values), max(backlog.values)
    held = oldest <= rpo + INSTANT
    return Replay(
        max_age=oldest if sent else None,
        max_age_at=_first_time(age, oldest) if sent and oldest else None,
        over=(0.0 if held else oldest - rpo) if sent else None,
        held=sent and held,
        missed=() if held else _missed(age, rpo),
        max_backlog=most,
        max_backlog_at=_first_time(backlog, most) if most else None,
        caught_up=caught_up,
        catches_up=not change or rate > change,
        start=trace.start,
        end=trace.end,
        gaps=len(gaps),
        unknown=math.fsum(end - start for start, end in gaps),
        backlog=backlog,
        age=age,
    )


def _first_time(series: Series, most: float) -> float:
    """Return when a value is as great as the greatest first: of equal days the first counts, whatever was rounded."""
    enough = most * (1 - NEARLY)
    return next(time for time, value in zip(series.times, series.values, strict=True) if value >= enough)


def _missed(age: Series, rpo: float) -> tuple[tuple[float, float], ...]:
    """Return from when to when an age exceeds the RPO."""
    spans: list[tuple[float, float]] = []
    start, before = age.times[0], age.values[0]
    for end, value in zip(age.times, age.values, strict=True):
        if (value > rpo or before > rpo) and end > start:
            crossing = start if value == before else start + (end - start) * (rpo - before) / (value - before)
            begin = start if before > rpo else crossing
            if spans and spans[-1][1] >= begin:
                begin = spans.pop()[0]
            spans.append((begin, end if value > rpo else crossing))
        start, before = end, value
    return tuple(spans)


def reached_rpo(trace: Trace, rate: float, week: Week = ALWAYS) -> float | None:
    """Return the smallest RPO that continuous replication holds at a rate; None when none is."""
    return continuous(trace, rate, math.inf, week).max_age


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallestRate:
    """The least that holds an RPO with continuous replication."""

    rate: float
    """The greater of the two rates below; where the mean is, the rate must exceed it."""
    interval_rate: float
    """What the binding interval needs."""
    mean_rate: float
    """What the mean change needs in the long run."""
    start: float
    """Begin of the binding interval."""
    end: float
    """Its end."""
    size: float
    """Bytes written in it, which have to be sent from its begin until one RPO after its end."""


def smallest_rate(trace: Trace, rpo: float, week: Week = ALWAYS) -> SmallestRate | None:
    """Return the smallest rate that holds an RPO with continuous replication; None when no rate does.

    Everything written between s and t has to be sent between s and t + RPO. With E, the hours at the full rate:
    B >= max of A(s, t) / (E(t + RPO) - E(s)). Between two points where A or E bends, the quotient only grows or only
    falls, so the points suffice. Of their pairs one pass finds that which misses a given rate by most bytes: the
    greatest A(t) - B x E(t + RPO) less the smallest A(s) - B x E(s) before it. The rate of that pair is the next one
    to try (Dinkelbach's method for quotients): it only grows, ends at the greatest quotient itself, not near it,
    and takes a handful of passes. ValueError unless the RPO is more than 0.
    """
    if not rpo > 0:
        raise ValueError("an RPO is more than 0")
    total = trace.size
    if not total:
        return SmallestRate(rate=0.0, interval_rate=0.0, mean_rate=0.0, start=trace.start, end=trace.start, size=0.0)
    if not week.mean:
        return None
    times, written, begun, due = _points(trace, rpo, week)
    first, last = 0, len(times) - 1
    rate = 0.0
    while True:
        size, work = written[last] - written[first], due[last] - begun[first]
        if work <= 0:
            return None
        rate = size / work
        lows = [amount - rate * done for amount, done in zip(written, begun, strict=True)]
        highs = [amount - rate * done for amount, done in zip(written, due, strict=True)]
        least = list(accumulate(lows, min))
        misses = list(map(sub, highs, least))
        end = misses.index(max(misses))
        start = lows.index(least[end])
        size, work = written[end] - written[start], due[end] - begun[start]
        if size <= 0 or size <= rate * work * (1 + NOTHING):
            break
        first, last = start, end
    mean = trace.mean / week.mean
    return SmallestRate(
        rate=max(rate, mean),
        interval_rate=rate,
        mean_rate=mean,
        start=times[first],
        end=times[last],
        size=written[last] - written[first],
    )


def _points(trace: Trace, rpo: float, week: Week) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return the points where something bends: times, bytes written so far, work so far, work one RPO later."""
    times, written = _written(trace)
    origin = times[0]
    if len(week.shares) == 1:
        share = week.shares[0]
        return (
            times,
            written,
            [share * (time - origin) for time in times],
            [share * (time - origin + rpo) for time in times],
        )
    final = times[-1]
    bends, sums, shares = [origin], [0.0], []
    for until, share in week.pieces(origin):
        shares.append(share)
        if bends[-1] > final + rpo:
            break
        bends.append(until)
        sums.append(sums[-1] + share * (until - bends[-2]))
    more = {time for bend in bends for time in (bend, bend - rpo) if origin < time < final} - set(times)
    both = list(zip(times, written, strict=True))
    for time in more:
        index = bisect_right(times, time)
        # `times` has no two equal ones around it, as it is none of them.
        part = (time - times[index - 1]) / (times[index] - times[index - 1])
        both.append((time, written[index - 1] + part * (written[index] - written[index - 1])))
    both.sort()
    times, written = [time for time, _ in both], [amount for _, amount in both]
    return times, written, _work(times, 0.0, bends, sums, shares), _work(times, rpo, bends, sums, shares)


def _work(times: list[float], later: float, bends: list[float], sums: list[float], shares: list[float]) -> list[float]:
    """Return the work until each time and a bit later; the times in order."""
    index, last = 0, len(bends) - 1
    done = []
    for time in times:
        at = time + later
        while index < last and bends[index + 1] <= at:
            index += 1
        done.append(sums[index] + shares[index] * (at - bends[index]))
    return done


def cycles(
    trace: Trace,
    rate: float,
    rpo: float,
    *,
    interval: float,
    snapshot: float = 0.0,
    folding: float = 1.0,
    week: Week = ALWAYS,
) -> Replay:
    """Return what synchronisations at fixed times make of a trace.

    The first start is one interval after the begin of the trace, when everything was in sync. A start sends what was
    written since the start before it; then the snapshot follows, and the recovery point, which stands for the moment of
    the start, can be used. A start that comes while a synchronisation runs waits for the next one. `folding` is the
    part of the written bytes that is sent, because a block that is written twice in a cycle is sent once. The backlog
    is what was written, not folded, since the newest recovery point. Ends one synchronisation after all is in a
    recovery point, because until then the age may still grow to its greatest.
    O(intervals of the trace + synchronisations). ValueError for an interval of 0, or a folding that is no part of 1.
    """
    _check(rate, rpo)
    if not (interval > 0 and snapshot >= 0 and 0 <= folding <= 1):
        raise ValueError("an interval is more than 0, a snapshot 0 or more, a folding between 0 and 1")
    origin, final = trace.start, trace.end
    times, written = _written(trace)
    count = len(times)
    index, slot = 0, 0
    point, point_amount, free = origin, 0.0, origin
    caught_up: float | None = None
    backlog_times, backlog_values = array("d", [origin]), array("d", [0.0])
    age_times, age_values = array("d", [origin]), array("d", [0.0])
    while True:
        slot = max(slot + 1, math.ceil((free - origin - INSTANT) / interval))
        begun = origin + slot * interval
        amount = _amount(times, written, begun)
        size = folding * (amount - point_amount)
        sent = week.when(begun, size / rate) if rate else (None if size else begun)
        never = sent is None or sent - begun > CENTURY
        done = max(final, free) if sent is None or never else sent + snapshot
        while index < count and times[index] < done:
            if times[index] >= free:
                backlog_times.append(times[index])
                backlog_values.append(written[index] - point_amount)
            index += 1
        backlog_times.append(done)
        backlog_values.append(_amount(times, written, done) - point_amount)
        age_times.append(done)
        age_values.append(done - point)
        if never:
            break
        ended = point >= final
        point, point_amount, free = begun, amount, done
        if caught_up is None and point >= final:
            caught_up = done
        backlog_times.append(done)
        backlog_values.append(_amount(times, written, done) - amount)
        age_times.append(done)
        age_values.append(done - begun)
        if ended:
            break
    return _replay(
        trace=trace,
        rate=rate * week.mean,
        rpo=rpo,
        change=trace.mean * folding,
        caught_up=caught_up,
        backlog=Series(times=backlog_times, values=backlog_values),
        age=Series(times=age_times, values=age_values),
    )


def smallest_cycle_rate(
    trace: Trace, rpo: float, *, interval: float, snapshot: float = 0.0, folding: float = 1.0, week: Week = ALWAYS
) -> SmallestRate | None:
    """Return the smallest rate at which `cycles` hold an RPO and every start is used; None when no rate does.

    What was written from one start to the next has to be sent, with its snapshot, before the start that follows and
    before the point in use is older than the RPO. `size` is the folded data of the binding cycle.
    A slower rate can do where the RPO leaves room for a start that is not used.
    ValueError for an interval of 0, or a folding that is no part of 1.
    """
    if not (interval > 0 and snapshot >= 0 and 0 <= folding <= 1):
        raise ValueError("an interval is more than 0, a snapshot 0 or more, a folding between 0 and 1")
    room = min(rpo - interval, interval) - snapshot
    if room < 0:
        return None
    times, written = _written(trace)
    total = trace.size
    best = (0.0, trace.start, trace.start, 0.0)
    before = 0.0
    for slot in range(1, math.ceil((trace.end - trace.start) / interval) + 1):
        begun = trace.start + slot * interval
        amount = _amount(times, written, begun)
        size, before = folding * (amount - before), amount
        if size > total * NOTHING:
            work = week.work(begun, begun + room)
            if work <= 0:
                return None
            if size / work > best[0] * (1 + NEARLY):
                best = (size / work, begun - interval, begun, size)
    if total * folding and not week.mean:
        return None
    mean = trace.mean * folding / week.mean if total else 0.0
    return SmallestRate(
        rate=max(best[0], mean), interval_rate=best[0], mean_rate=mean, start=best[1], end=best[2], size=best[3]
    )


def _written(trace: Trace) -> tuple[list[float], list[float]]:
    """Return the begin and the ends of all intervals and gaps, and the bytes written until then."""
    begins, ends, sizes = trace.intervals
    return [begins[0], *ends[:-1]], [0.0, *accumulate(sizes[:-1])]


def _amount(times: list[float], written: list[float], at: float) -> float:
    """Return the bytes written until a time, a burst at that time included."""
    index = bisect_right(times, at)
    if index == 0:
        return 0.0
    if index == len(times):
        return written[-1]
    part = (at - times[index - 1]) / (times[index] - times[index - 1])
    return written[index - 1] + part * (written[index] - written[index - 1])


def outline(series: Series, points: int) -> Series:
    """Return at most that many points of a series, with the smallest and the greatest value of each stretch.

    ValueError for less than 4 points.
    """
    if points < LEAST_OUTLINE:
        raise ValueError("an outline needs at least 4 points")
    times, values = series.times, series.values
    count = len(values)
    if count <= points:
        return series
    kept = [0]
    stretches = points // 2 - 1
    for stretch in range(stretches):
        begin = 1 + (count - 2) * stretch // stretches
        part = values[begin : 1 + (count - 2) * (stretch + 1) // stretches]
        low, high = part.index(min(part)), part.index(max(part))
        kept.extend(sorted({begin + low, begin + high}))
    kept.append(count - 1)
    return Series(
        times=array("d", [times[index] for index in kept]), values=array("d", [values[index] for index in kept])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Hosts whose first synchronisation begins together."""

    used: float
    """Data to send first."""
    change: float
    """Their change rate, which goes on from the begin of their wave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeding:
    """Progress of the first synchronisation."""

    finished: tuple[float | None, ...]
    """When each wave or disk is in sync, in the order given; None when it never is, or does not stay so."""
    sent: Series
    """Bytes sent so far."""
    rest: Series
    """Bytes to send of what has begun, changes included."""


def seed(waves: Sequence[Wave], rate: float, start: float = 0.0, week: Week = ALWAYS) -> Seeding:
    """Return when waves of hosts are in sync, one wave after the other, while their data changes.

    Hosts that are in sync keep using their change rate, so that later waves are slower. A wave is never in sync when
    the change of all that has begun is as fast as the mean rate of a week or faster: then nothing stays in sync.
    """
    _check(rate, 0.0)
    at, sent, change = start, 0.0, 0.0
    times, amounts, rests = array("d", [at]), array("d", [0.0]), array("d", [0.0])
    finished: list[float | None] = []
    pieces = week.pieces(at)
    until, share = next(pieces)
    for wave in waves:
        change += wave.change
        if change >= rate * week.mean and (change or wave.used):
            break
        rest = wave.used
        times.append(at)
        amounts.append(sent)
        rests.append(rest)
        while rest and at - start <= CENTURY:
            if until <= at:
                until, share = next(pieces)
            gain = rate * share - change
            moment = at + rest / gain if gain > 0 else math.inf
            stop = min(moment, until)
            rest = 0.0 if moment <= until else rest - gain * (stop - at)
            sent += rate * share * (stop - at)
            at = stop
            times.append(at)
            amounts.append(sent)
            rests.append(rest)
        if rest:
            break
        finished.append(at)
    return Seeding(
        finished=(*finished, *[None] * (len(waves) - len(finished))),
        sent=Series(times=times, values=amounts),
        rest=Series(times=times, values=rests),
    )
