"""Throttled hours, a day's profile and a start as a reader types them, and moments in words."""

import datetime
import math
import re
from dataclasses import dataclass

from calculators.records.repeated import repeated
from calculators.replication.calendar import EPOCH, MONDAY, WEEK, Period
from calculators.replication.quantities import UnclearError, half_width, read_number, read_quantity
from calculators.replication.units import DAY, HOUR, MINUTE

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST_LETTERS = 3
"""How much of a day's name has to be written."""
EXAMPLE = "Mon-Fri 08:00-18:00 30%"
ALLOWED = f"Write days, hours and a share or a rate, such as {EXAMPLE} or weekend 22:00-06:00 20 Mbit/s."
NOON = 12
START_EXAMPLES = "Fri 18:00 or 2027-03-19 18:00"
FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Years of a date that a reader gives. What follows from it stays within the years that Python's dates have."""
CENTURY = 36525 * DAY
"""No calendar is asked for more."""
BY_DAY = 14 * DAY
"""From here on a moment is told by its day: no plan is right to the minute two weeks ahead."""
NEARLY_A_MINUTE = 1e-6
"""What rounding leaves of a full minute."""

_TIME = r"\d{1,2}(?:[:.h]\d{2})?|\d{4}"
_HALF = r" ?(?:[ap]m\b|[ap]\.m\.?)"
_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_DASH = re.compile(r"\s*(?:[–—]|(?<=\w)~(?=\w)|\b(?:to|until|till|through)\b|至|到)\s*", re.IGNORECASE)
_HOURS = re.compile(
    rf"(?P<from>{_TIME})(?::00)?(?P<first>{_HALF})?(?: ?(?:h|点|时))? ?- ?(?P<to>{_TIME})(?::00)?(?P<second>{_HALF})?"
    r"(?: ?(?:h\b|点|时))?(?![\d.,]*\d)|\ball day\b|\b24 ?h(?:ours)?\b|全天",
    re.IGNORECASE | re.ASCII,
)
_SHARE_FROM = re.compile(r"^[\s:,=]*(?:at|limit(?:ed)? -?|max\.?)?\s*", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|percent|pct)$", re.IGNORECASE)
_ZERO = re.compile(r"0+(?:[.,]0*)?", re.ASCII)
_START = re.compile(
    rf"(?P<day>[^\W\d]+|\d{{4}}-\d{{2}}-\d{{2}})[\s,T]*(?P<at>{_TIME})(?P<half>{_HALF})?(?::00)?", re.IGNORECASE
)
_DAYS_OF_WEEK = "一二三四五六日"
_CHINESE_DAY = re.compile(rf"(?:周|星期|礼拜)?([{_DAYS_OF_WEEK}天])")
_SEVERAL = {
    "daily": range(7), "everyday": range(7), "weekday": range(5), "weekdays": range(5), "workday": range(5),
    "workdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7),
}  # fmt: skip
"""Words for several days."""
_PHRASES = (
    (re.compile(r"\b(?:every|each|all) ?days?\b|每天|每日"), " daily "),
    (re.compile(r"\b(?:week|work|working|business) days?\b|工作日"), " weekdays "),
    (re.compile(r"周末"), " weekend "),
)


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


def read_hours(text: str, line_mbps: float) -> tuple[Period, ...]:
    """Return the periods that the lines of a text name, of a line that gives so many Mbit/s in all other hours.

    A text line holds days, hours and what remains: a share of the line, or a rate, which becomes one.
    Raises ValueError with a message that names the line, and which part of it is wrong.
    """
    return tuple(
        _period(line, place, line_mbps)
        for place, whole in enumerate(half_width(text).splitlines(), start=1)
        for line in (" ".join(part.split()) for part in whole.split(";"))
        if line
    )


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
    found = _START.fullmatch(_CHINESE_DAY.sub(_named, half_width(text)).strip())
    if not found:
        raise ValueError(f"'{repeated(text)}' is no day with a time. Write {START_EXAMPLES}.")
    clock = _clock(found["at"], found["half"])
    if found["day"].isalpha():
        return Start(MONDAY + _day(found["day"].casefold()) * DAY + clock * HOUR, dated=False)
    try:
        day = datetime.date.fromisoformat(found["day"])
    except ValueError:
        raise ValueError(f"there is no day {found['day']}. Write {START_EXAMPLES}.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year {day.year:04} is out of range. Write a day from {FIRST_YEAR} to {LAST_YEAR}.")
    return Start((day - EPOCH.date()).days * DAY + clock * HOUR, dated=True)


