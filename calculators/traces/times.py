"""A column of times as people and programs write them, read with one style for the whole column."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import add, itemgetter
from typing import Literal

from calculators.replication.hours import FIRST_YEAR, LAST_YEAR
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.traces.model import Notebook, shown

Order = Literal["month first", "day first"]

# Times of a day without a date get a date whose weekday is known: Monday, 5 January 1970.
MONDAY = date(1970, 1, 5)
EPOCH = date(1970, 1, 1).toordinal()
CENTURY = 2000
# 1973 and later in seconds; what is smaller counts from the start of the trace.
FIRST_EPOCH = 1e8
LAST_EPOCH = (date(LAST_YEAR + 1, 1, 1).toordinal() - EPOCH) * DAY
# Seconds, milliseconds, microseconds, nanoseconds since 1970, told apart by their size.
SCALES = (1.0, 1e3, 1e6, 1e9)
LAST_OFFSET = 14 * 60
UNKNOWN = math.nan
# Clocks are changed at night, up to here; in the south they go forward in September or October.
LAST_CHANGE = 3 * HOUR
FORWARD = (3, 4, 9, 10)
# How many cells show whether times stand in a column more than once.
SAMPLE = 1_000
# No time is longer. It also keeps the patterns below quick.
LONGEST = 64

# Words for the halves of a day, as Windows and sar write them.
HALVES = {
    "上午": "AM", "下午": "PM", "午前": "AM", "午後": "PM", "오전": "AM", "오후": "PM", "öö": "AM", "ös": "PM",
    "πμ": "AM", "μμ": "PM", "п.п.": "PM", "a. m.": "AM", "p. m.": "PM",
}  # fmt: skip
# Abbreviations that mean one zone only: CST, IST and BST mean several.
ZONES = {
    "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
    "HST": -600, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660, "AWST": 480, "NZST": 720,
    "NZDT": 780, "BRT": -180, "SAST": 120, "PKT": 300, "WIB": 420, "ICT": 420,
}  # fmt: skip
SEVERAL_ZONES = frozenset({"CST", "IST", "BST", "AST", "SST", "PYT"})
# Days of a spreadsheet since 30 December 1899: 1980 to 2119.
SHEET_EPOCH = date(1899, 12, 30).toordinal() - date(1970, 1, 1).toordinal()
SHEET_DAYS = (29_221, 80_000)

MONTHS = {
    name: place + 1
    for place, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    )
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},? )?(?:(\d{1,2})[- /]([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.? (\d{1,2}))[- /,]+(\d{4}|\d{2})",
    re.IGNORECASE | re.ASCII,
)
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?[ \u00a0\u202f]*([ap]\.?m\.?)?"
    r"[ \u00a0\u202f]*((?:utc|gmt)?[+-](?:\d{2}:?\d{2}|\d{1,2})|[a-z]{1,5})?",
    re.IGNORECASE | re.ASCII,
)
# Oracle writes 12-MAR-24 09.01.00.000 AM.
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})\.(\d{2})(?!\d)", re.ASCII)
_CJK_DAY = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
_CJK_TIME = re.compile(r"(\d{1,2})\s?[时時시]\s?(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?")
_HALF = "|".join(HALVES)
_HALF_FIRST = re.compile(rf"({_HALF})\s*(\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?)", re.IGNORECASE)
_HALF_LAST = re.compile(rf"(?<=\d)\s*({_HALF})(?![a-z])", re.IGNORECASE)
_SPLIT = re.compile(r"(.*?)[T,]?\s*(\d{1,2}:\d{2}.*)?")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The times of a column."""

    times: list[float]
    """Seconds since 1970-01-01 00:00 UTC in the order of the cells, or since the start; NaN where unreadable."""
    has_clock: bool
    """Whether they are times of a day."""
    local: bool
    """Whether all are local times without a zone, so that a change of the clocks shows in them."""


