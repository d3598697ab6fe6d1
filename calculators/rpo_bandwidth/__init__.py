"""RPO and bandwidth: four answers from one description of the data and the link."""

from calculators.rpo_bandwidth.answer import stages
from calculators.rpo_bandwidth.day import Day, day
from calculators.rpo_bandwidth.model import FIGURES, NAME, SAMPLES, SERIES, Inputs, Result, calculate, form, inputs

__all__ = [
    "FIGURES",
    "NAME",
    "SAMPLES",
    "SERIES",
    "Day",
    "Inputs",
    "Result",
    "calculate",
    "day",
    "form",
    "inputs",
    "stages",
]
