"""The first synchronisation, and catching up after an outage, while the data goes on changing.

Rates are bytes a second outside throttled hours, data is bytes, time is seconds.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculators.replication.calendar import ALWAYS, MONDAY, WEEK, Week
from calculators.replication.curve import Series
from calculators.replication.link import Link
from calculators.replication.replay import CENTURY, check

NEARLY = 1e-9
"""Values that differ by less than this part are the same, but for rounding."""
ROUNDED = 1e-7
"""A time that is longer by less than this part is not longer: a rate that was searched for is no nearer."""
BESIDE = 1e-3
"""Seconds beside a moment, where something jumps there."""
MOST_WEEKS = 8
"""With a change so near the mean rate that a week of hours weighs more than so many weeks' gain, a bound is told."""
LONG_WEEKS = 2
REMEMBERED = 2_000
CLOSE = 1e-8
HALVES = 60
"""So often a range is halved to find a rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Hosts whose first synchronisation begins together."""

    used: float
    """Data to send first."""
    change: float
    """Their change rate, which goes on from the begin of their wave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A disk whose own streams carry less than the link, so that it may take longer than all that goes beside it."""

    place: int
    """Number of the wave that it begins with, from 0."""
    used: float
    """Data to send first, which is a part of the wave's."""
    change: float
    """Its own change rate."""
    rate: float
    """The most that its streams carry outside throttled hours."""
    week: Week
    """Which share of that is there when."""

    def done(self, at: float) -> float | None:
        """Return when it is in sync if it begins at a time, and nothing else is in its way; None when it never is."""
        if self.change >= self.rate * self.week.mean:
            return None
        return in_sync(self.used, self.rate, self.change, at, self.week)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeding:
    """Progress of the first synchronisation."""

    finished: tuple[float | None, ...]
    """When each wave or disk is in sync, in the order given; None when it never is, or does not stay so."""
    sent: Series
    """Bytes sent so far."""
    rest: Series
    """Bytes to send of what has begun, changes included."""


def seed(
    waves: Sequence[Wave], rate: float, start: float = 0.0, week: Week = ALWAYS, disk: Disk | None = None
) -> Seeding:
    """Return when waves of hosts are in sync, one wave after the other, while their data changes.

    Hosts that are in sync keep using their change rate, so that later waves are slower. A wave is never in sync when
    the change of all that has begun is as fast as the mean rate of a week or faster: then nothing stays in sync. The
    wave of a slow disk ends no earlier than that disk does alone.
    """
    check(rate, 0.0)
    at, sent, change = start, 0.0, 0.0
    times, amounts, rests = array("d", [at]), array("d", [0.0]), array("d", [0.0])
    finished: list[float | None] = []
    pieces = week.pieces(at)
    until, share = next(pieces)
    for place, wave in enumerate(waves):
        change += wave.change
        if change >= rate * week.mean and (change or wave.used):
            break
        rest, first, begun = wave.used, len(times), at
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
        if disk is not None and place == disk.place:
            alone = _alone(disk, at=begun)
            if alone is None:
                break
            before = amounts[first]
            slowed = list(_beside(list(zip(times[first:], rests[first:], strict=True)), alone))
            for line, values in (
                (times, [moment for moment, _ in slowed]),
                (rests, [left for _, left in slowed]),
                (amounts, [before + wave.used - left + change * (moment - begun) for moment, left in slowed]),
            ):
                del line[first:]
                line.extend(values)
            at, sent = times[-1], amounts[-1]
            pieces = week.pieces(at)
            until, share = next(pieces)
        finished.append(at)
    return Seeding(
        finished=(*finished, *[None] * (len(waves) - len(finished))),
        sent=Series(times=times, values=amounts),
        rest=Series(times=times, values=rests),
    )


def _alone(disk: Disk, at: float) -> list[tuple[float, float]] | None:
    """Return the times and the data still to send of a disk alone that begins at a time; None when it never ends."""
    done = seed([Wave(used=disk.used, change=disk.change)], disk.rate, at, disk.week)
    return None if None in done.finished else list(zip(done.rest.times, done.rest.values, strict=True))[1:]


