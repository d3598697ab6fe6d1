"""Where a value comes from, and what is said when two places disagree."""

import datetime
from dataclasses import dataclass
from typing import Literal

from calculators.records.units import Unit

type Basis = Literal["stated", "measured", "derived", "assumed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page or picture of the public documentation that facts were read from."""

    id: str
    """Short name that records use to point here."""
    title: str
    """Title as a reader would look for it."""
    url: str
    """Address of the exact version that was read."""
    read: datetime.date
    """Date of the version that was read."""
    language: Literal["en", "zh"] = "en"
    """Language of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a document."""

    document: str
    """Id of a record in data/documents.yaml."""
    section: str
    """Heading, table or picture on that page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that pages show and calculators use."""

    id: str
    """Name that code and pages use."""
    label: str
    """What the number is."""
    value: float
    """The number, in `unit`."""
    unit: Unit
    """Unit as printed beside the number."""
    basis: Basis
    """How the number came about; `assumed` means that nobody published it."""
    why: str | None = None
    """Reason for an assumed or derived number; required for those."""
    source: Source | None = None
    """Where it was read; required unless the number is assumed or derived."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements that this number is part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of numbers that calculators use, in rising order."""

    id: str
    """Name that code and pages use."""
    label: str
    """What the numbers are."""
    values: tuple[float, ...]
    """The numbers, in `unit`."""
    unit: Unit
    """Unit as printed beside the numbers."""
    basis: Basis
    """How the numbers came about; `assumed` means that nobody published them."""
    why: str | None = None
    """Reason for assumed or derived numbers; required for those."""
    source: Source | None = None
    """Where they were read; required unless they are assumed or derived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one place says."""

    says: str
    """The statement, in our words."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Places that contradict each other, and what this guide does about it."""

    id: str
    """Name that records use to point here."""
    topic: str
    """What the places disagree about."""
    statements: tuple[Statement, ...]
    """Every side, two or more."""
    used: str
    """What this guide uses."""
    why: str
    """Why that one."""
