"""Workbooks as text, in the page's Python beside python_calamine, which is compiled and no part of the snapshot."""

from calculators.inventory.workbook import answer

__all__ = ["answer"]
