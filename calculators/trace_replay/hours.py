"""Throttled hours and a day's profile as a reader types them."""

import re

from calculators.calendar import Period

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST_LETTERS = 3
"""How much of a day's name has to be written."""
EXAMPLE = "Mon-Fri 08:00-18:00 30%"
SHOWN_LETTERS = 40

_LINE = re.compile(
    r"(?P<days>[a-z][a-z, -]*?)\s+"
    r"(?P<from>\d{1,2}:\d{2})\s*-\s*(?P<to>\d{1,2}:\d{2})\s+(?P<share>\d{1,3}(?:\.\d+)?)\s*%",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def read_hours(text: str) -> tuple[Period, ...]:
    """Return the periods that the lines of a text name. Raises ValueError with a message that names the line."""
    return tuple(_period(line.strip(), place) for place, line in enumerate(text.splitlines(), start=1) if line.strip())


def read_values(text: str) -> list[float]:
    """Return the numbers of a text, parted by spaces, commas, semicolons or lines. ValueError names what is none."""
    values = []
    for place, word in enumerate(re.split(r"[\s,;]+", text.strip(" \t\r\n,;")), start=1):
        try:
            values.append(float(word))
        except ValueError:
            message = f"value {place}, '{_short(word)}', is not a number. Write decimals with a point."
            raise ValueError(message) from None
    return values


def _period(line: str, place: int) -> Period:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValueError(f"line {place}, '{_short(line)}': write days, hours and a share, such as {EXAMPLE}.")
    start, end = _clock(found["from"], place), _clock(found["to"], place)
    share = float(found["share"])
    if share > 100:  # noqa: PLR2004 - percent
        raise ValueError(f"line {place}: a share of {found['share']} % is out of range. Write 0% to 100%.")
    return Period(days=_days(found["days"], place), start=start, end=end, share=share / 100)


def _clock(text: str, place: int) -> float:
    found = _CLOCK.fullmatch(text)
    assert found is not None
    hour, minute = int(found[1]), int(found[2])
    if minute > 59 or hour + minute / 60 > 24:  # noqa: PLR2004 - a clock
        raise ValueError(f"line {place}: {text} is no time of a day. Write 00:00 to 24:00.")
    return hour + minute / 60


def _days(text: str, place: int) -> frozenset[int]:
    days: set[int] = set()
    for part in filter(None, re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", text.casefold()))):
        if part == "daily":
            days.update(range(7))
            continue
        first, dash, last = part.partition("-")
        start = _day(first, place)
        end = _day(last, place) if dash else start
        days.update((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))
    return frozenset(days)


def _day(word: str, place: int) -> int:
    for number, day in enumerate(DAYS):
        if len(word) >= LEAST_LETTERS and day.startswith(word):
            return number
    allowed = ", ".join(day[:LEAST_LETTERS].capitalize() for day in DAYS)
    raise ValueError(
        f"line {place}: '{_short(word)}' is not a day. Write {allowed}, a range such as Mon-Fri, or daily."
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}..."
