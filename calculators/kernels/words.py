"""Words of the kernel lookup's answer."""

from collections.abc import Mapping, Sequence

from calculators.kernel_list.lookup import Finding
from calculators.kernels.model import Result
from calculators.records.flow import Level

FINDINGS: Mapping[Finding, tuple[Level, str]] = {
    "processor": ("bad", "other processor"),
    "outside": ("bad", "outside the range"),
    "cloud": ("bad", "cloud kernel, not listed"),
    "maker": ("bad", "other maker, not listed"),
    "missing": ("bad", "not listed"),
    "open": ("caution", "not read"),
    "unsure": ("caution", "not sure"),
    "cloud-listed": ("caution", "listed, cloud tag"),
    "debuginfo": ("caution", "listed as debuginfo"),
    "elsewhere": ("caution", "listed elsewhere"),
    "confirm": ("caution", "listed, to confirm"),
    "system": ("mixed", "no Linux"),
    "dkms": ("mixed", "DKMS may build it"),
    "listed": ("good", "listed"),
}
"""Colour and name of each finding."""
MOST_LINES = 15
"""How many numbers of lines a sentence names."""


def kind(result: Result) -> str:
    """Return what a row of the answer is: a host where all are named, a kernel where none is, else a line."""
    named = {bool(item.row.host) for item in result.judged}
    if named == {True}:
        return "host"
    return (
        "kernel"
        if named == {False} and not any(item.finding in ("open", "system") for item in result.judged)
        else "line"
    )


def line_numbers(numbers: Sequence[int]) -> str:
    """Return `line 3`, or `lines 3, 7 and more`."""
    found = sorted(set(numbers))
    told = ", ".join(map(str, found[:MOST_LINES])) + (" and more" if len(found) > MOST_LINES else "")
    return f"line{'s' if len(found) > 1 else ''} {told}"
