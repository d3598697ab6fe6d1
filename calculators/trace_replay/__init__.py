"""Replay of a change trace: which RPO a link holds over a record of what was written, and which link an RPO needs."""

from calculators.trace_replay.answer import stages
from calculators.trace_replay.engine import calculate
from calculators.trace_replay.given import inputs, names, profile_of
from calculators.trace_replay.model import FIGURES, NAME, SERIES, Inputs, Result, form
from calculators.trace_replay.samples import SAMPLES

__all__ = [
    "FIGURES",
    "NAME",
    "SAMPLES",
    "SERIES",
    "Inputs",
    "Result",
    "calculate",
    "form",
    "inputs",
    "names",
    "profile_of",
    "stages",
]
