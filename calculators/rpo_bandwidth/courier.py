"""The first synchronisation by courier, weighed against the line."""

from dataclasses import dataclass

from calculators.catalog import Catalog
from calculators.replication.courier import Carried, link_as_fast
from calculators.replication.units import DAY, mbps_to_rate, rate_to_mbps
from calculators.rpo_bandwidth.batches import own_waves
from calculators.rpo_bandwidth.solution import Inputs, Solution
from calculators.rpo_bandwidth.streams import disk_on

BARELY = 1 + 1e-6
"""A rate that exceeds another one by less than this was searched for just above it."""
TWICE = 2
"""Data is copied onto a carrier, and from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """What a courier makes of the first synchronisation. Seconds and bytes."""

    days: float
    """Order and transport, in days."""
    copy_mbps: float
    """Speed of copying, in Mbit/s."""
    copying: float
    """How long the data is copied, onto the carrier and from it."""
    rest: float
    """What the line sends then: at most what has changed since the order."""
    time: float | None
    """From the order until all is in sync; None where it never is."""
    link: float | None
    """Smallest link with which the line is as early, in Mbit/s; None where no link is."""
    by_change: bool
    """Whether any smaller link carries no more than the change, so that neither is ever in sync."""


def weighed(inputs: Inputs, found: Solution, used: float, catalog: Catalog) -> Courier | None:
    """Return the first synchronisation by courier; None where the reader says nothing of one, or has no data for it.

    `used` is the data as it is copied. What nobody names is assumed. The form names no moment of the copy, so that all
    changes since the order count.
    """
    if (inputs.courier_days is None and inputs.copy_mbps is None) or not used:
        return None
    days = catalog.value("courier-days") if inputs.courier_days is None else inputs.courier_days
    speed = catalog.value("courier-copy") if inputs.copy_mbps is None else inputs.copy_mbps
    copying = TWICE * used / mbps_to_rate(speed)
    carried = Carried(
        used=sum(wave.used for wave in found.waves), change=found.waves[-1].change, loaded=days * DAY + copying
    )
    start = inputs.begin.at
    link = link_as_fast(carried, own_waves(found), start, found.link, disk_on(found))
    return Courier(
        days=days,
        copy_mbps=speed,
        copying=copying,
        rest=carried.rest,
        time=carried.time(found.usable.rate, start, found.week),
        link=None if link is None else rate_to_mbps(link),
        by_change=link is not None and link * found.link.part * found.link.line_week.mean <= carried.change * BARELY,
    )
