"""Minutes, ranges and measurements as people read them in a plan."""

import math

from calculators.answers.wording import duration_given, exact, number
from calculators.records.recovery import ObjectRecovery
from calculators.recovery_time.estimate import Span
from calculators.replication.units import MINUTE

HOUR_MINUTES = 60
# Three figures at most: nobody plans a recovery to the second.
STEPS = ((10, 0.1), (10 * HOUR_MINUTES, 1), (100 * HOUR_MINUTES, HOUR_MINUTES / 10))
LARGEST_STEP = HOUR_MINUTES
# What the arithmetic of floats adds must not cost a step.
ROUNDING = 1e-9
START = {
    "disaster": "the disaster",
    "decision": "the decision to take over",
    "restore": "the start of the first restore",
}
"""What the clock starts with."""
STANDS_IN = "No target is chosen yet: these are the times of Huawei Cloud."
"""What is said wherever the only published times stand in for those of a target."""


def clock(minutes: float, *, down: bool = False) -> str:
    """Return a time with at most three figures, as minutes, as hours and minutes, or as hours when there are many.

    It is rounded up, so that what is planned with it suffices; `down` is for what may be taken at most.
    """
    step = next((step for below, step in STEPS if minutes < below), LARGEST_STEP)
    steps = minutes / step
    whole = (math.floor(steps) if down else math.ceil(steps - ROUNDING)) * step
    if whole < HOUR_MINUTES:
        return f"{number(whole)} min"
    hours, rest = divmod(round(whole), HOUR_MINUTES)
    if minutes >= STEPS[1][0]:
        return f"{number(whole / HOUR_MINUTES)} h"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def stated(minutes: float) -> str:
    """Return a time that somebody stated, such as a wanted RTO, as every calculator tells one."""
    return duration_given(minutes * MINUTE)


def between(low: float, high: float) -> str:
    """Return a range, or one time when both ends are the same."""
    start, end = clock(low, down=low < high), clock(high)
    return start if start == end else f"{start} to {end}"


def cell(minutes: float | None) -> str:
    """Return a measured time, or that there is none."""
    return "not measured" if minutes is None else f"{exact(minutes)} min"


def spell(span: Span) -> str:
    """Return a time as its range."""
    return between(span.low, span.high)


def size(row: ObjectRecovery) -> str:
    """Return the data of a measurement, with its disks where they are several."""
    return f"{exact(row.used_gb)} GB" + (" on several disks" if row.disks == "multiple" else "")


def count(amount: int, word: str) -> str:
    """Return a number with its noun, which has an s unless there is one."""
    return f"{number(amount)} {word}{'' if amount == 1 else 's'}"


def lower(text: str) -> str:
    """Return a label as the middle of a sentence."""
    return text[0].lower() + text[1:]
