"""Numbers and amounts as people write them: "14,5", "1 h 30 min", "30 Mbit/s", "100 %", "3 355"."""

import re

from calculators.records.repeated import repeated
from calculators.replication.units import BITS, DAY, HOUR, MINUTE

MOST_LETTERS = 64
"""No number with its unit is longer."""

WEEK = 7 * DAY
MILLISECOND = 0.001
MONTHS_IN_YEAR = 12

# What a program shows as nothing at all, such as the mark at the start of a file and the spaces without width that mail
# and chats leave around a word: Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt.
IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{IGNORABLE}]")
# Full-width signs, as an East Asian keyboard writes them, and signs that look like ASCII's.
_PLAIN_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\u3000"): " ", ord("\u2212"): "-", ord("\u2010"): "-", ord("\u2011"): "-", ord("\u066b"): ".",
}  # fmt: skip

_SPACE = r"[ \t\u00a0\u2007\u2009\u202f'’]"
_AMOUNT = re.compile(
    rf"(?P<number>[+-]?\d[\d.,]*(?:{_SPACE}\d{{3}}(?![\d]))*(?:[.,]\d+)?(?:[eE][+-]?\d+(?![\d.,]))?|[+-]?[.,]\d+)"
    r"(?P<unit>[^\d.,]*)",
    re.ASCII,
)
_POINT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_PARTED = re.compile(rf"[+-]?\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d*)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+(?:\.\d*)?|(?:\.\d{3})+(?:,\d*)?)", re.ASCII)
_ONE_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)

TIME, RATE, DATA, SHARE, SPAN = "a time", "a rate", "an amount of data", "a share", "a number of months"

_TIMES = {
    "ms": MILLISECOND, "msec": MILLISECOND, "millisecond": MILLISECOND,
    "s": 1.0, "sec": 1.0, "second": 1.0, "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "m": MINUTE,
    "h": HOUR, "hr": HOUR, "hour": HOUR, "d": DAY, "day": DAY, "w": WEEK, "wk": WEEK, "week": WEEK,
}  # fmt: skip
_SPANS = {"month": 1.0, "mo": 1.0, "year": MONTHS_IN_YEAR, "yr": MONTHS_IN_YEAR, "y": MONTHS_IN_YEAR}
_SHARES = {"%": 1.0, "percent": 1.0, "pct": 1.0}
_PREFIXES = {
    "": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15,
    "ki": 2.0**10, "mi": 2.0**20, "gi": 2.0**30, "ti": 2.0**40, "pi": 2.0**50,
}  # fmt: skip
_BITS = re.compile(r"(?P<prefix>[kmgtp]?i?)(?:bits?|b)(?P<second>/s|/sec|ps|/second|s)", re.IGNORECASE)
_SIZE = re.compile(r"(?P<prefix>[kmgtp]?i?)(?P<what>bytes?|bits?|b)(?P<second>/s|/sec|ps|/second)?", re.IGNORECASE)


class UnclearError(ValueError):
    """Raised where a text may mean two things; the message asks which."""


def seen(text: str) -> str:
    """Return what a reader sees of a text: nothing invisible, single spaces, full-width signs as ASCII."""
    return " ".join(_UNSEEN.sub("", text).translate(_PLAIN_SIGNS).split())


def read_number(text: str) -> float:
    """Return the number that a text is, without a unit.

    A point is a decimal mark. A comma is one too, unless exactly three digits behind it make it unclear. Thousands may
    be parted by spaces, apostrophes or, where both marks or several stand, by commas and points.
    Raises UnclearError where two readings are possible, ValueError where the text is no number.
    """
    number = seen(text)
    if _POINT.fullmatch(number):
        return float(number)
    if _PARTED.fullmatch(number):
        return float(re.sub(_SPACE, "", number).replace(",", "."))
    if _UNCLEAR.fullmatch(number):
        joined, point = number.replace(",", ""), number.replace(",", ".")
        raise UnclearError(f"'{repeated(number)}' may mean {joined} or {point}. Write one of the two.")
    if _ONE_COMMA.fullmatch(number):
        return float(number.replace(",", "."))
    if _GROUPED.fullmatch(number):
        decimal = number[max(number.rfind(","), number.rfind("."))]
        if number.count(decimal) > 1:
            return float(number.replace(decimal, ""))
        return float(number.replace("," if decimal == "." else ".", "").replace(",", "."))
    raise ValueError(f"'{repeated(text)}' is not a number.")


