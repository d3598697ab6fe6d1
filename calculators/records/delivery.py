"""Checklists, acceptance and operations."""

from dataclasses import dataclass
from typing import Literal

from calculators.records.evidence import Source
from calculators.records.only import Only
from calculators.records.storage import Storage

type Direction = Literal["dr", "failback"]
type Network = Literal["vpn", "public"]
type Site = Literal["vmware", "agent", "aws", "host"]
type Owner = Literal[
    "customer",
    "customer or MSP",
    "customer; vendor assists",
    "customer; vendor may assist",
    "MSP",
    "vendor",
    "vendor and customer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPlatform:
    """A cloud that checklists are published for."""

    id: str
    """Id of the target platform."""
    name: str
    """Name as printed."""
    documents: tuple[str, ...]
    """Ids of the documents that are about this platform only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One published checklist form."""

    id: str
    """Short name."""
    number: int
    """Number in the published list."""
    direction: Direction
    """Disaster recovery, or failback."""
    platform: str
    """Id of the cloud that the hosts are recovered on."""
    site: Site
    """Source type of a DR checklist, or where a failback goes to."""
    storage: Storage
    """Storage type."""
    network: Network
    """Intranet VPN or dedicated line, or the public network."""
    form: str
    """Address of the original form."""
    source: Source
    """Where the list stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """For which checklists a step holds; an empty list means all."""

    site: tuple[Site, ...] = ()
    """Source types, or failback destinations."""
    storage: tuple[Storage, ...] = ()
    """Storage types."""
    network: tuple[Network, ...] = ()
    """Networks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the checklists."""

    id: str
    """Unique among all steps."""
    direction: Direction
    """Disaster recovery, or failback."""
    phase: str
    """Id of the step's phase."""
    action: str
    """What to do."""
    proof: str
    """What proves it done."""
    owner: Owner
    """Who does it in a proof of concept; `vendor` is the maker of the product."""
    owner_basis: str
    """Where the owner comes from; `inferred` when no source names one."""
    sources: tuple[Source, ...]
    """Where it was read."""
    applies: tuple[Applies, ...] = ()
    """For which checklists it holds; empty means all of its direction, several mean any of them."""
    executor: str | None = None
    """Who does it in a migration project; left out when the document on those does not say."""
    outputs: tuple[str, ...] = ()
    """Ids of the proofs in data/proofs.yaml: commands whose pasted output proves it, or a part of it."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPhase:
    """A part of a checklist; the file lists them in order."""

    id: str
    """Name that steps use."""
    direction: Direction
    """Disaster recovery, or failback."""
    name: str
    """Heading."""
    after: tuple[str, ...] = ()
    """Ids of the phases that come first: until their steps are through, this one waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Something to prepare on a cloud, as a step of a checklist that is composed."""

    id: str
    """Unique among all settings: the id of the platform whose page names it, and that of the setting."""
    text: str
    """What to do."""
    source: Source
    """Where it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What a checklist for a cloud is composed of that nobody published one for."""

    id: str
    """Id of the target platform."""
    name: str
    """Name of the platform."""
    listed: bool
    """Whether the documentation names it for disaster recovery."""
    storages: tuple[Storage, ...]
    """Storage types that it can be used with."""
    settings: tuple[Setting, ...]
    """What to prepare on it; empty where no page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What a checklist is for, published or not."""

    direction: Direction
    """Disaster recovery, or failback."""
    platform: str
    """Id of the cloud that the hosts are recovered on."""
    site: str
    """How hosts are read, or where a failback goes to."""
    storage: Storage
    """Storage type."""
    network: Network
    """Intranet VPN or dedicated line, or the public network."""

    @property
    def id(self) -> str:
        """Return a name for the checklist that is composed for it; no published one has dots."""
        return ".".join((self.direction, self.platform, self.site, self.storage, self.network))


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is responsible for an item of a proof of concept."""

    area: str
    """Network, drill and takeover, or failback."""
    item: str
    """The item."""
    vendor: Literal["does", "assists", "no part"]
    """Part of the vendor."""
    customer: Literal["does", "assists", "no part"]
    """Part of the customer."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeItem:
    """Something that is, or is not, part of a proof of concept."""

    id: str
    """Short name."""
    within: bool
    """Whether it is part of it."""
    text: str
    """What it is."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklists:
    """The checklists and what they are made of."""

    platforms: tuple[ChecklistPlatform, ...]
    """Clouds that checklists are published for."""
    forms: tuple[Checklist, ...]
    """Published checklists."""
    phases: tuple[StepPhase, ...]
    """Parts of the checklists, in order."""
    steps: tuple[Step, ...]
    """Steps, in order."""
    executor_source: Source
    """Where the executors of the steps stand."""
    responsibilities: tuple[Responsibility, ...]
    """Who does what."""
    scope: tuple[ScopeItem, ...]
    """What belongs to a proof of concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Something that is shown before a project is accepted."""

    id: str
    """Short name."""
    direction: Direction
    """Disaster recovery, or failback."""
    criterion: str
    """What must have been shown."""
    how: str
    """How to show it."""
    outputs: tuple[str, ...] = ()
    """Ids of the proofs in data/proofs.yaml that show it, or a part of it."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Something to do, check or know."""

    id: str
    """Unique in the file."""
    topic: str
    """Id of its topic."""
    text: str
    """What to do, check or know."""
    source: Source
    """Where it was read."""
    conflicts: tuple[str, ...] = ()
    """Ids of the disagreements about it."""
    only: Only | None = None
    """For which projects it holds; left out where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A group of practices; the file lists them in the order of the pages."""

    id: str
    """Name that practices and pages use."""
    title: str
    """Heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An alarm worth setting."""

    id: str
    """Short name."""
    kind: Literal["resource", "event"]
    """A threshold, or something that happened."""
    watches: str
    """Resource and metric, or the event."""
    rule: str
    """When it fires, with units."""
    level: Literal["info", "critical", "emergency"]
    """Level to give it."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverOrder:
    """An order in which systems are taken over."""

    id: str
    """Short name."""
    project: str
    """Which kind of project; no customer names."""
    steps: tuple[str, ...]
    """Systems or actions, in order."""
    source: Source
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """From the first synchronisation to daily operation."""

    topics: tuple[Topic, ...]
    """Groups of practices, in order."""
    practices: tuple[Practice, ...]
    """What to do, check or know."""
    criteria: tuple[Criterion, ...]
    """What acceptance is judged by."""
    alarms: tuple[Alarm, ...]
    """Alarms worth setting."""
    takeover_orders: tuple[TakeoverOrder, ...]
    """Orders in which systems are taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field."""

    id: str
    """Anchor on the glossary page."""
    term: str
    """The word."""
    definition: str
    """What it means here."""
    source: Source
    """Where it was read."""
    page: str | None = None
    """Page that says more, as a path below docs/."""
    also: tuple[str, ...] = ()
    """Other words for it, as pages use them; plurals with -s need not be named."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return every word for it."""
        return (self.term, *self.also)
