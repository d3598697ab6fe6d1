"""Takeover order: systems with what they need become waves, with the longest chain and a recovery time by group."""

from calculators.takeover.answer import NAME, report
from calculators.takeover.levers import Lever, levers
from calculators.takeover.model import GroupTime, Placed, Result, calculate
from calculators.takeover.systems import COLUMNS, System, SystemProblem, TypedSystem, of_groups, read

__all__ = [
    "COLUMNS", "NAME", "GroupTime", "Lever", "Placed", "Result", "System", "SystemProblem", "TypedSystem", "calculate",
    "levers", "of_groups", "read", "report",
]  # fmt: skip
