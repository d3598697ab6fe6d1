"""The smallest rate that holds an RPO: exact, from the point of the record that binds."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from calculators.replication.calendar import ALWAYS, Course, Week
from calculators.replication.curve import Trace, contents
from calculators.replication.cycles import Binding, Policy, slowest, synchronised
from calculators.replication.replay import NOTHING

# A change must be exceeded, or nothing is ever caught up: by this part.
EXCEEDED = 1 + 1e-8
# A rate this many times the mean takes no time to send.
ENDLESS = 1e6
# A rate that holds an RPO is the smallest when one this little below does not, nor those further below: where starts
# are missed, a slower rate may by chance meet them better.
BELOW = (1 - 1e-6, 0.9995, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9)
# How near a search comes that has no point to bind it.
NEAR = 1e-7


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
    times, so_far, begun, due = points(trace, rpo, week)
    first, last = 0, len(times) - 1
    rate = 0.0
    while True:
        size, work = so_far[last] - so_far[first], due[last] - begun[first]
        if work <= 0:
            return None
        rate = size / work
        lows = [amount - rate * done for amount, done in zip(so_far, begun, strict=True)]
        highs = [amount - rate * done for amount, done in zip(so_far, due, strict=True)]
        least = list(accumulate(lows, min))
        misses = list(map(sub, highs, least))
        end = misses.index(max(misses))
        start = lows.index(least[end])
        size, work = so_far[end] - so_far[start], due[end] - begun[start]
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
        size=so_far[last] - so_far[first],
    )


def points(trace: Trace, rpo: float, week: Week) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return the points where something bends: times, bytes written so far, work so far, work one RPO later."""
    times, so_far = trace.written
    origin = times[0]
    if len(week.shares) == 1:
        share = week.shares[0]
        return (
            times,
            so_far,
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
    both = list(zip(times, so_far, strict=True))
    for time in more:
        index = bisect_right(times, time)
        # `times` has no two equal ones around it, as it is none of them.
        part = (time - times[index - 1]) / (times[index] - times[index - 1])
        both.append((time, so_far[index - 1] + part * (so_far[index] - so_far[index - 1])))
    both.sort()
    times, so_far = [time for time, _ in both], [amount for _, amount in both]
    return times, so_far, _work(times, 0.0, bends, sums, shares), _work(times, rpo, bends, sums, shares)


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


def smallest_cycle_rate(
    trace: Trace, rpo: float, *, interval: float, snapshot: float = 0.0, folding: float = 1.0, week: Week = ALWAYS
) -> SmallestRate | None:
    """Return the smallest rate at which `cycles` hold an RPO; None when no rate does.

    A start may be missed where the RPO leaves room for it. `start` and `end` are the starts between which the data of
    the binding cycle was written, `size` is what it sends. ValueError for an interval of 0, or a folding that is no
    part of 1.
    """
    if not 0 <= folding <= 1:
        raise ValueError("a folding is between 0 and 1")
    policy = Policy(interval=interval, snapshot=snapshot)
    course = Course(week, trace.start)
    mean = trace.mean * folding / week.mean if week.mean else math.inf * trace.size * folding if trace.size else 0.0
    found = least_rate(contents(trace, interval, folding), policy, course, rpo, mean)
    if found is None:
        return None
    return SmallestRate(
        rate=max(found.rate, mean),
        interval_rate=found.rate,
        mean_rate=mean,
        start=trace.start + found.point * interval,
        end=trace.start + found.begin * interval,
        size=found.size,
    )


def least_rate(
    sizes: Sequence[float], policy: Policy, course: Course, rpo: float, mean: float, *, daily: int = 0
) -> Binding | None:
    """Return what binds the smallest rate at which synchronisations hold an RPO; None when no rate does.

    `sizes` is what was written until each start, `mean` what the rate must exceed, `daily` as in `synchronised`.
    The rate may be below the mean, which then binds. With the starts that are used at a rate, the rate at which they
    still are follows exactly; a search among rates only finds which starts are used.
    """

    def at(rate: float) -> Binding | None:
        runs = synchronised(sizes, rate, policy, course, limit=rpo, daily=daily)
        return slowest(sizes, runs, policy, course, rpo=rpo, rate=rate) if runs.complete else None

    if not sizes[-1]:
        return at(1.0)
    if mean == math.inf:
        return None
    low = mean * EXCEEDED
    if found := at(low):
        return found
    best = next((found for times in (ENDLESS, 1000, 100, 10, 3, 1.5) if (found := at(mean * times))), None)
    if best is None:
        return None
    if rpo < (policy.least_slots + 1) * policy.interval + policy.snapshot:
        return best  # no more starts can be missed, so there is one way only
    failed = low
    while best.rate > low:
        below = next((found for part in BELOW if best.rate * part > low and (found := at(best.rate * part))), None)
        # A moment that counts as in time makes a rate look held that is the smallest but for that.
        if below is None or below.rate > best.rate * BELOW[0]:
            return best
        best = below
        failed = failed if failed < best.rate else low
        middle = math.sqrt(failed * best.rate)
        found = at(middle)
        if found and found.rate < best.rate:
            best = found
        else:
            failed = middle
    return best
