"""A first copy that a courier brings, against the line. Rates are bytes a second, data is bytes, time is seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calculators.replication.calendar import Week
from calculators.replication.link import Link
from calculators.replication.seeding import NEARLY, Disk, in_sync, smallest_from, total, wave_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """All data, loaded at the target after a time, and what the line sends then."""

    used: float
    """What the line would send of the data."""
    change: float
    """Change rate on the wire."""
    loaded: float
    """Seconds from the begin until it is loaded, more than 0."""

    @property
    def rest(self) -> float:
        """Return what has changed by then: no more than all of the data."""
        return min(self.change * self.loaded, self.used)

    def time(self, rate: float, start: float, week: Week) -> float | None:
        """Return the seconds from the begin until all is in sync over a line; None when it never is."""
        if self.change >= rate * week.mean:
            return None
        return in_sync(self.rest, rate, self.change, start + self.loaded, week) - start


def link_as_fast(
    carried: Carried,
    waves: Sequence[tuple[float, float]],
    start: float,
    link: Link,
    disk: Callable[[Link], Disk | None] = lambda link: None,
) -> float | None:
    """Return the smallest bandwidth, in bytes a second, with which the line is in sync as early as a courier.

    Without throttled hours and waves it is what sends all of the data by the time when the carrier is loaded: what
    changes meanwhile has to be sent in both cases. Whatever else limits stays as it is, and `disk` returns the slow
    disk on a link. None when no bandwidth does it.
    """

    def done(bandwidth: float) -> bool:
        wider = link.widened(bandwidth)
        rate, week = wider.usable.rate, wider.week
        line, other = total(wave_times(waves, rate, start, week, disk(wider))), carried.time(rate, start, week)
        return line is not None and other is not None and line <= other * (1 + NEARLY)

    mean = link.line_week.mean
    if not mean:
        return None
    return smallest_from(done, 0.0, (carried.used / carried.loaded + carried.change / mean) / link.part)
