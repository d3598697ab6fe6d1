"""When each task begins and ends, how much later it could, and who is asked for twice.

Moments and lengths as in `calculators.plan.workdays`. Nobody is moved for want of people: a clash is named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calculators.plan.tasks import After, Length, Task
from calculators.plan.workdays import DAY, Workdays, moment

type Finish = Callable[[int], int]
"""Returns when the first synchronisation ends that begins at a moment; a later begin never ends earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A task with its dates."""

    task: Task
    """The task."""
    start: int
    """When it begins."""
    end: int
    """When it ends."""
    latest: int | None
    """When it may begin at the latest without moving the end of the project; None for one that has begun."""
    free: int | None
    """When it may begin at the latest without moving any other task; None for one that has begun."""
    slack: int
    """Minutes until the latest start: of working time, or around the clock for what runs by itself; 0 if begun."""
    free_slack: int
    """Minutes until the latest start that moves no other task, counted likewise."""
    drives: tuple[str, ...]
    """Ids of the tasks that it begins with or after at once: without them it would begin earlier."""

    @property
    def critical(self) -> bool:
        """Return whether any delay of it moves the end of the project."""
        return self.latest is not None and self.slack == 0

    @property
    def worked(self) -> bool:
        """Return whether it takes working time."""
        return works(self.task)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A time in which a track has fewer people than its tasks need."""

    track: str
    """Whose people."""
    start: int
    """When it begins."""
    end: int
    """When it ends."""
    needed: int
    """People that its tasks need, at most."""
    limit: int
    """People that there are."""
    tasks: tuple[str, ...]
    """Ids of the tasks, in the order of their start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Every task with its dates."""

    tasks: tuple[Placed, ...]
    """Tasks in the order given."""
    start: int
    """When the first one begins."""
    end: int
    """When the last one ends."""
    path: tuple[str, ...]
    """Ids of the tasks that decide the end, the first one first."""


def works(task: Task) -> bool:
    """Return whether a task takes working time; what takes no time, and what runs by itself, does not."""
    return task.takes.kind in ("work", "hosts") and not task.milestone


class _Planner:
    def __init__(self, tasks: Sequence[Task], start: int, calendar: Workdays, sync: Finish, hosts: int) -> None:
        self.tasks = {task.id: task for task in tasks}
        self.order = in_order(tasks)
        self.start, self.calendar, self.sync, self.hosts = start, calendar, sync, hosts
        self.begin: dict[str, int] = {}
        self.finish: dict[str, int] = {}

    def length(self, task: Task) -> int:
        return self.hosts if task.takes.kind == "hosts" else task.takes.minutes(self.calendar.length)

    def forward(self) -> None:
        for task in self.order:
            if task.actual_start is not None:
                self.begin[task.id] = moment(task.actual_start) + self.calendar.opening
                self.finish[task.id] = self._ended(task)
                continue
            begin = self.allowed(task, max([self.start, *(self.wait(after) for after in task.after)]))
            self.begin[task.id], self.finish[task.id] = begin, self.ends(task, begin)

    def _ended(self, task: Task) -> int:
        begin = self.begin[task.id]
        if task.actual_end is None:
            return self.ends(task, self.calendar.next(begin) if works(task) else begin)
        return max(begin, moment(task.actual_end) + self.calendar.opening + self.calendar.length)

    def wait(self, after: After) -> int:
        """Return the moment that a task waits for."""
        times = self.begin if after.kind == "start" else self.finish
        return self.later(times[after.task], after.lag)

    def later(self, at: int, lag: Length) -> int:
        amount = lag.minutes(self.calendar.length)
        if lag.kind == "elapsed" or not amount:
            return at + amount
        return self.calendar.end(self.calendar.done(at) + amount)

    def allowed(self, task: Task, at: int) -> int:
        """Return when a task begins that may begin from a moment on."""
        if task.not_before is not None:
            at = max(at, moment(task.not_before))
        return self.calendar.next(at) if works(task) else self.calendar.thawed(at)

    def ends(self, task: Task, begin: int) -> int:
        if works(task):
            return self.calendar.end(self.calendar.done(begin) + self.length(task))
        return self.sync(begin) if task.takes.kind == "sync" else begin + self.length(task)

    def latest_begin(self, task: Task, end: int, begin: int) -> int:
        """Return the latest begin with which a task ends by `end` and begins by `begin`."""
        if works(task):
            work = self.calendar.done(end) - self.length(task)
            last = self.calendar.done(begin)
            if self.calendar.begin(last) > begin:
                last -= 1
            return self.calendar.begin(min(work, last))
        if task.takes.kind != "sync":
            return self.calendar.before_frost(min(end - self.length(task), begin))
        low, high = self.begin[task.id], max(self.begin[task.id], min(end, begin))
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.sync(middle) <= end else (low, middle - 1)
        return self.calendar.before_frost(low)

    def bound(self, after: After, follower: Task, begin: int) -> int:
        """Return the latest moment of what a task waits for with which it still begins by `begin`, its own begin."""
        amount = after.lag.minutes(self.calendar.length)
        if after.lag.kind == "elapsed":
            return begin - amount
        if works(follower) or amount:
            return self.calendar.begin(self.calendar.done(begin) - amount)
        return begin

    def backward(self, ends: Mapping[str, int] | None, end: int) -> dict[str, int]:
        """Return the latest begin of each task with which every follower begins by `ends`, or by its own latest begin.

        Tasks that have begun are no longer moved.
        """
        latest: dict[str, int] = {}
        followers: dict[str, list[tuple[After, Task]]] = {name: [] for name in self.tasks}
        for task in self.order:
            for after in task.after:
                followers[after.task].append((after, task))
        for task in reversed(self.order):
            if task.actual_start is not None:
                latest[task.id] = self.begin[task.id]
                continue
            by_end, by_begin = end, end
            for after, follower in followers[task.id]:
                if follower.actual_start is not None:
                    continue
                bound = self.bound(after, follower, (ends or latest)[follower.id])
                by_end, by_begin = (by_end, min(by_begin, bound)) if after.kind == "start" else (
                    min(by_end, bound), by_begin
                )  # fmt: skip
            latest[task.id] = max(self.begin[task.id], self.latest_begin(task, by_end, by_begin))
        return latest

    def between(self, task: Task, begin: int, latest: int) -> int:
        return self.calendar.done(latest) - self.calendar.done(begin) if works(task) else latest - begin

    def driving(self, task: Task) -> tuple[str, ...]:
        """Return what a task begins at once after or with: what keeps it from beginning earlier."""
        if task.actual_start is not None or not task.after:
            return ()
        waits = {after: self.allowed(task, self.wait(after)) for after in task.after}
        return tuple(dict.fromkeys(after.task for after, at in waits.items() if at == self.begin[task.id]))


