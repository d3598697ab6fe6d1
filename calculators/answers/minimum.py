"""A minimum as it is shown: typed back it holds, and one step less does not."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from calculators.answers.wording import rounded_up, step
from calculators.replication.curve import INSTANT
from calculators.replication.partly import PARTS, Misses, least_rates
from calculators.replication.units import mbps_to_rate, rate_to_mbps

JUST_BELOW = 1e-5
"""A part that leads from a power of ten to just below it."""
MOST_STEPS = 20
"""How many numbers that could be shown are tried one after the other."""


def least_shown(value: float, holds: Callable[[float], bool]) -> float:
    """Return a value that holds in the digits of `mbps_at_least`, while the next smaller one of them does not.

    The value itself, where that is so already; else the number that is shown. Numbers that are too small by a few
    steps are stepped past, and those too large stepped down.
    """
    shown = rounded_up(value)
    for _ in range(MOST_STEPS):
        if holds(shown):
            break
        value = shown = rounded_up(shown + step(shown) / 2)
    for _ in range(MOST_STEPS):
        # Below a power of ten the digits are finer than above it.
        less = shown - step(shown * (1 - JUST_BELOW))
        if less <= 0 or not holds(less):
            break
        value = shown = less
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What holds in a part of the time."""

    part: float
    """The part, 1 for all of it."""
    age: float | None
    """Age of the recovery point that is not exceeded in it, in seconds; None where it grows without end."""
    link: float | None
    """Smallest link that holds the RPO in it, in Mbit/s; None where none does."""


def least_links(
    misses: Misses, length: float, mean: float, needed: float | None, carried: float, *, most: float = math.inf
) -> tuple[float | None, ...]:
    """Return the smallest links, in Mbit/s, that hold an RPO in each of `PARTS` of a time.

    `length`, `mean` and `needed` as in `least_rates`; `carried` is the part of a link that carries replication, `most`
    the rate at which another limit ends, whatever the link. The first one, for all of the time, follows from `needed`
    alone.
    """
    links: list[float | None] = []
    for part, rate in zip(PARTS, least_rates(misses, length, mean, needed), strict=True):
        if rate is None or rate > most:
            links.append(None)
            continue
        link = rate_to_mbps(rate) / carried
        if part < 1 and rate:
            allowed = (1 - part) * length + INSTANT

            def holds(mbps: float, longest: float = allowed) -> bool:
                tried = mbps_to_rate(mbps) * carried
                return tried > mean and misses.at(tried) <= longest

            link = least_shown(link, holds)
            # Where starts are missed, a slower link may by chance meet more of them; a faster one is no worse a choice.
            link = link if links[-1] is None else min(link, links[-1])
        links.append(link)
    return tuple(links)
