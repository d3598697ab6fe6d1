"""The first synchronisation in waves."""

import itertools
import math
import re
from collections.abc import Sequence

from calculators.replication import seeding
from calculators.replication.calendar import Week
from calculators.replication.units import DAY
from calculators.rpo_bandwidth.solution import Inputs, Load, Wave

_FIRST_NUMBER = re.compile(r"\d+")


def in_waves(
    inputs: Inputs, hosts: Sequence[Load], parts_sent: tuple[float, float], rate: float, week: Week
) -> tuple[Wave, ...]:
    """Return the first synchronisation of today's data: equal waves of the form's line, or a wave a tier.

    `parts_sent` says how much is sent of the used data and of the change.
    """
    wire, sent = parts_sent
    parts: list[tuple[str, float, float]] = []
    if len(hosts) == 1:
        count = max(1, round(inputs.waves))
        used, daily = hosts[0].used / count, hosts[0].daily / count
        parts = [("" if count == 1 else f"{number} of {count}", used, daily) for number in range(1, count + 1)]
    else:
        for _, wave in itertools.groupby(sorted(hosts, key=tier_order), key=tier_order):
            members = tuple(wave)
            name = _tier_name(members[0].tier)
            parts.append((name, sum(load.used for load in members), sum(load.daily for load in members)))
    rates = [(used * wire, daily * sent / DAY) for _, used, daily in parts]
    start = inputs.begin.at if inputs.throttled else 0.0
    times = seeding.wave_times(rates, rate, start, week)
    changes = itertools.accumulate(change for _, change in rates)
    return tuple(
        Wave(name=name, used=size, change=change, time=time)
        for (name, _, _), (size, _), change, time in zip(parts, rates, changes, times, strict=True)
    )


def tier_order(load: Load) -> tuple[float, str]:
    """Return where a tier stands: by the number in it, tiers without one behind, no tier at the end."""
    number = _FIRST_NUMBER.search(load.tier)
    if number:
        return float(number.group()), ""
    return math.inf, load.tier.casefold() or chr(0x10FFFF)


def _tier_name(tier: str) -> str:
    if not tier:
        return "Without a tier"
    return f"Tier {tier}" if tier.isdigit() else tier
