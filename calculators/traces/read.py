"""Reads a change trace from the text of a file or from a day's profile."""

import math
from array import array
from collections.abc import Iterable, Sequence

from calculators.replication.units import DAY, HOUR
from calculators.traces.amounts import UNIT_NAMES, Unit, parse_unit
from calculators.traces.found import Found
from calculators.traces.intervals import Samples, from_samples, from_values
from calculators.traces.layout import read_lines, refusal
from calculators.traces.model import Notebook, Reading, Trace, shown
from calculators.traces.numbers import MOST, read_numbers
from calculators.traces.pdh import find_pdh, is_pdh
from calculators.traces.sysstat import find_sysstat, is_sysstat
from calculators.traces.table import find_table
from calculators.traces.times import EPOCH, LAST_OFFSET, MONDAY, Moments, read_times

HOURS = 24


def read_trace(
    text: str,
    *,
    utc_offset_minutes: int = 0,
    unit: str | None = None,
    column: str | None = None,
    interval_seconds: float | None = None,
) -> Reading:
    """Return the trace in a text, with notes on all that was not read as it stands. Never raises for any text.

    `utc_offset_minutes` is how far times without a zone are ahead of UTC. `unit` (such as `MB/s`, or `MB` for an
    amount per interval) and `column` replace what the text says. `interval_seconds` is the interval of a text without
    times, and of one with a single time.
    """
    notebook = Notebook()
    given = _given_unit(unit, notebook)
    interval = _given_interval(interval_seconds, notebook)
    offset = _given_offset(utc_offset_minutes, notebook)
    if reason := refusal(text):
        notebook.problem("refused", reason)
        return Reading(trace=None, notes=notebook.notes(), format="nothing", columns=(), unit="")
    lines = read_lines(text, notebook)
    source = find_pdh if is_pdh(lines) else find_sysstat if is_sysstat(lines) else find_table
    asides = Notebook()
    found = source(lines, column=column, notebook=asides)
    del lines
    _take(asides, notebook, but={"unit"} if given else set())
    if found is None:
        return Reading(trace=None, notes=notebook.notes(), format="nothing that was recognised", columns=(), unit="")
    used = given or found.unit
    if used.doubt and not given:
        notebook.warning("unit", used.doubt, column=found.value_columns[0])
    trace = _trace(found, used, interval or found.interval, offset, notebook)
    if trace is None and not any(note.level == "problem" for note in notebook.notes()):
        notebook.problem("no data", "There is a header and no line of data below it.")
    return Reading(trace=trace, notes=notebook.notes(), format=found.format, columns=found.columns, unit=used.name)


def read_profile(values: Sequence[float], unit: str) -> Trace:
    """Return the trace of a day by its 24 hours, from midnight of a Monday without a zone.

    `unit` is a rate, or an amount per hour. Raises ValueError for another number of values, a negative one, one
    above 10^18 or that is no number, or an unknown unit.
    """
    parsed = parse_unit(unit)
    if parsed is None:
        raise ValueError(f"{shown(unit)} is not a unit. Allowed: {', '.join(UNIT_NAMES)}.")
    if len(values) != HOURS:
        raise ValueError(f"A day has {HOURS} hours, and there are {len(values)} values.")
    for hour, value in enumerate(values):
        if not 0 <= value <= MOST:
            raise ValueError(f"Hour {hour}: {value} is out of range. Enter a number from 0 up to 10^18.")
    trace = from_values(values, parsed, HOUR)
    assert trace is not None
    midnight = (MONDAY.toordinal() - EPOCH) * DAY
    return Trace(
        starts=array("d", (midnight + start for start in trace.starts)),
        durations=trace.durations,
        sizes=trace.sizes,
        has_clock=True,
    )


def _given_unit(unit: str | None, notebook: Notebook) -> Unit | None:
    if unit is None or not unit.strip():
        return None
    parsed = parse_unit(unit)
    if parsed is None:
        notebook.problem(
            "given unit",
            f"{shown(unit)} is not a unit. Allowed: {', '.join(UNIT_NAMES)}. The unit of the text is used.",
        )
    return parsed