def plan(tasks: Sequence[Task], start: int, calendar: Workdays, sync: Finish, hosts: int) -> Schedule:
    """Return the earliest dates of tasks that wait for each other without a ring, and what may be later.

    `hosts` is the working time of all hosts. Raises TooLongError when a task ends after the last day of the calendar.
    """
    planner = _Planner(tasks, start, calendar, sync, hosts)
    planner.forward()
    end = max(planner.finish.values())
    latest = planner.backward(None, end)
    free = planner.backward(planner.begin, end)
    placed = []
    for task in tasks:
        begin, begun = planner.begin[task.id], task.actual_start is not None
        placed.append(
            Placed(
                task=task,
                start=begin,
                end=planner.finish[task.id],
                latest=None if begun else latest[task.id],
                free=None if begun else free[task.id],
                slack=0 if begun else planner.between(task, begin, latest[task.id]),
                free_slack=0 if begun else planner.between(task, begin, free[task.id]),
                drives=planner.driving(task),
            )
        )
    return Schedule(tasks=tuple(placed), start=min(planner.begin.values()), end=end, path=_path(placed, end))


def in_order(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return tasks so that each stands behind those it waits for, which must not wait for each other."""
    waiting = {task.id: {after.task for after in task.after} for task in tasks}
    ordered: list[Task] = []
    placed: set[str] = set()
    left = list(tasks)
    while left:
        ready = [task for task in left if waiting[task.id] <= placed]
        ordered += ready
        placed |= {task.id for task in ready}
        left = [task for task in left if task.id not in placed]
    return tuple(ordered)


def _path(placed: Sequence[Placed], end: int) -> tuple[str, ...]:
    """Return the tasks that lead to the end, each one driven by the one before it."""
    known = {item.task.id: item for item in placed}
    last = next((item for item in placed if item.end == end), None)
    path = []
    while last is not None:
        path.append(last.task.id)
        drivers = [known[name] for name in last.drives]
        last = next((item for item in drivers if item.critical), drivers[0] if drivers else None)
    return tuple(reversed(path))


def clashes(schedule: Schedule, limits: Mapping[str, int]) -> tuple[Clash, ...]:
    """Return when the tasks of a track need more people than it has, one clash for each stretch without a pause."""
    found = []
    for track, limit in limits.items():
        mine = [
            item
            for item in schedule.tasks
            if item.task.track.casefold() == track.casefold() and item.task.people and item.end > item.start
        ]
        edges = sorted({edge for item in mine for edge in (item.start, item.end)})
        stretch: list[tuple[int, int, list[Placed]]] = []
        for low, high in pairwise(edges):
            busy = [item for item in mine if item.start <= low and item.end >= high]
            if sum(item.task.people for item in busy) > limit:
                stretch.append((low, high, busy))
            elif stretch:
                found.append(_clash(track, limit, stretch))
                stretch = []
        if stretch:
            found.append(_clash(track, limit, stretch))
    return tuple(sorted(found, key=lambda clash: (clash.start, clash.track)))


def _clash(track: str, limit: int, stretch: list[tuple[int, int, list[Placed]]]) -> Clash:
    tasks = {item.task.id: item for _, _, busy in stretch for item in busy}
    return Clash(
        track=track,
        start=stretch[0][0],
        end=stretch[-1][1],
        needed=max(sum(item.task.people for item in busy) for _, _, busy in stretch),
        limit=limit,
        tasks=tuple(sorted(tasks, key=lambda name: tasks[name].start)),
    )


def last_day(start: int, end: int) -> int:
    """Return the moment that names the day on which something ends: midnight belongs to the day before."""
    return max(start, end - 1) if end % DAY == 0 else end
