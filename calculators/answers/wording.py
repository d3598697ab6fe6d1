"""Numbers and times as people read them."""

import datetime
import math
from collections.abc import Callable, Iterable

from calculators.replication.units import DAY, HOUR, MINUTE, from_bytes, to_bytes

# A narrow no-break space: unlike a comma it cannot be taken for a decimal mark.
GROUP = "\u202f"
DIGITS = 3
"""No input of a plan is known better."""
SHORT = f".{DIGITS}g"
# Between these Python's own short form has neither an exponent nor thousands to group.
SHORT_FROM, SHORT_TO = 1e-4, 999
# What is smaller is shown as 0: nobody counts the zeros behind the point.
MOST_PLACES = 9
MBPS_IN_GBPS = 1000
# A sum of floats is exact to this part.
ROUNDING = 1e-9
# Up to here Mbit/s still read well, and compare with what carriers print.
MINIMUM_GBPS = 10
# Of fewer the next smaller unit says more.
FEWEST = 2
# From here on a time has no decimals: nobody waits for a tenth of eleven hours.
FEW = 10
NO_LINK = "no link is enough"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
YEAR = 365.25 * DAY
MONTH = YEAR / 12
LONGEST_IN_DAYS = 60 * DAY
LONGEST_IN_MONTHS = 24 * MONTH


def number(value: float) -> str:
    """Return a number with three significant digits and no trailing zeros; of a thousand or more every whole digit."""
    if value == 0:
        return "0"
    if SHORT_FROM <= abs(value) < SHORT_TO:
        return format(value, SHORT)  # an answer has hundreds of them, and this takes a third of the time
    places = max(0, _places(value))
    text = f"{value:,.{places}f}".replace(",", GROUP)
    return text.rstrip("0").rstrip(".") if "." in text else text


def about(value: float) -> str:
    """Return a number that was worked out with three significant digits, a large one too: 3 360 of 3 355."""
    return number(round(value, _places(value)))


def step(value: float) -> float:
    """Return the last digit that `about` shows of a value: 0.1 of 12.3, 10 of 3 360."""
    return 10.0 ** -_places(value)


def rounded_up(value: float) -> float:
    """Return the smallest number that `about` shows in full and that is not below a value, but for rounding errors."""
    if value <= 0:
        return 0.0
    places = _places(value)
    if places > 0:
        return round(math.ceil(value * 10.0**places * (1 - ROUNDING)) / 10.0**places, places)
    return math.ceil(value / 10.0**-places * (1 - ROUNDING)) * 10.0**-places


def rounded_down(value: float) -> float:
    """Return the greatest number that `about` shows in full and that is not above a value, but for rounding errors."""
    if value <= 0:
        return 0.0
    last = 10.0 ** _places(value)
    return math.floor(value * last * (1 + ROUNDING)) / last


def _places(value: float) -> int:
    """Return how many decimals `about` shows of a value; of large ones less than none."""
    return min(DIGITS - 1 - math.floor(math.log10(abs(value))), MOST_PLACES) if value else 0


def count(value: float, one: str, many: str = "") -> str:
    """Return a number with the word for what it counts; many have an s, or a word of their own."""
    return f"{number(value)} {one if value == 1 else many or f'{one}s'}"


def exact(value: float) -> str:
    """Return a number with every digit that it was written with; thousands are grouped."""
    return f"{value:,.12g}".replace(",", GROUP)


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it, rounded up: 34 min, 9.4 h, 27 h; from 60 days on about 5 months."""
    return _time(seconds, _up)


def duration_at_most(seconds: float) -> str:
    """Return a time that something may take at most as `duration` shows it, rounded down: what is shown is allowed."""
    return _time(seconds, _down)


def duration_given(seconds: float) -> str:
    """Return a time that somebody stated, as an input or a setting, with every digit of it: 2.25 h, 200 min."""
    for unit, name in ((DAY, "days"), (HOUR, "h"), (MINUTE, "min")):
        amount = seconds / unit
        if amount >= FEWEST and abs(amount - round(amount, 2)) <= amount * ROUNDING:
            return f"{exact(round(amount, 2))} {name}"
    return f"{exact(seconds)} s"


def _time(seconds: float, whole: Callable[[float], int]) -> str:
    if seconds < FEWEST * MINUTE:
        return f"{_few(seconds, whole)} s"
    if seconds < FEWEST * HOUR:
        return f"{_few(seconds / MINUTE, whole)} min"
    if seconds < FEWEST * DAY:
        return f"{_few(seconds / HOUR, whole)} h"
    if seconds < LONGEST_IN_DAYS:
        return f"{_few(seconds / DAY, whole)} days"
    if seconds < LONGEST_IN_MONTHS:
        return f"about {round(seconds / MONTH)} months"
    return f"about {about(round(seconds / YEAR))} years"


def _few(amount: float, whole: Callable[[float], int]) -> str:
    """Return an amount as a whole number of tenths, or from ten on as a whole number."""
    tenths = whole(amount * 10)
    return number(tenths / 10 if tenths < FEW * 10 else whole(amount))


def _up(amount: float) -> int:
    return math.ceil(amount * (1 - ROUNDING))


def _down(amount: float) -> int:
    return math.floor(amount * (1 + ROUNDING))


def data(size: float) -> str:
    """Return bytes in decimal units, with the binary amount behind it."""
    decimal = next((unit for unit in ("TB", "GB") if size >= to_bytes(1, unit)), "MB")
    binary = f"{decimal[0]}iB"
    return f"{about(from_bytes(size, decimal))} {decimal} ({about(from_bytes(size, binary))} {binary})"


def data_at_most(size: float) -> str:
    """Return bytes as `data` shows them in decimal units, rounded down: what is shown is not too much."""
    unit = next((unit for unit in ("TB", "GB") if size >= to_bytes(1, unit)), "MB")
    return f"{number(rounded_down(from_bytes(size, unit)))} {unit}"


def listed(items: Iterable[str], most: int | None = None) -> str:
    """Return items as a part of a sentence: a, b and c. Of more than `most` the others are counted: a, b and 3 more.

    At least one item is needed.
    """
    names = list(items)
    if most is not None and len(names) > most:
        names[most:] = [f"{exact(len(names) - most)} more"]
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capitalised(text: str) -> str:
    """Return a text with a capital letter first."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """Return words as a sentence: with a capital letter first and a full stop behind."""
    return f"{capitalised(text)}."


def dated(day: datetime.date) -> str:
    """Return a date with its weekday: Mon 2027-01-11."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def line_part(share_percent: float, efficiency_percent: float, tunnelled: float) -> str:
    """Return the factors of what a line carries for replication, as a formula shows them."""
    line = f"{exact(share_percent)} % x {exact(efficiency_percent)} %"
    return line if tunnelled == 1 else f"{line} x {number(tunnelled * 100)} % that the tunnel leaves"


def mbps(value: float) -> str:
    """Return a rate in Mbit/s, or in Gbit/s from ten of those on."""
    gbps = round(value, _places(value)) / MBPS_IN_GBPS
    return f"{about(gbps)} Gbit/s" if gbps >= MINIMUM_GBPS else f"{about(value)} Mbit/s"


def mbps_given(value: float) -> str:
    """Return a rate that somebody stated, as an input or a published minimum, with every digit of it."""
    gbps = value / MBPS_IN_GBPS
    return f"{exact(gbps)} Gbit/s" if gbps >= MINIMUM_GBPS else f"{exact(value)} Mbit/s"


def mbps_at_least(value: float) -> str:
    """Return a rate that must be reached as `mbps` shows it, rounded up: what is shown is enough."""
    return mbps(rounded_up(value))