def split(cell: str) -> tuple[str, str]:
    """Return the date and the time of day of a cell; either may be empty."""
    if len(cell) > LONGEST:
        return cell[:LONGEST], ""
    head, space, tail = cell.partition(" ")
    if not cell.isascii():
        cell = _western(cell)
        head, space, tail = cell.partition(" ")
    if "." in tail and ":" not in tail and tail[:1].isdigit():
        tail = _DOTTED.sub(r"\1:\2:\3", tail, count=1)
        cell = f"{head} {tail}"
    if not space and cell[10:11] == "T":
        return cell[:10], cell[11:]
    if space and tail[:1].isdigit() and head[:1].isdigit() and head[-1] != "," and ":" not in head:
        return head, tail
    found = _SPLIT.fullmatch(cell)
    return (found[1].rstrip(), found[2] or "") if found else (cell, "")


def _western(cell: str) -> str:
    """Return a time of another script in figures and marks: 2024年03月12日 下午09时10分 is 2024-03-12 09:10 PM."""
    cell = _CJK_DAY.sub(r"\1-\2-\3 ", cell)
    cell = _CJK_TIME.sub(lambda found: ":".join(f"{int(part):02}" for part in found.groups() if part), cell)
    cell = _HALF_FIRST.sub(lambda found: f"{found[2]} {HALVES[found[1].casefold()]}", cell)
    cell = _HALF_LAST.sub(lambda found: f" {HALVES[found[1].casefold()]}", cell)
    return " ".join(cell.split())


def time_of_day(text: str) -> tuple[float, int | None] | None:
    """Return the seconds since midnight, and the minutes that a zone is ahead of UTC; None when it is no time."""
    if not text.isascii():
        text = _western(text)
    found = _TIME.fullmatch(text)
    if not found or (found[6] and not _is_zone(found[6].upper())):
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a clock face
            return None
        hour = hour % 12 + (12 if found[5][0] in "pP" else 0)
    if hour > 24 or minute >= MINUTE or second > MINUTE or hour * HOUR + minute * MINUTE + second > DAY:  # noqa: PLR2004
        return None
    seconds = hour * HOUR + minute * MINUTE + second + (float(f"0.{found[4]}") if found[4] else 0.0)
    return seconds, None if found[6] is None else _offset(found[6].upper())


def _is_zone(name: str) -> bool:
    return name[-1].isdigit() or name in ZONES or name in ("Z", "UTC", "GMT") or name in SEVERAL_ZONES


def _offset(zone: str) -> int | None:
    """Return the minutes that a zone is ahead of UTC; None for an abbreviation that several zones share."""
    if not zone[-1].isdigit():
        return 0 if zone in ("Z", "UTC", "GMT") else ZONES.get(zone)
    zone = zone.lstrip("UTCGM")
    hours, _, rest = zone[1:].partition(":")
    if not rest and len(hours) == 4:  # noqa: PLR2004 - +0100
        hours, rest = hours[:2], hours[2:]
    minutes = int(hours) * 60 + int(rest or 0)
    return -minutes if zone[0] == "-" else minutes


def _day(year: int, month: int, day: int) -> int | None:
    if year < 100:  # noqa: PLR2004 - written with two digits
        year += CENTURY
    try:
        when = date(year, month, day)
    except ValueError:
        return None
    return (when.toordinal() - EPOCH) * DAY if FIRST_YEAR <= year <= LAST_YEAR else None


def day_start(text: str, order: Order) -> int | None:
    """Return the seconds from 1970 to the midnight a date starts with; None when it is no date from 1980 to 2199."""
    text = text.rstrip(", T")
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        month, day = (first, second) if order == "month first" else (second, first)
        return _day(year, month, day)
    if found := _NAMED.fullmatch(text):
        month = MONTHS.get((found[2] or found[3]).casefold(), 0)
        return _day(int(found[5]), month, int(found[1] or found[4]))
    return None


def is_date(text: str) -> bool:
    """Return whether a text is a date and no time."""
    return day_start(text, "month first") is not None or day_start(text, "day first") is not None


def is_time(cell: str) -> bool:
    """Return whether a cell is a date, a time of day, both, or seconds since 1970 in a usual scale."""
    if len(cell) > LONGEST:
        return False
    if _EPOCH.fullmatch(cell):
        return _scale(float(cell)) is not None
    head, tail = split(cell)
    if tail and time_of_day(tail) is None:
        return False
    return is_date(head) if head else bool(tail)


