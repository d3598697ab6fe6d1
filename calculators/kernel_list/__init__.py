"""The list of kernels that the Linux Agent has a prebuilt module for, and where another kernel stands to it."""

from calculators.kernel_list.lookup import ALL, Checked, Finding, forget, look_up
from calculators.kernel_list.named import Named, named

__all__ = ["ALL", "Checked", "Finding", "Named", "forget", "look_up", "named"]
