"""Change told as an amount a day with its busiest hour at its worst place, and several such loads on one link."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculators.replication.calendar import MONDAY, WEEK, Course, Week
from calculators.replication.curve import INSTANT, Trace, contents, repeated
from calculators.replication.cycles import Binding, Policy, Runs, synchronised
from calculators.replication.rates import EXCEEDED, least_rate
from calculators.replication.replay import CENTURY, NOTHING
from calculators.replication.units import DAY, HOUR

BEGIN = float(MONDAY + WEEK)
"""A Monday, 00:00, when everything is in sync."""
DAYS = 7
NOON = 12 * HOUR
LAST_PLACE = DAY - HOUR
EVEN = HOUR / DAY
"""The busiest hour's part of an even day; no busiest hour has less."""
TRIES = 40
LONG = 6 * HOUR
"""With starts further apart there are too few of them for a shorter way."""


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


@lru_cache(maxsize=256)
def _same_days(week: Week) -> frozenset[int]:
    """Return the days of a week, 0 is Monday, that have the same hours as the day before."""
    found = []
    for day in range(0, DAYS * DAY, DAY):
        first, until = bisect_right(week.edges, day) - 1, bisect_left(week.edges, day + DAY)
        found.append([(max(week.edges[at] - day, 0.0), week.shares[at]) for at in range(first, until)])
    return frozenset(day for day in range(1, DAYS) if found[day] == found[day - 1])


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
    if among:
        return max((aged(demand, place, rate, week) for place in among), key=_badness)
    found = _worst_of_hours(demand, rate, week)
    # Without a start that is missed the places between full hours are no worse.
    if not found.runs.complete or _misses(found.runs, demand.policy):
        tried = [found, *(aged(demand, place, rate, week) for place in near(found.place, demand.policy))]
        found = max(tried, key=_badness)
    return found


def _worst_of_hours(demand: Demand, rate: float, week: Week) -> Worst:
    """Return the worst of the full hours of the day, the first of equal ones."""
    tried = places(demand.policy, week)
    if rate * week.mean <= 1 / DAY:
        return aged(demand, tried[0], rate, week)  # it grows without end wherever the busiest hour is
    if len(tried) == 1 or demand.policy.least_slots > 1 or demand.policy.interval > LONG:
        return max((aged(demand, place, rate, week) for place in tried), key=_badness)
    quiet = _Quiet(demand, rate, week, tried)
    return aged(demand, max(tried, key=lambda place: round(quiet.oldest(place), 5)), rate, week)


