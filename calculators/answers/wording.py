"""Numbers and times as people read them."""

import math

from calculators.replication.units import DAY, HOUR, MINUTE, from_bytes, to_bytes

# A narrow no-break space: unlike a comma it cannot be taken for a decimal mark.
GROUP = "\u202f"
DIGITS = 4
SHORT = f".{DIGITS}g"
# Between these Python's own short form has neither an exponent nor thousands to group.
SHORT_FROM, SHORT_TO = 1e-4, 999
# What is smaller is shown as 0: nobody counts the zeros behind the point.
MOST_PLACES = 9
MBPS_IN_GBPS = 1000
# A sum of floats is exact to this part.
ROUNDING = 1e-9
# Up to here four digits of Mbit/s still read well, and compare with what carriers print.
MINIMUM_GBPS = 10


def number(value: float) -> str:
    """Return a number with four significant digits and no trailing zeros; thousands are grouped."""
    if value == 0:
        return "0"
    if SHORT_FROM <= abs(value) < SHORT_TO:
        return format(value, SHORT)  # an answer has hundreds of them, and this takes a third of the time
    places = _places(value)
    text = f"{value:,.{places}f}".replace(",", GROUP)
    return text.rstrip("0").rstrip(".") if "." in text else text


def step(value: float) -> float:
    """Return the last digit that `number` shows of a value: 0.1 of 123.4."""
    return 10.0 ** -_places(value)


def rounded_up(value: float) -> float:
    """Return the smallest number that `number` shows in full and that is not below a value, but for rounding errors."""
    if value <= 0:
        return 0.0
    places = _places(value)
    digits = math.ceil(value * 10.0**places * (1 - ROUNDING))
    return round(digits / 10.0**places, max(places, 0)) if places > 0 else digits * 10.0**-places


def _places(value: float) -> int:
    """Return how many decimals `number` shows of a value; of large ones it shows every digit of the whole."""
    return min(max(0, DIGITS - 1 - math.floor(math.log10(abs(value)))), MOST_PLACES) if value else 0


def count(value: float, one: str) -> str:
    """Return a number with the word for what it counts; many have an s."""
    return f"{number(value)} {one}{'' if value == 1 else 's'}"


def exact(value: float) -> str:
    """Return a number with every digit that it was written with; thousands are grouped."""
    return f"{value:,.12g}".replace(",", GROUP)


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it: seconds, minutes, hours, or days with the hours."""
    if seconds < 2 * MINUTE:
        return f"{number(seconds)} s"
    if seconds < 2 * HOUR:
        return f"{number(seconds / MINUTE)} min"
    if seconds < 2 * DAY:
        return f"{number(seconds / HOUR)} h"
    return f"{number(seconds / DAY)} days"


def data(size: float) -> str:
    """Return bytes in decimal units, with the binary amount behind it."""
    decimal = next((unit for unit in ("TB", "GB") if size >= to_bytes(1, unit)), "MB")
    binary = f"{decimal[0]}iB"
    return f"{number(from_bytes(size, decimal))} {decimal} ({number(from_bytes(size, binary))} {binary})"


def mbps(value: float) -> str:
    """Return a rate in Mbit/s, or in Gbit/s from ten of those on."""
    gbps = value / MBPS_IN_GBPS
    return f"{number(gbps)} Gbit/s" if gbps >= MINIMUM_GBPS else f"{number(value)} Mbit/s"


def mbps_at_least(value: float) -> str:
    """Return a rate that must be reached as `mbps` shows it, rounded up: what is shown is enough."""
    gbps = value / MBPS_IN_GBPS
    return mbps(rounded_up(gbps) * MBPS_IN_GBPS if gbps >= MINIMUM_GBPS else rounded_up(value))
