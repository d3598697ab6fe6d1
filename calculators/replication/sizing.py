"""Formulas of replication over a link. Rates are bytes a second, data is bytes, time is seconds.

No formula holds a figure: constants of the product or of a protocol are arguments.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from calculators.replication.units import MONTHS, mbps_to_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One upper limit of the usable rate."""

    id: str
    """Short name."""
    label: str
    """What limits."""
    rate: float
    """Bytes a second."""


def binding(terms: Iterable[Term]) -> Term:
    """Return the smallest term; of equal ones, the first."""
    return min(terms, key=lambda term: term.rate)


def link_rate(link_mbps: float, share: float, efficiency: float) -> float:
    """Return what a link carries: bandwidth x share x efficiency, both as parts of 1."""
    return mbps_to_rate(link_mbps) * share * efficiency


def window_rate(window: float, rtt: float) -> float:
    """Return the most that one TCP stream carries with `window` bytes under way; `rtt` in s."""
    return window / rtt


def loss_rate(segment: float, rtt: float, loss: float, constant: float) -> float:
    """Return the most that one TCP stream carries at a packet loss between 0 and 1.

    Source: Mathis, Semke, Mahdavi, Ott: The macroscopic behavior of the TCP congestion avoidance
    algorithm (1997): MSS / RTT x C / sqrt(p). Without loss there is no such limit: infinity.
    """
    if loss == 0:
        return math.inf
    return constant * segment / (rtt * math.sqrt(loss))


def transfer_time(size: float, rate: float) -> float:
    """Return the seconds that `size` bytes take at `rate`."""
    return size / rate


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


def grown(amount: float, percent: float, months: float) -> float:
    """Return an amount after `months` in which it grows by `percent` a year, compounded."""
    return amount * math.pow(1 + percent / 100, months / MONTHS)


def on_the_wire(amount: float, saving_percent: float) -> float:
    """Return what is sent of an amount that compression makes smaller by `saving_percent`: 40 % is 1.67 to 1."""
    return amount * (1 - saving_percent / 100)


def wave_times(waves: Iterable[tuple[float, float]], rate: float) -> tuple[float | None, ...]:
    """Return the seconds of each wave of a first synchronisation, given as its data and its change rate.

    V / (B - c), where c is the change of this wave and of all waves before it: hosts that are in sync keep
    consuming. None for a wave that never completes, and for all that follow it.
    """
    times: list[float | None] = []
    change = 0.0
    for used, own in waves:
        change += own
        stuck = bool(times) and times[-1] is None
        times.append(None if stuck else seed_time(used, rate, change))
    return tuple(times)


def rate_to_catch_up(outage: float, within: float, change: float) -> float:
    """Return the rate that catches up after an outage within a time: c x (1 + o / t)."""
    return change * (1 + outage / within)


def stored(used: float, change: float, kept: float) -> float:
    """Return what the target holds: the first copy, and for each snapshot that is kept what changed since the last.

    A snapshot cannot hold more than all of the data.
    """
    return used + kept * min(change, used)


def burst_rate(burst: float, duration: float, age: float) -> float:
    """Return the rate that keeps continuous replication within `age` through one burst: p x d / (d + RPO).

    No way of sending, first in first out, can do with less while the burst lasts.
    """
    return burst * duration / (duration + age)


def published_rate(used: float, change: float, rpo: float) -> float:
    """Return the rate of the published planning rule: change volume / RPO, network time only.

    `change` is a part of 1 and has no time base: the rule takes the same volume for every RPO.
    Source: RPO and RTO planning, "Network Transmission Time Calculation Example".
    """
    return used * change / rpo


def disks_at_once(memory_gb: float, memory_per_disk_gb: float) -> int:
    """Return how many disks a recovery host restores at the same time in object mode."""
    return math.floor(memory_gb / memory_per_disk_gb)


def next_step(value: float, steps: Iterable[float]) -> float | None:
    """Return the smallest step that is `value` or more; None when every step is smaller."""
    return min((step for step in steps if step >= value), default=None)
