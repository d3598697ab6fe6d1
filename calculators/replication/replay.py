"""What becomes of a change when it is sent at a rate: exact between the points of the record, in one pass.

Times are seconds since 1970-01-01 UTC, data is bytes, rates are bytes a second. The rate may be throttled by the hour:
calculators.replication.calendar. Nothing is sampled: what waits and how old it is run in straight lines between the
points where the change, the share of the rate or the interval of the oldest waiting byte changes, and these points are
visited.
"""

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calculators.replication.calendar import ALWAYS, Week, Zone
from calculators.replication.curve import INSTANT, NEARLY, Series, Trace
from calculators.replication.units import DAY, MINUTE

# What takes longer than this to send is never sent.
CENTURY = 36525 * DAY
# Less than this part of all data is a rounding error, not data that waits.
NOTHING = 1e-12
# Into how many parts ages are sorted, and how often the part that counts is parted again: what a share of the time does
# not exceed is exact to a part of a part of a part.
AGES = 256
ROUNDS = 3

type Piece = tuple[float, float, float]
type Bends = tuple[list[float], list[float]]


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
        """Minutes a day for which the age exceeds the RPO, from the start until it does not, at least over one day."""
        last = self.missed[-1][1] if self.missed else self.end
        length = max(self.end, self.caught_up or self.end, last) - self.start
        return self.missed_time / MINUTE / max(length / DAY, 1.0)

    def met(self, parts: Sequence[float]) -> list[float]:
        """Return the ages that are not exceeded in parts of the time of the trace, 1 for all of it."""
        return ages_met(self.age, self.start, self.end, parts)

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
    check(rate, rpo)
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
    return replayed(
        trace=trace,
        rate=mean_rate,
        rpo=rpo,
        change=trace.mean,
        caught_up=caught_up,
        backlog=Series(times=backlog_times, values=backlog_values),
        age=Series(times=age_times, values=age_values),
    )


def check(rate: float, rpo: float) -> None:
    """Raise ValueError for a rate or an RPO below 0."""
    if not (rate >= 0 and rpo >= 0):
        raise ValueError("a rate and an RPO are 0 or more")


def replayed(
    *,
    trace: Trace,
    rate: float,
    rpo: float,
    change: float,
    caught_up: float | None,
    backlog: Series,
    age: Series,
) -> Replay:
    """Return what follows from a backlog and an age over time."""
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


def missed_until(missed: Sequence[tuple[float, float]], end: float) -> float:
    """Return the seconds of times in order that lie before an end."""
    return math.fsum(min(until, end) - start for start, until in missed if start < end)


def ages_met(age: Series, start: float, end: float, parts: Sequence[float]) -> list[float]:
    """Return the least ages that are exceeded for no more than the rest of the time from `start` to `end`.

    Between two points an age takes each value between theirs for equally long.
    """
    pieces = list(_pieces(age, start, end))
    oldest = max((most for _, _, most in pieces), default=0.0)
    length = math.fsum(length for length, _, _ in pieces)
    # All parts begin with the same look at all pieces.
    first = _bends(pieces, 0.0, oldest) if oldest else ([], [])
    found = []
    for part in parts:
        low, high, below, rest, bends = 0.0, oldest, 0.0, pieces, first
        for number in range(ROUNDS if part < 1 and oldest else 0):
            bends = bends if number == 0 else _bends(rest, low, high)
            low, high, below, rest = _narrowed(rest, bends, (low, high), below, part * length)
        found.append(high)
    return found


def _bends(pieces: list[Piece], low: float, high: float) -> Bends:
    """Return how the time that lies below an age grows with it, from one step of the ages to the next."""
    width = (high - low) / AGES
    slopes, lasting = [0.0] * (AGES + 2), [0.0] * (AGES + 2)
    for length, least, most in pieces:
        first, last = (least - low) / width, (most - low) / width
        if last - first < NEARLY:
            lasting[math.ceil(last)] += length
            continue
        pace = length / (last - first)
        for place, change in ((first, pace), (last, -pace)):
            index = math.ceil(place)
            lasting[index] += change * (index - place)
            slopes[index] += change
    return slopes, lasting


def _narrowed(
    pieces: list[Piece], bends: Bends, ages: tuple[float, float], below: float, wanted: float
) -> tuple[float, float, float, list[Piece]]:
    """Return the part of the ages in which the wanted time is reached, the time below it, and the pieces in it."""
    low, high = ages
    width = (high - low) / AGES
    slopes, lasting = bends
    time, slope = below, 0.0
    for index in range(AGES + 1):
        before = time
        time += slope + lasting[index]
        slope += slopes[index]
        if time >= wanted * (1 - NEARLY):
            edges = low + (index - 1) * width, low + index * width
            return *edges, before, list(_within(pieces, *edges))
    return high - width, high, below, pieces


def _within(pieces: Sequence[Piece], low: float, high: float) -> Iterator[Piece]:
    for length, least, most in pieces:
        if most > least:
            begin, end = max(least, low), min(most, high)
            if end > begin:
                yield length * (end - begin) / (most - least), begin, end
        elif low < most <= high:
            yield length, least, most


def _pieces(age: Series, start: float, end: float) -> Iterator[Piece]:
    """Yield how long an age runs from which to which value; it stays at the last one."""
    before, value = age.times[0], age.values[0]
    for time, after in zip(age.times, age.values, strict=True):
        if time > before:
            begin, until = max(before, start), min(time, end)
            if until > begin:
                pace = (after - value) / (time - before)
                one, other = value + pace * (begin - before), value + pace * (until - before)
                yield (until - begin, one, other) if one <= other else (until - begin, other, one)
        before, value = time, after
    if end > before:
        yield end - max(before, start), value, value
