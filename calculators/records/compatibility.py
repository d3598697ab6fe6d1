"""What can be protected: source types and operating systems."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source, Statement
from calculators.records.units import Unit

type Verdict = Literal["supported", "conditional", "unsupported"]
type Mode = Literal["agent", "agentless"]

# In the order in which a host is judged: the matrix has its rows in it.
type Area = Literal[
    "Platform",
    "Operating system",
    "Kernel",
    "Account",
    "Hardware and virtualisation",
    "Virtual hardware",
    "Power state",
    "Boot",
    "Disks and partitions",
    "File system",
    "Encryption",
    "Storage of the platform",
    "Snapshots",
    "Change tracking",
    "Clusters and replication",
    "Other software",
    "Operation",
    "Target",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionList:
    """Versions of one product that a source type works with."""

    product: str
    """Name of the product."""
    versions: tuple[str, ...]
    """Versions as printed; empty when the page names none."""
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
    unit: Unit
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
    area: Area
    """Group in the table and in the matrix."""
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
    feature: str | None = None
    """Row of the matrix, where conditions of several source types are about the same; None for a row of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralCondition(Condition):
    """A condition that is not about one source type."""

    holds_for: tuple[Mode, ...]
    """The modes whose source types it holds for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionGroup:
    """Rights that an account needs."""

    category: str
    """Heading in the platform's own permission dialog, or what the rights are given with."""
    permissions: tuple[str, ...]
    """Names as the platform shows them."""
    source: Source
    """Where they stand."""
    note: str | None = None
    """What to know about them."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostItem:
    """Something that the platform charges for while a source is synchronised."""

    id: str
    """Unique within the source type."""
    item: str
    """What is charged."""
    source: Source
    """Where it was read."""
    note: str | None = None
    """How much of it, or when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceType:
    """One way to read a production host."""

    id: str
    """File name without its ending."""
    name: str
    """Name as the product uses it."""
    mode: Mode
    """Whether software is installed on the host."""
    source: Source
    """Where the descriptions stand."""
    versions: tuple[VersionList, ...]
    """Supported versions."""
    requirements: tuple[Requirement, ...]
    """What must be in place."""
    limits: tuple[Limit, ...]
    """What must not be passed."""
    conditions: tuple[Condition, ...]
    """What works, what works under a condition, what does not."""
    applies_to: str | None = None
    """Which hosts."""
    increment_capture: str | None = None
    """How changed blocks are found."""
    consistency: str | None = None
    """State of the data in a recovery point."""
    status: Statement | None = None
    """How far the product has it, when that is not released for everybody."""
    permissions: tuple[PermissionGroup, ...] = ()
    """Rights of the account that reads the platform."""
    costs: tuple[CostItem, ...] = ()
    """What the platform charges for."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about the source type as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Versions of a system that another page lists."""

    versions: tuple[str, ...]
    """Versions as printed there."""
    source: Source
    """Where the list stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """An update of a system that an agent cannot do without."""

    id: str
    """Name of the update."""
    required_on: tuple[str, ...]
    """Editions that need it."""
    action: str
    """What to do, in order."""
    sources: tuple[Source, ...]
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


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
    conditional: tuple[str, ...] = ()
    """Those of `versions` that work only under a condition; `decided_by` or `conflicts` says which."""
    decided_by: tuple[str, ...] = ()
    """Ids of the conditions that decide about `conditional`."""
    guest_list: str | None = None
    """Id of the link to the vendor's list of guests without an agent; left out when no page points to it."""
    other_listings: tuple[Listing, ...] = ()
    """What other pages list."""
    kernels: tuple[str, ...] = ()
    """Ids of the releases in the kernel matrix that are this system's."""
    patches: tuple[Patch, ...] = ()
    """Updates that it needs."""
    note: str | None = None
    """What to know about the list."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A processor architecture and whether hosts with it can be protected."""

    id: str
    """Short name."""
    name: str
    """Name as printed."""
    verdict: Verdict
    """Whether it works."""
    source: Source
    """Where it stands."""
    written: tuple[str, ...] = ()
    """What inventories write for it, in small letters."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionRatio:
    """How much compression saves on one kind of data."""

    id: str
    """Short name."""
    data: str
    """Kind of data."""
    reduction: str
    """Saving as printed, with its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataReduction:
    """Compression of the data on its way to the target."""

    default: str
    """Whether it is on."""
    block_size: str
    """Size of the blocks that are compressed."""
    block_storage: str
    """What happens to the data with block storage."""
    object_storage: str
    """What happens to the data with object storage."""
    ratios: tuple[ReductionRatio, ...]
    """What it saves."""
    source: Source
    """Where it stands."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
