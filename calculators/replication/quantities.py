"""Numbers and amounts as people write them: "14,5", "1 h 30 min", "30 Mbit/s", "100 %", "3 355"."""

import math
import re

from calculators.records.repeated import repeated
from calculators.replication.units import BITS, DAY, HOUR, MINUTE, MONTHS

MOST_LETTERS = 64
"""No number with its unit is longer."""

WEEK = 7 * DAY
MONTH = 365.25 * DAY / MONTHS
MILLISECOND = 0.001
NEARLY_THE_SAME = 0.01
"""How near an amount in brackets comes, as a part: both were rounded to three digits."""

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
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION = re.compile(rf"(\d*) ?([{''.join(_FRACTIONS)}])", re.ASCII)

_SPACE = r"[ \t\u00a0\u2007\u2009\u202f'’]"
_NUMBER = rf"[+-]?\d[\d.,]*(?:{_SPACE}\d{{3}}(?![\d]))*(?:[.,]\d+)?(?:[eE][+-]?\d+(?![\d.,]))?|[+-]?[.,]\d+"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[^\d.,(]*\.?)", re.ASCII)
# What the answers show: a rounded amount, and the same amount in another unit behind it.
_ABOUT = re.compile(
    r"^(?:[~≈]|(?:ca|circa|approx|approximately|about|around)\b\.?) ?(?=[\d.,+-])", re.IGNORECASE | re.ASCII
)
_AGAIN = re.compile(r"([^()]+) ?\(([^()]+)\)")
_BOUND = re.compile(r"^[<>≤≥]=? ?\d|\d ?\+$", re.ASCII)
_RANGE = re.compile(
    rf"({_NUMBER}) ?[^\d.,;()+-]{{0,12}}(?:-|–|—|\.{{2,3}}|…|~|\b(?:to|or)\b) ?\d[\d.,]*[^\d.,()]{{0,12}}", re.ASCII
)
_POINT = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_PARTED = re.compile(rf"[+-]?\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d*)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+(?:\.\d*)?|(?:\.\d{3})+(?:,\d*)?)", re.ASCII)
# No program writes a 0 behind its decimals for nothing: such a point may part thousands as a comma may.
_UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3}|\.\d\d0)", re.ASCII)
_MINUTES = re.compile(r"[0-5]?\d", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))? ?(?:h|hrs?|hours?)?", re.ASCII | re.IGNORECASE)

TIME, RATE, DATA, SHARE, SPAN = "a time", "a rate", "an amount of data", "a share", "a number of months"

_TIMES = {
    "ms": MILLISECOND, "msec": MILLISECOND, "millisecond": MILLISECOND,
    "s": 1.0, "sec": 1.0, "second": 1.0, "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "m": MINUTE,
    "h": HOUR, "hr": HOUR, "hour": HOUR, "d": DAY, "day": DAY, "w": WEEK, "wk": WEEK, "week": WEEK,
    "个小时": HOUR, "秒": 1.0, "分": MINUTE, "分钟": MINUTE, "时": HOUR, "小时": HOUR, "天": DAY, "日": DAY, "周": WEEK,
}  # fmt: skip
_SPANS = {
    "month": 1.0, "mo": 1.0, "个月": 1.0, "月": 1.0,
    "year": MONTHS, "yr": MONTHS, "y": MONTHS, "年": MONTHS,
}  # fmt: skip
_SHARES = {"%": 1.0, "percent": 1.0, "pct": 1.0}
_LETTERS = ("k", "m", "g", "t", "p")
_PREFIXES = {
    "": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15,
    "ki": 2.0**10, "mi": 2.0**20, "gi": 2.0**30, "ti": 2.0**40, "pi": 2.0**50,
}  # fmt: skip
_SIZE = re.compile(r"(?P<prefix>[kmgtp]?i?)(?P<what>bytes?|bits?|b)(?P<second>/s|/sec|ps|/second)?", re.IGNORECASE)


