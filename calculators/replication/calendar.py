"""A week of hours in which only a share of the rate may be used, in local time.

Times are seconds since 1970-01-01 UTC. Work is counted in seconds at the full rate: an hour at a share of 0.25 is
900 s of work. Work x rate is bytes.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import Self

from calculators.replication.units import DAY, HOUR

WEEK = 7 * DAY
# How many answers about a week are remembered.
ASKED = 20_000
# Seconds of work that rounding may add to a sum of weeks.
ROUNDED = 1e-8
# Work of more weeks than these is not laid out edge by edge.
FAR = 500
# 1970-01-01 was a Thursday: this is the Monday before it.
MONDAY = -3 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A change of the clocks."""

    at: int
    """When, in UTC."""
    offset: int
    """Seconds that local time is ahead of UTC from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Local time as offsets from UTC, so that no time zone database is needed to calculate with it."""

    offset: int = 0
    """Seconds that local time is ahead of UTC before the first transition."""
    transitions: tuple[Transition, ...] = ()
    """Changes of the clocks, earliest first."""

    def __post_init__(self) -> None:
        if any(one.at >= other.at for one, other in pairwise(self.transitions)):
            raise ValueError("transitions are not in order")

    @classmethod
    def of(cls, zone: tzinfo, start: float, end: float) -> Self:
        """Return the offsets of a time zone, such as zoneinfo.ZoneInfo("Europe/Berlin"), from `start` to `end`."""
        at = math.floor(start)
        offset = before = _offset(zone, at)
        found = []
        while at < end:
            following = at + DAY
            after = _offset(zone, following)
            if after != before:
                low, high = at, following
                while high - low > 1:
                    middle = (low + high) // 2
                    if _offset(zone, middle) == before:
                        low = middle
                    else:
                        high = middle
                found.append(Transition(at=high, offset=after))
            at, before = following, after
        return cls(offset=offset, transitions=tuple(found))

    def spans(self, start: float) -> Iterator[tuple[float, int]]:
        """Yield until when which offset holds, from `start` on; the last one holds until infinity."""
        offset = self.offset
        for transition in self.transitions:
            if transition.at > start:
                yield transition.at, offset
            offset = transition.offset
        yield math.inf, offset


