"""A project lived through hour by hour, written apart from the calculator: each hour looks who may begin and who works.

Nothing here knows work as a number that is added up ahead: a day is looked at when it comes. Tasks take whole hours.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HOURS = 24


@dataclass(frozen=True, kw_only=True)
class Job:
    """A task: hours of work or around the clock; it waits for (other, "finish" or "start", hours, around)."""

    id: str
    hours: int
    around: bool
    waits: tuple[tuple[str, str, int, bool], ...] = ()
    not_before: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class World:
    """The first day and hour, working hours, days of the week, free and frozen days."""

    first: datetime.date
    opening: int
    closing: int
    week: frozenset[int]
    free: frozenset[datetime.date]
    frozen: frozenset[datetime.date]

    def day(self, hour: int) -> datetime.date:
        return self.first + datetime.timedelta(days=hour // HOURS)

    def is_worked(self, hour: int) -> bool:
        day = self.day(hour)
        open_day = day.weekday() in self.week and day not in self.free and day not in self.frozen
        return open_day and self.opening <= hour % HOURS < self.closing


def live(world: World, jobs: Sequence[Job], delays: Mapping[str, int] | None = None) -> dict[str, tuple[int, int]]:
    """Return the begin and the end of each job in hours since the midnight of the first day.

    `delays` keep jobs from beginning before an hour.
    """
    begun: dict[str, int] = {}
    ended: dict[str, int] = {}
    left = {job.id: job.hours for job in jobs}
    lags: dict[tuple[str, int], int] = {}
    hour = world.opening
    while len(ended) < len(jobs):
        assert hour < 60_000, "nothing ends"
        moved = True
        while moved:  # what ends now lets others begin now
            moved = False
            for job in jobs:
                if job.id in begun:
                    continue
                # Every wait is looked at: each begins to run in its own hour.
                over = [
                    _waited((job.id, place), wait, (begun, ended), lags, hour) for place, wait in enumerate(job.waits)
                ]
                if all(over):
                    early = job.not_before is not None and world.day(hour) < job.not_before
                    early = early or hour < (delays or {}).get(job.id, 0)
                    runs = job.around or not job.hours
                    if early or (world.day(hour) in world.frozen if runs else not world.is_worked(hour)):
                        continue
                    begun[job.id] = hour
                    moved = True
                    if not job.hours:
                        ended[job.id] = hour
        work = world.is_worked(hour)
        for key in list(lags):
            other = next(job for job in jobs if job.id == key[0]).waits[key[1]]
            lags[key] -= 1 if other[3] or work else 0
        for job in jobs:
            if job.id in begun and job.id not in ended and (job.around or work):
                left[job.id] -= 1
                if not left[job.id]:
                    ended[job.id] = hour + 1
        hour += 1
    return {job.id: (begun[job.id], ended[job.id]) for job in jobs}


def _waited(
    key: tuple[str, int],
    wait: tuple[str, str, int, bool],
    known: tuple[dict[str, int], dict[str, int]],
    lags: dict[tuple[str, int], int],
    hour: int,
) -> bool:
    """Return whether a wait is over; its hours begin to run when the other job has begun or ended."""
    other, kind, hours, _ = wait
    times = known[0] if kind == "start" else known[1]
    if other not in times or times[other] > hour:
        return False
    return lags.setdefault(key, hours) <= 0


def end_of(world: World, jobs: Sequence[Job], delays: Mapping[str, int] | None = None) -> int:
    """Return the hour at which the last job ends."""
    return max(end for _, end in live(world, jobs, delays).values())
