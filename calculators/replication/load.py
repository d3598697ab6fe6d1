"""Change told as an amount a day with its busiest hour at its worst place, and several such loads on one link."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculators.replication.calendar import MONDAY, WEEK, Course, Week
from calculators.replication.curve import INSTANT, Trace, contents, repeated
from calculators.replication.cycles import Binding, Policy, Runs, synchronised
from calculators.replication.rates import EXCEEDED, least_rate
from calculators.replication.replay import NOTHING
from calculators.replication.units import DAY, HOUR

BEGIN = float(MONDAY + WEEK)
"""A Monday, 00:00, when everything is in sync."""
DAYS = 7
NOON = 12 * HOUR
LAST_PLACE = DAY - HOUR
EVEN = HOUR / DAY
"""The busiest hour's part of an even day; no busiest hour has less."""
TRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A day of change and what is asked of its recovery points. The day's change is 1; seconds."""

    busiest: float
    """Part of the day's change that falls into one hour, the same each day."""
    policy: Policy
    """When synchronisations start."""
    rpo: float
    """RPO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """What a rate makes of a day with its busiest hour at its worst place."""

    age: float | None
    """Greatest age of the newest recovery point; None where it grows without end."""
    place: float
    """When the busiest hour begins, in seconds since midnight."""
    runs: Runs
    """The synchronisations of the week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """The smallest rate for an RPO."""

    rate: float
    """Parts of a day's change a second."""
    place: float
    """Where the busiest hour binds."""
    binding: Binding
    """The synchronisation that binds; its size is a part of a day's change."""
    by_mean: bool
    """Whether the mean change binds, which has to be exceeded."""


@lru_cache(maxsize=512)
def busy_week(busiest: float, place: float) -> Trace:
    """Return a week in which 1 changes each day, evenly but for an hour that begins at a place of each day."""
    part = max(busiest, EVEN)
    pace = (1 - part) / (DAY - HOUR)
    day = ((place, pace * place), (float(HOUR), part), (LAST_PLACE - place, pace * (LAST_PLACE - place)))
    return repeated(day, BEGIN, DAYS)


@lru_cache(maxsize=2048)
def sizes(busiest: float, place: float, interval: float) -> list[float]:
    """Return what was written of such a week until each start of a policy."""
    return contents(busy_week(busiest, place), interval, 1.0)


@lru_cache(maxsize=256)
def course(week: Week) -> Course:
    """Return the hours of a week from `BEGIN` on."""
    return Course(week, BEGIN)


def starts_a_day(policy: Policy, week: Week) -> int:
    """Return after how many starts everything repeats, 0 where it does not within a day."""
    return round(DAY / policy.interval) if len(week.shares) == 1 and DAY % policy.interval == 0 else 0


