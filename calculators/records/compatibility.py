"""What can be protected: source types and operating systems."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source

type Verdict = Literal["supported", "conditional", "unsupported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionList:
    """Versions of one product that a source type works with."""

    product: str
    """Name of the product."""
    versions: tuple[str, ...]
    """Versions as printed."""
    source: Source
    """Where the list stands."""
    note: str | None = None
    """What to know about the list."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something that must be in place."""

    id: str
    """Unique within the source type."""
    subject: str
    """What it is about, in one to three words."""
    text: str
    """What is required."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number or version that must not be passed."""

    id: str
    """Unique within the source type."""
    what: str
    """What the limit is about."""
    value: float | str
    """The limit; text for ranges and versions."""
    unit: str
    """Unit, or `version`."""
    source: Source
    """Where it was read."""
    note: str | None = None
    """What follows from it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A property of a host and whether it can be protected with it."""

    id: str
    """Unique among all source types."""
    area: str
    """Group in the table, such as `File system` or `Boot`."""
    condition: str
    """The property."""
    verdict: Verdict
    """Whether it works."""
    source: Source
    """Where it was read."""
    reason: str | None = None
    """Why, or what happens."""
    remedy: str | None = None
    """What to do about it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionGroup:
    """Rights that an account needs."""

    category: str
    """Heading in the platform's own permission dialog."""
    permissions: tuple[str, ...]
    """Names as the platform shows them."""
    source: Source
    """Where they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceType:
    """One way to read a production host."""

    id: str
    """File name without its ending."""
    name: str
    """Name as the product uses it."""
    mode: Literal["agent", "agentless"]
    """Whether software is installed on the host."""
    applies_to: str
    """Which hosts."""
    increment_capture: str
    """How changed blocks are found."""
    consistency: str
    """State of the data in a recovery point."""
    source: Source
    """Where these descriptions stand."""
    versions: tuple[VersionList, ...]
    """Supported versions."""
    requirements: tuple[Requirement, ...]
    """What must be in place."""
    limits: tuple[Limit, ...]
    """What must not be passed."""
    conditions: tuple[Condition, ...]
    """What works, what works under a condition, what does not."""
    permissions: tuple[PermissionGroup, ...] = ()
    """Rights of the account that reads the platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingSystem:
    """A family of operating systems that an agent supports."""

    id: str
    """Short name."""
    name: str
    """Name as printed."""
    kind: Literal["linux", "windows"]
    """Which agent."""
    versions: tuple[str, ...]
    """Supported versions as printed."""
    architecture: str
    """Processor architecture."""
    source: Source
    """Where the list stands."""
    note: str | None = None
    """Patches needed, or what to know about the list."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeAspect:
    """One aspect in which agentless and agent mode differ."""

    id: str
    """Short name."""
    aspect: str
    """What is compared."""
    agentless: str
    """How it is without an agent."""
    agent: str
    """How it is with an agent on each host."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeAdvice:
    """Which mode suits a need."""

    id: str
    """Short name."""
    need: str
    """The need."""
    mode: Literal["agent", "agentless", "either"]
    """The mode that suits it."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modes:
    """Agentless and agent mode side by side."""

    aspects: tuple[ModeAspect, ...]
    """In what they differ."""
    advice: tuple[ModeAdvice, ...]
    """Which one suits which need."""
