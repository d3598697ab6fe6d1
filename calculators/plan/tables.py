"""The tables of a plan: milestones, tasks, clashes, half the bandwidth, baseline."""

from collections.abc import Iterator

from calculators.answers.report import Table
from calculators.answers.wording import dated
from calculators.plan.model import Result
from calculators.plan.schedule import Placed, last_day
from calculators.plan.words import final_day, first_day, later, slack, takes, waits, when
from calculators.plan.workdays import day_of
from calculators.records.flow import Level


def task_table(result: Result) -> Table:
    """Return every task with its dates and how much later it may begin."""
    names = {item.task.id: item.task.name for item in result.schedule.tasks}
    tasks = result.schedule.tasks
    tracks = any(item.task.track for item in tasks)
    return Table(
        title="Tasks",
        columns=(
            "Task", "Room", "Begins", "Ends", "Takes", *(("Track",) if tracks else ()), "Latest begin",
            "Room until others wait", "Waits for",
        ),
        rows=tuple(
            (
                item.task.name,
                _room(item, result),
                dated(first_day(item)),
                dated(final_day(item)),
                takes(item, result.calendar),
                *((item.task.track,) if tracks else ()),
                "" if item.latest is None else when(item.latest),
                slack(item.free_slack, item, result.calendar),
                waits(item.task, names),
            )
            for item in tasks
        ),
        badges=tuple(_colour(item) for item in tasks),
    )  # fmt: skip


def _room(item: Placed, result: Result) -> str:
    if item.latest is None:
        return "ended" if item.task.actual_end else "begun"
    return "none: decides the end" if item.critical else slack(item.slack, item, result.calendar)


def _colour(item: Placed) -> Level:
    if item.latest is None:
        return "good" if item.task.actual_end else "mixed"
    return "caution" if item.critical else "good"


def milestone_table(result: Result) -> Iterator[Table]:
    """Yield the milestones by date; nothing where there is none."""
    if result.milestones:
        yield Table(
            title="Milestones",
            columns=("Milestone", "Date", "What happens"),
            rows=tuple((item.name, when(item.at), item.event) for item in result.milestones),
        )


def clash_table(result: Result) -> Iterator[Table]:
    """Yield who is asked for twice and when; nothing where nobody is."""
    if result.clashes:
        names = {item.task.id: item.task.name for item in result.schedule.tasks}
        yield Table(
            title="Clashes",
            columns=("Track", "First day", "Last day", "Needs", "Has", "Tasks"),
            rows=tuple(
                (
                    clash.track,
                    when(clash.start),
                    when(last_day(clash.start, clash.end)),
                    f"{clash.needed} people",
                    f"{clash.limit}",
                    ", ".join(names[name] for name in clash.tasks),
                )
                for clash in result.clashes
            ),
        )


def half_table(result: Result) -> Iterator[Table]:
    """Yield which dates move with half the bandwidth; nothing where none does."""
    if result.half:
        yield Table(
            title="With half the bandwidth",
            columns=("Task", "Would end", "Ends", "Moves by"),
            rows=tuple(
                (move.name, when(move.then), when(move.end), later((day_of(move.then) - day_of(move.end)).days))
                for move in result.half
            ),
        )


def baseline_table(result: Result) -> Iterator[Table]:
    """Yield the baseline beside what is known; nothing where no task has a baseline or has begun."""
    rows = []
    for item in result.schedule.tasks:
        task = item.task
        if task.planned_end is None and task.planned_start is None and task.actual_start is None:
            continue
        moved = "" if task.planned_end is None else later((final_day(item) - task.planned_end).days)
        rows.append(
            (
                task.name,
                moved or "no baseline",
                "" if task.planned_start is None else dated(task.planned_start),
                "" if task.planned_end is None else dated(task.planned_end),
                f"{dated(first_day(item))}{', it began' if task.actual_start else ''}",
                f"{dated(final_day(item))}{', it ended' if task.actual_end else ''}",
            )
        )
    if rows:
        yield Table(
            title="Baseline and actual dates",
            columns=("Task", "Ends", "Planned start", "Planned end", "Start", "End"),
            rows=tuple(rows),
        )
