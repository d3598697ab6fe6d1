"""Change over time, as it was recorded or as a day is drawn. Times are seconds, data is bytes."""

import math
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import truediv
from typing import Self

# Times of today are exact to a quarter of a microsecond: what is nearer is the same moment.
INSTANT = 1e-5
# Values that differ by less than this part are the same, but for rounding.
NEARLY = 1e-9
# The ends, and the smallest and the greatest value between them.
LEAST_OUTLINE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Change over time: `sizes[i]` bytes written evenly in `durations[i]` seconds from `starts[i]` on.

    A duration of 0 is a burst at one moment. Times between intervals are unknown: they count as no change.
    ValueError where intervals overlap, are not in order, or hold less than nothing.
    """

    starts: Sequence[float]
    """Begin of each interval, earliest first."""
    durations: Sequence[float]
    """Length of each interval."""
    sizes: Sequence[float]
    """Bytes written in each interval."""

    size: float = field(init=False, repr=False, compare=False)
    """All bytes."""
    peak: float = field(init=False, repr=False, compare=False)
    """Greatest change rate of an interval: infinity with a burst at one moment, 0 of an empty trace."""
    intervals: tuple[list[float], list[float], list[float]] = field(init=False, repr=False, compare=False)
    """Begins, ends and sizes without a break: gaps are intervals, and one without end follows."""
    written: tuple[list[float], list[float]] = field(init=False, repr=False, compare=False)
    """The begin and the ends of all intervals and gaps, and the bytes written until then."""

    def __post_init__(self) -> None:
        starts, durations, sizes = self.starts, self.durations, self.sizes
        if not len(starts) == len(durations) == len(sizes):
            raise ValueError("a trace needs as many durations and sizes as starts")
        if not all(map(math.isfinite, starts)):
            raise ValueError("a start is not a number")
        for values in (durations, sizes):
            if values and not (min(values) >= 0 and math.isfinite(sum(values))):
                raise ValueError("a duration or a size is less than nothing, or not a number")
        ends = list(map(float.__add__, map(float, starts), map(float, durations)))
        meets = ends[:-1] == list(starts[1:])
        if not meets and any(end > start + INSTANT for end, start in zip(ends, starts[1:], strict=False)):
            raise ValueError("intervals overlap or are not in order")
        # A frozen class has no other way to keep what it worked out, and each question to a trace needs it.
        object.__setattr__(self, "size", math.fsum(sizes))
        object.__setattr__(self, "peak", _peak(durations, sizes))
        begins, ends, amounts = _met(self, ends) if meets else _intervals(self)
        object.__setattr__(self, "intervals", (begins, ends, amounts))
        object.__setattr__(self, "written", ([begins[0], *ends[:-1]], [*accumulate(amounts[:-1], initial=0.0)]))

    @classmethod
    def regular(cls, start: float, step: float, sizes: Sequence[float]) -> Self:
        """Return a trace of equal intervals without gaps."""
        return cls(
            starts=[start + index * step for index in range(len(sizes))], durations=[step] * len(sizes), sizes=sizes
        )

    @property
    def start(self) -> float:
        """Begin of the first interval, 0 of an empty trace."""
        return self.starts[0] if self.starts else 0.0

    @property
    def end(self) -> float:
        """End of the last interval, 0 of an empty trace."""
        return self.starts[-1] + self.durations[-1] if self.starts else 0.0

    @property
    def mean(self) -> float:
        """Change rate from the start to the end, with no change in the gaps."""
        length = self.end - self.start
        return self.size / length if length > 0 else 0.0

    def gaps(self) -> list[tuple[float, float]]:
        """Return from when to when nothing is known."""
        if len(self.intervals[0]) == len(self.starts) + 1:
            return []
        following = iter(self.starts)
        next(following, None)
        return [
            (start + length, later)
            for start, length, later in zip(self.starts, self.durations, following, strict=False)
            if later > start + length + INSTANT
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points to connect by straight lines. Two points of one time are a jump."""

    times: Sequence[float]
    """Times, earliest first."""
    values: Sequence[float]
    """Bytes or seconds."""


