"""From checked values to a record: what their texts hold."""

import functools
import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from calculators.answers.inputs import InputError, InputProblem, Value
from calculators.answers.inputs import read as read_fields
from calculators.catalog import Catalog
from calculators.replication.added import added
from calculators.replication.calendar import MONDAY, WEEK, Week
from calculators.replication.curve import Trace
from calculators.replication.hours import read_hours, read_values
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.trace_replay.model import AS_STATED, CYCLES, Asking, Recorded, form
from calculators.trace_replay.several import Record, parted
from calculators.traces import (
    UNIT_NAMES,
    Note,
    Reading,
    listed,
    parse_unit,
    read_profile,
    read_trace,
    selected,
    shown,
    written,
)
from calculators.traces.model import MOST_OF_A_COLUMN, MOST_OF_A_NAME
from calculators.traces.selection import EVERY

PROFILE_UNIT = "MB/s"
DAYS_OF_PROFILE = 7
HOURS_OF_PROFILE = 24
MOST_CYCLES = 500_000
MOST_SHOWN = 3
"""How many problems of a text that cannot be used its message repeats."""
type _Read = list[tuple[str, Reading, Trace | None]]


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Recorded | Asking:
    """Return checked values as inputs, without a trace where its text asks something back.

    Raises InputError when a text cannot be used.
    """
    given: dict[str, Any] = dict(values)
    problems: list[InputProblem] = []
    if given["loss_percent"] and given["rtt_ms"] is None:
        message = "packet loss slows a stream by the round trip. Enter it, as `ping` shows it."
        problems.append(InputProblem("rtt_ms", message))
    try:
        periods = read_hours(given["throttled"] or "", given["link_mbps"] * given["share_percent"] / 100)
        if not Week(periods=periods).mean:
            raise ValueError("no hour of the week is left to send anything. Leave some, or give one a share above 0%.")
    except ValueError as error:
        problems.append(InputProblem("throttled", str(error)))
    read: dict[str, Any] = {}
    try:
        if given["trace"] and not problems and (asks := _asking(given)):
            file, reading = asks
            return Asking(**given, reading=reading, file=file, files=_files(given))
        read = _traced(given) if given["trace"] else _profiled(given)
    except InputError as error:
        problems = [*error.problems, *problems]
    if read and given["way"] == CYCLES:
        length = read["change"].end - read["change"].start
        if length / (given["interval_minutes"] * MINUTE) > MOST_CYCLES:
            least = math.ceil(length / MINUTE / MOST_CYCLES)
            message = f"the trace is too long for this interval. Enter {least} minutes or more."
            problems.append(InputProblem("interval_minutes", message))
    if problems:
        raise InputError(problems)
    return Recorded(**given, **read, figure=catalog.value)


def names(raw: Mapping[str, object], catalog: Catalog) -> Iterator[str]:
    """Yield what the text calls its records, hosts, devices and columns, also cut short; nothing where it has none."""
    try:
        given = read_fields(form(catalog), raw, catalog)
        parts = _given_reading(given) if given["trace"] else []
    except InputError:
        return
    for name, reading, _ in parts:
        for own in (name, *_names_in(reading)):
            yield from (own, *(own[:most] for most in (MOST_OF_A_NAME, MOST_OF_A_COLUMN) if len(own) > most))


def _names_in(reading: Reading) -> Iterator[str]:
    asked = reading.question
    offered = asked.candidates if asked and asked.field == "column" else ()
    yield from (each.value for each in offered if each.value != EVERY)
    yield from reading.columns
    if reading.contents:
        contents, choices = reading.contents, reading.contents.choices
        yield from (contents.host, contents.column, *contents.added, *contents.own)
        yield from (left.name for left in contents.left_out)
        yield from (part.label for part in choices.parts)
        yield from (each.value for each in (*choices.others, *choices.unnamed))


def _given_reading(given: Mapping[str, Any]) -> "_Read":
    """Return what was read of each record, those left out as well."""
    try:
        return _reading(
            given["trace"],
            int(given["utc_offset_minutes"]),
            _unit(given["unit"]),
            given["column"],
            given["trace_seconds"],
        )
    except ValueError as error:
        raise InputError([InputProblem("trace", f"{error}")]) from None


def _counting(given: Mapping[str, Any]) -> "_Read":
    """Return what was read of the records that count."""
    parts = _given_reading(given)
    if not given["left_out_files"]:
        return parts
    names = _files(given)
    out = selected(given["left_out_files"], names, names)
    if out is None:
        there = f"Allowed: {listed(names)}" if names else "The trace is one record"
        message = f"there is no file {shown(given['left_out_files'])}. {there}, or leave it empty."
        raise InputError([InputProblem("left_out_files", message)])
    if len(out) == len(names):
        raise InputError([InputProblem("left_out_files", "no file is left. Let one count at least.")])
    return [part for part in parts if part[0] not in set(out)]


def _files(given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, _, _ in _given_reading(given) if name)


def _asking(given: Mapping[str, Any]) -> tuple[str, Reading] | None:
    """Return the first record that asks something back, with its name; None where none does."""
    return next(((name, reading) for name, reading, _ in _counting(given) if reading.question), None)


