"""What to change so that an answer gets better."""

import math
from dataclasses import dataclass
from typing import Any

from calculators.replication.units import DAY, HOUR, MINUTE

MOST = 4
"""How many changes a reader weighs."""
NEARLY = 1e-9
STEPS = ((MINUTE, 2 * HOUR), (5 * MINUTE, DAY), (HOUR, math.inf))
"""To which step an RPO is rounded up, and below which length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to do."""

    values: dict[str, Any]
    """Inputs that it replaces, None for one that it empties; nothing where it is no input."""
    text: str
    """What it is and what comes of it."""


def promised(age: float | None, longest: float) -> float | None:
    """Return the shortest RPO that one would promise where the newest recovery point gets so old, in seconds.

    None where it is longer than `longest`, the longest that the form takes, or the age has no end.
    """
    if age is None or age > longest:
        return None
    step = next(step for step, until in STEPS if age < until)
    return math.ceil(age / step * (1 - NEARLY)) * step
