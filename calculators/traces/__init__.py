"""Change traces: what was written when, read from the text of a file or from a day's profile."""

from calculators.traces.amounts import UNIT_NAMES
from calculators.traces.model import Candidate, Contents, LeftOut, Note, Question, Reading, Trace
from calculators.traces.read import read_profile, read_trace

__all__ = [
    "UNIT_NAMES",
    "Candidate",
    "Contents",
    "LeftOut",
    "Note",
    "Question",
    "Reading",
    "Trace",
    "read_profile",
    "read_trace",
]
