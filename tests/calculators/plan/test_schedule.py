"""The schedule beside a project that is lived through hour by hour, and what always holds of one."""

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.plan.schedule import Schedule, clashes, plan
from calculators.plan.tasks import After, Length, Task
from calculators.plan.workdays import DAY, HOUR, TooLongError, Workdays, moment
from tests.calculators.plan.plan_oracle import Job, World, end_of, live

FIRST = datetime.date(2027, 3, 22)
IDS = "abcdef"
WEEKS = (frozenset(range(5)), frozenset(range(6)), frozenset({6, 0, 1, 2, 3}), frozenset(range(7)))


def days(most: int) -> st.SearchStrategy[frozenset[datetime.date]]:
    """Return some of the days of the first weeks."""
    return st.frozensets(st.integers(0, 40).map(lambda ahead: FIRST + datetime.timedelta(days=ahead)), max_size=most)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    hours = draw(st.sampled_from([8, 8, 6, 12, 24]))
    opening = min(9, 24 - hours)
    return World(
        first=FIRST + datetime.timedelta(days=draw(st.integers(0, 6))),
        opening=opening,
        closing=opening + hours,
        week=draw(st.sampled_from(WEEKS)),
        free=draw(days(8)),
        frozen=draw(days(5)),
    )


@st.composite
def projects(draw: st.DrawFn) -> tuple[Job, ...]:
    count = draw(st.integers(1, len(IDS)))
    jobs = []
    for place, name in enumerate(IDS[:count]):
        others = draw(st.lists(st.sampled_from(IDS[:place]), unique=True, max_size=3)) if place else []
        waits = tuple(
            (
                other,
                draw(st.sampled_from(["finish", "finish", "start"])),
                draw(st.sampled_from([0, 0, 0, 3, 8, 20])),
                draw(st.booleans()),
            )
            for other in others
        )
        jobs.append(
            Job(
                id=name,
                hours=draw(st.sampled_from([0, 1, 4, 8, 16, 20, 40])),
                around=draw(st.booleans()),
                waits=waits,
                not_before=draw(
                    st.none() | st.integers(0, 20).map(lambda ahead: FIRST + datetime.timedelta(days=ahead))
                ),
            )
        )
    return tuple(jobs)


def tasks_of(jobs: Sequence[Job]) -> tuple[Task, ...]:
    return tuple(
        Task(
            id=job.id,
            name=job.id,
            takes=Length(kind="elapsed" if job.around else "work", hours=job.hours),
            after=tuple(
                After(
                    task=other,
                    kind="start" if kind == "start" else "finish",
                    lag=Length(kind="elapsed" if around else "work", hours=hours),
                )
                for other, kind, hours, around in job.waits
            ),
            track="x",
            people=1,
            not_before=job.not_before,
        )
        for job in jobs
    )


def planned(world: World, tasks: Sequence[Task]) -> Schedule:
    calendar = Workdays(
        world.first,
        world.closing - world.opening,
        world.week,
        dict.fromkeys(world.free, "free"),
        dict.fromkeys(world.frozen, "frozen"),
    )
    return plan(tasks, moment(world.first) + calendar.opening, calendar, lambda begin: begin, 0)


def hour_of(world: World, at: int) -> float:
    return (at - moment(world.first)) / HOUR


@given(worlds(), projects())
def test_every_date_is_that_of_a_project_lived_through(world: World, jobs: tuple[Job, ...]) -> None:
    found = planned(world, tasks_of(jobs))
    lived = live(world, jobs)
    for item in found.tasks:
        assert (hour_of(world, item.start), hour_of(world, item.end)) == lived[item.task.id], item.task.id
    assert hour_of(world, found.end) == end_of(world, jobs)


