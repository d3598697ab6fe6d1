"""The first synchronisation in waves."""

import itertools
import math
import re
from collections.abc import Sequence

from calculators.replication import seeding
from calculators.replication.calendar import Week
from calculators.replication.seeding import Disk
from calculators.replication.units import DAY, to_bytes
from calculators.rpo_bandwidth.solution import Inputs, Load, Wave

_FIRST_NUMBER = re.compile(r"\d+")


def parts_of(inputs: Inputs, hosts: Sequence[Load], parts_sent: tuple[float, float]) -> list[tuple[str, float, float]]:
    """Return the waves of today's data with the data and the change rate that each sends.

    They are equal parts of the form's line, as far as its largest disk lets them, or those of groups: as they say, else
    one a tier. `parts_sent` says how
    much is sent of the used data and of the change.
    """
    wire, sent = parts_sent
    parts: list[tuple[str, float, float]] = []
    if len(hosts) == 1:
        sizes = equal_parts(hosts[0].used, round(inputs.waves), largest_of(inputs))
        pace, count = hosts[0].daily / hosts[0].used if hosts[0].used else 0.0, len(sizes)
        parts = [
            ("" if count == 1 else f"{number} of {count}", used, used * pace)
            for number, used in enumerate(sizes, start=1)
        ]
    else:
        by, name_of = (
            (_wave_order, _wave_name) if any(load.wave is not None for load in hosts) else (tier_order, _tier_name)
        )
        for _, wave in itertools.groupby(sorted(hosts, key=by), key=by):
            members = tuple(wave)
            name = name_of(members[0])
            parts.append((name, sum(load.used for load in members), sum(load.daily for load in members)))
    return [(name, used * wire, daily * sent / DAY) for name, used, daily in parts]


def largest_of(inputs: Inputs) -> float:
    """Return the data on the largest disk in bytes, 0 where nobody says it."""
    return to_bytes(inputs.largest_disk_gb or 0.0, "GB")


def equal_parts(used: float, count: int, largest: float) -> list[float]:
    """Return so many equal parts of the data; the first one is larger where the largest disk does not fit into it."""
    first = max(used / count, min(largest, used))
    return [first] if count == 1 else [first, *[(used - first) / (count - 1)] * (count - 1)]


def in_waves(
    inputs: Inputs, parts: Sequence[tuple[str, float, float]], rate: float, week: Week, disk: Disk | None
) -> tuple[Wave, ...]:
    """Return the first synchronisation of waves, with the disk that may take longer than its wave."""
    start = inputs.begin.at if inputs.throttled else 0.0
    times = seeding.wave_times([(used, change) for _, used, change in parts], rate, start, week, disk)
    changes = itertools.accumulate(change for _, _, change in parts)
    return tuple(
        Wave(name=name, used=size, change=change, time=time)
        for (name, size, _), change, time in zip(parts, changes, times, strict=True)
    )


def tier_order(load: Load) -> tuple[float, str]:
    """Return where a tier stands: by the number in it, tiers without one behind, no tier at the end."""
    number = _FIRST_NUMBER.search(load.tier)
    if number:
        return float(number.group()), ""
    return math.inf, load.tier.casefold() or chr(0x10FFFF)


def _tier_name(load: Load) -> str:
    if not load.tier:
        return "Without a tier"
    return f"Tier {load.tier}" if load.tier.isdigit() else load.tier


def _wave_order(load: Load) -> tuple[float, str]:
    return (math.inf if load.wave is None else load.wave), ""


def _wave_name(load: Load) -> str:
    return "Without a wave" if load.wave is None else f"Wave {load.wave}"
