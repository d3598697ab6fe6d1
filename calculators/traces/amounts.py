"""Units that a column of data written may have, as files spell them."""

import re
from dataclasses import dataclass

from calculators.replication.units import BITS, DATA_UNITS, DAY, HOUR, MINUTE
from calculators.traces.words import PER_SECOND

# sar(1): "bwrtn/s: Total amount of data written to devices in blocks per second"; "Blocks are equivalent to sectors
# and therefore have a size of 512 bytes."
BLOCK = 512

AMOUNTS = {
    "B": 1.0,
    "kB": 1e3,
    "KB": 2.0**10,
    "KiB": 2.0**10,
    **{unit: float(size) for unit, size in DATA_UNITS.items()},
    "bit": 1 / BITS,
    "kbit": 1e3 / BITS,
    "Mbit": 1e6 / BITS,
    "Gbit": 1e9 / BITS,
    "blocks": float(BLOCK),
}
"""Bytes in one of each unit. A capital K means 1024, as the tools that write it mean it; a small k means 1000."""

# What stands behind so many signs of a name is no unit any more.
LONGEST_NAME = 300

PERIODS = {"s": 1, "min": MINUTE, "h": HOUR, "day": DAY}

SPELLINGS = {
    "b": "bit", "kb": "kbit", "Kb": "kbit", "Mb": "Mbit", "Gb": "Gbit",
} | {
    spelling: name
    for name, spellings in {
        "B": ("byte", "bytes", "octets"),
        "kB": ("kbyte", "kbytes", "kilobyte", "kilobytes"),
        "MB": ("mbyte", "mbytes", "megabyte", "megabytes"),
        "GB": ("gbyte", "gbytes", "gigabyte", "gigabytes"),
        "TB": ("tbyte", "tbytes", "terabyte", "terabytes"),
        "KiB": ("kib", "kibibyte", "kibibytes"),
        "MiB": ("mib", "mebibyte", "mebibytes"),
        "GiB": ("gib", "gibibyte", "gibibytes"),
        "TiB": ("tib", "tebibyte", "tebibytes"),
        "bit": ("bits",),
        "kbit": ("kbits", "kilobit", "kilobits"),
        "Mbit": ("mbit", "mbits", "megabit", "megabits"),
        "Gbit": ("gbit", "gbits", "gigabit", "gigabits"),
        "blocks": ("block", "blocks", "blk", "sector", "sectors"),
    }.items()
    for spelling in spellings
}  # fmt: skip
# Without any capital nobody can tell bits from bytes; disks are measured in bytes.
LOOSE = {"kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB"}

PERIOD_SPELLINGS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s",
    "m": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hr": "h", "hour": "h", "hours": "h", "std": "h",
    "d": "day", "day": "day", "days": "day", "tag": "day",
}  # fmt: skip