@given(worlds(), projects())
def test_a_task_that_begins_at_its_latest_moves_nothing_and_an_hour_later_it_does(
    world: World, jobs: tuple[Job, ...]
) -> None:
    end = end_of(world, jobs)
    for item in planned(world, tasks_of(jobs)).tasks:
        assert item.latest is not None and item.free is not None
        if item.latest % HOUR:
            continue  # before a freeze it is the last minute of a day
        latest = int(hour_of(world, item.latest))
        lived = live(world, jobs, {item.task.id: latest})
        assert max(last for _, last in lived.values()) == end
        assert end_of(world, jobs, {item.task.id: latest + 1}) > end
        assert item.critical == (item.slack == 0)
        free = live(world, jobs, {item.task.id: int(hour_of(world, item.free))})
        usual = live(world, jobs)
        assert all(free[name] == usual[name] for name in free if name != item.task.id)


@given(worlds(), projects())
def test_the_latest_day_typed_as_not_before_holds_and_a_day_more_is_later(world: World, jobs: tuple[Job, ...]) -> None:
    tasks = tasks_of(jobs)
    found = planned(world, tasks)
    for item in found.tasks:
        assert item.latest is not None
        day = datetime.date.fromordinal(item.latest // DAY)
        if item.task.not_before is not None and day < item.task.not_before:
            continue
        typed = [dataclasses.replace(task, not_before=day) if task is item.task else task for task in tasks]
        assert planned(world, typed).end == found.end
        more = day + datetime.timedelta(days=1)
        typed = [dataclasses.replace(task, not_before=more) if task is item.task else task for task in tasks]
        assert planned(world, typed).end > found.end


@given(worlds(), projects(), st.data())
def test_fewer_waits_holidays_and_hours_never_end_later(
    world: World, jobs: tuple[Job, ...], data: st.DataObject
) -> None:
    end = planned(world, tasks_of(jobs)).end
    job = data.draw(st.sampled_from(jobs))
    for fewer in (
        dataclasses.replace(job, waits=job.waits[1:]),
        dataclasses.replace(job, hours=job.hours // 2),
        dataclasses.replace(job, not_before=None),
    ):
        assert planned(world, tasks_of([fewer if item is job else item for item in jobs])).end <= end
    assert planned(dataclasses.replace(world, free=frozenset(list(world.free)[1:])), tasks_of(jobs)).end <= end
    assert planned(dataclasses.replace(world, frozen=frozenset(list(world.frozen)[1:])), tasks_of(jobs)).end <= end


@given(worlds(), projects())
def test_the_way_to_the_end_is_driven_step_by_step(world: World, jobs: tuple[Job, ...]) -> None:
    found = planned(world, tasks_of(jobs))
    known = {item.task.id: item for item in found.tasks}
    path = [known[name] for name in found.path]
    assert path[-1].end == found.end
    for one, other in pairwise(path):
        assert one.task.id in other.drives
        # Without that wait it would begin earlier, or another wait keeps it as long.
        kept = tuple(after for after in other.task.after if after.task not in other.drives)
        alone = [dataclasses.replace(item.task, after=kept) if item is other else item.task for item in found.tasks]
        begin = next(item.start for item in planned(world, alone).tasks if item.task.id == other.task.id)
        assert begin <= other.start


@given(worlds(), projects())
def test_nothing_begins_before_what_it_waits_for_and_a_wait_of_work_is_that_much_work(
    world: World, jobs: tuple[Job, ...]
) -> None:
    placed = {item.task.id: item for item in planned(world, tasks_of(jobs)).tasks}
    for job in jobs:
        for other, kind, hours, around in job.waits:
            begins = placed[other].start if kind == "start" else placed[other].end
            assert placed[job.id].start >= begins + (hours * HOUR if around else 0)


@given(projects())
def test_the_critical_path_is_the_longest_of_all_ways(jobs: tuple[Job, ...]) -> None:
    """By brute force, where work never stops: every way through the waits is added up."""
    world = World(first=FIRST, opening=0, closing=24, week=WEEKS[3], free=frozenset(), frozen=frozenset())
    jobs = tuple(dataclasses.replace(job, not_before=None) for job in jobs)
    named = {job.id: job for job in jobs}

    def ways(name: str) -> Iterator[tuple[int, frozenset[str]]]:
        """Yield every way to the begin of a job, with its hours and the jobs whose whole time is in it."""
        yield 0, frozenset()
        for other, kind, hours, _ in named[name].waits:
            for spent, through in ways(other):
                whole = kind == "finish"
                yield spent + hours + (named[other].hours if whole else 0), through | ({other} if whole else set())

    every = [(spent + job.hours, through | {job.id}) for job in jobs for spent, through in ways(job.id)]
    longest = max(spent for spent, _ in every)
    found = planned(world, tasks_of(jobs))
    assert hour_of(world, found.end) == longest
    critical = {item.task.id for item in found.tasks if item.critical}
    assert {name for spent, through in every if spent == longest for name in through} <= critical
    assert set(found.path) <= critical


@given(worlds(), st.integers(0, 40), st.integers(1, 60))
def test_working_days_are_those_of_numpy(world: World, ahead: int, days: int) -> None:
    calendar = Workdays(
        world.first,
        world.closing - world.opening,
        world.week,
        dict.fromkeys(world.free, "free"),
        dict.fromkeys(world.frozen, "frozen"),
    )
    theirs = numpy.busdaycalendar(
        weekmask=[day in world.week for day in range(7)], holidays=sorted(world.free | world.frozen)
    )
    first = world.first + datetime.timedelta(days=ahead)
    last = numpy.busday_offset(first, days - 1, roll="forward", busdaycal=theirs).astype(datetime.date)
    begin = calendar.next(moment(first))
    end = calendar.end(calendar.done(begin) + days * calendar.length)
    assert end == moment(last) + calendar.opening + calendar.length
    worked = numpy.busday_count(first, last + datetime.timedelta(days=1), busdaycal=theirs)
    assert calendar.done(end) - calendar.done(moment(first)) == worked * calendar.length == days * calendar.length
    assert calendar.works(first) == bool(numpy.is_busday(first, busdaycal=theirs))


@given(worlds(), projects(), st.integers(0, 4))
def test_a_clash_is_an_hour_in_which_too_many_are_busy(world: World, jobs: tuple[Job, ...], limit: int) -> None:
    assume(any(job.hours for job in jobs))
    found = planned(world, tasks_of(jobs))
    lived = live(world, jobs)
    last = max(end for _, end in lived.values())
    busy = {
        hour for hour in range(last) if sum(begin <= hour < end for begin, end in lived.values() if end > begin) > limit
    }
    named = {
        hour
        for clash in clashes(found, {"x": limit})
        for hour in range(int(hour_of(world, clash.start)), int(hour_of(world, clash.end)))
    }
    assert named == busy
    assert not {*clashes(found, {"x": limit + 1})} or busy


def test_the_example_of_a_weekend() -> None:
    """By hand: 2 days from Thursday end on Friday, 36 hours run over the weekend, and a day follows on Monday."""
    world = World(
        first=datetime.date(2027, 3, 18), opening=9, closing=17, week=WEEKS[0], free=frozenset(), frozen=frozenset()
    )
    jobs = (
        Job(id="a", hours=16, around=False),
        Job(id="b", hours=36, around=True, waits=(("a", "finish", 0, False),)),
        Job(id="c", hours=8, around=False, waits=(("b", "finish", 0, False),)),
    )
    found = {item.task.id: item for item in planned(world, tasks_of(jobs)).tasks}
    assert [hour_of(world, found[name].end) for name in "abc"] == [24 + 17, 24 + 17 + 36, 4 * 24 + 17]
    assert [found[name].slack for name in "abc"] == [0, 4 * 24 * HOUR + 9 * HOUR - (24 + 17 + 36) * HOUR, 0]


def test_what_is_too_long_for_the_calendar_is_said() -> None:
    world = World(first=FIRST, opening=9, closing=17, week=WEEKS[0], free=frozenset(), frozen=frozenset())
    with pytest.raises(TooLongError):
        planned(world, tasks_of([Job(id="a", hours=8 * 6000, around=False)]))