def read_quantity(text: str, unit: str) -> float:
    """Return the amount that a text names, in `unit`: the field's unit, such as `minutes` or `% of the link`.

    A number alone is in that unit. Behind a number may stand the same unit or another one of its kind: "4 h" in a
    field of minutes is 240. Times may be added up ("1 h 30 min") or be a clock ("1:30").
    Raises UnclearError where the text may mean two things, ValueError where it is no amount of that kind.
    """
    plain = seen(text)
    whole = _word(unit)
    if len(plain) > MOST_LETTERS:
        raise ValueError(f"'{repeated(plain)}' is not a number.")
    kind, size = measure(whole)
    if kind == TIME and (clock := _CLOCK.fullmatch(plain)):
        return (int(clock[1]) * HOUR + int(clock[2]) * MINUTE) / size
    total, place, last = 0.0, 0, 0.0
    while place < len(plain):
        found = _AMOUNT.match(plain, place)
        if not found or (place and kind != TIME):
            raise ValueError(f"'{repeated(text)}' is not a number.")
        number, behind = read_number(found["number"]), found["unit"].strip()
        if not behind and place and last == HOUR:
            behind = "min"  # as in 1h30
        if not behind and (place or found.end() < len(plain)):
            raise ValueError(f"'{repeated(text)}' is not a number.")
        amount = size if not behind else _size_of(behind, unit, kind, plain)
        # Multiplied first, so that 90 min is exactly 1.5 h.
        total += number if amount == size else number * amount / size
        place, last = found.end(), amount
    if not plain:
        raise ValueError(f"'{repeated(text)}' is not a number.")
    return total


def size_unit(text: str) -> str | None:
    """Return the unit of data that stands behind the number of a text, as `TB` or `TiB`; None where none does.

    Raises UnclearError for bits ("14 Tb") and for a letter alone ("14 T").
    """
    found = _AMOUNT.fullmatch(seen(text))
    behind = found["unit"].strip() if found else ""
    if not behind or measure(behind)[0] != DATA:
        return None
    match = _SIZE.fullmatch(behind)
    assert match is not None
    prefix = match["prefix"].upper().replace("I", "i")
    return f"{prefix}B"


def _size_of(behind: str, unit: str, kind: str | None, plain: str) -> float:
    """Return the size of what stands behind a number, in the measure of the field's unit."""
    if kind not in (DATA, RATE) and behind.casefold() in _own_words(unit):
        return measure(_word(unit))[1]
    other, amount = measure(behind, rate=kind == RATE)
    if other is None:
        raise ValueError(f"'{repeated(behind)}' in '{repeated(plain)}' is not a unit that is known here.")
    if other != kind:
        raise ValueError(f"'{repeated(plain)}' is {other}.")
    return amount


def measure(unit: str, *, rate: bool = False) -> tuple[str | None, float]:
    """Return the kind of a unit and its size: seconds, bytes a second, bytes, percent, months; None for no unit.

    Where a rate is asked for, bits alone are bits a second.

    Raises UnclearError where upper and lower case leave open whether bits or bytes are meant.
    """
    low = unit.casefold()
    for kind, units in ((TIME, _TIMES), (SPAN, _SPANS), (SHARE, _SHARES)):
        for name in (low, low.rstrip("."), low.removesuffix("s")):
            if name in units:
                return kind, float(units[name])
    if low in ("k", "m", "g", "t", "p"):
        big = low.upper()
        raise UnclearError(f"'{unit}' alone may mean {big}B or {big}iB. Write one of the two.")
    match = _SIZE.fullmatch(unit)
    if match is None:
        return None, 1.0
    prefix, what, second = match["prefix"].casefold(), match["what"], match["second"]
    if prefix == "i":
        return None, 1.0
    factor = _PREFIXES[prefix]
    bits = what.casefold().startswith("bit") or (what == "b" and bool(second))
    if second:
        # mbps and Mbps are bits by custom; mb/s is used for both.
        if what == "b" and second.casefold() != "ps" and prefix and match["prefix"][0].islower() and prefix[0] != "k":
            raise UnclearError(f"'{unit}' may mean bits or bytes. Write {_big(prefix)}bit/s or {_big(prefix)}B/s.")
        if what == "B" and second == "PS":
            raise UnclearError(f"'{unit}' may mean bits or bytes. Write {_big(prefix)}bit/s or {_big(prefix)}B/s.")
        return RATE, factor / BITS if bits else factor
    if bits and rate:
        return RATE, factor / BITS
    if bits or (what == "b" and match["prefix"][:1].isupper()):
        raise UnclearError(f"'{unit}' is bits. Are bytes meant? Then write {_big(prefix)}B.")
    return DATA, factor


def _big(prefix: str) -> str:
    return prefix[:1].upper() + prefix[1:]


def _word(unit: str) -> str:
    """Return what a field's unit measures in: `%` of `% of the link`."""
    return unit.partition(" ")[0]


def _own_words(unit: str) -> tuple[str, ...]:
    """Return how a field's own unit may stand behind a number: whole or its first word, with or without its `s`."""
    own = unit.casefold()
    return own, _word(own), own.removesuffix("s"), f"{own}s"
