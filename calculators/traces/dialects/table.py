"""Tables of any kind, the last resort: which column is the time, which the data written, and in which unit."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, repeat

from calculators.traces.amounts import BYTES_PER_SECOND, COUNTER, Unit, parse_unit, unit_in, unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import (
    FIRST_VALUES,
    MOST_COLUMNS,
    TWICE,
    Found,
    Unclear,
    listed,
    several,
    use_devices,
    weighed,
    which_column,
)
from calculators.traces.layout import (
    DELIMITERS,
    LONGEST_LINE,
    Layout,
    interval_in,
    is_number,
    layout_of,
    mostly,
    splitter,
)
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.selection import selected
from calculators.traces.sysstat import SYSSTAT
from calculators.traces.times import is_date, is_time, split, time_of_day
from calculators.traces.words import (
    BOTH,
    CHANGED,
    DATA_WORD,
    NO_DATA,
    READ,
    SIZE,
    STATISTIC,
    SUMMARIES,
    TOTALS,
    says_written,
)

TITLE = "table"
# So many lines are split at once, as long as all of them are plain.
TOGETHER = 1_000
# A column of values may be mostly unreadable and still be the only one.
SOME = 0.1

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
END_NAME = re.compile(r"\b(?:end|until|to|bis)\b|_end|end_", re.IGNORECASE)
LABEL_NAME = re.compile(
    r"^(?:dev|device|disk|host|hostname|computer|server|vm|instance|entity|lun|volume|vdisk|member|object|machine|series|name|resource|instancename)"
    r"(?: ?name)?:?$",
    re.IGNORECASE,
)
# What Prometheus calls a counter: https://prometheus.io/docs/practices/naming/
_COUNTER_NAME = re.compile(r"_total(?:\b|\{)|_bytes_total")
_VSPHERE = ("disk.write.average", "virtualDisk.write.average")
_METRIC_NAMES = frozenset(
    {"metricid", "metric_name", "metric", "metricname", "countername", "counter", "counter_name", "stat_name"}
)
# Of Oracle: what all other metrics of writes are parts of. The statistic of that name counts since the start.
_ORACLE = ("physical write total bytes per sec", "physical write total bytes")
_VALUE_NAMES = ("value", "countervalue", "counter_value", "average", "avg")
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[A-Z][a-z]{2} \d{1,2}, \d{4}"
_RANGE = re.compile(
    rf"(?P<day>{_DAY})[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AP]M)? ?(?:-|–|to|bis) ?"
    rf"(?P<last>{_DAY})?[ T]?(?P<end>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AP]M)?)"
)
_ZONE = re.compile(r"[+-]\d{2}(?::?\d{2})?|UTC|GMT|[A-Z]{2}S?T")
_RATE_OF = re.compile(r"\b(?:i?rate|deriv)\(")
# Behind bytes a second, as Pure Storage prints them: 568.49M.
_SUFFIXED = re.compile(r"\d+(?:\.\d+)?[KMGT]$")
_TRANSFERS = re.compile(r"(?:tps|t/s|[km]b/t|xfr|r\+w/s)$", re.IGNORECASE)
_LABELS = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True, kw_only=True)
class _Columns:
    """Which column of a table is what."""

    times: tuple[int, ...]
    """The columns that together are the time."""
    values: tuple[int, ...]
    """The columns whose sum counts."""
    labels: tuple[int, ...]
    only: tuple[int, str] | None = None
    """A column and the text it must hold, for tables that hold several metrics."""


def _are_ranges(lines: Sequence[str]) -> bool:
    """Return whether the times are ranges, such as `2026-11-23 09:00 - 2026-11-23 09:05`."""
    sample = [line for line in islice(lines, 50) if any(sign.isdigit() for sign in line)]
    return bool(sample) and 2 * sum(_RANGE.search(line) is not None for line in sample) > len(sample)


def _end(found: re.Match[str]) -> str:
    """Return where a range ends, with the date of its begin when it has none of its own."""
    return f"{found['day'] if not found['last'] else found['last']} {found['end']}"


def _time_columns(layout: Layout) -> tuple[int, ...]:
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
        if name and _names_time(name) and (mostly(cells, is_time) or _rises(cells)):
            return (place,)
        if not layout.header and place == 0 and mostly(cells, is_time) and cells == sorted(cells):
            return (place,)
    return ()


def _names_time(name: str) -> bool:
    return (
        TIME_NAME.search(name) is not None
        and NO_TIME.search(name) is None
        and unit_in(name) is None
        and "interval" not in name.casefold()
    )


def _rises(cells: Sequence[str]) -> bool:
    """Return whether cells are numbers that go up, as seconds and days do."""
    try:
        values = [float(cell.replace(",", ".")) for cell in cells]
    except ValueError:
        return False
    return len(values) > 1 and all(before < after for before, after in pairwise(values))


def _also_times(layout: Layout, place: int) -> bool:
    """Return whether a column of numbers is times as well, such as the end of each interval."""
    name = layout.name(place)
    named = _names_time(name)
    return named and mostly([row[place] for row in layout.sample], is_time)


def _interval_column(layout: Layout) -> float | None:
    """Return the interval that a column of that name states in every line; None without one."""
    for place, name in enumerate(layout.header):
        cells = {row[place] for row in layout.sample if place < len(row)}
        if name.strip().casefold() == "interval" and len(cells) == 1:
            return interval_in(f"interval {cells.pop()}")
    return None


def recognise(document: Document) -> Claim:
    """Return that it is likely: whatever no other dialect is sure of may be a table."""
    return Claim.LIKELY


def _is_written(name: str) -> bool:
    """Return whether a column's name says that it is the data written."""
    if name in SYSSTAT:
        return True
    if SIZE.search(name) or (NO_DATA.search(_LABELS.sub("", name)) and not unit_in(name)):
        return False
    changed = CHANGED.search(name) is not None and "%" not in name and unit_in(name) is not None
    return says_written(name) or changed


