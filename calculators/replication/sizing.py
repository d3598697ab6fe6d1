"""Formulas of replication over a link. Rates are bytes a second, data is bytes, time is seconds.

No formula holds a figure: constants of the product or of a protocol are arguments.
"""

import math
from collections.abc import Iterable

from calculators.replication.units import MONTHS


def grown(amount: float, percent: float, months: float) -> float:
    """Return an amount after `months` in which it grows by `percent` a year, compounded."""
    return amount * math.pow(1 + percent / 100, months / MONTHS)


def on_the_wire(amount: float, saving_percent: float) -> float:
    """Return what is sent of an amount that compression makes smaller by `saving_percent`: 40 % is 1.67 to 1."""
    return amount * (1 - saving_percent / 100)


def stored(used: float, change: float, kept: float) -> float:
    """Return what the target holds: the first copy, and for each snapshot that is kept what changed since the last.

    A snapshot cannot hold more than all of the data.
    """
    return used + kept * min(change, used)


def burst_rate(burst: float, duration: float, age: float) -> float:
    """Return the rate that keeps continuous replication within `age` through one burst: p x d / (d + RPO).

    No way of sending, first in first out, can do with less while the burst lasts.
    """
    return burst * duration / (duration + age)


def published_rate(used: float, change: float, rpo: float) -> float:
    """Return the rate of the published planning rule: change volume / RPO, network time only.

    `change` is a part of 1 and has no time base: the rule takes the same volume for every RPO.
    Source: RPO and RTO planning, "Network Transmission Time Calculation Example".
    """
    return used * change / rpo


def next_step(value: float, steps: Iterable[float]) -> float | None:
    """Return the smallest step that is `value` or more; None when every step is smaller."""
    return min((step for step in steps if step >= value), default=None)