_AMOUNT = "|".join(sorted({*AMOUNTS, *SPELLINGS, *LOOSE}, key=len, reverse=True))
_PERIOD = "|".join(sorted(PERIOD_SPELLINGS, key=len, reverse=True))
_RATE = re.compile(rf"(?<![a-z])({_AMOUNT})(?:\s*/\s*|[\s_]*per[\s_]*)({_PERIOD})(?![a-z])", re.IGNORECASE)
_SHORT_RATE = re.compile(r"(?<![a-z])([kmgt]?i?b)ps(?![a-z])", re.IGNORECASE)
_LOCAL = tuple(
    (re.compile(pattern), western)
    for pattern, western in (
        (r"(?<![A-Za-z])([kKmMgGtT])i?o(?=/s|/sec)", r"\1B"),
        (r"(?<!\w)[кК][бБ](?=/)", "kB"),
        (r"(?<!\w)М[бБ](?=/)", "MB"),
        (r"(?<!\w)Г[бБ](?=/)", "GB"),
        (r"байт(?=/)|字节(?=/|每)|バイト(?=/)|바이트(?=/)", "bytes"),
        (r"/\s?(?:с(?:ек)?|秒|초)(?!\w)", "/s"),
        (r"/\s?(?:seg|sn)(?![a-z])", "/s"),
    )
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORDS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What one of a column's values means."""

    name: str
    """Such as `MB/s`; without a period it is an amount per interval."""
    size: float
    """Bytes in one."""
    period: float | None
    """The seconds of a rate's period; None for an amount per interval."""
    doubt: str = ""
    """Why it may mean something else; empty when it does not."""
    unsure: str = ""
    """Why no answer is sure with it: the other meaning is far from this one."""


def unit_named(amount: str, period: str = "", doubt: str = "", unsure: str = "") -> Unit:
    """Return the unit of an amount of `AMOUNTS` in a period of `PERIODS`; without a period, in an interval."""
    name = f"{amount}/{period}" if period else amount
    if amount == "KB":
        other = name.replace("K", "k", 1)
        doubt = doubt or f"{name} is read as 1024 bytes for each KB. Choose {other} if it means 1000."
    return Unit(
        name=name,
        size=AMOUNTS[amount],
        period=PERIODS[period] if period else None,
        doubt=doubt,
        unsure=unsure or (doubt if "if it means bits" in doubt else ""),
    )


MULTIPLES = {"k": 2.0**10, "K": 2.0**10, "M": 2.0**20, "G": 2.0**30, "T": 2.0**40, "P": 2.0**50, "B": 1.0}
"""Bytes of the letters behind numbers for people."""
COUNTER = Unit(name="counter", size=1.0, period=None)
"""Bytes counted up since some start."""
BYTES_PER_SECOND = unit_named("B", "s")
UNIT_NAMES = (
    "B/s", "kB/s", "KB/s", "KiB/s", "MB/s", "MiB/s", "GB/s", "GiB/s", "bit/s", "kbit/s", "Mbit/s", "Gbit/s",
    "B", "kB", "KB", "KiB", "MB", "MiB", "GB", "GiB", COUNTER.name,
)  # fmt: skip
"""The units to offer to a reader. More spellings and periods are understood."""


WORDS = {name: f"{name} an interval" for name in UNIT_NAMES if "/" not in name} | {COUNTER.name: "bytes counted up"}
"""What those of them are called to a reader that need more than their name."""
FAR = 1_100.0
"""How many times a unit another one is at most that values are mistaken for: the next multiple."""


def mistakable(unit: Unit) -> tuple[str, ...]:
    """Return the names of units that values may be in where they were read in another one.

    Thousands for 1024, bits for bytes, the next multiples; the same amount with or without a second; counted up.
    """
    if unit == COUNTER:
        return tuple(name for name in UNIT_NAMES if "/" not in name and name != COUNTER.name)
    found = []
    for name in UNIT_NAMES:
        other = parse_unit(name)
        if other is None or name in (unit.name, COUNTER.name):
            continue
        times = other.size / (other.period or 1) / (unit.size / (unit.period or 1))
        alike = (other.period is None) == (unit.period is None) and times != 1 and 1 / FAR <= times <= FAR
        if alike or (other.period != unit.period and name.partition("/")[0] == unit.name.partition("/")[0]):
            found.append(name)
    return (*found, COUNTER.name) if unit.size == 1 else tuple(found)


def _western(text: str) -> str:
    """Return a text whose units are in English, of one in French, Russian, Chinese, Japanese, Korean or Turkish."""
    for pattern, western in _LOCAL:
        text = pattern.sub(western, text)
    return text


def _amount(word: str) -> tuple[str, str] | None:
    if word in AMOUNTS:
        return word, ""
    if word in LOOSE and word not in ("b",):
        name = LOOSE[word]
        return name, f"'{word}' is read as {name}. Choose {SPELLINGS[name[0] + 'b']} if it means bits." if (
            name[0] + "b" in SPELLINGS
        ) else ""
    if word in SPELLINGS:
        return SPELLINGS[word], ""
    folded = word.casefold()
    if folded in SPELLINGS and len(folded) > 2:  # noqa: PLR2004 - of short ones the case carries the meaning
        return SPELLINGS[folded], ""
    return None


def _rate(text: str) -> Unit | None:
    if found := _RATE.search(text):
        amount = _amount(found[1])
        if amount:
            return unit_named(amount[0], PERIOD_SPELLINGS[found[2].casefold()], amount[1])
    if found := _SHORT_RATE.search(text):
        word = found[1]
        # Nobody writes "mbps" for bytes, but many do for bits.
        name = SPELLINGS.get(word[0].upper() + word[1:] if word[0] in "mg" else word) if word.islower() else None
        amount = (name, "") if name else _amount(word)
        if amount:
            far = (
                f"'{word}ps' is read as {name}/s: bits. Choose {word[0].upper()}B/s if it means bytes." if name else ""
            )
            return unit_named(amount[0], "s", amount[1], far)
    return None


def parse_unit(text: str) -> Unit | None:
    """Return the unit that a text names and nothing else, such as `MB/s`; None when it is none."""
    text = _western(text.strip())
    if text.casefold() == COUNTER.name.casefold():
        return COUNTER
    for pattern in (_RATE, _SHORT_RATE):
        if pattern.fullmatch(text):
            return _rate(text)
    amount = _amount(text)
    return unit_named(amount[0], doubt=amount[1]) if amount else None


def unit_in(name: str) -> Unit | None:
    """Return the unit in a column's name: in brackets, with a period, or as one of its words; None without one."""
    name = _western(name[:LONGEST_NAME])
    if name.strip() != "b" and (unit := parse_unit(name)):
        return unit
    for inside in _BRACKETS.findall(name):
        if unit := parse_unit(inside):
            return unit
    if unit := _rate(name):
        return unit
    for word in reversed(_WORDS.split(name)):
        # A single letter is too little to go by.
        amount = _amount(word) if len(word) > 1 else None
        # The word "block" in a name says what a device is, not how the column counts.
        if amount and amount[0] != "blocks":
            return unit_named(amount[0], "s" if PER_SECOND.search(name) else "", doubt=amount[1])
    return None
