"""Published sums, done again."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source

type Outcome = Literal["exact", "rounded", "differs", "wrong", "derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How a page counts."""

    id: str
    """Short name."""
    counts: str
    """Which units it takes, and in which steps."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputation:
    """A published sum that was done again."""

    id: str
    """Short name."""
    what: str
    """What is computed."""
    printed: str
    """What the page prints, with its unit."""
    working: tuple[str, ...]
    """The sum with its numbers, in + - * / ( ) and ceil(); two for a range."""
    computed: tuple[float, ...]
    """What each working gives, rounded to the digits that are shown."""
    unit: str
    """Unit of what was computed."""
    outcome: Outcome
    """Whether the page is right; `differs` by little, `derived` where it prints no result."""
    source: Source
    """Where the page prints it."""
    remark: str | None = None
    """How it was rounded, or what is wrong."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """How pages count, and whether their sums are right."""

    conventions: tuple[Convention, ...]
    """How pages count."""
    sums: tuple[Recomputation, ...]
    """Published sums, done again."""
