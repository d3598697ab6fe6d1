"""Tables of any kind: which column is the time, which the data written, and in which unit."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from calculators.traces.amounts import BYTES_PER_SECOND, Unit, unit_in, unit_named
from calculators.traces.found import MOST_COLUMNS, SYSSTAT, WRITTEN, Found, chosen, listed, whole_disks
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
from calculators.traces.model import Notebook, shown
from calculators.traces.times import is_date, is_time, split, time_of_day

# The score of a column that is no data at all, such as a latency.
NEVER = -50
# So many lines are split at once, as long as all of them are plain.
TOGETHER = 1_000
# A column of values may be mostly unreadable and still be the only one.
SOME = 0.1

READ = re.compile(r"read|\brd\b|lese|^r[km]b|_r\b|received|transmit|net\b", re.IGNORECASE)
TOTAL = re.compile(r"total|\ball\b|both|through|traffic|usage", re.IGNORECASE)
NO_DATA = re.compile(
    r"iops|latency|%|\bms\b|millisec|queue|await|util|\bcount|\breq|requests|transfers|\bops\b|tps|number|interval|svctm"
    r"|commands|(?:reads|writes)/s|temperature|\bcpu\b|\bid\b|\bindex\b|^#$|^no\.?$|areq|aqu-|wrqm|^w/s|^d/s|dkb|sec/",
    re.IGNORECASE,
)
TIME_NAME = re.compile(r"time|date|zeit|datum|^t$|^ts$|epoch|^s$|sec|elapsed|clock|start|end", re.IGNORECASE)
END_NAME = re.compile(r"\b(?:end|until|to|bis)\b|_end|end_", re.IGNORECASE)
LABEL_NAME = re.compile(
    r"^(?:dev|device|disk|host|hostname|server|vm|instance|entity|lun|volume|object|machine)(?: ?name)?:?$",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class _Columns:
    """Which column of a table is what."""

    times: tuple[int, ...]
    """The columns that together are the time."""
    value: int
    labels: tuple[int, ...]
    only: tuple[int, str] | None = None
    """A column and the text it must hold, for tables that hold several metrics."""


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
            return (place, place + 1, place_of_half) if half else (place, place + 1)
        half = place + 1 < len(columns) and mostly(columns[place + 1], lambda cell: cell.upper() in ("AM", "PM"))
        return (place, place + 1) if half else (place,)
    if layout.width == 1:
        return ()
    for place, cells in enumerate(columns):
        if not mostly(cells, is_number):
            continue
        name = layout.header[place] if place < len(layout.header) else ""
        if name and TIME_NAME.search(name) and not unit_in(name) and "interval" not in name.casefold():
            return (place,)
        if not layout.header and place == 0 and mostly(cells, is_time) and cells == sorted(cells):
            return (place,)
    return ()


def _also_times(layout: Layout, place: int) -> bool:
    """Return whether a column of numbers is times as well, such as the end of each interval."""
    name = layout.name(place)
    named = TIME_NAME.search(name) is not None and unit_in(name) is None
    return named and mostly([row[place] for row in layout.sample], is_time)


def _interval_column(layout: Layout) -> float | None:
    """Return the interval that a column of that name states in every line; None without one."""
    for place, name in enumerate(layout.header):
        cells = {row[place] for row in layout.sample if place < len(row)}
        if name.strip().casefold() == "interval" and len(cells) == 1:
            return interval_in(f"interval {cells.pop()}")
    return None


def score(name: str) -> int:
    """Return how well a name suits a column of data written; below 0 when it is something else."""
    if NO_DATA.search(name) and not unit_in(name):
        return NEVER
    points = 10 if WRITTEN.search(name) else 2 if TOTAL.search(name) else -10 if READ.search(name) else 0
    return points + (5 if unit_in(name) else 0) - (20 if NO_DATA.search(name) else 0)


def find_table(lines: Sequence[str], *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a table holds; None when there is no column of data written."""
    layout = layout_of(lines)
    if layout is None:
        notebook.problem(
            "no data",
            f"No line of up to {LONGEST_LINE} characters has a number in it. "
            "Each line needs a time and the data written.",
        )
        return None
    times = _time_columns(layout)
    header = layout.header
    if header and len(header) == layout.width - 1:
        # A date and a time of day under one name.
        at = times[0] if times else 0
        header = (*header[: at + 1], *("" for _ in times[1:2] or (0,)), *header[at + 1 :])
        layout = Layout(
            delimiter=layout.delimiter, header=header, heading=layout.heading, start=layout.start, sample=layout.sample
        )
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
    value = _value_column(names, layout, column, notebook)
    if value is None:
        return None
    labels = tuple(
        place
        for place, name in enumerate(header)
        if place not in (*times, value)
        and LABEL_NAME.match(name.strip())
        and not mostly([row[place] for row in layout.sample if place < len(row)], is_number)
    )
    columns = _Columns(times=times, value=value, labels=labels)
    unit = _stat_rows(layout, columns, notebook) or _table_unit(layout, value, notebook)
    separated = f"separated by {DELIMITERS[layout.delimiter]}" if layout.delimiter else "one column"
    time_name = layout.name(times[0]) if times else ""
    vsphere = "KBps" in names[value] or "disk.write" in names[value].casefold() or columns.only is not None
    at_end = bool(END_NAME.search(time_name)) or names[value] in SYSSTAT or vsphere
    kind = "vSphere performance data" if vsphere else "table"
    found = Found(
        format=f"{kind} ({separated}), "
        + (
            f"times in column {shown(time_name)} are the {'end' if at_end else 'start'} of each interval"
            if times
            else "values in equal intervals"
        )
        + f", data written in column {shown(names[value])}",
        unit=unit,
        lines=array("l"),
        values=[[]],
        time_column=time_name,
        value_columns=(names[value],),
        columns=tuple(name for name in names.values() if score(name) > NEVER)[:MOST_COLUMNS],
        at_end=at_end,
        interval=interval_in(layout.heading) or _interval_column(layout),
        comma_separates=layout.delimiter == ",",
    )
    _table_rows(lines, layout, columns, found, notebook)
    if labels and found.lines:
        _use_labels(found, [layout.name(place) for place in labels], notebook)
    return found


