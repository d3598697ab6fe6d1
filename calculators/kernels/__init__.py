"""Is there a prebuilt module for these kernels? One answer a kernel from any listing that a reader pastes."""

from calculators.kernels.answer import report
from calculators.kernels.model import NAME, Inputs, Result, calculate, form, inputs

__all__ = ["NAME", "Inputs", "Result", "calculate", "form", "inputs", "report"]
