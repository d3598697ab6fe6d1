"""Inventories: which hosts a customer has, read from the exports of their platforms, and what each of them is."""

from calculators.inventory.anonymise import Pseudonyms, anonymised
from calculators.inventory.compare import compare
from calculators.inventory.decisions import Decisions, HostDecision, SystemDecision
from calculators.inventory.grouping import Grouped, fill
from calculators.inventory.judge import Assessed, Judged, assess
from calculators.inventory.read import read_inventory
from calculators.inventory.totals import totals

__all__ = [
    "Assessed",
    "Decisions",
    "Grouped",
    "HostDecision",
    "Judged",
    "Pseudonyms",
    "SystemDecision",
    "anonymised",
    "assess",
    "compare",
    "fill",
    "read_inventory",
    "totals",
]
