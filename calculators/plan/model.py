"""Result and calculation of the project plan."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from calculators.answers.inputs import InputError, InputProblem, Value, filled
from calculators.answers.wording import exact
from calculators.catalog import Catalog
from calculators.plan.dates import Track, read_days, read_people
from calculators.plan.first_sync import finishing
from calculators.plan.inputs import Inputs
from calculators.plan.levelling import Waiting, waitings
from calculators.plan.levers import Lever, levers
from calculators.plan.schedule import Clash, Placed, Schedule, clashes, last_day, plan
from calculators.plan.tasks import After, Task, read_length, read_tasks
from calculators.plan.workdays import HORIZON, TooLongError, Workdays, day_of, moment, named
from calculators.records.form import Form
from calculators.records.holidays import HolidayCalendar
from calculators.replication.hours import read_hours
from calculators.replication.units import from_bytes, to_bytes

NAME = "plan"
FIGURES = (
    "tcp-segment", "tcp-segment-ipsec", "tcp-segment-ssl", "tcp-loss-constant", "block-threads-default",
    "object-threads-default",
)  # fmt: skip
NO_COUNTRY = "none"
WEEKS = {
    "mon-fri": frozenset(range(5)),
    "mon-sat": frozenset(range(6)),
    "sun-thu": frozenset({6, 0, 1, 2, 3}),
    "daily": frozenset(range(7)),
}
"""Days of the week that are worked, by the value of the form; 0 is Monday."""
SAME = 1e-6
"""Amounts that differ by less than this part were rounded on their way into a form."""
SAMPLES: tuple[dict[str, str], ...] = (
    {
        "first_day": "2027-03-20",
        "end": "2027-04-09",
        "country": "germany",
        "tasks": "id; name; takes; after; track; people; not before; planned start; planned end\n"
        "a; First; 2 days; ; x; 2;; 2027-03-22; 2027-03-23\nb; Second; 36 h elapsed; a SS + 4 h\nc; Sync; sync; a, b\n"
        "d; Hosts; hosts; a + 1 day; x; 1; 2027-04-01\ne; Done; 0 days; c, d",
        "people": "x; 1",
        "freeze": "2027-04-06 to 2027-04-07 month end",
        "throttled": "weekdays 08:00-18:00 30%",
    },
)
"""Inputs that use what the defaults do not, so that the browser's Python is prepared for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A milestone with its date."""

    name: str
    """What is reached."""
    at: int
    """When."""
    event: str
    """What happens then; empty for a reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A date that moves when something is different."""

    name: str
    """Name of the task."""
    end: int
    """When it ends."""
    then: int
    """When it would end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Moments and lengths as in `calculators.plan.workdays`."""

    calendar: Workdays
    """The working time."""
    schedule: Schedule
    """Every task with its dates."""
    country: HolidayCalendar | None
    """Whose public holidays count; None where nobody chose."""
    unknown_years: tuple[int, ...]
    """Years of the plan whose holidays nobody knows, where a country was chosen."""
    clashes: tuple[Clash, ...]
    """When a track has too few people."""
    tracks: tuple[Track, ...]
    """How many people each track has, as far as the reader says."""
    milestones: tuple[Named, ...]
    """Milestones, in the order of their dates."""
    spare: int | None
    """Days from the end to the wanted one, below 0 where it is missed; None where no end is asked for."""
    levers: tuple[Lever, ...]
    """What alone would meet the wanted end, where it is missed; each of them does when it is typed."""
    waitings: tuple[Waiting, ...]
    """What ends clashes: for each that has one, a task that waits for another."""
    half: tuple[Move, ...] | None
    """Tasks whose end moves with half the bandwidth; None where the first synchronisation would never end."""
    half_end: int | None
    """When the project would end then."""
    warnings: tuple[str, ...]
    """What stands in the way of what was given, and where."""

    @property
    def end(self) -> datetime.date:
        """Return the day on which the last task ends."""
        return ended(self.schedule)


def ended(schedule: Schedule) -> datetime.date:
    """Return the day on which the last task of a schedule ends."""
    return day_of(last_day(schedule.start, schedule.end))


def form(catalog: Catalog) -> Form:
    """Return the inputs from data/calculators/plan.yaml."""
    return catalog.form(NAME)


