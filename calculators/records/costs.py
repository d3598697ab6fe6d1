"""Licences, the published calculator and published cost examples."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRule:
    """How licences are counted, bought and used."""

    id: str
    """Short name."""
    subject: str
    """What it is about, in a few words."""
    rule: str
    """The rule."""
    source: Source
    """Where it stands."""
    value: float | None = None
    """The number in the rule, in `unit`."""
    unit: str | None = None
    """Unit of the number."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatorInput:
    """Something that the published calculator asks."""

    id: str
    """Short name."""
    part: Literal["service", "rough"]
    """The choice of the service, or the rough estimate."""
    label: str
    """What is asked."""
    example: float | str | None = None
    """Value in the published example."""
    unit: Unit = ""
    """Unit of the value."""
    minimum: float | None = None
    """Smallest value."""
    maximum: float | None = None
    """Largest value."""
    note: str | None = None
    """What can be chosen, or must be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillItem:
    """A part of the bill that the published calculator writes."""

    id: str
    """Short name."""
    item: str
    """The part."""
    block: str
    """What it holds for block storage."""
    object: str
    """What it holds for object storage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCost:
    """A part of the bill with its price for both storage types."""

    id: str
    """Short name."""
    item: str
    """The part."""
    block: float
    """Price with block storage, in the currency of the comparison."""
    object: float
    """Price with object storage, in the currency of the comparison."""
    block_units: float | None = None
    """Number of machines with block storage, where the page counts them."""
    object_units: float | None = None
    """Number of machines with object storage, where the page counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of a cost example."""

    id: str
    """Unique within its list."""
    what: str
    """What the number is."""
    value: float
    """The number, in `unit`."""
    unit: Unit
    """Unit of the number."""
    printed: str | None = None
    """How the page writes it, where it writes it in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Block and object storage side by side in the published calculator."""

    case: tuple[Amount, ...]
    """What is protected, and for how long."""
    currency: str
    """Currency of the prices."""
    rows: tuple[ComparedCost, ...]
    """The parts of the bill."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostExample:
    """A published example of time or cost."""

    id: str
    """Short name."""
    title: str
    """What the example is about."""
    inputs: tuple[Amount, ...]
    """What it starts from."""
    results: tuple[Amount, ...]
    """What it comes to, as printed."""
    source: Source
    """Where it stands."""
    note: str | None = None
    """Formula, place and date of the prices, or what to watch out for."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCalculator:
    """The calculator that the vendor publishes."""

    source: Source
    """Where it is described."""
    inputs: tuple[CalculatorInput, ...]
    """What it asks, in order."""
    bill: tuple[BillItem, ...]
    """What its bill holds."""
    comparison: Comparison
    """Its comparison of block and object storage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Everything published about licences and cost."""

    licences: tuple[LicenceRule, ...]
    """How licences are counted, bought and used."""
    calculator: PublishedCalculator
    """The calculator that the vendor publishes."""
    examples: tuple[CostExample, ...]
    """Published examples."""