def _beside(all_rest: list[tuple[float, float]], disk: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the points of what is still to be sent when a disk takes its own time: the greater of two lines."""
    times = sorted({*(moment for moment, _ in all_rest), *(moment for moment, _ in disk)})
    before: tuple[float, float, float] | None = None
    for moment in times:
        one, other = _left(all_rest, moment), _left(disk, moment)
        if before is not None and (before[1] - before[2]) * (one - other) < 0:
            part = (before[1] - before[2]) / (before[1] - before[2] - one + other)
            yield before[0] + part * (moment - before[0]), before[1] + part * (one - before[1])
        yield moment, max(one, other)
        before = moment, one, other


def _left(points: list[tuple[float, float]], moment: float) -> float:
    """Return the height of a line at a time; what has ended stays at its end."""
    place = bisect_left(points, (moment, -math.inf))
    if place == len(points):
        return points[-1][1]
    if place == 0 or points[place][0] == moment:
        return points[place][1]
    (since, high), (until, low) = points[place - 1], points[place]
    return high + (moment - since) / (until - since) * (low - high)


def wave_times(
    waves: Iterable[tuple[float, float]], rate: float, start: float, week: Week, disk: Disk | None = None
) -> tuple[float | None, ...]:
    """Return the seconds of each wave of a first synchronisation that begins at `start`.

    A wave is given as its data and its change rate. Hosts that are in sync keep consuming theirs: without throttled
    hours a wave takes V / (B - c), with c the change of it and of all before it. None for a wave that never completes,
    because all of that changes as fast as the mean rate of the week, and for all that follow it. The wave of a slow
    disk takes no less than that disk alone.
    """
    times: list[float | None] = []
    change, at = 0.0, start
    for place, (used, own) in enumerate(waves):
        change += own
        alone: float | None = at if disk is None or place != disk.place else disk.done(at)
        if (times and times[-1] is None) or change >= rate * week.mean or alone is None:
            times.append(None)
            continue
        done = max(in_sync(used, rate, change, at, week), alone)
        times.append(done - at)
        at = done
    return tuple(times)


def rate_to_seed(waves: Sequence[tuple[float, float]], within: float, start: float, week: Week) -> float | None:
    """Return the smallest rate at which all waves are in sync within a time; None when no rate does it."""
    used, change = math.fsum(size for size, _ in waves), math.fsum(own for _, own in waves)
    if not used:
        return 0.0
    work = week.work(start, start + within)
    if not work:
        return None

    def done(rate: float) -> bool:
        time = total(wave_times(waves, rate, start, week))
        return time is not None and time <= within * (1 + NEARLY)

    low = max(used / work, change / week.mean)
    return smallest_from(done, low, (used + change * within) / work + change / week.mean)


def link_to_seed(
    waves: Sequence[tuple[float, float]],
    within: float,
    start: float,
    link: Link,
    disk: Callable[[Link], Disk | None] = lambda link: None,
) -> float | None:
    """Return the smallest bandwidth, in bytes a second, with which all waves are in sync within a time.

    Whatever else limits stays as it is. `disk` returns the slow disk on a link. None when no bandwidth does it.
    """
    least = link.least(lambda week: rate_to_seed(waves, within, start, week))
    if least is None:
        return None

    def done(bandwidth: float) -> bool:
        line = link.widened(bandwidth)
        time = total(wave_times(waves, line.usable.rate, start, line.week, disk(line)))
        return time is not None and time <= within * (1 + ROUNDED)

    low = least / link.part
    return low if not low or done(low) else smallest_from(done, low, low)


def total(times: Sequence[float | None]) -> float | None:
    """Return the seconds of all waves; None where one is never in sync."""
    return None if None in times else math.fsum(time or 0.0 for time in times)


def smallest_from(done: Callable[[float], bool], low: float, high: float) -> float | None:
    """Return the smallest rate of `low` or more that passes a test, which any greater one does; None when none does.

    `high` is what is tried first, in the order of the answer.
    """
    most = high / NEARLY
    while not done(high):
        high *= 2
        # What begins at 0 stays there.
        if high >= most:
            return None
    return _smallest(done, low, high)


def catch_up_time(outage: float, rate: float, change: float, week: Week) -> float | None:
    """Return the longest time to catch up after an outage, whenever it ends; None when it never does.

    Without throttled hours it is c x o / (B - c). With them the time bends where the outage or the catching up ends
    with an hour that has a share of its own, so these moments are tried, from both sides. Clocks that change are left
    aside.
    """
    if change >= rate * week.mean:
        return None
    if len(week.shares) == 1:
        return change * outage / (rate * week.shares[0] - change)
    return _longest(outage, change / rate, week) if outage and change else 0.0


@lru_cache(maxsize=REMEMBERED)
def _longest(outage: float, change: float, week: Week) -> float:
    backlog, weekly = change * outage, week.sums[-1] - change * WEEK
    leads = [at - change * edge for edge, at in zip(week.edges, week.sums, strict=True)]
    sway = max(leads) - min(leads)
    if sway > MOST_WEEKS * weekly:
        # What no order of the hours can exceed.
        means = [at - week.mean * edge for edge, at in zip(week.edges, week.sums, strict=True)]
        return (backlog + max(means) - min(means)) / (week.mean - change)
    longest = 0.0
    for edge in week.edges[1:]:
        for begin in (edge, *_begins(edge, backlog, change, week)):
            for at in (begin - BESIDE, begin + BESIDE):
                start = MONDAY + at
                longest = max(longest, in_sync(backlog, 1.0, change, start, week) - start)
    return longest


def _begins(edge: float, backlog: float, change: float, week: Week) -> Iterator[float]:
    """Yield from when on a backlog is caught up exactly at an edge of the week, in seconds since its Monday."""
    weekly = week.sums[-1] - change * WEEK
    leads = [at - change * since for since, at in zip(week.edges, week.sums, strict=True)]
    sway = max(leads) - min(leads)
    gained = week.done(edge) - change * edge
    first = math.floor((gained - backlog - sway - leads[0]) / weekly) - 1
    last = math.ceil((gained - backlog + sway - leads[0]) / weekly) + 1
    for number in range(first, last + 1):
        for place, share in enumerate(week.shares):
            low, high = (number * weekly + leads[place + step] for step in (0, 1))
            wanted = gained - backlog
            if min(low, high) <= wanted <= max(low, high) and share != change:
                yield number * WEEK + week.edges[place] + (wanted - low) / (share - change)


def rate_to_catch_up(outage: float, within: float, change: float, week: Week) -> float | None:
    """Return the smallest rate that catches up after an outage within a time, whenever it ends; None when no rate does.

    Without throttled hours it is c x (1 + o / t).
    """
    if not change or not outage:
        return change / week.mean * (1 + NEARLY) if change and week.mean else (None if change else 0.0)
    if len(week.shares) == 1:
        work = week.least(within)
        return change * (outage + within) / work if work else None
    if not week.mean:
        return None
    times = _times_the_change(outage, within, week)
    return None if times is None else times * change


@lru_cache(maxsize=REMEMBERED)
def link_to_catch_up(outage: float, within: float, change: float, link: Link) -> float | None:
    """Return the smallest rate of a line that catches up after an outage within a time, as `rate_to_catch_up`."""
    if not (link.has_rates and change and outage):
        return link.least(lambda week: rate_to_catch_up(outage, within, change, week))

    def done(rate: float) -> bool:
        time = catch_up_time(outage, rate, change, link.widened(rate / link.part).line_week)
        return time is not None and time <= within + BESIDE

    return smallest_from(done, change, change * (1 + outage / within))


@lru_cache(maxsize=REMEMBERED)
def _times_the_change(outage: float, within: float, week: Week) -> float | None:
    """Return how many times the change the rate must be."""

    def done(rate: float) -> bool:
        time = catch_up_time(outage, rate, 1.0, week)
        return time is not None and time <= within + BESIDE

    work = week.least(within)
    low = 1 / week.mean
    high = (outage + within) / work * (1 + NEARLY) if work else low / NEARLY
    if not done(high):
        # Where a bound is told for the time, this rate does it all the same: it sends enough in any such stretch.
        return high if work else None
    # Over more weeks than these the hours of a week weigh little, and near the mean much would have to be tried.
    if within > LONG_WEEKS * WEEK or not done(high * (1 - 1e-6)):
        return high
    return _smallest(done, low, high)


def _smallest(done: Callable[[float], bool], low: float, high: float) -> float:
    """Return the smallest rate between two that passes a test, which the greater one does."""
    for _ in range(HALVES):
        middle = (low + high) / 2
        low, high = (low, middle) if done(middle) else (middle, high)
        if high - low <= CLOSE * high:
            break
    return high


def in_sync(rest: float, rate: float, change: float, at: float, week: Week) -> float:
    """Return when `rest` bytes are sent that begin at a time, the change meanwhile included.

    The change is slower than the mean rate of the week.
    """
    if not rest:
        return at
    weekly = (rate * week.mean - change) * WEEK
    most, left = 0.0, rest
    begin = at
    for until, share in week.pieces(at):
        gain = rate * share - change
        if gain > 0 and left <= gain * (until - begin):
            return begin + left / gain
        left -= gain * (until - begin)
        most = max(most, rest - left)
        begin = until
        if begin >= at + WEEK:
            break
    # Each week ends where it began, but for what it gains: go to the week in which the last byte is sent.
    weeks = max(1, math.ceil((rest - most) / weekly - NEARLY))
    left, begin = rest - weeks * weekly, at + weeks * WEEK
    for until, share in week.pieces(begin):
        gain = rate * share - change
        if left <= max(gain, 0.0) * (until - begin) or left <= 0:
            return begin + max(left, 0.0) / gain if gain > 0 else begin
        left -= gain * (until - begin)
        begin = until
    raise AssertionError("a week has no end")