def inputs(values: Mapping[str, Value], catalog: Catalog) -> Inputs:
    """Return checked values as inputs.

    Raises InputError with every problem of dates, days, people, throttled hours and tasks, and where no dates follow.
    """
    given: Inputs = filled(Inputs, values)
    problems: list[InputProblem] = []
    checks: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("first_day", lambda: given.first),
        ("end", lambda: given.wanted),
        ("throttled", lambda: read_hours(given.throttled or "", given.link_mbps * given.share_percent / 100)),
        ("people", lambda: read_people(given.people or "")),
        ("freeze", lambda: read_days(given.freeze or "", "")),
        ("days_off", lambda: read_days(given.days_off or "", "")),
    )
    for name, check in checks:
        try:
            check()
        except ValueError as error:
            problems.append(InputProblem(name, str(error)))
    try:
        tasks_of(given, catalog)
    except InputError as error:
        problems += error.problems
    used = to_bytes(given.used, given.capacity_unit)
    if to_bytes(given.largest_disk_gb or 0.0, "GB") > used * (1 + SAME):
        message = f"all data together is {exact(from_bytes(used, 'GB'))} GB. No disk holds more of it."
        problems.append(InputProblem("largest_disk_gb", message))
    if problems:
        raise InputError(problems)
    if given.wanted is not None and given.wanted < given.first:
        message = f"{given.end} lies before the first day of the project, {given.first}. Enter a later day."
        raise InputError([InputProblem("end", message)])
    try:
        scheduled(given, catalog)
    except NoDatesError as error:
        raise InputError([InputProblem(error.field, str(error))]) from None
    return given


class NoDatesError(Exception):
    """Raised where no dates follow, with the input that has to change and why."""

    def __init__(self, field: str, message: str) -> None:
        """Keep the input and the message."""
        self.field = field
        super().__init__(message)


def tasks_of(inputs: Inputs, catalog: Catalog) -> tuple[Task, ...]:
    """Return the reader's tasks, else the proposed ones. Raises InputError where they cannot be read."""
    return read_tasks(inputs.tasks) if inputs.tasks is not None else proposed(catalog)


@lru_cache(maxsize=2)
def _proposed(key: tuple[Any, ...]) -> tuple[Task, ...]:
    tasks: tuple[Task, ...] = tuple(
        Task(
            id=item.id,
            name=item.name,
            takes=(length := read_length(item.takes)),
            after=tuple(After(task=name) for name in item.after),
            track=item.track or "",
            people=1 if item.track else 0,
            assumed=item.why if length.kind == "work" else "",
        )
        for item in key
    )
    return tasks


def proposed(catalog: Catalog) -> tuple[Task, ...]:
    """Return the tasks of data/plan.yaml."""
    return _proposed(catalog.plan.tasks)