def _is_data(name: str) -> bool:
    """Return whether a column may be data at all, and be offered."""
    return not (SIZE.search(name) or (NO_DATA.search(name) and not unit_in(name)))


def _is_plain(names: dict[int, str], layout: Layout) -> list[int]:
    """Return the column of a table in this guide's own form: a time, and one column named by its unit or not at all."""
    own = [place for place, name in names.items() if name.strip().casefold() != "interval"]
    if len(own) != 1 or (layout.header and parse_unit(names[own[0]]) is None):
        return []
    # Words above that are no name of the column tell that it is about something else.
    above = [line.strip() for line in layout.heading.splitlines()]
    # A unit alone is the name of the only column; above two columns it is what is left of a head.
    unit = parse_unit if layout.width == 1 else lambda _: None
    words = [line for line in above if line and line[0] != "#" and not interval_in(line) and not unit(line)]
    return [] if words and not layout.header else own


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a table holds; None when there is no column of numbers.

    Raises Unclear when no column says that it counts.
    """
    lines = document.lines(notebook)
    ranges = _are_ranges(lines)
    if ranges:
        lines = [_RANGE.sub(_end, line, count=1) for line in lines]
    layout = layout_of(lines)
    if layout is None:
        notebook.problem(
            "no data",
            f"No line of up to {LONGEST_LINE} characters has a number or a time by itself, between commas, semicolons, "
            "bars, tabs or spaces. Each line needs a time and the data written.",
        )
        return None
    times = _time_columns(layout)
    header = layout.header
    if header and len(header) == layout.width - 1:
        # Date, time of day and what is behind it lie under fewer names; else the names do not belong to the columns.
        at = times[0] if times else 0
        named = sum(map(_names_time, header[at : at + len(times)]))
        header = (*header[: at + 1], "", *header[at + 1 :]) if len(times) > 1 == len(times) - named else ()
        layout = replace(layout, header=header)
    numbers = [
        place
        for place in range(layout.width)
        if place not in times
        and mostly([row[place] for row in layout.sample], is_number, SOME)
        and not _also_times(layout, place)
    ]
    if not numbers:
        notebook.problem("no values", "There is no column of numbers beside the time. Add the data written.")
        return None
    names = {place: layout.name(place) for place in numbers}
    labels = tuple(
        place
        for place, name in enumerate(header)
        if place not in times
        and LABEL_NAME.match(name.strip())
        and not mostly([row[place] for row in layout.sample if place < len(row)], is_number)
    )
    columns = _Columns(times=times, values=(), labels=labels)
    stat = _stat_rows(layout, columns, notebook)
    of_label = (
        column if labels and selected(column or "", tuple(names.values()), tuple(names.values())) is None else None
    )
    chosen = (
        _Values(used=[header.index(_value_name(header))])
        if stat
        else _value_columns(names, layout, None if of_label else column, notebook)
    )
    used = chosen.used
    offered = chosen.parts or chosen.unnamed
    columns.values = tuple(used)
    unit = stat or _table_unit(layout, used, notebook)
    separated = f"separated by {DELIMITERS[layout.delimiter]}" if layout.delimiter else "one column"
    time_name = layout.name(times[0]) if times else ""
    first = names[used[0]]
    only = columns.only[1] if columns.only else ""
    vsphere = "KBps" in first or "disk.write" in first.casefold() or only.endswith(".write.average")
    at_end = ranges or bool(END_NAME.search(time_name)) or first in SYSSTAT or vsphere
    kind = "vSphere performance data" if vsphere else "table"
    written = (
        f", data written in column {shown(first)}"
        if len(used) == 1
        else f", sum of {len(used)} columns {listed(names[place] for place in used)}"
    )
    found = Found(
        format=f"{kind} ({separated}), "
        + (
            f"times in column {shown(time_name)} are the {'end' if at_end else 'start'} of each interval"
            if times
            else "values in equal intervals"
        )
        + written,
        unit=unit,
        lines=array("l"),
        values=[[] for _ in used],
        time_column=time_name,
        value_columns=tuple(names[place] for place in used),
        columns=tuple(name for name in names.values() if _is_data(name))[:MOST_COLUMNS],
        at_end=at_end,
        interval=interval_in(layout.heading) or _interval_column(layout),
        comma_separates=layout.delimiter == ",",
        cumulative=unit == COUNTER,
        multiples=unit == BYTES_PER_SECOND
        and any(_SUFFIXED.match(row[place]) for row in layout.sample for place in used),
        doubts=chosen.doubts,
        left_out=tuple(chosen.left_out),
        added=tuple(names[place] for place in used) if len(used) > 1 else (),
        parts=chosen.parts,
        usual=chosen.usual,
        unnamed=chosen.unnamed,
        own=chosen.own,
        weights=weighed(offered, _cells(layout, names, frozenset(offered))),
        first={name: tuple(row[place] for row in layout.sample[:FIRST_VALUES]) for place, name in names.items()},
    )
    if found.cumulative:
        found.unit = BYTES_PER_SECOND if unit is None else unit_named("B")
    _table_rows(lines, layout, columns, found, notebook)
    if labels and found.lines:
        _use_labels(found, [layout.name(place) for place in labels], of_label, notebook)
    return found


def _cells(layout: Layout, names: dict[int, str], wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the cells of some columns in the first lines, with the columns' names."""
    for row in layout.sample:
        for place, name in names.items():
            if name in wanted and place < len(row):
                yield name, row[place]


