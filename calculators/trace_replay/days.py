"""The days of a record as lanes: when the recovery point is too old, and when less than the whole link may be used."""

import datetime
import math
from collections.abc import Iterable, Iterator

from calculators.answers.report import Chart, Lane, Span
from calculators.answers.wording import WEEKDAYS, count, duration, duration_given
from calculators.replication.units import DAY, HOUR, MINUTE
from calculators.trace_replay.model import Recorded, Result

MOST_DAYS = 31
"""How many days have a lane each; those of a longer record share one by their weekday."""
WEEK_DAYS = 7
THURSDAY = 3
"""The weekday of 1970-01-01."""
EPOCH = datetime.date(1970, 1, 1)
MISSED, THROTTLED, UNKNOWN = "RPO missed", "Throttled", "Not recorded"

type Stretches = list[tuple[float, float]]


def chart(inputs: Recorded, result: Result) -> tuple[Chart, ...]:
    """Return which hours of which day miss the RPO; nothing of a record that has no clock."""
    if inputs.trace and not inputs.has_clock:
        return ()
    done, offset = result.replay, inputs.zone.offset
    first = math.floor((done.start + offset) / DAY)
    last = max(first, math.ceil((done.end + offset) / DAY) - 1)
    folded = last - first >= MOST_DAYS
    unknown = [
        (first * DAY - offset, done.start), *inputs.change.gaps(), (done.end, (last + 1) * DAY - offset)
    ]  # fmt: skip
    missed = [(start, min(end, done.end)) for start, end in done.missed if start < done.end]
    kinds = (
        (THROTTLED, True, list(_throttled(result, done.start, done.end))),
        (UNKNOWN, True, [] if folded else [(start, end) for start, end in unknown if end > start]),
        (MISSED, False, missed),
    )
    lanes: dict[int, list[Span]] = {day: [] for day in (range(WEEK_DAYS) if folded else range(first, last + 1))}
    for label, ground, stretches in kinds:
        for day, found in _by_day(stretches, offset, folded=folded).items():
            for start, end in found:
                span = Span(start=start / HOUR, end=end / HOUR, label=label, ground=ground, missed=label == MISSED)
                lanes[day].append(span)
    return (
        Chart(
            id="days",
            title="Hours that miss the RPO, by weekday" if folded else "Hours that miss the RPO, day by day",
            summary=_summary(inputs, result, folded=folded),
            x=(0.0, 24.0),
            x_label="Hour of the day",
            x_kind="clock",
            y_label="Day",
            lanes=tuple(
                Lane(name=_name(day, dated=inputs.has_clock, folded=folded), spans=tuple(spans))
                for day, spans in lanes.items()
            ),
        ),
    )


def _summary(inputs: Recorded, result: Result, *, folded: bool) -> str:
    done = result.replay
    rpo = f"The RPO of {duration_given(inputs.rpo_minutes * MINUTE)}"
    if not done.missed:
        return f"{rpo} is held at every hour of the record."
    said = f"{rpo} is missed {count(len(done.missed), 'time')}, for {duration(done.missed_time)} in all."
    later = math.fsum(end - max(start, done.end) for start, end in done.missed if end > done.end)
    if later:
        said += f" Of that, {duration(later)} lie after the end of the record and are not drawn."
    if folded:
        said += " A stretch is drawn where some week misses it then."
    return said


def _throttled(result: Result, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield from when to when less than the whole share may be used."""
    if not result.link.periods:
        return
    at = start
    for until, share in result.week.pieces(at):
        if at >= end:
            return
        if share < 1:
            yield at, min(until, end)
        at = until


def _by_day(stretches: Iterable[tuple[float, float]], offset: float, *, folded: bool) -> dict[int, Stretches]:
    """Return stretches cut at midnight, in seconds of the day: by day since 1970-01-01, or by weekday in one."""
    days: dict[int, Stretches] = {}
    for start, end in stretches:
        at, stop = start + offset, end + offset
        while at < stop:
            day = math.floor(at / DAY)
            until = min((day + 1) * DAY, stop)
            place = (day + THURSDAY) % WEEK_DAYS if folded else day
            days.setdefault(place, []).append((at - day * DAY, until - day * DAY))
            at = until
    return {day: _joined(found) for day, found in days.items()}


def _joined(stretches: Stretches) -> Stretches:
    """Return stretches that neither touch nor lie over each other."""
    found: Stretches = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _name(day: int, *, dated: bool, folded: bool) -> str:
    if folded:
        return WEEKDAYS[day]
    name = WEEKDAYS[(day + THURSDAY) % WEEK_DAYS]
    return f"{name} {(EPOCH + datetime.timedelta(days=day)).isoformat()}" if dated else name
