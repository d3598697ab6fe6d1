"""Change traces: what was written when, read from the text of a file or from a day's profile."""

from calculators.traces.amounts import UNIT_NAMES, WORDS, mistakable, parse_unit
from calculators.traces.found import listed
from calculators.traces.model import Candidate, Choices, Contents, LeftOut, Note, Question, Reading, Trace, shown
from calculators.traces.read import read_profile, read_trace
from calculators.traces.selection import selected, written

__all__ = [
    "UNIT_NAMES",
    "WORDS",
    "Candidate",
    "Choices",
    "Contents",
    "LeftOut",
    "Note",
    "Question",
    "Reading",
    "Trace",
    "listed",
    "mistakable",
    "parse_unit",
    "read_profile",
    "read_trace",
    "selected",
    "shown",
    "written",
]
