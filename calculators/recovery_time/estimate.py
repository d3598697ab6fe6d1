"""How long a disk or a host takes, read from the published measurements. Minutes, and GB as printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from calculators.records.recovery import ObjectRecovery

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


def disk(rows: Sequence[ObjectRecovery], used_gb: float, memory: str, disk_type: str, least: float) -> Estimate:
    """Return how long a disk takes on a recovery host of a class; `least` is the shortest published recovery.

    At a measured size the measurement, between two of them the straight line, outside of them the rate of the
    nearest one. A size that the table lists without a time has none.
    """
    cells = sorted(
        (row for row in rows if (row.disks, row.memory, row.disk_type) == ("single", memory, disk_type)),
        key=lambda row: row.used_gb,
    )
    at = next((row for row in cells if row.used_gb == used_gb), None)
    if at is not None:
        if at.minutes is None:
            return Estimate(origin="not measured", span=None, holes=(at,))
        return Estimate(origin="measured", span=exactly(at.minutes), points=(at,))
    below = [row for row in cells if row.minutes is not None and row.used_gb < used_gb]
    above = [row for row in cells if row.minutes is not None and row.used_gb > used_gb]
    points = (*below[-1:], *above[:1])
    first = below[-1].used_gb if below else used_gb
    last = above[0].used_gb if above else used_gb
    holes = tuple(row for row in cells if row.minutes is None and first < row.used_gb < last)
    if below and above:
        return Estimate(origin="interpolated", span=_between(points[0], points[1], used_gb), points=points, holes=holes)
    if not points:
        return Estimate(origin="not measured", span=None)
    return Estimate(origin="extrapolated", span=_beyond(points[0], used_gb, least), points=points, holes=holes)


def _between(low: ObjectRecovery, high: ObjectRecovery, used_gb: float) -> Span:
    start, end = low.minutes or 0.0, high.minutes or 0.0
    part = (used_gb - low.used_gb) / (high.used_gb - low.used_gb)
    return Span(low=start, plan=start + (end - start) * part, high=end)


def _beyond(point: ObjectRecovery, used_gb: float, least: float) -> Span:
    minutes = point.minutes or 0.0
    by_rate = minutes * used_gb / point.used_gb
    if used_gb > point.used_gb:
        return Span(low=minutes, plan=by_rate, high=by_rate)
    # Small disks take longer for each GB than large ones, so the rate is the best case here.
    return Span(low=min(max(by_rate, least), minutes), plan=minutes, high=minutes)


def whole_host(rows: Sequence[ObjectRecovery], total_gb: float, memory: str, disk_type: str) -> ObjectRecovery | None:
    """Return the largest published host with several disks and at most this much data, or None."""
    wanted = ("multiple", memory, disk_type)
    found = [row for row in rows if (row.disks, row.memory, row.disk_type) == wanted and row.used_gb <= total_gb]
    return max(found, key=lambda row: row.used_gb, default=None)


def with_published_host(largest: Estimate, row: ObjectRecovery, total_gb: float) -> Estimate:
    """Return the time of a host with several disks: that of its largest disk, beside that of a published host.

    How large the disks of the published host were is not stated, so where it took longer it is the upper end.
    """
    if largest.span is None or row.minutes is None:
        return replace(largest, holes=(*largest.holes, *([row] if row.minutes is None else [])))
    if row.used_gb == total_gb and largest.origin == "measured" and largest.span.plan == row.minutes:
        return replace(largest, points=(row,))
    if row.minutes <= largest.span.high:
        return largest
    return replace(largest, span=replace(largest.span, high=row.minutes), points=(*largest.points, row))