def places(policy: Policy, week: Week) -> tuple[float, ...]:
    """Return where the busiest hour is tried: at every full hour, or at one where all are alike."""
    if len(week.shares) == 1 and (DAY % policy.interval == 0 or policy.interval < HOUR):
        return (float(NOON),)
    return tuple(float(hour * HOUR) for hour in range(DAY // HOUR))


def near(place: float, policy: Policy) -> Iterator[float]:
    """Yield the starts of the policy in the hour after a place, from where the busiest hour may begin too.

    Where starts are missed, it matters which ones are.
    """
    for step in range(1, math.ceil(HOUR / policy.interval)):
        at = place + step * policy.interval
        yield at if at <= LAST_PLACE else at - HOUR


def followed(
    demand: Demand, place: float, rate: float, week: Week, limit: float = math.inf, *, whole: bool = False
) -> Runs:
    """Return the synchronisations of a week with the busiest hour at a place; `limit` as in `synchronised`.

    Unless the `whole` week is asked for, it may end with a day that is like the one before.
    """
    policy = demand.policy
    daily = 0 if whole else starts_a_day(policy, week)
    return synchronised(
        sizes(demand.busiest, place, policy.interval), rate, policy, course(week), limit=limit, daily=daily
    )


@lru_cache(maxsize=64)
def worst(demand: Demand, rate: float, week: Week, among: tuple[float, ...] = ()) -> Worst:
    """Return what a rate makes of a day at its worst place; the rate in parts of a day's change a second.

    `among` names the only places that are tried.
    """
    tried = [aged(demand, place, rate, week) for place in among or places(demand.policy, week)]
    found = max(tried, key=_badness)
    if among:
        return found
    # Without a start that is missed the places between full hours are no worse.
    if not found.runs.complete or _misses(found.runs, demand.policy):
        tried = [found, *(aged(demand, place, rate, week) for place in near(found.place, demand.policy))]
        found = max(tried, key=_badness)
    return found


def aged(demand: Demand, place: float, rate: float, week: Week) -> Worst:
    """Return what a rate makes of a day with its busiest hour at a place."""
    runs = followed(demand, place, rate, week)
    keeps_up = runs.complete and rate * week.mean > 1 / DAY
    return Worst(age=runs.oldest(BEGIN, demand.policy.interval) if keeps_up else None, place=place, runs=runs)


def _badness(one: Worst) -> float:
    # To the microsecond, so that of equal places the first counts.
    return math.inf if one.age is None else round(one.age, 5)


def _misses(runs: Runs, policy: Policy) -> bool:
    return (
        any(begin - point > 1 for begin, point in zip(runs.begins, runs.points, strict=True)) or policy.least_slots > 1
    )


@lru_cache(maxsize=1024)
def needed(demand: Demand, week: Week, among: tuple[float, ...] = ()) -> Needed | None:
    """Return the smallest rate that holds the RPO wherever the busiest hour falls; None when no rate does.

    `among` names the only places where it falls.
    """
    policy = demand.policy
    if not week.mean:
        return None
    mean = 1 / DAY / week.mean
    place = among[0] if among else places(policy, week)[0]
    rate, best = mean, None
    for _ in range(TRIES):
        # A rate that is held at one place may miss starts at another, where only a faster one meets them again.
        found = least_rate(
            sizes(demand.busiest, place, policy.interval),
            policy,
            course(week),
            demand.rpo,
            rate,
            daily=starts_a_day(policy, week),
        )
        if found is None:
            return None
        by_mean = best is None and found.rate <= mean * EXCEEDED
        rate = max(found.rate, rate * EXCEEDED)
        best = Needed(rate=rate, place=place, binding=found, by_mean=by_mean)
        there = worst(demand, rate, week, among)
        if there.age is not None and there.age <= demand.rpo + INSTANT:
            return best
        place = there.place
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharer:
    """One load of several on a link."""

    sizes: Sequence[float]
    """Bytes written until each start."""
    policy: Policy
    """When synchronisations start."""
    rpo: float
    """RPO."""
    weight: float
    """Part of the link that it gets beside the others, in proportion."""
    rank: int = 0
    """With `in_order`, whose turn it is: of those that send, the smallest rank gets all of the link."""


def together(
    sharers: Sequence[Sharer], rate: float, hours: Course, *, in_order: bool, limited: bool = False, day: bool = False
) -> list[Runs] | None:
    """Return the synchronisations of loads that share a link: those that send at a moment share all of it.

    With `limited`, None as soon as one misses its RPO. With `day`, where each day is like the other, it ends with the
    first day that is like the one before. None too where something is never sent.
    """
    return _Sharing(sharers, rate, hours, in_order).run(limited=limited, day=day)


class _Sharing:
    """The state of loads that share a link."""

    def __init__(self, sharers: Sequence[Sharer], rate: float, hours: Course, in_order: bool) -> None:
        self.sharers, self.rate, self.hours = sharers, rate, hours
        self.in_order = in_order
        count = len(sharers)
        self.points, self.slots = [0] * count, [1] * count
        self.left = [0.0] * count
        self.sending: list[int] = []
        self.waiting = list(range(count))
        self.runs = [Runs(points=[], begins=[], dones=[], complete=True) for _ in sharers]

    def run(self, *, limited: bool, day: bool) -> list[Runs] | None:
        origin = self.hours.start
        work, midnight = 0.0, origin + DAY
        state: tuple[tuple[float, float, float], ...] | None = None
        while self.waiting or self.sending:
            following = min((self._begin(place) for place in self.waiting), default=math.inf)
            if self.sending:
                active = self._active()
                weights = math.fsum(self.sharers[place].weight for place in active)
                pace = {place: self.rate * self.sharers[place].weight / weights for place in active}
                enough = min(self.left[place] / pace[place] for place in active) if self.rate else math.inf
                sent = self.hours.time(work + enough) if enough < math.inf else None
                if sent is None or sent > following:
                    if following == math.inf:
                        return None
                    at, enough = following, self.hours.work(following) - work
                else:
                    at = sent
                work += enough
                for place in active:
                    self.left[place] = max(self.left[place] - pace[place] * enough, 0.0)
                gone = [place for place in active if self.left[place] <= self.sharers[place].sizes[-1] * NOTHING]
                if not all(self._end(place, at, limited) for place in gone):
                    return None
            else:
                at = following
                work = self.hours.work(at)
            due = [place for place in self.waiting if self._begin(place) <= at]
            if not all(self._start(place, limited) for place in due):
                return None
            if day and at >= midnight:
                seen = self._state(midnight - origin)
                if seen == state:
                    return self.runs
                state, midnight = seen, midnight + DAY
        return self.runs

    def _active(self) -> list[int]:
        """Return who sends at this moment."""
        if not self.in_order:
            return self.sending
        turn = min(self.sharers[place].rank for place in self.sending)
        return [place for place in self.sending if self.sharers[place].rank == turn]

    def _state(self, past: float) -> tuple[tuple[float, float, float], ...]:
        """Return all that decides what follows, counted from a midnight."""
        return tuple(
            (slot * one.policy.interval - past, point * one.policy.interval - past, round(left, 3))
            for slot, point, left, one in zip(self.slots, self.points, self.left, self.sharers, strict=True)
        )

    def _begin(self, place: int) -> float:
        return self.hours.start + self.slots[place] * self.sharers[place].policy.interval

    def _written(self, place: int, slot: int) -> float:
        amounts = self.sharers[place].sizes
        return amounts[min(slot, len(amounts) - 1)]

    def _start(self, place: int, limited: bool) -> bool:
        size = self._written(place, self.slots[place]) - self._written(place, self.points[place])
        self.waiting.remove(place)
        self.left[place] = size
        if size <= self.sharers[place].sizes[-1] * NOTHING:
            return self._end(place, self._begin(place), limited)
        self.sending.append(place)
        return True

    def _end(self, place: int, sent: float, limited: bool) -> bool:
        one, runs = self.sharers[place], self.runs[place]
        policy, slot, point = one.policy, self.slots[place], self.points[place]
        done = sent + policy.snapshot
        runs.points.append(point)
        runs.begins.append(slot)
        runs.dones.append(done)
        if place in self.sending:
            self.sending.remove(place)
        self.left[place] = 0.0
        if limited and done - (self.hours.start + point * policy.interval) > one.rpo + INSTANT:
            return False
        if point < len(one.sizes) - 1:
            self.points[place] = slot
            self.slots[place] = max(slot + 1, math.ceil((done - self.hours.start - INSTANT) / policy.interval))
            self.waiting.append(place)
        return True