def _value_column(names: dict[int, str], layout: Layout, column: str | None, notebook: Notebook) -> int | None:
    wanted = chosen(column, tuple(names.values()), notebook)
    if wanted is not None:
        return next(place for place, name in names.items() if name == wanted)
    scores = {place: score(name) for place, name in names.items()}
    best = max(scores, key=lambda place: scores[place])
    if scores[best] < 0:
        notebook.problem(
            "no written",
            f"No column is data written: {listed(names.values())}. Name the column, or choose one of these.",
        )
        return None
    others = [name for place, name in names.items() if place != best and scores[place] > -20]  # noqa: PLR2004
    if others:
        notebook.warning(
            "choice", f"Column {shown(names[best])} is used. Also there: {listed(others)}.", column=names[best]
        )
    return best


def _table_unit(layout: Layout, value: int, notebook: Notebook) -> Unit:
    name = layout.name(value)
    if unit := SYSSTAT.get(name) or (unit_in(name) if layout.header else unit_in(layout.heading)):
        return unit
    cells = [row[value] for row in layout.sample]
    for cell in cells[:1]:
        if unit := unit_in(cell.lstrip("0123456789.,+-'’ \u00a0\u202f")):
            return unit
    notebook.problem(
        "unit",
        "The column names no unit. It is read in bytes per second; choose the unit if that is wrong, such as MB/s.",
        column=name,
    )
    return BYTES_PER_SECOND


def _stat_rows(layout: Layout, columns: _Columns, notebook: Notebook) -> Unit | None:
    """Choose the metric of a table that Get-Stat of PowerCLI wrote, with its unit; None for any other table."""
    names = [name.casefold() for name in layout.header]
    if "metricid" not in names or "value" not in names:
        return None
    at = names.index("metricid")
    metrics = dict.fromkeys(row[at] for row in layout.sample)
    metric = next((name for name in ("disk.write.average", "virtualDisk.write.average") if name in metrics), None)
    if metric is None:
        notebook.problem("metric", f"No metric is data written, such as disk.write.average: {listed(metrics)}.")
        return None
    if len(metrics) > 1:
        notebook.warning("metric", f"The metric {metric} is used. Also there: {listed(set(metrics) - {metric})}.")
    columns.only = (at, metric)
    unit = (
        next((unit_in(row[names.index("unit")]) for row in layout.sample if row[at] == metric), None)
        if ("unit" in names)
        else None
    )
    return unit or unit_named("KB", "s")


def _table_rows(lines: Sequence[str], layout: Layout, columns: _Columns, found: Found, notebook: Notebook) -> None:
    needed = max((columns.value, *columns.times, *columns.labels, *((columns.only[0],) if columns.only else ()))) + 1
    header = lines[layout.start - 1].strip() if layout.start and layout.header else None
    numbers = array("l")
    for begin in range(layout.start, len(lines), TOGETHER):
        part = lines[begin : begin + TOGETHER]
        rows = _plain_rows(part, layout.delimiter, needed, header)
        places: Sequence[int] = range(begin + 1, begin + len(part) + 1)
        if rows is None:
            places, rows = _careful_rows(part, layout.delimiter, needed, header, begin=begin, notebook=notebook)
        if columns.only:
            at, wanted = columns.only
            keep = [place for place, row in enumerate(rows) if row[at].strip() == wanted]
            places, rows = [places[place] for place in keep], [rows[place] for place in keep]
        numbers.extend(places)
        found.values[0] += [row[columns.value].strip() for row in rows]
        found.times += _joined(rows, columns.times, " ")
        found.labels += _joined(rows, columns.labels, "\t")
    found.lines = numbers


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


def _use_labels(found: Found, names: Sequence[str], notebook: Notebook) -> None:
    """Keep what adds up: whole disks and, of instances, the total that has no name."""
    distinct = dict.fromkeys(found.labels)
    if len(distinct) == 1:
        found.labels = []
        return
    parts = {label: label.split("\t") for label in distinct}
    kept = set(distinct)
    for place, name in enumerate(names):
        folded = name.casefold().rstrip(":")
        own = list(dict.fromkeys(part[place] for part in parts.values()))
        if folded == "instance" and "" in own:
            kept &= {label for label, part in parts.items() if part[place] == ""}
        elif folded in ("dev", "device") and len(own) > 1:
            disks = set(whole_disks(own, notebook))
            kept &= {label for label, part in parts.items() if part[place] in disks}
    keep = [place for place, label in enumerate(found.labels) if label in kept]
    found.labels = [found.labels[place] for place in keep]
    found.values = [[cells[place] for place in keep] for cells in found.values]
    found.times = [found.times[place] for place in keep] if found.times else []
    found.lines = array("l", (found.lines[place] for place in keep))
    found.format += f", sum over column {', '.join(map(shown, names))}"
