"""What ends a clash of people: one task that waits for another. It is offered: nobody is moved without being asked."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from calculators.plan.inputs import Inputs
from calculators.plan.schedule import Clash, Schedule, clashes
from calculators.plan.tasks import After, Task, written

type Planned = Callable[[Inputs], tuple[Schedule, datetime.date] | None]
"""Returns every task with its dates, and the day on which all is done; None where no dates follow."""

MOST_CLASHES = 4
"""How many clashes are looked at."""
MOST_TASKS = 6
"""How many tasks of a clash are moved behind each other, each behind each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A task that waits for another so that a clash is gone. It was tried, so it holds when it is typed."""

    clash: Clash
    """The clash that it ends."""
    later: str
    """Name of the task that waits."""
    earlier: str
    """Name of the task that it waits for."""
    tasks: str
    """All tasks with that, as they are typed."""
    end: datetime.date
    """When everything is done then."""


def waitings(
    inputs: Inputs, schedule: Schedule, found: Sequence[Clash], limits: Mapping[str, int], planned: Planned
) -> tuple[Waiting, ...]:
    """Return for each clash the task whose wait ends it soonest for the project; nothing where no single wait does.

    A wait must leave fewer clashes in all: one that only moves a clash elsewhere ends none.
    """
    every = tuple(item.task for item in schedule.tasks)
    offers = []
    for clash in found[:MOST_CLASHES]:
        tried = [item for item in _tried(inputs, every, clash, planned) if len(clashes(item[1], limits)) < len(found)]
        if tried:
            offers.append(min(tried, key=lambda item: item[0].end)[0])
    return tuple(offers)


def _tried(
    inputs: Inputs, every: tuple[Task, ...], clash: Clash, planned: Planned
) -> Iterator[tuple[Waiting, Schedule]]:
    known = {task.id: task for task in every}
    before = _ahead(every)
    for later, earlier in permutations(clash.tasks[:MOST_TASKS], 2):
        task = known[later]
        # What has begun waits no longer, and no two tasks wait for each other.
        if task.actual_start is not None or later in before[earlier]:
            continue
        waiting = replace(task, after=(*task.after, After(task=earlier)))
        text = written(tuple(waiting if item is task else item for item in every))
        then = planned(replace(inputs, tasks=text))
        if then is not None:
            yield (
                Waiting(clash=clash, later=task.name, earlier=known[earlier].name, tasks=text, end=then[1]),
                then[0],
            )


def _ahead(every: tuple[Task, ...]) -> dict[str, set[str]]:
    """Return for each task all that it waits for, directly or not."""
    direct = {task.id: {after.task for after in task.after} for task in every}
    found: dict[str, set[str]] = {}

    def ahead(name: str) -> set[str]:
        if name not in found:
            found[name] = set(direct[name]).union(*(ahead(other) for other in direct[name]))
        return found[name]

    for task in every:
        ahead(task.id)
    return found
