"""Closed forms for an even change over a link that is always the same: what the engine must answer where they hold."""

import math


def seed_time(used: float, rate: float, change: float) -> float | None:
    """Return the seconds of a first synchronisation while the data changes: V / (B - c).

    None when the change is as fast as the link or faster: it never completes.
    """
    if change >= rate:
        return None
    return used / (rate - change)


def catch_up_time(outage: float, rate: float, change: float) -> float | None:
    """Return the seconds to catch up after an outage: c x o / (B - c); None when it never does."""
    if change >= rate:
        return None
    return change * outage / (rate - change)


def skipped_starts(interval: float, rate: float, change: float, snapshot: float) -> int | None:
    """Return of how many starts of the policy one is used, 1 when each is.

    A host runs one synchronisation at a time; a start that comes while one runs waits for the next.
    The smallest k with c x k x i / B + s <= k x i. None when the change is as fast as the rate.
    """
    if change >= rate:
        return None
    idle = interval * (1 - change / rate)
    return max(1, math.ceil(snapshot / idle - 1e-9))


def long_cycles_last(interval: float, rate: float, change: float, snapshot: float) -> bool:
    """Return whether a cycle of two starts, once there, is followed by another one, although one start would do.

    That is so when what changes in two intervals takes longer than one: 2 x c x i / B + s > i. It happens after an
    outage, and ends when the change falls.
    """
    return skipped_starts(interval, rate, change, snapshot) == 1 and 2 * change * interval / rate + snapshot > interval


def worst_age(interval: float, rate: float, change: float, snapshot: float) -> float | None:
    """Return the greatest age of the newest recovery point, in seconds: interval + transfer + snapshot.

    `interval` is multiplied where a synchronisation takes longer than one. None when the change is
    as fast as the rate or faster: the age grows without end.
    """
    starts = skipped_starts(interval, rate, change, snapshot)
    if starts is None:
        return None
    return starts * interval * (1 + change / rate) + snapshot


def rate_for_age(age: float, interval: float, change: float, snapshot: float) -> tuple[float, int] | None:
    """Return the smallest rate at which `worst_age` is `age` or less, with its `skipped_starts`.

    None when no rate does it: the interval and the snapshot alone take the whole age, or leave no
    time to send anything.
    """
    best: tuple[float, int] | None = None
    # With a snapshot the best cycle is the last one below half of the age or the next; without, the shortest.
    starts = max(1, math.floor(age / 2 / interval) - 1) if snapshot and change else 1
    while starts * interval + snapshot <= age:
        cycle = starts * interval
        window = min(age - snapshot - cycle, cycle - snapshot)
        if window > 0:
            # This order gives equal cycles without a snapshot exactly equal rates: the shortest one counts.
            best = min(best or (math.inf, 0), (change * (cycle / window), starts))
        elif window == 0 and change == 0:
            best = best or (0.0, starts)  # nothing to send takes no time
        if cycle >= age / 2 or not snapshot or (best and not change):
            break  # a longer cycle leaves less time to send more, or gains nothing
        starts += 1
    return best
