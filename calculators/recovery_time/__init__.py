"""Recovery time: every part of the RTO, from the disaster to applications that work again."""

from calculators.recovery_time.answer import stages
from calculators.recovery_time.model import FIGURES, NAME, Inputs, Result, calculate, form, inputs

__all__ = ["FIGURES", "NAME", "Inputs", "Result", "calculate", "form", "inputs", "stages"]
