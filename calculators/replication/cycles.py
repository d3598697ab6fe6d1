"""Synchronisations at the fixed times of a policy: which starts are used, and how old the recovery point gets.

Everything is in sync at the begin of a trace. The first start is one interval after it. A start sends what was written
since the start before it; then the snapshot follows, and the recovery point, which stands for the moment of the start,
can be used. A start that comes while a synchronisation runs waits for the next one.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calculators.replication.calendar import ALWAYS, Course, Week
from calculators.replication.curve import INSTANT, Series, Trace, amounts, contents
from calculators.replication.replay import CENTURY, NOTHING, Replay, check, replayed
from calculators.replication.units import DAY, HOUR, MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What decides when a synchronisation starts and ends. Seconds."""

    interval: float
    """From one start to the next."""
    snapshot: float = 0.0
    """What follows each transfer."""

    def __post_init__(self) -> None:
        if not (self.interval > 0 and self.snapshot >= 0):
            raise ValueError("an interval is more than 0, a snapshot 0 or more")

    @property
    def least_slots(self) -> int:
        """Starts from one that is used to the next, when sending takes no time."""
        return max(1, math.ceil((self.snapshot - INSTANT) / self.interval))


def whole_step(interval: float, most_minutes: float) -> float:
    """Return the longest interval that a policy takes and that is not longer; seconds.

    A policy takes whole minutes up to `most_minutes`, whole hours or whole days; below a minute there is none, and the
    interval itself is returned.
    """
    for unit, most in ((DAY, math.inf), (HOUR, math.inf), (MINUTE, most_minutes)):
        count = math.floor(interval / unit + INSTANT)
        if count:
            return float(min(count, most) * unit)
    return interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Synchronisations one after the other. Starts are counted from 0, the begin of the trace."""

    points: list[int]
    """The start of which the recovery point is in use while it runs."""
    begins: list[int]
    """The start with which it begins."""
    dones: list[float]
    """When its own recovery point can be used."""
    complete: bool
    """Whether all was sent; if not, the next synchronisation never ends, or the last one got older than allowed."""

    def oldest(self, origin: float, interval: float) -> float:
        """Return the greatest age of the recovery point."""
        return max(
            (done - (origin + point * interval) for done, point in zip(self.dones, self.points, strict=True)),
            default=0.0,
        )


def synchronised(
    sizes: Sequence[float],
    rate: float,
    policy: Policy,
    course: Course,
    *,
    limit: float = math.inf,
    daily: int = 0,
    final: int | None = None,
) -> Runs:
    """Return the synchronisations of what was written until each start, as `contents` gives it.

    It ends one synchronisation after all is in a recovery point, because until then the age may still grow; or, with
    `complete` false, with the first one that makes the recovery point older than `limit`. Where every `daily` starts
    the same is written and the link is the same, it ends with the first day that is like the one before. `final` is the
    first start at which nothing more is written, unless it is the last one.
    """
    origin, interval, snapshot, steady = course.start, policy.interval, policy.snapshot, course.steady
    least, last = policy.least_slots, len(sizes) - 1
    final = last if final is None else final
    nothing = sizes[-1] * NOTHING
    points: list[int] = []
    begins: list[int] = []
    dones: list[float] = []
    pace = rate * steady if steady is not None else 0.0
    # Most synchronisations begin and end in hours of one share.
    until = math.inf if steady is not None else -math.inf
    before, slot = 0, 1
    day, state = daily, (0, 0)
    while True:
        size = sizes[slot if slot < last else last] - sizes[before if before < last else last]
        begun = origin + slot * interval
        if size <= nothing:
            done: float = begun + snapshot
            following = slot + least
        else:
            sent: float | None
            if begun >= until:
                share, until = course.share(begun)
                pace = rate * share
            sent = begun + size / pace if pace else None
            if steady is None and (sent is None or sent > until):
                sent = course.time(course.work(begun) + size / rate) if rate else None
                sent = sent if sent is None else max(sent, begun)
            if sent is None or sent - begun > CENTURY:
                return Runs(points=points, begins=begins, dones=dones, complete=False)
            done = sent + snapshot
            following = math.ceil((done - origin - INSTANT) / interval)
            if following <= slot:
                following = slot + 1
        points.append(before)
        begins.append(slot)
        dones.append(done)
        if done - (origin + before * interval) > limit + INSTANT:
            return Runs(points=points, begins=begins, dones=dones, complete=False)
        if before >= final:
            return Runs(points=points, begins=begins, dones=dones, complete=True)
        before, slot = slot, following
        if daily and slot >= day:
            place = slot - day, before - day
            if place == state:
                return Runs(points=points, begins=begins, dones=dones, complete=True)
            state = place
            day += daily


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

    `folding` is the part of the written bytes that is sent, because a block that is written twice in a cycle is sent
    once. The backlog is what was written, not folded, since the newest recovery point.
    O(intervals of the trace + synchronisations). ValueError for an interval of 0, or a folding that is no part of 1.
    """
    check(rate, rpo)
    _check_folding(folding)
    policy = Policy(interval=interval, snapshot=snapshot)
    origin, final = trace.start, trace.end
    moment = 0 if final == origin else None
    runs = synchronised(contents(trace, interval, folding), rate, policy, Course(week, origin), final=moment)
    times, so_far = trace.written
    index = 0
    at, held = origin, 0.0
    caught_up: float | None = None
    backlog_times, backlog_values = array("d", [origin]), array("d", [0.0])
    age_times, age_values = array("d", [origin]), array("d", [0.0])
    steps = list(zip(runs.dones, runs.points, runs.begins, strict=True))
    if not runs.complete:
        steps.append((max(final, at if not steps else steps[-1][0]), steps[-1][2] if steps else 0, -1))
    dones, takens = [done for done, _, _ in steps], [origin + begin * interval for _, _, begin in steps]
    then = zip(amounts(times, so_far, dones), takens, amounts(times, so_far, takens), strict=True)
    for (done, point, begin), (done_by_then, taken, taken_by_then) in zip(steps, then, strict=True):
        begun, index = bisect_left(times, at, index), bisect_left(times, done, index)
        backlog_times.extend(times[begun:index])
        backlog_values.extend([size - held for size in so_far[begun:index]])
        backlog_times.append(done)
        backlog_values.append(done_by_then - held)
        age_times.append(done)
        age_values.append(done - (origin + point * interval))
        if begin < 0:
            break
        at, held = done, taken_by_then
        if caught_up is None and taken >= final:
            caught_up = done
        backlog_times.append(done)
        backlog_values.append(done_by_then - held)
        age_times.append(done)
        age_values.append(done - taken)
    return replayed(
        trace=trace,
        rate=rate * week.mean,
        rpo=rpo,
        change=trace.mean * folding,
        caught_up=caught_up,
        backlog=Series(times=backlog_times, values=backlog_values),
        age=Series(times=age_times, values=age_values),
    )