class _Quiet:
    """What the weeks with the busiest hour at each of some places have in common.

    A synchronisation that ends before the next start and sends nothing of a busiest hour is the same in all of them, so
    each is worked out once, and only what lies between is followed for each place.
    """

    def __init__(self, demand: Demand, rate: float, week: Week, tried: Sequence[float]) -> None:
        self.demand, self.rate, self.hours = demand, rate, course(week)
        self.interval, self.snapshot = demand.policy.interval, demand.policy.snapshot
        one, other = tried[0], tried[len(tried) // 2]
        busy = set(self._busy(one))
        amounts, instead = (sizes(demand.busiest, place, self.interval) for place in (one, other))
        self.last = len(amounts) - 1
        self.daily = round(DAY / self.interval) if DAY % self.interval == 0 else self.last + 1
        self.same = _same_days(week)
        self.ages = [0.0]
        for slot in range(1, self.last + 1):
            day, within = divmod(slot, self.daily)
            before = self.ages[slot - self.daily] if within and day in self.same else math.inf
            # What ends on its day is as old as on the day before, where that had the same hours.
            if (within - 1) * self.interval + before > DAY:
                before = self._done(slot, slot - 1, instead if slot in busy else amounts) - self._at(slot - 1)
            self.ages.append(before)
        most = 2 * self.interval + INSTANT
        self.missed = [*(slot for slot, age in enumerate(self.ages) if age > most), self.last + 1]
        """Starts that do not end before the next one, and one behind the last."""

    def oldest(self, place: float) -> float:
        """Return the greatest age with the busiest hour at a place; infinity where something is never sent."""
        amounts = sizes(self.demand.busiest, place, self.interval)
        busy = [*self._busy(place), self.last + 1]
        before, slot, greatest = 0, 1, 0.0
        day, midnight, alike = 1, self.daily, False
        while before < self.last:
            if slot >= midnight:
                # A day that begins in sync, as the one before did, and has the same hours, is the same.
                in_sync = slot == midnight == before + 1
                while in_sync and alike and day in self.same:
                    before, slot, midnight, day = before + self.daily, slot + self.daily, midnight + self.daily, day + 1
                alike, midnight, day = in_sync, midnight + self.daily, day + 1
            if slot == before + 1 <= self.last:
                until = min(busy[bisect_left(busy, slot)], self.missed[bisect_left(self.missed, slot)], midnight)
                if until > slot:
                    greatest = max(greatest, *self.ages[slot:until])
                    before, slot = until - 1, until
                    continue
            done = self._done(slot, before, amounts)
            if done == math.inf:
                return math.inf
            greatest = max(greatest, done - self._at(before))
            before, slot = slot, max(slot + 1, math.ceil((done - BEGIN - INSTANT) / self.interval))
        # One more follows, when all is in a recovery point.
        return max(greatest, self._done(slot, before, amounts) - self._at(before))

    def _at(self, slot: int) -> float:
        return BEGIN + slot * self.interval

    def _busy(self, place: float) -> list[int]:
        """Return the starts that send something of the busiest hour of a day."""
        return sorted(
            {
                slot
                for begin in range(int(place), DAYS * DAY, DAY)
                for slot in range(math.floor(begin / self.interval) + 1, math.ceil((begin + HOUR) / self.interval) + 1)
            }
        )

    def _done(self, slot: int, before: int, amounts: Sequence[float]) -> float:
        """Return when the recovery point of a start can be used that follows on another; infinity where never."""
        begun = self._at(slot)
        size = amounts[min(slot, self.last)] - amounts[min(before, self.last)]
        if size <= amounts[-1] * NOTHING:
            return begun + self.snapshot
        share, until = self.hours.share(begun)
        sent: float | None = begun + size / (self.rate * share) if share else math.inf
        if sent is None or sent > until:
            sent = self.hours.time(self.hours.work(begun) + size / self.rate)
        return math.inf if sent is None or sent - begun > CENTURY else max(sent, begun) + self.snapshot


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

    With `limited`, None as soon as one misses its RPO. With `day`, where each day is like the other but for the
    hours of the link, days that are like the one before are left out. None too where something is never sent.
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
        # No more than this is nothing.
        self.nothing = [one.sizes[-1] * NOTHING for one in sharers]
        self.sending: list[int] = []
        # When each starts again; infinity for one that sends or is done.
        self.begins = [hours.start + one.policy.interval for one in sharers]
        self.runs = [Runs(points=[], begins=[], dones=[], complete=True) for _ in sharers]

    def run(self, *, limited: bool, day: bool) -> list[Runs] | None:  # noqa: PLR0912 - each branch is one event
        hours, begins, left, nothing, sending = self.hours, self.begins, self.left, self.nothing, self.sending
        shares = [(self.rate * one.weight, one.weight) for one in self.sharers]
        origin = hours.start
        at, work, midnight = origin, 0.0, origin + DAY
        state: tuple[tuple[float, float, float], ...] | None = None
        # With hours of the link only those days are left out that begin when nothing is sent.
        steady, number, same = hours.steady is not None, 1, _same_days(hours.week) if day else frozenset()
        while True:
            following = min(begins)
            if day and not steady and not sending and midnight <= following < math.inf:
                seen = self._state(midnight - origin) if at <= midnight else None
                while seen is not None and seen == state and number in same:
                    following, number, midnight = following + DAY, number + 1, midnight + DAY
                    self._skip_day()
                state, number, midnight = seen, number + 1, midnight + DAY
            if sending:
                active = self._active() if self.in_order else sending
                weights = math.fsum([shares[place][1] for place in active])
                pace = [shares[place][0] / weights for place in active]
                enough, sent = math.inf, None
                if self.rate:
                    enough = min([left[place] / each for place, each in zip(active, pace, strict=True)])
                    sent = hours.time(work + enough)
                if sent is None or sent > following:
                    if following == math.inf:
                        return None
                    at, enough = following, hours.work(following) - work
                else:
                    at = sent
                work += enough
                gone = []
                for place, each in zip(active, pace, strict=True):
                    rest = left[place] - each * enough
                    left[place] = rest if rest > 0.0 else 0.0
                    if rest <= nothing[place]:
                        gone.append(place)
                for place in gone:
                    if not self._end(place, at, limited):
                        return None
            elif following == math.inf:
                return self.runs
            else:
                at = following
                work = hours.work(at)
            if following <= at:
                for place, begin in enumerate(begins):
                    if begin <= at and not self._start(place, limited):
                        return None
            if day and steady and at >= midnight:
                seen = self._state(midnight - origin)
                if seen == state:
                    return self.runs
                state, midnight = seen, midnight + DAY

    def _skip_day(self) -> None:
        """Go on a day later, when the same is done as at this moment."""
        for place, one in enumerate(self.sharers):
            starts = round(DAY / one.policy.interval)
            self.slots[place] += starts
            self.points[place] += starts
            self.begins[place] = self.hours.start + self.slots[place] * one.policy.interval

    def _active(self) -> list[int]:
        """Return who sends at this moment where it goes by rank."""
        turn = min([self.sharers[place].rank for place in self.sending])
        return [place for place in self.sending if self.sharers[place].rank == turn]

    def _state(self, past: float) -> tuple[tuple[float, float, float], ...]:
        """Return all that decides what follows, counted from a midnight."""
        return tuple(
            (slot * one.policy.interval - past, point * one.policy.interval - past, round(left, 3))
            for slot, point, left, one in zip(self.slots, self.points, self.left, self.sharers, strict=True)
        )

    def _written(self, place: int, slot: int) -> float:
        amounts = self.sharers[place].sizes
        return amounts[slot] if slot < len(amounts) else amounts[-1]

    def _start(self, place: int, limited: bool) -> bool:
        size = self._written(place, self.slots[place]) - self._written(place, self.points[place])
        begin, self.begins[place] = self.begins[place], math.inf
        self.left[place] = size
        if size <= self.nothing[place]:
            return self._end(place, begin, limited)
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
            slot = max(slot + 1, math.ceil((done - self.hours.start - INSTANT) / policy.interval))
            self.slots[place], self.begins[place] = slot, self.hours.start + slot * policy.interval
        return True