def _traced(given: Mapping[str, Any]) -> dict[str, Any]:
    parts = _counting(given)
    lost = [(name, reading) for name, reading, change in parts if change is None]
    if lost:
        reasons = [
            f"{name}: {_sentence(note)}" if name else _sentence(note)
            for name, reading in lost
            for note in reading.notes
            if note.level == "problem"
        ]
        message = " ".join(reasons[:MOST_SHOWN]) or "there is no trace in this text."
        if len(parts) > len(lost):
            names = written((name for name, _ in lost), _files(given), ())
            message += f" To go on without it, type {names} as the files left out."
        raise InputError([InputProblem("trace", message)])
    records = tuple(
        Record(name=name, contents=reading.contents, change=change) for name, reading, change in parts if change
    )
    name, reading, _ = parts[0]
    clocks = {reading.trace.has_clock for _, reading, _ in parts if reading.trace}
    if len(clocks) > 1:
        without = next(name for name, reading, _ in parts if reading.trace and not reading.trace.has_clock)
        message = f"{without} has no dates and others have, so nobody knows which times are the same. Add its dates."
        raise InputError([InputProblem("trace", message)])
    try:
        change = records[0].change if len(records) == 1 else added([record.change for record in records])
    except ValueError as error:
        raise InputError([InputProblem("trace", f"{error}: give records of the same days.")]) from None
    return {
        "change": change,
        "has_clock": clocks == {True},
        "notes": tuple(
            replace(note, message=f"{name}: {note.message}") if name else note
            for name, reading, _ in parts
            for note in reading.notes
        ),
        "format": "; ".join(dict.fromkeys(f"{reading.format}, in {reading.unit}" for _, reading, _ in parts)),
        "doubts": tuple(
            f"{name}: {doubt}" if name else doubt for name, reading, _ in parts for doubt in reading.doubts
        ),
        "contents": None if name else reading.contents,
        "records": records if name else (),
        "files": _files(given),
    }


# A reader who changes the link asks again about the same text, and reading it takes longer than its replay.
@functools.lru_cache(maxsize=1)
def _reading(text: str, utc_offset_minutes: int, unit: str | None, column: str | None, seconds: float | None) -> _Read:
    """Return what each record of a text was read as, with its name, and what is replayed of it; None where nothing is.

    One record without a name line has none. ValueError for more records than one text may hold.
    """
    found: _Read = []
    for name, part in parted(text) or [("", text)]:
        reading = read_trace(
            part, utc_offset_minutes=utc_offset_minutes, unit=unit, column=column, interval_seconds=seconds
        )
        trace = reading.trace
        if name and reading.question:
            asked = replace(reading.question, text=f"{name}: {reading.question.text}")
            reading = replace(reading, question=asked)
        later = 0.0 if trace is None or trace.has_clock else float(MONDAY + WEEK)
        moved = None if trace is None else _moved(trace.starts, trace.durations, trace.sizes, later)
        found.append((name, reading, moved))
    return found


def _unit(choice: str) -> str | None:
    """Return the unit of a choice, whose id has no slash; None when the text says it."""
    return None if choice == AS_STATED else choice.replace("-", "/")


def _moved(starts: "array[float]", durations: "array[float]", sizes: "array[float]", later: float) -> Trace:
    """Return intervals that were read as a trace to replay, so much later."""
    return Trace(
        starts=array("d", (start + later for start in starts)) if later else starts, durations=durations, sizes=sizes
    )


def _sentence(note: Note) -> str:
    return f"Line {note.line}: {note.message}" if note.line else note.message


def _profiled(given: Mapping[str, Any]) -> dict[str, Any]:
    if not given["profile"]:
        raise InputError([InputProblem("trace", "paste or drop a trace here, or enter the profile of a day below.")])
    try:
        change = _week_of(given["profile"], _unit(given["unit"]) or PROFILE_UNIT)
    except ValueError as error:
        raise InputError([InputProblem("profile", str(error))]) from None
    return {
        "change": change,
        "has_clock": False,
        "notes": (),
        "format": "",
        "doubts": (),
        "contents": None,
        "records": (),
        "files": (),
    }


def profile_of(sizes: Sequence[float], choice: str) -> str | None:
    """Return a profile that reads as the bytes of each hour, with every digit: a rounded one needs another link.

    `choice` is one of the unit, empty for none; None where a profile cannot be told in it.
    """
    unit = parse_unit(_unit(choice or AS_STATED) or PROFILE_UNIT)
    if unit is None or unit.name not in UNIT_NAMES[:-1]:
        return None
    return " ".join(repr(size / unit.size / (HOUR / unit.period if unit.period else 1)) for size in sizes)


# The same week stays the same record, of which more is remembered.
@functools.lru_cache(maxsize=1)
def _week_of(profile: str, unit: str) -> Trace:
    """Return a week of days with a profile. Raises ValueError for what is none."""
    day = read_profile(read_values(profile, HOURS_OF_PROFILE), unit)
    return Trace(
        starts=array("d", (start + DAY * more for more in range(DAYS_OF_PROFILE) for start in day.starts)),
        durations=day.durations * DAYS_OF_PROFILE,
        sizes=day.sizes * DAYS_OF_PROFILE,
    )
