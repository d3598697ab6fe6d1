"""Which components, how many and of what size: machines, quotas and licences for a number of hosts and disks."""

from calculators.components.answer import stages
from calculators.components.model import FIGURES, NAME, Inputs, Result, calculate, form, inputs

__all__ = ["FIGURES", "NAME", "Inputs", "Result", "calculate", "form", "inputs", "stages"]