def _scale(value: float) -> float | None:
    return next((scale for scale in SCALES if FIRST_EPOCH <= value / scale < LAST_EPOCH), None)


def day_order(heads: Sequence[str], *, column: str, notebook: Notebook) -> Order:
    """Return whether month or day stands first in dates, judged by all of them in the order of the file."""
    found = [match for match in map(_YEAR_LAST.fullmatch, (head.rstrip(", T") for head in heads)) if match]
    if not found:
        return "month first"
    months = sum(int(match[3]) > 12 for match in found)  # noqa: PLR2004 - months of a year
    days = sum(int(match[1]) > 12 for match in found)  # noqa: PLR2004
    if months and days:
        order: Order = "day first" if days > months else "month first"
        notebook.problem(
            "day and month",
            f"In some dates the day stands first and in others the month. They are read with the {order}; "
            "what that leaves no date for is left out. Write dates as 2026-11-23.",
            column=column,
        )
        return order
    if months or days:
        return "day first" if days else "month first"
    if all(match[2] == "." for match in found):
        return "day first"
    return _likely_order(heads, found[0][2], column=column, notebook=notebook)


def _likely_order(heads: Sequence[str], mark: str, *, column: str, notebook: Notebook) -> Order:
    usual: Order = "month first" if mark == "/" else "day first"
    spans = {}
    for order in ("month first", "day first"):
        days = [day for day in (day_start(head, order) for head in heads) if day is not None]
        spans[order] = (max(days) - min(days), order != usual) if days else (math.inf, order != usual)
    order = min(spans, key=lambda name: spans[name])
    reason = "because the days then lie closer together" if len({span for span, _ in spans.values()}) > 1 else ""
    reason = reason or f"as is usual with '{mark}'"
    notebook.warning(
        "day and month",
        f"No date shows whether the day or the month stands first. They are read with the {order}, {reason}. "
        "Write dates as 2026-11-23 if that is wrong.",
        column=column,
    )
    return "month first" if order == "month first" else "day first"


def read_times(
    cells: Sequence[str],
    lines: Sequence[int],
    *,
    offset_minutes: int,
    column: str,
    notebook: Notebook,
    order: Order | None = None,
) -> Moments:
    """Return the times of a column; cells without a zone are `offset_minutes` ahead of UTC."""
    first = next((cell for cell in cells if cell), "")
    if first.count(",") == 1 and _number(first.replace(",", ".")) is not None:
        # Days of a spreadsheet with a decimal comma.
        cells = [cell.replace(",", ".") for cell in cells]
        first = first.replace(",", ".")
    if _number(first) is not None:
        return _counted(cells, lines, offset_minutes, column=column, notebook=notebook)
    # A report names each time as often as it has devices.
    start = cells[:SAMPLE]
    once = list(dict.fromkeys(cells)) if len(set(start)) < len(start) else cells
    days_of, tails = _parts(once)
    # A dict keeps the order of the file.
    heads = [head for head in dict.fromkeys(days_of) if head]
    order = order or day_order(heads, column=column, notebook=notebook)
    days: dict[str, int | None] = {head: day_start(head, order) for head in heads}
    clock = {tail: time_of_day(tail) for tail in set(tails) if tail}
    if not heads:
        return _times_of_day(cells, _parts(cells)[1], clock, lines, offset_minutes, column=column, notebook=notebook)
    if "" in tails:
        clock[""] = (0.0, None)
    zones = {found[1] for found in clock.values() if found}
    if len(zones) > 1:
        odd = _odd_zone(tails, clock)
        others = {cell for cell, tail in zip(once, tails, strict=True) if (found := clock[tail]) and found[1] == odd}
        line = next(line for line, cell in zip(lines, cells, strict=True) if cell in others)
        _note_zones(zones, offset_minutes, line=line, column=column, notebook=notebook)
    parts = {
        tail: None if found is None else found[0] - (offset_minutes if found[1] is None else found[1]) * MINUTE
        for tail, found in clock.items()
    }
    local = zones == {None}
    starts, rests = list(map(days.get, days_of)), list(map(parts.get, tails))
    whole = None not in starts and None not in rests
    sums = map(add, starts, rests) if whole else map(_moment, starts, rests)
    known = list(sums) if once is cells else list(map(dict(zip(once, sums, strict=True)).__getitem__, cells))
    if not whole:
        for cell, line, time in zip(cells, lines, known, strict=True):
            if math.isnan(time):
                _unreadable(cell, line, column=column, notebook=notebook)
    return Moments(times=known, has_clock=True, local=local)


