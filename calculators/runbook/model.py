"""The runbook of a project: its takeover order, and every step with the project's own words and minutes."""

import itertools
from dataclasses import dataclass

from calculators.answers.inputs import InputError, InputProblem, read
from calculators.answers.instructions import Instruction
from calculators.answers.report import citation
from calculators.catalog import Catalog
from calculators.project import Project
from calculators.project.taken import of_calculator
from calculators.records.runbook import RunbookKind, RunbookRole, RunbookStep, Timed
from calculators.recovery_time.groups import read_groups
from calculators.recovery_time.model import Inputs
from calculators.recovery_time.words import clock
from calculators.registry import CALCULATORS
from calculators.runbook.words import filled, of_wave, words
from calculators.takeover import (
    Lever,
    Placed,
    Result,
    System,
    SystemProblem,
    calculate,
    levers,
    of_groups,
)
from calculators.takeover import read as read_systems

RECOVERY = "recovery_time"
ENGINE = {
    "notice": "notice_minutes",
    "decide": "decide_minutes",
    "prepare": "prepare_minutes",
    "address": "address_minutes",
    "application": "application_minutes",
    "check": "check_minutes",
}
"""Input of the recovery time that holds the minutes of a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The takeover order of a project, as far as there is one."""

    systems: tuple[System, ...]
    """Systems, from the reader or from the groups of the project."""
    problems: tuple[SystemProblem, ...]
    """What is wrong with systems; there is no result then."""
    refused: tuple[InputProblem, ...]
    """What is wrong with inputs of the recovery time; there is no result then."""
    inputs: Inputs | None
    """Those of the recovery time."""
    typed: frozenset[str]
    """Names of the inputs that the project says."""
    result: Result | None
    """When each system works."""
    levers: tuple[Lever, ...]
    """Changes that meet what is wanted."""
    from_groups: bool
    """Whether the systems are the groups of the project."""

    @property
    def waves(self) -> list[tuple[int, tuple[Placed, ...]]]:
        """Return the waves with their systems; one without any where there is no order."""
        placed = self.result.placed if self.result else ()
        found = [(number, tuple(items)) for number, items in itertools.groupby(placed, key=lambda item: item.wave)]
        return found or [(1, ())]


def order(project: Project, catalog: Catalog) -> Order:
    """Return the takeover order of a project."""
    systems, problems = read_systems(project.runbook.systems)
    calculator = CALCULATORS[RECOVERY]
    taken = of_calculator(project, RECOVERY, catalog)
    typed = frozenset(name for name, known in taken.items() if known.origin != "assumed")
    refused: tuple[InputProblem, ...] = ()
    inputs: Inputs | None = None
    result: Result | None = None
    found: tuple[Lever, ...] = ()
    try:
        given = {name: known.value for name, known in taken.items()}
        inputs = calculator.inputs(read(calculator.form(catalog), given, catalog), catalog)
    except InputError as error:
        refused = tuple(error.problems)
    from_groups = not project.runbook.systems and inputs is not None and inputs.groups is not None
    if from_groups and inputs is not None and inputs.groups is not None:
        systems = of_groups(read_groups(inputs.groups))
    if inputs is not None and not problems:
        result = calculate(systems, inputs, catalog)
        found = levers(systems, inputs, result, catalog)
    return Order(
        systems=systems,
        problems=problems,
        refused=refused,
        inputs=inputs,
        typed=typed,
        result=result,
        levers=found,
        from_groups=from_groups,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a project's runbook."""

    instruction: Instruction
    """As it is shown."""
    role: RunbookRole
    """Who does it."""
    systems: tuple[str, ...]
    """Ids of the systems that it recovers."""
    groups: tuple[str, ...]
    """Their groups."""


def said(project: Project, found: Order, catalog: Catalog) -> dict[str, str]:
    """Return the project's own words for those in braces."""
    names = tuple(system.name for system in found.systems)
    groups = tuple(dict.fromkeys(system.group for system in found.systems))
    return words(project, names, groups, len(found.waves), catalog)


def steps(project: Project, found: Order, kind: RunbookKind, catalog: Catalog) -> tuple[Step, ...]:
    """Return the steps of a runbook in order, those of waves once for each."""
    own = said(project, found, catalog)
    roles = {role.id: role for role in catalog.runbooks.roles}
    made: list[Step] = []
    for step in catalog.runbooks.steps:
        if step.kind != kind:
            continue
        for number, placed in found.waves if step.each == "wave" else [(0, ())]:
            minutes, takes = _minutes(step, placed, found)
            here = own | (of_wave(number, placed) if number else {})
            contact = next((item for item in project.runbook.contacts if item.role == step.owner and item.name), None)
            role = roles[step.owner]
            cited = citation(step.source, catalog)
            concluded = "Concluded by this guide from" if step.basis == "inferred" else "From"
            instruction = Instruction(
                id=f"{step.id}-{number}" if number else step.id,
                number=len(made) + 1,
                title=filled(step.title, here),
                owner=_owner(role, contact.name if contact else ""),
                trigger=filled(step.trigger, here),
                action=filled(step.action, here),
                command=step.command or "",
                proof=filled(step.proof, here),
                minutes=minutes,
                takes=takes,
                fallback=filled(step.fallback, here),
                restored_when=filled(step.restored_when or "", here),
                decision=step.decision or "",
                source=f"{concluded}: {cited.title}, {cited.section} ({cited.read.isoformat()})",
            )
            made.append(
                Step(
                    instruction=instruction,
                    role=role,
                    systems=tuple(item.system.id for item in placed),
                    groups=tuple(dict.fromkeys(item.system.group for item in placed)),
                )
            )
    return tuple(made)


def _owner(role: RunbookRole, name: str) -> str:
    """Return who does a step: the role with its name, else with whom it belongs to. The console is named once."""
    if name:
        return f"{role.name}: {name}"
    return role.name if role.side == "console" else f"{role.name} ({role.side})"


def _minutes(step: RunbookStep, placed: tuple[Placed, ...], found: Order) -> tuple[float | None, str]:
    """Return the minutes of a step, and the same in words with where they are from."""
    if step.minutes is not None:
        return step.minutes, f"{clock(step.minutes)} at most, published"
    if step.takes is None:
        return None, "nobody published how long: measure it in a drill"
    if step.takes == "wave":
        return _of_wave(placed, in_step=bool(found.result and found.result.in_step))
    return _of_engine(step.takes, found)


def _of_engine(part: Timed, found: Order) -> tuple[float | None, str]:
    name = ENGINE[part]
    minutes = getattr(found.inputs, name, None)
    if minutes is None:
        return None, "not known: enter it under Recovery time"
    origin = "your project" if name in found.typed else "assumed by Recovery time, until you enter it"
    return minutes, f"{clock(minutes)}, {origin}"


def _of_wave(placed: tuple[Placed, ...], *, in_step: bool) -> tuple[float | None, str]:
    """Return how long a wave takes: as long as its slowest system, or as the engine parts it where hosts must wait."""
    missing = [item.system.name for item in placed if item.takes is None]
    if not placed or missing:
        return None, f"not measured: {', '.join(missing)}" if missing else "not known: name the systems first"
    slowest = max(placed, key=lambda item: item.takes.plan if item.takes else 0)
    minutes = slowest.takes.plan if slowest.takes else 0.0
    if in_step:
        minutes = max(item.end.plan for item in placed) - min(item.start.plan for item in placed)
    measured = slowest.host.origin == "your own"
    return minutes, f"{clock(minutes)}, {'your own drill' if measured else 'by the engine of Recovery time'}"
