"""Random projects, and where the engine and the simulator disagree about them."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator

from calculators.replication import load, seeding
from calculators.replication.calendar import ALWAYS, Period, Week
from calculators.replication.curve import Trace, contents
from calculators.replication.cycles import Policy, missed_time, synchronised
from calculators.replication.cycles import cycles as engine_cycles
from calculators.replication.load import BEGIN, Demand, Sharer
from calculators.replication.rates import EXCEEDED, smallest_cycle_rate, smallest_rate
from calculators.replication.replay import continuous
from calculators.replication.units import DAY, HOUR, MINUTE
from tests.calculators import oracle

TICK = 15.0 * MINUTE
HOURS = 24 * 7
CLOSE = 0.01
"""Seconds by which two exact answers may differ."""
LESS = (0.999, 0.97, 0.8)
"""Parts of a smallest rate that must not hold the RPO."""
KINDS = ("cycles", "continuous", "busiest hour", "several loads", "first synchronisation", "catching up")

type Found = tuple[str, str]


def shares_of(week: Week) -> list[float]:
    """Return the share of each hour of a week."""
    return [week.share(BEGIN + hour * HOUR) for hour in range(HOURS)]


def weeks(rng: random.Random) -> Week:
    """Return a calendar: none, or one or two throttled periods in which something is sent at some time."""
    if rng.random() < 0.4:
        return ALWAYS
    periods = [
        Period(
            days=frozenset(rng.sample(range(7), rng.choice([1, 2, 5, 7]))),
            start=rng.randrange(24),
            end=rng.randrange(25),
            share=rng.choice([0.0, 0.1, 0.25, 0.5]),
        )
        for _ in range(rng.choice([1, 1, 2]))
    ]
    week = Week(periods=tuple(periods))
    return week if week.mean else ALWAYS


def days(rng: random.Random) -> list[float]:
    """Return the bytes of each hour of a week of equal days."""
    day = [rng.choice([0, 1, 1, 2, 5, 10, 30]) * rng.random() * 1e9 for _ in range(24)]
    return (day if any(day) else [1e9] * 24) * 7


def policies(rng: random.Random) -> tuple[Policy, float]:
    """Return a policy and an RPO."""
    interval = rng.choice([15, 30, 60, 60, 120, 240, 480]) * MINUTE
    policy = Policy(interval=interval, snapshot=rng.choice([0, 0, 0, 5, 10, 30]) * MINUTE)
    return policy, interval * rng.choice([1.5, 2, 2, 3, 4, 8])


def disagreements(kind: str, seed: int) -> Iterator[Found]:
    """Yield the law that is broken and how, for one random project."""
    yield from TRIED[kind](random.Random(f"{kind} {seed}"))


def _cycles(rng: random.Random) -> Iterator[Found]:
    week, hourly = weeks(rng), days(rng)
    policy, rpo = policies(rng)
    trace = Trace.regular(BEGIN, HOUR, hourly)
    shares, host = shares_of(week), oracle.Host(hourly, policy.interval, policy.snapshot)
    mean = trace.mean / week.mean
    rate = mean * rng.choice([1.02, 1.1, 1.3, 2, 4, 10])

    def seen(at: float) -> oracle.Seen:
        return oracle.cycles([host], at, shares, [rpo], tick=TICK)[0]

    reached = engine_cycles(trace, rate, rpo, interval=policy.interval, snapshot=policy.snapshot, week=week)
    there = seen(rate)
    if abs((math.inf if reached.max_age is None else reached.max_age) - there.oldest) > CLOSE:
        yield "worst age", f"{reached.max_age} and {there.oldest}"
    runs = synchronised(contents(trace, policy.interval, 1.0), rate, policy, load.course(week))
    missed = missed_time(runs, policy, BEGIN, rpo, trace.end)
    if abs(missed - there.missed) > CLOSE * len(runs.dones):
        yield "missed time", f"{missed} and {there.missed}"
    found = smallest_cycle_rate(trace, rpo, interval=policy.interval, snapshot=policy.snapshot, week=week)
    yield from _smallest(None if found is None else found.rate, mean, lambda at: seen(at).oldest <= rpo + CLOSE)


def _smallest(rate: float | None, mean: float, holds: Callable[[float], bool]) -> Iterator[Found]:
    if rate is None:
        if any(holds(mean * times) for times in (1.5, 10, 1e4)):
            yield "smallest rate", "none, but there is one"
        return
    if not holds(max(rate, mean * EXCEEDED) * (1 + 1e-7)):
        yield "smallest rate", f"{rate} does not hold"
    for part in LESS:
        if rate * part > mean and holds(rate * part):
            yield "smallest rate", f"{part} of {rate} holds too"


def _continuous(rng: random.Random) -> Iterator[Found]:
    week, hourly = weeks(rng), days(rng)
    rpo = rng.choice([15, 60, 240, 720]) * MINUTE
    trace = Trace.regular(BEGIN, HOUR, hourly)
    shares = shares_of(week)
    mean = trace.mean / week.mean
    rate = mean * rng.choice([1.1, 1.5, 3, 10])
    reached, there = continuous(trace, rate, rpo, week), oracle.continuous(hourly, rate, shares, rpo, tick=TICK)
    # What a tick writes arrives at its begin, and is sent by its end at the earliest.
    if reached.max_age is None or abs(reached.max_age - there.oldest) > 2 * TICK:
        yield "worst age", f"{reached.max_age} and {there.oldest}"
    found = smallest_rate(trace, rpo, week)
    if found is None:
        if oracle.continuous(hourly, mean * 1e6, shares, rpo, tick=TICK).oldest <= rpo - 2 * TICK:
            yield "smallest rate", "none, but there is one"
        return
    if oracle.continuous(hourly, found.rate * (1 + 1e-6), shares, rpo, tick=TICK).oldest > rpo + 2 * TICK:
        yield "smallest rate", f"{found.rate} does not hold"
    less = found.interval_rate * 0.9
    if less > mean and oracle.continuous(hourly, less, shares, rpo - 2 * TICK, tick=TICK).oldest <= rpo - 2 * TICK:
        yield "smallest rate", f"0.9 of {found.rate} holds too"


def _busiest(rng: random.Random) -> Iterator[Found]:
    week, (policy, rpo) = weeks(rng), policies(rng)
    busiest = rng.choice([0.05, 0.1, 0.2, 0.5])
    demand = Demand(busiest=busiest, policy=policy, rpo=rpo)
    shares = shares_of(week)
    mean = 1 / DAY / week.mean
    rate = mean * rng.choice([1.1, 1.5, 3])

    def oldest(at: float, places: list[int]) -> float:
        return max(
            oracle.cycles(
                [oracle.Host([busiest if hour % 24 == place else (1 - busiest) / 23 for hour in range(HOURS)],
                             policy.interval, policy.snapshot)],
                at, shares, [rpo], tick=TICK,
            )[0].oldest
            for place in places
        )  # fmt: skip

    found = load.worst(demand, rate, week)
    hour, rest = divmod(found.place, HOUR)
    if found.age is None or (not rest and abs(oldest(rate, [int(hour)]) - found.age) > CLOSE):
        yield "worst age", f"{found.age} at {hour}"
    elif oldest(rate, rng.sample(range(24), 2)) > found.age + CLOSE:
        yield "worst place", f"{found.age} at {hour} is not the worst"
    needed = load.needed(demand, week)
    if needed and oldest(needed.rate * (1 + 1e-7), rng.sample(range(24), 2)) > rpo + CLOSE:
        yield "smallest rate", f"{needed.rate} does not hold"


def _several(rng: random.Random) -> Iterator[Found]:
    week, ordered = weeks(rng), rng.random() < 0.5
    shares = shares_of(week)
    hosts, sharers = [], []
    for rank in range(rng.choice([1, 2, 3])):
        hourly = days(rng)
        policy, rpo = policies(rng)
        weight = rng.choice([1.0, 2.0, 5.0])
        hosts.append(oracle.Host(hourly, policy.interval, policy.snapshot, weight, rank))
        sizes = contents(Trace.regular(BEGIN, HOUR, hourly), policy.interval, 1.0)
        sharers.append(Sharer(sizes=sizes, policy=policy, rpo=rpo, weight=weight, rank=rank))
    rate = math.fsum(one.sizes[-1] for one in sharers) / (7 * DAY) / week.mean * rng.choice([1.1, 1.5, 3])
    runs = load.together(sharers, rate, load.course(week), in_order=ordered)
    there = oracle.cycles(hosts, rate, shares, [one.rpo for one in sharers], tick=TICK, ordered=ordered)
    for one, seen, sharer in zip(runs or [], there, sharers, strict=True):
        age = one.oldest(BEGIN, sharer.policy.interval)
        if abs(age - seen.oldest) > CLOSE:
            yield "worst age", f"{age} and {seen.oldest}"


def _seeding(rng: random.Random) -> Iterator[Found]:
    week, start = weeks(rng), rng.randrange(HOURS) * HOUR
    rate = 1e6
    used = [rng.uniform(1e10, 4e11) for _ in range(rng.choice([1, 2, 3]))]
    change = [rate * week.mean * rng.uniform(0, 0.3) for _ in used]
    times = seeding.wave_times(list(zip(used, change, strict=True)), rate, BEGIN + start, week)
    there = oracle.seeded(used, change, rate, shares_of(week), start=float(start), tick=TICK)
    total = math.fsum(math.inf if time is None else time for time in times)
    if abs(total - there) > CLOSE and (total < math.inf or there < math.inf):
        yield "first synchronisation", f"{total} and {there}"


def _catching_up(rng: random.Random) -> Iterator[Found]:
    week, rate = weeks(rng), 1e6
    change, outage = rate * week.mean * rng.uniform(0.05, 0.8), rng.randrange(1, 48) * HOUR
    longest = seeding.catch_up_time(outage, rate, change, week)
    there = oracle.caught_up(outage, change, rate, shares_of(week), TICK)
    # An outage may end within a tick; the time then bends at most as steeply as the share does.
    if longest is None or not there - CLOSE <= longest <= there + TICK / (1 - change / rate) + TICK:
        if longest is not None and there - CLOSE <= longest <= there * 1.02:
            return
        yield "catching up", f"{longest} and {there}"


TRIED: dict[str, Callable[[random.Random], Iterator[Found]]] = dict(
    zip(KINDS, (_cycles, _continuous, _busiest, _several, _seeding, _catching_up), strict=True)
)


def counted(kind: str, seeds: range) -> tuple[Counter[str], list[str]]:
    """Return how often each answer disagrees, and each time with its seed."""
    found = [(law, f"{kind} {seed}: {law}: {text}") for seed in seeds for law, text in disagreements(kind, seed)]
    return Counter(law for law, _ in found), [text for _, text in found]
