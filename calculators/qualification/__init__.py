"""Can we do this project? The flow in data/flows/qualification.yaml as a calculator."""

from calculators.qualification.answer import NAME, Inputs, Result, calculate, form, inputs, report
from calculators.qualification.flows import told

__all__ = ["NAME", "Inputs", "Result", "calculate", "form", "inputs", "report", "told"]
