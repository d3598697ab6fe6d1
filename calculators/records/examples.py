"""Worked examples: what was published or worked out by hand, beside a calculator's answer."""

import datetime
from dataclasses import dataclass

from calculators.records.evidence import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleInput:
    """An input of an example that differs from the form's default."""

    id: str
    """Id of the input."""
    value: float | str
    """What is entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAnswer:
    """What the calculator answered before its calculation was corrected."""

    answer: str
    """The figure as it was shown, in the unit of the example."""
    until: datetime.date
    """Day from which on the answer is the new one."""
    why: str
    """What was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One number, and how a calculator comes to it."""

    id: str
    """Short name."""
    what: str
    """What is asked."""
    calculator: str
    """Name of the calculator that answers."""
    inputs: tuple[ExampleInput, ...]
    """Inputs that differ from the form's defaults."""
    answer: str
    """Id of the answer, or the first cell of a row, or the label of a step of the working."""
    published: str
    """The number as it is printed, or as it comes out by hand."""
    ours: str
    """What the calculator must answer; the last digit is the tolerance."""
    unit: str
    """Unit of both numbers."""
    why_different: str | None = None
    """Why the two differ, or what to know about them; required where they differ."""
    source: Source | None = None
    """Where it is printed."""
    by_hand: str | None = None
    """The sum, where it was worked out by hand and not printed."""
    formerly: FormerAnswer | None = None
    """What was answered before; None where the answer never changed."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