def _value_name(header: Sequence[str]) -> str:
    return next(name for name in header if name.strip().casefold() in _VALUE_NAMES)


@dataclass(slots=True, kw_only=True)
class _Values:
    """The columns of values that count, by their places, and what may be chosen in their stead, by name."""

    used: list[int]
    doubts: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def _value_columns(names: dict[int, str], layout: Layout, column: str | None, notebook: Notebook) -> _Values:
    """Return the columns that count, what is doubtful about them, and those that do not count.

    Raises Unclear where nothing is chosen and no column says that it counts.
    """
    places = {name: place for place, name in reversed(names.items())}
    offered = {name: place for name, place in reversed(places.items()) if _is_data(name)}
    written = [name for name in dict.fromkeys(names.values()) if _is_written(name)]
    unclear: Unclear | None = None
    usual: list[str] = []
    try:
        usual = _together(written, layout, places) if written else [names[place] for place in _is_plain(names, layout)]
    except Unclear as several_kinds:
        unclear = several_kinds
    wanted = several(column, tuple(names.values()), notebook, every=usual or written or list(offered))
    if not wanted and not usual:
        raise unclear or _which(names, offered, layout)
    used = [places[name] for name in wanted or usual]
    doubts = [
        "In " + shown(names[place]) + " reads and writes may be one number. That is an upper bound of what was written."
        for place in used
        if wanted and not _is_written(names[place]) and (BOTH.search(names[place]) or _transferred(names[place], names))
    ][:1]
    every = list(names.values())
    doubts += [
        f"There are {every.count(names[place])} columns {shown(names[place])}. The first one is read."
        for place in used
        if wanted and every.count(names[place]) > 1
    ][:1]
    doubts += [
        f"{shown(names[place])} is the largest of each interval, not its mean. That is an upper bound."
        for place in used
        if STATISTIC.search(names[place])
    ][:1]
    left_out = [
        LeftOut(
            name=name, reason="a sum of columns that count" if name in written and _is_total(name) else "not chosen"
        )
        for place, name in names.items()
        if place not in used and (name in written or _is_data(name))
    ]
    if not wanted and len(used) == 1:
        others = [name for place, name in names.items() if place not in used and _is_data(name)]
        if others:
            first = names[used[0]]
            notebook.warning("choice", f"Column {shown(first)} is used. Also there: {listed(others)}.", column=first)
    parts = written or usual
    return _Values(
        used=used,
        doubts=doubts,
        left_out=left_out,
        parts=tuple(parts),
        usual=tuple(usual),
        unnamed=tuple(name for name in offered if name not in parts),
        own=tuple(name for name in wanted if name not in parts),
    )


