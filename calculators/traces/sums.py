"""What is written at each time: the sum over devices, and what it means where one of them is missing."""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from calculators.answers import wording
from calculators.traces.model import MOST_OF_A_NAME, LeftOut, Notebook, shown
from calculators.traces.numbers import MOST

# A table whose rows lack one column or another more often than this has series that do not go together.
MOST_HOLES = 0.5
MOST_NAMED = 3


@dataclass(slots=True, kw_only=True)
class Sums:
    """Sums that belong to lines or to times."""

    values: "array[float]"
    """NaN where a part of the sum is not known."""
    doubts: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def total(values: Iterable[float]) -> float:
    """Return a sum that stays in the range of what a machine writes."""
    return min(math.fsum(values), MOST)


def over_columns(
    columns: Sequence["array[float]"], names: Sequence[str], lines: Sequence[int], notebook: Notebook
) -> Sums | None:
    """Return the sum of columns in each line; None, with a note, where they do not go together.

    A column counts from its first value to its last one. Within, a line that lacks it has no sum.
    """
    if len(columns) == 1:
        return Sums(values=columns[0])
    sums = Sums(values=array("d"))
    spans: list[tuple[int, int]] = []
    kept: list[array[float]] = []
    for column, name in zip(columns, names, strict=True):
        known = [place for place, value in enumerate(column) if not math.isnan(value)]
        if not known:
            sums.left_out.append(LeftOut(name=name, reason="no value in it"))
            sums.doubts.append(f"{shown(name, MOST_OF_A_NAME)} has no value at all.")
            continue
        first, last = known[0], known[-1]
        if first > 0 or last < len(column) - 1:
            sums.doubts.append(f"{shown(name, MOST_OF_A_NAME)} has values in a part of the record only.")
        spans.append((first, last))
        kept.append(column)
    if not kept:
        return Sums(values=array("d", [math.nan] * len(lines)), left_out=sums.left_out)
    holes = 0
    first_hole = 0
    for place, row in enumerate(zip(*kept, strict=True)):
        expected = [value for value, (first, last) in zip(row, spans, strict=True) if first <= place <= last]
        if not expected or any(map(math.isnan, expected)):
            holes += bool(expected)
            first_hole = first_hole or (lines[place] if expected else 0)
            sums.values.append(math.nan)
        else:
            sums.values.append(total(expected))
    if holes > MOST_HOLES * len(lines):
        notebook.problem(
            "holes",
            f"The columns have their values in different lines ({wording.count(holes, 'line')} of {len(lines)}), so "
            "they cannot be added up. Export them with one interval, or choose one column.",
            line=first_hole,
        )
        return None
    if holes:
        notebook.problem(
            "incomplete",
            "A line lacks the value of a column that has values before and after it. It counts as not known.",
            line=first_hole,
            count=holes,
        )
    sums.doubts = _few(sums.doubts)
    return sums


def _few(doubts: list[str], most: int = 2) -> list[str]:
    more = len(doubts) - most
    return doubts if more <= 0 else [*doubts[:most], f"So have {more} more."]


@dataclass(slots=True, kw_only=True)
class Series:
    """Sums by time."""

    times: list[float]
    values: "array[float]"
    lines: "array[int]"
    doubts: list[str] = field(default_factory=list)


def over_labels(
    times: Sequence[float],
    values: Sequence[float],
    labels: Sequence[str],
    lines: Sequence[int],
    *,
    column: str,
    idle: bool,
    perhaps_idle: bool,
    notebook: Notebook,
) -> Series:
    """Return the sum over devices at each time, in the order of the text.

    A device that a time lacks wrote nothing then where `idle` says so; perhaps, where `perhaps_idle`; else the sum of
    that time is not known, unless the device came later or had gone.
    """
    if (series := _whole_reports(times, values, labels, lines)) is not None:
        return series
    best: dict[tuple[float, str], float] = {}
    first: dict[float, int] = {}
    double = 0
    for key, value, line in zip(zip(times, labels, strict=True), values, lines, strict=True):
        if key in best:
            double = double or line
            best[key] = max(best[key], value)
        else:
            best[key] = value
            first.setdefault(key[0], line)
    if double:
        notebook.problem(
            "double",
            "The same time occurs more than once for the same device. The largest of its values is kept.",
            line=double,
            column=column,
            count=len(times) - len(best),
        )
    sums: dict[float, float] = {}
    here: dict[float, int] = {}
    for (time, _), value in best.items():
        sums[time] = min(sums.get(time, 0.0) + value, MOST)
        here[time] = here.get(time, 0) + 1
    found = Series(times=[], values=array("d"), lines=array("l"))
    unknown: set[float] = set()
    if not idle and len(best) != len(sums) * len(set(labels)):
        unknown = _incomplete(best, here, first, found, perhaps_idle=perhaps_idle, column=column, notebook=notebook)
    found.times = [time for time in sums if time not in unknown]
    found.values = array("d", (sums[time] for time in found.times))
    found.lines = array("l", (first[time] for time in found.times))
    return found


