"""Dates, lengths and tasks of a plan in words."""

import datetime

from calculators.answers.wording import count, dated, number
from calculators.plan.schedule import Placed, last_day
from calculators.plan.tasks import Task, spelled
from calculators.plan.workdays import DAY, HOUR, Workdays, day_of


def first_day(item: Placed) -> datetime.date:
    """Return the day on which a task begins."""
    return day_of(item.start)


def final_day(item: Placed) -> datetime.date:
    """Return the day on which a task ends."""
    return day_of(last_day(item.start, item.end))


def when(at: int) -> str:
    """Return the day of a moment with its weekday."""
    return dated(day_of(at))


def worked(minutes: int, calendar: Workdays) -> str:
    """Return working time as days and hours: 3 days, 1 day 4 h, 90 min."""
    days, rest = divmod(minutes, calendar.length)
    return _parts(days, rest)


def around_the_clock(minutes: int) -> str:
    """Return time around the clock as days and hours."""
    return _parts(*divmod(minutes, DAY))


def _parts(days: int, rest: int) -> str:
    parts = [count(days, "day")] if days else []
    hours, minutes = divmod(rest, HOUR)
    parts += [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    return " ".join(parts) or "none"


def slack(minutes: int, item: Placed, calendar: Workdays) -> str:
    """Return how much later a task may begin."""
    if item.latest is None:
        return ""
    return worked(minutes, calendar) if item.worked else around_the_clock(minutes)


def takes(item: Placed, calendar: Workdays) -> str:
    """Return how long a task takes, and whether that is around the clock."""
    task = item.task
    if task.milestone:
        return "milestone"
    if task.takes.kind == "sync":
        return f"{around_the_clock(item.end - item.start)}, around the clock"
    if task.takes.kind == "elapsed":
        return f"{spelled(task.takes).removesuffix(' elapsed')}, around the clock"
    if task.takes.kind == "hosts":
        return worked(calendar.done(item.end) - calendar.done(item.start), calendar)
    return spelled(task.takes)


def later(days: int) -> str:
    """Return by how much a date moves: 3 days later, the same, 2 days earlier."""
    if not days:
        return "the same"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def waits(task: Task, names: dict[str, str]) -> str:
    """Return what a task waits for, by the names of the other tasks."""
    told = []
    for after in task.after:
        lag = f" + {spelled(after.lag)}" if after.lag.days or after.lag.hours else ""
        told.append(f"{'with ' if after.kind == 'start' else ''}{names[after.task]}{lag}")
    return ", ".join(told)


def whole(value: float) -> str:
    """Return a number of an input."""
    return number(value)
