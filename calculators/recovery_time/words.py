"""Minutes, ranges and measurements as people read them in a plan."""

from calculators.answers.wording import number
from calculators.records.recovery import ObjectRecovery
from calculators.recovery_time.estimate import Span

HOUR_MINUTES = 60
# Up to here minutes alone read well, and from the second one on hours alone are exact enough.
MOST_MINUTES = HOUR_MINUTES
MOST_HOURS = 100
START = {
    "disaster": "the disaster",
    "decision": "the decision to take over",
    "restore": "the start of the first restore",
}
"""What the clock starts with."""


def clock(minutes: float) -> str:
    """Return a time as minutes, as hours and minutes, or as hours when there are very many."""
    whole = round(minutes)
    if minutes < MOST_MINUTES and whole < MOST_MINUTES:
        return f"{number(minutes)} min"
    hours, rest = divmod(whole, HOUR_MINUTES)
    if hours >= MOST_HOURS:
        return f"{number(minutes / HOUR_MINUTES)} h"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def between(low: float, high: float) -> str:
    """Return a range, or one time when both ends read the same."""
    start, end = clock(low), clock(high)
    return start if start == end else f"{start} to {end}"


def cell(minutes: float | None) -> str:
    """Return a measured time, or that there is none."""
    return "not measured" if minutes is None else f"{number(minutes)} min"


def spell(span: Span) -> str:
    """Return a time as its range."""
    return between(span.low, span.high)


def size(row: ObjectRecovery) -> str:
    """Return the data of a measurement, with its disks where they are several."""
    return f"{number(row.used_gb)} GB" + (" on several disks" if row.disks == "multiple" else "")


def count(amount: int, word: str) -> str:
    """Return a number with its noun, which has an s unless there is one."""
    return f"{number(amount)} {word}{'' if amount == 1 else 's'}"


def lower(text: str) -> str:
    """Return a label as the middle of a sentence."""
    return text[0].lower() + text[1:]