def _offset(zone: tzinfo, at: int) -> int:
    offset = (EPOCH + timedelta(seconds=at)).astimezone(zone).utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Hours of some days in which a share of the rate may be used."""

    days: frozenset[int]
    """Days on which the period begins: 0 is Monday."""
    start: float
    """Hour of the day, 0 to 24."""
    end: float
    """Hour of the day, 0 to 24. One that is not after the start is on the following day."""
    share: float
    """Part of the rate, 0 to 1."""
    stated_mbps: float | None = None
    """The rate of a line that somebody stated in its place, in Mbit/s."""

    def __post_init__(self) -> None:
        if not self.days <= frozenset(range(7)):
            raise ValueError("a day is not one of 0 to 6")
        if not (0 <= self.start <= DAY / HOUR and 0 <= self.end <= DAY / HOUR):
            raise ValueError("an hour is not between 0 and 24")
        if not 0 <= self.share <= 1:
            raise ValueError("a share is not between 0 and 1")


# By identity, so that a week is found quickly where answers about it are remembered.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Week:
    """Which share of the rate may be used when. Where periods overlap, the smallest share counts."""

    periods: tuple[Period, ...] = ()
    """Hours with a share of their own."""
    otherwise: float = 1.0
    """Share of all other hours."""
    zone: Zone = Zone()
    """The local time of the hours."""
    edges: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """Seconds since Monday, local, at which the share changes; 0 and the length of the week included."""
    shares: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """Share from each edge to the next."""
    sums: tuple[float, ...] = field(init=False, repr=False, compare=False)
    """Work from Monday to each edge."""

    def __post_init__(self) -> None:
        if not 0 <= self.otherwise <= 1:
            raise ValueError("a share is not between 0 and 1")
        spans = [span for period in self.periods for span in _spans(period)]
        times = sorted({0.0, float(WEEK), *(time for start, end, _ in spans for time in (start, end))})
        edges, sums = [0.0], [0.0]
        shares: list[float] = []
        for start, end in pairwise(times):
            share = min((part for low, high, part in spans if low <= start < high), default=self.otherwise)
            if shares and shares[-1] == share:
                edges[-1] = end
                sums[-1] += share * (end - start)
            else:
                edges.append(end)
                shares.append(share)
                sums.append(sums[-1] + share * (end - start))
        # A frozen class has no other way to keep what it worked out.
        object.__setattr__(self, "edges", tuple(edges))
        object.__setattr__(self, "shares", tuple(shares))
        object.__setattr__(self, "sums", tuple(sums))

    @property
    def mean(self) -> float:
        """Share of the rate over a whole week."""
        return self.sums[-1] / WEEK

    def share(self, at: float) -> float:
        """Return the share at a time."""
        return next(self.pieces(at))[1]

    def pieces(self, start: float) -> Iterator[tuple[float, float]]:
        """Yield until when which share holds, from `start` on, without end; one that always holds, until infinity."""
        edges, shares = self.edges, self.shares
        if len(shares) == 1:
            yield math.inf, shares[0]
            return
        for last, offset in self.zone.spans(start):
            since = (start + offset - MONDAY) % WEEK
            monday = start - since
            index = bisect_right(edges, since) - 1
            until = start
            while until < last:
                if index == len(shares):
                    monday += WEEK
                    index = 0
                until = min(monday + edges[index + 1], last)
                if until > start:
                    yield until, shares[index]
                index += 1
            start = last

    def work(self, start: float, end: float) -> float:
        """Return the work from `start` to `end`, 0 when the end is not after the start."""
        total = 0.0
        if len(self.shares) == 1:
            return self.shares[0] * max(end - start, 0.0)
        for last, offset in self.zone.spans(start):
            if start >= end:
                break
            stop = min(last, end)
            weeks, since = divmod(start + offset - MONDAY, WEEK)
            more, until = divmod(stop + offset - MONDAY, WEEK)
            total += (more - weeks) * self.sums[-1] + self._sum(until) - self._sum(since)
            start = stop
        return total

    def when(self, start: float, work: float) -> float | None:
        """Return the first time at which `work` is done that begins at `start`; None when it never is."""
        if work <= 0:
            return start
        if not self.sums[-1] or work == math.inf:
            return None
        if len(self.shares) == 1:
            return start + work / self.shares[0]
        for last, offset in self.zone.spans(start):
            since = (start + offset - MONDAY) % WEEK
            done = self.work(start, last) if math.isfinite(last) else math.inf
            if work <= done:
                return start - since + self.first(work + self._sum(since))
            work -= done
            start = last
        raise AssertionError("the last offset holds without end")

    def least(self, length: float) -> float:
        """Return the least work of any stretch of that length; clocks that change are left aside."""
        return self.shares[0] * length if len(self.shares) == 1 else _least(self, length)

    def longest(self, work: float) -> float | None:
        """Return the longest time that work takes, whenever it begins; None when it is never done.

        Clocks that change are left aside. The inverse of `least`.
        """
        if work <= 0:
            return 0.0
        if not self.sums[-1] or work == math.inf:
            return None
        return work / self.shares[0] if len(self.shares) == 1 else _longest(self, work)

    def done(self, since: float) -> float:
        """Return the work from one Monday to any time; negative before it."""
        weeks, rest = divmod(since, WEEK)
        return weeks * self.sums[-1] + self._sum(rest)

    def first(self, work: float) -> float:
        """Return the first time with that much work since one Monday, the inverse of `done`."""
        # Whole weeks leave a part of one, but never nothing: work ends in a used hour.
        weeks = math.ceil(work / self.sums[-1]) - 1
        rest = work - weeks * self.sums[-1]
        if rest <= 0:  # rounding took it just past the end of a week
            weeks, rest = weeks - 1, self.sums[-1]
        return weeks * WEEK + self._time(min(rest, self.sums[-1]))

    def last(self, work: float) -> float:
        """Return the last time with that much work since one Monday: behind hours without a share."""
        weeks, rest = divmod(work, self.sums[-1])
        if rest == self.sums[-1]:  # as of a number that is a little below 0
            weeks, rest = weeks + 1, 0.0
        index = bisect_right(self.sums, rest) - 1
        return weeks * WEEK + self.edges[index] + (rest - self.sums[index]) / self.shares[index]

    def _sum(self, since: float) -> float:
        """Return the work from Monday to a time of the week."""
        index = bisect_right(self.edges, since) - 1
        return self.sums[index] + (self.shares[index] * (since - self.edges[index]) if index < len(self.shares) else 0)

    def _time(self, work: float) -> float:
        """Return the first time of the week with that much work since Monday; more than nothing."""
        index = bisect_left(self.sums, work) - 1
        return self.edges[index] + (work - self.sums[index]) / self.shares[index]


class Course:
    """The work that can be done from a start on: a week laid out as far as somebody asked."""

    __slots__ = ("_pieces", "edges", "shares", "start", "steady", "sums", "week")

    def __init__(self, week: Week, start: float) -> None:
        """Lay out nothing yet."""
        self.week, self.start = week, start
        self.steady = week.shares[0] if len(week.shares) == 1 else None
        """The share, where it is the same at all times."""
        self.edges, self.sums = [start], [0.0]
        self.shares: list[float] = []
        self._pieces = week.pieces(start)

    def _further(self) -> None:
        until, share = next(self._pieces)
        self.shares.append(share)
        self.sums.append(self.sums[-1] + (share * (until - self.edges[-1]) if share else 0.0))
        self.edges.append(until)

    def work(self, at: float) -> float:
        """Return the work from the start to a time that is not before it."""
        if self.steady is not None:
            return self.steady * (at - self.start)
        while self.edges[-1] <= at:
            self._further()
        index = bisect_right(self.edges, at) - 1
        return self.sums[index] + self.shares[index] * (at - self.edges[index])

    def share(self, at: float) -> tuple[float, float]:
        """Return the share at a time that is not before the start, and until when it holds."""
        while self.edges[-1] <= at:
            self._further()
        index = bisect_right(self.edges, at) - 1
        return self.shares[index], self.edges[index + 1]

    def time(self, work: float) -> float | None:
        """Return the first time by which more than no work is done; None when it never is."""
        if self.steady is not None:
            return self.start + work / self.steady if self.steady else None
        if not self.week.mean or work > self.week.sums[-1] * FAR:
            return self.week.when(self.start, work)
        while self.sums[-1] < work:
            self._further()
        # Work that ends with an hour has to end with it, whatever was rounded: the next one may be a day away.
        index = max(bisect_left(self.sums, work - ROUNDED) - 1, 0)
        if not self.shares[index]:
            return self.edges[index]
        return min(self.edges[index] + (work - self.sums[index]) / self.shares[index], self.edges[index + 1])


# One answer asks for the same stretch of the same week again and again: for each group, with each input that is varied.
@lru_cache(maxsize=ASKED)
def _least(week: Week, length: float) -> float:
    # The work changes at an even pace until an end of the stretch passes an edge.
    return min(
        min(week.done(edge + length) - at, at - week.done(edge - length))
        for edge, at in zip(week.edges[1:], week.sums[1:], strict=True)
    )


@lru_cache(maxsize=ASKED)
def _longest(week: Week, work: float) -> float:
    times = []
    for edge, at, share in zip(week.edges[1:], week.sums[1:], week.shares, strict=True):
        times.append(week.first(at + work) - edge)
        # Work that begins a moment too late to be done before hours without a share waits for their end.
        times.append(edge - (week.first(at - work) if share else week.last(at - work)))
    return max(times)


def _spans(period: Period) -> Iterable[tuple[float, float, float]]:
    """Yield the seconds since Monday from when to when a period holds, parted at the end of the week."""
    length = (period.end - period.start) * HOUR
    if length <= 0:
        length += DAY
    for day in period.days:
        start = day * DAY + period.start * HOUR
        end = start + length
        yield start, min(end, WEEK), period.share
        if end > WEEK:
            yield 0.0, end - WEEK, period.share


ALWAYS = Week()
"""The full rate at any hour."""
