"""Whether phases, tasks and conclusions of the plan follow from each other, and holidays lie in their years."""

from collections.abc import Iterator
from pathlib import Path

from calculators.plan.tasks import read_length
from calculators.records.holidays import HolidayCalendar
from calculators.records.planning import Investigation, Plan
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.loader import Data


def _plan(data: Data, root: Path) -> Found:
    file = data.files["plan.yaml"]
    for location, message in plan_problems(data.plan):
        yield file, location, message


def plan_problems(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the order of the phases."""
    order = {milestone.id: index for index, milestone in enumerate(plan.milestones)}
    phases = {phase.id: phase for phase in plan.phases}
    for index, phase in enumerate(plan.phases):
        at = ("phases", index)
        for end in ("begins", "ends"):
            name = getattr(phase, end)
            if name not in order:
                yield (*at, end), f"there is no milestone '{name}'.{advice(name, order)}"
        if order.get(phase.begins, 0) >= order.get(phase.ends, len(order)):
            yield (*at, "ends"), "a phase must end at a later milestone than it begins."
        for place, name in enumerate(phase.after):
            if name not in phases:
                yield (*at, "after", place), f"there is no phase '{name}'.{advice(name, phases)}"
            elif order.get(phases[name].ends, 0) > order.get(phase.begins, len(order)):
                message = f"'{phase.id}' begins before '{name}' ends, but must come after it."
                yield (*at, "after", place), message


def _tasks(data: Data, root: Path) -> Found:
    file = data.files["plan.yaml"]
    for location, message in task_problems(data.plan):
        yield file, location, message


def task_problems(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the proposed tasks; a task names only those above it, so that none wait in a ring."""
    phases = {phase.id: phase for phase in plan.phases}
    above: dict[str, set[str]] = {}
    for index, task in enumerate(plan.tasks):
        at = ("tasks", index)
        if task.phase not in phases:
            yield (*at, "phase"), f"there is no phase '{task.phase}'.{advice(task.phase, phases)}"
        try:
            read_length(task.takes)
        except ValueError as error:
            yield (*at, "takes"), str(error)
        for place, name in enumerate(task.after):
            if name not in above:
                yield (*at, "after", place), f"there is no task '{name}' above.{advice(name, above)}"
        waits = {name for direct in task.after for name in (direct, *above.get(direct, ()))}
        first = phases.get(task.phase)
        for other in plan.tasks if first else ():
            if first and other.phase in first.after and other.id not in waits:
                message = f"the phase comes after '{other.phase}', so this must wait for its task '{other.id}'."
                yield (*at, "after"), message
        above[task.id] = waits


def _conclusions(data: Data, root: Path) -> Found:
    file = data.files["investigation.yaml"]
    for location, message in conclusion_problems(data.investigation):
        yield file, location, message


def conclusion_problems(investigation: Investigation) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the facts that conclusions name."""
    known = {fact.id for area in investigation.areas for fact in area.facts}
    for index, conclusion in enumerate(investigation.conclusions):
        at = ("conclusions", index, "facts")
        if not conclusion.facts:
            yield at, "a conclusion needs a fact that decides it."
        for place, name in enumerate(conclusion.facts):
            if name not in known:
                yield (*at, place), f"there is no fact '{name}'.{advice(name, known)}"


def _holidays(data: Data, root: Path) -> Found:
    file = data.files["holidays.yaml"]
    for index, calendar in enumerate(data.holidays):
        for location, message in holiday_problems(calendar):
            yield file, (index, *location), message


def holiday_problems(calendar: HolidayCalendar) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the years of a country."""
    years = [year.year for year in calendar.years]
    if years != sorted(set(years)):
        yield ("years",), "the years must rise, each one once."
    for index, year in enumerate(calendar.years):
        at = ("years", index)
        days = [item.day for item in year.off]
        if days != sorted(set(days)):
            yield (*at, "off"), "the days must rise, each one once."
        for key, named in (("off", days), ("worked", list(year.worked))):
            for place, day in enumerate(named):
                if day.year != year.year:
                    yield (*at, key, place), f"{day} is no day of {year.year}."
        for place, day in enumerate(year.worked):
            if day in days:
                yield (*at, "worked", place), f"{day} is named as a day on which nobody works."


CHECKS = (
    Check("the plan's phases follow each other", _plan, "file"),
    Check("the plan's tasks follow the phases", _tasks, "file"),
    Check("conclusions of the investigation name its facts", _conclusions, "file"),
    Check("holidays lie in their years", _holidays, "file"),
)