def scheduled(inputs: Inputs, catalog: Catalog) -> tuple[Workdays, Schedule]:
    """Return the working time and every task with its dates. Raises NoDatesError."""
    tasks = tasks_of(inputs, catalog)
    sync = finishing(inputs, catalog)
    if sync is None:
        if any(task.takes.kind == "sync" for task in tasks):
            message = (
                "the data changes as fast as the link carries it, so the first synchronisation never ends and no date "
                "follows. Enter a wider link, or the hours that it takes."
            )
            raise NoDatesError("link_mbps", message)
        sync = _never
    first = min([inputs.first, *(task.actual_start for task in tasks if task.actual_start is not None)])
    # From the begin of the year on, so that the calendar is there already when another first day is tried.
    first = first.replace(month=1, day=1)
    country = country_of(inputs, catalog)
    others = inputs.days_off or "", inputs.freeze or ""
    calendar = _workdays(first, inputs.hours_a_day, inputs.week, country, others)
    hosts = -(-int(inputs.hosts) // int(inputs.hosts_a_day)) * calendar.length
    try:
        found = plan(tasks, moment(inputs.first) + calendar.opening, calendar, sync, hosts)
        day_of(found.end)
    except TooLongError:
        years = HORIZON // 365
        message = f"the plan ends more than {years} years after its first day, or never. Shorten the tasks."
        if inputs.days_off or inputs.freeze:
            message = f"{message} Or take out some of the days on which nobody works."
        raise NoDatesError("tasks", message) from None
    return calendar, found


def _never(begin: int) -> int:
    raise TooLongError


def country_of(inputs: Inputs, catalog: Catalog) -> HolidayCalendar | None:
    """Return the country whose public holidays count; None where nobody chose one."""
    return next((item for item in catalog.holidays if item.id == inputs.country), None)


@lru_cache(maxsize=64)
def _workdays(
    first: datetime.date, hours: float, week: str, country: HolidayCalendar | None, others: tuple[str, str]
) -> Workdays:
    days_off, freeze = others
    free, worked = named(country)
    free |= read_days(days_off, "a day off")
    return Workdays(first, hours, WEEKS[week], free, read_days(freeze, "a freeze"), worked=worked)


def calculate(inputs: Inputs, catalog: Catalog) -> Result:
    """Return every date with what explains it."""
    calendar, schedule = scheduled(inputs, catalog)
    tracks = read_people(inputs.people or "")
    end, wanted = ended(schedule), inputs.wanted
    spare = None if wanted is None else (wanted - end).days
    country = country_of(inputs, catalog)
    half = _at_half(inputs, catalog)
    limits = {track.name: track.people for track in tracks}
    found = clashes(schedule, limits)
    return Result(
        calendar=calendar,
        schedule=schedule,
        country=country,
        unknown_years=_unknown_years(inputs, country, end),
        clashes=found,
        waitings=waitings(inputs, schedule, found, limits, lambda changed: _planned(changed, catalog)),
        tracks=tracks,
        milestones=tuple(sorted(_milestones(schedule, catalog), key=lambda item: item.at)),
        spare=spare,
        levers=()
        if wanted is None or end <= wanted
        else levers(inputs, schedule, lambda changed: _ends(changed, catalog), wanted),
        half=None if half is None else tuple(_moves(schedule, half)),
        half_end=None if half is None else half.end,
        warnings=tuple(_warnings(inputs, calendar, schedule)),
    )


def _planned(inputs: Inputs, catalog: Catalog) -> tuple[Schedule, datetime.date] | None:
    try:
        schedule = scheduled(inputs, catalog)[1]
    except NoDatesError:
        return None
    return schedule, ended(schedule)


def _ends(inputs: Inputs, catalog: Catalog) -> datetime.date | None:
    """Return the day on which everything is done; None where no dates follow."""
    found = _planned(inputs, catalog)
    return found[1] if found else None


def _at_half(inputs: Inputs, catalog: Catalog) -> Schedule | None:
    try:
        return scheduled(replace(inputs, link_mbps=inputs.link_mbps / 2), catalog)[1]
    except NoDatesError:
        return None


def _moves(schedule: Schedule, other: Schedule) -> Iterator[Move]:
    for item, then in zip(schedule.tasks, other.tasks, strict=True):
        if then.end != item.end:
            yield Move(name=item.task.name, end=last_day(item.start, item.end), then=last_day(then.start, then.end))


def _unknown_years(inputs: Inputs, country: HolidayCalendar | None, end: datetime.date) -> tuple[int, ...]:
    if country is None:
        return ()
    known = {year.year for year in country.years} | {day.year for day in read_days(inputs.days_off or "", "")}
    return tuple(year for year in range(inputs.first.year, end.year + 1) if year not in known)


def _milestones(schedule: Schedule, catalog: Catalog) -> Iterator[Named]:
    """Yield the reader's milestones, and the published ones whose phases have tasks here, by their ids."""
    placed = {item.task.id: item for item in schedule.tasks}
    yield from (Named(name=item.task.name, at=item.end, event="") for item in schedule.tasks if item.task.milestone)
    phase_of = {item.id: item.phase for item in catalog.plan.tasks}
    of_phase: dict[str, list[Placed]] = {}
    for name, item in placed.items():
        if name in phase_of and not item.task.milestone:
            of_phase.setdefault(phase_of[name], []).append(item)
    for milestone in catalog.plan.milestones:
        opened = {phase.id for phase in catalog.plan.phases if phase.begins == milestone.id}
        begins = [task for phase in opened for task in of_phase.get(phase, ())]
        ends = [
            task for phase in catalog.plan.phases if phase.ends == milestone.id for task in of_phase.get(phase.id, ())
        ]
        if begins:
            yield Named(name=milestone.name, at=min(task.start for task in begins), event=milestone.event)
        # What begins with it was taken out of this plan, or has no task in any.
        elif ends and opened.isdisjoint(phase_of.values()):
            last = max(ends, key=lambda task: task.end)
            yield Named(name=milestone.name, at=last_day(last.start, last.end), event=milestone.event)


def _warnings(inputs: Inputs, calendar: Workdays, schedule: Schedule) -> Iterator[str]:
    if why := calendar.why_free(inputs.first):
        begin = day_of(calendar.next(moment(inputs.first)))
        yield f"First day of the project: {inputs.first} is {_article(why)}. Work begins on {begin}."
    if inputs.wanted is not None and (why := calendar.why_free(inputs.wanted)):
        yield f"Wanted end: {inputs.wanted} is {_article(why)}: nobody works on it."
    placed = {item.task.id: item for item in schedule.tasks}
    for item in schedule.tasks:
        task = item.task
        if task.not_before is not None and (why := calendar.why_free(task.not_before)) and task.actual_start is None:
            begins = f"It begins on {day_of(item.start)}."
            yield f"{task.name}: the earliest day, {task.not_before}, is {_article(why)}. {begins}"
        if task.actual_start is None:
            continue
        for after in task.after:
            other = placed[after.task]
            if after.kind == "finish" and day_of(item.start) < day_of(last_day(other.start, other.end)):
                yield (
                    f"{task.name} began on {task.actual_start}, before {other.task.name} ends on "
                    f"{day_of(last_day(other.start, other.end))}, which it waits for."
                )


def _article(why: str) -> str:
    return why if why.startswith("a ") else f"free: {why}"