class UnclearError(ValueError):
    """Raised where a text may mean two things; the message asks which."""


def half_width(text: str) -> str:
    """Return a text without what is invisible, with full-width signs and other minus signs as ASCII has them."""
    return _UNSEEN.sub("", text).translate(_PLAIN_SIGNS)


def seen(text: str) -> str:
    """Return what a reader sees of a text on one line: as `half_width` does, with single spaces."""
    return " ".join(half_width(text).split())


def read_number(text: str) -> float:
    """Return the number that a text is, without a unit.

    A point is a decimal mark, and so is a comma, unless three digits behind them leave open whether thousands are
    parted: "1,500", "1.500". Of these, only "1.525" is clear: it is how the answers themselves write decimals.
    Thousands may be parted by spaces, apostrophes or, where both marks or several stand, by commas and points. "~" and
    "about" before a number change nothing.
    Raises UnclearError where two readings are possible, ValueError where the text is no number.
    """
    number = _written(text)
    if _UNCLEAR.fullmatch(number):
        joined, point = re.sub("[.,]", "", number), number.replace(",", ".").rstrip("0").rstrip(".")
        raise UnclearError(f"'{repeated(number)}' may mean {joined} or {point}. Write one of the two.")
    if _POINT.fullmatch(number):
        return float(number.replace(",", "."))
    if _PARTED.fullmatch(number):
        return float(re.sub(_SPACE, "", number).replace(",", "."))
    if _GROUPED.fullmatch(number):
        decimal = number[max(number.rfind(","), number.rfind("."))]
        if number.count(decimal) > 1:
            return float(number.replace(decimal, ""))
        return float(number.replace("," if decimal == "." else ".", "").replace(",", "."))
    raise ValueError(_refused(text))


def read_quantity(text: str, unit: str) -> float:
    """Return the amount that a text names, in `unit`: the field's unit, such as `minutes` or `% of the link`.

    A number alone is in that unit. Behind a number may stand the same unit or another one of its kind: "4 h" in a
    field of minutes is 240. Times may be added up ("1 h 30 min") or be a clock ("1:30"). The same amount may follow in
    brackets, as in "1.1 TB (1 TiB)".
    Raises UnclearError where the text may mean two things, ValueError where it is no amount of that kind.
    """
    plain = _written(text)
    if len(plain) > MOST_LETTERS:
        raise ValueError(f"'{repeated(plain)}' is not a number.")
    try:
        again = _AGAIN.fullmatch(plain)
        if not again:
            return _quantity(plain, unit)
        amount, same = (_quantity(part, unit) for part in again.groups())
    except UnclearError:
        raise
    except ValueError as error:
        raise ValueError(_refused(text, str(error))) from None
    if not math.isclose(amount, same, rel_tol=NEARLY_THE_SAME):
        raise ValueError(f"'{repeated(text)}' is two different amounts.")
    return amount


def held_to(text: str, value: float, least: float, most: float, unit: str = "") -> float:
    """Return a value that was read of a text; raise ValueError where it is beyond what is allowed, in a unit."""
    if not math.isfinite(value) or not least <= value <= most:
        raise ValueError(f"{repeated(text)} is out of range. Allowed is {least:g} to {most:g} {unit}".rstrip() + ".")
    return value


def read_whole(text: str, least: int, most: int) -> int:
    """Return a whole number from a text; raise ValueError where it is none, or beyond what is allowed."""
    value = held_to(text, read_number(text), least, most)
    if value != int(value):
        raise ValueError(f"{repeated(text)} is not a whole number.")
    return int(value)


