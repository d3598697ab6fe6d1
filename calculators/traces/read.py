"""Reads a change trace from the text of a file or from a day's profile."""

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import le, truediv

from calculators.answers import wording
from calculators.replication.units import DAY, HOUR
from calculators.traces.amounts import (
    BYTES_PER_SECOND,
    COUNTER,
    MULTIPLES,
    UNIT_NAMES,
    WORDS,
    Unit,
    parse_unit,
    unit_named,
)
from calculators.traces.dialects import Dialect, claims
from calculators.traces.document import Document, refusal
from calculators.traces.found import FIRST_VALUES, Found, Unclear
from calculators.traces.intervals import Samples, from_samples, from_values
from calculators.traces.model import Candidate, Contents, Notebook, Question, Reading, Trace, shown
from calculators.traces.numbers import MOST, read_numbers
from calculators.traces.offers import choices
from calculators.traces.sums import Series, differences, over_columns, over_labels
from calculators.traces.times import EPOCH, LAST_OFFSET, MONDAY, Moments, read_times, zone_name

HOURS = 24
KNOWN_GAPS = frozenset({"gaps", "empty", "given unit", "given interval", "given zone"})
"""Topics of problems after which what was read is right: a gap is told, and what was given wrongly was not used."""
# A rate rises now and then; one that never falls in so many values is a counter, or few values of a large one.
MANY, FEW, LARGE = 24, 4, 20
MOST_LOOKED_AT = 10_000
MOST_BEFORE = 50
SHORT = 3
"""Values of so few figures differ in their length."""
LONGEST_USUAL = 40 * DAY
SURE_OF_STEP = 3
ONLY_RISES = (
    "The values only rise: they look like the state of a counter. They are read as rates or amounts; choose the "
    "unit `counter` if they count up."
)


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
        return _nothing(notebook)
    document = Document(text)
    dialect = _dialect(document, notebook)
    if dialect is None:
        return _nothing(notebook)
    asides = Notebook()
    found = None
    try:
        found = dialect.read(document, column=column, notebook=asides)
        _take(asides, notebook, but={"unit"} if given else set())
        if found is None:
            return _nothing(notebook)
        _drop_cut(document, found, notebook)
        _ask_unit(found, given)
        return _reading(dialect, found, _Given(unit=given, interval=interval, offset=offset), notebook)
    except Unclear as unclear:
        if found is None:
            _take(asides, notebook, but=set())
        notebook.problem("question", unclear.question.text)
        return Reading(
            trace=None,
            question=unclear.question,
            notes=notebook.notes(),
            format=dialect.TITLE,
            columns=tuple(candidate.value for candidate in unclear.question.candidates),
            unit="",
        )


def _drop_cut(document: Document, found: Found, notebook: Notebook) -> None:
    """Take the value at the very end of a text as unreadable where it looks like the begin of one.

    A text that was cut ends without a line feed, in a quoted field or with fewer figures than all values before it.
    """
    if document.text.endswith("\n") or not found.lines:
        return
    line = document.text[document.text.rfind("\n") + 1 :]
    for cells in found.values:
        last = cells[-1]
        if not last or not line.rstrip('" ').endswith(last):
            continue
        before = cells[-MOST_BEFORE:-1]
        decimals = {len(cell.partition(".")[2]) for cell in before}
        lengths = [len(cell) for cell in before]
        fewer = len(decimals) == 1 and len(before) > 1 and len(last.partition(".")[2]) < min(decimals)
        shorter = len(before) > 1 and min(lengths) == max(lengths) > SHORT and len(last) < min(lengths)
        if len(before) < FEW and (
            (len(decimals) == 1 and len(last.partition(".")[2]) < min(decimals))
            or all(len(last) < length for length in lengths)
        ):
            found.doubts.append(f"The text ends with {shown(last)} and no line feed: it may be cut there.")
        if line.count('"') % 2 or fewer or shorter:
            cells[-1] = ""
            notebook.problem(
                "cut", f"The text ends within {shown(last)}, as it seems. The value is left out.", line=found.lines[-1]
            )


