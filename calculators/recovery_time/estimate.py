"""How long a disk or a host takes, read from the published measurements. Minutes, and GB as printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from calculators.records.recovery import ObjectRecovery

type Host = tuple[str, str]
"""Memory class and disk type of a recovery host, as the table names them."""
type Origin = Literal["measured", "interpolated", "extrapolated", "not measured", "stated", "your own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time as a range, with the value to plan with. In minutes."""

    low: float
    """The shortest that the sources allow."""
    plan: float
    """The value to plan with."""
    high: float
    """The longest that the sources name."""

    def __add__(self, other: "Span") -> "Span":
        """Return one after the other."""
        return Span(low=self.low + other.low, plan=self.plan + other.plan, high=self.high + other.high)

    def __mul__(self, times: float) -> "Span":
        """Return the same several times, one after the other."""
        return Span(low=self.low * times, plan=self.plan * times, high=self.high * times)

    def at_most(self, other: "Span") -> "Span":
        """Return the same, where another one is a bound: what that may take at best says nothing about this one."""
        plan = min(self.plan, other.plan)
        return Span(low=min(self.low, plan), plan=plan, high=min(self.high, other.high))


NOTHING = Span(low=0, plan=0, high=0)


def exactly(minutes: float) -> Span:
    """Return a time that is known."""
    return Span(low=minutes, plan=minutes, high=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A recovery time and how it came about."""

    origin: Origin
    """How it came about."""
    span: Span | None
    """The time; None where nothing was measured."""
    points: tuple[ObjectRecovery, ...] = ()
    """The measurements it is read from."""
    holes: tuple[ObjectRecovery, ...] = ()
    """Cells without a measurement at this size or between it and the points."""

    @property
    def guessed(self) -> bool:
        """Return whether nobody measured it, or what would have to lie beside it."""
        return self.origin == "extrapolated" or bool(self.holes)


def disk(rows: Sequence[ObjectRecovery], used_gb: float, hosts: Sequence[Host], least: float) -> Estimate:
    """Return how long a disk takes on a recovery host; `least` is the shortest published recovery.

    `hosts` begins with the one asked for. The others are no better in memory and disk type, so it takes no longer than
    they do. At a measured size the measurement counts, between two of them the straight line, outside of them the rate
    of the nearest one.
    """
    asked, *slower = hosts
    found = _read(rows, used_gb, asked, least)
    if found.origin == "measured":
        return found
    for host in slower:
        found = _at_most(found, _read(rows, used_gb, host, least))
    return found


def _read(rows: Sequence[ObjectRecovery], used_gb: float, host: Host, least: float) -> Estimate:
    """Return how long a disk takes by the measurements of one recovery host alone."""
    cells = sorted(
        (row for row in rows if row.disks == "single" and (row.memory, row.disk_type) == host),
        key=lambda row: row.used_gb,
    )
    at = next((row for row in cells if row.used_gb == used_gb and row.minutes is not None), None)
    if at is not None:
        return Estimate(origin="measured", span=exactly(at.minutes or 0.0), points=(at,))
    below = [row for row in cells if row.minutes is not None and row.used_gb < used_gb]
    above = [row for row in cells if row.minutes is not None and row.used_gb > used_gb]
    points = (*below[-1:], *above[:1])
    first = below[-1].used_gb if below else used_gb
    last = above[0].used_gb if above else used_gb
    holes = tuple(row for row in cells if row.minutes is None and first <= row.used_gb <= last)
    if below and above:
        rate = max((row.minutes or 0.0) / row.used_gb for row in cells)
        span = _between(points[0], points[1], used_gb, rate)
        return Estimate(origin="interpolated", span=span, points=points, holes=holes)
    if not points:
        return Estimate(origin="not measured", span=None, holes=holes)
    return Estimate(origin="extrapolated", span=_beyond(points[0], used_gb, least), points=points, holes=holes)


def _at_most(found: Estimate, bound: Estimate) -> Estimate:
    """Return an estimate that is no longer than one for a recovery host that is no better."""
    if bound.span is None:
        return found
    if found.span is None:
        return replace(bound, origin="extrapolated", holes=found.holes)
    shortest = found.span.at_most(bound.span)
    if (shortest.plan, shortest.high) == (found.span.plan, found.span.high):
        return replace(found, span=shortest)
    return replace(
        found,
        origin="extrapolated" if shortest.plan < found.span.plan else found.origin,
        span=shortest,
        points=tuple(dict.fromkeys((*found.points, *bound.points))),
    )


def _between(low: ObjectRecovery, high: ObjectRecovery, used_gb: float, rate: float) -> Span:
    """Return the straight line between two measurements; `rate` is the most minutes that a GB took in any of them.

    The range takes for granted that more data never takes less time, and a further GB never longer than that. So it
    closes at both measurements, and a GB more never makes it jump.
    """
    start, end = low.minutes or 0.0, high.minutes or 0.0
    plan = start + (end - start) * (used_gb - low.used_gb) / (high.used_gb - low.used_gb)
    return Span(
        low=min(plan, max(start, end - rate * (high.used_gb - used_gb))),
        plan=plan,
        high=max(plan, min(end, start + rate * (used_gb - low.used_gb))),
    )


def _beyond(point: ObjectRecovery, used_gb: float, least: float) -> Span:
    minutes = point.minutes or 0.0
    by_rate = minutes * used_gb / point.used_gb
    if used_gb > point.used_gb:
        return Span(low=minutes, plan=by_rate, high=by_rate)
    # Small disks take longer for each GB than large ones, so the rate is the best case here.
    return Span(low=min(max(by_rate, least), minutes), plan=minutes, high=minutes)


def published_host(
    rows: Sequence[ObjectRecovery], total_gb: float, hosts: Sequence[Host]
) -> tuple[ObjectRecovery, float] | None:
    """Return the published host with several disks that tells most about this much data, and its time for it.

    How large its disks were is not stated. At worst they shared the recovery host, so that its time grows with all of
    their data.
    """
    found = [
        (row.minutes * total_gb / row.used_gb, place, row)
        for place, host in enumerate(hosts)
        for row in rows
        if row.disks == "multiple" and (row.memory, row.disk_type) == host and row.minutes is not None
    ]
    if not found:
        return None
    minutes, _, row = min(found, key=lambda item: item[:2])
    return row, minutes


def with_published_host(
    largest: Estimate, rows: Sequence[ObjectRecovery], total_gb: float, hosts: Sequence[Host]
) -> Estimate:
    """Return the time of a host with several disks: that of its largest disk, up to that of a published host."""
    published = published_host(rows, total_gb, hosts)
    own = [row for row in rows if row.disks == "multiple" and (row.memory, row.disk_type) == hosts[0]]
    missing = tuple(row for row in own if row.minutes is None and row.used_gb <= total_gb)
    found = replace(largest, holes=tuple(dict.fromkeys((*largest.holes, *missing))))
    if found.span is None or published is None:
        return found
    row, minutes = published
    if row in own and row.used_gb == total_gb and found.origin == "measured" and found.span.plan == row.minutes:
        return replace(found, points=(row,))
    if total_gb > max(each.used_gb for each in rows if each.disks == "multiple"):
        found = replace(found, origin="extrapolated")
    if found.span is None or minutes <= found.span.high:
        return found
    return replace(found, span=replace(found.span, high=minutes), points=(*found.points, row))
