"""Working time: which days are worked, and when an amount of work that begins at a moment is done.

A moment is a whole number of minutes in local time, a day more for each that `datetime.date.toordinal` counts.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from calculators.records.holidays import HolidayCalendar

DAY = 24 * 60
"""Minutes of a day."""
HOUR = 60
USUAL_OPENING = 9 * HOUR
"""When work begins; earlier where a working day is too long for it."""
HORIZON = 20 * 366
"""Days from the first one that a calendar knows; a plan that reaches beyond them is none."""


class TooLongError(Exception):
    """Raised where work ends behind the last day that a calendar knows."""


def moment(day: datetime.date) -> int:
    """Return the moment at which a day begins."""
    return day.toordinal() * DAY


def day_of(at: int) -> datetime.date:
    """Return the day of a moment. Raises TooLongError for one behind the last day that there is."""
    try:
        return datetime.date.fromordinal(at // DAY)
    except (ValueError, OverflowError):
        raise TooLongError from None


class Workdays:
    """The working time of a project: the same hours on each day that is worked.

    A day is worked when it is one of the week's, or named as worked, and neither free nor frozen. In a frozen day
    nothing begins either; what runs by itself goes on.
    """

    def __init__(
        self,
        first: datetime.date,
        hours: float,
        week: frozenset[int],
        free: Mapping[datetime.date, str],
        frozen: Mapping[datetime.date, str],
        *,
        worked: Iterable[datetime.date] = (),
    ) -> None:
        """Keep the days from `first` on. `hours` of work a day, `week` its days (0 is Monday); reasons by day."""
        self.length = round(hours * HOUR)
        self.opening = min(USUAL_OPENING, DAY - self.length)
        self.free = free
        self.frozen = frozen
        self._week = week
        self._extra = frozenset(worked)
        self._first = first.toordinal()
        last = min(self._first + HORIZON, datetime.date.max.toordinal())
        self._days = [number for number in range(self._first, last) if self.works(datetime.date.fromordinal(number))]
        self._frozen = frozenset(day.toordinal() for day in frozen)

    def works(self, day: datetime.date) -> bool:
        """Return whether a day is worked."""
        usual = day in self._extra or day.weekday() in self._week
        return usual and day not in self.free and day not in self.frozen

    def why_free(self, day: datetime.date) -> str:
        """Return why a day is not worked; empty where it is."""
        if self.works(day):
            return ""
        return self.frozen.get(day) or self.free.get(day) or f"a {day:%A}"

    def done(self, at: int) -> int:
        """Return the minutes of work from the first day until a moment."""
        number, minute = divmod(at, DAY)
        place = bisect_left(self._days, number)
        inside = place < len(self._days) and self._days[place] == number
        return place * self.length + (min(max(minute - self.opening, 0), self.length) if inside else 0)

    def begin(self, work: int) -> int:
        """Return the moment from which on more than so many minutes are worked, the last one that fits."""
        return self._at(work // self.length) + work % self.length

    def end(self, work: int) -> int:
        """Return the first moment at which so many minutes, of 1 or more, are worked."""
        return self._at((work - 1) // self.length) + (work - 1) % self.length + 1

    def next(self, at: int) -> int:
        """Return the first moment from one on at which somebody works."""
        return self.begin(self.done(at))

    def thawed(self, at: int) -> int:
        """Return the first moment from one on that is not frozen."""
        while at // DAY in self._frozen:
            at = (at // DAY + 1) * DAY
        return at

    def before_frost(self, at: int) -> int:
        """Return the last moment until one that is not frozen."""
        while at // DAY in self._frozen:
            at = at // DAY * DAY - 1
        return at

    def free_days(self, start: int, end: int) -> list[int]:
        """Return the days between two moments that are not worked, by the number of the day."""
        low, high = bisect_left(self._days, start // DAY), bisect_right(self._days, end // DAY)
        worked = set(self._days[low:high])
        return [number for number in range(start // DAY, end // DAY + 1) if number not in worked]

    def _at(self, place: int) -> int:
        if not 0 <= place < len(self._days):
            raise TooLongError
        return self._days[place] * DAY + self.opening


def named(calendar: HolidayCalendar | None) -> tuple[dict[datetime.date, str], frozenset[datetime.date]]:
    """Return the holidays of a calendar by their day, and the days of weekends that are worked for them."""
    if calendar is None:
        return {}, frozenset()
    free = {item.day: item.name for year in calendar.years for item in year.off}
    return free, frozenset(day for year in calendar.years for day in year.worked)