def _quantity(plain: str, unit: str) -> float:
    kind, size = measure(_word(unit))
    if kind == TIME and (clock := _CLOCK.fullmatch(plain)):
        if size < MINUTE and clock[3] is None:
            raise UnclearError(f"'{plain}' may mean hours and minutes or minutes and seconds. Write a unit.")
        return (int(clock[1]) * HOUR + int(clock[2]) * MINUTE + int(clock[3] or 0)) / size
    total, place, last = 0.0, 0, math.inf
    while place < len(plain) or not place:
        found = _AMOUNT.match(plain, place)
        if not found or (place and (kind != TIME or not plain[place].isdigit())):
            raise ValueError(_refused(plain))
        number, behind = read_number(found["number"]), found["unit"].strip()
        if not behind and last == HOUR and _MINUTES.fullmatch(found["number"]):
            behind = "min"  # as in 1h30
        if not behind and (place or found.end() < len(plain)):
            raise ValueError(_refused(plain))
        amount = size if not behind else _size_of(behind, unit, kind, plain)
        if amount >= last:  # two times, not one
            raise ValueError(_refused(plain))
        # Multiplied first, so that 90 min is exactly 1.5 h.
        total += number if amount == size else number * amount / size
        place, last = found.end(), amount
    return total


def _written(text: str) -> str:
    """Return what a reader sees of a number, without a word for about, and fractions as decimals."""
    plain = _FRACTION.sub(lambda found: (found[1] or "0") + _FRACTIONS[found[2]], seen(text))
    return _ABOUT.sub("", plain)


def _refused(text: str, otherwise: str = "") -> str:
    """Return why a text is no amount, as a sentence."""
    plain = seen(text)
    if _RANGE.fullmatch(plain):
        return f"'{repeated(plain)}' is a range. Write one number, the one to plan with."
    if _BOUND.search(plain):
        return f"'{repeated(plain)}' is a bound. Write one number, the one to plan with."
    return otherwise or f"'{repeated(text)}' is not a number."


def size_unit(text: str) -> str | None:
    """Return the unit of data that stands behind the number of a text, as `TB` or `TiB`; None where none does.

    Raises UnclearError for bits ("14 Tb") and for a letter alone ("14 T").
    """
    plain = _written(text)
    again = _AGAIN.fullmatch(plain)
    found = _AMOUNT.fullmatch(again[1] if again else plain)
    behind = found["unit"].strip() if found else ""
    if not behind or measure(behind, DATA)[0] != DATA:
        return None
    match = _SIZE.fullmatch(behind)
    assert match is not None
    prefix = match["prefix"].upper().replace("I", "i")
    return f"{prefix}B"


def _size_of(behind: str, unit: str, kind: str | None, plain: str) -> float:
    """Return the size of what stands behind a number, in the measure of the field's unit."""
    if kind not in (DATA, RATE) and behind.casefold() in _own_words(unit):
        return measure(_word(unit))[1]
    other, amount = measure(behind, kind)
    if (other, kind) == (SPAN, TIME):
        return amount * MONTH
    if other is None:
        raise ValueError(f"'{repeated(behind)}' in '{repeated(plain)}' is not a unit that is known here.")
    if other != kind:
        raise ValueError(f"'{repeated(plain)}' is {other}.")
    return amount


def measure(unit: str, wanted: str | None = None) -> tuple[str | None, float]:
    """Return the kind of a unit and its size: seconds, bytes a second, bytes, percent, months; None for no unit.

    Where a rate is wanted, bits alone are bits a second, and only where a time is wanted, m is minutes; M is not.
    Raises UnclearError where bits or bytes, thousands or steps of 1024 may be meant.
    """
    low = unit.casefold()
    if low in _LETTERS and wanted in (DATA, RATE):
        big = low.upper()
        two = f"{big}bit/s or {big}B/s" if wanted == RATE else f"{big}B or {big}iB"
        raise UnclearError(f"'{unit}' alone may mean {two}. Write one of the two.")
    for kind, units in ((TIME, _TIMES), (SPAN, _SPANS), (SHARE, _SHARES)):
        for name in (low, low.rstrip("."), low.removesuffix("s")):
            if name in units and (name != "m" or (wanted == TIME and unit[0] == "m")):
                return kind, float(units[name])
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
    if bits and wanted == RATE:
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
