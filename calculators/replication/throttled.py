"""The formulas of calculators.replication.sizing for a rate that is throttled in some hours of the week.

Rates are bytes a second outside throttled hours, data is bytes, time is seconds. What may begin at any hour is answered
for the slowest hours, so times and rates are at most what is said. With the full rate at all hours these are the plain
formulas.
"""

import math
from collections.abc import Iterable

from calculators.replication import sizing
from calculators.replication.calendar import WEEK, Week

MOST_STEPS = 40
"""From here on a search goes on in larger steps, which may find more than the least."""
LARGER = 1.1
NEARLY = 1e-9
"""Values that differ by less than this part are the same, but for rounding."""


def transfer_time(size: float, rate: float, week: Week) -> float | None:
    """Return the longest time that `size` bytes take at `rate`; None when nothing is ever sent."""
    return sizing.transfer_time(size, rate) if _is_full(week) else week.longest(size / rate)


def skipped_starts(interval: float, rate: float, change: float, snapshot: float, week: Week) -> int | None:
    """Return of how many starts of the policy one is used in the slowest hours.

    None when the change is as fast as the mean rate of the week.
    """
    if _is_full(week):
        return sizing.skipped_starts(interval, rate, change, snapshot)
    if change >= rate * week.mean:
        return None
    starts, steps = 1, 0
    while True:
        transfer = week.longest(starts * interval * change / rate)
        assert transfer is not None  # a change that is slower than the mean is sent at some time
        enough = math.ceil((transfer + snapshot) / interval - NEARLY)
        if enough <= starts:
            return starts
        steps += 1
        # More data takes no less time, so no number between these two is enough.
        starts = enough if steps < MOST_STEPS else max(enough, math.ceil(starts * LARGER))


def long_cycles_last(interval: float, rate: float, change: float, snapshot: float, week: Week) -> bool:
    """Return whether a cycle of two starts, once there, is followed by another one, although one start would do."""
    if _is_full(week):
        return sizing.long_cycles_last(interval, rate, change, snapshot)
    if skipped_starts(interval, rate, change, snapshot, week) != 1:
        return False
    return (week.longest(2 * interval * change / rate) or 0.0) + snapshot > interval


def worst_age(interval: float, rate: float, change: float, snapshot: float, week: Week) -> float | None:
    """Return the greatest age of the newest recovery point: interval + transfer in the slowest hours + snapshot."""
    if _is_full(week):
        return sizing.worst_age(interval, rate, change, snapshot)
    starts = skipped_starts(interval, rate, change, snapshot, week)
    if starts is None:
        return None
    cycle = starts * interval
    return cycle + (week.longest(cycle * change / rate) or 0.0) + snapshot


def rate_for_age(age: float, interval: float, change: float, snapshot: float, week: Week) -> tuple[float, int] | None:
    """Return the smallest rate at which `worst_age` is `age` or less, with the starts of its cycle.

    None when no rate does it. Of more than `MOST_STEPS` lengths of a cycle it tries so many, and those near the best.
    """
    if _is_full(week):
        return sizing.rate_for_age(age, interval, change, snapshot)

    def rate(starts: int) -> float:
        cycle = starts * interval
        room = min(age - snapshot - cycle, cycle - snapshot)
        work = week.least(room) if room > 0 else 0.0
        if not change:
            return 0.0 if room >= 0 else math.inf
        return change * cycle / work if work else math.inf

    # A cycle longer than half of the age leaves less time to send more.
    last = max(1, math.ceil(age / 2 / interval))
    step = math.ceil(last / MOST_STEPS)
    best = min((rate(starts), starts) for starts in range(last, 0, -step))
    near = range(max(1, best[1] - step + 1), min(last, best[1] + step - 1) + 1)
    best = min((rate(starts), starts) for starts in near)
    return None if best[0] == math.inf else best


def catch_up_time(outage: float, rate: float, change: float, week: Week) -> float | None:
    """Return the longest time to catch up after an outage, whenever it ends; None when it never does."""
    if _is_full(week):
        return sizing.catch_up_time(outage, rate, change)
    if change >= rate * week.mean:
        return None
    before, step = 0.0, math.inf
    for _ in range(MOST_STEPS):
        after = week.longest(change * (outage + before) / rate)
        assert after is not None
        if after - before <= NEARLY * after:
            return after
        # Within one stretch of the week the steps shrink at an even pace: go to where they end, if that is one end.
        pace = (after - before) / step
        ahead = after + (after - before) * pace / (1 - pace) if 0 < pace < 1 else math.inf
        if ahead < math.inf:
            there = week.longest(change * (outage + ahead) / rate)
            if there is not None and abs(there - ahead) <= NEARLY * ahead:
                return ahead
        before, step = after, after - before
    # A change nearly as fast as the mean rate: what no order of the hours can exceed.
    leads = [at - week.mean * edge for edge, at in zip(week.edges, week.sums, strict=True)]
    return (change * outage + rate * (max(leads) - min(leads))) / (rate * week.mean - change)


def rate_to_catch_up(outage: float, within: float, change: float, week: Week) -> float | None:
    """Return the rate that catches up after an outage within a time, whenever it ends; None when no rate does."""
    if _is_full(week):
        return sizing.rate_to_catch_up(outage, within, change)
    work = week.least(within)
    return change * (outage + within) / work if work else (None if change else 0.0)


def wave_times(waves: Iterable[tuple[float, float]], rate: float, start: float, week: Week) -> tuple[float | None, ...]:
    """Return the seconds of each wave of a first synchronisation that begins at `start`; see `sizing.wave_times`.

    None for a wave whose data and that of all before it change as fast as the mean rate of the week, and for all that
    follow it.
    """
    if _is_full(week):
        return sizing.wave_times(waves, rate)
    times: list[float | None] = []
    change, at = 0.0, start
    for used, own in waves:
        change += own
        if (times and times[-1] is None) or change >= rate * week.mean:
            times.append(None)
            continue
        done = _in_sync(used, rate, change, at, week)
        times.append(done - at)
        at = done
    return tuple(times)


def _in_sync(rest: float, rate: float, change: float, at: float, week: Week) -> float:
    """Return when `rest` bytes are sent that begin at a time, the change meanwhile included."""
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


def _is_full(week: Week) -> bool:
    return week.mean == 1