def _given_interval(seconds: float | None, notebook: Notebook) -> float | None:
    if seconds is None:
        return None
    if not 0 < seconds <= 366 * DAY:
        notebook.problem(
            "given interval", "The interval must be more than 0 seconds and at most a year. It is not used."
        )
        return None
    return float(seconds)


def _given_offset(minutes: int, notebook: Notebook) -> int:
    if abs(minutes) > LAST_OFFSET:
        notebook.problem("given zone", "The time zone must lie within 14 hours of UTC. UTC is used.")
        return 0
    return minutes


def _take(asides: Notebook, notebook: Notebook, but: set[str]) -> None:
    for (topic, column), note in asides.entries():
        if topic not in but:
            notebook.add(note.level, topic, note.message, line=note.line, column=column, count=note.count)


def _values(found: Found, notebook: Notebook) -> "array[float]":
    """Return the sum of the value columns, or of the lines of each report; NaN where none of them has a value."""
    columns = [
        read_numbers(cells, found.lines, comma_separates=found.comma_separates, column=name, notebook=notebook)
        for cells, name in zip(found.values, found.value_columns, strict=True)
    ]
    if found.blocks:
        reports: dict[int, list[float]] = {}
        for report, value in zip(found.blocks, columns[0], strict=True):
            reports.setdefault(report, []).append(value)
        return array("d", map(_sum, reports.values()))
    if len(columns) == 1:
        return columns[0]
    return array("d", map(_sum, zip(*columns, strict=True)))


def _sum(values: Iterable[float]) -> float:
    """Return the sum of the values that are known; NaN when none is."""
    known = [value for value in values if not math.isnan(value)]
    return min(math.fsum(known), MOST) if known else math.nan


def _trace(found: Found, unit: Unit, interval: float | None, offset: int, notebook: Notebook) -> Trace | None:
    if not found.lines:
        return None
    values = _values(found, notebook)
    if not found.times:
        if interval is None:
            notebook.problem(
                "interval",
                "There is no column of times. State the interval in seconds, or add a line such as: interval 60.",
            )
            return None
        return from_values(values, unit, interval)
    stated = found.offset_minutes is not None and abs(found.offset_minutes) <= LAST_OFFSET
    zone = found.offset_minutes if stated and found.offset_minutes is not None else offset
    moments = read_times(
        found.times, found.lines, offset_minutes=zone, column=found.time_column, notebook=notebook, order=found.order
    )
    return from_samples(
        _samples(found, moments, values, unit, notebook), interval=interval, offset_minutes=zone, notebook=notebook
    )


def _samples(found: Found, moments: Moments, values: "array[float]", unit: Unit, notebook: Notebook) -> Samples:
    """Return the samples of the lines whose time and value are known, summed over what one time has several of."""
    times: Sequence[float] = moments.times
    if found.midnights is not None:
        times = [time + DAY * nights for time, nights in zip(times, found.midnights, strict=True)]
    labels, lines = found.labels, found.lines
    # NaN is the only number that is not itself.
    if any(map(math.isnan, times)) or any(map(math.isnan, values)):
        keep = [
            place
            for place, (time, value) in enumerate(zip(times, values, strict=True))
            if not math.isnan(time) and not math.isnan(value)
        ]
        times = [times[place] for place in keep]
        values = array("d", (values[place] for place in keep))
        labels = [labels[place] for place in keep] if labels else labels
        lines = array("l", (lines[place] for place in keep))
    if labels:
        times, values, lines = _sums(times, values, labels, lines, column=found.time_column, notebook=notebook)
    return Samples(
        times=times,
        values=values,
        unit=unit,
        at_end=found.at_end,
        has_clock=moments.has_clock,
        local=moments.local,
        doubles=not labels,
        lines=lines,
        column=found.time_column,
    )


def _sums(
    times: Sequence[float],
    values: Sequence[float],
    labels: Sequence[str],
    lines: Sequence[int],
    *,
    column: str,
    notebook: Notebook,
) -> tuple[list[float], "array[float]", "array[int]"]:
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
    for (time, _), value in best.items():
        sums[time] = min(sums.get(time, 0.0) + value, MOST)
    return list(sums), array("d", sums.values()), array("l", (first[time] for time in sums))
