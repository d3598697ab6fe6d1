"""What alone would meet a wanted end. Each was tried, so it holds when it is typed."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from calculators.answers.wording import count, mbps, rounded_up
from calculators.plan.inputs import Inputs
from calculators.plan.schedule import Schedule, works
from calculators.plan.tasks import Length, Task, spelled, written
from calculators.replication.hours import FIRST_YEAR

type Ends = Callable[[Inputs], datetime.date | None]
"""Returns when everything is done with other inputs; None where no dates follow."""

MOST_DAYS = 730
"""Days by which a project may begin earlier."""
MOST_HOSTS = 100_000
MOST_MBPS = 1_000_000.0
NEAR = 1.0005
"""How near the smallest link comes, as a part: what is shown has three digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A change that alone meets the wanted end."""

    field: str
    """Input that it changes."""
    value: str
    """What to enter there."""
    text: str
    """What it is, a sentence."""
    end: datetime.date
    """When everything is done then."""


def levers(inputs: Inputs, schedule: Schedule, ends: Ends, wanted: datetime.date) -> tuple[Lever, ...]:
    """Return what alone meets the wanted end: link, hosts a day, shorter tasks, working week, an earlier begin."""
    path = {item.task.id: item.task for item in schedule.tasks if item.critical or item.task.id in schedule.path}
    kinds = {task.takes.kind for task in path.values()}
    found: list[Lever] = []
    if "sync" in kinds and inputs.sync_hours is None:
        found += _link(inputs, ends, wanted)
    if "hosts" in kinds:
        found += _hosts(inputs, ends, wanted)
    found += _shorter(inputs, schedule, ends, wanted, tuple(path.values()))
    found += _week(inputs, ends, wanted)
    found += _earlier(inputs, ends, wanted)
    return tuple(found)


def _met(changed: Inputs, ends: Ends, wanted: datetime.date) -> datetime.date | None:
    """Return when everything is done, where that is by the wanted end."""
    end = ends(changed)
    return end if end is not None and end <= wanted else None


def _link(inputs: Inputs, ends: Ends, wanted: datetime.date) -> Iterator[Lever]:
    def tried(link: float) -> datetime.date | None:
        return _met(replace(inputs, link_mbps=link), ends, wanted)

    low = high = inputs.link_mbps
    while not tried(high):
        low, high = high, high * 2
        if high > MOST_MBPS:
            return
    while high > low * NEAR:
        middle = (low + high) / 2
        low, high = (low, middle) if tried(middle) else (middle, high)
    link = rounded_up(high)
    if link <= MOST_MBPS and (end := tried(link)):
        yield Lever(
            field="link_mbps",
            value=f"{link:.12g}",
            end=end,
            text=f"A link of {mbps(link)} instead of {mbps(inputs.link_mbps)}",
        )


def _hosts(inputs: Inputs, ends: Ends, wanted: datetime.date) -> Iterator[Lever]:
    def tried(hosts: int) -> datetime.date | None:
        return _met(replace(inputs, hosts_a_day=float(hosts)), ends, wanted)

    low, high = int(inputs.hosts_a_day), min(max(int(inputs.hosts), int(inputs.hosts_a_day)), MOST_HOSTS)
    if not tried(high):
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tried(middle) else (middle, high)
    if end := tried(high):
        yield Lever(
            field="hosts_a_day",
            value=str(high),
            end=end,
            text=f"{count(high, 'host')} a day instead of {inputs.hosts_a_day:g}",
        )


def _shorter(
    inputs: Inputs, schedule: Schedule, ends: Ends, wanted: datetime.date, path: tuple[Task, ...]
) -> Iterator[Lever]:
    """Yield how long each task on the way may take, the one that loses least of its time first."""
    every = tuple(item.task for item in schedule.tasks)
    found: list[tuple[float, Lever]] = []
    for task in path:
        whole = int(task.takes.days)
        if not works(task) or task.takes.kind != "work" or whole < 2:  # noqa: PLR2004 - less leaves nothing
            continue

        def tried(days: int, task: Task = task) -> tuple[datetime.date | None, str]:
            takes = Length(kind="work", days=days)
            text = written(tuple(replace(item, takes=takes) if item is task else item for item in every))
            return _met(replace(inputs, tasks=text), ends, wanted), text

        low, high = 1, whole
        if not tried(low)[0]:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if tried(middle)[0] else (low, middle)
        end, text = tried(low)
        if end:
            label = f"'{task.name}' in {count(low, 'day')} instead of {spelled(task.takes)}"
            found.append((low / whole, Lever(field="tasks", value=text, end=end, text=label)))
    yield from (lever for _, lever in sorted(found, key=lambda pair: -pair[0]))


def _week(inputs: Inputs, ends: Ends, wanted: datetime.date) -> Iterator[Lever]:
    for week, words in (("mon-sat", "Work on Saturdays too"), ("daily", "Work on every day of the week")):
        fewer = inputs.week in (week, "daily") or (inputs.week == "sun-thu" and week == "mon-sat")
        if not fewer and (end := _met(replace(inputs, week=week), ends, wanted)):
            yield Lever(field="week", value=week, end=end, text=words)
            return


def _earlier(inputs: Inputs, ends: Ends, wanted: datetime.date) -> Iterator[Lever]:
    first = inputs.first

    def tried(days: int) -> datetime.date | None:
        start = first - datetime.timedelta(days=days)
        return _met(replace(inputs, first_day=start.isoformat()), ends, wanted)

    low, high = 0, 1
    if (first - datetime.timedelta(days=1)).year < FIRST_YEAR:
        return
    while not tried(high):
        low, high = high, high * 2
        if high > MOST_DAYS or (first - datetime.timedelta(days=high)).year < FIRST_YEAR:
            return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tried(middle) else (middle, high)
    start = first - datetime.timedelta(days=high)
    if end := tried(high):
        yield Lever(field="first_day", value=start.isoformat(), end=end, text=f"Begin on {start} instead of {first}")
