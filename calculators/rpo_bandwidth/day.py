"""The day of change that the answers go on, for the calculator that replays it hour by hour."""

import math
from dataclasses import dataclass

from calculators.catalog import Catalog
from calculators.replication import load as model
from calculators.replication.calendar import Week
from calculators.replication.limits import link_of
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.rpo_bandwidth.alone import busiest, demand, needed_rate, worst_of
from calculators.rpo_bandwidth.engine import binding_week, loads
from calculators.rpo_bandwidth.groups import read_groups
from calculators.rpo_bandwidth.solution import Inputs, Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of all hosts together, as it is today."""

    written: float
    """Bytes that are written in it."""
    busiest: float
    """Part of them in the busiest hour."""
    place: float
    """When that hour begins, in seconds since midnight: the full hour in which the RPO of all hosts takes most."""


def day(inputs: Inputs, catalog: Catalog) -> Day | None:
    """Return the day of all hosts together; None where a line of the groups cannot be used."""
    reading = read_groups(inputs.groups) if inputs.groups else None
    if reading and reading.slips:
        return None
    hosts = loads(inputs, reading.groups if reading else (), catalog)
    together = Load(
        name="",
        tier="",
        used=math.fsum(load.used for load in hosts),
        daily=math.fsum(load.daily for load in hosts),
        rpo=inputs.rpo_minutes * MINUTE,
        interval=inputs.interval_minutes * MINUTE,
    )
    return Day(written=together.daily, busiest=busiest(inputs), place=_place(inputs, together, catalog))


def _place(inputs: Inputs, load: Load, catalog: Catalog) -> float:
    link, asked, mean = link_of(inputs, catalog.value), demand(inputs, load), load.daily / inputs.folding / DAY
    if len(model.places(asked.policy, link.line_week)) == 1 or not mean:
        return float(model.NOON)

    def rate(week: Week) -> float | None:
        return needed_rate(inputs, load, mean, week)

    needed = link.least(rate)
    week = binding_week(link, needed)
    found = None if needed is None else model.needed(asked, week)
    if found is None:
        # No rate holds it, so it is where the recovery point gets oldest.
        place = worst_of(inputs, load, mean, link.usable.rate, link.week).place
        return place - place % HOUR
    if not found.place % HOUR:
        return found.place
    # Between two full hours, the one beside it that takes more.
    begin = found.place - found.place % HOUR
    beside = [(one.rate, at) for at in (begin, begin + HOUR) if (one := model.needed(asked, week, (at,)))]
    return max(beside)[1] if beside else begin
