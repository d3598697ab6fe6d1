"""Moments of a trace as people read them."""

import datetime
import math
from dataclasses import dataclass

from calculators.replication.calendar import EPOCH
from calculators.replication.hours import DAYS
from calculators.replication.units import DAY, MINUTE
from calculators.trace_replay.model import Recorded


@dataclass(frozen=True, slots=True)
class Clock:
    """How the moments of one trace are named."""

    inputs: Recorded

    def moment(self, at: float) -> str:
        """Return a moment: date and local time, or the day and the time since the begin of a trace without dates."""
        # A quarter of a microsecond is what rounding leaves of a full minute.
        local = math.floor((at + self.inputs.zone.offset) / MINUTE + 1e-6) * MINUTE
        when = EPOCH + datetime.timedelta(seconds=local)
        if self.inputs.has_clock:
            return when.strftime("%Y-%m-%d %H:%M")
        day = math.floor((local - self.inputs.change.start) / DAY)
        if self.inputs.trace:
            return f"day {day + 1}, {when:%H:%M}"
        week = f" of week {day // 7 + 1}" if day >= len(DAYS) else ""
        return f"{DAYS[when.weekday()].capitalize()} {when:%H:%M}{week}"

    def day(self, number: int) -> str:
        """Return the name of a day, counted from 1970-01-01 in local time."""
        if self.inputs.has_clock:
            return f"{EPOCH + datetime.timedelta(days=number):%Y-%m-%d}"
        return self.moment(number * DAY).rpartition(" ")[0].rstrip(",") if self.inputs.trace else self._weekday(number)

    def _weekday(self, number: int) -> str:
        name, _, rest = self.moment(number * DAY).partition(" ")
        return f"{name}{rest.removeprefix('00:00')}"
