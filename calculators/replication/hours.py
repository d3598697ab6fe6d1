"""Throttled hours, a day's profile and a start as a reader types them, and moments in words."""

import datetime
import math
import re
from dataclasses import dataclass

from calculators.records.repeated import repeated
from calculators.replication.calendar import EPOCH, MONDAY, WEEK, Period
from calculators.replication.quantities import UnclearError, half_width, read_number
from calculators.replication.units import DAY, HOUR, MINUTE

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST_LETTERS = 3
"""How much of a day's name has to be written."""
EXAMPLE = "Mon-Fri 08:00-18:00 30%"
START_EXAMPLES = "Fri 18:00 or 2027-03-19 18:00"
FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Years of a date that a reader gives. What follows from it stays within the years that Python's dates have."""
CENTURY = 36525 * DAY
"""No calendar is asked for more."""
BY_DAY = 14 * DAY
"""From here on a moment is told by its day: no plan is right to the minute two weeks ahead."""
NEARLY_A_MINUTE = 1e-6
"""What rounding leaves of a full minute."""

_LINE = re.compile(
    r"(?P<days>[a-z][a-z, -]*?)\s+"
    r"(?P<from>\d{1,2}:\d{2})\s*-\s*(?P<to>\d{1,2}:\d{2})\s+(?P<share>\d{1,3}(?:\.\d+)?)\s*%",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_START = re.compile(r"(?P<day>[a-z]+|\d{4}-\d{2}-\d{2})[\s,T]+(?P<at>\d{1,2}:\d{2})(?::00)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Start:
    """When something begins, in local time."""

    at: float
    """Seconds since 1970-01-01 00:00; of a weekday without a date, in the week that holds that day."""
    dated: bool
    """Whether it has a date, not only a weekday."""

    def moment(self, at: float) -> str:
        """Return a moment after it in words as `to_the_minute` does, but more than two weeks later only its day."""
        text = self.to_the_minute(at)
        if not BY_DAY < at - self.at <= CENTURY:
            return text
        return " ".join(word for word in text.split(" ") if not _CLOCK.fullmatch(word))

    def to_the_minute(self, at: float) -> str:
        """Return a moment after it in words: weekday and time, with the date or, from the second on, the week."""
        if at - self.at > CENTURY:
            return "a day more than a century later"
        minute = math.floor(at / MINUTE + NEARLY_A_MINUTE) * MINUTE
        when = EPOCH + datetime.timedelta(seconds=minute)
        day = DAYS[when.weekday()].capitalize()
        if self.dated:
            return f"{day} {when:%Y-%m-%d %H:%M}"
        week = math.floor((minute - self.at) / WEEK)
        return f"{day} {when:%H:%M}" + (f" of week {week + 1}" if week else "")


def read_hours(text: str) -> tuple[Period, ...]:
    """Return the periods that the lines of a text name. Raises ValueError with a message that names the line."""
    return tuple(_period(line.strip(), place) for place, line in enumerate(text.splitlines(), start=1) if line.strip())


def read_values(text: str, wanted: int) -> list[float]:
    """Return the numbers of a text, which are `wanted` ones, parted by blanks, semicolons or lines.

    Commas part them where nothing else does, and where one stands in a word that is no number otherwise, as in rows of
    "1,2,3"; else they are decimal marks. ValueError names the value that is no number, or how many there are.
    """
    words = [word for word in (part.strip(",") for part in re.split(r"[\s;|]+", half_width(text))) if word]
    commas = len(words) == 1 or any(word.count(",") > 1 or ("," in word and "." in word) for word in words)
    if commas:
        words = [part for word in words for part in word.split(",")]
    values = []
    for place, word in enumerate(words, start=1):
        try:
            values.append(read_number(word))
        except UnclearError as error:
            raise ValueError(f"value {place}: {error}") from None
        except ValueError:
            message = f"value {place}, '{repeated(word)}', is not a number. Write numbers such as 12 or 1.5."
            raise ValueError(message) from None
    if len(values) != wanted:
        hint = ""
        if commas and len(values) > wanted:
            hint = " Commas part values here: write 1.5 with a point, or put a blank or ; between values."
        elif any("," in word for word in words):
            hint = " Commas are decimal marks here: put a blank or ; between values."
        raise ValueError(f"{wanted} values are wanted, and there are {len(values)}.{hint}")
    return values


def read_start(text: str) -> Start:
    """Return the moment that a text names: a weekday or a date, with the time. Raises ValueError with a message."""
    found = _START.fullmatch(text.strip())
    if not found:
        raise ValueError(f"'{repeated(text)}' is no day with a time. Write {START_EXAMPLES}.")
    clock = _clock(found["at"])
    if found["day"].isalpha():
        return Start(MONDAY + _day(found["day"].casefold()) * DAY + clock * HOUR, dated=False)
    try:
        day = datetime.date.fromisoformat(found["day"])
    except ValueError:
        raise ValueError(f"there is no day {found['day']}. Write {START_EXAMPLES}.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year {day.year:04} is out of range. Write a day from {FIRST_YEAR} to {LAST_YEAR}.")
    return Start((day - EPOCH.date()).days * DAY + clock * HOUR, dated=True)


def _period(line: str, place: int) -> Period:
    # Runs of spaces would be gone through again from each of their places.
    found = _LINE.fullmatch(" ".join(line.split()))
    if not found:
        raise ValueError(f"line {place}, '{repeated(line)}': write days, hours and a share, such as {EXAMPLE}.")
    try:
        start, end = _clock(found["from"]), _clock(found["to"])
        share = float(found["share"])
        if share > 100:  # noqa: PLR2004 - percent
            raise ValueError(f"a share of {found['share']} % is out of range. Write 0% to 100%.")
        return Period(days=_days(found["days"]), start=start, end=end, share=share / 100)
    except ValueError as error:
        raise ValueError(f"line {place}: {error}") from None


def _clock(text: str) -> float:
    found = _CLOCK.fullmatch(text)
    assert found is not None
    hour, minute = int(found[1]), int(found[2])
    if minute > 59 or hour + minute / 60 > 24:  # noqa: PLR2004 - a clock
        raise ValueError(f"{text} is no time of a day. Write 00:00 to 24:00.")
    return hour + minute / 60


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in filter(None, re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", text.casefold()))):
        if part == "daily":
            days.update(range(7))
            continue
        first, dash, last = part.partition("-")
        start = _day(first)
        end = _day(last) if dash else start
        days.update((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))
    return frozenset(days)


def _day(word: str) -> int:
    for number, day in enumerate(DAYS):
        if len(word) >= LEAST_LETTERS and day.startswith(word):
            return number
    allowed = ", ".join(day[:LEAST_LETTERS].capitalize() for day in DAYS)
    raise ValueError(f"'{repeated(word)}' is not a day. Write {allowed}, a range such as Mon-Fri, or daily.")
