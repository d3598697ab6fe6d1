"""Whether the phases of the plan follow each other."""

from collections.abc import Iterator
from pathlib import Path

from calculators.records.planning import Plan
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


CHECKS = (Check("the plan's phases follow each other", _plan, "file"),)