def _whole_reports(
    times: Sequence[float], values: Sequence[float], labels: Sequence[str], lines: Sequence[int]
) -> Series | None:
    """Return the sum of each time where all have the same devices in the same order; None where one has others."""
    width = len(set(labels)) or 1
    every = times[::width]
    if (
        list(labels) != list(labels[:width]) * len(every)
        or len(set(every)) != len(every)
        or any(times[place::width] != every for place in range(1, width))
    ):
        return None
    sums = (total(values[place : place + width]) for place in range(0, len(values), width))
    return Series(times=list(every), values=array("d", sums), lines=array("l", lines[::width]))


def _incomplete(
    best: Iterable[tuple[float, str]],
    here: dict[float, int],
    first: dict[float, int],
    found: Series,
    *,
    perhaps_idle: bool,
    column: str,
    notebook: Notebook,
) -> set[float]:
    """Return the times whose sum is not known; say which devices come, go, or are missing in between."""
    order = sorted(here)
    place = {time: at for at, time in enumerate(order)}
    spans: dict[str, tuple[int, int, int]] = {}
    for time, label in best:
        at = place[time]
        low, high, count = spans.get(label, (at, at, 0))
        spans[label] = (min(low, at), max(high, at), count + 1)
    holes = {label: high - low + 1 - count for label, (low, high, count) in spans.items() if high - low + 1 > count}
    if perhaps_idle:
        if holes or any((low, high) != (0, len(order) - 1) for low, high, _ in spans.values()):
            names = [*holes] or [label for label, span in spans.items() if span[:2] != (0, len(order) - 1)]
            found.doubts.append(
                f"Some reports do not name {', '.join(shown(name) for name in names[:3])}. They count as idle then, as "
                "with the option that leaves idle devices out."
            )
        return set()
    last = len(order) - 1
    # A text that was cut in a report has lost devices at its end or at its begin only.
    cut = set()
    if last > 1:
        if any(high == last - 1 for _, high, _ in spans.values()):
            cut.add(order[last])
        if any(low == 1 for low, _, _ in spans.values()):
            cut.add(order[0])
    steps = [0] * (len(order) + 1)
    for low, high, _ in spans.values():
        steps[low] += 1
        steps[high + 1] -= 1
    lacking = {time for time, expected in zip(order, accumulate(steps), strict=False) if here[time] < expected} | cut
    if lacking:
        notebook.problem(
            "incomplete",
            "A time lacks a device that the times around it have. What was written then counts as not known.",
            line=min(first[time] for time in lacking),
            column=column,
            count=len(lacking),
        )
    partly = [
        label
        for label, (low, high, _) in spans.items()
        if low > (1 if order[0] in cut else 0) or high < last - (1 if order[last] in cut else 0)
    ]
    if partly:
        shared = ", ".join(shown(name) for name in partly[:MOST_NAMED])
        more = len(partly) - MOST_NAMED
        found.doubts.append(f"A part of the record only names {shared}" + (f" and {more} more." if more > 0 else "."))
    return lacking


def differences(times: Sequence[float], values: Sequence[float], labels: Sequence[str]) -> tuple["array[float]", int]:
    """Return what a counter rose by since the time before, for each label, and how often one began anew.

    NaN for the first of each label and where it fell: it began anew, and nobody knows what it had reached.
    """
    rises = array("d", [math.nan] * len(values))
    before: dict[str, float] = {}
    last: dict[str, float] = {}
    restarts = 0
    order = sorted(range(len(times)), key=times.__getitem__)
    for place in order:
        label, value = labels[place] if labels else "", values[place]
        if label in before and times[place] > last[label]:
            if value >= before[label]:
                rises[place] = value - before[label]
            else:
                restarts += 1
        before[label], last[label] = value, times[place]
    return rises, restarts