def _transferred(name: str, names: dict[int, str]) -> bool:
    """Return whether a column stands beside numbers of transfers, which are reads and writes."""
    return parse_unit(name) is not None and any(_TRANSFERS.match(other) for other in names.values())


def _which(names: dict[int, str], offered: dict[str, int], layout: Layout) -> Unclear:
    """Return the question which column counts."""
    candidates = offered or {name: place for place, name in names.items()}
    return which_column(
        f"No column is data written: {listed(names.values())}. Name the column, or choose one of these.",
        [(name, [row[place] for row in layout.sample[:3] if place < len(row)]) for name, place in candidates.items()],
        together=not any(READ.search(name) or BOTH.search(name) for name in candidates),
    )


def _is_total(name: str) -> bool:
    return any(word.casefold() in TOTALS for word in re.split(r"[^\w]+", name))


def _together(written: list[str], layout: Layout, places: dict[str, int]) -> list[str]:
    """Return which of several columns of data written count: one for each device, or the sum over them.

    Raises Unclear when they are not one figure of several devices.
    """
    if len(written) == 1:
        return written
    for name in written:
        others = [other for other in written if other != name]
        if _is_sum(places[name], [places[other] for other in others], layout):
            return [name]
    if len({_pattern(name, written) for name in written}) == 1 and len({_unit_of(name) for name in written}) == 1:
        return written
    raise which_column(
        f"Several columns are data written: {listed(written)}. Choose one, or several with + between them.",
        [(name, [row[places[name]] for row in layout.sample[:3] if places[name] < len(row)]) for name in written],
        together=True,
    )


def _unit_of(name: str) -> str:
    unit = SYSSTAT.get(name) or unit_in(name)
    return unit.name if unit else ""