def _moment(day: float | None, part: float | None) -> float:
    return UNKNOWN if day is None or part is None else day + part


def _parts(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the dates and the times of day of cells. Equal texts are one object: a million lines have few dates."""
    if (even := _even_parts(cells)) is not None:
        return even
    parted = [cell.partition(" ") for cell in cells]
    if not _is_plain({head for head, _, _ in parted}, {tail for _, _, tail in parted}, max(map(len, cells))):
        parted = [(head, "", tail) for head, tail in map(split, cells)]
    known: dict[str, str] = {}
    heads = [known.setdefault(head, head) for head, _, _ in parted]
    return heads, [known.setdefault(tail, tail) for _, _, tail in parted]


def _even_parts(cells: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the same where all cells are alike in length and have their first space in one place; else None."""
    size, space = len(cells[0]), cells[0].find(" ")
    text = "".join(cells)
    if space < 0 or len(set(map(len, cells))) > 1 or text[space::size] != " " * len(cells):
        return None
    heads, tails = list(map(itemgetter(slice(space)), cells)), list(map(itemgetter(slice(space + 1, None)), cells))
    of_heads, of_tails = set(heads), set(tails)
    return (heads, tails) if not any(" " in head for head in of_heads) and _is_plain(of_heads, of_tails, size) else None


def _is_plain(heads: set[str], tails: set[str], longest: int) -> bool:
    """Return whether `split` parts each cell at its first space: all are like 2026-11-23 14:05."""
    return (
        longest <= LONGEST
        and all(head[:1].isdigit() and head[-1] != "," and ":" not in head and head.isascii() for head in heads)
        and all(tail[:1].isdigit() and ":" in tail and tail.isascii() for tail in tails)
    )


def _odd_zone(tails: Sequence[str], clock: dict[str, tuple[float, int | None] | None]) -> int | None:
    """Return the second of several zones; None, which is no zone, where some times have none."""
    seen = dict.fromkeys(found[1] for tail in tails if (found := clock[tail]))
    return None if None in seen else list(seen)[1]


def _note_zones(zones: set[int | None], offset_minutes: int, *, line: int, column: str, notebook: Notebook) -> None:
    if None in zones:
        notebook.problem(
            "zones",
            f"Some times have a time zone and some have none. Those without are read as {zone_name(offset_minutes)}.",
            line=line,
            column=column,
        )
    else:
        names = ", ".join(zone_name(zone) for zone in sorted(zone for zone in zones if zone is not None)[:4])
        notebook.warning(
            "zones",
            f"The times are in several time zones ({names}). Each is read in its own.",
            line=line,
            column=column,
        )


def zone_name(minutes: int) -> str:
    """Return a zone by how far it is ahead of UTC, such as `UTC+01:00`."""
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"


def _unreadable(cell: str, line: int, *, column: str, notebook: Notebook) -> None:
    notebook.problem(
        "time",
        f"{shown(cell)} is not a time from {FIRST_YEAR} to {LAST_YEAR}. The line is left out. "
        "Write 2026-11-23 14:05:00.",
        line=line,
        column=column,
    )


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if 0 <= value <= LAST_EPOCH * SCALES[-1] else None


def _are_sheet_days(cells: Sequence[str], values: Sequence[float | None]) -> bool:
    """Return whether numbers are days of a spreadsheet: in their range, with the fractions of a time of day."""
    known = [value for value in values if value is not None]
    if not known or not all(SHEET_DAYS[0] <= value <= SHEET_DAYS[1] for value in known):
        return False
    return any(len(cell.partition(".")[2]) > 3 for cell in cells[:200])  # noqa: PLR2004 - finer than a minute


def sheet_time(day: float, offset_minutes: int) -> float:
    """Return the seconds since 1970 of a day of a spreadsheet in local time, to the second: its fractions are rough."""
    return day if math.isnan(day) else float(round((day + SHEET_EPOCH) * DAY) - offset_minutes * MINUTE)


def _counted(
    cells: Sequence[str], lines: Sequence[int], offset_minutes: int, *, column: str, notebook: Notebook
) -> Moments:
    """Return times that are numbers: since 1970 in one of the scales, or seconds since the start."""
    values = [_number(cell) for cell in cells]
    if _are_sheet_days(cells, values):
        notebook.warning("sheet days", "The times are days of a spreadsheet, counted since 1899-12-30.", column=column)
        days = [UNKNOWN if value is None else value for value in values]
        for place, value in enumerate(values):
            if value is None:
                _unreadable(cells[place], lines[place], column=column, notebook=notebook)
        return Moments(times=[sheet_time(day, offset_minutes) for day in days], has_clock=True, local=True)
    scale = _scale(next(value for value in values if value is not None))
    times = []
    for place, value in enumerate(values):
        if value is None or (scale is not None and not FIRST_EPOCH <= value / scale < LAST_EPOCH):
            _unreadable(cells[place], lines[place], column=column, notebook=notebook)
            times.append(UNKNOWN)
        else:
            times.append(value / (scale or 1))
    return Moments(times=times, has_clock=scale is not None, local=False)


def _times_of_day(
    cells: Sequence[str],
    tails: Sequence[str],
    clock: dict[str, tuple[float, int | None] | None],
    lines: Sequence[int],
    offset_minutes: int,
    *,
    column: str,
    notebook: Notebook,
) -> Moments:
    """Return times of a day without a date: a fall by more than half a day is midnight."""
    day = float((MONDAY.toordinal() - EPOCH) * DAY)
    times, before = [], 0.0
    for place, tail in enumerate(tails):
        found = clock.get(tail)
        if found is None:
            _unreadable(cells[place], lines[place], column=column, notebook=notebook)
            times.append(UNKNOWN)
            continue
        if found[0] <= before - DAY / 2:
            day += DAY
        before = found[0]
        times.append(day + found[0] - (offset_minutes if found[1] is None else found[1]) * MINUTE)
    notebook.warning("no date", "The times have no date. The first day is taken as a Monday.", column=column)
    return Moments(times=times, has_clock=True, local=False)


def _small_hours_of_sunday(time: float, offset_minutes: int) -> bool:
    """Return whether a local time is in the hours in which clocks are changed."""
    local = timedelta(seconds=time + offset_minutes * MINUTE)
    return (local.days - (MONDAY.toordinal() - EPOCH)) % 7 == 6 and local.seconds <= LAST_CHANGE  # noqa: PLR2004


def clock_went_forward(times: Sequence[float], step: float, offset_minutes: int) -> int | None:
    """Return the place from which rising times are summer time, an hour early by the clock; None without such a place.

    Taken as the start of summer time: an hour is missing, in the first hours of a Sunday of a month in which clocks go
    forward somewhere, and no other one like it.
    """
    if step > HOUR:
        return None
    places = [
        place
        for place, (before, after) in enumerate(pairwise(times), 1)
        if abs(after - before - step - HOUR) <= min(step / 2, MINUTE)
        and _small_hours_of_sunday(after, offset_minutes)
        and (date.fromordinal(EPOCH) + timedelta(seconds=after + offset_minutes * MINUTE)).month in FORWARD
    ]
    return places[0] if len(places) == 1 else None


def clock_went_back(times: Sequence[float], step: float, offset_minutes: int) -> int | None:
    """Return the place from which times are winter time, an hour late by the clock; None without such a place.

    Taken as the end of summer time: rising times but for one fall, in the first hours of a Sunday, after which the
    times go on as if an hour had not passed, and the hour holds about twice as many as it has room for.
    """
    falls = [place for place in range(1, len(times)) if times[place] <= times[place - 1]]
    if len(falls) != 1 or step > HOUR:
        return None
    place = falls[0]
    last, following = times[place - 1], times[place]
    if not _small_hours_of_sunday(last, offset_minutes) or abs(following + HOUR - last - step) > step / 2:
        return None
    within = sum(following <= time <= last for time in times[max(0, place - 2 * HOUR) : place + 2 * HOUR])
    return place if within >= 1.5 * ((last - following) / step + 1) else None  # between once and twice