def _peak(durations: Sequence[float], sizes: Sequence[float]) -> float:
    if durations and min(durations) > 0:
        most: float = max(map(truediv, sizes, durations))
        return most
    rates = (size / length if length else math.inf for size, length in zip(sizes, durations, strict=True) if size)
    return max(rates, default=0.0)


def _met(trace: Trace, ends: list[float]) -> tuple[list[float], list[float], list[float]]:
    """Return the same as `_intervals` of a trace in which each interval begins where the one before ends."""
    return [*trace.starts, trace.end], [*ends, math.inf], [*trace.sizes, 0.0]


def _intervals(trace: Trace) -> tuple[list[float], list[float], list[float]]:
    """Return begins, ends and sizes: gaps are intervals, and one without end follows."""
    begins: list[float] = []
    ends: list[float] = []
    sizes: list[float] = []
    at = trace.start
    for start, length, size in zip(trace.starts, trace.durations, trace.sizes, strict=True):
        if start > at:
            begins.append(at)
            ends.append(start)
            sizes.append(0.0)
            at = start
        # Starts that were rounded may lie a little before the end of the interval before.
        end = max(start + length, at) if length else at
        begins.append(at)
        ends.append(end)
        sizes.append(size)
        at = end
    begins.append(at)
    ends.append(math.inf)
    sizes.append(0.0)
    return begins, ends, sizes


def amounts(times: Sequence[float], so_far: Sequence[float], moments: Sequence[float]) -> list[float]:
    """Return the bytes written until each of some moments, a burst at that moment included."""
    found, count = [], len(times)
    for at, index in zip(moments, map(bisect_right, repeat(times), moments), strict=True):
        if index == 0:
            found.append(0.0)
        elif index == count:
            found.append(so_far[-1])
        else:
            begin, size = times[index - 1], so_far[index - 1]
            found.append(size + (at - begin) / (times[index] - begin) * (so_far[index] - size))
    return found


def along(times: Sequence[float], values: Sequence[float], moments: Sequence[float]) -> list[float]:
    """Return the values of a line at moments in order, in one pass; the first and the last one beyond its ends."""
    found = []
    index, last = 0, len(times) - 1
    for moment in moments:
        while index < last and times[index + 1] <= moment:
            index += 1
        if moment <= times[0] or index == last:
            found.append(values[index])
        else:
            part = (moment - times[index]) / (times[index + 1] - times[index])
            found.append(values[index] + part * (values[index + 1] - values[index]))
    return found


def contents(trace: Trace, interval: float, part: float) -> list[float]:
    """Return `part` of the bytes written until each start of a policy, from the begin to the first one after the end.

    The starts are one interval apart, the first one an interval after the begin, before which nothing counts.
    """
    times, so_far = trace.written
    origin = trace.start
    count = max(1, math.ceil((trace.end - origin) / interval - NEARLY))
    between = amounts(times, so_far, [origin + slot * interval for slot in range(1, count)])
    return [0.0, *(part * size for size in between), part * so_far[-1]]


def repeated(day: Sequence[tuple[float, float]], start: float, days: int) -> Trace:
    """Return a day, given as hours' lengths in seconds with their bytes, one after the other so many times."""
    starts, durations, sizes = array("d"), array("d"), array("d")
    at = start
    for _ in range(days):
        for length, size in day:
            if length:
                starts.append(at)
                durations.append(length)
                sizes.append(size)
                at += length
    return Trace(starts=starts, durations=durations, sizes=sizes)


def outline(series: Series, points: int) -> Series:
    """Return at most that many points of a series, with the smallest and the greatest value of each stretch.

    ValueError for less than 4 points.
    """
    if points < LEAST_OUTLINE:
        raise ValueError("an outline needs at least 4 points")
    times, values = series.times, series.values
    count = len(values)
    if count <= points:
        return series
    kept = [0]
    stretches = points // 2 - 1
    for stretch in range(stretches):
        begin = 1 + (count - 2) * stretch // stretches
        part = values[begin : 1 + (count - 2) * (stretch + 1) // stretches]
        low, high = part.index(min(part)), part.index(max(part))
        kept.extend(sorted({begin + low, begin + high}))
    kept.append(count - 1)
    return Series(
        times=array("d", [times[index] for index in kept]), values=array("d", [values[index] for index in kept])
    )