def _is_sum(place: int, others: Sequence[int], layout: Layout) -> bool:
    """Return whether a column is, in every line looked at, the sum of others that are not all nothing."""
    if len(others) < 2:  # noqa: PLR2004 - the same column twice is no sum
        return False
    seen = False
    for row in layout.sample:
        try:
            whole = float(row[place])
            parts = sum(float(row[other]) for other in others)
        except (ValueError, IndexError):
            return False
        if abs(whole - parts) > 1e-3 * max(whole, parts):
            return False
        seen = seen or whole > 0
    return seen


_WORD = re.compile(r"[^\W_]+|\W|_")


def _pattern(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the words that all names share in their order, or the name itself when what differs is no device."""
    words = {each: _WORD.findall(_LABELS.sub("{}", each)) for each in names}
    shared = set.intersection(*(set(each) for each in words.values()))
    own = [word for word in words[name] if word not in shared]
    if any(STATISTIC.search(word) or BOTH.search(word) or READ.search(word) or _is_unit(word) for word in own):
        return (name,)
    return tuple(word for word in words[name] if word in shared and not word.isspace())


def _is_unit(word: str) -> bool:
    """Return whether a word is a unit: of a single letter nobody knows, as it may be the name of a machine."""
    return len(word) > 1 and parse_unit(word) is not None


def _table_unit(layout: Layout, used: Sequence[int], notebook: Notebook) -> Unit | None:
    """Return the unit of the columns that count; None where nothing names it."""
    name = layout.name(used[0])
    if _RATE_OF.search(name):
        return BYTES_PER_SECOND if "byte" in name else None
    if "increase(" in name:
        return None
    if _COUNTER_NAME.search(name) and "byte" in name:
        return COUNTER
    if unit := SYSSTAT.get(name) or (unit_in(_LABELS.sub("", name)) if layout.header else unit_in(layout.heading)):
        return unit
    cells = [row[used[0]] for row in layout.sample]
    for cell in cells[:1]:
        if unit := unit_in(cell.lstrip("0123456789.,+-'’ \u00a0\u202f")):
            return unit
    return None


def _stat_rows(layout: Layout, columns: _Columns, notebook: Notebook) -> Unit | None:
    """Choose the metric of a table with one metric a line, with its unit; None for any other table."""
    names = [name.strip().casefold() for name in layout.header]
    at = next((place for place, name in enumerate(names) if name in _METRIC_NAMES), None)
    if at is None or not any(name in _VALUE_NAMES for name in names):
        return None
    metrics = list(dict.fromkeys(row[at] for row in layout.sample))
    whole = next((name for name in metrics if name.casefold() in _ORACLE), None)
    metric: str | None = next((name for name in _VSPHERE if name in metrics), whole)
    written = [name for name in metrics if says_written(name) and (DATA_WORD.search(name) or unit_in(name))]
    if metric is None and len(written) == 1:
        metric = written[0]
    if metric is None:
        if names[at] == "metricid":
            notebook.problem("metric", f"No metric is data written, such as disk.write.average: {listed(metrics)}.")
        return None
    if len(metrics) > 1:
        others = listed(name for name in metrics if name != metric)
        notebook.warning("metric", f"The metric {metric} is used. Also there: {others}.")
    columns.only = (at, metric)
    if metric == whole and metric.casefold() == _ORACLE[-1]:
        value = names.index(_value_name(layout.header).strip().casefold())
        return COUNTER if _rises([row[value] for row in layout.sample if row[at] == metric]) else None
    stated = next((place for place, name in enumerate(names) if name in ("unit", "metric_unit", "units")), None)
    unit = (
        next((unit_in(row[stated]) for row in layout.sample if row[at] == metric), None) if stated is not None else None
    )
    return unit or unit_in(metric) or (unit_named("KB", "s") if metric.endswith(".write.average") else None)


def _table_rows(lines: Sequence[str], layout: Layout, columns: _Columns, found: Found, notebook: Notebook) -> None:
    needed = max((*columns.values, *columns.times, *columns.labels, *((columns.only[0],) if columns.only else ()))) + 1
    header = lines[layout.start - 1].strip() if layout.start and layout.header else None
    numbers = array("l")
    others: set[str] = set()
    for begin in range(layout.start, len(lines), TOGETHER):
        part = lines[begin : begin + TOGETHER]
        if not columns.only and (even := _even_columns(part, layout.delimiter, needed, header)):
            numbers.extend(range(begin + 1, begin + len(part) + 1))
            for cells, value in zip(found.values, columns.values, strict=True):
                cells.extend(map(str.strip, even[value]))
            found.times += _joined_columns(even, columns.times, " ")
            found.labels += _joined_columns(even, columns.labels, "\t")
            continue
        rows = _plain_rows(part, layout.delimiter, needed, header)
        places: Sequence[int] = range(begin + 1, begin + len(part) + 1)
        if rows is None:
            places, rows = _careful_rows(part, layout.delimiter, needed, header, begin=begin, notebook=notebook)
        if columns.only:
            at, wanted = columns.only
            keep = [place for place, row in enumerate(rows) if row[at].strip() == wanted]
            others |= {row[at].strip() for row in rows} - {wanted}
            places, rows = [places[place] for place in keep], [rows[place] for place in keep]
        numbers.extend(places)
        for cells, value in zip(found.values, columns.values, strict=True):
            cells += [row[value].strip() for row in rows]
        found.times += _joined(rows, columns.times, " ")
        found.labels += _joined(rows, columns.labels, "\t")
    found.lines = numbers
    whole = columns.only is not None and columns.only[1].casefold() in _ORACLE
    if (
        columns.only
        and not whole
        and (more := sorted(name for name in others if says_written(name) and DATA_WORD.search(name)))
    ):
        notebook.problem("columns change", f"Lines of other metrics of data written are left out: {listed(more)}.")
    _drop_summaries(found)


def _drop_summaries(found: Found) -> None:
    """Leave out the last lines where they have no time and say that they sum up what stands above."""
    keep = len(found.times)
    while keep and (not found.times[keep - 1].strip() or SUMMARIES.match(found.times[keep - 1])):
        keep -= 1
    if keep < len(found.times):
        found.times, found.lines = found.times[:keep], found.lines[:keep]
        found.values = [cells[:keep] for cells in found.values]
        found.labels = found.labels[:keep]


def _even_columns(lines: Sequence[str], delimiter: str, needed: int, header: str | None) -> list[list[str]] | None:
    """Return the columns of lines where all of them are plain data and have as many; None where one differs."""
    if delimiter in ("", " ") or max(map(len, lines)) > LONGEST_LINE:
        return None
    width = lines[0].count(delimiter) + 1
    if width < max(needed, 2) or set(map(str.count, lines, repeat(delimiter))) != {width - 1}:
        return None
    text = "".join(lines)
    if '"' in text or "#" in text or (header is not None and header in text) or not all(map(str.strip, lines)):
        return None
    cells = text.removesuffix("\n").replace("\n", delimiter).split(delimiter)
    return [cells[place::width] for place in range(width)]


def _joined_columns(cells: Sequence[Sequence[str]], columns: Sequence[int], mark: str) -> Iterable[str]:
    """Return the cells of some columns of each line as one text; nothing without columns."""
    stripped = [map(str.strip, cells[column]) for column in columns]
    return map(mark.join, zip(*stripped, strict=True)) if len(stripped) > 1 else stripped[0] if stripped else ()


def _plain_rows(lines: Sequence[str], delimiter: str, needed: int, header: str | None) -> list[list[str]] | None:
    """Return the fields of lines, spaces and all, where every line is plain data; None where one is anything else."""
    text = "".join(lines)
    if not delimiter or '"' in text or "#" in text or (header is not None and header in text):
        return None
    if max(map(len, lines)) > LONGEST_LINE or not all(map(str.strip, lines)):
        return None
    rows = [line.split(None if delimiter == " " else delimiter) for line in lines]
    return rows if min(map(len, rows)) >= needed else None


def _careful_rows(
    lines: Sequence[str], delimiter: str, needed: int, header: str | None, *, begin: int, notebook: Notebook
) -> tuple[list[int], list[list[str]]]:
    """Return the numbers and the fields of the lines that hold data, and note those that do not."""
    fields = splitter(delimiter)
    numbers, rows = [], []
    for place, line in enumerate(lines, begin + 1):
        if len(line) > LONGEST_LINE:
            notebook.problem(
                "long line", f"The line is longer than {LONGEST_LINE} characters. It is left out.", line=place
            )
            continue
        row = fields(line)
        if len(row) < needed or not line.strip():
            stripped = line.strip()
            if stripped and not stripped.startswith("#") and not interval_in(stripped):
                count = f"{len(row)} column{'s' if len(row) != 1 else ''}"
                notebook.problem("short", f"The line has {count}; {needed} are needed. It is left out.", line=place)
            continue
        if row[0][:1] == "#" or (header is not None and line.strip() == header):
            continue
        numbers.append(place)
        rows.append(row)
    return numbers, rows


def _joined(rows: Sequence[Sequence[str]], columns: Sequence[int], mark: str) -> list[str]:
    """Return the cells of some columns of each row as one text; nothing without columns."""
    if len(columns) == 1:
        (column,) = columns
        return [row[column].strip() for row in rows]
    return [mark.join([row[column].strip() for column in columns]) for row in rows] if columns else []


def _use_labels(found: Found, names: Sequence[str], column: str | None, notebook: Notebook) -> None:
    """Keep what was chosen, or what adds up: whole disks and, of instances, the total that has no name."""
    distinct = dict.fromkeys(found.labels)
    spelled = {" ".join(part for part in label.split("\t") if part): label for label in distinct}
    if len(distinct) == 1:
        several(column, tuple(spelled), notebook)
        found.labels = []
        return
    parts = {label: label.split("\t") for label in distinct}
    kept = set(distinct)
    left_out: list[LeftOut] = []
    for place, name in enumerate(names):
        folded = name.casefold().rstrip(":")
        own = list(dict.fromkeys(part[place] for part in parts.values()))
        if folded in ("instance", "instancename") and "" in own:
            kept &= {label for label, part in parts.items() if part[place] == ""}
            left_out += [LeftOut(name=part, reason="a part of what counts") for part in own if part]
        elif folded in ("dev", "device") and len(own) > 1:
            devices = use_devices(own, column=None, groups=(), notebook=notebook)
            kept &= {label for label, part in parts.items() if part[place] in set(devices.added)}
            left_out += devices.left_out
            found.doubts += devices.doubts
        elif any(part.casefold() in TOTALS for part in own) and len(own) > 1:
            kept &= {label for label, part in parts.items() if part[place].casefold() in TOTALS}
            left_out += [
                LeftOut(name=part, reason="a part of the total") for part in own if part.casefold() not in TOTALS
            ]
    usual = [name for name, label in spelled.items() if label in kept]
    found.weights = weighed(list(spelled.values()), zip(found.labels, found.values[0], strict=True))
    found.weights = {name: found.weights[label] for name, label in spelled.items() if found.weights}
    found.parts, found.usual = tuple(spelled), tuple(usual)
    wanted = several(column, tuple(spelled), notebook, every=usual)
    if wanted and set(wanted) != set(usual):
        kept = {spelled[name] for name in wanted}
        left_out = [LeftOut(name=name, reason="not chosen") for name, label in spelled.items() if label not in kept]
        if len(wanted) > 1 and not set(wanted) <= set(usual):
            found.doubts.append(f"{listed(name for name in wanted if name not in usual)} {TWICE}")
    keep = [place for place, label in enumerate(found.labels) if label in kept]
    found.labels = [found.labels[place] for place in keep]
    found.values = [[cells[place] for place in keep] for cells in found.values]
    found.times = [found.times[place] for place in keep] if found.times else []
    found.lines = array("l", (found.lines[place] for place in keep))
    found.added = tuple(name for name, label in spelled.items() if label in kept)
    found.left_out = (*found.left_out, *left_out)
    found.format += f", sum over column {', '.join(map(shown, names))}"
