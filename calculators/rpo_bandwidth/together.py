"""Several loads on one link."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from calculators.replication import load as model
from calculators.replication.calendar import Week
from calculators.replication.cycles import Policy
from calculators.replication.load import Sharer
from calculators.replication.rates import EXCEEDED
from calculators.replication.units import DAY
from calculators.rpo_bandwidth.alone import busiest, worst_of
from calculators.rpo_bandwidth.solution import Inputs, Load
from calculators.rpo_bandwidth.waves import tier_order

SHOWN = 1e-5
"""How near the search for several groups comes, as a part: nearer than the digits that are shown."""
ROUGH = 1e-3
"""How near it comes where only the move is told that an input makes."""
MOST_TIMES = 64
"""A link that many times all needs is not asked for."""


@lru_cache(maxsize=256)
def _needed_part(shared: "Together", week: Week, near: float) -> float | None:
    return shared.needed_part(week, near)


@lru_cache(maxsize=256)
def _ages(shared: "Together", part: float, week: Week) -> tuple[float | None, ...]:
    # Most inputs that are moved leave what is asked of the link as it is.
    return shared.ages_of_keys(part, week)


def _rounded(part: float) -> float:
    """Return a part without what a sum leaves behind, so that equal questions are seen to be equal."""
    return float(f"{part:.12g}")


class Together:
    """Several loads on one link. Loads that start at the same times with the same objective and tier are as one.

    Amounts are parts of all that changes: twice as much needs twice the rate, so what was found once is not searched
    for again. Two of these are the same when they ask the same of a link.
    """

    def __init__(
        self,
        inputs: Inputs,
        hosts: Sequence[Load],
        means: Sequence[float],
        alone: Sequence[float | None],
        among: tuple[float, ...] = (),
    ) -> None:
        """Take the loads, their mean change on the wire and what each needs alone, in the same order."""
        self.inputs = inputs
        self.in_order, self.among = inputs.priority == "tier", among
        order = sorted({tier_order(load) for load in hosts})
        ranks = [order.index(tier_order(load)) if self.in_order else 0 for load in hosts]
        keys = list(zip([load.rpo for load in hosts], [load.interval for load in hosts], ranks, strict=True))
        self.keys = list(dict.fromkeys(keys))
        self.members = [self.keys.index(key) for key in keys]
        self.loads = [hosts[keys.index(key)] for key in self.keys]
        self.total = math.fsum(means) or 1.0
        self.means = [_rounded(math.fsum(self._of(means, place)) / self.total) for place in range(len(self.keys))]
        needs = [self._of(alone, place) for place in range(len(self.keys))]
        self.needs = [
            None if None in found else _rounded(math.fsum(one or 0.0 for one in found) / self.total) for found in needs
        ]
        self.possible = None not in self.needs
        asked = (inputs.snapshot, busiest(inputs), self.in_order, among)
        self.question = (tuple(self.keys), tuple(self.means), tuple(self.needs), *asked)

    def __hash__(self) -> int:
        """Return the hash of what is asked."""
        return hash(self.question)

    def __eq__(self, other: object) -> bool:
        """Return whether another asks the same."""
        return isinstance(other, Together) and self.question == other.question

    def _of[Kind](self, values: Sequence[Kind], place: int) -> list[Kind]:
        return [value for value, member in zip(values, self.members, strict=True) if member == place]

    def ages(self, rate: float, week: Week) -> list[float | None]:
        """Return the greatest age of each load at a rate."""
        found = _ages(self, rate / self.total, week)
        return [found[member] for member in self.members]

    def ages_of_keys(self, part: float, week: Week) -> tuple[float | None, ...]:
        """Return the greatest age of loads that are as one, at a rate in parts of what changes in a second."""
        found: list[float | None] = [0.0] * len(self.keys)
        for place in sorted(set(self._places(part, week))):
            tried = self._together(place, part, week, limited=False)
            for number, age in enumerate(tried or [None] * len(self.keys)):
                one = found[number]
                found[number] = None if one is None or age is None else max(one, age)
        return tuple(found)

    def needed(self, week: Week) -> float | None:
        """Return the smallest rate that holds every RPO, near enough for the digits that are shown."""
        # What an input moves is told in whole percent.
        part = _needed_part(self, week, ROUGH if self.among else SHOWN)
        return None if part is None else part * self.total

    def needed_part(self, week: Week, near: float) -> float | None:
        """Return the smallest rate that holds every RPO, as a part of what changes in a second, to a part `near`."""
        if not self.possible or not week.mean:
            return None
        needs = [need for need in self.needs if need is not None]
        if len(self.keys) == 1:
            return needs[0]

        def holds(rate: float) -> bool:
            tried: set[float] = set()
            # One place that does not hold is enough, so the others are not looked for.
            for place in self._places(rate, week):
                if place not in tried and self._together(place, rate, week, limited=True) is None:
                    return False
                tried.add(place)
            return True

        low = max(math.fsum(self.means) / week.mean * EXCEEDED, *needs)
        if not low or holds(low):
            return low
        high = most = math.fsum(needs)
        while not holds(high):
            high *= 1.1
            if high > most * MOST_TIMES:
                return None
        while high > low * (1 + near):
            middle = math.sqrt(low * high)
            low, high = (low, middle) if holds(middle) else (middle, high)
        return high

    def _places(self, rate: float, week: Week) -> Iterator[float]:
        """Yield where the busiest hour is worst for each of the loads alone, some of them several times."""
        if self.among or len(week.shares) == 1 or not any(self.means):
            yield from self.among or (float(model.NOON),)
            return
        for load, mean in zip(self.loads, self.means, strict=True):
            if mean:
                yield worst_of(self.inputs, load, mean, rate, week).place

    def _together(self, place: float, rate: float, week: Week, *, limited: bool) -> list[float | None] | None:
        part, total = busiest(self.inputs), math.fsum(self.means)
        sharers = [
            Sharer(
                sizes=[size * mean * DAY for size in model.sizes(part, place, load.interval)],
                policy=Policy(interval=load.interval, snapshot=self.inputs.snapshot),
                rpo=load.rpo,
                weight=(mean if need is None else need) or total or 1.0,
                rank=rank,
            )
            for load, mean, need, (_, _, rank) in zip(self.loads, self.means, self.needs, self.keys, strict=True)
        ]
        daily = all(DAY % load.interval == 0 for load in self.loads)
        runs = model.together(sharers, rate, model.course(week), in_order=self.in_order, limited=limited, day=daily)
        if runs is None:
            return None
        kept_up = self._kept_up(sharers, rate * week.mean)
        return [
            one.oldest(model.BEGIN, load.interval) if kept else None
            for one, load, kept in zip(runs, self.loads, kept_up, strict=True)
        ]

    def _kept_up(self, sharers: Sequence[Sharer], rate: float) -> list[bool]:
        """Return which loads keep up at a mean rate: those whose part of the link exceeds their mean."""
        if self.in_order:
            order = sorted({one.rank for one in sharers})
            below = {
                rank: math.fsum(mean for mean, one in zip(self.means, sharers, strict=True) if one.rank <= rank)
                for rank in order
            }
            return [below[one.rank] < rate for one in sharers]
        open_ones = set(range(len(sharers)))
        kept = [False] * len(sharers)
        while open_ones:
            weights = math.fsum(sharers[place].weight for place in open_ones)
            done = {place for place in open_ones if self.means[place] < rate * sharers[place].weight / weights}
            if not done:
                break
            for place in done:
                kept[place] = True
                rate -= self.means[place]
            open_ones -= done
        return kept
