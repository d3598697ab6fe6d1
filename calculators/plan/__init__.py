"""Project plan: tasks and a calendar become dates, with the way to the end, the room of each task, and clashes."""

from calculators.plan.answer import report
from calculators.plan.inputs import Inputs
from calculators.plan.model import FIGURES, NAME, SAMPLES, Result, calculate, form, inputs

__all__ = ["FIGURES", "NAME", "SAMPLES", "Inputs", "Result", "calculate", "form", "inputs", "report"]