def _nothing(notebook: Notebook) -> Reading:
    return Reading(trace=None, notes=notebook.notes(), format="nothing that was recognised", columns=(), unit="")


def _dialect(document: Document, notebook: Notebook) -> Dialect | None:
    """Return the one dialect of a text; None, with a note, where two are sure of it."""
    sure, likely = claims(document)
    if len(sure) > 1:
        titles = " and ".join(dialect.TITLE for dialect in sure)
        notebook.problem(
            "two dialects", f"This text holds output of several programs: {titles}. Paste one of them at a time."
        )
        return None
    return (sure or likely)[0]


def _ask_unit(found: Found, given: Unit | None) -> None:
    if found.unit is None and given is None and found.lines:
        first = tuple(cell[:24] for cell in found.values[0][:FIRST_VALUES]) if found.values else ()
        raise Unclear(
            Question(
                field="unit",
                label="Choose the unit of the values",
                text=found.unit_question
                or f"Nothing names the unit of {shown(found.value_columns[0])}. Choose the unit, such as MB/s.",
                candidates=tuple(
                    Candidate(
                        value=name,
                        label=WORDS.get(name, name),
                        first=first,
                    )
                    for name in UNIT_NAMES
                ),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What came along with the text."""

    unit: Unit | None
    interval: float | None
    offset: int


def _reading(dialect: Dialect, found: Found, given: _Given, notebook: Notebook) -> Reading:
    used = given.unit or found.unit or BYTES_PER_SECOND
    if used == COUNTER:
        found.cumulative, used = True, unit_named("B")
    if found.cumulative:
        used = replace(used, period=None)
    if used.unsure and not given.unit:
        found.doubts.append(used.unsure)
    if used.doubt and not given.unit:
        notebook.warning("unit", used.doubt, column=found.value_columns[0])
    trace = _trace(found, used, given, notebook)
    if trace is None and not any(note.level == "problem" for note in notebook.notes()):
        notebook.problem("no data", "There is a header and no line of data below it.")
    if trace is not None and (usual := sorted(trace.durations)[len(trace.durations) // 2]) > LONGEST_USUAL:
        found.doubts.append(f"An interval lasts {wording.duration(usual)}: the times may have been read wrongly.")
    if trace is not None and len(trace.starts) == 1:
        found.doubts.append("There is one interval only.")
    if trace is not None and 1 < len(trace.starts) < SURE_OF_STEP and _is_an_amount(found, used):
        found.doubts.append("Amounts in two lines only do not tell how long an interval is: one may be missing.")
    name = COUNTER.name if found.cumulative else used.name
    return Reading(
        trace=trace,
        doubts=() if trace is None else _doubts(found, notebook),
        contents=None if trace is None else _contents(dialect, found, trace, name, given.offset),
        notes=notebook.notes(),
        format=found.format,
        columns=found.columns,
        unit=name,
    )


def _is_an_amount(found: Found, unit: Unit) -> bool:
    """Return whether values count for an interval whose length only their times tell."""
    return unit.period is None and bool(found.times) and not (found.cumulative or found.whole or found.interval)


def _doubts(found: Found, notebook: Notebook) -> tuple[str, ...]:
    """Return why a trace may not be what was written: what its dialect doubts, and what was not read."""
    doubts = list(dict.fromkeys(found.doubts))
    unread = [note for (topic, _), note in notebook.entries() if note.level == "problem" and topic not in KNOWN_GAPS]
    if unread:
        more = f" There are {len(unread) - 1} more such findings." if len(unread) > 1 else ""
        doubts.append(f"{unread[0].message}{more}")
    return tuple(doubts)


def _contents(dialect: Dialect, found: Found, trace: Trace, unit: str, offset: int) -> Contents:
    gaps = [length for _, length in trace.gaps()]
    lengths = sorted(trace.durations)
    peak = max(map(truediv, trace.sizes, trace.durations))
    zone = ""
    if trace.has_clock:
        stated = found.offset_minutes is not None and abs(found.offset_minutes) <= LAST_OFFSET
        minutes = found.offset_minutes if stated and found.offset_minutes is not None else offset
        zone = f"{zone_name(minutes)}, as the text says" if stated else f"{zone_name(minutes)} where the text has none"
    return Contents(
        dialect=dialect.TITLE,
        host=found.host,
        added=found.added or found.value_columns,
        left_out=found.left_out,
        column=found.value_columns[0] if len(found.value_columns) == 1 or found.added else "",
        unit=unit,
        interval=lengths[len(lengths) // 2],
        untimed=not found.times or len(trace.starts) == 1,
        first=trace.starts[0],
        last=trace.starts[-1] + trace.durations[-1],
        zone=zone,
        gaps=len(gaps),
        unknown=math.fsum(gaps),
        restarts=found.restarts,
        mean=trace.total / trace.covered,
        peak=peak,
        measured=found.measured,
        own=found.own,
        choices=choices(found),
    )


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


def _factor(found: Found, unit: Unit) -> Callable[[str], float | None]:
    """Return how much a number counts for what stands behind it."""

    def factor(behind: str) -> float | None:
        if not behind:
            return 1.0
        if found.multiples and behind in MULTIPLES:
            # `120.0k` of a column in kB is 120 of them. Of blocks nobody knows what a k is.
            return MULTIPLES[behind] / unit.size if unit.name[:1] in ("K", "M", "B") else None
        own = parse_unit(behind)
        if own is None or (own.period is None) != (unit.period is None):
            return None
        return own.size / (own.period or 1) / (unit.size / (unit.period or 1))

    return factor


def _only_rises(values: Sequence[float]) -> bool:
    """Return whether values may be the state of a counter: they never fall, and rise little for what they are."""
    known = [value for value in values[:MOST_LOOKED_AT] if not math.isnan(value)]
    if len(known) < FEW or known[0] == known[-1] or not all(map(le, known, known[1:])):
        return False
    steps = [after - before for before, after in pairwise(known)]
    return len(known) >= MANY or known[0] >= LARGE * max(steps)


def _trace(found: Found, unit: Unit, given: _Given, notebook: Notebook) -> Trace | None:
    interval = given.interval or found.interval
    if not found.lines:
        return None
    columns = [
        read_numbers(
            cells,
            found.lines,
            comma_separates=found.comma_separates,
            column=name,
            notebook=notebook,
            factor=_factor(found, unit),
        )
        for cells, name in zip(found.values, found.value_columns, strict=True)
    ]
    stated = found.offset_minutes is not None and abs(found.offset_minutes) <= LAST_OFFSET
    zone = found.offset_minutes if stated and found.offset_minutes is not None else given.offset
    moments = _moments(found, zone, notebook)
    if found.cumulative:
        clock = moments.times[: len(found.lines)] if moments else [float(block) for block in _blocks(found)]
        if not _rises_of(found, columns, clock, notebook):
            return None
        # What is left of the lines is in another order of begins and ends.
        moments = _moments(found, zone, Notebook())
    elif any(map(_only_rises, columns)) and not given.unit:
        found.doubts.append(ONLY_RISES)
    sums = over_columns(columns, found.value_columns, found.lines, notebook)
    if sums is None:
        return None
    found.doubts += sums.doubts
    found.left_out = (*found.left_out, *sums.left_out)
    if moments is None:
        return _untimed(found, sums.values, unit, interval, notebook)
    return from_samples(
        _samples(found, moments, sums.values, unit, notebook), interval=interval, offset_minutes=zone, notebook=notebook
    )


def _moments(found: Found, zone: int, notebook: Notebook) -> Moments | None:
    """Return the times of the lines, and after them those at which an interval begins; None without times."""
    if not found.times:
        return None
    cells, lines = found.times, found.lines
    if found.begins:
        cells = [*cells, *found.begins]
        lines = [*lines, *([lines[0]] * len(found.begins))]
    moments = read_times(
        cells, lines, offset_minutes=zone, column=found.time_column, notebook=notebook, order=found.order
    )
    if found.midnights is None:
        return moments
    nights = [*found.midnights, *(found.begin_midnights or array("l"))]
    return Moments(
        times=[time + DAY * night for time, night in zip(moments.times, nights, strict=True)],
        has_clock=moments.has_clock,
        local=moments.local,
    )


def _blocks(found: Found) -> Sequence[int]:
    return found.blocks or range(len(found.lines))


def _rises_of(found: Found, columns: list["array[float]"], clock: Sequence[float], notebook: Notebook) -> bool:
    """Put what counters rose by in the place of their values; the first of each only begins an interval."""
    for place, column in enumerate(columns):
        columns[place], restarts = differences(clock, column, found.labels)
        found.restarts += restarts
    if found.restarts:
        notebook.warning("counter", "A counter falls: it began anew. What it counted in that interval is not known.")
    keep = [place for place in range(len(found.lines)) if not all(math.isnan(column[place]) for column in columns)]
    if found.times:
        kept = set(keep)
        found.begins += [found.times[place] for place in range(len(found.lines)) if place not in kept]
    columns[:] = [array("d", (column[place] for place in keep)) for column in columns]
    found.lines = array("l", (found.lines[place] for place in keep))
    for name in ("times", "labels"):
        setattr(found, name, [getattr(found, name)[place] for place in keep] if getattr(found, name) else [])
    found.blocks = array("l", (found.blocks[place] for place in keep)) if found.blocks else ()
    found.at_end = True
    if not keep:
        notebook.problem("one row", "A counter needs two values that differ in time.")
    return bool(keep)


def _untimed(
    found: Found, values: "array[float]", unit: Unit, interval: float | None, notebook: Notebook
) -> Trace | None:
    if not found.blocks and len(set(found.labels)) > 1:
        notebook.problem(
            "no times", "There are lines of several devices or machines, and no column of times. Add the times."
        )
        return None
    if found.blocks:
        first = found.blocks[0]
        series = _labelled(found, [float(block - first) for block in found.blocks], values, notebook)
        places = dict(zip(series.times, series.values, strict=True))
        # Reports are numbered in the order of the text; one whose sum is not known is a gap.
        every = sorted({float(block - first) for block in found.blocks})
        values = array("d", (places.get(block, math.nan) for block in every))
    if interval is None:
        raise Unclear(
            Question(
                field="interval",
                label="State the interval",
                text="There is no column of times. State the interval in seconds, or add a line such as: interval 60.",
            )
        )
    return from_values(values, unit, interval)


def _labelled(found: Found, times: Sequence[float], values: "array[float]", notebook: Notebook) -> Series:
    keep = [place for place, value in enumerate(values) if not math.isnan(value)]
    labels = found.labels or [str(place) for place in range(len(times))]
    series = over_labels(
        [times[place] for place in keep],
        [values[place] for place in keep],
        [labels[place] for place in keep],
        [found.lines[place] for place in keep],
        column=found.time_column,
        idle=found.idle,
        perhaps_idle=found.perhaps_idle,
        notebook=notebook,
    )
    found.doubts += series.doubts
    return series


def _samples(found: Found, moments: Moments, values: "array[float]", unit: Unit, notebook: Notebook) -> Samples:
    """Return the samples of the lines whose time and value are known, summed over what one time has several of."""
    count = len(found.lines)
    times: Sequence[float] = moments.times[:count] if len(moments.times) > count else moments.times
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
        series = over_labels(
            times,
            values,
            labels,
            lines,
            column=found.time_column,
            idle=found.idle,
            perhaps_idle=found.perhaps_idle,
            notebook=notebook,
        )
        found.doubts += series.doubts
        times, values, lines = series.times, series.values, series.lines
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
        whole=found.cumulative or found.whole,
        stated=found.interval,
        begins=[time for time in moments.times[count:] if not math.isnan(time)],
    )
