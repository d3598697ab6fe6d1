"""Tables of any kind, the last resort: which column is the time, which the data written, and in which unit."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace

from calculators.traces.amounts import BYTES_PER_SECOND, COUNTER, Unit, unit_in, unit_named
from calculators.traces.dialects.claim import Claim
from calculators.traces.document import Document
from calculators.traces.found import (
    FIRST_VALUES,
    MOST_COLUMNS,
    TWICE,
    Found,
    listed,
    several,
    use_devices,
    weighed,
)
from calculators.traces.layout import DELIMITERS, LONGEST_LINE, Layout, interval_in, is_number, layout_of, mostly
from calculators.traces.model import LeftOut, Notebook, shown
from calculators.traces.selection import selected
from calculators.traces.sysstat import SYSSTAT
from calculators.traces.tables.cells import ORACLE, Columns, table_rows
from calculators.traces.tables.counted import Values, is_data, table_unit, value_columns
from calculators.traces.tables.times import (
    END_NAME,
    RANGE,
    also_times,
    are_ranges,
    end_of,
    interval_column,
    names_time,
    rises,
    time_columns,
)
from calculators.traces.words import DATA_WORD, TOTALS, says_written

TITLE = "table"
# A column of values may be mostly unreadable and still be the only one.
SOME = 0.1
LABEL_NAME = re.compile(
    r"^(?:dev|device|disk|host|hostname|computer|server|vm|instance|entity|lun|volume|vdisk|member|object|machine|series|name|resource|instancename)"
    r"(?: ?name)?:?$",
    re.IGNORECASE,
)
_VSPHERE = ("disk.write.average", "virtualDisk.write.average")
_METRIC_NAMES = frozenset(
    {"metricid", "metric_name", "metric", "metricname", "countername", "counter", "counter_name", "stat_name"}
)
_VALUE_NAMES = ("value", "countervalue", "counter_value", "average", "avg")
# Behind bytes a second, as Pure Storage prints them: 568.49M.
_SUFFIXED = re.compile(r"\d+(?:\.\d+)?[KMGT]$")


def recognise(document: Document) -> Claim:
    """Return that it is likely: whatever no other dialect is sure of may be a table."""
    return Claim.LIKELY


def read(document: Document, *, column: str | None, notebook: Notebook) -> Found | None:
    """Return what a table holds; None when there is no column of numbers.

    Raises Unclear when no column says that it counts.
    """
    lines = document.lines(notebook)
    ranges = are_ranges(lines)
    if ranges:
        lines = [RANGE.sub(end_of, line, count=1) for line in lines]
    layout = layout_of(lines)
    if layout is None:
        notebook.problem(
            "no data",
            f"No line of up to {LONGEST_LINE} characters has a number or a time by itself, between commas, semicolons, "
            "bars, tabs or spaces. Each line needs a time and the data written.",
        )
        return None
    times = time_columns(layout)
    header = layout.header
    if header and len(header) == layout.width - 1:
        # Date, time of day and what is behind it lie under fewer names; else the names do not belong to the columns.
        at = times[0] if times else 0
        named = sum(map(names_time, header[at : at + len(times)]))
        header = (*header[: at + 1], "", *header[at + 1 :]) if len(times) > 1 == len(times) - named else ()
        layout = replace(layout, header=header)
    numbers = [
        place
        for place in range(layout.width)
        if place not in times
        and mostly([row[place] for row in layout.sample], is_number, SOME)
        and not also_times(layout, place)
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
    columns = Columns(times=times, values=(), labels=labels)
    stat = _stat_rows(layout, columns, notebook)
    of_label = (
        column if labels and selected(column or "", tuple(names.values()), tuple(names.values())) is None else None
    )
    chosen = (
        Values(used=[header.index(_value_name(header))])
        if stat
        else value_columns(names, layout, None if of_label else column, notebook)
    )
    used = chosen.used
    offered = chosen.parts or chosen.unnamed
    columns.values = tuple(used)
    unit = stat or table_unit(layout, used, notebook)
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
        columns=tuple(name for name in names.values() if is_data(name))[:MOST_COLUMNS],
        at_end=at_end,
        interval=interval_in(layout.heading) or interval_column(layout),
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
    table_rows(lines, layout, columns, found, notebook)
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


def _stat_rows(layout: Layout, columns: Columns, notebook: Notebook) -> Unit | None:
    """Choose the metric of a table with one metric a line, with its unit; None for any other table."""
    names = [name.strip().casefold() for name in layout.header]
    at = next((place for place, name in enumerate(names) if name in _METRIC_NAMES), None)
    if at is None or not any(name in _VALUE_NAMES for name in names):
        return None
    metrics = list(dict.fromkeys(row[at] for row in layout.sample))
    whole = next((name for name in metrics if name.casefold() in ORACLE), None)
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
    if metric == whole and metric.casefold() == ORACLE[-1]:
        value = names.index(_value_name(layout.header).strip().casefold())
        return COUNTER if rises([row[value] for row in layout.sample if row[at] == metric]) else None
    stated = next((place for place, name in enumerate(names) if name in ("unit", "metric_unit", "units")), None)
    unit = (
        next((unit_in(row[stated]) for row in layout.sample if row[at] == metric), None) if stated is not None else None
    )
    return unit or unit_in(metric) or (unit_named("KB", "s") if metric.endswith(".write.average") else None)


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
