"""Public holidays, a country a record."""

import datetime
from dataclasses import dataclass

from calculators.records.evidence import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day on which nobody works."""

    day: datetime.date
    """Date."""
    name: str
    """What it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayYear:
    """The holidays of a year; a year that is not here is not known."""

    year: int
    """Year, such as 2027."""
    off: tuple[Holiday, ...]
    """Days on which nobody works, in order."""
    worked: tuple[datetime.date, ...] = ()
    """Days of a weekend that are worked for a holiday beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCalendar:
    """The public holidays of a country."""

    id: str
    """Value in the form."""
    name: str
    """Country, and which part of it."""
    years: tuple[HolidayYear, ...]
    """Years whose holidays are known, in order."""
    source: Source
    """Where they were read."""
    note: str | None = None
    """What the list leaves out."""
