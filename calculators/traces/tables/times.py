"""Which columns of a table say when, and what names such a column."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from calculators.traces.amounts import unit_in
from calculators.traces.layout import Layout, interval_in, is_number, mostly
from calculators.traces.times import is_date, is_time, split, time_of_day

TIME_NAME = re.compile(
    r"(?<![a-z])(?:time|date|timestamp|datetime|zeit|zeitpunkt|uhrzeit|datum|t|ts|epoch|unix|s|sec|secs|seconds?|sekunden|elapsed"
    r"|clock|start|end|heure|fecha|hora|ora|data|czas|saat|時間|时间|時刻|日時|시간|время|дата)(?![a-z])"
    r"|time$|timestamp|_at$",
    re.IGNORECASE,
)
NO_TIME = re.compile(
    r"latency|response|service|wait|busy|await|seek|duration|uptime|send|sent|recv|\bms\b|%|cpu|idle|queue|avg|mean|usage",
    re.IGNORECASE,
)
END_NAME = re.compile(r"\b(?:end|until|to|bis)\b|end_of|end_", re.IGNORECASE)
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[A-Z][a-z]{2} \d{1,2}, \d{4}"
RANGE = re.compile(
    rf"(?P<day>{_DAY})[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AP]M)? ?(?:-|–|to|bis) ?"
    rf"(?P<last>{_DAY})?[ T]?(?P<end>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AP]M)?)"
)
_ZONE = re.compile(r"[+-]\d{2}(?::?\d{2})?|UTC|GMT|[A-Z]{2}S?T")


def are_ranges(lines: Sequence[str]) -> bool:
    """Return whether the times are ranges, such as `2026-11-23 09:00 - 2026-11-23 09:05`."""
    sample = [line for line in islice(lines, 50) if any(sign.isdigit() for sign in line)]
    return bool(sample) and 2 * sum(RANGE.search(line) is not None for line in sample) > len(sample)


def end_of(found: re.Match[str]) -> str:
    """Return where a range ends, with the date of its begin when it has none of its own."""
    return f"{found['day'] if not found['last'] else found['last']} {found['end']}"


def time_columns(layout: Layout) -> tuple[int, ...]:
    """Return the places of the columns that together are the time; none where no column is."""
    columns = [[row[place] for row in layout.sample] for place in range(layout.width)]
    for place, cells in enumerate(columns):
        if not mostly(cells, lambda cell: is_time(cell) and not is_number(cell)):
            continue
        dates = mostly(cells, lambda cell: not split(cell)[1] and is_date(cell))
        if (
            dates
            and place + 1 < len(columns)
            and mostly(columns[place + 1], lambda cell: time_of_day(cell) is not None)
        ):
            place_of_half = place + 2
            half = place_of_half < len(columns) and mostly(
                columns[place_of_half], lambda cell: cell.upper() in ("AM", "PM")
            )
            zone = place_of_half < len(columns) and mostly(
                columns[place_of_half], lambda cell: _ZONE.fullmatch(cell) is not None
            )
            return (place, place + 1, place_of_half) if half or zone else (place, place + 1)
        half = place + 1 < len(columns) and mostly(columns[place + 1], lambda cell: cell.upper() in ("AM", "PM"))
        return (place, place + 1) if half else (place,)
    if layout.width == 1:
        return ()
    for place, cells in enumerate(columns):
        if not mostly(cells, is_number):
            continue
        name = layout.header[place] if place < len(layout.header) else ""
        if name and names_time(name) and (mostly(cells, is_time) or rises(cells)):
            return (place,)
        if not layout.header and place == 0 and mostly(cells, is_time) and cells == sorted(cells):
            return (place,)
    return ()


def names_time(name: str) -> bool:
    """Return whether a column is called as times are."""
    return (
        TIME_NAME.search(name) is not None
        and NO_TIME.search(name) is None
        and unit_in(name) is None
        and "interval" not in name.casefold()
    )


def rises(cells: Sequence[str]) -> bool:
    """Return whether cells are numbers that go up, as seconds and days do."""
    try:
        values = [float(cell.replace(",", ".")) for cell in cells]
    except ValueError:
        return False
    return len(values) > 1 and all(before < after for before, after in pairwise(values))


def also_times(layout: Layout, place: int) -> bool:
    """Return whether a column of numbers is times as well, such as the end of each interval."""
    name = layout.name(place)
    named = names_time(name)
    return named and mostly([row[place] for row in layout.sample], is_time)


def interval_column(layout: Layout) -> float | None:
    """Return the interval that a column of that name states in every line; None without one."""
    for place, name in enumerate(layout.header):
        cells = {row[place] for row in layout.sample if place < len(row)}
        if name.strip().casefold() == "interval" and len(cells) == 1:
            return interval_in(f"interval {cells.pop()}")
    return None
