"""The plan as a timetable, for the Gantt chart and for other programs."""

import datetime
from collections.abc import Iterator

from calculators.answers.report import Bar, DayOff, Follows, Timetable
from calculators.answers.wording import dated
from calculators.plan.inputs import Inputs
from calculators.plan.model import WEEKS, Result
from calculators.plan.schedule import Placed
from calculators.plan.workdays import DAY, day_of


def timetable(inputs: Inputs, result: Result, title: str) -> Timetable:
    """Return the tasks with their dates and the days on which nobody works."""
    calendar, schedule = result.calendar, result.schedule
    start = min(schedule.start, inputs.first.toordinal() * DAY)
    off = [datetime.date.fromordinal(number) for number in calendar.free_days(start, schedule.end)]
    week = WEEKS[inputs.week]
    names = {item.task.id: item.task.name for item in schedule.tasks}
    path = ", ".join(names[name] for name in schedule.path)
    last = f"{len(schedule.tasks)} tasks from {dated(day_of(schedule.start))} to {dated(result.end)}."
    return Timetable(
        title=title,
        summary=f"{last} What decides the end: {path}.",
        bars=tuple(_bar(item, result) for item in schedule.tasks),
        off=tuple(
            DayOff(
                day=day,
                why=calendar.why_free(day),
                usual=day.weekday() not in week and day not in calendar.free and day not in calendar.frozen,
            )
            for day in off
        ),
        worked=tuple(
            day
            for number in range(start // DAY, schedule.end // DAY + 1)
            if (day := datetime.date.fromordinal(number)).weekday() not in week and calendar.works(day)
        ),
        week=tuple(sorted(week)),
        opening=calendar.opening,
        closing=calendar.opening + calendar.length,
        first=inputs.first,
        wanted=inputs.wanted,
    )


def _bar(item: Placed, result: Result) -> Bar:
    task, calendar = item.task, result.calendar
    note = f"Assumed: {task.assumed}" if task.assumed else ""
    return Bar(
        id=task.id,
        name=task.name,
        start=_clock(item.start),
        end=_clock(item.end),
        minutes=calendar.done(item.end) - calendar.done(item.start) if item.worked else item.end - item.start,
        elapsed=not item.worked,
        critical=item.critical,
        follows=tuple(
            Follows(
                bar=after.task,
                kind=after.kind,
                minutes=after.lag.minutes(calendar.length),
                elapsed=after.lag.kind == "elapsed",
            )
            for after in task.after
        ),
        track=task.track,
        note=note,
        told=tuple(_told(item, result, note)),
        begun=task.actual_start is not None,
        ended=task.actual_end is not None,
        planned_start=task.planned_start,
        planned_end=task.planned_end,
    )


def _told(item: Placed, result: Result, note: str) -> Iterator[str]:
    if item.critical:
        yield "Decides the end: a delay of it moves everything."
    if item.task.after:
        names = {other.task.id: other.task.name for other in result.schedule.tasks}
        yield f"Waits for: {', '.join(names[after.task] for after in item.task.after)}."
    if note:
        yield note


def _clock(at: int) -> datetime.datetime:
    return datetime.datetime.combine(day_of(at), datetime.time()) + datetime.timedelta(minutes=at % DAY)
