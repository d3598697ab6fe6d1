"""Where the ticks of an axis stand and what is written at them: round figures of the axis' own unit."""

import datetime
import math
from collections.abc import Iterator, Sequence

from calculators.answers.wording import WEEKDAYS, number
from calculators.replication.units import DAY, HOUR, MINUTE, to_bytes

type Ticks = tuple[tuple[float, str], ...]

EPOCH = datetime.datetime(1970, 1, 1)
MOST_BELOW, MOST_BESIDE = 8, 6
"""How many ticks an axis below and one at the side have at most."""
ROUND = {
    "minutes": (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440),
    "hours": (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 120, 240),
    "days": (0.5, 1, 2, 7, 14, 28),
}
"""Steps between ticks by unit; beyond them, and of every other unit, 1, 2 or 5 times a power of ten."""
CLOCK_STEPS = (900, 1800, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONDAY = -3 * DAY
"""1970-01-01 was a Thursday."""
LONG = 5
"""From five of a unit on, what is longer goes by the next."""


def time_axis(longest: float) -> tuple[str, float]:
    """Return the unit of an axis that reaches to so many seconds, and the seconds of one."""
    if longest > LONG * DAY:
        return "days", DAY
    return ("hours", HOUR) if longest > LONG * HOUR else ("minutes", MINUTE)


def size_axis(most: float) -> str:
    """Return the unit of an axis that reaches to so many bytes."""
    return "TB" if most >= to_bytes(1, "TB") else "GB"


def plain(low: float, high: float, label: str, *, most: int = MOST_BESIDE, whole: bool = False) -> Ticks:
    """Return ticks from the last one up to `low` to the first one from `high` on; `label` names the unit."""
    step = _step((high - low) / (most - 1), label.casefold(), whole=whole)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple((place * step, number(place * step)) for place in range(first, last + 1))


def within(low: float, high: float, label: str, *, most: int = MOST_BELOW, whole: bool = False) -> Ticks:
    """Return the ticks between two ends."""
    return tuple(tick for tick in plain(low, high, label, most=most, whole=whole) if low <= tick[0] <= high)


def hours_of_a_day() -> Ticks:
    """Return the ticks of a day, in hours."""
    return tuple((float(hour), f"{hour:02}:00") for hour in range(0, 25, 3))


def moments(low: float, high: float, *, dated: bool) -> Ticks:
    """Return ticks of a clock on the wall: hours, days with their names, or weeks; with dates also months."""
    step = next((step for step in CLOCK_STEPS if (high - low) / step <= MOST_BELOW), None)
    if step is None or (dated and step > 14 * DAY):
        return tuple(_months(low, high)) if dated else tuple(_weeks(low, high))
    if not dated and step >= 7 * DAY:
        return tuple(_weeks(low, high))
    return tuple(_clock(low, high, step, dated=dated))


def _clock(low: float, high: float, step: float, *, dated: bool) -> Iterator[tuple[float, str]]:
    before = None
    for place in range(math.ceil((low - MONDAY) / step), math.floor((high - MONDAY) / step) + 1):
        at = MONDAY + place * step
        when = EPOCH + datetime.timedelta(seconds=at)
        name = WEEKDAYS[when.weekday()]
        day = f"{name} {when.day} {MONTHS[when.month - 1]}" if dated else name
        clock = f"{when.hour:02}:{when.minute:02}"
        if step >= DAY:
            yield at, day
        else:
            yield at, clock if day == before else f"{day} {clock}"
        before = day


def _weeks(low: float, high: float) -> Iterator[tuple[float, str]]:
    weeks = max(1, math.ceil((high - low) / (7 * DAY) / MOST_BELOW))
    for week in range(0, math.ceil((high - low) / (7 * DAY)), weeks):
        yield low + week * 7 * DAY, f"Week {week + 1}"


def _months(low: float, high: float) -> Iterator[tuple[float, str]]:
    start, end = (EPOCH + datetime.timedelta(seconds=at) for at in (low, high))
    first, last = (when.year * 12 + when.month - 1 for when in (start, end))
    step = next((step for step in MONTH_STEPS if (last - first) / step <= MOST_BELOW), MONTH_STEPS[-1])
    for month in range(math.ceil(first / step) * step, last + 1, step):
        at = (datetime.datetime(month // 12, month % 12 + 1, 1) - EPOCH).total_seconds()
        if low <= at <= high:
            yield at, f"{MONTHS[month % 12]} {month // 12}"


def _step(least: float, label: str, *, whole: bool) -> float:
    """Return the smallest round step that is no smaller than `least`."""
    if whole:
        least = max(least, 1.0)
    known: Sequence[float] = next((steps for unit, steps in ROUND.items() if unit in label), ())
    if known and known[0] / 2 <= least <= known[-1]:
        return next(step for step in known if step >= least and not (whole and step % 1))
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9))
