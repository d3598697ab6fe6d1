"""The smallest rate at which an RPO is held for a part of the time, though not always."""

import math
from bisect import insort
from collections.abc import Callable
from itertools import accumulate
from operator import sub

from calculators.replication.calendar import ALWAYS, Week
from calculators.replication.curve import INSTANT, Trace, along
from calculators.replication.rates import ENDLESS, EXCEEDED, points
from calculators.replication.replay import continuous, missed_until

# A bracket this narrow, as a part, needs no further step: the digits that are shown are coarser.
NEAR = 1e-3
MOST_STEPS = 40
PARTS = (1.0, 0.99, 0.95, 0.9)
"""Parts of the time for which an RPO is told."""


class Misses:
    """How long an RPO is missed at a rate, each rate asked for once."""

    def __init__(self, missed: Callable[[float], float]) -> None:
        """Take what returns the seconds for which the RPO is missed at a rate; a greater rate misses no more."""
        self._missed = missed
        self._known: dict[float, float] = {}
        self._rates: list[float] = []

    def at(self, rate: float) -> float:
        """Return the seconds for which the RPO is missed at a rate."""
        if rate not in self._known:
            self._known[rate] = self._missed(rate)
            insort(self._rates, rate)
        return self._known[rate]

    def least(self, allowed: float, low: float, high: float) -> float:
        """Return the smallest rate between two that misses the RPO for no longer; `high` where only that one does."""
        if self.at(low) <= allowed:
            return low
        for rate in self._rates:
            if low < rate < high:
                low, high = (low, rate) if self._known[rate] <= allowed else (rate, high)
                if high == rate:
                    break
        halve = False
        for _ in range(MOST_STEPS):
            if high <= low * (1 + NEAR):
                break
            above, below = self.at(low) - allowed, allowed - self.at(high)
            middle = math.sqrt(low * high)
            if not halve and above + below > 0:
                # A straight line between both ends, kept off them, comes near within a few steps; where it does not
                # bring the ends together, the middle does.
                part = min(max(above / (above + below), 0.02), 0.98)
                middle = low * (high / low) ** part
            width = high / low
            low, high = (low, middle) if self.at(middle) <= allowed else (middle, high)
            halve = high / low > math.sqrt(width)
        return high


def least_rates(misses: Misses, length: float, mean: float, needed: float | None) -> list[float | None]:
    """Return the smallest rates that hold an RPO in each of `PARTS` of a time; None where no rate does.

    `length` is that time, `mean` the rate that has to be exceeded, `needed` the rate that holds the RPO always.
    """
    found: list[float | None] = [needed]
    low = mean * EXCEEDED
    high = mean * ENDLESS if needed is None else max(needed, low)
    for part in PARTS[1:]:
        allowed = (1 - part) * length + INSTANT
        if found[-1] is None and misses.at(high) > allowed:
            found.append(None)
            continue
        high = misses.least(allowed, low, high)
        found.append(high)
    return found


def missed_by(trace: Trace, rpo: float, week: Week = ALWAYS) -> Callable[[float], float]:
    """Return what tells the seconds of a record for which continuous replication misses an RPO at a rate.

    The RPO is missed at a moment when what was written until one RPO before is not sent by then. What is sent is the
    least, over all moments until then, of what was written until that one and can be sent since. Between two points
    where the change or the hours bend, now or one RPO before, all of that runs straight wherever it is missed, so the
    points suffice.
    """
    if min(trace.durations, default=1.0) <= 0:
        # What is written in no time is a step, which no straight line follows.
        return lambda rate: missed_until(continuous(trace, rate, rpo, week).missed, trace.end)
    times, so_far, work, _ = points(trace, rpo, week)
    every = sorted({*times, *(time + rpo for time in times if time + rpo < times[-1])})
    lengths = list(map(sub, every[1:], every))
    by_then, done = along(times, so_far, every), along(times, work, every)
    before = along(times, so_far, [time - rpo for time in every])

    def missed(rate: float) -> float:
        sent = [rate * one for one in done]
        least = accumulate(map(sub, by_then, sent), min)
        late = list(map(sub, before, sent))
        total = 0.0
        for length, lag, first, last in zip(lengths, least, late, late[1:], strict=False):
            if first > lag or last > lag:
                begin, end = first - lag, last - lag
                total += length if begin >= 0 <= end else length * max(begin, end) / abs(end - begin)
        return total

    return missed
