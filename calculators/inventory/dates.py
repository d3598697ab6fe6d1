"""The day on which an export was made, as its files say it."""

import re
from dataclasses import dataclass
from datetime import date

from calculators.inventory.model import File, Inventory

YEARS = range(2000, 2100)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/._]?(\d\d?)[-/._]?(\d\d?)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d\d?)([-/.])(\d\d?)\2(\d{4})(?!\d)")
_IN_A_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """When an export was made."""

    day: date
    source: str
    """What says it, as the end of a sentence such as `as … says`."""


def exported_on(inventory: Inventory) -> Exported | None:
    """Return the day of the last file with hosts that says one, in it or in its name; None where none does."""
    found = [told for file in inventory.files if file.hosts and (told := _of(file)) is not None]
    return max(found, key=lambda told: told.day, default=None)


def _of(file: File) -> Exported | None:
    day = day_in(file.exported or "")
    if day is not None:
        return Exported(day=day, source=file.name)
    found = _IN_A_NAME.search(file.name)
    named = _day(found[1], found[3], found[4]) if found else None
    return None if named is None else Exported(day=named, source=f"the name of {file.name}")


def day_in(text: str) -> date | None:
    """Return the day that a text begins with; None where there is none, or day and month could change places."""
    found = _YEAR_FIRST.match(text.strip())
    if found:
        return _day(found[1], found[2], found[3])
    found = _YEAR_LAST.match(text.strip())
    if not found:
        return None
    first, mark, second, year = found.groups()
    if mark == "." or int(first) > _MONTHS or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > _MONTHS else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None
