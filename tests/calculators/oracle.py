"""A simulator of replication that knows nothing of the engine: it walks from tick to tick and counts bytes.

Everything is told by the hour of a week, Monday 00:00 first: bytes written, and the share of the link. A tick is a part
of an hour; starts of a policy fall on ticks. What ends within a tick is told to its fraction: a tick has one rate.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

HOUR = 3600.0
ENOUGH_WEEKS = 60


@dataclass
class Host:
    """One load on the link."""

    hourly: Sequence[float]
    """Bytes on the wire of each hour of a week."""
    interval: float
    snapshot: float
    weight: float = 1.0
    rank: int = 0


@dataclass
class Seen:
    """What the simulator saw of a host."""

    oldest: float
    """Greatest age; infinity where something is never sent."""
    missed: float
    """Seconds over the RPO until the end of the week."""


class _State:
    def __init__(self, host: Host) -> None:
        self.host = host
        self.sofar = [0.0]
        for amount in host.hourly:
            self.sofar.append(self.sofar[-1] + amount)
        self.point = 0.0
        self.taken = 0.0
        self.left = -1.0
        self.free = 0.0
        self.next_start = host.interval
        self.ages: list[tuple[float, float]] = []
        self.finished = False

    def written(self, at: float) -> float:
        hours = len(self.host.hourly)
        index = int(at // HOUR)
        if index >= hours:
            return self.sofar[-1]
        return self.sofar[index] + self.host.hourly[index] * (at - index * HOUR) / HOUR

    def ends(self, at: float) -> None:
        done = at + self.host.snapshot
        self.ages.append((done, done - self.point))
        if self.point >= len(self.host.hourly) * HOUR:
            self.finished = True
        self.point, self.left = self.taken, -1.0
        self.free = done
        start = self.taken + self.host.interval
        while start < done - 1e-4:
            start += self.host.interval
        self.next_start = start


def cycles(
    hosts: Sequence[Host],
    rate: float,
    shares: Sequence[float],
    rpos: Sequence[float],
    *,
    tick: float,
    ordered: bool = False,
) -> list[Seen]:
    """Return what synchronisations see that start on ticks and share a link by weight, or by rank first."""
    states = [_State(host) for host in hosts]
    step = 0
    while not all(state.finished for state in states):
        at = step * tick
        if at > ENOUGH_WEEKS * len(shares) * HOUR:
            break
        pace = rate * shares[int(at // HOUR) % len(shares)]
        for state in states:
            if not state.finished and state.left < 0 and abs(state.next_start - at) < 1e-6:
                state.taken = at
                state.left = state.written(at) - state.written(state.point)
                if state.left <= 1e-9 * state.sofar[-1]:
                    state.ends(at)
        rest = tick
        while rest > 0:
            active = [state for state in states if state.left >= 0]
            if ordered and active:
                first = min(state.host.rank for state in active)
                active = [state for state in active if state.host.rank == first]
            if not active or pace == 0:
                break
            total = sum(state.host.weight for state in active)
            spent = min(rest, *(state.left * total / (pace * state.host.weight) for state in active))
            for state in active:
                state.left -= pace * state.host.weight / total * spent
            rest -= spent
            ended = [state for state in active if state.left <= 1e-9 * state.sofar[-1]]
            for state in ended:
                state.ends(at + tick - rest)
            if not ended and spent == 0:
                break
        step += 1
    return [_seen(state, rpo) for state, rpo in zip(states, rpos, strict=True)]


def _seen(state: _State, rpo: float) -> Seen:
    oldest = max((age for _, age in state.ages), default=math.inf)
    missed, before, end = 0.0, 0.0, len(state.host.hourly) * HOUR
    for done, age in state.ages:
        late = max(before, done - age + rpo)
        if min(done, end) > late:
            missed += min(done, end) - late
        before = done
    return Seen(oldest if state.finished else math.inf, missed)


def continuous(hourly: Sequence[float], rate: float, shares: Sequence[float], rpo: float, *, tick: float) -> Seen:
    """Return what a queue sees, first in first out, in which a tick's bytes arrive at its begin."""
    queue: deque[list[float]] = deque()
    step, oldest, missed = 0, 0.0, 0.0
    end = len(hourly) * HOUR
    while step * tick < end or queue:
        at = step * tick
        if at > ENOUGH_WEEKS * end:
            return Seen(math.inf, missed)
        if at < end:
            arriving = hourly[int(at // HOUR)] * tick / HOUR
            if arriving:
                queue.append([at, arriving])
        room = rate * shares[int(at // HOUR) % len(shares)] * tick
        while queue and room > 0:
            sent = min(room, queue[0][1])
            room -= sent
            queue[0][1] -= sent
            if queue[0][1] <= 1e-9:
                queue.popleft()
        age = at + tick - queue[0][0] if queue else 0.0
        oldest = max(oldest, age)
        missed += tick * (age > rpo and at < end)
        step += 1
    return Seen(oldest, missed)


def seeded(
    used: Sequence[float], change: Sequence[float], rate: float, shares: Sequence[float], *, start: float, tick: float
) -> float:
    """Return the seconds until all waves are in sync, one after the other; infinity where that takes too long."""
    waited, running, wave, left = 0.0, change[0], 0, used[0]
    while True:
        at = start + waited
        if waited > ENOUGH_WEEKS * len(shares) * HOUR:
            return math.inf
        gain = rate * shares[int(at // HOUR) % len(shares)] - running
        spent = tick
        if gain > 0 and left <= gain * tick:
            spent = left / gain
            left = 0.0
        else:
            left -= gain * tick
        waited += spent
        if left == 0:
            wave += 1
            if wave == len(used):
                return waited
            running += change[wave]
            left = used[wave]
            # Back onto the ticks, so that a tick has one share.
            rest = tick - (start + waited) % tick
            gain = rate * shares[int((start + waited) // HOUR) % len(shares)] - running
            if gain > 0 and left <= gain * rest:
                waited += left / gain
                left = 0.0
                wave += 1
                if wave == len(used):
                    return waited
                raise ValueError("two waves end within one tick: take a shorter one")
            left -= gain * rest
            waited += rest


def caught_up(outage: float, change: float, rate: float, shares: Sequence[float], tick: float) -> float:
    """Return the longest time to catch up, of outages that end on any tick of a week."""
    ticks = int(len(shares) * HOUR // tick)
    per_hour = int(HOUR // tick)
    gains = [(rate * shares[step // per_hour] - change) * tick for step in range(ticks)]
    worst = 0.0
    for first in range(ticks):
        left, step = change * outage, first
        while left > 0:
            gain = gains[step % ticks]
            if gain >= left:
                break
            left -= gain
            step += 1
            if step - first > ENOUGH_WEEKS * ticks:
                return math.inf
        worst = max(worst, (step - first) * tick + (left / gains[step % ticks] * tick if left > 0 else 0.0))
    return worst


def disks(sizes: Sequence[float], rate: float, each: float, *, at_once: int, tick: float) -> float:
    """Return the seconds until all disks are sent, the longest first, so many at once.

    A disk gets what its own streams carry or an equal share of the line, whichever is less.
    """
    waiting = sorted(sizes)
    active: list[float] = []
    passed = 0.0
    while waiting or active:
        while waiting and len(active) < at_once:
            active.append(waiting.pop())
        pace = min(each, rate / len(active))
        spent = min(tick, min(active) / pace)
        passed += spent
        active = [left - pace * spent for left in active]
        active = [left for left in active if left > 1e-3]
    return passed