def _period(line: str, place: int, line_mbps: float) -> Period:
    dashed = _DASH.sub("-", line)
    found = _HOURS.search(dashed)
    if not found:
        raise ValueError(f"line {place}, '{repeated(line)}': it names no hours. {ALLOWED}")
    days, rest = dashed[: found.start()].strip(" ,:"), _SHARE_FROM.sub("", dashed[found.end() :])
    if not days:
        raise ValueError(f"line {place}, '{repeated(line)}': it names no day. {ALLOWED}")
    if not rest:
        raise ValueError(f"line {place}, '{repeated(line)}': it does not say what remains. {ALLOWED}")
    try:
        if found["first"] is None and found["second"] is not None and _clock(found["from"]) <= NOON:
            raise ValueError(f"{found['from']} may be am or pm. Write which one.")
        start, end = 0.0, float(DAY / HOUR)
        if found["from"]:
            start, end = _clock(found["from"], found["first"]), _clock(found["to"], found["second"])
        share, stated = _share(rest, line_mbps)
        return Period(days=_days(days), start=start, end=end, share=share, stated_mbps=stated)
    except ValueError as error:
        raise ValueError(f"line {place}: {error}") from None


def _share(text: str, line_mbps: float) -> tuple[float, float | None]:
    """Return what remains, 0 to 1, from a share or a rate, and the rate in Mbit/s; 0 is both."""
    if _ZERO.fullmatch(text):
        return 0.0, None
    if not re.search(r"[^\d.,\s]", text):
        raise ValueError(f"'{repeated(text)}' has no unit. Write {text}% or {text} Mbit/s.")
    if _PERCENT.search(text):
        percent = read_quantity(text, "%")
        if not 0 <= percent <= 100:  # noqa: PLR2004 - percent
            raise ValueError(f"a share of {percent:.12g} % is out of range. Write 0% to 100%.")
        return percent / 100, None
    try:
        mbps = read_quantity(text, "Mbit/s")
    except UnclearError:
        raise
    except ValueError:
        raise ValueError(f"'{repeated(text)}' is neither a share nor a rate. Write 30% or 20 Mbit/s.") from None
    if mbps < 0:
        raise ValueError(f"{repeated(text)} is below 0. Write 0 Mbit/s or more.")
    return min(1.0, mbps / line_mbps), mbps


def _clock(text: str, half: str | None = None) -> float:
    """Return the hour of a day that a clock shows, 0 to 24; `half` is am or pm."""
    digits = re.sub(r"\D", "", text)
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004 - HMM
    value = hour + minute / 60
    if minute > 59 or value > 24 or (half and not 1 <= hour <= NOON):  # noqa: PLR2004 - a clock
        raise ValueError(f"{text}{half or ''} is no time of a day. Write 00:00 to 24:00.")
    if not half:
        return value
    return value % NOON + NOON * ("p" in half.casefold())


def _named(found: "re.Match[str]") -> str:
    """Return the English name of a Chinese weekday."""
    return f" {DAYS[_DAYS_OF_WEEK.index(found[1].replace('天', '日'))]} "


def _days(text: str) -> frozenset[int]:
    plain = text.casefold()
    for phrase, word in _PHRASES:
        plain = phrase.sub(word, plain)
    plain = re.sub(r"\s*-\s*", "-", _CHINESE_DAY.sub(_named, plain))
    days: set[int] = set()
    for part in filter(None, re.split(r"[,、/&+\s]+|\band\b", plain)):
        if part in _SEVERAL:
            days.update(_SEVERAL[part])
            continue
        first, dash, last = part.partition("-")
        start = _day(first)
        end = _day(last) if dash else start
        days.update((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))
    return frozenset(days)


def _day(word: str) -> int:
    for number, day in enumerate(DAYS):
        if len(word) >= LEAST_LETTERS and (day.startswith(word) or word == f"{day}s"):
            return number
    allowed = ", ".join(day[:LEAST_LETTERS].capitalize() for day in DAYS)
    raise ValueError(f"'{repeated(word)}' is not a day. Write {allowed}, a range such as Mon-Fri, weekdays or daily.")