def missed_time(runs: Runs, policy: Policy, origin: float, rpo: float, end: float) -> float:
    """Return the seconds until an end in which the recovery point is older than an RPO."""
    at, total = origin, 0.0
    for done, point in zip(runs.dones, runs.points, strict=True):
        late = max(at, origin + point * policy.interval + rpo)
        until = min(done, end)
        if until > late:
            total += until - late
        at = done
    if not runs.complete and end > at:
        total += end - max(at, origin + (runs.begins[-1] if runs.begins else 0) * policy.interval + rpo)
    return max(total, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The synchronisation that leaves no room for a smaller rate."""

    rate: float
    """Smallest rate with which every one of the synchronisations still ends as early as it has to."""
    point: int
    """The start before it."""
    begin: int
    """The start with which it begins."""
    size: float
    """Bytes that it sends."""


def slowest(
    sizes: Sequence[float], runs: Runs, policy: Policy, course: Course, *, rpo: float, rate: float
) -> Binding | None:
    """Return the smallest rate that uses the same starts and holds an RPO, for runs that hold it at a rate.

    None where something is sent in no time, which only rounding allows.
    """
    origin, interval, last = course.start, policy.interval, len(sizes) - 1
    nothing = sizes[-1] * NOTHING
    best = Binding(rate=0.0, point=0, begin=0, size=0.0)
    following = [begin for _, begin in pairwise(runs.begins)]
    steady = course.steady
    for place, (point, begin) in enumerate(zip(runs.points, runs.begins, strict=True)):
        size = sizes[min(begin, last)] - sizes[min(point, last)]
        if size <= nothing:
            continue
        until = origin + point * interval + rpo
        if place < len(following):
            until = min(until, origin + following[place] * interval)
        begun = origin + begin * interval
        until = max(until - policy.snapshot, begun)
        work = steady * (until - begun) if steady is not None else course.work(until) - course.work(begun)
        if work <= 0:
            return None
        # What ends a moment late counts as in time, so no more than the rate itself is needed.
        least = size / work
        if least > best.rate:
            best = Binding(rate=min(least, rate), point=point, begin=begin, size=size)
    return best


def _check_folding(folding: float) -> None:
    if not 0 <= folding <= 1:
        raise ValueError("a folding is between 0 and 1")
